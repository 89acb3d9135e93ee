"""The health of the sources: how old each is, how its last sync went, what of it was not understood."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from safar.rooms.registry.indexing import name_index
from safar.rooms.registry.models import RecordVersion
from safar.rooms.registry.queries.health import Health, LastSync, health, index_health
from tests.cast import Person
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HEALTH = "/staff/registry/health"
LICENCES = "Number,Name,Town,Status,Until\n1,Blue Heron,Portsea,Valid,\n2,Grey Heron,Kettu,Blessed,\n"


def of(source: str, today: date) -> Health:
    return next(one for one in health(today) if one.holding.source.id == source)


def note(settings: LazySettings, source: str, text: str) -> None:
    folder = Path(settings.VAR) / "sync"
    folder.mkdir(exist_ok=True)
    (folder / f"{source}.json").write_text(text, encoding="utf-8")


def test_operators_and_record_editors_see_it_and_others_see_nothing(
    made_up_registers: None,
    operator: Person,
    record_editor: Person,
    judge: Person,
    immigration_officer: Person,
    worker: Person,
) -> None:
    for person in (operator, record_editor):
        assert person.client.get(HEALTH).status_code == 200
    for person in (judge, immigration_officer):
        assert person.client.get(HEALTH).status_code == 404
    assert worker.client.get(HEALTH).headers["Location"].startswith("/staff/login")


@pytest.mark.parametrize(
    ("today", "late", "stale"),
    [
        (date(2026, 11, 8), False, False),  # the seventh day after it: still in time
        (date(2026, 11, 9), True, False),
        (date(2026, 12, 1), True, False),
        (date(2026, 12, 2), True, True),
    ],
)
def test_age_is_held_against_cadence_and_limit(load_text: LoadText, today: date, late: bool, stale: bool) -> None:
    load_text("zz-licences", LICENCES, published="2026-11-01")
    one = of("zz-licences", today)
    assert (one.age, one.holding.is_late, one.holding.is_stale) == ((today - date(2026, 11, 1)).days, late, stale)


def test_what_was_not_understood_of_the_newest_edition_only(load_text: LoadText, operator: Person) -> None:
    load_text("zz-licences", LICENCES + "3,a,b,c,d,e,f\n", published="2026-11-01")
    one = of("zz-licences", date(2026, 11, 2))
    assert (one.rejects, one.unknown_words) == (1, (("Blessed", 1),))
    page = operator.client.get(HEALTH).content.decode()
    assert "1 row rejected" in page
    assert "Blessed" in page
    load_text("zz-licences", LICENCES.replace("Blessed", "Valid"), published="2026-11-02")
    one = of("zz-licences", date(2026, 11, 2))
    assert (one.rejects, one.unknown_words) == (0, ())


def test_a_source_never_loaded_is_listed_last_and_says_so(load_text: LoadText, operator: Person) -> None:
    load_text("zz-licences", LICENCES, published="2026-11-01")
    found = health(date(2026, 11, 2))
    assert found[0].holding.source.id == "zz-licences"
    assert {one.age for one in found[1:]} == {None}
    assert "never loaded" in operator.client.get(HEALTH).content.decode()


def test_the_stale_come_first_then_the_late(load_text: LoadText) -> None:
    load_text("zz-sponsors", "Name,Trading as,Street,Town,Rating,From\nBlue,,,Portsea,A rating,\n", "2026-11-01")
    load_text("zz-findings", "Name,Town,Decision\nBlue,Portsea,Barred\n", published="2026-09-01")
    load_text("zz-licences", LICENCES, published="2026-09-20")
    order = [one.holding.source.id for one in health(date(2026, 11, 2))]
    assert order == ["zz-licences", "zz-findings", "zz-sponsors"]


def test_the_last_sync_is_shown_as_it_was_noted(load_text: LoadText, settings: LazySettings, operator: Person) -> None:
    left = {"etag": "x", "sha256": "0", "checked_at": "2026-11-20T06:30:00+00:00", "outcome": "failed"}
    note(settings, "zz-sponsors", json.dumps(left | {"message": "the publisher answered 503"}))
    page = operator.client.get(HEALTH).content.decode()
    assert "failed, 2026-11-20 06:30" in page
    assert "the publisher answered 503" in page


@pytest.mark.parametrize("text", ["", "{", "[]", '{"checked_at": 7}', '{"checked_at": "yesterday"}'])
def test_a_broken_note_is_said_and_breaks_nothing(
    made_up_registers: None, settings: LazySettings, operator: Person, text: str
) -> None:
    note(settings, "zz-sponsors", text)
    found = of("zz-sponsors", date(2026, 11, 2)).sync
    assert isinstance(found, LastSync)
    assert found.is_unreadable
    assert operator.client.get(HEALTH).status_code == 200


def test_an_address_never_tried_live_is_marked_and_a_manual_source_is_not(
    made_up_registers: None, operator: Person
) -> None:
    assert of("zz-sponsors", date(2026, 11, 2)).is_never_tried
    assert not of("zz-licences", date(2026, 11, 2)).is_never_tried
    assert "address never tried live" in operator.client.get(HEALTH).content.decode()


def test_an_index_behind_the_record_is_seen_and_left_as_it_is(load_text: LoadText, operator: Person) -> None:
    load_text("zz-licences", LICENCES, published="2026-11-01")
    assert not index_health().is_behind
    RecordVersion.objects.update(version=99)
    for _ in range(2):
        assert (index_health().is_behind, index_health().record) == (True, 99)
    assert "The search index is behind the record" in operator.client.get(HEALTH).content.decode()
    assert name_index().version != 99
