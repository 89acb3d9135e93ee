"""script/safar standing ID [--on DATE] [--json]"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.rooms.registry.management.commands.load import checked_day
from safar.rooms.registry.queries.find import cards
from safar.rooms.registry.queries.standings import followed, standing_as_json, standings


class Command(BaseCommand):
    help = "Say what the record supports about a party, today or on another day."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--on", default="", metavar="DATE")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        party = followed(options["id"])
        card = cards([party]).get(party) if party else None
        if party is None or card is None:
            raise CommandError(f"there is no party {options['id']!r}", returncode=4)
        chosen = checked_day(options["on"])
        day = date.fromisoformat(chosen) if chosen else timezone.now().date()
        answer = standings([party], day)[party]
        if options["json"]:
            self.stdout.write(json.dumps(standing_as_json(party, card.name, answer), ensure_ascii=False))
        else:
            self.stdout.write("\n".join([f"{card.name}: {answer.words}", *(f"  {why}" for why in answer.reasons)]))
