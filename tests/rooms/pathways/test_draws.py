"""A public draw from the rules to the result: in order, once, checkable by a file that shares no line with ours."""

from __future__ import annotations

import io
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from safar.rooms.pathways.beacon import is_signed, round_due
from safar.rooms.pathways.draw_record import FILES, private_file, read_rules
from safar.rules.public_draw import DrawError, Rules
from tests.rooms.pathways.drawing import (
    DAY,
    DUE,
    ROUND,
    Clock,
    change,
    entered,
    opened,
    run,
    shown,
    twin_of_the_package,
    verified,
)
from tests.rules.test_public_draw import RULES, SIGNATURE

pytestmark = pytest.mark.usefixtures("at", "no_package")
FAR_ROUND, CENTURY = 999_999_999, timedelta(days=36525)


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


def test_steps_come_in_order_and_once(finished: Any, tmp_path: Path, at: Clock) -> None:
    folder, _ = finished
    with pytest.raises(CommandError, match="was due on"):
        run("open", tmp_path / "late", "--title", "x", "--places", 1, "--round", ROUND)
    with pytest.raises(CommandError, match=r"drawn\.json is there already"):
        run("draw", folder, "--signature", SIGNATURE.hex())
    at(-DAY)
    for words, reason in (
        (("open", folder, "--title", "x", "--places", 1, "--round", ROUND), "rules.json is there already"),
        (("close", folder), "closed.json is there already"),
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
    with pytest.raises(CommandError, match="at least one place"):
        run("open", tmp_path / "none", "--title", "x", "--places", 0, "--round", ROUND)


@pytest.mark.django_db
def test_nobody_draws_before_the_round(tmp_path: Path, settings: Any, at: Clock) -> None:
    """A record that was made too early all the same, with a clock put forward, is wrong for site and verifier."""
    settings.DRAWS = tmp_path
    folder = tmp_path / "far"
    run("open", folder, "--title", "Far", "--places", 12, "--round", FAR_ROUND)
    entered(folder)
    run("close", folder)
    with pytest.raises(CommandError, match=r"is due on 2118-.* UTC: too early"):
        run("draw", folder, "--signature", SIGNATURE.hex())
    assert not (folder / "drawn.json").exists()
    at(CENTURY)
    run("draw", folder, "--signature", SIGNATURE.hex())
    assert "everything is as it was published" in shown("/draws/far")
    at(DAY)
    assert "record is wrong" in shown("/draws/far")
    with pytest.raises(SystemExit):
        run("verify", folder)
    code, said = verified(folder)
    assert (code, "WRONG: the round is due" in said) == (1, True)


@pytest.mark.parametrize("signature", ["", "00", "00" * 47, SIGNATURE.hex() + "00"])
def test_what_is_no_signature_draws_nothing(tmp_path: Path, at: Clock, signature: str) -> None:
    folder = opened(tmp_path / "pacific")
    entered(folder)
    run("close", folder)
    at(DAY)
    with pytest.raises(CommandError, match="this isn't the signature of round 657413 of drand quicknet"):
        run("draw", folder, "--signature", signature)
    assert not (folder / "drawn.json").exists()


def test_an_invented_signature_where_the_package_is_installed(
    tmp_path: Path, at: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = opened(tmp_path / "pacific")
    entered(folder)
    run("close", folder)
    at(DAY)
    twin_of_the_package(monkeypatch)
    with pytest.raises(CommandError, match="this isn't the signature of round"):
        run("draw", folder, "--signature", "00" * 48)
    assert run("draw", folder, "--signature", SIGNATURE.hex()).endswith("was checked by drand-verify.")
    assert run("verify", folder).endswith("was checked by drand-verify.")


def test_when_a_round_is_due() -> None:
    assert round_due(Rules("x", 1, 1, "drand quicknet")) == datetime(2023, 8, 23, 15, 9, 27, tzinfo=UTC)
    assert round_due(Rules("x", 1, 2, "drand default")) == datetime(2020, 7, 22, 15, 18, tzinfo=UTC)
    assert round_due(RULES) == DUE
    for rules in (Rules("x", 1, 1, "a lottery on television"), Rules("x", 1, 10**30, "drand quicknet")):
        with pytest.raises(DrawError):
            round_due(rules)
    assert is_signed(Rules("x", 1, 1, "drand default"), b"0" * 96) is None


def test_a_draw_without_household_rule(tmp_path: Path) -> None:
    folder = opened(tmp_path / "own", "--every-entry-alone", "--overflow", "stop")
    assert read_rules(folder).one_per_household is False


def test_a_beacon_whose_clock_nobody_knows(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="must be one of drand quicknet, drand default") as caught:
        opened(tmp_path / "own", "--beacon", "my coin")
    assert caught.value.returncode == 2
    assert not (tmp_path / "own").exists()
    folder = opened(tmp_path / "other")
    entered(folder)
    change(folder / "rules.json", "drand quicknet", "my coin")
    with pytest.raises(CommandError, match="must be one of"):
        run("close", folder)


def test_refused_people_get_no_receipts(tmp_path: Path) -> None:
    folder, people, out = opened(tmp_path / "draw"), tmp_path / "people.csv", io.StringIO()
    people.write_text("registration\nA\nA\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("draw", "commit", str(folder), str(people), stdout=out)
    assert out.getvalue() == ""
