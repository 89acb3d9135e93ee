"""The pages of draws: what was checked is said, and a record that can't be read hinders no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client

from safar.rooms.pathways.draw_record import FILES
from tests.rooms.pathways.drawing import DAY, ROUND, Clock, change, entered, opened, run, shown, twin_of_the_package
from tests.rules.test_public_draw import SIGNATURE

pytestmark = pytest.mark.usefixtures("at", "no_package")


@pytest.mark.django_db
def test_the_page_of_a_draw(finished: Any, settings: Any) -> None:
    folder, _ = finished
    settings.DRAWS = folder.parent
    listed = Client().get("/draws").content.decode()
    assert 'href="/draws/pacific"' in listed
    page = shown("/draws/pacific")
    root = json.loads((folder / "closed.json").read_text())["root"]
    assert root in page and "everything is as it was published" in page
    for name in FILES:
        assert Client().get(f"/draws/pacific/{name}").content == (folder / name).read_bytes()
    for path in ("/draws/none", "/draws/pacific/pacific.private.json", "/draws/none/rules.json"):
        assert Client().get(path).status_code == 404
    change(folder / "drawn.json", '"places_taken": ', '"places_taken": 1')
    (folder / "closed.json").rename(folder / "put-aside.json")
    assert "can't be read" in shown("/draws/pacific")
    (folder / "put-aside.json").rename(folder / "closed.json")
    assert "something differs" in shown("/draws/pacific")


@pytest.mark.django_db
def test_statistics_where_all_have_the_same_chance(tmp_path: Path, settings: Any, at: Clock) -> None:
    settings.DRAWS = tmp_path
    folder = opened(tmp_path / "even")
    entered(folder, "registration,group\n" + "".join(f"P{n},{'north' if n % 2 else 'south'}\n" for n in range(40)))
    assert "The list is open" in Client().get("/draws/even").content.decode()
    run("close", folder)
    assert "The list is closed" in Client().get("/draws/even").content.decode()
    at(DAY)
    run("draw", folder, "--signature", SIGNATURE.hex())
    page = shown("/draws/even")
    assert "Chi-square" in page and "north" in page
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


@pytest.mark.django_db
@pytest.mark.parametrize("is_installed", [True, False])
def test_the_page_says_whether_the_signature_was_checked(
    finished: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, is_installed: bool
) -> None:
    folder, _ = finished
    settings.DRAWS = folder.parent
    if is_installed:
        twin_of_the_package(monkeypatch)
    page = shown("/draws/pacific")
    assert ("it is the beacon's own" in page) is is_installed
    assert ("signature of the round was not checked here" in page) is not is_installed


@pytest.mark.django_db
def test_the_page_of_a_draw_by_an_invented_signature(
    tmp_path: Path, settings: Any, at: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DRAWS = tmp_path
    folder = opened(tmp_path / "made-up")
    entered(folder)
    run("close", folder)
    at(DAY)
    assert "was not checked" in run("draw", folder, "--signature", "00" * 48)
    twin_of_the_package(monkeypatch)
    assert "record is wrong" in shown("/draws/made-up")


DAMAGE: tuple[tuple[str, str, str], ...] = (
    ("rules.json", '"places": 12', '"places": "two"'),
    ("rules.json", '"places": 12', '"places": true'),
    ("rules.json", '"places": 12', '"places": -1'),
    ("rules.json", '"one_per_household": true', '"one_per_household": 1'),
    ("rules.json", '"overflow": "skip"', '"overflow": []'),
    ("rules.json", '"Pacific places"', '"\\ud800"'),
    ("rules.json", '"Pacific places"', "null"),
    ("rules.json", "{", "[" * 100_000),
    ("rules.json", f'"round": {ROUND}', f'"round": 1{"0" * 30}'),
    ("closed.json", '"entries": 60', '"entries": "sixty"'),
    ("closed.json", '"root": "', '"root": 1, "was": "'),
    ("drawn.json", '"selected": [', '"selected": null, "was": ['),
    ("drawn.json", '"selected": [', '"selected": [[1], '),
    ("drawn.json", '"signature": "', '"signature": 7, "was": "'),
    ("drawn.json", '"places_taken": ', '"taken": '),
    ("entries.csv", ",north\n", "\n"),
    ("entries.csv", ",north\n", f",{'n' * 200_000}\n"),
    ("entries.csv", ",north\n", ",north,more\n"),
)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "old", "new"), DAMAGE)
def test_one_damaged_draw_leaves_the_others(finished: Any, settings: Any, name: str, old: str, new: str) -> None:
    folder, _ = finished
    settings.DRAWS = folder.parent
    shutil.copytree(folder, folder.with_name("whole"))
    change(folder / name, old, new)
    listed = shown("/draws")
    assert 'href="/draws/whole"' in listed and 'href="/draws/pacific"' in listed
    assert listed.count("record is wrong") == 1
    page = shown("/draws/pacific")
    assert "record is wrong" in page and "can't be read" in page
    assert all(f'href="/draws/pacific/{one}"' in page for one in FILES)
    with pytest.raises(CommandError) as caught:
        run("verify", folder)
    assert caught.value.returncode == 2


@pytest.mark.django_db
def test_a_folder_that_no_address_can_name_is_left_out(finished: Any, settings: Any) -> None:
    folder, _ = finished
    settings.DRAWS = folder.parent
    shutil.copytree(folder, folder.with_name("pacific copy"))
    assert shown("/draws").count("Pacific places") == 1
