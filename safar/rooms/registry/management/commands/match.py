"""script/safar match --pairs FILE.csv [--json]"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from safar.rules.matching import candidate_from, decide

COLUMNS = ("name_a", "legal_a", "address_a", "name_b", "legal_b", "address_b")


class Command(BaseCommand):
    help = "Decide for pairs of names and addresses whether they are the same organisation."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pairs", required=True, type=Path, metavar="FILE.csv")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["pairs"].open(encoding="utf-8-sig", newline="") as file:
                self._decide(csv.DictReader(file), as_json=options["json"])
        except (OSError, UnicodeDecodeError, csv.Error) as why:
            raise CommandError(f"{options['pairs']} can't be read: {why}", returncode=2) from why

    def _decide(self, pairs: csv.DictReader[str], *, as_json: bool) -> None:
        missing = [column for column in COLUMNS if column not in (pairs.fieldnames or [])]
        if missing:
            raise CommandError(f"line 1: these columns are missing: {', '.join(missing)}", returncode=2)
        for pair in pairs:
            one, other = (candidate_from(*((pair[column] or "") for column in COLUMNS[at : at + 3])) for at in (0, 3))
            found = decide(one, other)
            if as_json:
                text = json.dumps({"decision": found.decision, "reasons": list(found.reasons)}, ensure_ascii=False)
            else:
                text = f"{found.decision}: {'; '.join(found.reasons)}"
            self.stdout.write(text)
