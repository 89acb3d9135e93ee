"""The tables, and on PostgreSQL the rules of their rows."""

import django.db.models.deletion
import safar.foundation.journal.fields
from django.db import migrations, models

from safar.foundation.vault.policies import protect
from safar.rooms.casework.policies import TABLES


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('vault', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('folder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='outcome', serialize=False, to='vault.folder')),
                ('code', models.CharField(max_length=30)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('claimed', models.CharField(blank=True, max_length=12)),
                ('recovered', models.CharField(blank=True, max_length=12)),
                ('retaliation', models.BooleanField(null=True)),
                ('on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('folder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='claim', serialize=False, to='vault.folder')),
                ('approval', models.BinaryField(max_length=16)),
                ('deadline', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='vault.body')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='vault.folder')),
            ],
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('folder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='holding', serialize=False, to='vault.folder')),
                ('matcher_key', models.BinaryField(max_length=16)),
                ('body_key', models.BinaryField(max_length=16)),
                ('purpose', models.CharField(max_length=20)),
                ('note', models.BinaryField()),
                ('inner', models.BinaryField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held_for', to='vault.body')),
                ('matcher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='vault.body')),
            ],
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('body', models.CharField(max_length=40)),
                ('change', models.CharField(max_length=20)),
                ('content', models.JSONField()),
                ('proposed_by', models.BigIntegerField()),
                ('proposed_for', models.CharField(max_length=200)),
                ('proposed_on', models.DateField()),
                ('seconded_by', models.BigIntegerField(blank=True, null=True)),
                ('seconded_for', models.CharField(blank=True, max_length=200)),
                ('seconded_on', models.DateField(blank=True, null=True)),
                ('from_day', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('seconded_by', None), models.Q(models.Q(('seconded_by', models.F('proposed_by')), _negated=True), models.Q(('seconded_for', models.F('proposed_for')), _negated=True)), _connector='OR'), name='two_people_of_two_organisations')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=20)),
                ('on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='vault.folder')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals_received', to='vault.body')),
                ('sender', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals_sent', to='vault.body')),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('escalated_on', models.DateField(blank=True, null=True)),
                ('note', models.BinaryField(default=b'', max_length=16)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='vault.body')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='vault.folder')),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('folder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='case', serialize=False, to='vault.folder')),
                ('category', models.CharField(choices=[('money', 'money'), ('contract', 'contract'), ('safety', 'safety'), ('other', 'other')], max_length=10)),
                ('jurisdiction', models.CharField(max_length=8)),
                ('filer', models.CharField(choices=[('worker', 'Worker'), ('relative', 'Relative'), ('group', 'Group'), ('union', 'Union')], max_length=8)),
                ('urgency', models.CharField(choices=[('urgent', 'urgent'), ('soon', 'soon'), ('normal', 'normal')], max_length=8)),
                ('state', models.CharField(choices=[('held', 'Held'), ('received', 'Received'), ('acknowledged', 'Acknowledged'), ('in-progress', 'In Progress'), ('referred', 'Referred'), ('conciliation', 'Conciliation'), ('inspection', 'Inspection'), ('proceedings', 'Proceedings'), ('outcome', 'Outcome'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn')], max_length=14)),
                ('state_on', models.DateField()),
                ('filed_on', models.DateField()),
                ('may_hear_early', models.BooleanField(default=False)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='vault.body')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['held', 'received', 'acknowledged', 'in-progress', 'referred', 'conciliation', 'inspection', 'proceedings', 'outcome', 'closed', 'withdrawn'])), name='known_state'), models.CheckConstraint(condition=models.Q(('category__in', ['money', 'contract', 'safety', 'other'])), name='known_category')],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('jurisdiction', models.CharField(max_length=8)),
                ('requester', models.CharField(choices=[('court', 'a court'), ('police', 'police or prosecution'), ('control', 'an authority that controls who may stay'), ('authority', 'another authority'), ('employer', 'an employer or recruiter'), ('other', 'somebody else')], max_length=10)),
                ('basis', models.CharField(choices=[('judicial', 'an order of a judge'), ('administrative', 'an order or warrant without a judge'), ('none', 'none named')], max_length=14)),
                ('scope', models.TextField()),
                ('received_on', models.DateField()),
                ('decision', models.CharField(choices=[('open', 'not decided'), ('refused', 'refused'), ('part', 'given in part'), ('given', 'given')], default='open', max_length=8)),
                ('given', models.TextField(blank=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('gag_until', models.DateField(blank=True, null=True)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='vault.body')),
                ('folder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='requests', to='vault.folder')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('basis', 'judicial'), ('decision__in', ('open', 'refused')), _connector='OR'), name='only_a_judge_can_be_given_something'), models.CheckConstraint(condition=models.Q(('basis', 'judicial'), ('gag_until', None), _connector='OR'), name='only_a_judge_can_forbid_telling')],
            },
        ),
        migrations.RunPython(protect(TABLES), migrations.RunPython.noop),
    ]
