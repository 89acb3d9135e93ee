"""The day's duties: each done though another fails, the journal closed after them, the notice always the same."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from safar.foundation.journal.models import Checkpoint
from safar.foundation.release.models import ReleasedTable
from safar.foundation.vault.models import Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions import tick as ticking
from safar.rooms.casework.actions.tick import NOTICE, tick
from safar.rooms.casework.models import Case, State, Step
from tests.cast import Person
from tests.device import Device, found_body

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
LATER = datetime.now(tz=UTC) + timedelta(days=400)


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR = tmp_path
    monkeypatch.setattr(ticking, "scrub", lambda: None)  # no VACUUM inside a test's transaction; see test_backups


def told(now: datetime) -> dict[str, int | str | None]:
    return {done.duty: done.error or done.count for done in tick(now=now)}


def test_a_year_later(worker: Person) -> None:
    desk = found_body("centre")
    for _ in range(2):
        Device(worker.client).file(desk)
    with vault_session(KEEP_HOUSE):
        one = Case.objects.order_by("pk").first()
        assert one is not None
        Case.objects.filter(pk=one.pk).update(state=State.CLOSED)
    done = told(LATER)
    assert (done["steps escalated"], done["folders deleted"]) == (2, 1)
    assert done["leaves in the journal"] == 64
    assert done["deletions still listed"] == 1
    with vault_session(KEEP_HOUSE):
        assert (Folder.objects.count(), Checkpoint.objects.count()) == (1, 1)
        assert Step.objects.get().escalated_on == LATER.date()
    assert told(LATER)["steps escalated"] == 0, "a step goes up once"


def test_one_duty_that_fails_keeps_no_other_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(now: datetime) -> int:
        raise RuntimeError("a secret")

    duties = tuple((name, fail if name == "folders deleted" else act) for name, act in ticking.DUTIES)
    monkeypatch.setattr(ticking, "DUTIES", duties)
    done = told(LATER)
    assert done["folders deleted"] == "RuntimeError"
    assert done["leaves in the journal"] == 64
    assert "secret" not in str(done)


def test_the_notice_says_the_same_whether_or_not_anything_came(
    worker: Person, settings: LazySettings, tmp_path: Path
) -> None:
    heard = tmp_path / "heard"
    code = f"import sys; open({str(heard)!r}, 'a').write(sys.stdin.read())"
    settings.NOTICE_COMMAND = [sys.executable, "-c", code]
    assert told(LATER)["notice"] is None
    Device(worker.client).file(found_body("centre"))
    told(LATER)
    assert heard.read_text() == NOTICE * 2
    settings.NOTICE_COMMAND = []
    told(LATER)
    assert heard.read_text() == NOTICE * 2


def test_a_notice_that_fails_is_told(settings: LazySettings) -> None:
    settings.NOTICE_COMMAND = [sys.executable, "-c", "raise SystemExit(3)"]
    assert told(LATER)["notice"] == "CalledProcessError"


def test_months_are_published_once(worker: Person) -> None:
    told(datetime(2026, 9, 30, 1, tzinfo=UTC))
    assert told(datetime(2026, 10, 1, 1, tzinfo=UTC))["months of requests published"] == 1
    assert told(datetime(2026, 10, 2, 1, tzinfo=UTC))["months of requests published"] == 0
    assert ReleasedTable.objects.get(name="data-requests").published_on == date(2026, 10, 1)
