"""Photos can be taken from public view."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("venues", "0008_one_owner")]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="hidden",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
