"""The public directory: safe bodies first, levels with dates, numbers nobody called, and why some are left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from safar.foundation.vault.models import Body, BodyKey, Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions import bodies, levels
from safar.rooms.casework.actions.bodies import Speaker
from safar.rooms.casework.actions.effectiveness import publish_effectiveness
from safar.rooms.casework.actions.levels import NewLevel
from safar.rooms.casework.actions.steps import finish
from safar.rooms.casework.facts import facts
from safar.rooms.casework.models import Case, Outcome, Step
from safar.rooms.casework.queries import directory
from safar.rooms.casework.queries.effectiveness import effectiveness_of
from safar.rules.firewall import BodyKind
from safar.rules.safety_levels import REPORTS, Jurisdiction
from tests.device import found_body

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_every_country_of_the_facts_is_listed(client: Client) -> None:
    said = client.get("/bodies/").content.decode()
    assert all(f'href="/bodies/{code}"' in said for code in facts().countries)


@pytest.mark.parametrize("language", ["", "/ar", "/hi"])
def test_a_country_shows_all_of_its_bodies(client: Client, language: str) -> None:
    answer = client.get(f"{language}/bodies/AE")
    assert answer.status_code == 200
    ids = [entry.body.id for entry in facts().entries if entry.body.country == "AE"]
    assert all(f'id="{one}"' in answer.content.decode() for one in ids)


@pytest.mark.parametrize("path", ["/bodies/ZZ", "/bodies/immigration", "/body/no-such"])
def test_what_is_not_there_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_page_counts_or_names_a_visitor(client: Client) -> None:
    for path in ("/bodies/", "/bodies/AE", "/body/ae-mohre"):
        assert not client.get(path).cookies


def test_what_takes_sealed_complaints_comes_first(client: Client) -> None:
    found_body("ae-friends", kind="ngo", country="AE")
    first = directory.bodies_in("AE", TODAY)[0]
    assert (first.body.id, first.seals_here) == ("ae-friends", True)
    assert "Takes sealed complaints here" in client.get("/body/ae-friends").content.decode()


def test_a_body_that_reports_is_never_said_to_take_them() -> None:
    """An inspectorate with keys whose state may report: listed, with the reason, and not as one to seal to."""
    found_body("ae-mohre", kind="labour-inspectorate", country="AE")
    found = directory.body_called("ae-mohre", TODAY)
    assert {one.offer.safety.duty for one in found.said} & REPORTS
    assert (found.seals_here, found.is_offered) == (False, False)
    assert all(one.why for one in found.said)


def test_a_mission_that_was_brought_in_belongs_to_its_own_state() -> None:
    new = bodies.NewBody("ae-np-mission", "Embassy of Nepal", "mission", "AE", "Nepal", run_by="NP")
    made = bodies.propose_body(Speaker(1, "One"), new, now=NOW)
    bodies.second(Speaker(2, "Two"), made, now=NOW)
    day = TODAY + timedelta(days=14)
    bodies.take_effect(day)
    found = directory.body_called("ae-np-mission", day)
    assert found.body.run_by == "NP"
    assert all("protects its people" in one.caution for one in found.said)


def test_without_two_who_can_open_it_takes_none() -> None:
    found_body("ae-friends", kind="ngo", country="AE")
    with vault_session(KEEP_HOUSE):
        BodyKey.objects.update(retired_on=TODAY)
    assert not directory.body_called("ae-friends", TODAY).seals_here


def test_an_old_level_reads_unknown_and_says_not_safe(client: Client) -> None:
    row = next(one for one in facts().jurisdictions if one.dated and one.country in facts().countries)
    said = client.get(f"/bodies/{row.country}").content.decode()
    assert f'id="level-{row.id}"' in said
    assert "assume that it is not safe" in said
    assert "too long ago to rely on" in said


def test_a_level_in_force_is_shown_with_its_day() -> None:
    row = _inspectorates()
    duty = ("no", "no", "unknown")
    new = NewLevel(row.id, "law", *duty, "Act 7", "example.org/act-7", TODAY)
    made = levels.change_level(Speaker(1, "One"), new, now=NOW)
    bodies.second(Speaker(2, "Two"), made.pk, now=NOW)
    assert [one.id for one in directory.proposals(TODAY)] == [made.pk]
    later = TODAY + timedelta(days=14)
    (level,) = (one for one in directory.levels_in(row.country, later) if one.row.id == row.id)
    assert (level.row.dated, level.is_old) == (TODAY, False)
    assert level.words.startswith("A law keeps")
    assert directory.proposals(later) == ()


def _inspectorates() -> Jurisdiction:
    return next(one for one in facts().jurisdictions if BodyKind.LABOUR_INSPECTORATE in one.kinds)


def test_a_number_that_nobody_called_says_so(client: Client) -> None:
    said = client.get("/body/ae-mohre").content.decode()
    assert 'href="tel:+971600590000"' in said
    assert "Not yet tested" in said


def test_whether_police_keep_away_is_never_promised() -> None:
    found = {directory.police_near(facts().jurisdictions, code, TODAY) for code in facts().countries}
    assert found
    assert all("Assume" in one or "rely" in one for one in found)


def test_the_public_sees_what_is_proposed(client: Client) -> None:
    new = bodies.NewBody("xa-union", "Union of Oresia", "union", "XA", "Union of Oresia")
    bodies.propose_body(Speaker(1, "Trade Union Congress"), new, now=datetime.now(UTC))
    said = client.get("/bodies/").content.decode()
    assert "Union of Oresia" in said
    assert "Trade Union Congress" in said
    assert "Nobody of another organisation has seconded it yet" in said


def _cases(body: str, count: int, *, late: int) -> None:
    with vault_session(KEEP_HOUSE):
        row = Body.objects.get(pk=body)
        for number in range(count):
            folder = Folder.objects.create(
                room="casework",
                cid=number.to_bytes(16, "big"),
                epoch=b"e" * 16,
                consent_key=b"c" * 65,
                sealed_by="browser",
                last_on=TODAY,
            )
            day = date(2026, 8, 3)
            Case.objects.create(
                folder=folder,
                body=row,
                category="money",
                jurisdiction="XA",
                filer="worker",
                urgency="normal",
                state="closed",
                state_on=day,
                filed_on=day,
            )
            done = day + timedelta(days=9 if number < late else 5)
            owed = Step.objects.create(folder=folder, body=row, kind="acknowledge", due_on=date(2026, 8, 10))
            finish(folder.case, (owed.kind,), today=done)
            Outcome.objects.create(folder=folder, code="paid-in-full", currency="USD", on=date(2026, 9, 1))


def test_ten_cases_make_a_share_and_nine_make_none(client: Client) -> None:
    found_body("xa-union", kind="union")
    _cases("xa-union", 10, late=2)
    found_body("xa-centre")
    assert publish_effectiveness(now=NOW) == 2
    said = client.get("/body/xa-union").content.decode()
    assert "80 of 100" in said
    assert "2026-Q3" in said
    assert "fewer than ten, or none" in said
    assert "of 100" not in client.get("/body/xa-centre").content.decode()


def test_nine_cases_stay_unknown_and_a_quarter_is_frozen() -> None:
    found_body("xa-union", kind="union")
    _cases("xa-union", 9, late=0)
    publish_effectiveness(now=NOW)
    before = effectiveness_of("xa-union", BodyKind.UNION)
    with vault_session(KEEP_HOUSE):
        for step in Step.objects.all():
            step.pk = None
            Step.objects.create(folder=step.folder, body=step.body, kind="answer", due_on=step.due_on, done_on=None)
    assert publish_effectiveness(now=NOW) == 0
    after = effectiveness_of("xa-union", BodyKind.UNION)
    assert before == after
    assert not any("100" in str(cell.words) for row in after.criteria.rows for cell in row)
    assert len(after.criteria.rows) == 7
    assert len(after.parts.rows) == 4
