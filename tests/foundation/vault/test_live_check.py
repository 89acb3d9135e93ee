"""Each thing that breaks a promise is found when it is there, and not when it isn't."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connections

from safar.foundation.journal.models import Witness
from safar.foundation.vault import live_check, pepper
from safar.foundation.vault.live_check import database_found, files_found, findings, headers_found, witness_found
from safar.foundation.vault.private_logs import PrivateFormatter

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
GOOD = {"strict-transport-security": "max-age=1", "content-security-policy": "default-src 'none'"}


def words() -> str:
    return " ".join(one.words for one in findings())


@pytest.fixture(autouse=True)
def _good_site(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR, settings.PEPPER = tmp_path, tmp_path / "keys" / "pepper"
    settings.DEBUG, settings.BEHIND_TLS, settings.SERVES_BOTH = False, True, False
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    console = logging.StreamHandler()
    console.setFormatter(PrivateFormatter())
    monkeypatch.setattr(live_check, "log_handlers", lambda: [console])
    monkeypatch.setattr(live_check, "PROXY_LOGS", ())
    monkeypatch.setattr(live_check, "answer_found", lambda: ())
    looks = [one for one in live_check.LOOKS if one.__name__ != "answer_found"]
    monkeypatch.setattr(live_check, "LOOKS", tuple(looks))
    monkeypatch.setattr("os.getuid", lambda: 1000)
    pepper.forget()
    Witness.objects.create(name="elsewhere", key="k")


def broken() -> list[str]:
    return [one.words for one in findings() if one.breaks]


def test_a_good_site_has_no_finding() -> None:
    assert broken() == []
    out = io.StringIO()
    call_command("check", live=True, stdout=out)
    assert "Nothing was found that breaks a promise." in out.getvalue()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DEBUG", True, "SAFAR_DEBUG is on"),
        ("BEHIND_TLS", False, "https://"),
        ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend", "by mail"),
    ],
)
def test_settings_that_break_a_promise(settings: LazySettings, name: str, value: object, says: str) -> None:
    setattr(settings, name, value)
    assert says in " ".join(broken())
    with pytest.raises(CommandError, match="not kept"):
        call_command("check", live=True, stdout=io.StringIO())
    call_command("check", stdout=io.StringIO())


def test_a_log_that_writes_messages() -> None:
    live_check.log_handlers()[0].setFormatter(logging.Formatter())
    assert "log writes messages" in " ".join(broken())


def test_one_process_for_both_is_advice(settings: LazySettings) -> None:
    settings.SERVES_BOTH = True
    assert "run two" in words()
    assert broken() == []


def test_a_key_that_others_can_read(settings: LazySettings, tmp_path: Path) -> None:
    pepper.tag_mac(b"")
    assert list(files_found()) == []
    (tmp_path / "keys" / "pepper").chmod(0o644)
    assert "pepper can be read" in " ".join(broken())


def test_a_backup_beside_the_pepper(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "vault-2026-11-20.sqlite3").write_bytes(b"")
    assert "beside the pepper" in " ".join(broken())


def test_no_witness() -> None:
    Witness.objects.all().delete()
    assert [one.breaks for one in witness_found()] == [True]


def test_an_access_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "access.log").write_text("10.0.0.1 GET /help")
    monkeypatch.setattr(live_check, "PROXY_LOGS", (str(tmp_path),))
    assert "access log" in " ".join(broken())


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"cf-ray": "1"}, "Another company"),
        ({"server": "cloudflare"}, "Another company"),
        ({"strict-transport-security": None}, "Strict-Transport"),
        ({"content-security-policy": "default-src *"}, "content policy"),
        ({"set-cookie": "a=b"}, "cookie"),
    ],
)
def test_what_an_answer_tells(changed: dict[str, str | None], says: str) -> None:
    assert list(headers_found(GOOD)) == []
    headers = {name: value for name, value in (GOOD | changed).items() if value is not None}
    assert [says in one.words for one in headers_found(headers)] == [True]


def test_a_table_without_rules_and_an_owner_are_seen_on_postgresql() -> None:
    if connections["vault"].vendor != "postgresql":
        assert list(database_found()) == []
        return
    assert [one.breaks for one in database_found()] == [False]  # the tests' role owns the tables
    with connections["vault"].cursor() as cursor:
        cursor.execute("ALTER TABLE vault_slot DISABLE ROW LEVEL SECURITY")
    assert "vault_slot" in " ".join(broken())
