"""How often moderators are emailed about the queue."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("stewardship", "0005_reports_by_anybody"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueueNotice",
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
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("hourly", "Every hour, if there is something new"),
                            ("daily", "Once a day, if there is something new"),
                            ("never", "Never"),
                        ],
                        default="daily",
                        max_length=8,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "queue notice",
                "verbose_name_plural": "queue notices",
            },
        ),
    ]
