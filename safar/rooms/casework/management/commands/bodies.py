"""`script/safar bodies …`: who takes sealed complaints here, and who is to.

script/safar bodies list
script/safar bodies add my-union --name "My Union" --kind union --country NP --run-by "My Union" --by amina --for "TUC"
script/safar bodies second NUMBER --by ben --for "Migrant Centre"
script/safar bodies withdraw NUMBER --by ben --for "Migrant Centre"
script/safar bodies end my-union --by amina --for "TUC" --why "It closed"
script/safar bodies example         made-up bodies to try the site with; prints their words
"""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from safar.foundation.accounts import actions as accounts
from safar.foundation.accounts.models import Staff
from safar.foundation.vault.sealed import Refused
from safar.rooms.casework.actions import bodies as acting
from safar.rooms.casework.actions.bodies import NewBody, Speaker
from safar.rooms.casework.actions.example import example_bodies
from safar.rooms.casework.queries.directory import bodies_here, proposals

VERBS = {
    "add": "propose a body",
    "second": "second a proposal, for another organisation",
    "withdraw": "take a proposal back",
    "end": "let a body go at once",
}


class Command(BaseCommand):
    help = "List bodies and proposals; propose, second and withdraw; bring in made-up ones."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        verbs.add_parser("list", help="list bodies and what is proposed")
        verbs.add_parser("example", help="bring in made-up bodies with people and keys")
        for verb, words in VERBS.items():
            one = verbs.add_parser(verb, help=words)
            one.add_argument(
                "what", help="the body's short name" if verb in {"add", "end"} else "the proposal's number"
            )
            one.add_argument("--by", required=True, metavar="USERNAME", help="whose account does it")
            one.add_argument("--for", dest="organisation", default="", help="the organisation they speak for")
            if verb == "end":
                one.add_argument("--why", required=True)
            if verb == "add":
                _body_arguments(one)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(options)
        except (Refused, accounts.Refused) as why:
            raise CommandError(str(why)) from None

    def _list(self, options: dict[str, Any]) -> None:
        today = timezone.now().date()
        for body, is_open in bodies_here(today):
            state = "offered" if is_open else "not offered: fewer than two can open, or no key counts"
            self.stdout.write("\t".join((body.pk, body.kind, body.country, body.organisation, state)))
        for one in proposals(today):
            state = f"from {one.from_day}" if one.is_agreed else "needs a second"
            self.stdout.write("\t".join((str(one.id), one.change, one.about, one.proposed_for, state)))

    def _add(self, options: dict[str, Any]) -> None:
        body = NewBody(
            id=options["what"],
            name=options["name"],
            kind=options["kind"],
            country=options["country"],
            organisation=options["run_by"],
            run_by=options["state"],
            is_matcher=options["matcher"],
            counts_weeks=not options["large"],
        )
        number = acting.propose_body(_speaker(options), body, now=timezone.now())
        self.stdout.write(f"{number} proposed; somebody of another organisation has to second it")

    def _second(self, options: dict[str, Any]) -> None:
        day = acting.second(_speaker(options), _number(options), now=timezone.now())
        self.stdout.write(f"in force from {day} on")

    def _withdraw(self, options: dict[str, Any]) -> None:
        acting.withdraw(_speaker(options), _number(options), now=timezone.now())

    def _end(self, options: dict[str, Any]) -> None:
        acting.end_body(_speaker(options), options["what"], options["why"], now=timezone.now())

    def _example(self, options: dict[str, Any]) -> None:
        self.stderr.write("Made up, for trying the site. Never use these words for anything real.")
        for one in example_bodies(timezone.now()):
            link = settings.SITE_ADDRESS + reverse("welcome", args=[one.token])
            self.stdout.write("\t".join((one.body, one.username, one.words, link)))


def _body_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True)
    parser.add_argument("--kind", required=True)
    parser.add_argument("--country", required=True, metavar="CC")
    parser.add_argument("--run-by", required=True, metavar="ORGANISATION")
    parser.add_argument("--state", default="", metavar="CC", help="the state that runs it, if one does")
    parser.add_argument("--matcher", action="store_true", help="it only tells when enough people named one employer")
    parser.add_argument("--large", action="store_true", help="many cases: keep days in place of weeks")


def _speaker(options: dict[str, Any]) -> Speaker:
    person = Staff.objects.filter(username=options["by"], is_active=True).first()
    if person is None:
        raise CommandError(f"there is no open account named {options['by']}")
    return acting.speaker_for(person, options["organisation"])


def _number(options: dict[str, Any]) -> int:
    if not options["what"].isdecimal():
        raise CommandError("a proposal has a number: see bodies list")
    return int(options["what"])
