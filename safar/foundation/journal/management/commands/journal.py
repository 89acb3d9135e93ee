"""`script/safar journal …`: close the day, write the public files, show key and state. For the operator's timer.

script/safar journal close           once a day, in the first two hours of the day (UTC); twice changes nothing
script/safar journal publish DIR     the public files, for a static host or a mirror
script/safar journal state           ends with 1 where a head is missing for more than 26 hours
script/safar journal key             the verifier key, to be printed and handed around
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.foundation.journal.closing import NameChanged, close_day
from safar.foundation.journal.keys import KeyLost, journal_signer
from safar.foundation.journal.publishing import NothingYet, publish
from safar.foundation.journal.queries import journal_state


class Command(BaseCommand):
    help = "Close the journal's day, publish its files, show its key and its state."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        verbs.add_parser("close", help="append what waits and sign the day's checkpoint")
        verbs.add_parser("publish", help="write the public files").add_argument("folder", type=Path, metavar="DIR")
        verbs.add_parser("state", help="say whether the journal is in order")
        verbs.add_parser("key", help="print the verifier key")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(options)
        except (KeyLost, NameChanged, NothingYet) as why:
            raise CommandError(str(why)) from None

    def _close(self, options: dict[str, Any]) -> None:
        head = close_day(timezone.now().date())
        self.stdout.write(f"{head.day}: {head.size} leaves, {head.open} of them open")

    def _publish(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{publish(options['folder'])} leaves")

    def _state(self, options: dict[str, Any]) -> None:
        state = journal_state(timezone.now())
        self.stdout.write(f"newest checkpoint: {state.day or 'none'}, {state.size} leaves")
        for one in state.witnesses:
            self.stdout.write(f"witness {one.name}: signed {one.day or 'nothing yet'}")
        if not state.is_watched:
            self.stdout.write("no witness: nobody checks this journal")
        if state.is_late:
            raise CommandError("no checkpoint for more than 26 hours")

    def _key(self, options: dict[str, Any]) -> None:
        self.stdout.write(str(journal_signer().key))
