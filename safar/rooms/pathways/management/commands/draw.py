"""`script/safar draw …`: a public draw in a folder, which anyone can check.

script/safar draw open FOLDER --title TITLE --places N --round N [--beacon "drand quicknet"] [--overflow skip]
    [--every-entry-alone] [--fallback TEXT]
script/safar draw commit FOLDER FILE.csv      enters everyone of the file; prints the receipts, which are kept nowhere
script/safar draw close FOLDER                prints the root to publish before the round
script/safar draw draw FOLDER --signature HEX
script/safar draw verify FOLDER

Ends with 0; 1 where a check fails; 2 for what can't be done.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.rooms.pathways.actions.draws import close_draw, commit_entries, hold_draw, open_draw
from safar.rooms.pathways.beacon import BEACONS, QUICKNET, is_signed, round_due
from safar.rooms.pathways.draw_record import read_rules
from safar.rooms.pathways.queries.draws import checked, is_due
from safar.rules.public_draw import DrawError, Overflow, Rules

BEACON_WORDS = {
    True: "The beacon's own signature was checked by drand-verify.",
    None: "The beacon's own signature was not checked: compare it with the beacon's published round.",
}


class Command(BaseCommand):
    help = "Open a public draw, enter people, close it under a root, draw by public randomness, check it."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        begun = verbs.add_parser("open", help="fix the rules")
        commit = verbs.add_parser("commit", help="enter everyone of a CSV file and print the receipts")
        close = verbs.add_parser("close", help="close the list and print its root")
        drawn = verbs.add_parser("draw", help="draw by the signature of the beacon's round")
        verify = verbs.add_parser("verify", help="work the whole draw out again")
        for verb in (begun, commit, close, drawn, verify):
            verb.add_argument("folder", metavar="FOLDER", type=Path)
        begun.add_argument("--title", required=True)
        begun.add_argument("--places", required=True, type=int)
        begun.add_argument("--round", required=True, type=int)
        begun.add_argument("--beacon", default=QUICKNET, help=f"one of {', '.join(BEACONS)}")
        begun.add_argument("--overflow", default="skip", choices=[str(one) for one in Overflow])
        begun.add_argument("--every-entry-alone", action="store_true", help="no household rule")
        begun.add_argument("--fallback", default="", help="what happens if the round never comes")
        commit.add_argument("file", metavar="FILE.csv")
        drawn.add_argument("--signature", required=True, metavar="HEX")

    def handle(self, *args: Any, verb: str, folder: Path, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(folder, options)
        except (DrawError, OSError, UnicodeDecodeError) as why:
            raise CommandError(str(why), returncode=2) from None

    def _open(self, folder: Path, options: dict[str, Any]) -> None:
        rules = Rules(
            title=options["title"],
            places=options["places"],
            round=options["round"],
            beacon=options["beacon"],
            overflow=Overflow(options["overflow"]),
            one_per_household=not options["every_entry_alone"],
            fallback=options["fallback"],
        )
        open_draw(folder, rules, timezone.now())
        self.stdout.write(f"round {rules.round} of {rules.beacon}: {round_due(rules):%Y-%m-%d %H:%M:%S} UTC")

    def _commit(self, folder: Path, options: dict[str, Any]) -> None:
        name = options["file"]
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        receipts = commit_entries(folder, text)
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(("registration", "salt", "commitment"))
        for receipt in receipts:
            writer.writerow((receipt.registration, receipt.salt, receipt.commitment))

    def _close(self, folder: Path, options: dict[str, Any]) -> None:
        self.stdout.write(close_draw(folder, timezone.now()))

    def _draw(self, folder: Path, options: dict[str, Any]) -> None:
        try:
            signature = bytes.fromhex(options["signature"])
        except ValueError:
            raise DrawError("a signature is written in hexadecimal digits") from None
        found = hold_draw(folder, signature, timezone.now())
        self.stdout.write(f"{len(found['selected'])} drawn, {len(found['waiting'])} wait, {len(found['void'])} void")
        self.stdout.write(BEACON_WORDS[is_signed(read_rules(folder), signature)])

    def _verify(self, folder: Path, options: dict[str, Any]) -> None:
        rules = read_rules(folder)
        found = checked(folder, is_due(rules, timezone.now()))
        for mistake in found.mistakes:
            self.stdout.write(mistake)
        if found.mistakes:
            sys.exit(1)
        beacon = BEACON_WORDS[found.is_signed]
        self.stdout.write(f"{rules.title}: root, randomness, seed, ranks and places are right. {beacon}")
