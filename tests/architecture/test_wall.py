"""The proof of the wall, over every body in the directory: no case finds a way to immigration enforcement.

It can fail: one planted edge, one planted route, or a body offered in spite of its duty breaks it. FW-04, FW-06, FW-19.
"""

from __future__ import annotations

import csv
import shutil
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from safar.rooms.casework import facts as casework_facts
from safar.rooms.casework.facts import FOLDER, BadFact, facts, load
from safar.rules import bodies_offered, case_clocks, case_states, firewall, harms, safety_levels, wall_graph
from safar.rules.firewall import TRIPLES, BodyKind, Need, Party, Purpose
from safar.rules.harms import CaseCategory
from safar.rules.wall_graph import SINK, Step, Way, edges, paths_to_sink, routes

TODAY = date(2026, 11, 25)
DAYS = [TODAY, date(2025, 11, 10), date(2020, 1, 1), TODAY + timedelta(days=400)]
WALLED_OUT = ("immigration", "border", "detention", "deport", "police", "visa", "homeland", "customs")
RULES = (firewall, harms, safety_levels, bodies_offered, case_states, case_clocks)
OF_THE_STATE = set(BodyKind) - firewall.NON_STATE - {BodyKind.ANTI_TRAFFICKING}


def way_of_a_case(claim: CaseCategory, day: date = TODAY) -> frozenset[Step]:
    return routes(facts().bodies, facts().jurisdictions, claim, day)


def reports(claim: CaseCategory, day: date = TODAY) -> frozenset[Step]:
    return edges(facts().bodies, facts().jurisdictions, claim, day)


def raw(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("claim", CaseCategory)
def test_no_path_of_a_case_reaches_the_sink(claim: CaseCategory, day: date) -> None:
    assert paths_to_sink(way_of_a_case(claim, day) | reports(claim, day)) == ()


def test_the_proof_walks_real_ways() -> None:
    steps = way_of_a_case(CaseCategory.MONEY)
    assert {step.way for step in steps} == set(Way) - {Way.REPORT}
    assert len({step.receiver for step in steps}) > 40
    assert len(reports(CaseCategory.MONEY)) > 50


def test_every_planted_edge_breaks_it() -> None:
    steps = way_of_a_case(CaseCategory.MONEY) | reports(CaseCategory.MONEY)
    for body in {step.receiver for step in steps if step.way is Way.FILE}:
        planted = Step(body, SINK, Way.REPORT)
        assert [path[-1] for path in paths_to_sink(steps | {planted})] == [planted]


@pytest.mark.parametrize("way", [Way.REFERRAL, Way.HAND_OVER, Way.JOIN, Way.EXPORT])
def test_every_planted_route_breaks_it(way: Way) -> None:
    steps = way_of_a_case(CaseCategory.MONEY) | reports(CaseCategory.MONEY)
    for body in {step.sender for step in reports(CaseCategory.MONEY)}:
        path = paths_to_sink(steps | {Step("ie-mrci", body, way)})
        assert [step.way for step in path[0]] == [Way.FILE, way, Way.REPORT]


def test_a_body_offered_in_spite_of_its_duty_breaks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def offer(body: bodies_offered.Body, *_: Any) -> bodies_offered.Offer:
        return bodies_offered.Offer(body, safety_levels.NOTHING_KNOWN, True, "")

    monkeypatch.setattr(wall_graph, "offer_for_claim", offer)
    assert paths_to_sink(way_of_a_case(CaseCategory.MONEY) | reports(CaseCategory.MONEY))


def test_what_a_case_reaches_has_no_duty_in_the_files_themselves() -> None:
    """Read again from the files, without the rules: a state's body needs a row of its own that says no such duty."""
    reached = {step.receiver for claim in CaseCategory for step in way_of_a_case(claim)}
    own = {row["country"]: row["kinds"].split() for row in raw("jurisdictions.csv") if row["own_nationals"] == "yes"}
    bodies = [row for row in raw("bodies.csv") if row["id"] in reached]
    assert len(bodies) == len(reached - set(Party))
    for row in bodies:
        assert row["duty_to_report"] in {"", "no"}, row["id"]
        assert row["confidence"] == "S", row["id"]
        if row["run_by"] != "none" or row["kind"] in OF_THE_STATE:
            assert row["kind"] in own.get(row["run_by"], []), row["id"]


def closed_lists() -> dict[str, set[str]]:
    found = [
        one for module in RULES for one in vars(module).values() if isinstance(one, type) and issubclass(one, Enum)
    ]
    return {one.__name__: {str(member.value) for member in one} for one in found}


def offences(words: set[str]) -> list[str]:
    return sorted(word for word in words if any(out in word.lower() for out in WALLED_OUT))


def test_no_kind_purpose_category_or_state_names_it() -> None:
    assert len(closed_lists()) >= 15
    assert [hit for words in closed_lists().values() for hit in offences(words)] == []
    assert offences({"border-guard", "union"}) == ["border-guard"]


def test_no_file_of_facts_names_it_as_a_kind_or_a_column() -> None:
    words = {kind for row in raw("bodies.csv") for kind in row["kind"].split()}
    for name in ("jurisdictions.csv", "harms.csv"):
        words |= {kind for row in raw(name) for kind in row["kinds"].split()}
    assert words <= set(BodyKind)
    headers = {column for path in FOLDER.glob("*.csv") for column in raw(path.name)[0]}
    assert offences(headers - {"duty_police", "police", "police_check"}) == []


def test_nothing_can_add_it() -> None:
    with pytest.raises(ValueError, match="immigration"):
        BodyKind("immigration")
    with pytest.raises(ValueError, match="immigration-control"):
        Purpose("immigration-control")
    with pytest.raises(TypeError, match="cannot extend"):

        class Wider(BodyKind):  # type: ignore[misc]
            IMMIGRATION = "immigration"

    with pytest.raises(TypeError):
        TRIPLES["union", "immigration", "advise"] = ()  # type: ignore[index]


@pytest.mark.parametrize("kind", ["immigration", "border-guard", "detention-centre", "police", ""])
def test_a_directory_with_such_a_body_is_refused(tmp_path: Path, kind: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "facts")
    path = tmp_path / "facts" / "bodies.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",resource-centre,none,", f",{kind},none,", 1), encoding="utf-8")
    with pytest.raises(BadFact, match=r"bodies\.csv, line \d+: "):
        load(tmp_path / "facts")


def test_an_embassy_is_asked_for_alone() -> None:
    to_missions = [
        line
        for (sender, receiver, _), lines in TRIPLES.items()
        for line in lines
        if receiver is BodyKind.MISSION and sender is not Party.RESPONDENT
    ]
    assert len(to_missions) > 10
    assert all(Need.CONSENT_FOR_THIS_BODY_ALONE in line.needs for line in to_missions)


def test_the_table_takes_nothing_from_configuration() -> None:
    for module in (*RULES, wall_graph, casework_facts):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert not [word for word in ("environ", "django", "settings", "readers.") if word in text], module.__name__
