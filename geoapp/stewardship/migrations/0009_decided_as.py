"""In which role a person decided on a report."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

ROLES = [("moderator", "Moderator"), ("manager", "Manager")]


def fill(apps, schema_editor):
    """Store what earlier decisions show of the role; "" where it cannot be known."""
    del schema_editor
    report = apps.get_model("stewardship", "Report")
    superseded = apps.get_model("stewardship", "SupersededDecision")
    organizer = apps.get_model("venues", "Organizer")
    change = apps.get_model("venues", "ManagerChange")
    # Managers only answer the first decision on a place's facts, and restrict nothing.
    by_managers = Q(
        kind="venue",
        topic__in=("closed", "mistake", "not_made"),
        outcome__in=("unchanged", "corrected"),
        appealed_at=None,
    )
    decided = report.objects.exclude(decided_by=None)
    is_staff = Q(decided_by__is_moderator=True) | Q(decided_by__is_staff=True)
    moderated = decided.filter(is_staff | ~by_managers).values_list("pk", flat=True)
    report.objects.filter(pk__in=list(moderated)).update(decided_as="moderator")
    for row in decided.filter(by_managers, decided_as="").iterator():
        place = {"venue_id": row.item_id, "user_id": row.decided_by_id}
        manages = organizer.objects.filter(**place).exists()
        if manages or change.objects.filter(**place).exists():
            report.objects.filter(pk=row.pk).update(decided_as="manager")
    rows = superseded.objects.filter(is_staff).values_list("pk", flat=True)
    superseded.objects.filter(pk__in=list(rows)).update(decided_as="moderator")


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("stewardship", "0008_publication_before"),
        ("venues", "0013_removed_photos"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="decided_as",
            field=models.CharField(
                blank=True, choices=ROLES, db_default="", max_length=9
            ),
        ),
        migrations.AddField(
            model_name="supersededdecision",
            name="decided_as",
            field=models.CharField(
                blank=True, choices=ROLES, db_default="", max_length=9
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
