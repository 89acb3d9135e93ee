"""script/safar changes SOURCE --from DATE --to DATE [--json]"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from safar.rooms.registry.management.commands.load import checked_day
from safar.rooms.registry.queries.changes import changes
from safar.rooms.registry.sources import UnknownSource, source_called


class Command(BaseCommand):
    help = "Say what a register gained, lost and changed between two days."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SOURCE")
        parser.add_argument("--from", dest="first", required=True, metavar="DATE")
        parser.add_argument("--to", dest="last", required=True, metavar="DATE")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = (date.fromisoformat(checked_day(options[end]) or "x") for end in ("first", "last"))
        try:
            found = changes(source_called(options["source"]).id, first, last)
        except UnknownSource as why:
            raise CommandError(str(why), returncode=2) from why
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
            return
        for sign, names in (("+", found.added), ("-", found.removed)):
            for name in names:
                self.stdout.write(f"{sign} {name}")
        for change in found.status_changes:
            self.stdout.write(f"~ {change['name']} ({change['scope']}): {change['from']} → {change['to']}")
