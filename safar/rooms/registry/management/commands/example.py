"""script/safar example [--if-empty] [--clear]: the made-up record, there before any real register."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.rooms.registry.actions.clear import clear_example
from safar.rooms.registry.actions.example import NotEmpty, load_example
from safar.rooms.registry.actions.load import LoadFailed


class Command(BaseCommand):
    help = "Load the made-up example record into an empty one, or take it out again."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where the record holds anything")
        parser.add_argument("--clear", action="store_true", help="take the example record out")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["clear"]:
                self.stdout.write(f"{clear_example(now=timezone.now(), actor='command line')} made-up records removed")
            else:
                loaded = load_example(now=timezone.now())
                self.stdout.write(f"{loaded} made-up editions loaded")
        except NotEmpty as why:
            if not options["if_empty"]:
                raise CommandError(str(why), returncode=3) from why
        except LoadFailed as why:
            raise CommandError(str(why), returncode=2) from why
