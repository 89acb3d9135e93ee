"""A rulebook that is wrong is refused with its file, its place and the line of that table's header."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from safar.readers.rulebooks import read_rulebooks
from safar.rules.rulebook import RulebookError, edition, load_rulebook, prepare
from safar.rules.rulebook.model import Application
from safar.rules.rulebook.refusals import header_lines

GOOD = """id = "xx-test"
name = "A test"
country = "XX"
model = "test"
status = "open"
decision = "right"
at_most = "yes"
when = "age and stay"
points = "total"

[sources.act]
title = "Act 1"
grade = "law"
seen_on = 2026-11-22

[facts.age_years]
type = "int"
unit = "years"
question = "How old are you?"

[facts.level]
type = "enum"
choices = ["low", "high"]
question = "Which level?"

[facts.entry_date]
type = "date"
question = "When did you enter?"

[[parameters]]
name = "least_age"
value = 18
valid_from = 2020-01-01
valid_to = 2024-12-31
source = "act"

[[parameters]]
name = "least_age"
value = 21
valid_from = 2025-01-01
source = "act"

[[parameters]]
name = "first_day"
value = 2024-05-01
valid_from = 2020-01-01
source = "act"

[[criteria]]
id = "age"
words = "Old enough"
when = "age_years >= least_age"
source = "act"

[[criteria]]
id = "stay"
words = "Entered in time"
when = "entry_date <= first_day"
source = "act"

[[scores]]
id = "by_age"
of = "age_years"
source = "act"

[[scores.rows]]
below = 30
points = 5

[[scores.rows]]
from = 30
points = 2

[[scores]]
id = "by_level"
of = "level"
source = "act"

[[scores.rows]]
is = "low"
points = 0

[[scores.rows]]
is = "high"
points = 9

[[scores]]
id = "total"
add = ["by_age", "by_level"]
cap = 10
floor = 0
"""
END = "cap = 10\nfloor = 0"
PAYS = 'currency = "EUR"\npaid_by = "worker"\n'
WRONG = {
    "an unknown name": (
        "entry_date <= first_day",
        "entry_day <= first_day",
        "criteria[2].when",
        "unknown name 'entry_day'",
    ),
    "a wrong key": ('words = "Old', 'word = "Old', "criteria[1].words", "is missing"),
    "a key that nobody knows": (
        'words = "Old enough"',
        'words = "Old"\nhint = "x"',
        "criteria[1].hint",
        "unknown name 'hint'",
    ),
    "a gap": ("from = 30", "from = 31", "scores[1].rows[2].from", "gap"),
    "an overlap": ("from = 30", "from = 29", "scores[1].rows[2].from", "overlap"),
    "a forgotten choice": ('is = "high"\npoints = 9', 'is = "low"\npoints = 9', "scores[2].rows[2].is", "overlap"),
    "a choice without row": (
        '\n[[scores.rows]]\nis = "high"\npoints = 9\n',
        "",
        "scores[2].rows[1].is",
        "gap: no row for high",
    ),
    "a circle": (
        'of = "level"',
        'by = "total > 3"\nof = "level"',
        "scores[2]",
        "circular reference: by_level → total → by_level",
    ),
    "no source": (
        'valid_from = 2025-01-01\nsource = "act"',
        "valid_from = 2025-01-01",
        "parameters[2].source",
        "is missing",
    ),
    "an unknown source": (
        'valid_to = 2024-12-31\nsource = "act"',
        'valid_to = 2024-12-31\nsource = "law"',
        "parameters[1].source",
        "unknown name 'law'",
    ),
    "two values on one day": ("2024-12-31", "2025-01-01", "parameters[2].valid_from", "two values in force on one day"),
    "a cap below a floor": ("floor = 0", "floor = 11", "scores[3].cap", "a cap of 10 is below the floor of 11"),
    "a value that doesn't fit": ("value = 2024-05-01", 'value = "May"', "criteria[2].when", "first_day"),
    "no comparison of unlike things": (
        "age_years >= least_age",
        "age_years >= entry_date",
        "criteria[1].when",
        "can't be compared",
    ),
    "no order among choices": ("age_years >= least_age", "level >= 'low'", "criteria[1].when", "has no order"),
    "a choice that isn't one": ("age_years >= least_age", "level == 'lo'", "criteria[1].when", "must be one of"),
    "two comparisons at once": (
        "age_years >= least_age",
        "18 <= age_years <= 30",
        "criteria[1].when",
        "two things at a time",
    ),
    "a call": ("age_years >= least_age", "open('x')", "criteria[1].when", "is not a condition"),
    "an attribute": ("age_years >= least_age", "age_years.real >= 1", "criteria[1].when", "is not allowed here"),
    "a comprehension": ("age_years >= least_age", "[x for x in level]", "criteria[1].when", "is not a condition"),
    "a lambda": ("age_years >= least_age", "(lambda: 1) == 1", "criteria[1].when", "is not allowed here"),
    "brackets": ("age_years >= least_age", "(age_years >= 18", "criteria[1].when", "can't be read"),
    "a criterion left out": ("age and stay", "age", "when", "doesn't name the criterion 'stay'"),
    "an unknown criterion": ("age and stay", "age and staying", "when", "unknown name 'staying'"),
    "an end before its start": (
        "valid_to = 2024-12-31",
        "valid_to = 2019-12-31",
        "parameters[1].valid_to",
        "ends before",
    ),
    "a status nobody knows": ('"open"', '"maybe"', "status", "must be one of"),
    "memory that claims to be sure": ('"law"', '"memory"', "parameters[1].confidence", "from memory can't be S"),
    "no TOML": ('status = "open"', "status = open", "", "is no TOML"),
    "a cost without source": (
        END,
        f'{END}\n[[costs]]\nwords = "Fee"\namounts = [9]\n{PAYS}',
        "costs[1].source",
        "is missing",
    ),
    "the most before the least": (
        END,
        f'{END}\n[[costs]]\nwords = "Fee"\namounts = [9, 3]\n{PAYS}source = "act"',
        "costs[1].amounts",
        "the least and the most",
    ),
    "a currency that is none": (
        END,
        f'{END}\n[[costs]]\nwords = "Fee"\namounts = [9]\ncurrency = "€"\npaid_by = "worker"\nsource = "act"',
        "costs[1].currency",
        "three capitals",
    ),
    "a payer nobody knows": (
        END,
        f'{END}\n[[costs]]\nwords = "Fee"\namounts = [9]\ncurrency = "EUR"\npaid_by = "agent"\nsource = "act"',
        "costs[1].paid_by",
        "must be one of",
    ),
    "days that are no numbers": (
        END,
        f'{END}\n[[times]]\nwords = "Decision"\ndays = ["ten"]\nsource = "act"',
        "times[1].days",
        "a list of numbers",
    ),
    "half a day": (
        END,
        f'{END}\n[[times]]\nwords = "Decision"\ndays = [10.5]\nsource = "act"',
        "times[1].days",
        "whole days",
    ),
    "no steps": (END, f'{END}\n[apply]\nsource = "act"', "apply.steps", "is missing"),
    "an open address": (
        END,
        f'{END}\n[apply]\nsteps = ["Ask"]\npage = "http://x.example"\nsource = "act"',
        "apply.page",
        "must begin with https",
    ),
    "a least above the most": (
        'unit = "years"',
        'unit = "years"\nleast = 16\nmost = 15',
        "facts.age_years.most",
        "the least is above the most",
    ),
    "a least above what is usual": (
        'unit = "years"',
        'unit = "years"\nleast = 121',
        "facts.age_years.least",
        "the least is above the most",
    ),
    "a least that is no number": (
        'unit = "years"',
        'unit = "years"\nleast = "ten"',
        "facts.age_years.least",
        "must be a number",
    ),
    "the most of a day": (
        'type = "date"',
        'type = "date"\nmost = 3',
        "facts.entry_date.most",
        "only a number has a least and a most",
    ),
    "a country that isn't one": (
        'type = "date"\nquestion = "When did you enter?"',
        'type = "date"\nquestion = "When did you enter?"\n\n[facts.nationality]\ntype = "country"\nquestion = "Whose?"'
        '\n\n[[cohorts]]\nid = "first"\nwords = "x"\nwhen = "nationality == \'ZZ\'"',
        "cohorts[1].when",
        "two capital letters by ISO 3166",
    ),
    "points told by what has no choices": (
        'of = "level"',
        'of = "level"\ntold_by = "age_years"\ntold = { low = 2 }',
        "scores[2].told_by",
        "must be a fact of type enum",
    ),
    "points told by a choice that isn't one": (
        'of = "level"',
        'of = "level"\ntold_by = "level"\ntold = { middle = 2 }',
        "scores[2].told",
        "must be one of low, high",
    ),
    "points told that are none": (
        'of = "level"',
        'of = "level"\ntold_by = "level"\ntold = { low = "many" }',
        "scores[2].told",
        "choices with their points",
    ),
    "an unknown rulebook": ('points = "total"', 'points = "total"\nuses = ["yy-test"]', "uses", "no such rulebook"),
}


def test_the_good_one_loads() -> None:
    book = load_rulebook(GOOD, "xx/xx-test.toml")
    assert [value.readings for value in book.parameters["least_age"].values] == [(18,), (21,)]


@pytest.mark.parametrize("what", sorted(WRONG))
def test_a_mistake_is_named_by_file_place_and_line(what: str) -> None:
    old, new, path, reason = WRONG[what]
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    with pytest.raises(RulebookError) as caught:
        load_rulebook(text, "xx/xx-test.toml")
    assert caught.value.path == path
    assert reason in caught.value.reason
    assert str(caught.value).startswith(f"xx/xx-test.toml:{caught.value.line}: ")
    table = path.rpartition(".")[0]
    assert caught.value.line in {header_lines(text).get(table, 1), header_lines(text).get(path, 1), 5}


def test_cost_time_and_way_are_read_and_absent_ones_are_empty() -> None:
    assert load_rulebook(GOOD, "xx-test.toml").application == Application()
    text = f"""{GOOD}
[[costs]]
words = "Fee"
amounts = [9, 12.5]
{PAYS}source = "act"
[[times]]
words = "Decision"
days = [30]
working_days = true
source = "act"
[apply]
steps = ["Ask", "Wait"]
source = "act"
"""
    found = load_rulebook(text, "xx-test.toml").application
    assert (found.costs[0].amounts, found.costs[0].paid_by) == ((9, 12.5), "worker")
    assert (found.waits[0].days, found.waits[0].are_working_days) == ((30,), True)
    assert found.steps is not None
    assert (found.steps.steps, found.steps.page) == (("Ask", "Wait"), "")


def test_the_line_is_that_of_the_tables_header() -> None:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(GOOD.replace("entry_date <=", "entry_day <="), "a.toml")
    wrong = GOOD.splitlines().index('when = "entry_date <= first_day"')
    assert GOOD.splitlines()[caught.value.line - 1] == "[[criteria]]"
    assert caught.value.line == wrong - 2


def test_headers_in_texts_are_none() -> None:
    text = 'a = """\n[[criteria]]\n"""\n[[criteria]]\n'
    assert header_lines(text) == {"": 1, "criteria[1]": 4}


def test_two_exceptions_that_both_apply_are_a_conflict() -> None:
    extra = "".join(
        f'\n[[criteria.exceptions]]\nlabel = "{label}"\nif = "{when}"\nwhen = "age_years >= 16"\n'
        for label, when in (("high", "level == 'high'"), ("early", "entry_date < '2020-01-01'"))
    )
    text = GOOD.replace(
        'when = "age_years >= least_age"\nsource = "act"\n', f'when = "age_years >= least_age"\nsource = "act"\n{extra}'
    )
    ready = prepare(edition(load_rulebook(text, "a.toml"), date(2026, 1, 1)))

    def age(level: str | None, entry: str | None) -> str:
        return ready.evaluate({"age_years": 17, "level": level, "entry_date": entry}).criteria[0].outcome.word

    assert age("high", "2019-01-01") == "conflict"
    assert age("high", "2021-01-01") == "yes"
    assert age("low", "2021-01-01") == "no"
    assert age(None, "2021-01-01") == "unknown"


def test_rulebooks_that_use_each_other_are_refused(tmp_path: Path) -> None:
    for one, other in (("xx-a", "xx-b"), ("xx-b", "xx-a")):
        text = GOOD.replace("xx-test", one).replace('points = "total"', f'points = "total"\nuses = ["{other}"]')
        (tmp_path / f"{one}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match="a circular reference: xx-a → xx-b → xx-a"):
        read_rulebooks(tmp_path)


def test_a_file_that_bears_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "xx-other.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RulebookError, match="must be the file's own name"):
        read_rulebooks(tmp_path)
