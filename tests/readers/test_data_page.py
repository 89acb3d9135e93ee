"""A newcomer adds a register of their country by one TOML file: exactly what docs/data.md shows, copied from there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from safar.readers import open_reading
from safar.readers.dates import date_in_name
from safar.readers.source import load_sources
from safar.rules.status import Status
from tests.readers.made_up import ROOT

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)
    assert len(found) == 1, language
    return str(found[0])


def test_the_template_reads_the_list_beside_it(tmp_path: Path) -> None:
    (tmp_path / "xc-recruiters.toml").write_text(block("toml"), encoding="utf-8")
    source = load_sources(tmp_path)["xc-recruiters"]
    name = "xc-recruiters-2026-10-31.csv"
    assert name in PAGE
    assert date_in_name(name) == date(2026, 10, 31)
    reading = open_reading(source, block("csv").encode(), name)
    heron, gulf, moran, bridge = reading.rows
    assert reading.rejects == []
    assert heron.status is Status.LICENSED
    assert heron.until == date(2026, 12, 31)
    assert heron.other_names == ("Heron Jobs", "Blue Heron")
    assert heron.identifiers == (("xc-licence", "XC/0007"),)
    assert gulf.status is Status.SUSPENDED
    assert (moran.status, moran.is_person) == (Status.REVOKED, True)
    assert (bridge.status, bridge.mapped, bridge.words) == (Status.UNKNOWN, False, "Under appeal")
    assert [row.key for row in (heron, gulf, moran, bridge)] == [
        "xc/0007",
        "xc/0012",
        "xc/0031",
        "2:third bridge services|kelm",
    ]


def test_the_page_names_every_state_and_every_key() -> None:
    for status in Status:
        assert status.value in PAGE, status
    for key in (
        "encodings",
        "title_lines",
        "printed_formats",
        "without_until",
        "exceptions",
        "same_as",
        "mask",
        "drop",
    ):
        assert key in PAGE, key
