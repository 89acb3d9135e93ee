"""Joining and parting records: ids live for ever, nothing is merged for good, a person overrules the machine."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from safar.foundation.accounts.models import Staff
from safar.foundation.audit.models import Entry
from safar.rooms.registry.actions.judge import Contradiction, judge, withdraw
from safar.rooms.registry.actions.object import (
    DAYS_TO_ANSWER,
    MOST_OPEN,
    AlreadyAnswered,
    TooMany,
    answer_objection,
    submit_objection,
)
from safar.rooms.registry.indexing import name_index, record_version
from safar.rooms.registry.models import Judgement, Objection, Party, Record
from safar.rooms.registry.queries.find import find
from safar.rooms.registry.queries.standings import followed
from tests.cast import hire
from tests.rooms.conftest import LoadText
from tests.rooms.registry.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
OCTOBER, NOVEMBER = "2026-10-01", "2026-11-01"
Judged = Callable[..., Judgement]
THREE_PORTS = ["Blue Heron Ltd,Portsea,Barred", "Grey Heron Ltd,Kettu,Barred", "White Crane Ltd,Miravale,Barred"]


@pytest.fixture
def staff() -> Staff:
    return hire("amina")


@pytest.fixture
def say(staff: Staff) -> Judged:
    """Judge two records named by their first word."""

    def judged(one: str, other: str, verdict: str, hours: int = 0) -> Judgement:
        low, high = record(one).pk, record(other).pk
        return judge(low, high, verdict, staff=staff.pk, actor="staff 1", now=NOW + timedelta(hours=hours))

    return judged


@pytest.fixture
def three(load_rows: LoadText) -> None:
    """Load three records that nothing connects: Blue (the oldest), Grey and White."""
    load_rows("zz-findings", OCTOBER, *THREE_PORTS)


@pytest.fixture
def joined_by_machine(load_rows: LoadText) -> None:
    """Load a finding and a licence of the same name in the same town."""
    load_rows("zz-findings", OCTOBER, "Blue Heron Ltd,Portsea,Barred")
    load_rows("zz-licences", NOVEMBER, "77,Blue Heron Ltd,Portsea,Valid,")


def record(word: str) -> Record:
    """Find a record by the first word of its name, or by its source."""
    by_source = Record.objects.filter(source=word)
    return by_source.get() if by_source else Record.objects.get(name__startswith=word)


def party(word: str) -> str:
    return record(word).party_id


def object_to(word: str, kind: str = Objection.Kind.NOT_US) -> Objection:
    return submit_objection(record=record(word), kind=kind, text="We are another firm.", contact="a@b", now=NOW)


def answer(objection: Objection, staff: Staff, *, upheld: bool) -> None:
    answer_objection(objection, upheld=upheld, answer="We looked.", staff=staff.pk, actor="staff 1", now=NOW)


def test_a_join_gives_the_older_id_and_the_younger_leads_to_it(three: None, say: Judged) -> None:
    older, younger = party("Blue"), party("White")
    say("White", "Blue", "same")
    assert party("Blue") == party("White") == older
    assert followed(younger) == older
    assert Party.objects.get(pk=older).joined_into is None


def test_a_join_can_be_found_under_both_names_at_once(three: None, say: Judged) -> None:
    say("White", "Blue", "same")
    day = date(2026, 11, 2)
    assert find("White Crane", today=day)[0].id == find("Blue Heron", today=day)[0].id


def test_the_index_is_in_step_after_each_judgement(three: None, say: Judged) -> None:
    made = say("White", "Blue", "same")
    assert name_index().version == record_version()
    withdraw(made, actor="staff 1", now=NOW)
    assert name_index().version == record_version()


def test_a_split_keeps_each_id_with_the_record_it_was_made_for(three: None, say: Judged) -> None:
    blue, grey, white = party("Blue"), party("Grey"), party("White")
    say("Blue", "Grey", "same")
    say("Grey", "White", "same")
    assert {party("Blue"), party("Grey"), party("White")} == {blue}
    say("Blue", "Grey", "different", hours=1)
    assert (party("Blue"), party("Grey"), party("White")) == (blue, grey, grey)
    assert [followed(one) for one in (blue, grey, white)] == [blue, grey, grey]


def test_withdrawing_gives_everything_back(three: None, say: Judged) -> None:
    before = list(Party.objects.order_by("number").values("pk", "joined_into", "made_for"))
    owners = list(Record.objects.order_by("pk").values_list("party_id", flat=True))
    made = say("Blue", "White", "same")
    withdraw(made, actor="staff 1", now=NOW + timedelta(hours=1))
    assert list(Party.objects.order_by("number").values("pk", "joined_into", "made_for")) == before
    assert list(Record.objects.order_by("pk").values_list("party_id", flat=True)) == owners


def test_a_person_overrules_the_machine_and_withdrawing_gives_it_back_its_word(
    joined_by_machine: None, say: Judged
) -> None:
    first = party("zz-findings")
    assert party("zz-licences") == first
    made = say("zz-findings", "zz-licences", "different")
    apart = party("zz-licences")
    assert (party("zz-findings"), apart != first) == (first, True)
    withdraw(made, actor="staff 1", now=NOW + timedelta(hours=1))
    assert party("zz-licences") == first
    assert followed(apart) == first


def test_the_id_that_a_split_made_comes_back_with_the_next_split(joined_by_machine: None, say: Judged) -> None:
    say("zz-findings", "zz-licences", "different")
    apart = party("zz-licences")
    say("zz-findings", "zz-licences", "same", hours=1)
    say("zz-findings", "zz-licences", "different", hours=2)
    assert party("zz-licences") == apart


@pytest.mark.parametrize("verdict", ["unsure", "different"])
def test_only_same_joins(joined_by_machine: None, say: Judged, verdict: str) -> None:
    say("zz-findings", "zz-licences", verdict)
    assert party("zz-findings") != party("zz-licences")


def test_a_newer_word_replaces_the_older_one_of_people(three: None, say: Judged) -> None:
    first = say("Blue", "Grey", "different")
    say("Blue", "Grey", "same", hours=1)
    first.refresh_from_db()
    assert first.withdrawn_at == NOW + timedelta(hours=1)
    assert party("Blue") == party("Grey")


def test_a_contradiction_is_refused_and_names_those_in_between(three: None, say: Judged) -> None:
    say("Blue", "Grey", "same")
    say("Grey", "White", "same")
    with pytest.raises(Contradiction) as found:
        say("Blue", "White", "different", hours=1)
    assert (found.value.one, found.value.other) == (record("Blue").pk, record("White").pk)
    assert found.value.between == (record("Grey").pk,)
    assert not Judgement.objects.filter(verdict="different").exists()
    assert party("Blue") == party("White")


def test_joining_two_that_others_keep_apart_is_refused_too(three: None, say: Judged) -> None:
    say("Blue", "White", "different")
    say("Blue", "Grey", "same")
    with pytest.raises(Contradiction):
        say("Grey", "White", "same", hours=1)
    assert party("White") not in {party("Blue"), party("Grey")}


def test_a_withdrawal_that_would_contradict_is_refused(joined_by_machine: None, say: Judged, staff: Staff) -> None:
    """The machine's "same" would come back between two records that a chain has since been judged apart by."""
    one, other = record("zz-findings"), record("zz-licences")
    third = Record.objects.create(
        source="zz-findings", key="third", party=Party.objects.get(pk=one.party_id), name="Third", match_key="third",
        first_on=NOW.date(),
    )  # fmt: skip
    cut = judge(one.pk, other.pk, "different", staff=staff.pk, actor="staff 1", now=NOW)
    judge(other.pk, third.pk, "same", staff=staff.pk, actor="staff 1", now=NOW)
    judge(one.pk, third.pk, "different", staff=staff.pk, actor="staff 1", now=NOW)
    with pytest.raises(Contradiction):
        withdraw(cut, actor="staff 1", now=NOW)
    cut.refresh_from_db()
    assert cut.withdrawn_at is None


@pytest.mark.parametrize(("other", "verdict"), [("Blue", "same"), ("Grey", "maybe"), ("Grey", "identical")])
def test_what_is_no_judgement_of_a_person_is_refused(three: None, say: Judged, other: str, verdict: str) -> None:
    with pytest.raises(ValueError, match="two different records"):
        say("Blue", other, verdict)


def test_each_judgement_stands_in_the_audit(three: None, say: Judged) -> None:
    made = say("Blue", "Grey", "same")
    withdraw(made, actor="staff 1", now=NOW)
    verbs = Entry.objects.exclude(actor="test").order_by("pk").values_list("actor", "verb")
    assert list(verbs) == [("staff 1", "judge same"), ("staff 1", "withdraw judgement")]


def test_a_disputed_record_stands_alone_at_once(joined_by_machine: None) -> None:
    first = party("zz-licences")
    object_to("zz-findings")
    assert party("zz-findings") == first
    assert party("zz-licences") != first
    found = {hit.id for hit in find("Blue Heron", today=NOW.date())}
    assert found == {party("zz-findings"), party("zz-licences")}


def test_the_links_of_a_rejected_objection_come_back(joined_by_machine: None, staff: Staff) -> None:
    first = party("zz-licences")
    made = object_to("zz-licences")
    apart = party("zz-licences")
    answer(made, staff, upheld=False)
    assert (party("zz-licences"), followed(apart)) == (first, first)
    assert record("zz-licences").disputed_on is None


def test_an_upheld_not_us_keeps_the_record_apart(joined_by_machine: None, staff: Staff) -> None:
    answer(object_to("zz-licences"), staff, upheld=True)
    assert party("zz-licences") != party("zz-findings")
    assert Judgement.objects.get(verdict="different").reasons[0].endswith("upheld")
    assert record("zz-licences").disputed_on is None


def test_an_upheld_this_is_wrong_says_nothing_about_links(joined_by_machine: None, staff: Staff) -> None:
    answer(object_to("zz-licences", Objection.Kind.WRONG), staff, upheld=True)
    assert party("zz-licences") == party("zz-findings")


def test_while_one_objection_is_open_the_record_stays_apart(joined_by_machine: None, staff: Staff) -> None:
    first, second = object_to("zz-licences"), object_to("zz-licences", Objection.Kind.WRONG)
    answer(first, staff, upheld=False)
    assert party("zz-licences") != party("zz-findings")
    answer(second, staff, upheld=False)
    assert party("zz-licences") == party("zz-findings")


def test_a_judgement_does_not_join_what_is_disputed_until_the_answer(three: None, say: Judged, staff: Staff) -> None:
    made = object_to("Blue", Objection.Kind.WRONG)
    say("Blue", "Grey", "same")
    assert party("Blue") != party("Grey")
    answer(made, staff, upheld=True)
    assert party("Blue") == party("Grey")


def test_a_new_load_does_not_join_what_is_disputed(load_rows: LoadText, staff: Staff) -> None:
    load_rows("zz-findings", OCTOBER, "Blue Heron Ltd,Portsea,Barred")
    made = object_to("zz-findings")
    load_rows("zz-licences", NOVEMBER, "77,Blue Heron Ltd,Portsea,Valid,")
    assert party("zz-licences") != party("zz-findings")
    answer(made, staff, upheld=False)
    assert party("zz-licences") == party("zz-findings")


def test_an_answer_is_given_once_and_the_contact_is_deleted(three: None, staff: Staff) -> None:
    made = object_to("Blue")
    answer(made, staff, upheld=False)
    with pytest.raises(AlreadyAnswered):
        answer(made, staff, upheld=True)
    made.refresh_from_db()
    assert (made.state, made.contact) == ("rejected", "")


def test_an_objection_is_due_in_fourteen_days_and_a_flood_is_stopped(three: None) -> None:
    made = [object_to("Blue") for _ in range(MOST_OPEN)]
    assert made[0].due_on - made[0].made_on == timedelta(days=DAYS_TO_ANSWER)
    with pytest.raises(TooMany):
        object_to("Blue")


@pytest.mark.parametrize("seed", range(6))
def test_after_any_walk_of_judgements_withdrawing_all_restores_the_start(
    load_rows: LoadText, staff: Staff, seed: int
) -> None:
    chance = random.Random(seed)
    load_rows("zz-findings", OCTOBER, *[f"Firm {letter} Ltd,Town {letter},Barred" for letter in "ABCDEF"])
    start = list(Record.objects.order_by("pk").values_list("pk", "party_id"))
    for hour in range(25):
        one, other = chance.sample([pk for pk, _ in start], 2)
        verdict = chance.choice(["same", "same", "different", "unsure"])
        try:
            judge(one, other, verdict, staff=staff.pk, actor="staff 1", now=NOW + timedelta(hours=hour))
        except Contradiction:
            continue
        every = dict(Party.objects.values_list("pk", "joined_into"))
        assert all(every[held] is None for held in Record.objects.values_list("party_id", flat=True))
    standing = list(Judgement.objects.filter(withdrawn_at=None))
    while standing:
        still = []
        for made in standing:
            try:
                withdraw(made, actor="staff 1", now=NOW + timedelta(days=9))
            except Contradiction:
                still.append(made)
        assert len(still) < len(standing)
        standing = still
    assert list(Record.objects.order_by("pk").values_list("pk", "party_id")) == start
    assert not Party.objects.exclude(joined_into=None).exists()
