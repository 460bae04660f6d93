"""Reports about anything public, by anybody; decisions with grounds; appeals."""

import secrets

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

import geoapp.stewardship.report_models

OUTCOMES = [
    ("unchanged", "Left as it is"),
    ("corrected", "Corrected"),
    ("closed", "Marked as closed"),
    ("area_only", "Only the area is shown"),
    ("removed", "Removed from public view"),
    ("erased", "Erased for good"),
]
GROUNDS = [
    ("exists", "Guidelines: only places that exist and facts you know"),
    ("privacy", "Guidelines: homes and other people's privacy"),
    ("conduct", "Guidelines: no advertising, no abuse, no copied text"),
    ("photos", "Guidelines: only photos that you may share"),
    ("law", "A law"),
]
DECISIONS = [
    ("waiting", "Awaiting review"),
    ("accepted", "Accepted"),
    ("asked", "Question open"),
    ("refused", "Declined"),
    ("taken_back", "Withdrawn"),
]
TOPICS = [
    ("claim", "I run this place"),
    ("closed", "It has closed"),
    ("mistake", "Something is wrong"),
    ("not_made", "This is not made here"),
    ("illegal", "This is illegal"),
    ("personal", "This is about me or my home"),
]


def new_number():
    """Return a receipt number, as `report_models.new_number` did at this time."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = [secrets.choice(alphabet) for _letter in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def name_items(apps, schema_editor):
    """Give the reports of before a number, and what they are about."""
    Report = apps.get_model("stewardship", "Report")
    rows = Report.objects.using(schema_editor.connection.alias)
    rows.update(item_id=F("venue_id"))
    rows.filter(decision="refused").update(outcome="unchanged")
    rows.filter(decision="accepted").update(outcome="corrected")
    for row in rows.select_related("venue").iterator():
        row.number, row.title = new_number(), row.venue.name
        row.save(update_fields=["number", "title"])


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("venues", "0009_hidden_photos"),
        ("stewardship", "0004_plain_labels"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="report", name="report_waits_once"),
        migrations.RemoveConstraint(model_name="report", name="report_topic_known"),
        migrations.AlterField(
            model_name="report",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reports",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="venue",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="venues.venue",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="topic",
            field=models.CharField(choices=TOPICS, max_length=10),
        ),
        migrations.AlterField(
            model_name="report",
            name="words",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="report",
            name="number",
            field=models.CharField(max_length=14, null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="email",
            field=models.EmailField(blank=True, max_length=254, db_default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="email_confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="language",
            field=models.CharField(blank=True, max_length=16, db_default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="kind",
            field=models.CharField(default="venue", db_default="venue", max_length=16),
        ),
        migrations.AddField(
            model_name="report", name="item_id", field=models.UUIDField(null=True)
        ),
        migrations.AddField(
            model_name="report",
            name="title",
            field=models.CharField(max_length=300, db_default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="hides",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AddField(
            model_name="report",
            name="removes",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AddField(
            model_name="report",
            name="outcome",
            field=models.CharField(
                blank=True, choices=OUTCOMES, max_length=10, db_default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="ground",
            field=models.CharField(
                blank=True, choices=GROUNDS, max_length=8, db_default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="law",
            field=models.CharField(blank=True, max_length=200, db_default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="concerned",
            field=models.ManyToManyField(
                related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="appeal",
            field=models.CharField(blank=True, max_length=1000, db_default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="appealed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="appealed_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reporter", "The person who reported it"),
                    ("author", "The person responsible for it"),
                ],
                max_length=8,
                db_default="",
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="SupersededDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("decision", models.CharField(choices=DECISIONS, max_length=10)),
                (
                    "outcome",
                    models.CharField(blank=True, choices=OUTCOMES, max_length=10),
                ),
                ("ground", models.CharField(blank=True, choices=GROUNDS, max_length=8)),
                ("law", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("decided_at", models.DateTimeField()),
                ("appeal", models.CharField(blank=True, max_length=1000)),
                (
                    "appealed_by",
                    models.CharField(
                        choices=[
                            ("reporter", "The person who reported it"),
                            ("author", "The person responsible for it"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="superseded_decisions",
                        to="stewardship.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "superseded decision",
                "verbose_name_plural": "superseded decisions",
            },
        ),
        migrations.RunPython(name_items, migrations.RunPython.noop),
        # The rows' deferred checks have to be over before the table is altered again.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="report",
            name="number",
            field=models.CharField(
                default=geoapp.stewardship.report_models.new_number,
                max_length=14,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="report", name="item_id", field=models.UUIDField()
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(topic__in=[topic for topic, _label in TOPICS]),
                name="report_topic_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    outcome__in=["", *(outcome for outcome, _label in OUTCOMES)]
                ),
                name="report_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", "waiting")),
                fields=("author", "kind", "item_id", "topic"),
                name="report_waits_once",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["kind", "item_id"], name="report_item"),
        ),
    ]
