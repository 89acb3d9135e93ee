"""`script/safar match-held KEYFILE HELD RELEASED [--memory FILE]`: the matcher's weekly work, on its own machine.

KEYFILE and HELD come from the site (`holdings keys`, `holdings export`); RELEASED goes back (`holdings release`). The
seven words are asked for, or read from standard input. FILE remembers how many of each party have gone, so that late
ones count them; it names parties and stays on this machine.
"""  # noqa: N999 - the command's name is fixed

from __future__ import annotations

import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from safar.foundation.vault.wire import Unreadable
from safar.rooms.casework.held_files import BadFile, match_files, open_keyring, read_json


class Command(BaseCommand):
    help = "Let those waiting cases go whose count is met. Reads and writes files alone."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        for name in ("keyfile", "held", "released"):
            parser.add_argument(name, type=Path)
        parser.add_argument("--memory", type=Path)

    def handle(self, *args: Any, keyfile: Path, held: Path, released: Path, **options: Any) -> None:
        memory = options["memory"]
        try:
            ring = read_json(keyfile)
            keys = open_keyring(ring, _words())
            gone = read_json(memory)["gone"] if memory and memory.exists() else {}
            found = match_files(ring, keys, read_json(held), gone)
        except (BadFile, Unreadable) as why:
            raise CommandError(str(why)) from None
        _write(released, found.content)
        if memory:
            _write(memory, {"v": 1, "gone": dict(found.gone)})
        self.stdout.write(f"{len(found.content['released'])} may go; {found.unreadable} could not be read")


def _words() -> str:
    return getpass.getpass("Seven words: ") if sys.stdin.isatty() else sys.stdin.readline()


def _write(path: Path, content: dict[str, Any]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
