"""The table of released tables, and the trigger that freezes its rows."""

from django.db import migrations, models

from safar.foundation.release.frozen import freeze_rows


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="ReleasedTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("month", models.CharField(max_length=7)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("published_on", models.DateField()),
            ],
            options={
                "ordering": ("name", "month"),
                "constraints": [models.UniqueConstraint(fields=("name", "month"), name="one_table_a_month")],
            },
        ),
        migrations.RunPython(lambda apps, editor: freeze_rows(editor.connection), migrations.RunPython.noop),
    ]
