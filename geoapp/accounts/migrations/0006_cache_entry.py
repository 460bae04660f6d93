"""The cache's table as a model; the table itself is that of 0003."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_quotas_by_window")]

    operations = [
        migrations.CreateModel(
            name="CacheEntry",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField()),
            ],
            options={
                "db_table": "cache",
                "managed": False,
            },
        ),
    ]
