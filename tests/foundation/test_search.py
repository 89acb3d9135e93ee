"""The search index: what is typed finds what is written, and a half-written index is never read."""

from __future__ import annotations

from pathlib import Path

import pytest

from safar.foundation.search import Entry, IndexBusy, NameIndex, StaleIndex

ENTRIES = [
    Entry("p1", "Al-Rasheed Manpower (Pvt.) Ltd.", ("Al-Rasheed Manpower (Pvt.) Ltd.",), "PK", "Lahore", ("5224/LHR",)),
    Entry("p2", "Al-Rashida Travels", ("Al-Rashida Travels",), "PK", "Karachi", ()),
    Entry("p3", "10 GROUP LTD T/A THE TEN", ("10 GROUP LTD T/A THE TEN",), "GB", "London", ()),
    Entry("p4", "Blue Heron Manpower Ltd", ("Blue Heron Manpower Ltd",), "KE", "Nairobi", ("RA/2025/10/24",)),
    Entry("p5", "Blue Heron Manpower Ltd", ("Blue Heron Manpower Ltd",), "KE", "Mombasa", ()),
]


@pytest.fixture
def index(tmp_path: Path) -> NameIndex:
    made = NameIndex.open(tmp_path / "names")
    made.rebuild(ENTRIES, 7)
    return made


def first(index: NameIndex, text: str, **where: str) -> str:
    return index.find(text, **where)[0].party


@pytest.mark.parametrize(
    ("typed", "party"),
    [
        ("alrashed manpwr", "p1"),
        ("الرشيد مان باور", "p1"),
        ("the ten", "p3"),
        ("RA/2025/10/24", "p4"),
        ("ra/2025/10/24", "p4"),
        ("5224 / LHR", "p1"),
    ],
)
def test_what_is_typed_finds_what_is_written(index: NameIndex, typed: str, party: str) -> None:
    assert first(index, typed) == party


def test_a_town_pushes_but_excludes_nothing(index: NameIndex) -> None:
    assert first(index, "blue heron manpower", place="Mombasa") == "p5"
    assert first(index, "blue heron manpower", place="Nairobi") == "p4"
    assert {hit.party for hit in index.find("blue heron manpower", place="Paris")} >= {"p4", "p5"}


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "\x00", "🙂", "\u200f\u202e", "a" * 10_000, 'AND OR "(' * 50])
def test_rubbish_finds_nothing_and_breaks_nothing(index: NameIndex, typed: str) -> None:
    assert isinstance(index.find(typed), list)


def test_a_party_comes_once_and_never_more_than_asked(index: NameIndex) -> None:
    hits = index.find("blue heron manpower group", limit=2)
    assert len(hits) == len({hit.party for hit in hits}) <= 2


def test_an_update_replaces_and_takes_out(index: NameIndex) -> None:
    renamed = Entry("p4", "Grey Goose Staffing", ("Grey Goose Staffing",), "KE", "Nairobi", ())
    for _ in range(2):  # twice does it once
        index.update([renamed], ["p5"], 8)
    assert index.version == 8
    assert first(index, "grey goose") == "p4"
    assert "p5" not in {hit.party for hit in index.find("blue heron manpower")}


def test_another_process_sees_a_whole_index_or_the_one_before(index: NameIndex, tmp_path: Path) -> None:
    reader = NameIndex.open(tmp_path / "names")
    assert reader.version == 7
    index.rebuild(ENTRIES[:2], 9)
    reader.refresh()
    assert reader.version == 9
    assert [hit.party for hit in reader.find("blue heron")] != ["p4"]


def test_a_broken_build_leaves_the_index_before(index: NameIndex, tmp_path: Path) -> None:
    def broken() -> object:
        yield ENTRIES[0]
        raise RuntimeError("the machine stops here")

    with pytest.raises(RuntimeError):
        index.rebuild(broken(), 9)  # type: ignore[arg-type]
    again = NameIndex.open(tmp_path / "names")
    assert again.version == 7
    assert first(again, "blue heron manpower") in {"p4", "p5"}


def test_an_empty_or_broken_folder_wants_a_rebuild(tmp_path: Path) -> None:
    empty = NameIndex.open(tmp_path / "nothing")
    assert empty.version is None
    with pytest.raises(StaleIndex):
        empty.update(ENTRIES, [], 1)


def test_two_writers_at_once_are_told(index: NameIndex, tmp_path: Path) -> None:
    other = NameIndex.open(tmp_path / "names")
    with index._writing(), pytest.raises(IndexBusy):
        other.rebuild(ENTRIES, 8)
