"""A party proves who it is, answers, disputes; a moderator decides with a reason; nothing of a worker is asked for."""

from __future__ import annotations

from datetime import date
from inspect import signature

import pytest
from django.conf import LazySettings
from django.http import Http404
from django.utils import timezone

from safar.foundation.journal.models import WaitingAct
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.reports.actions import disputes, replies
from safar.rooms.reports.actions.disputes import decide, give_counter_notice, give_notice
from safar.rooms.reports.actions.notices import note_notice, verify_party
from safar.rooms.reports.actions.publish import publish_cards
from safar.rooms.reports.actions.remarks import decide_remark, note_burst_seen, set_copies_aside
from safar.rooms.reports.actions.removals import Chosen, remove
from safar.rooms.reports.actions.replies import decide_reply, reply
from safar.rooms.reports.queries.cards import card_of
from safar.rooms.reports.queries.moderation import queue, to_notify
from tests.cast import Person
from tests.rooms.reports.people import BAD, GOOD, PARTY, at, checked, notified, report, rows

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = at(2026, 7, 1)
TODAY = NOW.date()


def acts() -> str:
    with vault_session(KEEP_HOUSE):
        return " ".join(bytes(row.act).decode() for row in WaitingAct.objects.all())


def test_a_verified_party_answers_beside_its_card_and_nothing_goes() -> None:
    report(NOW, BAD)
    key = verify_party(PARTY, evidence="letter on its paper", staff=7, now=NOW)
    assert reply("We have paid it back.", key=key, now=NOW) == PARTY
    assert card_of(PARTY, TODAY).replies == ()
    [waiting] = queue(TODAY).replies
    decide_reply(waiting.number, show=True, reason="names nobody", staff=7, now=NOW)
    assert [one.text for one in card_of(PARTY, TODAY).replies] == ["We have paid it back."]
    assert queue(TODAY).replies == ()
    assert len(rows()) == 1
    decide_reply(waiting.number, show=False, reason="taken back", staff=7, now=NOW)
    assert card_of(PARTY, TODAY).replies == ()
    decide_reply(waiting.number, show=True, reason="after all", staff=7, now=NOW)
    assert len(card_of(PARTY, TODAY).replies) == 1


@pytest.mark.parametrize("key", ["", "1" * 24, "not digits"])
def test_a_wrong_key_answers_for_nobody(key: str) -> None:
    verify_party(PARTY, evidence="letter", staff=7, now=NOW)
    with pytest.raises(Http404):
        reply("We have paid it back.", key=key, now=NOW)


def test_an_answer_ends_the_wait() -> None:
    for day in (3, 10):
        report(at(2025, 11, day), BAD)
    for day in (4, 11, 18):
        report(at(2026, 5, day))
    checked(rows()[:1], date(2026, 6, 1))
    note_notice(PARTY, staff=7, now=NOW, undeliverable=True)
    [one] = to_notify(TODAY)
    assert (one.notified_on, one.undeliverable_on) == (TODAY, TODAY)
    publish_cards(now=NOW)
    assert card_of(PARTY, TODAY).card.state == "few"
    reply("We disagree.", key=verify_party(PARTY, evidence="letter", staff=7, now=NOW), now=at(2026, 7, 2))
    publish_cards(now=at(2026, 8, 1))
    assert card_of(PARTY, date(2026, 8, 1)).card.state == "scored"


def test_an_answer_before_the_notice_stops_no_card() -> None:
    for day in (3, 10, 17):
        report(at(2025, 11, day), BAD)
    for day in (4, 11, 18):
        report(at(2026, 5, day), BAD)
    checked(rows()[:2], date(2026, 6, 1))
    reply("We disagree.", key=verify_party(PARTY, evidence="letter", staff=7, now=NOW), now=NOW)
    publish_cards(now=NOW)
    assert [one.party for one in to_notify(TODAY)] == [PARTY]
    note_notice(PARTY, staff=7, now=at(2026, 7, 2))
    assert to_notify(date(2026, 7, 2)) == (), "it has answered, and has been told"
    publish_cards(now=at(2026, 8, 1))
    assert card_of(PARTY, date(2026, 8, 1)).card.state == "scored"


def test_replies_and_notices_take_words_and_no_files() -> None:
    """A worker's contract shown as proof would be a way to find who wrote: there is no way to hand one over."""
    for act in (reply, give_notice, give_counter_notice):
        assert {*signature(act).parameters} <= {"text", "key", "party", "ground", "number", "now"}
    for module in (replies, disputes):
        assert "upload" not in str(vars(module)).lower()


def test_notice_and_counter_notice_are_decided_with_a_reason_in_the_journal() -> None:
    report(at(2026, 5, 4), BAD)
    number = give_notice(party=PARTY, ground="untrue", text="This never happened.", now=NOW)
    counter = give_counter_notice(number, text="It did.", now=NOW)
    assert [(one.number, one.answers_to) for one in queue(TODAY).notices if one.answers_to] == [(counter, number)]
    with pytest.raises(Refused, match="reason"):
        decide(number, decision="kept", reason=" ", staff=7, now=NOW)
    decide(number, decision="removed", reason="made up", staff=7, now=NOW, chosen=Chosen(reports=[rows()[0].pk]))
    assert [row.ended_for for row in rows()] == ["removed"]
    assert "made up" in acts()
    assert "never happened" not in acts()
    assert [one.number for one in queue(TODAY).notices] == [counter]


def test_a_notice_removes_only_reports_of_its_own_party() -> None:
    report(at(2026, 5, 4), BAD, party="another-one")
    number = give_notice(party=PARTY, ground="untrue", text="No.", now=NOW)
    for gone in (rows()[0].pk, 7):
        with pytest.raises(Refused, match="not there"):
            decide(number, decision="removed", reason="no", staff=7, now=NOW, chosen=Chosen(reports=[gone]))
    assert [row.withdrawn_on for row in rows()] == [None]
    assert [one.number for one in queue(TODAY).notices] == [number]
    assert "notice decided" not in acts()


def test_a_removal_names_what_goes() -> None:
    number = give_notice(party=PARTY, ground="untrue", text="No.", now=NOW)
    with pytest.raises(Refused, match="tick what goes"):
        decide(number, decision="removed", reason="made up", staff=7, now=NOW)
    with pytest.raises(Refused, match="tick what goes"):
        remove(PARTY, Chosen(), reason="made up", staff=7, now=NOW)


def test_a_report_removed_takes_the_card_down_where_fewer_than_five_are_left() -> None:
    for day in (3, 10):
        report(at(2025, 11, day), BAD)
    for day in (4, 11, 18):
        report(at(2026, 5, day), GOOD)
    checked(rows()[:1], date(2026, 6, 1))
    notified(date(2026, 1, 1))
    publish_cards(now=NOW)
    assert card_of(PARTY, TODAY).card.state == "scored"
    gone = Chosen(reports=[rows()[0].pk])
    remove(PARTY, gone, reason="written by a rival", staff=7, now=at(2026, 7, 5))
    assert card_of(PARTY, date(2026, 7, 5)).card.state == "few"
    assert "written by a rival" in acts()


@pytest.mark.parametrize(("ground", "text"), [("untrue", " "), ("counter", "x"), ("", "x"), ("untrue", "a\x00b")])
def test_a_notice_without_words_or_ground_is_refused(ground: str, text: str) -> None:
    with pytest.raises(Refused):
        give_notice(party=PARTY, ground=ground, text=text, now=NOW)


def test_the_same_text_with_small_changes_is_set_aside(settings: LazySettings) -> None:
    settings.REPORT_TEXTS = True
    report(NOW, text="They were very kind to us and paid every month on the day.")
    report(NOW, text="they were VERY kind to us, and paid every month on the day!!")
    report(NOW, text="They kept my papers for a year.")
    assert set_copies_aside() == 1
    assert sorted(one.is_copy for one in queue(TODAY).texts) == [False, False, True]
    assert set_copies_aside() == 0


def test_a_text_is_shown_beside_numbers_only_and_by_a_moderator_s_word(settings: LazySettings) -> None:
    settings.REPORT_TEXTS = True
    report(NOW, text="They kept my papers.")
    [text] = queue(TODAY).texts
    with pytest.raises(Refused, match="reason"):
        decide_remark(text.number, show=True, reason="", staff=7, now=NOW)
    decide_remark(text.number, show=True, reason="names nobody", staff=7, now=NOW)
    publish_cards(now=at(2026, 8, 1))
    assert card_of(PARTY, date(2026, 8, 1)).remarks == ()


def test_a_burst_that_was_looked_at_comes_back_with_the_next_report() -> None:
    report(at(2025, 1, 6), BAD)
    for _ in range(8):
        report(NOW, BAD)
    assert len(queue(TODAY).bursts) == 1
    note_burst_seen(PARTY, reports=8, staff=7, now=NOW)
    assert queue(TODAY).bursts == ()
    report(at(2026, 7, 2), BAD)
    assert len(queue(date(2026, 7, 2)).bursts) == 1


def test_a_burst_that_goes_on_after_it_was_looked_at_comes_back_the_same_day() -> None:
    report(at(2025, 1, 6), BAD)
    for _ in range(6):
        report(NOW, BAD)
    [burst] = queue(TODAY).bursts
    for _ in range(40):
        report(NOW, BAD)
    note_burst_seen(PARTY, reports=burst.reports, staff=7, now=NOW)
    [burst] = queue(TODAY).bursts
    assert burst.reports == 46
    note_burst_seen(PARTY, reports=burst.reports, staff=7, now=NOW)
    assert queue(TODAY).bursts == ()
    publish_cards(now=at(2026, 8, 1))
    shown = card_of(PARTY, date(2026, 8, 1)).card
    assert (shown.state, shown.being_checked, shown.reports) == ("few", True, None)


@pytest.mark.parametrize(("sent", "waits"), [("8", False), ("7", True), ("", True), ("x", True), ("9" * 30, True)])
def test_the_button_says_how_many_the_page_had(
    moderator: Person, monkeypatch: pytest.MonkeyPatch, sent: str, waits: bool
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    report(at(2025, 1, 6), BAD)
    for _ in range(8):
        report(NOW, BAD)
    page = moderator.client.get("/staff/reports/moderation/").content.decode()
    assert 'name="reports" value="8"' in page
    moderator.client.post(f"/staff/reports/moderation/burst/{PARTY}", {"reports": sent})
    assert (len(queue(TODAY).bursts) == 1) is waits
