"""script/safar load SOURCE FILE… [--published DATE] [--accept-removals] [--json]"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.rooms.registry.actions.editions import LoadReport
from safar.rooms.registry.actions.load import LoadFailed, load_file
from safar.rooms.registry.sources import UnknownSource, source_called


class Command(BaseCommand):
    help = "Load files of a publisher's register, in date order. Prints one JSON object per file with --json."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SOURCE")
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument("--published", metavar="DATE", default="", help="the day it was published, YYYY-MM-DD")
        parser.add_argument("--accept-removals", action="store_true", help="yes, these many records may go")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = list(self._load(options))
        sys.exit(max((report.exit_code for report in reports), default=0))

    def _load(self, options: dict[str, Any]) -> list[LoadReport]:
        published = checked_day(options["published"])
        reports = []
        try:
            source = source_called(options["source"])
            for path in options["files"]:
                report = load_file(
                    source,
                    path,
                    now=timezone.now(),
                    actor="command line",
                    published=published,
                    accept_removals=options["accept_removals"],
                )
                reports.append(report)
                self.stdout.write(
                    json.dumps(report.as_json(), ensure_ascii=False) if options["json"] else words(report)
                )
        except (UnknownSource, LoadFailed) as why:
            raise CommandError(str(why), returncode=2) from why
        return reports


def checked_day(text: str) -> str:
    """Give back an ISO date, or stop with what is wrong with it."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as why:
        raise CommandError(f"a date is written YYYY-MM-DD, not {text!r}", returncode=2) from why


def words(report: LoadReport) -> str:
    """Say in words what became of a file."""
    lines = [f"{report.file}: {report.status}" + (f" ({report.reason})" if report.reason else "")]
    if report.status != "unreadable":
        lines += [
            f"  published {report.published or 'no date'}; {report.rows_read} rows, {report.records} records,"
            f" {report.duplicate_rows} duplicates, {len(report.rejected)} rejected",
            f"  rows +{report.rows_added}/-{report.rows_removed}, names +{report.names_added}/-{report.names_removed},"
            f" {len(report.status_changes)} changes of status",
        ]
    lines += [f"  line {reject['line']}: {reject['reason']}" for reject in report.rejected[:20]]
    lines += [f"  unknown words: {word!r} on {count} rows" for word, count in report.unmapped_status.items()]
    return "\n".join(lines)
