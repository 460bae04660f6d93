"""Keep who is hidden hidden: a venue's row is computed, so the wish is a correction."""

from django.db import migrations
from django.utils import timezone


def write_corrections(apps, _schema_editor):
    Venue = apps.get_model("venues", "Venue")
    Correction = apps.get_model("venues", "Correction")
    for pk in Venue.objects.filter(hide_exact_place=True).values_list("pk", flat=True):
        Correction.objects.get_or_create(
            venue_id=pk,
            field="hide_exact_place",
            defaults={"value": True, "made_at": timezone.now()},
        )


class Migration(migrations.Migration):
    dependencies = [("venues", "0003_organizers_and_history")]

    operations = [migrations.RunPython(write_corrections, migrations.RunPython.noop)]
