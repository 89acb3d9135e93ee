"""script/safar sync [SOURCE…] [--json]"""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.readers.source import Source
from safar.rooms.registry.actions.sync import SyncReport, sync_source
from safar.rooms.registry.sources import UnknownSource, all_sources, source_called


class Command(BaseCommand):
    help = "Download the publishers' newest files and load them. Says which lists are older than they should be."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", metavar="SOURCE", nargs="*", help="all where none is named")
        parser.add_argument("--json", action="store_true", help="one JSON object a source")

    def handle(self, *args: Any, **options: Any) -> None:
        worst = 0
        for source in _chosen(options["sources"]):
            report = sync_source(source, now=timezone.now(), actor="sync")
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) if options["json"] else _words(report))
            worst = max(worst, report.exit_code)
        sys.exit(worst)


def _chosen(names: list[str]) -> list[Source]:
    try:
        named = [source_called(name) for name in names]
    except UnknownSource as why:
        raise CommandError(str(why), returncode=2) from why
    return named or [source for source in all_sources().values() if not source.made_up]


def _words(report: SyncReport) -> str:
    late = f"; late: the newest edition is of {report.newest}" if report.is_late else ""
    held = "" if report.newest else "; not held"
    return f"{report.source}: {report.status}" + (f" ({report.reason})" if report.reason else "") + late + held
