"""Tutorials that a moderator removed stay known, so that no import adds them again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("tutorials", "0003_plain_labels")]

    operations = [
        migrations.AddField(
            model_name="tutorial",
            name="removed",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
