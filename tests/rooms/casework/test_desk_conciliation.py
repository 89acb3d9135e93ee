"""The respondent gets what the worker approved, not before its day, not twice, and answers; then the case ends."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from safar.foundation.vault.keys import new_id, public_of
from safar.foundation.vault.models import Consent, Folder
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.signatures import sign_consent
from safar.foundation.vault.wire import b64
from safar.rooms.casework.access import Desk as Seat
from safar.rooms.casework.access import case_for
from safar.rooms.casework.actions.conciliation import earliest, open_claim
from safar.rooms.casework.models import Case, Claim, Outcome, Step
from safar.rooms.casework.staff_forms.desk import read_release
from tests.cast import CENTRE, Person
from tests.device import Desk, Device, found_body, soon
from tests.rooms.casework.desk_people import filed
from tests.rooms.casework.test_desk import acts_on, fetched, post, state_of

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
TEXT = "Wages for cleaning were not paid. Please pay them."


@pytest.fixture
def centre() -> Desk:
    return found_body(CENTRE)


@pytest.fixture
def device(worker: Person) -> Device:
    return Device(worker.client)


def in_conciliation(device: Device, centre: Desk, caseworker: Person, *, early: bool = True) -> int:
    number = filed(device, centre, may_hear_early=early)
    for verb in ("acknowledge", "take-up", "conciliate"):
        assert post(caseworker, number, "move", {"verb": verb}).status_code == 200
    return number


@pytest.fixture
def number(device: Device, centre: Desk, caseworker: Person) -> int:
    return in_conciliation(device, centre, caseworker)


def drafted(number: int, device: Device, centre: Desk, caseworker: Person) -> str:
    """Send a draft to the worker; gives its eid."""
    draft = centre.entry(device.cid, device.epoch, device.key, {"v": 1, "type": "claim", "text": TEXT}, "claim")
    assert post(caseworker, number, "write", draft).status_code == 200
    return str(draft["eid"])


def approve(device: Device, centre: Desk, scope: str, until: date | None = None, purpose: str = "conciliate") -> None:
    """Sign the worker's approval of a draft, with its slot."""
    day = until or soon()
    word = sign_consent(
        device.consent, device.cid, body=centre.id, key_id=centre.key_id, purpose=purpose, scope=scope, until=day
    )
    said = {
        "body": centre.id,
        "key_id": b64(centre.key_id),
        "purpose": purpose,
        "scope": scope,
        "until": day.isoformat(),
        "nonce": b64(word.nonce),
        "signature": b64(word.signature),
        "slot": device.slot(centre, purpose, day),
    }
    answer = device.post("consent", device.proof() | said)
    assert answer.status_code == 201, answer.content


def letter(respondent: Device, centre: Desk, eid: str, **other: Any) -> dict[str, Any]:
    """Give what the desk's browser posts to open a claim: the respondent's folder, made like a worker's."""
    epoch, slot = respondent.epoch_to([centre]), respondent.slot(centre, "conciliate")
    claim = {"v": 1, "type": "claim", "text": TEXT, "days": 14}
    folder = {
        "cid": b64(respondent.cid),
        "consent_key": b64(public_of(respondent.consent)),
        "epoch": epoch["epoch"],
        "commit": epoch["commit"],
        "token_sha256": epoch["token_sha256"],
        "tag": epoch["receipts"][0]["tag"],
        "record": epoch["receipts"][0]["record"],
        "slot": {"key_id": slot["key_id"], "sealed": slot["sealed"]},
        "entry": centre.entry(respondent.cid, respondent.epoch, respondent.key, claim, "claim"),
    }
    return {"folder": folder, "claim": eid, "days": 14} | other


def test_an_approved_draft_reaches_the_respondent_who_answers(
    number: int, device: Device, centre: Desk, caseworker: Person, employer: Person
) -> None:
    eid = drafted(number, device, centre, caseworker)
    approve(device, centre, eid)
    respondent = Device(employer.client)
    answer = post(caseworker, number, "claim", letter(respondent, centre, eid))
    assert answer.status_code == 200, answer.content
    assert respondent.reopen().cid == respondent.cid
    folder = respondent.folder()
    assert [respondent.read(one)["text"] for one in folder["entries"]] == [TEXT]
    assert respondent.add({"v": 1, "text": "We paid."}, "answer").status_code == 201
    claims = fetched(caseworker, number)["claims"]
    assert [one["kind"] for one in claims[0]["entries"]].count("answer") == 1
    assert claims[0]["answered_on"]
    assert "claim opened" in acts_on(number)


def test_the_respondent_sees_no_word_of_the_case(
    number: int, device: Device, centre: Desk, caseworker: Person, employer: Person
) -> None:
    eid = drafted(number, device, centre, caseworker)
    approve(device, centre, eid)
    respondent = Device(employer.client)
    post(caseworker, number, "claim", letter(respondent, centre, eid))
    folder = respondent.folder()
    assert (folder["room"], folder["state"], folder["steps"], folder["notices"]) == ("claim", "", [], [])
    shown = json.dumps(folder)
    assert str(number) not in shown
    assert b64(device.cid) not in shown
    assert eid not in shown


@pytest.mark.parametrize("how", ["never", "other-draft", "all", "other-purpose", "ended", "revoked", "forged"])
def test_without_standing_approval_of_this_draft_nothing_is_opened(
    number: int, device: Device, centre: Desk, caseworker: Person, employer: Person, how: str
) -> None:
    eid = drafted(number, device, centre, caseworker)
    scope = {"all": "all", "other-draft": b64(bytes(16))}.get(how, eid)
    if how != "never":
        approve(device, centre, scope, purpose="recover-money" if how == "other-purpose" else "conciliate")
    with vault_session(KEEP_HOUSE):
        if how == "ended":
            Consent.objects.update(until=date(2026, 1, 1))
        if how == "revoked":
            Consent.objects.update(revoked_on=date(2026, 1, 1))
        if how == "forged":
            Consent.objects.update(nonce=new_id())
    answer = post(caseworker, number, "claim", letter(Device(employer.client), centre, eid))
    assert answer.status_code == 422
    assert "approved" in answer.json()["detail"]
    with vault_session(KEEP_HOUSE):
        assert (Claim.objects.count(), Folder.objects.count()) == (0, 1)


def test_one_approval_opens_one_letter(
    number: int, device: Device, centre: Desk, caseworker: Person, employer: Person
) -> None:
    eid = drafted(number, device, centre, caseworker)
    approve(device, centre, eid)
    codes = [
        post(caseworker, number, "claim", letter(Device(employer.client), centre, eid)).status_code for _ in range(2)
    ]
    assert codes == [200, 422]


def test_no_letter_goes_out_within_seven_days_unless_she_asked(
    device: Device, centre: Desk, caseworker: Person, employer: Person
) -> None:
    number = in_conciliation(device, centre, caseworker, early=False)
    eid = drafted(number, device, centre, caseworker)
    approve(device, centre, eid, until=soon(60))
    body = letter(Device(employer.client), centre, eid)
    assert "no letter goes out" in post(caseworker, number, "claim", body).json()["detail"]
    seat, release = Seat(CENTRE, 1, is_supervisor=False), read_release(body, CENTRE)
    with vault_session("advise", body=CENTRE):
        first = earliest(case_for(seat, number, datetime.now(UTC).date()))
    assert first >= datetime.now(UTC).date() + timedelta(days=7)  # a small body's day is the Monday of its week
    with pytest.raises(Refused, match="no letter"):
        open_claim(seat, number, release, now=at_noon(first - timedelta(days=1)))
    assert open_claim(seat, number, release, now=at_noon(first))


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.parametrize("how", ["unsigned", "days", "not-a-number", "no-draft", "two-parts", "other-kind", "no-tag"])
def test_a_folder_of_another_shape_is_refused(
    number: int, device: Device, centre: Desk, caseworker: Person, employer: Person, how: str
) -> None:
    eid = drafted(number, device, centre, caseworker)
    approve(device, centre, eid)
    respondent = Device(employer.client)
    body = letter(respondent, centre, eid)
    entry = body["folder"]["entry"]
    if how == "unsigned":
        entry["signature"] = b64(bytes(64))
    elif how == "other-kind":
        entry["kind"] = "message"
    elif how == "no-tag":
        del body["folder"]["tag"]
    elif how == "two-parts":
        body["folder"]["slot"] = []
    elif how == "no-draft":
        body["claim"] = b64(new_id())
    else:
        body["days"] = 2 if how == "days" else True
    assert post(caseworker, number, "claim", body).status_code == 422
    with vault_session(KEEP_HOUSE):
        assert not Claim.objects.exists()


def test_a_claim_is_drafted_and_opened_in_a_conciliation_alone(
    device: Device, centre: Desk, caseworker: Person, employer: Person
) -> None:
    number = filed(device, centre, may_hear_early=True)
    draft = centre.entry(device.cid, device.epoch, device.key, {"text": TEXT}, "claim")
    assert post(caseworker, number, "write", draft).status_code == 422
    body = letter(Device(employer.client), centre, str(draft["eid"]))
    assert "conciliation" in post(caseworker, number, "claim", body).json()["detail"]


def test_an_outcome_is_coded_and_the_case_closes(number: int, centre: Desk, caseworker: Person) -> None:
    coded = {
        "ending": "paid-in-part",
        "currency": "AED",
        "claimed": "to-10000",
        "recovered": "to-2000",
        "retaliation": "yes",
    }
    assert post(caseworker, number, "move", {"verb": "close"}).status_code == 422
    assert post(caseworker, number, "outcome", coded).json() == {"state": "outcome"}
    assert post(caseworker, number, "outcome", coded | {"recovered": "to-10000"}).json() == {"state": "outcome"}
    with vault_session(KEEP_HOUSE):
        kept = Outcome.objects.get()
        assert (kept.code, kept.recovered, kept.retaliation) == ("paid-in-part", "to-10000", True)
    assert post(caseworker, number, "move", {"verb": "close"}).json() == {"state": "closed"}
    with vault_session(KEEP_HOUSE):
        assert not Step.objects.filter(folder=number, done_on=None).exists()
    assert state_of(number) == "closed"
    assert {"outcome recorded", "moved"} <= set(acts_on(number))


@pytest.mark.parametrize(
    "coded",
    [
        {"ending": "won"},
        {"ending": ""},
        {"ending": "paid-in-full"},
        {"ending": "paid-in-full", "recovered": "to-100"},
        {"ending": "advised", "currency": "aed"},
        {"ending": "advised", "claimed": "12345.67"},
        {"ending": ["advised"]},
    ],
    ids=str,
)
def test_an_outcome_outside_the_lists_is_refused(number: int, caseworker: Person, coded: dict[str, Any]) -> None:
    answer = post(caseworker, number, "outcome", coded)
    assert answer.status_code == 422
    assert state_of(number) == "conciliation"
    with vault_session(KEEP_HOUSE):
        assert not Outcome.objects.exists()


def test_what_has_ended_takes_no_more_messages(number: int, device: Device, centre: Desk, caseworker: Person) -> None:
    post(caseworker, number, "outcome", {"ending": "advised"})
    post(caseworker, number, "move", {"verb": "close"})
    entry = centre.entry(device.cid, device.epoch, device.key, {"text": "late"})
    assert post(caseworker, number, "write", entry).status_code == 422
    with vault_session(KEEP_HOUSE):
        assert Case.objects.get().state == "closed"


def test_a_respondents_folder_is_no_case(
    number: int, device: Device, centre: Desk, caseworker: Person, employer: Person
) -> None:
    eid = drafted(number, device, centre, caseworker)
    approve(device, centre, eid)
    opened = post(caseworker, number, "claim", letter(Device(employer.client), centre, eid)).json()["folder"]
    assert caseworker.client.get(f"/staff/cases/{opened}/sealed").status_code == 404
