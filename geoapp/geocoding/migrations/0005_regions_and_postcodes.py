from django.contrib.gis.db.models import PointField
from django.db import migrations, models


class Migration(migrations.Migration):
    """Regions by their codes, and postcodes; the next load of the gazetteer fills them."""

    dependencies = [("geocoding", "0004_geocoded_address")]

    operations = [
        migrations.AddField(
            "GazetteerPlace",
            "region_code",
            models.CharField(max_length=16, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.CreateModel(
            "Postcode",
            [
                (
                    "code",
                    models.CharField(max_length=8, primary_key=True, serialize=False),
                ),
                ("point", PointField(srid=4326, spatial_index=False)),
                ("spread_m", models.IntegerField()),
            ],
        ),
    ]
