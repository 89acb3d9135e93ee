"""`script/safar vault …`: back the vault up, and put a backup back. For the operator's timer and for a bad day.

script/safar vault backup DIR      today's backup; those older than seven days are removed
script/safar vault restore FILE    put it back, without what was deleted since (stop the server first)
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.foundation.vault.backups import NoBackup, back_up, restore


class Command(BaseCommand):
    help = "Back the vault up, or put a backup back."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        verbs.add_parser("backup", help="write today's backup").add_argument("path", type=Path, metavar="DIR")
        verbs.add_parser("restore", help="put a backup back").add_argument("path", type=Path, metavar="FILE")

    def handle(self, *args: Any, verb: str, path: Path, **options: Any) -> None:
        today = timezone.now().date()
        try:
            if verb == "backup":
                self.stdout.write(str(back_up(path, today=today)))
            else:
                self.stdout.write(f"restored; {restore(path, today=today)} deleted folders stay deleted")
        except NoBackup as why:
            raise CommandError(str(why)) from None
