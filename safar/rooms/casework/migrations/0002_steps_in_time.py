"""Keep whether a step was taken in time: of a small body's cases only weeks are kept, which can't tell afterwards."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def as_it_was_counted(apps: Any, schema_editor: Any) -> None:
    every = apps.get_model("casework", "Step").objects.using(schema_editor.connection.alias)
    steps = every.filter(done_on__isnull=False)
    steps.filter(Q(done_on__lte=F("due_on"))).update(was_in_time=True)
    steps.filter(was_in_time=None).update(was_in_time=False)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [
        migrations.AddField("step", "was_in_time", models.BooleanField(null=True)),
        migrations.RunPython(as_it_was_counted, migrations.RunPython.noop),
    ]
