"""What tests of rooms share: a search index of their own, and registers made up for one test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from safar.rooms.registry.actions.editions import LoadReport
from safar.rooms.registry.actions.load import load_content
from safar.rooms.registry.indexing import name_index
from safar.rooms.registry.sources import all_sources, source_called

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LoadText = Callable[..., LoadReport]

LICENCES = """\
id = "zz-licences"
title = "Made-up licences"
publisher = "Made-up Ministry"
country = "ZZ"
kind = "snapshot"
evidence_kind = "licence"
licence_for = "to recruit"
licence = "none"
cadence_days = 7
stale_after_days = 30
number_scheme = "zz-number"
seen_on = 2026-11-24
confidence = "seen"

[authority]
name = "Made-up Ministry"

[fetch]
method = "manual"

[[layouts]]
name = "csv"
headers = [["Number", "Name", "Town", "Status", "Until"]]

[row]
name = "Name"
key = [["Number"]]
country = "ZZ"
place = "Town"
words = "Status"
until = { column = "Until", formats = ["%Y-%m-%d"] }

[[row.identifiers]]
scheme = "zz-number"
column = "Number"

[status]
blank = "unknown"

[status.words]
"Valid" = "licensed"
"Suspended" = "suspended"
"""
FINDINGS = """\
id = "zz-findings"
title = "Made-up findings"
publisher = "Made-up Inspectorate"
country = "ZZ"
kind = "snapshot"
evidence_kind = "finding"
licence = "none"
cadence_days = 30
stale_after_days = 400
seen_on = 2026-11-24
confidence = "seen"

[authority]
name = "Made-up Inspectorate"

[fetch]
method = "manual"

[[layouts]]
name = "csv"
headers = [["Name", "Town", "Decision"]]

[row]
name = "Name"
key = [["Name", "Town"]]
country = "ZZ"
place = "Town"
words = "Decision"

[status]
blank = "unknown"

[status.words]
"Barred" = "barred"
"""


@pytest.fixture
def own_index(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """Give the test a folder of its own for index, held files and sources, and forget it afterwards."""
    settings.VAR = tmp_path / "var"
    settings.OWN_REGISTERS = settings.VAR / "registers"
    settings.VAR.mkdir()
    _forget()
    yield
    _forget()


@pytest.fixture
def two_registers(own_index: None, settings: LazySettings, tmp_path: Path) -> None:
    """Make two registers of a country that does not exist: zz-licences and zz-findings."""
    settings.REGISTERS = tmp_path / "registers"
    settings.REGISTERS.mkdir()
    (settings.REGISTERS / "zz-licences.toml").write_text(LICENCES, encoding="utf-8")
    (settings.REGISTERS / "zz-findings.toml").write_text(FINDINGS, encoding="utf-8")
    _forget()


@pytest.fixture
def load_rows(two_registers: None, db: None) -> LoadText:
    """Load rows of text as an edition: load_rows("zz-findings", "2026-11-01", "Name,Town,Barred", …)."""
    headers = {"zz-licences": "Number,Name,Town,Status,Until", "zz-findings": "Name,Town,Decision"}

    def load(source: str, published: str, *rows: str, accept_removals: bool = False, given: str = "") -> LoadReport:
        text = "\n".join([headers[source], *rows]) + "\n"
        return load_content(
            source_called(source),
            text.encode(),
            f"{source}-{published}.csv",
            now=NOW,
            actor="test",
            accept_removals=accept_removals,
            published=given,
        )

    return load


def _forget() -> None:
    all_sources.cache_clear()
    name_index.cache_clear()
