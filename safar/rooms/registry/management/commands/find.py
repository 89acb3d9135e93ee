"""script/safar find NAME [--country CC] [--place TOWN] [--limit N] [--json] | --batch FILE"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.rooms.registry.queries.find import Candidate, Number, find, licence_numbers


class Command(BaseCommand):
    help = "Find a recruiter or employer by a name as you heard it, or a licence number."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", nargs="*")
        parser.add_argument("--country", default="", metavar="CC")
        parser.add_argument("--place", default="", metavar="TOWN")
        parser.add_argument("--limit", type=int, default=10, metavar="N")
        parser.add_argument("--batch", type=Path, metavar="FILE", help="one query a line; one JSON list a line")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"]:
            self._batch(options)
        elif options["name"]:
            name = " ".join(options["name"])
            found = self._find(name, options)
            for number in licence_numbers(name):
                self.stderr.write(_who_keeps(number))
            self.stdout.write(_as_json(found) if options["json"] else _words(found))
        else:
            raise CommandError("say a name, or --batch FILE", returncode=2)

    def _find(self, name: str, options: dict[str, Any]) -> list[Candidate]:
        return find(
            name,
            today=timezone.now().date(),
            country=options["country"],
            place=options["place"],
            limit=options["limit"],
        )

    def _batch(self, options: dict[str, Any]) -> None:
        try:
            lines = options["batch"].read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as why:
            raise CommandError(f"{options['batch']} can't be read: {why}", returncode=2) from why
        for line in lines:
            self.stdout.write(_as_json(self._find(line, options)))


def _who_keeps(number: Number) -> str:
    shape = number.recognised.shape
    return (
        f"{number.recognised.normal} has the shape of a licence number of {shape.authority} ({shape.country}), which"
        " keeps that register. The shape alone does not make it genuine."
    )


def _as_json(found: list[Candidate]) -> str:
    return json.dumps([candidate.as_json() for candidate in found], ensure_ascii=False)


def _words(found: list[Candidate]) -> str:
    if not found:
        return "Not in the registers we hold. That does not mean unlicensed."
    return "\n".join(
        f"{candidate.id}  {candidate.name}, {candidate.place or '–'} {candidate.country}: {candidate.standing.words}"
        for candidate in found
    )
