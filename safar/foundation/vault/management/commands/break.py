"""`script/safar break`: in an emergency destroy what finds receipts and opens bodies' keys; the sheet brings it back.

script/safar break --prepare     print the offline sheet, to be kept in another place
script/safar break               destroy, after a typed confirmation
script/safar break --restore     put back from the sheet, read from standard input
"""  # noqa: N999 - the command's name is fixed

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from safar.foundation.vault.emergency import CONFIRMATION, BadSheet, Left, destroy, restore_from, sheet


class Command(BaseCommand):
    help = "Destroy the pepper and the wrapped keys in an emergency, or put them back from the sheet."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--prepare", action="store_true", help="print the offline sheet")
        what.add_argument("--restore", action="store_true", help="read a sheet and put its content back")

    def handle(self, *args: Any, prepare: bool, restore: bool, **options: Any) -> None:
        if prepare:
            self.stdout.write(sheet())
            return
        try:
            self._tell(restore_from(sys.stdin.read()) if restore else self._destroy())
        except BadSheet as why:
            raise CommandError(str(why)) from None

    def _destroy(self) -> Left:
        self.stderr.write("After this no receipt and no body's key opens here until the sheet is typed in.")
        self.stderr.write(f"Type {CONFIRMATION!r} to go on: ")
        if sys.stdin.readline().strip() != CONFIRMATION:
            raise CommandError("nothing was destroyed")
        return destroy()

    def _tell(self, left: Left) -> None:
        self.stdout.write(f"pepper: {'there' if left.has_pepper else 'destroyed'}")
        self.stdout.write(f"members who can open: {left.members_with_keys}, wrapped keys of bodies: {left.wraps}")
        self.stdout.write(f"left, sealed: {left.folders} folders, {left.entries} entries, {left.receipts} receipts")
        self.stdout.write(f"left, public: {left.keys} keys of bodies")
