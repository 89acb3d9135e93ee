"""The tables, and on PostgreSQL the rules of their rows."""

import django.db.models.deletion
import safar.foundation.journal.fields
from django.db import migrations, models

from safar.foundation.vault.policies import protect
from safar.rooms.reports.policies import TABLES


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('vault', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BurstSeen',
            fields=[
                ('party', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='PartyNotice',
            fields=[
                ('party', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('is_household', models.BooleanField(default=False)),
                ('workforce', models.PositiveIntegerField(null=True)),
                ('notified_on', models.DateField(null=True)),
                ('undeliverable_on', models.DateField(null=True)),
                ('answered_on', models.DateField(null=True)),
                ('verified_on', models.DateField(null=True)),
                ('key_mac', models.BinaryField(max_length=32, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ProposedParty',
            fields=[
                ('id', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('telephone', models.CharField(blank=True, max_length=40)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('is_household', models.BooleanField(default=False)),
                ('proposed_on', models.DateField()),
                ('checked_on', models.DateField(null=True)),
                ('listed_as', models.CharField(blank=True, max_length=30)),
            ],
            options={
                'verbose_name_plural': 'proposed parties',
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('party', models.CharField(db_index=True, max_length=30)),
                ('origin', models.CharField(blank=True, max_length=2)),
                ('destination', models.CharField(blank=True, max_length=2)),
                ('made_on', models.DateField()),
                ('began', models.CharField(blank=True, max_length=7)),
                ('answers', models.JSONField()),
                ('fee', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('still_there', models.BooleanField(default=False)),
                ('may_join_on', models.DateField(null=True)),
                ('way', models.CharField(choices=[('open', 'Open'), ('invited', 'Invited'), ('assisted', 'Assisted')], max_length=8)),
                ('tag_mac', models.BinaryField(max_length=32, null=True, unique=True)),
                ('checked_on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('ended_for', models.CharField(blank=True, max_length=20)),
                ('folder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='vault.folder')),
            ],
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('party', models.CharField(max_length=30)),
                ('text', models.TextField()),
                ('written_on', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('shown', 'Shown'), ('refused', 'Refused')], default='waiting', max_length=8)),
                ('decided_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='SpentCode',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('mac', models.BinaryField(max_length=32, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('made_on', models.DateField()),
                ('until', models.DateField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='vault.body')),
            ],
        ),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('mac', models.BinaryField(max_length=32, unique=True)),
                ('until', models.DateField()),
                ('is_spent', models.BooleanField(default=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='vault.body')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='reports.campaign')),
            ],
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('party', models.CharField(max_length=30)),
                ('ground', models.CharField(choices=[('not-us', 'Not Us'), ('untrue', 'Untrue'), ('unlawful', 'Unlawful'), ('personal', 'Personal'), ('counter', 'Counter')], max_length=10)),
                ('text', models.TextField()),
                ('on', models.DateField()),
                ('decision', models.CharField(blank=True, choices=[('kept', 'Kept'), ('removed', 'Removed'), ('restored', 'Restored')], max_length=8)),
                ('decided_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('answers_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='counters', to='reports.dispute')),
            ],
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='remark', serialize=False, to='reports.report')),
                ('party', models.CharField(max_length=30)),
                ('text', models.TextField()),
                ('language', models.CharField(max_length=8)),
                ('sketch', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('shown', 'Shown'), ('refused', 'Refused'), ('copy', 'Copy')], default='waiting', max_length=8)),
                ('on', models.DateField()),
            ],
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on', None), ('tag_mac', None), _connector='OR'), name='ended_reports_answer_to_nobody'),
        ),
        migrations.RunPython(protect(TABLES), migrations.RunPython.noop),
    ]
