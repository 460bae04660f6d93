from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("venues", "__latest__")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE venues_venue ADD COLUMN later text NULL",
            "ALTER TABLE venues_venue DROP COLUMN later",
        ),
        migrations.RunSQL(
            "CREATE INDEX venues_venue_later ON venues_venue (name, later)",
            "DROP INDEX venues_venue_later",
        ),
    ]
