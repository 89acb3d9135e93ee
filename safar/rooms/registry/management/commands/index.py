"""script/safar index: builds the search index anew from the record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from safar.rooms.registry.indexing import rebuild


class Command(BaseCommand):
    help = "Build the search index anew from the record."
    requires_system_checks = ()  # they load every page of the site, which takes longer than the answer

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} parties indexed")
