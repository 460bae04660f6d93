"""The language in which the reason of a decision was written."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("stewardship", "0009_decided_as")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="reason_language",
            field=models.CharField(blank=True, db_default="", max_length=16),
        )
        for name in ("report", "supersededdecision")
    ]
