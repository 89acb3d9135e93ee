"""Settings are read strictly: a typing error stops the start and says which variable."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from safar.foundation.environment import BadSetting, database, env_bool, env_list, env_number, env_text, kept_secret


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("1", True), ("On", True), ("no", False), ("", False)])
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("SAFAR_X", text)
    assert env_bool("SAFAR_X", not value) is value


def test_neither_yes_nor_no_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFAR_X", "ture")
    with pytest.raises(BadSetting, match="SAFAR_X must be yes or no, not 'ture'"):
        env_bool("SAFAR_X", False)


@pytest.mark.parametrize("text", ["-1", "two", "1.5", "", "١"])
def test_no_number_stops_the_start(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SAFAR_X", text)
    with pytest.raises(BadSetting, match="SAFAR_X must be a whole number"):
        env_number("SAFAR_X", 0)


def test_a_number_a_list_and_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFAR_X", " 2 ")
    assert env_number("SAFAR_X", 0) == 2
    assert env_number("SAFAR_UNSET", 7) == 7
    monkeypatch.setenv("SAFAR_X", "a.example, b.example,,")
    assert env_list("SAFAR_X") == ["a.example", "b.example"]


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("SAFAR_X", "from the variable")
    monkeypatch.setenv("SAFAR_X_FILE", str(tmp_path / "secret"))
    assert env_text("SAFAR_X") == "from the file"


def test_a_secret_is_made_once_and_for_one_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret-key"
    first = kept_secret(path)
    assert len(first) >= 60
    assert kept_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_database_address() -> None:
    made = database("postgresql://me:p%40ss@db.example:5433/record?sslmode=require", Path("x"), synchronous="NORMAL")
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == (
        "me",
        "p@ss",
        "db.example",
        "5433",
        "record",
    )
    assert made["OPTIONS"] == {"sslmode": "require"}


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(BadSetting, match="postgresql://"):
        database("mysql://me@db/record", Path("x"), synchronous="NORMAL")


def test_the_vault_waits_for_the_disk() -> None:
    assert "synchronous=FULL" in database("", Path("vault.sqlite3"), synchronous="FULL")["OPTIONS"]["init_command"]
