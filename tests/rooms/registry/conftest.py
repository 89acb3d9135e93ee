"""Registers of a country that does not exist, and a way to load text as an edition of one of them.

zz-licences and zz-findings are those of the rooms; zz-sponsors has addresses, trading names and natural persons.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import LazySettings

from safar.rooms.registry.actions.editions import LoadReport
from safar.rooms.registry.actions.load import load_content
from safar.rooms.registry.sources import all_sources, source_called
from tests.rooms.conftest import LoadText

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

SPONSORS = """\
id = "zz-sponsors"
title = "Made-up sponsors"
publisher = "Made-up Office"
country = "ZZ"
kind = "snapshot"
evidence_kind = "licence"
licence_for = "to sponsor workers"
licence = "none"
cadence_days = 7
stale_after_days = 30
seen_on = 2026-11-24
confidence = "seen"

[authority]
name = "Made-up Office"

[fetch]
method = "direct"
url = "https://sponsors.invalid/list.csv"

[[layouts]]
name = "csv"
headers = [["Name", "Trading as", "Street", "Town", "Rating", "From"]]

[row]
name = "Name"
other_names = { column = "Trading as", separator = ";" }
key = [["Name", "Town"]]
country = "ZZ"
place = "Town"
address = "Street"
words = "Rating"
since = { column = "From", formats = ["%Y-%m-%d"] }

[row.person]
titles = ["mr", "mrs", "ms"]

[status]
blank = "unknown"

[status.words]
"A rating" = "licensed"
"B rating" = "conditional"
"""


@pytest.fixture
def made_up_registers(two_registers: None, settings: LazySettings) -> None:
    """Make three registers known: zz-licences, zz-findings and zz-sponsors; index and held files are the test's own."""
    (settings.REGISTERS / "zz-sponsors.toml").write_text(SPONSORS, encoding="utf-8")
    all_sources.cache_clear()


@pytest.fixture
def load_text(made_up_registers: None, db: None) -> LoadText:
    """Load text, header and all: load_text("zz-findings", "Name,Town,Decision\\n…", published="2026-11-01").

    Without `published` the text has no date: it is refused, as a publisher's undated file would be.
    """

    def load(source: str, text: str, published: str = "", accept_removals: bool = False) -> LoadReport:
        return load_content(
            source_called(source),
            text.encode(),
            f"{source}.csv",
            now=NOW,
            actor="test",
            published=published,
            accept_removals=accept_removals,
        )

    return load
