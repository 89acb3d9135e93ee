"""Reviewing a refused load: a record editor sees who would go, and the bytes that were refused are those loaded."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from safar.foundation.audit.models import Entry
from safar.rooms.registry.actions.editions import LoadReport
from safar.rooms.registry.actions.publish import held_file
from safar.rooms.registry.models import Edition, Record
from safar.rooms.registry.queries.find import find
from safar.rooms.registry.sources import all_sources
from safar.rules.status import Status
from tests.cast import Person
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
REVIEWS = "/staff/registry/reviews"
SEPTEMBER, OCTOBER, NOVEMBER = "2026-09-01", "2026-10-01", "2026-11-01"
HEADER = "Number,Name,Town,Status,Until"
FORTY = [f"{n:04},Agency {chr(65 + n % 26)}{n},Town,Valid," for n in range(40)]


def text(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.fixture
def refused(load_text: LoadText) -> LoadReport:
    """Half of September's forty agencies are missing in October's file, and one row can't be read."""
    load_text("zz-licences", text(*FORTY), published=SEPTEMBER)
    report = load_text("zz-licences", text(*FORTY[:20], "1,2,3,4,5,6,7", "90,Odd,Town,Blessed,"), published=OCTOBER)
    assert report.status == "refused"
    return report


@pytest.fixture
def undated(load_text: LoadText) -> LoadReport:
    report = load_text("zz-licences", text(*FORTY))
    assert report.reason == "no date"
    return report


def edition() -> Edition:
    return Edition.objects.get(state=Edition.State.REFUSED)


def accept(editor: Person, **more: object) -> str:
    """Accept what is shown, as somebody does who has just opened the page."""
    page = editor.client.get(f"{REVIEWS}/{edition().pk}")
    seen = page.context["prospect"].newest
    answer = editor.client.post(f"{REVIEWS}/{edition().pk}/accept", {"seen": seen, "sure": "on", **more})
    return answer.headers.get("Location", "")


def dismiss(editor: Person, **given: object) -> Client:
    return editor.client.post(f"{REVIEWS}/{edition().pk}/dismiss", given)  # type: ignore[return-value]


def test_record_editors_see_refused_loads_and_others_see_nothing(
    refused: LoadReport, record_editor: Person, immigration_officer: Person, judge: Person, worker: Person
) -> None:
    for address in (REVIEWS, f"{REVIEWS}/{edition().pk}"):
        assert record_editor.client.get(address).status_code == 200
        assert immigration_officer.client.get(address).status_code == 404
        assert judge.client.get(address).status_code == 404
        assert worker.client.get(address).headers["Location"].startswith("/staff/login")


@pytest.mark.parametrize("verb", ["accept", "dismiss"])
def test_nobody_else_can_accept_or_dismiss(
    refused: LoadReport, verb: str, immigration_officer: Person, operator: Person, worker: Person
) -> None:
    address = f"{REVIEWS}/{edition().pk}/{verb}"
    assert immigration_officer.client.post(address, {"sure": "on", "dismiss-sure": "on"}).status_code == 404
    assert operator.client.post(address, {"sure": "on", "dismiss-sure": "on"}).status_code == 404
    assert worker.client.post(address).headers["Location"].startswith("/staff/login")
    assert edition().reason.startswith("removals")


@pytest.mark.parametrize("verb", ["accept", "dismiss"])
def test_a_link_alone_does_nothing(refused: LoadReport, verb: str, record_editor: Person) -> None:
    assert record_editor.client.get(f"{REVIEWS}/{edition().pk}/{verb}").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = record_editor.client.cookies
    assert strict.post(f"{REVIEWS}/{edition().pk}/{verb}", {"sure": "on", "dismiss-sure": "on"}).status_code == 403
    assert held_file(refused.sha256).exists()


def test_the_page_says_who_would_go_which_rows_and_which_words(refused: LoadReport, record_editor: Person) -> None:
    page = record_editor.client.get(f"{REVIEWS}/{edition().pk}")
    shown = page.context["prospect"]
    assert (shown.going, len(shown.names)) == (20, 20)
    assert set(shown.names) == {row.split(",")[1] for row in FORTY[20:]}
    words = page.content.decode()
    assert "20 records would no longer be listed" in words
    assert "Line 22" in words
    assert "Blessed" in words


def test_the_number_shown_is_the_number_of_the_rule(load_text: LoadText, record_editor: Person) -> None:
    """A licence whose own time was over is not counted among those that would go."""
    over = [row + "2026-09-20" for row in FORTY[:5]]
    load_text("zz-licences", text(*over, *FORTY[5:]), published=SEPTEMBER)
    report = load_text("zz-licences", text(*FORTY[15:]), published=OCTOBER)
    assert report.reason.startswith("removals: 10 of 40")
    assert record_editor.client.get(f"{REVIEWS}/{edition().pk}").context["prospect"].going == 10


def test_of_many_the_first_hundred_are_named_and_all_are_counted(load_text: LoadText, record_editor: Person) -> None:
    many = [f"{n:04},Agency {n:04},Town,Valid," for n in range(130)]
    load_text("zz-licences", text(*many), published=SEPTEMBER)
    load_text("zz-licences", text(many[0]), published=OCTOBER)
    shown = record_editor.client.get(f"{REVIEWS}/{edition().pk}").context["prospect"]
    assert (shown.going, shown.names[0], shown.names[-1]) == (129, "Agency 0001", "Agency 0100")


def test_accepting_loads_what_was_refused_and_shows_the_outcome(refused: LoadReport, record_editor: Person) -> None:
    outcome = accept(record_editor)
    published = Edition.objects.get(sha256=refused.sha256)
    assert outcome == f"/staff/registry/editions/{published.pk}"
    assert (published.state, published.published) == ("published", date(2026, 10, 1))
    page = record_editor.client.get(outcome).content.decode()
    assert "Names removed" in page
    assert Record.objects.filter(gone_on=date(2026, 10, 1)).count() == 20
    assert find("Agency V21", today=date(2026, 10, 2))[0].standing.code == Status.NO_LONGER_LISTED
    assert not held_file(refused.sha256).exists()


def test_the_outcome_is_for_record_editors(
    refused: LoadReport, record_editor: Person, immigration_officer: Person
) -> None:
    outcome = accept(record_editor)
    assert record_editor.client.get(outcome).status_code == 200
    assert immigration_officer.client.get(outcome).status_code == 404


def test_accepting_and_the_load_stand_in_the_audit(refused: LoadReport, record_editor: Person) -> None:
    accept(record_editor)
    staff = f"staff {record_editor.staff.pk}" if record_editor.staff else ""
    said = Entry.objects.filter(actor=staff).order_by("pk").values_list("verb", "target")
    assert list(said) == [("accept refused load", "zz-licences"), ("load published", "zz-licences")]
    assert Entry.objects.get(verb="accept refused load").detail["yes_to"] == "yes"


def test_without_the_tick_nothing_is_loaded(refused: LoadReport, record_editor: Person) -> None:
    seen = record_editor.client.get(f"{REVIEWS}/{edition().pk}").context["prospect"].newest
    page = record_editor.client.post(f"{REVIEWS}/{edition().pk}/accept", {"seen": seen})
    assert page.status_code == 200
    assert "Something has to be changed first" in page.content.decode()
    assert Record.objects.filter(gone_on=None).count() == 40


def test_a_file_without_a_date_gets_the_date_that_is_typed(undated: LoadReport, record_editor: Person) -> None:
    accept(record_editor, published="2026-10-05")
    assert Edition.objects.get(sha256=undated.sha256).published == date(2026, 10, 5)


@pytest.mark.parametrize("typed", ["", "yesterday", "2999-01-01"])
def test_a_date_that_cannot_be_is_not_taken(undated: LoadReport, record_editor: Person, typed: str) -> None:
    assert accept(record_editor, published=typed) == ""
    assert edition().reason == "no date"


def test_a_typed_date_is_no_yes_to_removals(undated: LoadReport, load_text: LoadText, record_editor: Person) -> None:
    """The file turns out to drop most of the list: that is a second question, with a second answer."""
    more = [f"9{n:03},Further {n},Town,Valid," for n in range(40)]
    load_text("zz-licences", text(*more), published=SEPTEMBER)
    assert accept(record_editor, published=OCTOBER) == f"{REVIEWS}/{edition().pk}"
    assert edition().reason.startswith("removals: 40 of 40")
    accept(record_editor)
    assert Edition.objects.get(sha256=undated.sha256).state == "published"


def test_a_file_older_than_the_record_cannot_be_accepted(load_text: LoadText, record_editor: Person) -> None:
    load_text("zz-licences", text(*FORTY), published=NOVEMBER)
    load_text("zz-licences", text(*FORTY[1:]), published=OCTOBER)
    page = record_editor.client.get(f"{REVIEWS}/{edition().pk}").content.decode()
    assert "older than the edition of 2026-11-01" in page
    assert "/accept" not in page
    assert accept(record_editor) == f"{REVIEWS}/{edition().pk}"
    assert edition().reason.startswith("older than")


def test_who_looked_at_another_record_has_to_look_again(
    refused: LoadReport, load_text: LoadText, record_editor: Person
) -> None:
    seen = record_editor.client.get(f"{REVIEWS}/{edition().pk}").context["prospect"].newest
    load_text("zz-licences", text(*FORTY, "99,Newcomer,Town,Valid,"), published="2026-09-15")
    answer = record_editor.client.post(
        f"{REVIEWS}/{edition().pk}/accept", {"seen": seen, "sure": "on"}, follow=True
    ).content.decode()
    assert "Another edition has been published since you looked" in answer
    assert Record.objects.filter(gone_on=None).count() == 41


def test_a_file_that_is_gone_or_changed_on_disk_is_not_loaded(refused: LoadReport, record_editor: Person) -> None:
    held_file(refused.sha256).write_bytes(b"Number,Name\n")
    assert "not the file that was refused" in record_editor.client.get(f"{REVIEWS}/{edition().pk}").content.decode()
    held_file(refused.sha256).unlink()
    assert "not held here any more" in record_editor.client.get(f"{REVIEWS}/{edition().pk}").content.decode()
    assert accept(record_editor) == f"{REVIEWS}/{edition().pk}"
    assert Record.objects.filter(gone_on=None).count() == 40


def test_a_source_that_was_taken_away_is_said(
    refused: LoadReport, record_editor: Person, settings: LazySettings
) -> None:
    (settings.REGISTERS / "zz-licences.toml").unlink()
    all_sources.cache_clear()
    assert "no source zz-licences any more" in record_editor.client.get(f"{REVIEWS}/{edition().pk}").content.decode()


def test_dismissing_deletes_the_bytes_and_keeps_who_did_it(refused: LoadReport, record_editor: Person) -> None:
    number = edition().pk
    dismiss(record_editor, **{"dismiss-sure": "on"})
    assert not held_file(refused.sha256).exists()
    assert record_editor.client.get(f"{REVIEWS}/{number}").status_code == 404
    page = record_editor.client.get(REVIEWS)
    assert (page.context["waiting"].total, page.context["dismissed"].total) == (0, 1)
    assert record_editor.staff
    assert f"Put aside by staff {record_editor.staff.pk}" in page.content.decode()
    assert Entry.objects.filter(verb="dismiss refused load", target="zz-licences").count() == 1
    assert Record.objects.filter(gone_on=None).count() == 40


def test_a_dismissed_file_that_comes_again_is_asked_about_again(
    refused: LoadReport, load_text: LoadText, record_editor: Person
) -> None:
    dismiss(record_editor, **{"dismiss-sure": "on"})
    load_text("zz-licences", text(*FORTY[:20], "1,2,3,4,5,6,7", "90,Odd,Town,Blessed,"), published=OCTOBER)
    assert record_editor.client.get(REVIEWS).context["waiting"].total == 1
    assert accept(record_editor).startswith("/staff/registry/editions/")


def test_dismissing_needs_its_tick(refused: LoadReport, record_editor: Person) -> None:
    dismiss(record_editor, sure="on")
    assert held_file(refused.sha256).exists()


def test_a_name_from_a_file_cannot_become_markup(load_text: LoadText, record_editor: Person) -> None:
    rows = [row.replace("Agency", "<script>alert(1)</script>") for row in FORTY]
    load_text("zz-licences", text(*rows), published=SEPTEMBER)
    load_text("zz-licences", text(rows[0]), published=OCTOBER)
    page = record_editor.client.get(f"{REVIEWS}/{edition().pk}").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
