"""One number for all that is public, counted up by the database itself."""

from django.db import migrations, models

from geoapp.publishing.sql.data_version import CREATE, DROP, TABLES, trigger_on


class Migration(migrations.Migration):
    dependencies = [
        ("crafts", "0001_initial"),
        ("publishing", "0002_live_state"),
        ("tutorials", "0002_added_by_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataVersion",
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
                ("version", models.PositiveBigIntegerField(default=1)),
            ],
        ),
        migrations.RunSQL(
            [CREATE, *(trigger_on(table) for table in TABLES)], reverse_sql=DROP
        ),
    ]
