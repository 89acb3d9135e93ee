"""A worker's own words: asked where the site takes any, let through by a moderator, gone when she takes them back."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from safar.foundation.form_age import new_token
from safar.foundation.release.models import Quote, ReleasedTable
from safar.foundation.release.queries import count_released
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.actions.change import change, withdraw
from safar.rooms.reports.actions.publish import publish_cards
from safar.rooms.reports.actions.remarks import decide_remark
from safar.rooms.reports.forms import steps
from safar.rooms.reports.models import Remark
from safar.rooms.reports.queries.cards import card_of
from safar.rooms.reports.queries.moderation import queue
from safar.rules.firewall import Purpose
from tests.rooms.reports.people import BAD, GOOD, PARTY, at, checked, notified, report, rows, told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
JULY = at(2026, 7, 1)
KEPT = "They kept my papers."
RECEIPT = "440712950038771029645518"
WHERE = {"party_name": "Heron", "origin": "NP", "destination": "AE", "began": "2026-03", "still": "left"}


@pytest.fixture(autouse=True)
def _takes_texts(settings: LazySettings) -> None:
    settings.REPORT_TEXTS = True


def let_through(text: str, on: date) -> None:
    [waiting] = [one for one in queue(on).texts if one.text == text]
    decide_remark(waiting.number, show=True, reason="names nobody", staff=7, now=JULY)


def six(text: str = KEPT, **more: bool) -> bytes:
    """A card of six, one of whom also wrote; gives that one's tag."""
    for day in (3, 10):
        report(at(2025, 11, day), BAD)
    checked(rows()[:1], date(2026, 6, 1))
    for day in (4, 11, 18):
        report(at(2026, 5, day), GOOD)
    tag = report(at(2026, 5, 25), BAD, text=text, **more)
    let_through(text, date(2026, 6, 1))
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    return tag


def texts_on(day: date) -> tuple[str, ...]:
    shown = card_of(PARTY, day)
    assert shown.card.state == "scored"
    return shown.remarks


def test_a_text_stands_beside_the_numbers_and_in_no_frozen_row() -> None:
    six()
    assert texts_on(JULY.date()) == (KEPT,)
    assert KEPT not in str(list(ReleasedTable.objects.values_list("content", flat=True)))


def test_a_withdrawn_text_is_gone_at_once_and_for_every_past_day() -> None:
    tag = six()
    before = count_released()
    withdraw(tag, now=at(2026, 7, 5))
    for day in (date(2026, 7, 1), date(2026, 7, 5), date(2026, 8, 30)):
        assert texts_on(day) == ()
    assert set(Quote.objects.values_list("text", flat=True)) == {""}
    assert count_released() > before, "kept pages are made anew"
    publish_cards(now=at(2026, 8, 1))
    assert texts_on(date(2026, 8, 1)) == ()


def test_a_changed_text_is_gone_until_a_moderator_has_read_it() -> None:
    tag = six()
    change(told(BAD, text="They kept them for a year."), tag=tag, now=at(2026, 7, 5))
    publish_cards(now=at(2026, 8, 1))
    assert texts_on(date(2026, 8, 1)) == ()
    let_through("They kept them for a year.", date(2026, 8, 2))
    publish_cards(now=at(2026, 9, 1))
    assert texts_on(date(2026, 9, 1)) == ("They kept them for a year.",)


def test_a_text_that_is_taken_off_goes_at_once_and_may_come_back() -> None:
    six()
    with vault_reading(Purpose.STATISTICS):
        number = Remark.objects.get().pk
    decide_remark(number, show=False, reason="names somebody", staff=7, now=at(2026, 7, 5))
    assert texts_on(date(2026, 7, 5)) == ()
    decide_remark(number, show=True, reason="after all not", staff=7, now=at(2026, 7, 6))
    publish_cards(now=at(2026, 8, 1))
    assert texts_on(date(2026, 8, 1)) == (KEPT,)


def test_the_text_of_somebody_still_there_waits_like_her_report() -> None:
    report(at(2026, 5, 24), BAD)
    six(still_there=True)
    assert texts_on(JULY.date()) == ()
    for day in (at(2026, 11, 1), at(2026, 12, 1)):
        publish_cards(now=day)
        assert texts_on(day.date()) == ((KEPT,) if day.month == 12 else ())


def test_texts_come_once_a_month_like_cards() -> None:
    six()
    report(at(2026, 6, 2), GOOD, text="Good food.")
    let_through("Good food.", JULY.date())
    publish_cards(now=at(2026, 7, 9))
    assert texts_on(date(2026, 7, 9)) == (KEPT,)
    publish_cards(now=at(2026, 8, 1))
    assert texts_on(date(2026, 8, 1)) == ("Good food.", KEPT)


def test_a_text_that_was_lost_on_the_way_is_taken_off_by_the_tick() -> None:
    six()
    with vault_reading(Purpose.STATISTICS):
        Remark.objects.all().delete()
    publish_cards(now=at(2026, 7, 2))
    assert texts_on(date(2026, 7, 2)) == ()


class TestPage:
    @pytest.fixture
    def token(self, monkeypatch: pytest.MonkeyPatch) -> str:
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now - 10)
        token = new_token(steps.FORM)
        monkeypatch.undo()
        return token

    def told(self) -> dict[str, str]:
        return WHERE | {"name": "Heron", "a-recommend": "no", "receipt": RECEIPT, "go": "next"}

    def test_where_the_site_takes_none_none_is_asked(self, client: Client, settings: LazySettings, token: str) -> None:
        settings.REPORT_TEXTS = False
        page = client.post("/report", self.told() | {"step": "first"}).content.decode()
        assert "<textarea" not in page
        assert client.post("/report", self.told() | {"step": "review", "token": token, "text": KEPT}).status_code == 200
        assert waiting() == []

    def test_it_is_asked_last_carried_read_once_more_and_sent(self, client: Client, token: str) -> None:
        first = client.post("/report", self.told() | {"step": "where"}).content.decode()
        assert "<textarea" not in first
        second = client.post("/report", self.told() | {"step": "first"}).content.decode()
        assert '<textarea name="text"' in second
        review = client.post("/report", self.told() | {"step": "second", "text": KEPT})
        assert KEPT in words(review)
        assert f'name="text" value="{KEPT}"' in review.content.decode()
        client.post("/report", self.told() | {"step": "review", "token": token, "text": KEPT})
        assert waiting() == [KEPT]

    @pytest.mark.parametrize("text", ["x" * 2001, "a\x07b"])
    def test_what_can_not_be_shown_is_said_at_its_field(self, client: Client, text: str) -> None:
        page = client.post("/report", self.told() | {"step": "second", "text": text})
        assert page.status_code == 422
        assert '<textarea name="text"' in page.content.decode()

    def test_a_change_of_answers_keeps_the_words(self, client: Client, token: str) -> None:
        client.post("/report", self.told() | {"step": "review", "token": token, "text": KEPT})
        page = client.post("/report", {"step": "open", "receipt": RECEIPT})
        [held] = re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", page.content.decode(), re.S)
        client.post("/report", {"step": "change", "receipt": RECEIPT, "a-recommend": "yes", "text": held})
        assert waiting() == [KEPT]


def waiting() -> list[str]:
    with vault_reading(Purpose.STATISTICS):
        return list(Remark.objects.filter(state="waiting").values_list("text", flat=True))


def words(answer: HttpResponse) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())
