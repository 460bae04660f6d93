from django.db import migrations


class Migration(migrations.Migration):
    """A better name in code; the table and its rows stay as they are."""

    dependencies = [("geocoding", "0003_asked_addresses")]

    operations = [
        migrations.AlterModelTable("AskedAddress", "geocoding_askedaddress"),
        migrations.RenameModel("AskedAddress", "GeocodedAddress"),
    ]
