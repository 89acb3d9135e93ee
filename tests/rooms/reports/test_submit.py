"""A worker reports, looks again, changes her mind, withdraws; and what can't be right is refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safar.foundation.vault.keys import new_key
from safar.foundation.vault.load import Budget
from safar.foundation.vault.receipts import new_receipt
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.actions import submit as submitting
from safar.rooms.reports.actions.change import change, let_join, withdraw
from safar.rooms.reports.actions.proposed import list_as
from safar.rooms.reports.actions.submit import submit, submit_plain
from safar.rooms.reports.models import ProposedParty, Remark
from safar.rooms.reports.queries.own import own_report
from safar.rooms.reports.telling import Proposed, Told, check_told
from safar.rules.firewall import Purpose
from tests.rooms.reports.people import BAD, GOOD, at, report, rows, told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = at(2026, 3, 10)
LATER = at(2026, 5, 4)


def test_a_report_and_its_receipt() -> None:
    tag = report(NOW, BAD, fee=Decimal(1200), currency="USD", began="2025-11")
    own = own_report(tag, today=NOW.date())
    assert own is not None
    assert (own.answers, own.fee, own.began) == (BAD, Decimal(1200), "2025-11")
    assert own_report(new_key(), today=NOW.date()) is None


def test_sent_twice_it_is_one_report() -> None:
    tag = new_key()
    first = submit(told(), tag=tag, now=NOW)
    again = submit(told(BAD), tag=tag, now=NOW)
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert first.promise is not None
    assert [row.answers for row in rows()] == [GOOD]


def test_without_script_the_receipt_opens_the_same() -> None:
    receipt = new_receipt()
    submit_plain(told(), receipt=receipt, now=NOW)
    assert submit_plain(told(), receipt=receipt, now=NOW).is_repeat


def test_a_flood_without_script_is_asked_to_wait_and_nobody_is_locked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submitting, "BUDGET", Budget(2))
    for _ in range(2):
        submit(told(), tag=new_key(), now=NOW)
    with pytest.raises(Refused, match="try again"):
        submit(told(), tag=new_key(), now=NOW)
    submit(told(), tag=new_key(), now=NOW, work_shown=True)
    assert len(rows()) == 3


def test_a_row_holds_nothing_finer_than_a_day_and_nobody() -> None:
    report(NOW, began="2026-01")
    [row] = rows()
    held = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
    assert held["made_on"] == date(2026, 3, 10)
    assert set(held) == {
        *("id", "party", "origin", "destination", "made_on", "began", "answers", "fee", "currency", "still_there"),
        *("may_join_on", "way", "tag_mac", "folder", "checked_on", "withdrawn_on", "ended_for", "replaces"),
    }
    assert held["replaces"] is None


def test_a_change_ends_the_old_report_and_makes_a_new_one() -> None:
    tag = report(NOW)
    change(told(BAD), tag=tag, now=LATER)
    old, new = sorted(rows(), key=lambda row: row.made_on)
    assert (old.withdrawn_on, old.tag_mac, old.answers) == (LATER.date(), None, GOOD)
    assert (new.made_on, new.answers, new.checked_on) == (LATER.date(), BAD, None)
    own = own_report(tag, today=LATER.date())
    assert own is not None
    assert own.answers == BAD


def test_withdrawn_in_its_month_nothing_is_left() -> None:
    tag = report(NOW)
    withdraw(tag, now=at(2026, 3, 31))
    assert rows() == []


def test_withdrawn_later_codes_and_days_are_left_and_the_receipt_opens_nothing() -> None:
    tag = report(NOW)
    withdraw(tag, now=LATER)
    [row] = rows()
    assert (row.withdrawn_on, row.ended_for, row.tag_mac) == (LATER.date(), "withdrawn", None)
    assert own_report(tag, today=LATER.date()) is None
    with pytest.raises(Http404):
        withdraw(tag, now=LATER)
    with pytest.raises(Http404):
        change(told(), tag=tag, now=LATER)


def test_somebody_still_there_joins_after_six_months_or_when_she_says_so() -> None:
    tag = report(NOW, still_there=True)
    own = own_report(tag, today=NOW.date())
    assert own is not None
    assert own.joins_from == date(2026, 9, 10)
    let_join(tag, now=LATER)
    own = own_report(tag, today=LATER.date())
    assert own is not None
    assert own.joins_from == LATER.date()


def test_many_who_report_harm_at_once_are_offered_a_collective_case() -> None:
    alone = report(at(2025, 1, 6), BAD)
    tags = [report(NOW, BAD) for _ in range(8)]
    own = own_report(tags[0], today=NOW.date())
    assert own is not None
    assert own.offers_collective_case
    early = own_report(alone, today=NOW.date())
    assert early is not None
    assert not early.offers_collective_case


def test_a_broker_in_no_register_is_kept_once() -> None:
    broker = Proposed("Ram Kaka Travels", "Butwal", "+977 98-555", "NP")
    first = submit(told(party="", proposed=broker), tag=new_key(), now=NOW).party
    same_line = replace(broker, name="Ramkaka", telephone="+97798555")
    assert submit(told(party="", proposed=same_line), tag=new_key(), now=NOW).party == first
    same_name = Proposed("RAM KAKA travels", " butwal ", "", "NP")
    assert submit(told(party="", proposed=same_name), tag=new_key(), now=NOW).party == first
    other = replace(same_name, place="Pokhara")
    assert submit(told(party="", proposed=other), tag=new_key(), now=NOW).party != first
    with vault_session(Purpose.STATISTICS):
        assert ProposedParty.objects.count() == 2


def same(one: Proposed, other: Proposed) -> bool:
    made = [submit(told(party="", proposed=each), tag=new_key(), now=NOW).party for each in (one, other)]
    return made[0] == made[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Proposed("Ram Bahadur", "Kathmandu", "+977 98-555555", "NP"), Proposed("R.B.", "", "00977 98 555555", "QA")),
        (Proposed("Ram Bahadur", "", "+977 98-555555"), Proposed("R.B.", "", "+९७७ ९८५५५५५५")),
        (Proposed("Ram Bahadur", "Kathmandu"), Proposed("RAM BAHADUR", " kathmandu", "+977 98-555555", "NP")),
        (Proposed("Ram Bahadur"), Proposed("Ram  Bahadur")),
    ],
)
def test_a_broker_is_one_party_whatever_else_is_left_out(one: Proposed, other: Proposed) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Proposed("Al Noor", "Tripoli", "", "LB"), Proposed("Al Noor", "Tripoli", "", "LY")),
        (Proposed("Al Noor", "", "", "QA"), Proposed("Al Noor", "", "", "OM")),
        (Proposed("Al Noor", "", "", "QA"), Proposed("Al Noor")),
        (Proposed("Al Noor", "", "000-0"), Proposed("Al Safa", "", "000-0")),
        (Proposed("Al Noor", "", "5555555"), Proposed("Al Noor", "", "5555555", is_household=True)),
    ],
)
def test_what_may_be_another_stays_another(one: Proposed, other: Proposed) -> None:
    assert not same(one, other)


def test_once_a_register_has_it_new_reports_are_about_the_listed_one() -> None:
    broker = Proposed("Ram Kaka Travels", "Butwal", "", "NP")
    first = submit(told(party="", proposed=broker), tag=new_key(), now=NOW).party
    list_as(first, "abcdefghij", staff=7, now=NOW)
    assert submit(told(party="", proposed=broker), tag=new_key(), now=LATER).party == "abcdefghij"
    assert [row.party for row in rows(made_on=NOW.date())] == [first]
    with pytest.raises(Refused):
        list_as(first, "p-0000", staff=7, now=NOW)


BAD_INPUT: list[tuple[dict[str, Any], str]] = [
    ({"answers": {}}, "at least one"),
    ({"answers": {"shoe-size": "yes"}}, "not one of ours"),
    ({"answers": {"paid-fee": "maybe"}}, "not one of ours"),
    ({"party": ""}, "which recruiter"),
    ({"party": "no such id!"}, "which recruiter"),
    ({"party": "", "proposed": Proposed("  ")}, "which recruiter"),
    ({"proposed": Proposed("Two at once")}, "which recruiter"),
    ({"party": "", "proposed": Proposed("A\x00B")}, "can't be shown"),
    ({"origin": "Nepal"}, "two letters"),
    ({"began": "2026-13"}, "year and a month"),
    ({"began": "2026-03-10"}, "year and a month"),
    ({"began": "2026-04"}, "not come yet"),
    ({"began": "1999-01"}, "too long ago"),
    ({"fee": Decimal(10), "currency": "USD"}, "fee that was paid"),
    ({"answers": BAD, "fee": Decimal(10)}, "its currency"),
    ({"answers": BAD, "fee": Decimal(-1), "currency": "USD"}, "above nought"),
    ({"answers": BAD, "fee": Decimal("NaN"), "currency": "USD"}, "above nought"),
    ({"answers": BAD, "currency": "USD"}, "its currency"),
    ({"text": "x" * 2001}, "too long"),
    ({"text": "a\x1bb"}, "can't be shown"),
    ({"text": "They were kind"}, "takes answers, no text"),
]


@pytest.mark.parametrize(("wrong", "why"), BAD_INPUT)
def test_what_cant_be_right_is_refused_in_words(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        submit(replace(told(), **wrong), tag=new_key(), now=NOW)
    assert rows() == []


def test_script_in_a_text_stays_text_and_waits_for_a_moderator(settings: LazySettings) -> None:
    settings.REPORT_TEXTS = True
    report(NOW, text="<script>alert(1)</script>")
    with vault_session(Purpose.STATISTICS):
        remark = Remark.objects.get()
    assert (remark.text, remark.state) == ("<script>alert(1)</script>", "waiting")


def test_a_withdrawn_report_takes_its_text_along(settings: LazySettings) -> None:
    settings.REPORT_TEXTS = True
    tag = report(NOW, text="They kept my papers.")
    withdraw(tag, now=LATER)
    with vault_session(Purpose.STATISTICS):
        assert Remark.objects.count() == 0


anything = st.one_of(st.text(max_size=12), st.sampled_from(["NP", "2026-01", "yes", "USD", "abc", ""]))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.builds(
        Told,
        party=anything,
        answers=st.dictionaries(st.one_of(anything, st.sampled_from(sorted(GOOD))), anything, max_size=4),
        origin=anything,
        destination=anything,
        began=anything,
        fee=st.none() | st.decimals(allow_nan=True, allow_infinity=True),
        currency=anything,
        text=anything,
        proposed=st.none() | st.builds(Proposed, name=anything, place=anything, telephone=anything, country=anything),
    )
)
def test_anything_at_all_is_taken_or_refused_and_the_refusal_holds_nothing_of_it(one: Told) -> None:
    try:
        check_told(one, NOW.date())
    except Refused as why:
        assert len(one.party) < 4 or one.party not in str(why)
