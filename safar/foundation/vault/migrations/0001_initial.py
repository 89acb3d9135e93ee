"""The tables, and on PostgreSQL the rules of their rows."""

import django.db.models.deletion
import safar.foundation.journal.fields
from django.db import migrations, models

from safar.foundation.vault.policies import TABLES, protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('country', models.CharField(max_length=8)),
                ('organisation', models.CharField(max_length=200)),
                ('is_matcher', models.BooleanField(default=False)),
                ('counts_weeks', models.BooleanField(default=True)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'bodies',
            },
        ),
        migrations.CreateModel(
            name='Folder',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('room', models.CharField(max_length=20)),
                ('cid', models.BinaryField(max_length=16, unique=True)),
                ('epoch', models.BinaryField(max_length=16)),
                ('consent_key', models.BinaryField(max_length=65)),
                ('sealed_by', models.CharField(choices=[('browser', 'Browser'), ('server', 'Server')], max_length=8)),
                ('keep', models.CharField(choices=[('90-days', 'Days 90'), ('year', 'Year'), ('closed', 'Closed')], default='90-days', max_length=8)),
                ('last_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='BodyKey',
            fields=[
                ('key_id', models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ('sealing', models.BinaryField(max_length=65)),
                ('signing', models.BinaryField(max_length=65)),
                ('vouched_by', models.BinaryField(default=b'', max_length=16)),
                ('voucher', models.BinaryField(default=b'', max_length=64)),
                ('from_day', models.DateField()),
                ('retired_on', models.DateField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='vault.body')),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('staff', models.BigIntegerField()),
                ('public', models.BinaryField(max_length=65)),
                ('wrapped', models.BinaryField()),
                ('left_on', models.DateField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='vault.body')),
            ],
        ),
        migrations.CreateModel(
            name='MemberWrap',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wraps', to='vault.bodykey')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wraps', to='vault.member')),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('tag_mac', models.BinaryField(max_length=32, unique=True)),
                ('record', models.BinaryField(max_length=4096)),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='vault.folder')),
            ],
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('epoch', models.BinaryField(max_length=16)),
                ('key_id', models.BinaryField(max_length=16)),
                ('purpose', models.CharField(max_length=20)),
                ('sealed', models.BinaryField()),
                ('until', models.DateField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='vault.body')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='vault.folder')),
            ],
        ),
        migrations.CreateModel(
            name='Epoch',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('epoch', models.BinaryField(max_length=16)),
                ('commit', models.BinaryField(max_length=32)),
                ('token_sha256', models.BinaryField(max_length=32)),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='epochs', to='vault.folder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('folder', 'epoch'), name='one_row_an_epoch')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('epoch', models.BinaryField(max_length=16)),
                ('eid', models.BinaryField(max_length=16)),
                ('role', models.CharField(choices=[('worker', 'Worker'), ('body', 'Body'), ('house', 'House')], max_length=8)),
                ('kind', models.CharField(max_length=10)),
                ('form', models.CharField(max_length=20)),
                ('seen', models.BinaryField(max_length=32)),
                ('on', models.DateField()),
                ('size', models.PositiveIntegerField()),
                ('blob', models.BinaryField()),
                ('key_id', models.BinaryField(default=b'', max_length=16)),
                ('signature', models.BinaryField(default=b'', max_length=64)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='vault.body')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='vault.folder')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'constraints': [models.UniqueConstraint(fields=('folder', 'eid'), name='one_entry_an_eid')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('key_id', models.BinaryField(max_length=16)),
                ('purpose', models.CharField(max_length=20)),
                ('scope', models.TextField()),
                ('until', models.DateField()),
                ('nonce', models.BinaryField(max_length=16)),
                ('signature', models.BinaryField(max_length=64)),
                ('revoked_on', models.DateField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='vault.body')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='vault.folder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('folder', 'nonce'), name='one_consent_a_nonce')],
            },
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('staff',), name='one_live_key_pair_a_person'),
        ),
        migrations.AddConstraint(
            model_name='memberwrap',
            constraint=models.UniqueConstraint(fields=('key', 'member'), name='one_wrap_a_member'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.UniqueConstraint(fields=('folder', 'epoch', 'body', 'purpose'), name='one_slot_a_purpose'),
        ),
        migrations.RunPython(protect(TABLES), migrations.RunPython.noop),
    ]
