"""The drill (FW-26): all that opens or finds is destroyed, and the sheet brings it back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from safar.foundation.vault import emergency, pepper
from safar.foundation.vault.emergency import CONFIRMATION, BadSheet, destroy, restore_from, sheet, what_is_left
from safar.foundation.vault.models import Member, MemberWrap
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from tests.cast import Person
from tests.device import Desk, Device, found_body

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _own_pepper(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.PEPPER = tmp_path / "keys" / "pepper"
    pepper.forget()
    monkeypatch.setattr(emergency, "scrub", lambda: None)  # no VACUUM inside a test's transaction; see test_backups
    yield
    pepper.forget()


@pytest.fixture
def desk() -> Desk:
    desk = found_body("centre")
    with vault_session(KEEP_HOUSE):
        for member in Member.objects.all():
            sealed = b"sealed to " + str(member.pk).encode()
            MemberWrap.objects.update_or_create(key_id=desk.key_id, member=member, defaults={"sealed": sealed})
    return desk


def answers(monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    out = io.StringIO()
    call_command("break", stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_drill(worker: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    device = Device(worker.client)
    device.file(desk)
    before, paper = what_is_left(), sheet()
    said = answers(monkeypatch, CONFIRMATION + "\n")
    assert "pepper: destroyed" in said
    assert "members who can open: 0, wrapped keys of bodies: 0" in said
    assert "left, sealed: 1 folders, 1 entries, 1 receipts" in said
    assert not settings.PEPPER.exists()
    with pytest.raises(Exception, match="does not open"):
        device.reopen()
    with vault_session(KEEP_HOUSE):
        assert {bytes(one.sealed) for one in MemberWrap.objects.all()} == {b""}
    assert restore_from(paper) == before
    assert device.reopen().newest.key == device.key
    assert settings.PEPPER.stat().st_mode & 0o077 == 0
    with vault_session(KEEP_HOUSE):
        assert all(bytes(one.sealed).startswith(b"sealed to") for one in MemberWrap.objects.all())


@pytest.mark.parametrize("typed", ["", "yes\n", "destroy the key\n"])
def test_nothing_is_destroyed_without_the_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, typed: str
) -> None:
    sheet()
    with pytest.raises(CommandError, match="nothing was destroyed"):
        answers(monkeypatch, typed)
    assert settings.PEPPER.exists()
    assert what_is_left().wraps == 2


def test_a_sheet_typed_wrongly_says_where(desk: Desk) -> None:
    lines = sheet().splitlines()
    lines[1] = lines[1][:-1]
    with pytest.raises(BadSheet, match="line 1"):
        restore_from("\n".join(lines))
    swapped = sheet().replace("A", "B", 1) if "A" in sheet() else sheet().replace("e", "f", 1)
    with pytest.raises(BadSheet):
        restore_from(swapped)
    with pytest.raises(BadSheet, match="begins with"):
        restore_from("something else")


def test_the_sheet_opens_no_case(desk: Desk, worker: Person) -> None:
    """It holds the pepper and what is wrapped: without a receipt or a member's words nothing can be read with it."""
    device = Device(worker.client)
    device.file(desk, {"text": "canary"})
    held = emergency._read(sheet())
    assert set(held) == {"v", "pepper", "members", "wraps"}


def test_the_pepper_s_bytes_are_overwritten(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = emergency.pepper_text()
    last: list[bytes] = []
    unlink = Path.unlink
    monkeypatch.setattr(Path, "unlink", lambda path, **more: (last.append(path.read_bytes()), unlink(path, **more))[1])
    destroy()
    assert len(last) == 1
    assert kept.encode() not in last[0]
    assert len(last[0]) == len(kept)
