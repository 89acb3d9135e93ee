"""The audit's table, and the triggers that let it only grow."""

from django.db import migrations, models

from safar.foundation.audit.append_only import protect, unprotect


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=40)),
                ("verb", models.CharField(max_length=60)),
                ("target", models.CharField(max_length=200)),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name_plural": "entries",
                "indexes": [models.Index(fields=["target", "id"], name="audit_target")],
            },
        ),
        migrations.RunPython(
            lambda apps, editor: protect(editor.connection), lambda apps, editor: unprotect(editor.connection)
        ),
    ]
