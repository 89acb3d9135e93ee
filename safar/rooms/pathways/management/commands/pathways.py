"""`script/safar pathways …`: rulebooks on the command line, for advisers, analysts and whoever writes rulebooks.

script/safar pathways list [--json]
script/safar pathways facts PROGRAMME [--json]
script/safar pathways evaluate [FILE | -] [--json]
script/safar pathways simulate RULEBOOK FILE.csv [--set PARAMETER=VALUE]… [--on DATE] [--json]
script/safar pathways lint [FOLDER] [--json]

Ends with 0; 1 where lint found a mistake; 2 for what can't be read. Nothing that is told is kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.readers.population import PopulationError
from safar.readers.rulebooks import mistakes_in, read_permits, read_rulebooks
from safar.rooms.pathways.queries.describe import facts_of, programmes
from safar.rooms.pathways.queries.evaluate import QuestionError, answered, read_questions, unknown_facts
from safar.rooms.pathways.queries.simulate import read_changes, simulated
from safar.rules.rulebook import RulebookError


class Command(BaseCommand):
    help = "List programmes and their facts, answer questions, try a rulebook on a population, check rulebooks."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        listed = verbs.add_parser("list", help="list every programme and point table")
        facts = verbs.add_parser("facts", help="list what a programme asks for")
        evaluate = verbs.add_parser("evaluate", help="answer one question or a list of them, as JSON")
        simulate = verbs.add_parser("simulate", help="count outcomes of a population file, before and after a change")
        lint = verbs.add_parser("lint", help="check every rulebook of a folder")
        for verb in (listed, facts, evaluate, simulate, lint):
            verb.add_argument("--json", action="store_true")
        facts.add_argument("programme", metavar="PROGRAMME")
        evaluate.add_argument("file", metavar="FILE", nargs="?", default="-")
        simulate.add_argument("rulebook", metavar="RULEBOOK")
        simulate.add_argument("file", metavar="FILE.csv")
        simulate.add_argument("--set", action="append", default=[], metavar="PARAMETER=VALUE")
        simulate.add_argument("--on", default="", metavar="DATE")
        lint.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=settings.PATHWAYS)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(options)
        except (QuestionError, PopulationError, RulebookError) as why:
            raise CommandError(str(why), returncode=2) from None

    def _list(self, options: dict[str, Any]) -> None:
        found = programmes()
        self._say(options, found, [f"{one['id']:20} {one['country']:8} {one['name']}" for one in found])

    def _facts(self, options: dict[str, Any]) -> None:
        found = facts_of(options["programme"])
        self._say(options, found, [f"{one['name']} ({_kind(one)}): {one['question']}" for one in found])

    def _evaluate(self, options: dict[str, Any]) -> None:
        questions, is_list = read_questions(_text(options["file"]), timezone.now().date())
        for place, question in enumerate(questions, 1):
            if names := unknown_facts(question):
                self.stderr.write(f"question {place}: {question.programme} asks for none of these: {', '.join(names)}")
        found = [answered(question) for question in questions]
        lines = [line for one in found for line in _words(one)]
        self._say(options, found if is_list else found[0], lines)

    def _simulate(self, options: dict[str, Any]) -> None:
        on = _day(options["on"]) or timezone.now().date()
        found = simulated(options["rulebook"], _text(options["file"]), read_changes(options["set"]), on)
        lines = [f"{word}: {count} → {found['after'][word]}" for word, count in found["before"].items()]
        lines += [f"{one['persons']} from {one['from']} to {one['to']}" for one in found["moves"]]
        self._say(options, found, [f"{found['persons']} persons", *lines])

    def _lint(self, options: dict[str, Any]) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder", returncode=2)
        try:
            wrong = mistakes_in(folder)
        except (OSError, UnicodeDecodeError) as why:
            raise CommandError(f"{folder} can't be read: {why}", returncode=2) from None
        if wrong:
            mistakes = [{"file": why.file, "line": why.line, "place": why.path, "reason": why.reason} for why in wrong]
            found = {"rulebooks": None, "permits": None, "mistakes": mistakes}
            self._say(options, found, [str(why) for why in wrong])
            sys.exit(1)
        books, permits = read_rulebooks(folder), read_permits(folder)
        if not books and not permits:
            raise CommandError(f"{folder} holds no rulebook and no permits", returncode=2)
        self._say(
            options,
            {"rulebooks": len(books), "permits": len(permits), "mistakes": []},
            [f"{len(books)} rulebooks, {len(permits)} permits: no mistake"],
        )

    def _say(self, options: dict[str, Any], found: Any, lines: list[str]) -> None:
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) if options["json"] else "\n".join(lines))


def _text(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as why:
        raise CommandError(f"{name} can't be read: {why}", returncode=2) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(f"a date is written YYYY-MM-DD, not {text!r}", returncode=2) from None


def _kind(fact: dict[str, Any]) -> str:
    return ", ".join(fact["values"]) if fact["type"] == "enum" else fact["unit"] or fact["type"]


def _words(found: dict[str, Any]) -> list[str]:
    points = f", points {found['points']}" if found["points"] else ""
    lines = [f"{found['programme']}: {found['outcome']}{points}"]
    lines += [f"  {one['outcome']}: {one['words']} – {one['source']}" for one in found["criteria"]]
    return [*lines, f"  still to ask: {', '.join(found['needs'])}"] if found["needs"] else lines
