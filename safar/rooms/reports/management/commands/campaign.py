"""`script/safar campaign …`: a body's own collection of reports by one-time codes.

script/safar campaign add BODY --title "Back from abroad, spring" --until 2027-03-31
script/safar campaign list BODY
script/safar campaign codes BODY NUMBER --count 30      prints the codes: they are shown once
script/safar campaign sheet BODY NUMBER --count 30 --language ne    a page to print, with squares to photograph
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone

from safar.foundation.vault.sealed import Refused
from safar.rooms.reports.actions.codes import add_campaign, make_codes
from safar.rooms.reports.queries.campaigns import campaigns
from safar.rooms.reports.queries.sheets import printed
from safar.rules.receipts import groups


class Command(BaseCommand):
    help = "Begin a campaign of a body, list campaigns, make one-time codes, print them."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        add = verbs.add_parser("add", help="begin a campaign")
        listed = verbs.add_parser("list", help="list a body's campaigns")
        codes = verbs.add_parser("codes", help="make codes and print them, one a line")
        sheet = verbs.add_parser("sheet", help="make codes and print a page of them")
        for verb in (add, listed, codes, sheet):
            verb.add_argument("body")
        add.add_argument("--title", required=True)
        add.add_argument("--until", required=True, type=date.fromisoformat)
        sheet.add_argument("--language", default="en", choices=list(dict(settings.LANGUAGES)))
        for verb in (codes, sheet):
            verb.add_argument("number", type=int)
            verb.add_argument("--count", type=int, default=30)

    def handle(self, *args: Any, verb: str, body: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(body, options)
        except (Refused, ValueError) as why:
            raise CommandError(str(why)) from None
        except Http404:
            raise CommandError("there is no such body or campaign") from None

    def _add(self, body: str, options: dict[str, Any]) -> None:
        number = add_campaign(body=body, title=options["title"], until=options["until"], now=timezone.now())
        self.stdout.write(str(number))

    def _list(self, body: str, options: dict[str, Any]) -> None:
        for one in campaigns(body, timezone.now().date()):
            self.stdout.write(f"{one.number}\t{one.title}\tuntil {one.until}\t{one.used} of {one.codes} used")

    def _codes(self, body: str, options: dict[str, Any]) -> None:
        sheet = make_codes(body=body, campaign=options["number"], count=options["count"], now=timezone.now())
        for code in sheet.codes:
            self.stdout.write(" ".join(groups(code)))

    def _sheet(self, body: str, options: dict[str, Any]) -> None:
        sheet = make_codes(body=body, campaign=options["number"], count=options["count"], now=timezone.now())
        told = {"sheet": printed(sheet.title, sheet.until, sheet.codes, options["language"])}
        self.stdout.write(render_to_string("reports/staff/sheet_alone.html", told))
