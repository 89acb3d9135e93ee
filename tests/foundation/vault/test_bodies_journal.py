"""Keys made, confirmed and renewed as they must be pass an audit; one that an administrator put there does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from safar.foundation.accounts.roles import Role
from safar.foundation.journal.actions import record_open
from safar.foundation.journal.auditing import audit
from safar.foundation.journal.body_keys import JournalKey, vouching
from safar.foundation.journal.closing import close_day
from safar.foundation.journal.published import from_folder
from safar.foundation.journal.publishing import publish
from safar.foundation.vault import bodies, key_actions
from safar.foundation.vault.keys import key_id, new_pair, public_of
from safar.foundation.vault.members import BodyKeys
from safar.foundation.vault.models import Body, BodyKey
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.signatures import sign
from tests.cast import hire
from tests.people import Colleague, fresh

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
UNION = "a-union"
RENEWED = 6


@pytest.fixture
def begun() -> datetime:
    return timezone.now() - timedelta(days=12)


@pytest.fixture
def people(begun: datetime) -> Iterator[list[Colleague]]:
    """Three people whose body has a key, and then another, when one leaves."""
    three = [Colleague(hire(name, [Role.CASEWORKER], body=UNION)) for name in ("ada", "ben", "cleo")]
    with vault_session("advise", body=UNION):
        body = Body.objects.create(
            id=UNION, name="A union", kind="union", country="XA", organisation="TUC", from_day=date(2026, 1, 1)
        )
        for one in three:
            one.enrol(body, begun)
        key = three[1].confirm(key_actions.make_body_key(three[0].member, **fresh(*three)[1]), begun)
    for day in range(13):
        if day == RENEWED:
            _renew(key, three, begun + timedelta(days=day))
        close_day((begun + timedelta(days=day)).date())
    yield three


def _renew(old: BodyKey, three: list[Colleague], now: datetime) -> None:
    ada, ben, cleo = three
    with vault_session("advise", body=UNION):
        made, sent = fresh(ada, ben)
        day = bodies.usable_from(now)
        stated = JournalKey(UNION, made.key_id, sent["sealing"], sent["signing"], day)
        voucher = sign(ada.opened(old).signing, vouching(stated))
        told: dict[str, Any] = sent | {"from_day": day, "voucher": voucher, "leaving": cleo.staff.pk}
        key_actions.renew_body_key(ada.member, **told, now=now)


def troubles(folder: Path) -> tuple[str, ...]:
    with vault_session(KEEP_HOUSE):
        publish(folder)
    return audit(from_folder(folder)).troubles


def test_keys_that_members_made_are_in_order(people: list[Colleague], tmp_path: Path) -> None:
    assert troubles(tmp_path) == ()
    assert [one.body for one in bodies.offered_keys()] == [UNION]
    assert len(audit(from_folder(tmp_path)).keys) == 2


def test_a_key_swapped_in_the_database_is_found(people: list[Colleague], tmp_path: Path) -> None:
    false = BodyKeys(new_pair(), new_pair())
    with vault_session(KEEP_HOUSE):
        BodyKey.objects.filter(retired_on=None).update(
            sealing=public_of(false.sealing), signing=public_of(false.signing)
        )
    (said,) = troubles(tmp_path)
    assert "Swapped key: the site hands senders a key of a-union" in said


def test_a_key_that_no_member_vouches_for_is_found(people: list[Colleague], tmp_path: Path) -> None:
    sealing, signing = public_of(new_pair()), public_of(new_pair())
    day = timezone.now().date() + timedelta(days=4)
    false = JournalKey(UNION, key_id(sealing, signing), sealing, signing, day, b"x" * 16, b"x" * 64)
    with vault_session(KEEP_HOUSE):
        record_open("body-key", false.as_content(), now=timezone.now())
    close_day(timezone.now().date() + timedelta(days=1))
    assert any("nobody who held an older key" in one for one in troubles(tmp_path))
