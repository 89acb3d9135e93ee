"""`script/safar check`: Django's own, and with --live a look for what breaks the promises on a machine that is set up.

Ends with 1 where a promise is broken; advice alone ends with 0.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as DjangoCheck

from safar.foundation.vault.live_check import findings


class Command(DjangoCheck):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--live", action="store_true", help="look for what breaks the promises on this machine")

    def handle(self, *app_labels: Any, live: bool = False, **options: Any) -> None:
        super().handle(*app_labels, **options)
        if live:
            self._look()

    def _look(self) -> None:
        found = findings()
        for one in found:
            self.stdout.write(f"{'BROKEN' if one.breaks else 'advice'}: {one.words}")
        broken = sum(one.breaks for one in found)
        if broken:
            raise CommandError(f"{broken} promises are not kept here")
        self.stdout.write("Nothing was found that breaks a promise.")
