"""A request for data: written down before any answer, refused without a judge, told to her, counted in public."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from safar.foundation.journal.closing import close_day
from safar.foundation.journal.queries import open_leaves
from safar.foundation.release.models import ReleasedTable
from safar.foundation.vault.models import Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import unb64
from safar.rooms.casework.actions.release import publish_requests
from safar.rooms.casework.actions.requests import Asked, MayNot, decide, export_sealed, record_request
from safar.rooms.casework.facts import facts
from safar.rooms.casework.models import DataRequest
from safar.rooms.casework.queries.requests import letter_for, requests_of
from safar.rules.firewall import BodyKind
from safar.rules.refusals import EVERYWHERE, NO_RULE, grounds
from safar.rules.safety_levels import Duty, Jurisdiction, Level
from tests.cast import Person
from tests.device import Device, found_body, walled_off

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAGE = "/staff/requests/"


@pytest.fixture
def device(worker: Person) -> Device:
    device = Device(worker.client)
    walled_off()
    device.file(found_body("inspectorate-1", kind="labour-inspectorate"), {"text": "canary-in-the-account"})
    return device


def case_of(device: Device) -> int:
    with vault_session(KEEP_HOUSE):
        return int(Folder.objects.get(cid=device.cid).pk)


def ask(device: Device | None, **changed: Any) -> Asked:
    asked = {"requester": "control", "basis": "administrative", "jurisdiction": "US", "scope": "all her papers"}
    return Asked(**asked | {"case": case_of(device) if device else None} | changed)


def by_a_judge(device: Device | None, **changed: Any) -> Asked:
    return ask(device, requester="court", basis="judicial", **changed)


def test_the_immigration_officers_request_is_refused_recorded_and_shown(device: Device) -> None:
    number = record_request(ask(device), body="inspectorate-1", now=NOW)
    [shown] = requests_of("inspectorate-1")
    assert (shown.id, shown.is_refused, shown.decided_on) == (number, True, NOW.date())
    [notice] = device.folder()["notices"]
    assert (notice["requester"], notice["decision"]) == ("control", "refused")
    with pytest.raises(MayNot, match="answered already"):
        decide(number, "given", "everything", body="inspectorate-1", now=NOW)
    with pytest.raises(MayNot, match="not granted"):
        export_sealed(number, body="inspectorate-1", now=NOW)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"basis": "judicial"}, "under the court"),
        ({"gag_until": date(2027, 1, 1)}, "only a judge"),
        ({"scope": "  "}, "what is asked for"),
        ({"requester": "border-guard"}, "no such requester"),
    ],
)
def test_what_cannot_be_written_down(device: Device, changed: dict[str, Any], says: str) -> None:
    with pytest.raises(MayNot, match=says):
        record_request(ask(device, **changed), body="inspectorate-1", now=NOW)


def test_the_database_itself_gives_nothing_without_a_judge(device: Device) -> None:
    number = record_request(ask(device), body="inspectorate-1", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic(using="vault"), vault_session(KEEP_HOUSE):
        DataRequest.objects.filter(pk=number).update(decision="given")


def test_nothing_is_exported_without_a_recorded_request(device: Device) -> None:
    with pytest.raises(MayNot, match="without a recorded request"):
        export_sealed(None, body="inspectorate-1", now=NOW)
    with pytest.raises(Http404):
        export_sealed(12345, body="inspectorate-1", now=NOW)


def test_an_order_of_a_judge_gets_what_the_house_has(device: Device) -> None:
    number = record_request(by_a_judge(device), body="inspectorate-1", now=NOW)
    with pytest.raises(MayNot, match="say what is given"):
        decide(number, "part", " ", body="inspectorate-1", now=NOW)
    decide(number, "part", "the sealed text", body="inspectorate-1", now=NOW)
    found = export_sealed(number, body="inspectorate-1", now=NOW)
    assert len(found["entries"]) == 1
    assert found["journal"]["due"] == "2026-11-21"
    assert "canary" not in str(found)
    assert device.folder()["notices"][0]["given"] == "the sealed text"


def test_a_judge_can_forbid_telling_until_a_day(device: Device) -> None:
    hidden = record_request(by_a_judge(device, gag_until=date(2999, 1, 1)), body="inspectorate-1", now=NOW)
    decide(hidden, "part", "the sealed text", body="inspectorate-1", now=NOW)
    export_sealed(hidden, body="inspectorate-1", now=NOW)
    assert device.folder()["notices"] == []
    assert told_of_requests(device) == []
    record_request(ask(device), body="inspectorate-1", now=NOW)
    assert len(device.folder()["notices"]) == 1
    assert told_of_requests(device) == ["data requested"]
    with vault_session(KEEP_HOUSE):
        DataRequest.objects.filter(pk=hidden).update(gag_until=date(2026, 11, 21))
    assert len(device.folder()["notices"]) == 2
    assert told_of_requests(device) == ["data request answered", "data requested", "data requested", "exported"]


def told_of_requests(device: Device) -> list[str]:
    """Give what the journal's acts on her case tell her of requests."""
    verbs = [json.loads(unb64(proof["act"]))["verb"] for proof in device.folder()["proofs"]]
    return sorted(verb for verb in verbs if verb.startswith(("data", "exported")))


def test_a_body_sees_its_own_requests_alone(device: Device) -> None:
    found_body("centre-1")
    number = record_request(ask(device), body="inspectorate-1", now=NOW)
    assert requests_of("centre-1") == ()
    with pytest.raises(Http404):
        letter_for(number, "centre-1", NOW.date())
    with pytest.raises(Http404):
        record_request(ask(device), body="centre-1", now=NOW)


def test_the_supervisor_records_and_the_officer_finds_no_such_page(
    device: Device, labour_inspector: Person, caseworker: Person, immigration_officer: Person
) -> None:
    said = {"requester": "control", "basis": "administrative", "jurisdiction": "US", "scope": "who is she?"}
    answer = labour_inspector.client.post(PAGE, said | {"case": case_of(device)})
    assert answer.status_code == 302
    letter = labour_inspector.client.get(answer.headers["Location"] + "/letter").content.decode()
    assert "is refused" in letter and EVERYWHERE[0] in letter
    for other in (caseworker, immigration_officer):
        assert other.client.get(PAGE).status_code == 404
        assert other.client.get(answer.headers["Location"]).status_code == 404
        assert other.client.post(answer.headers["Location"] + "/export").status_code == 404
    assert labour_inspector.client.post(answer.headers["Location"] + "/export").status_code == 302


def test_the_operator_answers_for_the_house_alone(device: Device, operator: Person) -> None:
    record_request(ask(device), body="inspectorate-1", now=NOW)
    assert "None." in operator.client.get(PAGE).content.decode()
    said = {"requester": "court", "basis": "judicial", "jurisdiction": "US", "scope": "a copy", "case": case_of(device)}
    page = operator.client.post(PAGE, said).headers["Location"]
    operator.client.post(page, {"decision": "given", "given": "ciphertext"})
    exported = operator.client.post(page + "/export")
    assert exported.headers["Content-Disposition"].startswith("attachment")
    assert len(exported.json()["slots"]) == 1


def row(level: Level, dated: date | None, country: str = "XA", citation: str = "Act 7") -> Jurisdiction:
    kinds = frozenset({BodyKind.LABOUR_INSPECTORATE})
    return Jurisdiction("x", country, kinds, level, Duty.NO, Duty.NO, dated, "S", citation=citation)


def test_the_letter_cites_the_rule_of_the_place() -> None:
    today, kind = NOW.date(), BodyKind.LABOUR_INSPECTORATE
    old, new = row(Level.LAW, date(2012, 1, 1)), row(Level.AGREEMENT, date(2026, 10, 1), citation="Protocol 3")
    found = grounds([old, new], "XA", kind, today)
    assert (found.level, found.citation, found.to_check) == (Level.AGREEMENT, "Protocol 3", False)
    assert grounds([old], "XA", kind, today).to_check
    assert grounds([old], "XB", kind, today) == NO_RULE
    assert grounds([row(Level.NONE, today)], "XA", kind, today) == NO_RULE
    assert grounds([old], "XA", BodyKind.UNION, today) == NO_RULE


@pytest.mark.parametrize("country", sorted({row.country for row in facts().jurisdictions}))
def test_every_jurisdiction_has_its_letter(country: str, operator: Person) -> None:
    number = record_request(ask(None, jurisdiction=country), body="", now=NOW)
    page = operator.client.get(f"{PAGE}{number}/letter").content.decode()
    assert all(citation in page for citation in EVERYWHERE)
    found = grounds(facts().jurisdictions, country, None, timezone.now().date())
    assert (escape(found.citation) in page) and (("Before you print" in page) is found.to_check)


def test_a_month_is_counted_in_an_open_leaf_and_on_the_page_alike(device: Device, client: Client) -> None:
    record_request(ask(device), body="inspectorate-1", now=datetime(2026, 9, 3, tzinfo=UTC))
    number = record_request(by_a_judge(device, gag_until=date(2027, 1, 1)), body="inspectorate-1", now=NOW)
    decide(number, "given", "it", body="inspectorate-1", now=datetime(2026, 12, 2, tzinfo=UTC))
    december = datetime(2026, 12, 3, tzinfo=UTC)
    assert publish_requests(now=december) == 3
    assert publish_requests(now=december) == 0
    close_day(december.date())
    leaves = [json.loads(one.content) for one in open_leaves()]
    stated = {leaf["content"]["month"]: leaf["content"] for leaf in leaves if leaf["kind"] == "data-requests"}
    assert stated == {one.month: one.content for one in ReleasedTable.objects.all()}
    assert sorted(stated) == ["2026-09", "2026-10", "2026-11"]
    counts = {name: {row["requester"]: row for row in stated[name]["rows"]} for name in stated}
    assert counts["2026-09"]["control"] == {
        "requester": "control",
        **dict.fromkeys(("received", "administrative", "refused"), 1),
        **dict.fromkeys(("judicial", "none", "part", "given", "gagged"), 0),
    }
    assert len(counts["2026-10"]) == 6
    assert not any(value for row in counts["2026-10"].values() for name, value in row.items() if name != "requester")
    assert (counts["2026-11"]["court"]["gagged"], counts["2026-11"]["court"]["given"]) == (1, 0)
    page = client.get("/transparency").content.decode()
    assert page.count("Nobody asked in this month.") == 1
    assert page.count("Immigration enforcement</bdi>") == 3


def test_a_table_that_stands_never_changes() -> None:
    publish_requests(now=NOW)
    ReleasedTable.objects.create(name="x", month="2026-01", content={}, sha256="", published_on=NOW.date())
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        ReleasedTable.objects.filter(name="x").update(content={"a": 1})
