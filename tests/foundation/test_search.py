"""The search index: found as heard, whole or not at all, and always buildable again. Real folders, real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safar.foundation.search import Entry, IndexBusy, NameIndex, StaleIndex

ROOT = Path(__file__).resolve().parents[2]


def entry(party: str, *names: str, country: str = "", place: str = "", numbers: tuple[str, ...] = ()) -> Entry:
    return Entry(party, names[0], names, country, place, numbers)


RECRUITERS = [
    entry("rasheed", "Al Rasheed Manpower Services (Pvt.) Ltd.", country="PK", place="Lahore", numbers=("2056/LHR",)),
    entry("rashidiya", "Al Rashidiya Trading LLC", country="AE", place="Dubai"),
    entry("riverside", "RIVERSIDE MANPOWER LIMITED", country="KE", place="Nairobi", numbers=("RA/2025/10/24",)),
    entry("riverside-uk", "Riverside Manpower Ltd", country="GB", place="Leeds"),
    entry("ten", "10 GROUP LTD  T/A THE 10 GROUP", country="GB", place="London"),
    entry("dhaka", "Orchard International", "অরচার্ড ইন্টারন্যাশনাল", country="BD", place="Dhaka", numbers=("0010",)),
    entry("shapla", "Shapla Overseas Limited", country="BD", place="Dhaka"),
    entry("gsk", "GSK Restaurants Ltd. o/a Dairy Queen", country="CA", place="Edmonton"),
    entry("yewon", "Yewon Foods Ltd. o/a Dairy Queen", country="CA", place="Melville"),
]


@pytest.fixture
def index(tmp_path: Path) -> NameIndex:
    index = NameIndex.open(tmp_path / "names")
    index.rebuild(RECRUITERS, 1)
    return index


def first(index: NameIndex, text: str, country: str = "", place: str = "") -> str:
    found = index.find(text, country=country, place=place)
    return found[0].party if found else ""


@pytest.mark.parametrize(
    ("heard", "party"),
    [
        ("alrashed manpwr", "rasheed"),
        ("el rashid man power", "rasheed"),
        ("الرشيد مان باور", "rasheed"),
        ("अल रशीद मैनपावर", "rasheed"),
        ("аль рашид менпавер", "rasheed"),
        ("the ten group the 10 grup", "ten"),
        ("shapla oversis", "shapla"),
        ("শাপলা ওভারসিজ", "shapla"),
        ("orchard intl", "dhaka"),
        ("gsk resturants", "gsk"),
    ],
)
def test_a_name_as_heard_comes_first(index: NameIndex, heard: str, party: str) -> None:
    assert first(index, heard) == party


def test_a_licence_number_wins_outright(index: NameIndex) -> None:
    assert first(index, "ra 2025 10 24") == "riverside"
    assert first(index, "2056/lhr") == "rasheed"
    assert first(index, "10") == "dhaka"  # written 0010 in the register; the 10 Group only has it in its name
    assert index.find("10")[0].score == 1.0


def test_country_and_town_push_and_never_shut_out(index: NameIndex) -> None:
    assert first(index, "riverside manpower", country="GB") == "riverside-uk"
    assert first(index, "riverside manpower", country="KE") == "riverside"
    assert first(index, "riverside manpower", place="Nairobi") == "riverside"
    assert {hit.party for hit in index.find("riverside manpower", country="GB")} >= {"riverside", "riverside-uk"}
    assert first(index, "shapla overseas", country="GB", place="Leeds") == "shapla"


def test_each_party_is_shown_once_by_its_best_name(index: NameIndex) -> None:
    found = index.find("dairy queen")
    assert [hit.party for hit in found[:2]] in (["gsk", "yewon"], ["yewon", "gsk"])
    assert found[0].name == "Dairy Queen"
    assert len({hit.party for hit in found}) == len(found)
    assert len(index.find("manpower", limit=2)) == 2


def test_a_party_of_many_names_does_not_crowd_out_others(tmp_path: Path) -> None:
    index = NameIndex.open(tmp_path)
    many = entry("many", *(f"Star Recruitment {letter}{other}" for letter in "abcdefgh" for other in "abcdefgh"))
    index.rebuild([many, entry("one", "Star Recruitment and Hotel Supply")], 1)
    assert {hit.party for hit in index.find("star recruitment", limit=2)} == {"many", "one"}


def test_scores_fall_and_the_very_name_is_nearly_one(index: NameIndex) -> None:
    scores = [hit.score for hit in index.find("Shapla Overseas Limited")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.9
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["", "   ", "???", "zzqqxx", "\0", "a" * 100_000, "🙂", "AND OR NOT", 'party:"x"^9'])
def test_odd_queries_find_nothing_or_something_and_never_fail(index: NameIndex, text: str) -> None:
    assert isinstance(index.find(text), list)
    assert index.find("shapla", limit=0) == []


@pytest.mark.parametrize("text", ["wumbdrag hojlentz", "faret nikudujot", "wuzivon volijumon", "lumagat repifir"])
def test_what_nothing_resembles_finds_nothing(index: NameIndex, text: str) -> None:
    """A list of names that share a few letters with what was typed would be read as an answer."""
    assert index.find(text) == []


def test_an_update_replaces_takes_out_and_may_be_done_twice(index: NameIndex) -> None:
    for _ in range(2):
        index.update([entry("shapla", "Golden Lotus Overseas")], ["riverside"], 2)
        assert index.version == 2
        assert first(index, "golden lotus") == "shapla"
        assert first(index, "shapla overseas") != "shapla" or index.find("shapla overseas")[0].score < 0.6
        assert "riverside" not in {hit.party for hit in index.find("riverside manpower")}
        assert [hit.party for hit in index.find("golden lotus overseas")].count("shapla") == 1


def test_another_process_sees_the_change_when_it_looks(index: NameIndex) -> None:
    reader = NameIndex.open(index.folder)
    index.update([entry("new", "Himal Care Recruitment")], [], 2)
    assert reader.version == 1
    reader.refresh()
    assert (reader.version, first(reader, "himal care")) == (2, "new")
    index.rebuild([entry("other", "Himal Care Recruitment")], 3)
    assert first(reader, "himal care") == "new"  # what it has open stays whole until it looks
    reader.refresh()
    assert (reader.version, first(reader, "himal care")) == (3, "other")


def test_an_empty_a_broken_and_an_older_folder_all_want_a_rebuild(tmp_path: Path, index: NameIndex) -> None:
    empty = NameIndex.open(tmp_path / "nothing")
    assert empty.version is None
    assert empty.find("anything") == []
    with pytest.raises(StaleIndex):
        empty.update([], [], 2)
    for stamp in ("", "{}", '{"build": "build-99", "version": 1, "format": 1}', '{"build": "build-1"}'):
        (index.folder / "stamp").write_text(stamp)
        broken = NameIndex.open(index.folder)
        assert broken.version is None
        broken.rebuild(RECRUITERS, 5)
        assert NameIndex.open(index.folder).version == 5
        assert first(broken, "shapla") == "shapla"


def test_files_lost_under_the_index_are_noticed_and_rebuilt(index: NameIndex) -> None:
    for file in index.folder.glob("build-*/*"):
        if file.suffix:
            file.write_bytes(b"")
    broken = NameIndex.open(index.folder)
    if broken.version is not None:
        with pytest.raises(StaleIndex):
            broken.find("shapla")
    assert broken.version is None
    broken.rebuild(RECRUITERS, 2)
    assert first(broken, "shapla") == "shapla"


WRITER = """
import sys, time
from pathlib import Path
from safar.foundation.search import Entry, NameIndex
def entries():
    for at in range({count}):
        if at == {pause}:
            print("half way", flush=True)
            time.sleep(60)
        yield Entry(f"w{{at}}", f"Written Name {{at}}", (), "", "", ())
NameIndex.open(Path(sys.argv[1])).{verb}(entries(), {rest})
"""


def started(folder: Path, verb: str, rest: str) -> subprocess.Popen[str]:
    """Start a writer in a process of its own and wait until it is in the middle of its work."""
    script = WRITER.format(count=400, pause=200, verb=verb, rest=rest)
    command = [sys.executable, "-c", script, str(folder)]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "half way\n"
    return writer


@pytest.mark.parametrize(("verb", "rest"), [("rebuild", "9"), ("update", "['shapla'], 9")])
def test_a_writer_killed_half_way_leaves_the_index_before(index: NameIndex, verb: str, rest: str) -> None:
    writer = started(index.folder, verb, rest)
    with pytest.raises(IndexBusy):
        index.update([], [], 2)
    assert first(NameIndex.open(index.folder), "shapla") == "shapla"
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    after = NameIndex.open(index.folder)
    assert (after.version, first(after, "shapla"), first(after, "written name")) == (
        1,
        "shapla",
        first(index, "written name"),
    )
    after.rebuild(RECRUITERS, 2)
    assert (after.version, first(after, "shapla")) == (2, "shapla")
    assert len(list(index.folder.glob("build-*"))) == 1


def test_readers_never_see_half_an_index_while_it_is_rebuilt(index: NameIndex) -> None:
    """One process rebuilds again and again; this one looks and asks all the while."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom safar.foundation.search import Entry, NameIndex\n"
        "index = NameIndex.open(Path(sys.argv[1]))\n"
        "for version in range(2, 30):\n"
        "    index.rebuild([Entry(f'p{at}', f'Shapla Overseas {at}', (), '', '', ()) for at in range(50)], version)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", script, str(index.folder)], cwd=ROOT)
    reader, seen = NameIndex.open(index.folder), set()
    deadline = time.monotonic() + 60
    while writer.poll() is None and time.monotonic() < deadline:
        reader.refresh()
        assert reader.version is not None
        seen.add(reader.version)
        assert len(reader.find("shapla overseas", limit=50)) >= (50 if reader.version > 1 else 1)
    assert writer.wait() == 0
    reader.refresh()
    assert reader.version == 29
    assert len(seen) > 2
