"""`script/safar holdings …`: the site's half of waiting for others; the matcher's half is `match-held`.

script/safar holdings keys MATCHER STAFF FILE    a member's wrapped keys, for the second machine
script/safar holdings export MATCHER FILE        what waits, sealed to the matcher
script/safar holdings release FILE               take back what may go
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.wire import Unreadable
from safar.rooms.casework.actions.holding import export_holdings, export_keyring, read_released, release_held


class Command(BaseCommand):
    help = "Export what waits for others to its matcher, and take back what may go."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        keys = verbs.add_parser("keys", help="write a member's wrapped keys")
        keys.add_argument("matcher")
        keys.add_argument("staff", type=int)
        export = verbs.add_parser("export", help="write what waits")
        export.add_argument("matcher")
        release = verbs.add_parser("release", help="let go what the matcher returned")
        for verb in (keys, export, release):
            verb.add_argument("file", type=Path)

    def handle(self, *args: Any, verb: str, file: Path, **options: Any) -> None:
        try:
            if verb == "keys":
                _write(file, export_keyring(options["matcher"], options["staff"]))
            elif verb == "export":
                _write(file, export_holdings(options["matcher"]))
            else:
                released = read_released(json.loads(file.read_text(encoding="utf-8")))
                done = release_held(released, now=timezone.now())
                self.stdout.write(f"{done.count} let go")
                for body in done.passed:
                    self.stdout.write(f"a case stays: {body} can't be given it today, and its worker is told")
        except (Refused, Unreadable, ValueError, OSError) as why:
            raise CommandError(str(why)) from None


def _write(path: Path, content: dict[str, Any]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file)
