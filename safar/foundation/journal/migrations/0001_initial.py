"""The journal's tables, and on PostgreSQL the rules of their rows."""

import django.db.models.deletion
import safar.foundation.journal.fields
from django.db import migrations, models

from safar.foundation.journal.policies import protect


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', safar.foundation.journal.fields.RowId(primary_key=True, serialize=False)),
                ('root', models.BinaryField(max_length=32)),
                ('day', models.DateField(unique=True)),
                ('note', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='ClosedAct',
            fields=[
                ('position', safar.foundation.journal.fields.RowId(primary_key=True, serialize=False)),
                ('salt', models.BinaryField(max_length=32)),
                ('act', models.BinaryField()),
                ('folder', models.BigIntegerField(db_index=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('position', safar.foundation.journal.fields.RowId(primary_key=True, serialize=False)),
                ('hash', models.BinaryField(db_index=True, max_length=32)),
                ('content', models.BinaryField(null=True)),
            ],
            options={
                'verbose_name_plural': 'leaves',
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(primary_key=True, serialize=False)),
                ('hash', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='WaitingAct',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('hash', models.BinaryField(max_length=32)),
                ('salt', models.BinaryField(max_length=32)),
                ('act', models.BinaryField()),
                ('is_open', models.BooleanField(default=False)),
                ('folder', models.BigIntegerField(db_index=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Watched',
            fields=[
                ('name', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=300)),
                ('url', models.URLField(max_length=300)),
                ('size', models.BigIntegerField(default=0)),
                ('root', models.BinaryField(default=b'', max_length=32)),
                ('note', models.TextField(default='')),
            ],
            options={
                'verbose_name_plural': 'watched',
            },
        ),
        migrations.CreateModel(
            name='Witness',
            fields=[
                ('name', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=300)),
            ],
            options={
                'verbose_name_plural': 'witnesses',
            },
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('id', safar.foundation.journal.fields.RowId(default=safar.foundation.journal.fields.random_id, primary_key=True, serialize=False)),
                ('line', models.TextField()),
                ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='journal.checkpoint')),
                ('witness', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='journal.witness')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('checkpoint', 'witness'), name='one_cosignature_a_witness')],
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
