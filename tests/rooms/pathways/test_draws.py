"""A public draw from the rules to the result: in order, once, checkable by a file that shares no line with ours."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from safar.rooms.pathways.actions.draws import round_due
from safar.rooms.pathways.draw_record import FILES, private_file, read_rules
from safar.rules.public_draw import Rules
from tests.rules.test_public_draw import SIGNATURE

ROUND = 999_999_999
VERIFIER = Path(__file__).parents[3] / "safar/rooms/pathways/static/pathways/verify_draw.py"


def one_line(number: int) -> str:
    household = f"H{number // 4}" if number % 3 else ""
    return f"P-{number},{1 + number % 3},{1 + number % 2},{household},{('south', 'north')[number % 2]}"


PEOPLE = "\n".join(["registration,tickets,places,household,group", *map(one_line, range(60))])


def run(*words: object) -> str:
    out = io.StringIO()
    call_command("draw", *map(str, words), stdout=out)
    return out.getvalue().strip()


def verified(folder: Path, *receipt: str, package: Path | None = None) -> tuple[int, str]:
    """Run the verifier with the standard library alone, or with one folder of packages beside it."""
    alone = ["-S"] if package else ["-I", "-S"]
    command = [sys.executable, *alone, VERIFIER, folder, *receipt]
    path = {"PYTHONPATH": str(package)} if package else {}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=path)
    return done.returncode, done.stdout


def opened(folder: Path, *more: str) -> Path:
    run("open", folder, "--title", "Pacific places", "--places", 12, "--round", ROUND, *more)
    return folder


def entered(folder: Path, text: str = PEOPLE) -> list[dict[str, str]]:
    path = folder.parent / "people.csv"
    path.write_text(text, encoding="utf-8")
    return list(csv.DictReader(io.StringIO(run("commit", folder, path))))


@pytest.fixture
def finished(tmp_path: Path) -> tuple[Path, list[dict[str, str]]]:
    folder = opened(tmp_path / "pacific")
    receipts = entered(folder)
    run("close", folder)
    run("draw", folder, "--signature", SIGNATURE.hex())
    return folder, receipts


def test_a_draw_from_rules_to_result(finished: Any) -> None:
    folder, receipts = finished
    assert run("verify", folder).startswith("Pacific places: root, randomness, seed, ranks and places are right")
    code, said = verified(folder)
    assert (code, "WRONG" in said) == (0, False)
    assert "signature: NOT checked here" in said
    drawn = json.loads((folder / "drawn.json").read_text())
    assert len(receipts) == 60 == sum(len(drawn[name]) for name in ("selected", "waiting", "void"))
    assert drawn["places_taken"] <= 12 and drawn["selected"]


def test_a_receipt_finds_its_entry_and_names_nobody(finished: Any) -> None:
    folder, receipts = finished
    one = receipts[7]
    code, said = verified(folder, one["salt"], one["registration"])
    assert code == 0 and "your entry: " in said
    assert verified(folder, one["salt"], "P-8")[0] == 1
    published = "".join((folder / name).read_text() for name in FILES)
    assert "P-7" not in published and "H1" not in published
    assert not any(receipt["salt"] in published for receipt in receipts)
    assert private_file(folder).stat().st_mode & 0o077 == 0
    assert private_file(folder).parent != folder


@pytest.mark.parametrize(("ends", "code"), [("return 'fc18'", 0), ("raise ValueError('Verification Failed')", 1)])
def test_the_beacon_is_checked_where_its_package_is_installed(
    finished: Any, tmp_path: Path, ends: str, code: int
) -> None:
    """The package answers with the randomness of the round, or raises; a small twin of it stands in here."""
    folder, _ = finished
    package = tmp_path / "packages"
    package.mkdir()
    told = f"assert (round, signature) == ({ROUND}, '{SIGNATURE.hex()}')"
    (package / "drand_verify.py").write_text(
        f"def verify_quicknet(round, signature):\n    {told}\n    {ends}\n", encoding="utf-8"
    )
    done, said = verified(folder, package=package)
    assert done == code
    assert f"{'right' if code == 0 else 'WRONG'}: beacon's signature: checked by drand-verify" in said


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    "what", ["places", "overflow", "tickets", "left out", "root", "seed", "order", "taken", "signature"]
)
def test_every_change_is_seen_by_both(finished: Any, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(finished[0], folder)
    drawn = json.loads((folder / "drawn.json").read_text())
    entries = (folder / "entries.csv").read_text().splitlines()
    if what in {"places", "overflow"}:
        change(folder / "rules.json", *(('"places": 12', '"places": 13') if what == "places" else ("skip", "stop")))
    elif what == "tickets":
        change(folder / "entries.csv", entries[1], entries[1].replace(",1,", ",9,", 1))
    elif what == "left out":
        change(folder / "entries.csv", entries[5] + "\n", "")
    elif what == "root":
        root = json.loads((folder / "closed.json").read_text())["root"]
        change(folder / "closed.json", root, "00" * 32)
    elif what == "order":
        first, second = drawn["waiting"][:2]
        drawn["waiting"][:2] = [second, first]
    elif what == "taken":
        drawn["places_taken"] += 1
    else:
        drawn[what] = "00" * 32
    (folder / "drawn.json").write_text(json.dumps(drawn))
    assert verified(folder)[0] == 1
    with pytest.raises(SystemExit) as caught:
        run("verify", folder)
    assert caught.value.code == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name\nA\n", "line 1: the columns are registration"),
        ("registration,colour\nA,red\n", "line 1: the columns"),
        ("registration\nA\nA\n", "line 3: this registration was entered already"),
        ("registration,places\nA,\n,2\n", "line 3: has no registration"),
        ("registration\nA,B\n", "line 2: has no registration, or more cells"),
        ("registration,tickets\nA,many\n", "line 2: tickets and places must be whole"),
        ("registration,tickets\nA,0\n", "line 2: an entry has 1 to"),
        ("registration,places\nA,1000\n", "line 2: an entry has 1 to"),
    ],
)
def test_a_file_of_people_that_is_wrong_enters_nobody(tmp_path: Path, text: str, reason: str) -> None:
    folder = opened(tmp_path / "draw")
    with pytest.raises(CommandError, match=reason) as caught:
        entered(folder, text)
    assert caught.value.returncode == 2
    assert not (folder / "entries.csv").exists()
    assert json.loads(private_file(folder).read_text())["entered"] == []


def test_steps_come_in_order_and_once(finished: Any, tmp_path: Path) -> None:
    folder, _ = finished
    for words, reason in (
        (("open", folder, "--title", "x", "--places", 1, "--round", ROUND), "rules.json is there already"),
        (("close", folder), "closed.json is there already"),
        (("draw", folder, "--signature", "00"), "drawn.json is there already"),
        (("draw", folder, "--signature", "xy"), "hexadecimal"),
        (("verify", tmp_path / "none"), "has no rules.json"),
    ):
        with pytest.raises(CommandError, match=reason):
            run(*words)
    with pytest.raises(CommandError, match="this draw is closed"):
        entered(folder, "registration\nLate\n")
    other = opened(tmp_path / "other")
    with pytest.raises(CommandError, match="nobody was entered"):
        run("close", other)
    with pytest.raises(CommandError, match="has no closed"):
        run("draw", other, "--signature", SIGNATURE.hex())
    with pytest.raises(CommandError, match="was due on"):
        run("open", tmp_path / "late", "--title", "x", "--places", 1, "--round", 657413)
    with pytest.raises(CommandError, match="at least one place"):
        run("open", tmp_path / "none", "--title", "x", "--places", 0, "--round", ROUND)


def test_when_a_round_is_due(tmp_path: Path) -> None:
    assert round_due(Rules("x", 1, 1, "drand quicknet")) == datetime(2023, 8, 23, 15, 9, 27, tzinfo=UTC)
    assert round_due(Rules("x", 1, 1, "a lottery on television")) is None
    folder = opened(tmp_path / "own", "--beacon", "a lottery", "--every-entry-alone", "--overflow", "stop")
    assert read_rules(folder).one_per_household is False


@pytest.mark.django_db
def test_the_page_of_a_draw(finished: Any, settings: Any) -> None:
    folder, _ = finished
    settings.DRAWS = folder.parent
    listed = Client().get("/draws").content.decode()
    assert 'href="/draws/pacific"' in listed
    shown = Client().get("/draws/pacific").content.decode()
    root = json.loads((folder / "closed.json").read_text())["root"]
    assert root in shown and "everything is as it was published" in shown
    for name in FILES:
        assert Client().get(f"/draws/pacific/{name}").content == (folder / name).read_bytes()
    for path in ("/draws/none", "/draws/pacific/pacific.private.json", "/draws/none/rules.json"):
        assert Client().get(path).status_code == 404
    change(folder / "drawn.json", '"places_taken": ', '"places_taken": 1')
    (folder / "closed.json").rename(folder / "put-aside.json")
    assert Client().get("/draws/pacific").status_code == 404
    (folder / "put-aside.json").rename(folder / "closed.json")
    assert "record is wrong" in Client().get("/draws/pacific").content.decode().replace("&#x27;", "'")


@pytest.mark.django_db
def test_statistics_where_all_have_the_same_chance(tmp_path: Path, settings: Any) -> None:
    settings.DRAWS = tmp_path
    folder = opened(tmp_path / "even")
    entered(folder, "registration,group\n" + "".join(f"P{n},{'north' if n % 2 else 'south'}\n" for n in range(40)))
    assert "The list is open" in Client().get("/draws/even").content.decode()
    run("close", folder)
    assert "The list is closed" in Client().get("/draws/even").content.decode()
    run("draw", folder, "--signature", SIGNATURE.hex())
    shown = Client().get("/draws/even").content.decode()
    assert "Chi-square" in shown and "north" in shown
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
