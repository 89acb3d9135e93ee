"""A body's keys: made by one member, confirmed by a second, waited for, renewed; and nobody else can do any of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.journal.body_keys import WAIT, JournalKey, vouching
from safar.foundation.journal.models import WaitingAct
from safar.foundation.vault import bodies, key_actions
from safar.foundation.vault.keys import new_pair, public_of
from safar.foundation.vault.members import BodyKeys, wrap_body_keys
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, _tell, vault_session
from safar.foundation.vault.signatures import sign
from safar.foundation.vault.wire import Malformed
from tests.cast import hire
from tests.people import NOW, Colleague, fresh

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
WORKS = date(2026, 11, 28)
UNION = "a-union"


def renewal(signer: BodyKeys, *people: Colleague, from_day: date = WORKS) -> dict[str, Any]:
    made, sent = fresh(*people)
    stated = JournalKey(UNION, made.key_id, sent["sealing"], sent["signing"], from_day)
    return sent | {"from_day": from_day, "voucher": sign(signer.signing, vouching(stated))}


@pytest.fixture
def union() -> Iterator[Body]:
    with vault_session("advise", body=UNION):
        yield Body.objects.create(
            id=UNION, name="A union", kind="union", country="XA", organisation="TUC", from_day=date(2026, 1, 1)
        )


@pytest.fixture
def person(union: Body) -> Callable[[str], Colleague]:
    def made(name: str) -> Colleague:
        one = Colleague(hire(name, [Role.CASEWORKER], body=UNION))
        one.enrol(union)
        return one

    return made


@pytest.fixture
def two(person: Callable[[str], Colleague]) -> tuple[Colleague, Colleague]:
    return person("ada"), person("ben")


@pytest.fixture
def working(two: tuple[Colleague, Colleague]) -> BodyKey:
    ada, ben = two
    return ben.confirm(key_actions.make_body_key(ada.member, **fresh(ada, ben)[1]))


def acts() -> list[bytes]:
    """Read what waits for the journal, as only the house may."""
    _tell(KEEP_HOUSE, "", "", "")
    found = [bytes(act) for act in WaitingAct.objects.values_list("act", flat=True)]
    _tell("advise", UNION, "", "")
    return found


def open_leaves() -> list[Any]:
    return [leaf for leaf in map(json.loads, acts()) if "kind" in leaf]


def test_a_body_is_offered_when_two_can_open_and_three_days_have_passed(working: BodyKey) -> None:
    assert bodies.open_bodies(WORKS - timedelta(days=1)) == ()
    assert [one.body.pk for one in bodies.open_bodies(WORKS)] == [UNION]


def test_it_waits_72_full_hours_and_the_journal_agrees(working: BodyKey) -> None:
    (leaf,) = open_leaves()
    key = JournalKey.parse(leaf["content"])
    assert (leaf["kind"], key.body, key.from_day, key.has_its_id) == ("body-key", UNION, WORKS, True)
    assert datetime(2026, 11, 28, tzinfo=UTC) - NOW >= timedelta(hours=72) >= WAIT


def test_until_a_second_member_confirms_there_is_no_key(two: tuple[Colleague, Colleague]) -> None:
    ada, ben = two
    key = key_actions.make_body_key(ada.member, **fresh(ada, ben)[1])
    assert bodies.open_bodies(date(2030, 1, 1)) == ()
    assert open_leaves() == []
    with pytest.raises(Refused, match="another member"):
        ada.confirm(key)


def test_a_confirmation_by_another_key_is_refused(two: tuple[Colleague, Colleague]) -> None:
    ada, ben = two
    key = key_actions.make_body_key(ada.member, **fresh(ada, ben)[1])
    ben.private = new_pair()
    with pytest.raises(Refused, match="not signed"):
        ben.confirm(key)


def test_one_person_alone_makes_no_key(person: Callable[[str], Colleague]) -> None:
    ada = person("ada")
    with pytest.raises(Refused, match="two members"):
        key_actions.make_body_key(ada.member, **fresh(ada)[1])


def test_a_key_that_counts_cant_be_made_anew(two: tuple[Colleague, Colleague], working: BodyKey) -> None:
    with pytest.raises(Refused, match="only be renewed"):
        key_actions.make_body_key(two[0].member, **fresh(*two)[1])


def test_with_one_opener_left_the_body_is_not_offered(two: tuple[Colleague, Colleague], working: BodyKey) -> None:
    for change in ({"is_active": False}, {"body": "another"}):
        Staff.objects.filter(pk=two[0].staff.pk).update(**change)
        assert bodies.open_bodies(WORKS) == ()
        Staff.objects.filter(pk=two[0].staff.pk).update(is_active=True, body=UNION)
        assert len(bodies.open_bodies(WORKS)) == 1


def test_a_third_is_let_in_by_a_colleague_and_opens(
    two: tuple[Colleague, Colleague], working: BodyKey, person: Callable[[str], Colleague]
) -> None:
    ada, cleo = two[0], person("cleo")
    assert bodies.keys_held(cleo.member) == {}
    sealed = wrap_body_keys(public_of(cleo.private), cleo.place(bytes(working.pk)), ada.opened(working))
    with pytest.raises(Refused):
        key_actions.let_in(cleo.member, cleo.staff.pk, {bytes(working.pk): sealed}, now=NOW)
    key_actions.let_in(ada.member, cleo.staff.pk, {bytes(working.pk): sealed}, now=NOW)
    assert cleo.opened(working).key_id == bytes(working.pk)


def test_when_one_leaves_the_old_key_signs_the_new_and_retires(
    two: tuple[Colleague, Colleague], working: BodyKey, person: Callable[[str], Colleague]
) -> None:
    ada, ben = two
    sent = renewal(ada.opened(working), ada)
    made = key_actions.renew_body_key(ada.member, **sent, leaving=ben.staff.pk, now=NOW)
    working.refresh_from_db()
    assert (working.retired_on, made.from_day, bytes(made.vouched_by)) == (WORKS, WORKS, bytes(working.pk))
    assert not Member.objects.filter(staff=ben.staff.pk, left_on=None).exists()
    assert not MemberWrap.objects.filter(member__staff=ben.staff.pk).exists()
    stated = [JournalKey.parse(leaf["content"]) for leaf in open_leaves()]
    new, old = sorted(stated, key=lambda one: one.vouched_by != bytes(working.pk))
    assert new.is_vouched_by(old)
    assert ada.opened(working).key_id == bytes(working.pk), "old cases still open"


@pytest.mark.parametrize("case", ["other signer", "early", "left out", "added", "self"])
def test_a_false_renewal_is_refused(
    case: str, two: tuple[Colleague, Colleague], working: BodyKey, person: Callable[[str], Colleague]
) -> None:
    ada, ben = two
    keys, leaving = ada.opened(working), None
    if case == "other signer":
        keys = BodyKeys(new_pair(), new_pair())
    sent = renewal(keys, ada, ben, from_day=WORKS - timedelta(days=case == "early"))
    if case == "left out":
        sent["wraps"].pop(ben.staff.pk)
    if case == "added":
        sent["wraps"][person("cleo").staff.pk] = sent["wraps"][ben.staff.pk]
    if case == "self":
        sent["wraps"].pop(ada.staff.pk)
        leaving = ada.staff.pk
    with pytest.raises(Refused):
        key_actions.renew_body_key(ada.member, **sent, leaving=leaving, now=NOW)
    assert BodyKey.objects.count() == 1


def test_a_new_key_in_place_of_lost_words_opens_nothing(two: tuple[Colleague, Colleague], working: BodyKey) -> None:
    ada = two[0]
    ada.private = new_pair()
    ada.enrol(working.body)
    assert bodies.keys_held(ada.member) == {}
    assert bodies.open_bodies(WORKS) == ()
    assert [one.can_open for one in bodies.colleagues(UNION)] == [False, True]


@pytest.mark.parametrize(("public", "wrapped"), [(bytes(65), b"x" * 166), (b"", b"x" * 166), (None, b"x")])
def test_what_is_no_key_is_refused(union: Body, public: bytes | None, wrapped: bytes) -> None:
    public = public_of(new_pair()) if public is None else public
    with pytest.raises((Refused, Malformed)):
        key_actions.make_member_key(union, 1, public=public, wrapped=wrapped, now=NOW)


def test_the_journal_holds_no_name_and_no_wrap(working: BodyKey) -> None:
    said = b"".join(acts())
    assert b"body-key" in said
    words = re.split(rb"[^a-z]+", said.lower())  # whole words: a key's own letters may spell a short name
    assert b"ada" not in words
    assert b"ben" not in words
