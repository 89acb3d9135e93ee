"""`script/safar witness …`: be another instance's witness, and name your own. For operators who watch each other.

script/safar witness key                     our key as a witness, for the other operator's `witness name`
script/safar witness add NAME KEY URL        watch a journal: its name and key from its operator, …/journal
script/safar witness sign                    once a day: check what we watch, sign, send back; 1 where we refused
script/safar witness name KEY                ask the holder of this key to be our witness
"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.foundation.journal import witnessing
from safar.foundation.journal.keys import KeyLost, witness_signer
from safar.foundation.journal.notes import BadNote


class Command(BaseCommand):
    help = "Be the witness of another instance's journal, and name the witness of ours."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        verbs.add_parser("key", help="print our key as a witness")
        verbs.add_parser("sign", help="check the journals that we watch and sign them")
        verbs.add_parser("name", help="name our witness").add_argument("key", metavar="KEY")
        add = verbs.add_parser("add", help="watch a journal")
        for word in ("name", "key", "url"):
            add.add_argument(word, metavar=word.upper())

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(options)
        except (BadNote, KeyLost) as why:
            raise CommandError(str(why)) from None

    def _key(self, options: dict[str, Any]) -> None:
        self.stdout.write(str(witness_signer().key))

    def _add(self, options: dict[str, Any]) -> None:
        witnessing.watch(options["name"], options["key"], options["url"])

    def _name(self, options: dict[str, Any]) -> None:
        self.stdout.write(witnessing.name_witness(options["key"]))

    def _sign(self, options: dict[str, Any]) -> None:
        outcomes = witnessing.sign_all(timezone.now().date())
        for one in outcomes:
            self.stdout.write(f"{one.name}: {one.words}")
        if not all(one.is_signed for one in outcomes):
            raise CommandError("not every journal was signed")
