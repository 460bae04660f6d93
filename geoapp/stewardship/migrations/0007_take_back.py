"""What moderators took back, and the decisions about accounts."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stewardship', '0006_queue_notices'),
        ('venues', '0012_place_withheld'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TakeBack',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(max_length=1000)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'take-back',
                'verbose_name_plural': 'take-backs',
            },
        ),
        migrations.CreateModel(
            name='TakeBackAccount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_closed', models.BooleanField(default=False)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'account of a take-back',
                'verbose_name_plural': 'accounts of take-backs',
            },
        ),
        migrations.CreateModel(
            name='TakeBackStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=24)),
                ('item_id', models.UUIDField()),
                ('detail', models.CharField(blank=True, max_length=64)),
                ('before', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'step of a take-back',
                'verbose_name_plural': 'steps of take-backs',
            },
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='report_topic_known',
        ),
        migrations.AlterField(
            model_name='report',
            name='topic',
            field=models.CharField(choices=[('claim', 'I run this place'), ('closed', 'It has closed'), ('mistake', 'Something is wrong'), ('not_made', 'This is not made here'), ('illegal', 'This is illegal'), ('personal', 'This is about me or my home'), ('conduct', 'What an account did')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('topic__in', ['claim', 'closed', 'mistake', 'not_made', 'illegal', 'personal', 'conduct'])), name='report_topic_known'),
        ),
        migrations.AddField(
            model_name='takeback',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='takeback',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='takebackaccount',
            name='take_back',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accounts', to='stewardship.takeback'),
        ),
        migrations.AddField(
            model_name='takebackaccount',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='takebackstep',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='stewardship.takebackaccount'),
        ),
        migrations.AddIndex(
            model_name='takebackstep',
            index=models.Index(condition=models.Q(('undone_at', None)), fields=['kind', 'item_id'], name='take_back_holds'),
        ),
    ]
