"""The judge's queue: pairs side by side, oldest question first; a contradiction is told and changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safar.rooms.registry.actions.object import submit_objection
from safar.rooms.registry.models import Judgement, Record
from tests.cast import Person
from tests.rooms.conftest import LoadText
from tests.rooms.registry.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
QUEUE = "/staff/registry/queue"
SPONSORS = "Name,Trading as,Street,Town,Rating,From\n"
FINDINGS = "Name,Town,Decision\n"


@pytest.fixture
def maybe(load_text: LoadText) -> tuple[int, int]:
    """A sponsor and a finding of one name, the finding without a town: the machine can't say."""
    load_text("zz-sponsors", SPONSORS + "Blue Heron Ltd,Heron Jobs,1 Quay,Portsea,A rating,2026-01-05\n", "2026-10-01")
    load_text("zz-findings", FINDINGS + "Blue Heron Ltd,,Barred\n", "2026-10-20")
    return Record.objects.get(source="zz-sponsors").pk, Record.objects.get(source="zz-findings").pk


@pytest.fixture
def three(load_text: LoadText) -> list[int]:
    rows = "Blue Ltd,Portsea,Barred\nGrey Ltd,Kettu,Barred\nWhite Ltd,Miravale,Barred\n"
    load_text("zz-findings", FINDINGS + rows, "2026-10-20")
    return list(Record.objects.order_by("pk").values_list("pk", flat=True))


def address(one: int, other: int) -> str:
    return f"/staff/registry/pairs/{one}/{other}"


def say(person: Person, one: int, other: int, verdict: str, why: str = "") -> str:
    """Press a button on the page of a pair; give where it leads, or nothing where it stays."""
    answer = person.client.post(address(one, other), {"verdict": verdict, "why": why})
    return answer.headers.get("Location", "")


def open_pairs(person: Person) -> list[tuple[int, int]]:
    return [(said.one.id, said.other.id) for said in person.client.get(QUEUE).context["questions"].rows]


def test_judges_see_the_queue_and_others_see_nothing(
    maybe: tuple[int, int], judge: Person, record_editor: Person, immigration_officer: Person, worker: Person
) -> None:
    party = Record.objects.get(pk=maybe[0]).party_id
    pages = (QUEUE, address(*maybe), "/staff/registry/pairs", f"/staff/registry/party/{party}/judgements")
    for page in pages:
        assert judge.client.get(page).status_code == 200
        assert record_editor.client.get(page).status_code == 404
        assert immigration_officer.client.get(page).status_code == 404
        assert worker.client.get(page).headers["Location"].startswith("/staff/login")


def test_only_a_judge_can_judge_or_withdraw(
    maybe: tuple[int, int], judge: Person, immigration_officer: Person, worker: Person
) -> None:
    for person in (immigration_officer, worker):
        assert say(person, *maybe, "same") in {"", "/staff/login/?next=" + address(*maybe)}
    assert not Judgement.objects.filter(by__isnull=False).exists()
    say(judge, *maybe, "same")
    made = Judgement.objects.get(by__isnull=False)
    for person in (immigration_officer, worker):
        assert person.client.post(f"/staff/registry/judgements/{made.pk}/withdraw").status_code in {302, 404}
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_both_records_are_laid_side_by_side(maybe: tuple[int, int], judge: Person) -> None:
    page = judge.client.get(address(*maybe)).content.decode()
    for shown in ("Heron Jobs", "1 Quay", "Portsea", "A rating", "Barred", "Made-up sponsors", "Made-up Inspectorate"):
        assert shown in page
    machine = Judgement.objects.get()
    assert all(reason in page for reason in machine.reasons)
    assert machine.reasons
    assert page.count('name="verdict"') == 3


def test_a_state_is_that_of_today_not_of_the_day_it_was_read(load_text: LoadText, judge: Person) -> None:
    rows = "1,Blue Heron,Portsea,Valid,2020-01-31\n2,Grey Heron,Kettu,Valid,2999-01-31\n"
    load_text("zz-licences", "Number,Name,Town,Status,Until\n" + rows, "2020-01-01")
    one, other = Record.objects.order_by("pk").values_list("pk", flat=True)
    pair = judge.client.get(address(one, other)).context["pair"]
    assert [side.words[0].code for side in (pair.one, pair.other)] == ["expired", "licensed"]


def test_same_joins_and_the_question_leaves_the_queue(maybe: tuple[int, int], judge: Person) -> None:
    assert open_pairs(judge) == [maybe]
    assert say(judge, *maybe, "same", "the same licence number on both papers") == QUEUE
    assert open_pairs(judge) == []
    assert Record.objects.values("party").distinct().count() == 1
    made = Judgement.objects.get(by__isnull=False)
    assert (made.by, made.reasons) == (judge.staff, ["the same licence number on both papers"])


def test_different_answers_the_question_too(maybe: tuple[int, int], judge: Person) -> None:
    say(judge, *maybe, "different")
    assert open_pairs(judge) == []
    assert Record.objects.values("party").distinct().count() == 2


def test_unsure_stays_open_and_goes_to_the_end(maybe: tuple[int, int], load_text: LoadText, judge: Person) -> None:
    sponsors = "Blue Heron Ltd,Heron Jobs,1 Quay,Portsea,A rating,2026-01-05\nRed Ibis Ltd,,2 Quay,Kettu,A rating,\n"
    load_text("zz-sponsors", SPONSORS + sponsors, "2026-10-21")
    load_text("zz-findings", FINDINGS + "Blue Heron Ltd,,Barred\nRed Ibis Ltd,,Barred\n", "2026-10-22")
    assert open_pairs(judge)[0] == maybe
    younger = open_pairs(judge)[1]
    assert say(judge, *maybe, "unsure") == address(*younger)
    assert open_pairs(judge) == [younger, maybe]


def test_a_withdrawn_answer_opens_the_question_again(maybe: tuple[int, int], judge: Person) -> None:
    say(judge, *maybe, "different")
    made = Judgement.objects.get(by__isnull=False)
    withdraw = f"/staff/registry/judgements/{made.pk}/withdraw"
    assert "Yes, take it back" in judge.client.get(withdraw).content.decode()
    assert Judgement.objects.filter(withdrawn_at=None, by__isnull=False).exists()
    assert judge.client.post(withdraw).headers["Location"] == address(*maybe)
    assert open_pairs(judge) == [maybe]
    assert judge.client.post(withdraw).status_code == 404


def test_the_machines_word_cannot_be_withdrawn_only_overruled(maybe: tuple[int, int], judge: Person) -> None:
    machine = Judgement.objects.get()
    assert judge.client.post(f"/staff/registry/judgements/{machine.pk}/withdraw").status_code == 404


def test_what_others_have_joined_meanwhile_is_no_question(
    maybe: tuple[int, int], load_text: LoadText, judge: Person
) -> None:
    load_text("zz-licences", "Number,Name,Town,Status,Until\n7,Quite Another,Kettu,Valid,\n", "2026-10-25")
    third = Record.objects.get(source="zz-licences").pk
    say(judge, maybe[0], third, "same")
    say(judge, maybe[1], third, "same")
    assert open_pairs(judge) == []


def test_a_contradiction_is_told_in_words_with_links_and_changes_nothing(three: list[int], judge: Person) -> None:
    blue, grey, white = three
    say(judge, blue, grey, "same")
    say(judge, grey, white, "same")
    answer = judge.client.post(address(blue, white), {"verdict": "different"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This contradicts other judgements. Nothing was changed." in page
    assert f'href="{address(blue, grey)}"' in page
    assert f'href="{address(grey, white)}"' in page
    assert not Judgement.objects.filter(verdict="different").exists()
    assert [named.name for link in answer.context["clash"].links for named in link] == [
        "Blue Ltd",
        "Grey Ltd",
        "Grey Ltd",
        "White Ltd",
    ]


def test_the_history_of_a_party_is_found_under_its_old_id_too(three: list[int], judge: Person) -> None:
    blue, grey, _ = three
    younger = Record.objects.get(pk=grey).party_id
    say(judge, blue, grey, "same", "one letterhead")
    page = judge.client.get(f"/staff/registry/party/{younger}/judgements")
    assert "one letterhead" in page.content.decode()
    assert page.context["history"].party == Record.objects.get(pk=blue).party_id
    assert judge.client.get("/staff/registry/party/zzzzzzzzzz/judgements").status_code == 404


def test_a_pair_can_be_proposed_by_two_ids(three: list[int], judge: Person) -> None:
    blue, _, white = three
    ids = [Record.objects.get(pk=pk).party_id for pk in (white, blue)]
    answer = judge.client.get("/staff/registry/pairs", {"one": ids[0], "other": f" {ids[1].upper()} "})
    assert judge.client.get(answer.headers["Location"]).context["pair"].one.named.id == blue


@pytest.mark.parametrize(("other", "words"), [("zzzzzzzzzz", "no party with this id"), ("", "required")])
def test_a_proposal_that_cannot_be_is_explained(three: list[int], judge: Person, other: str, words: str) -> None:
    first = Record.objects.get(pk=three[0]).party_id
    assert words in judge.client.get("/staff/registry/pairs", {"one": first, "other": other}).content.decode()


def test_two_that_are_one_already_are_not_proposed(three: list[int], judge: Person) -> None:
    ids = [Record.objects.get(pk=pk).party_id for pk in three[:2]]
    say(judge, three[0], three[1], "same")
    page = judge.client.get("/staff/registry/pairs", {"one": ids[0], "other": ids[1]}).content.decode()
    assert "one party already" in page


def test_natural_persons_are_marked(load_text: LoadText, judge: Person) -> None:
    rows = "Mr John Smith,,1 Quay,Portsea,A rating,\nMr John Smith,,9 Hill,Kettu,A rating,\n"
    load_text("zz-sponsors", SPONSORS + rows, "2026-10-01")
    one, other = Record.objects.order_by("pk").values_list("pk", flat=True)
    assert "Two people often share a name" in judge.client.get(address(one, other)).content.decode()
    say(judge, one, other, "unsure")
    assert "A natural person" in judge.client.get(QUEUE).content.decode()


def test_organisations_are_not_marked_as_persons(maybe: tuple[int, int], judge: Person) -> None:
    for page in (QUEUE, address(*maybe)):
        assert "natural person" not in judge.client.get(page).content.decode()


def test_a_disputed_record_says_that_it_stands_alone(maybe: tuple[int, int], judge: Person) -> None:
    record = Record.objects.get(pk=maybe[0])
    submit_objection(record=record, kind="wrong", text="That is not so at all.", contact="", now=NOW)
    assert "the disputed record stands alone" in judge.client.get(address(*maybe)).content.decode()


@pytest.mark.parametrize("verdict", ["maybe", "", "identical"])
def test_a_verdict_that_is_none_is_not_taken(maybe: tuple[int, int], judge: Person, verdict: str) -> None:
    assert say(judge, *maybe, verdict) == ""
    assert not Judgement.objects.filter(by__isnull=False).exists()


def test_a_record_is_not_judged_against_itself_or_against_nothing(maybe: tuple[int, int], judge: Person) -> None:
    assert judge.client.get(address(maybe[0], maybe[0])).status_code == 404
    assert judge.client.get(address(maybe[0], 99_999)).status_code == 404


def test_a_long_queue_comes_in_pages_oldest_first(load_text: LoadText, judge: Person) -> None:
    rows = "".join(f"Firm {n:03} Ltd,Town,Barred\n" for n in range(50))
    load_text("zz-findings", FINDINGS + rows, "2026-10-20")
    records = list(Record.objects.order_by("pk").values_list("pk", flat=True))
    Judgement.objects.bulk_create(
        Judgement(one_id=one, other_id=other, verdict="maybe", at=NOW - timedelta(days=one), reasons=["looks alike"])
        for one, other in zip(records[::2], records[1::2], strict=True)
    )
    first, second = judge.client.get(QUEUE), judge.client.get(QUEUE, {"page": "2"})
    assert [len(page.context["questions"].rows) for page in (first, second)] == [20, 5]
    asked = [said.at for page in (first, second) for said in page.context["questions"].rows]
    assert asked == sorted(asked)
    assert 'rel="next"' in first.content.decode()
    assert judge.client.get(QUEUE, {"page": "oops"}).context["questions"].page == 1
