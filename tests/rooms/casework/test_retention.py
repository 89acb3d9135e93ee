"""How long a case is kept, with the calendar turned forward; and that what was deleted can't be had back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from safar.foundation.journal.models import ClosedAct, WaitingAct
from safar.foundation.vault.actions import delete_folder
from safar.foundation.vault.deletions import is_deleted, note_deletion, shorten_list
from safar.foundation.vault.models import Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions.retention import delete_due
from safar.rooms.casework.models import Case, State, Step
from tests.cast import Person
from tests.device import Device, found_body

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
FILED = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _own_list(settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def device(worker: Person) -> Device:
    """A case filed on a Monday, with nothing pending."""
    device = Device(worker.client)
    device.file(found_body("centre"))
    with vault_session(KEEP_HOUSE):
        Folder.objects.update(last_on=FILED)
        Case.objects.update(filed_on=FILED, state_on=FILED, state=State.IN_PROGRESS)
        Step.objects.update(done_on=FILED)
    return device


def change(**values: object) -> None:
    with vault_session(KEEP_HOUSE):
        Folder.objects.update(**values)


def left() -> int:
    with vault_session(KEEP_HOUSE):
        return Folder.objects.count()


@pytest.mark.parametrize(("keep", "days"), [("90-days", 90), ("year", 365)])
def test_her_choice_counts_to_the_day(device: Device, keep: str, days: int) -> None:
    change(keep=keep)
    assert delete_due(now=noon(FILED + timedelta(days=days))) == 0
    assert delete_due(now=noon(FILED + timedelta(days=days + 1))) == 1
    assert left() == 0


def test_until_closed(device: Device) -> None:
    change(keep="closed")
    assert delete_due(now=noon(FILED + timedelta(days=3000))) == 0
    with vault_session(KEEP_HOUSE):
        Case.objects.update(state=State.CLOSED)
    assert delete_due(now=noon(FILED + timedelta(days=1))) == 1


def test_the_clock_stands_still_while_something_is_owed(device: Device) -> None:
    with vault_session(KEEP_HOUSE):
        Step.objects.update(done_on=None)
    assert delete_due(now=noon(FILED + timedelta(days=900))) == 0
    done = FILED + timedelta(days=900)
    with vault_session(KEEP_HOUSE):
        Step.objects.update(done_on=done)
    assert delete_due(now=noon(done + timedelta(days=90))) == 0
    assert delete_due(now=noon(done + timedelta(days=91))) == 1


def test_a_step_of_a_case_that_ended_holds_nothing_up(device: Device) -> None:
    with vault_session(KEEP_HOUSE):
        Step.objects.update(done_on=None)
        Case.objects.update(state=State.WITHDRAWN)
    assert delete_due(now=noon(FILED + timedelta(days=91))) == 1


def test_a_held_case_waits_two_years(device: Device) -> None:
    with vault_session(KEEP_HOUSE):
        Case.objects.update(state=State.HELD)
    assert delete_due(now=noon(FILED + timedelta(days=730))) == 0
    assert delete_due(now=noon(FILED + timedelta(days=731))) == 1


def test_a_respondents_folder_goes_with_its_case(device: Device) -> None:
    with vault_session(KEEP_HOUSE):
        orphan = Folder.objects.get(cid=device.cid)
        orphan.pk, orphan.cid, orphan.room, orphan._state.adding = 77, bytes(16), "claim", True
        orphan.save(force_insert=True)
    assert delete_due(now=noon(FILED)) == 1
    assert left() == 1


def test_acts_and_salts_go_with_the_case(device: Device) -> None:
    with vault_session(KEEP_HOUSE):
        number = Folder.objects.get().pk
        assert WaitingAct.objects.filter(folder=number).exclude(act=b"").exists()
    delete_due(now=noon(FILED + timedelta(days=91)))
    with vault_session(KEEP_HOUSE):
        assert not WaitingAct.objects.filter(folder=number).exclude(act=b"").exists()
        assert not ClosedAct.objects.filter(folder=number).exists()


def test_the_list_of_deletions_lives_as_long_as_the_backups(tmp_path: Path) -> None:
    note_deletion(b"a" * 16, FILED)
    note_deletion(b"b" * 16, FILED + timedelta(days=5))
    assert shorten_list(FILED + timedelta(days=8)) == 2
    assert shorten_list(FILED + timedelta(days=9)) == 1
    assert (is_deleted(b"a" * 16), is_deleted(b"b" * 16)) == (False, True)
    assert (tmp_path / "deletions").stat().st_mode & 0o077 == 0
    assert b"b" * 16 not in (tmp_path / "deletions").read_bytes()


def test_a_deletion_by_the_worker_is_listed(device: Device) -> None:
    assert device.post("delete", device.proof()).status_code == 204
    assert is_deleted(device.cid)


def test_delete_folder_lists_before_it_deletes(device: Device) -> None:
    with pytest.raises(ZeroDivisionError), vault_session(KEEP_HOUSE):
        delete_folder(Folder.objects.get(), today=FILED)
        _ = 1 / 0
    assert left() == 1
    assert is_deleted(device.cid), "a deletion that was asked for outlives what came in between"
