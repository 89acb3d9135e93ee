"""`script/safar cards publish`: what the tick does for cards, corridors and counts, by hand.

script/safar cards publish
script/safar cards due          parties that have to be told before their card appears
"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from safar.rooms.reports.actions.publish import publish_cards, take_down_due
from safar.rooms.reports.actions.tables import publish_corridors, publish_counts
from safar.rooms.reports.queries.moderation import to_notify


class Command(BaseCommand):
    help = "Publish the month's cards and tables, or list the parties to be told."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        verbs.add_parser("publish", help="publish what says something new")
        verbs.add_parser("due", help="list the parties to be told")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        now = timezone.now()
        if verb == "due":
            for one in to_notify(now.date()):
                self.stdout.write(f"{one.party}\t{one.notified_on or 'not told'}")
            return
        self.stdout.write(f"cards taken down: {take_down_due(now=now)}")
        self.stdout.write(f"corridors published: {publish_corridors(now=now)}")
        self.stdout.write(f"cards published: {publish_cards(now=now)}")
        self.stdout.write(f"months of reports published: {publish_counts(now=now)}")
