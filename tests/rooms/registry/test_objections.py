"""Objections as staff see them: by due day, with the record and its links, and an answer that is given once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from safar.foundation.audit.models import Entry
from safar.rooms.registry.actions.object import submit_objection
from safar.rooms.registry.models import Judgement, Objection, Record
from tests.cast import Person
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
OBJECTIONS = "/staff/registry/objections"
ANSWER = "We looked at the decision. It names another firm."


@pytest.fixture
def heron(load_text: LoadText) -> Record:
    """A firm with a licence and a finding, which the machine has joined."""
    load_text("zz-findings", "Name,Town,Decision\nBlue Heron Ltd,Portsea,Barred\nGrey,Kettu,Barred\n", "2026-10-01")
    rows = "Number,Name,Town,Status,Until\n77,Blue Heron Ltd,Portsea,Valid,\n"
    load_text("zz-licences", rows, "2026-10-02")
    return Record.objects.get(source="zz-licences")


def object_to(record: Record, kind: str = "not-us", days_ago: int = 0) -> Objection:
    now: datetime = timezone.now() - timedelta(days=days_ago)
    return submit_objection(record=record, kind=kind, text="That firm is not ours.", contact="us@firm.example", now=now)


def answer(person: Person, objection: Objection, outcome: str, words: str = ANSWER) -> str:
    given = {"outcome": outcome, "answer": words}
    return person.client.post(f"{OBJECTIONS}/{objection.reference}", given).headers.get("Location", "")


def parties() -> int:
    return Record.objects.exclude(name="Grey").values("party").distinct().count()


def test_record_editors_see_objections_and_others_see_nothing(
    heron: Record, record_editor: Person, judge: Person, immigration_officer: Person, worker: Person
) -> None:
    for page in (OBJECTIONS, f"{OBJECTIONS}/{object_to(heron).reference}"):
        assert record_editor.client.get(page).status_code == 200
        assert judge.client.get(page).status_code == 404
        assert immigration_officer.client.get(page).status_code == 404
        assert worker.client.get(page).headers["Location"].startswith("/staff/login")
    assert record_editor.client.get(f"{OBJECTIONS}/zzzzzzzzzz").status_code == 404


def test_nobody_else_can_answer(heron: Record, immigration_officer: Person, worker: Person) -> None:
    made = object_to(heron)
    answer(immigration_officer, made, "rejected")
    answer(worker, made, "rejected")
    made.refresh_from_db()
    assert made.state == "open"


def test_the_first_due_comes_first_and_the_overdue_are_marked(heron: Record, record_editor: Person) -> None:
    in_time, overdue = object_to(heron, days_ago=14), object_to(heron, days_ago=15)
    page = record_editor.client.get(OBJECTIONS)
    lines = page.context["waiting"].rows
    assert [(line.reference, line.is_overdue) for line in lines] == [
        (overdue.reference, True),
        (in_time.reference, False),
    ]
    assert page.content.decode().count("<strong>overdue</strong>") == 1


def test_the_page_shows_the_record_its_words_and_the_links_that_are_cut(heron: Record, record_editor: Person) -> None:
    made = object_to(heron)
    page = record_editor.client.get(f"{OBJECTIONS}/{made.reference}")
    words = page.content.decode()
    for shown in ("That firm is not ours.", "us@firm.example", "Blue Heron Ltd", "Portsea", "77", "Valid"):
        assert shown in words
    assert [other.source for other in page.context["objection"].linked] == ["zz-findings"]


def test_upholding_not_us_keeps_the_links_cut(heron: Record, record_editor: Person) -> None:
    made = object_to(heron)
    assert answer(record_editor, made, "upheld") == OBJECTIONS
    made.refresh_from_db()
    assert (made.state, made.answer, made.contact) == ("upheld", ANSWER, "")
    assert parties() == 2
    assert Judgement.objects.get(verdict="different").by == record_editor.staff


def test_rejecting_gives_the_links_back_and_stands_in_the_audit(heron: Record, record_editor: Person) -> None:
    made = object_to(heron)
    assert parties() == 2
    answer(record_editor, made, "rejected")
    assert parties() == 1
    assert record_editor.staff
    said = Entry.objects.get(verb="answer objection: rejected")
    assert (said.actor, said.target) == (f"staff {record_editor.staff.pk}", made.reference)


def test_whoever_objected_reads_the_answer(heron: Record, record_editor: Person, employer: Person) -> None:
    made = object_to(heron)
    answer(record_editor, made, "rejected")
    assert ANSWER in employer.client.get(f"/objection/{made.reference}").content.decode()


def test_the_first_answer_stands(heron: Record, record_editor: Person) -> None:
    made = object_to(heron)
    answer(record_editor, made, "rejected")
    assert answer(record_editor, made, "upheld", "Another answer, too late.") == f"{OBJECTIONS}/{made.reference}"
    made.refresh_from_db()
    assert (made.state, made.answer) == ("rejected", ANSWER)
    page = record_editor.client.get(f"{OBJECTIONS}/{made.reference}").content.decode()
    assert "Your answer" not in page
    assert "already" in page


@pytest.mark.parametrize(("outcome", "words"), [("", ANSWER), ("perhaps", ANSWER), ("upheld", ""), ("upheld", "no")])
def test_half_an_answer_is_none(heron: Record, record_editor: Person, outcome: str, words: str) -> None:
    made = object_to(heron)
    assert answer(record_editor, made, outcome, words) == ""
    made.refresh_from_db()
    assert made.state == "open"


def test_answered_ones_stay_readable_below_the_open_ones(heron: Record, record_editor: Person) -> None:
    answer(record_editor, object_to(heron), "upheld")
    page = record_editor.client.get(OBJECTIONS)
    assert (page.context["waiting"].total, page.context["answered"].total) == (0, 1)
    assert "None waits for an answer." in page.content.decode()


def test_an_answer_that_contradicts_newer_judgements_is_told(
    heron: Record, record_editor: Person, judge: Person
) -> None:
    """While it was open, a judge joined the finding to a third record and parted that one from the licence."""
    made = object_to(heron)
    finding, third = Record.objects.get(source="zz-findings", name__startswith="Blue"), Record.objects.get(name="Grey")
    pairs = "/staff/registry/pairs/{}/{}"
    judge.client.post(pairs.format(finding.pk, third.pk), {"verdict": "same"})
    judge.client.post(pairs.format(third.pk, heron.pk), {"verdict": "different"})
    page = record_editor.client.post(
        f"{OBJECTIONS}/{made.reference}", {"outcome": "rejected", "answer": ANSWER}
    ).content.decode()
    assert "This contradicts other judgements. Nothing was changed." in page
    made.refresh_from_db()
    assert made.state == "open"
    assert answer(record_editor, made, "upheld") == OBJECTIONS
