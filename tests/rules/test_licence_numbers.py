"""A number from an advert leads to the authority whose numbers look so; it is never called genuine."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from safar.readers.numbers import load_shapes
from safar.readers.source import SourceError, load_sources
from safar.rules.licence_numbers import fold_number, recognise
from tests.readers.made_up import REGISTERS

SHAPES = load_shapes(REGISTERS)
TEMPLATE = "POEA/DMW XXX-LB-DDMMYY-XXX"


def forms(text: str) -> set[tuple[str, str]]:
    return {(found.shape.country, found.normal) for found in recognise(text, SHAPES)}


def test_there_are_sixteen_and_each_reads_its_own_examples() -> None:
    assert len(SHAPES) == 16
    for shape in SHAPES:
        assert shape.source
        assert shape.mark in {"seen", "template", "memory"}
        for example in shape.examples:
            recognised = {found.shape.authority for found in recognise(example, SHAPES)}
            assert (shape.authority in recognised) == (example != TEMPLATE), example


def test_every_example_that_was_collected(registers: Path) -> None:
    with (registers / "licence_number_patterns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 16
    for row in rows:
        country = {"UK": "GB"}.get(row["country"], row["country"])
        for example in row["examples_seen"].split(" | "):
            found = {form[0] for form in forms(example)}
            assert (country in found) == (not example.startswith("POEA/DMW")), example


@pytest.mark.parametrize(
    ("text", "country", "normal"),
    [
        ("OP&amp;HRD / 5224 / LHR", "PK", "5224/LHR"),
        ("op & hrd/8/rwp/2019", "PK", "0008/RWP"),
        ("Licence No: 4951/PWR", "PK", "4951/PWR"),
        ("0008  / RWP", "PK", "0008/RWP"),
        ("आरएल", "", ""),
        ("আরএল ১০২৪", "BD", "1024"),
        ("RL-১০", "BD", "0010"),
        ("RL No. 10", "BD", "0010"),
        ("license no. RL 354", "BD", "0354"),
        ("१२८४/०७४/७५", "NP", "1284/074/75"),
        ("1284/74/75", "NP", "1284/074/75"),
        ("٠٠١٠", "BD", "0010"),
        ("RA/B-0313/MUM/PER/1000+/5/8283/2008", "IN", "B-0313/MUM/PER/1000+/5/8283/2008"),
        ("b-313/mum/per/1000+/5/8283/2008", "IN", "B-0313/MUM/PER/1000+/5/8283/2008"),
        ("JTKSM 24C", "MY", "024C"),
        ("508940- M", "MY", "508940-M"),
        ("2340–2", "TW", "2340-2"),
        ("ra/2025/6/3", "KE", "RA/2025/06/3"),
        ("POEA-123-LB-010125-R", "PH", "POEA-123-LB-010125-R"),
    ],
)
def test_numbers_as_people_copy_them(text: str, country: str, normal: str) -> None:
    if country:
        assert (country, normal) in forms(text)
    else:
        assert forms(text) == set()


@pytest.mark.parametrize(
    "text", ["", "   ", "Blue Heron Recruiting", "alrashed manpwr", "No. 5 Services", "OP&HRD", "0" * 5000, "RL" * 60]
)
def test_a_name_is_no_number(text: str) -> None:
    assert forms(text) == set()


def test_the_same_number_of_one_authority_is_told_once() -> None:
    assert [found.shape.country for found in recognise("OEP No. 4859/LHR", SHAPES)] == ["PK"]


def test_a_number_may_belong_to_several_authorities() -> None:
    assert {country for country, _ in forms("0010")} >= {"BD", "TW", "LK"}


def test_nothing_calls_a_number_genuine() -> None:
    for shape in SHAPES:
        assert "genuine" not in shape.what
        assert "valid" not in shape.what


def test_spellings_of_one_number_fold_to_one() -> None:
    assert fold_number("0008 / RWP") == fold_number("8/rwp") == fold_number("８／RWP")
    assert fold_number("RA/2025/06/3") == fold_number("ra/2025/6/03")
    assert fold_number("02076358") == "2076358"
    assert fold_number("10") != fold_number("1/0")


def test_shapes_and_sources_speak_of_the_same_schemes() -> None:
    """A scheme that a source of ours holds and a shape names is spelt alike; the others are registers we can't read."""
    schemes = {source.number_scheme for source in load_sources(REGISTERS).values() if source.number_scheme}
    assert {"bd-rl", "ke-nea", "my-jtksm"} <= schemes
    assert schemes <= {shape.scheme for shape in SHAPES if shape.scheme}


def test_a_mistake_in_the_file_is_named(tmp_path: Path) -> None:
    assert load_shapes(tmp_path / "elsewhere") == ()
    (tmp_path / "licence_numbers.toml").write_text(
        '[[shapes]]\ncountry = "XC"\nauthority = "A"\nwhat = "w"\npattern = "(["\nnormal = "{1}"\nmark = "seen"\n'
        'source = "s"\n',
        encoding="utf-8",
    )
    with pytest.raises(SourceError, match=r"licence_numbers\.toml: shapes\[1\]\.pattern: .* is not a pattern"):
        load_shapes(tmp_path)
