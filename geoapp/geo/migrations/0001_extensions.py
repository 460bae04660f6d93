"""The PostgreSQL extensions that everything else stands on."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    """PostGIS, trigrams, unaccent, and GiST over plain columns."""

    initial = True
    dependencies = []
    operations = [
        CreateExtension("postgis"),
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
    ]
