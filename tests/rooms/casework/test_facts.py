"""The facts that come with Safar: every row right or refused, nothing from memory shown as certain."""

from __future__ import annotations

import ast
import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from safar.rooms.casework import facts as module
from safar.rooms.casework.facts import FOLDER, BadFact, Entry, facts, load
from safar.rules.bodies_offered import Body, offered
from safar.rules.case_clocks import CaseFacts, ClockKind, due, limitation_terms
from safar.rules.case_states import State
from safar.rules.firewall import BodyKind
from safar.rules.harms import CaseCategory, Indicator, Urgency
from safar.rules.safety_levels import Duty, Level, level_shown, safety_of
from safar.rules.telephone import NOT_TESTED, Shape, check, prefix_fits, shape_of
from tests.architecture.test_firewall import offences

TODAY = date(2026, 11, 25)
KOREAN_LAW = date(2025, 11, 7)


def test_all_of_it_is_there() -> None:
    held = facts()
    assert (len(held.entries), len(held.jurisdictions), len(held.clocks), len(held.harms)) == (141, 40, 87, 36)
    assert (len(held.emergency), len(held.missions)) == (243, 21)
    assert facts() is held


def test_ids_are_slugs_of_their_country() -> None:
    for body in facts().bodies:
        assert re.fullmatch(r"[a-z]{2}(-[a-z0-9]+)+", body.id)
        assert body.id[:2].upper() == body.country


def test_columns_name_nothing_that_the_wall_forbids() -> None:
    columns = [
        name for path in FOLDER.glob("*.csv") for name in path.read_text(encoding="utf-8").partition("\n")[0].split(",")
    ]
    assert len(columns) > 80
    assert offences(columns) == []


def test_every_row_that_was_seen_says_where_and_when() -> None:
    for source in (entry.source for entry in facts().entries):
        assert source.confidence in {"S", "M"}
        assert source.confidence == "M" or (source.text and source.seen)


@pytest.mark.parametrize("country", facts().countries)
def test_nothing_from_memory_is_offered_or_certain(country: str) -> None:
    held = facts()
    for harm in held.harms:
        for offer in offered(held.bodies, held.jurisdictions, harm, country, TODAY):
            assert offer.body.confidence == "S" or not offer.is_offered
    for row in held.jurisdictions:
        assert row.confidence == "S" or level_shown(row, TODAY) is Level.UNKNOWN


def test_a_wall_for_wage_claims_only_is_read_so_while_its_source_is_fresh() -> None:
    rows, inspects = facts().jurisdictions, BodyKind.LABOUR_INSPECTORATE
    fresh = safety_of(rows, "KR", inspects, CaseCategory.MONEY, KOREAN_LAW)
    assert (fresh.level, fresh.duty) == (Level.LAW, Duty.NO)
    assert safety_of(rows, "KR", inspects, CaseCategory.SAFETY, KOREAN_LAW).duty is Duty.YES
    old = safety_of(rows, "KR", inspects, CaseCategory.MONEY, KOREAN_LAW + timedelta(days=181))
    assert (old.level, old.duty) == (Level.UNKNOWN, Duty.UNKNOWN)


def test_german_courts_are_named_with_the_reason_and_the_unions_group_is_offered() -> None:
    held = facts()
    harm = held.harm("wages-unpaid")
    assert harm is not None
    offers = {one.body.id: one for one in offered(held.bodies, held.jurisdictions, harm, "DE", TODAY)}
    assert offers["de-undokumentierte-arbeit"].is_offered
    assert not offers["de-labour-court"].is_offered
    assert offers["de-labour-court"].safety.duty is Duty.YES


def test_harms_use_all_eleven_indicators_and_each_has_somebody_to_tell() -> None:
    harms = facts().harms
    assert {harm.indicator for harm in harms} - {None} == set(Indicator)
    assert all(harm.kinds for harm in harms)
    assert all(harm.follow_ups for harm in harms if not harm.on_device_only)
    assert {harm.category for harm in harms} == set(CaseCategory)
    assert [harm.id for harm in harms if harm.by_official] == ["official"]
    assert [harm.id for harm in harms if harm.on_device_only] == ["papers-lapsed"]


@pytest.mark.parametrize("name", ["child", "pregnancy", "injury", "locked-in", "violence", "debt", "isolated"])
def test_what_cannot_wait_is_urgent(name: str) -> None:
    harm = facts().harm(name)
    assert harm is not None and harm.urgency is Urgency.URGENT


@pytest.mark.parametrize(
    ("country", "topic", "shortest", "to_check"),
    [
        ("AE", "wages", "ae-filing-a-complaint-of-breach", False),
        ("MY", "wages", "my-wage-claim", False),
        ("GB", "wages", "gb-great-britain-unfair-dismissal-unlawful-deduction-discrim", False),
        ("AU", "wages", "au-wage-claim", True),
    ],
)
def test_the_shorter_term_is_shown_and_memory_is_marked(
    country: str, topic: str, shortest: str, to_check: bool
) -> None:
    first = limitation_terms(facts().clocks, country, topic)[0]
    assert (first.id, first.to_check) == (shortest, to_check)


def test_the_servers_clocks_are_procedural() -> None:
    kinds = Counter(clock.kind for clock in facts().clocks)
    assert kinds == {ClockKind.PROCEDURAL: 23, ClockKind.LIMITATION: 64}
    case = CaseFacts("CA", State.RECEIVED, Urgency.NORMAL, TODAY)
    assert [one.on for one in due(case, facts().clocks, TODAY)] == [TODAY + timedelta(days=1)]


def test_every_international_number_belongs_to_its_country_and_none_was_called() -> None:
    held = facts()
    lines = [line for entry in held.entries for line in entry.lines]
    international = [line for line in lines if shape_of(line.number) is Shape.INTERNATIONAL]
    assert len(international) > 50
    for line in lines:
        assert check(line, held.prefixes, TODAY).words == NOT_TESTED, line
    for line in international:
        assert prefix_fits(line.number, line.country, held.prefixes), line


def test_emergency_numbers_say_whether_sources_agree() -> None:
    numbers = facts().emergency["AE"]
    assert (numbers.police.number, numbers.police_agrees, numbers.source.confidence) == ("999", False, "S-weak")
    assert facts().emergency["US"].police_agrees


def planted(tmp_path: Path, name: str, old: str, new: str) -> Path:
    folder = tmp_path / "facts"
    shutil.copytree(FOLDER, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("bodies.csv", "ae-ewaa,AE", "ae-mohre,AE", r"bodies\.csv, line 3: id 'ae-mohre'"),
        ("bodies.csv", "ae-ewaa,AE", "ae-ewaa,Emirates", r"bodies\.csv, line 3: 'Emirates' is no country"),
        ("bodies.csv", ",anti-trafficking,AE,", ",helpful,AE,", r"bodies\.csv, line 3: 'helpful'"),
        ("bodies.csv", ",anti-trafficking,AE,", ",anti-trafficking,,", r"line 3: run_by"),
        ("jurisdictions.csv", ",none,unknown,", ",certain,unknown,", r"jurisdictions\.csv, line 2: 'certain'"),
        ("clocks.csv", ",24,months,", ",two,months,", r"clocks\.csv, line 2: "),
        ("clocks.csv", ",limitation,,wages,", ",limitation,reply,wages,", r"clocks\.csv, line 2: a body's clock"),
        ("harms.csv", ",soon,money,", ",later,money,", r"harms\.csv, line 2: 'later'"),
        ("emergency_numbers.csv", "2026-11-22", "22.11.2026", r"emergency_numbers\.csv, line 2: "),
        ("dialling_prefixes.csv", "AD,376", "AD,+376", r"dialling_prefixes\.csv, line 2: prefixes"),
        ("mission_mechanisms.csv", ",S,", ",S,,", r"mission_mechanisms\.csv, line 2: the row has"),
        ("harms.csv", "urgency", "haste", r"harms\.csv, line 2: there is no column 'urgency'"),
        ("bodies.csv", ",2026-11-22,S,", ",2026-11-22,sure,", r"bodies\.csv, line 2: confidence 'sure'"),
    ],
)
def test_a_row_that_can_t_be_right_is_refused_by_file_and_line(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(BadFact, match=said):
        load(planted(tmp_path, name, old, new))


def test_a_body_that_is_looked_up_and_one_that_is_not_there() -> None:
    entry = facts().entry("ie-mrci")
    assert isinstance(entry, Entry) and isinstance(entry.body, Body)
    assert (entry.body.run_by, entry.serves_everyone) == ("", True)
    assert facts().entry("ie-nobody") is None


def test_the_private_process_reads_them_without_readers_or_framework() -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported
    assert not [name for name in imported if name.startswith(("safar.readers", "django", "safar.foundation"))]
