"""What a place's publication was before it was taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stewardship', '0007_take_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='publication_before',
            field=models.CharField(blank=True, db_default='', max_length=10),
        ),
    ]
