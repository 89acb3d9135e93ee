"""`script/safar tick`: the day's duties. Once a day at a fixed hour, from the operator's timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from safar.rooms.casework.actions.tick import tick


class Command(BaseCommand):
    help = "Do the day's duties: terms, deletions, publishing, the journal, the notice."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for done in tick(now=timezone.now()):
            said = done.error or ("done" if done.count is None else str(done.count))
            self.stdout.write(f"{done.duty}: {said}")
            failed += [done.duty] if done.error else []
        if failed:
            raise CommandError("not done: " + ", ".join(failed))
