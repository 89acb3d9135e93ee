"""The commands of pathways: what goes in, what comes out, and every way to give them something wrong."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.rulebook_people import books

OWPV = {"current_country": "CA", "abuse_at_work": "yes", "work_permit_type": "employer_specific"}


def run(*words: object) -> Any:
    out = io.StringIO()
    call_command("pathways", *map(str, words), "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def asked(tmp_path: Path) -> Any:
    def ask(questions: object) -> Any:
        path = tmp_path / "questions.json"
        path.write_text(questions if isinstance(questions, str) else json.dumps(questions), encoding="utf-8")
        return run("evaluate", path)

    return ask


def test_one_object_gives_one_and_a_list_as_many(asked: Any) -> None:
    question = {"programme": "ca-owpv", "on": "2026-11-26", "facts": OWPV}
    found = asked(question)
    assert list(found) == ["programme", "outcome", "points", "criteria", "needs"]
    assert (found["programme"], found["outcome"], found["points"], found["needs"]) == (
        "ca-owpv", "discretion", None, [],
    )  # fmt: skip
    assert [set(one) for one in found["criteria"]] == [{"id", "outcome", "words", "source"}] * 3
    assert "seen on 2026-11-22" in found["criteria"][0]["source"]
    assert asked([question, question]) == [found, found]
    assert asked([]) == []


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"programme": "ca-crs", "facts": {"age_years": null}}'))
    found = run("evaluate")
    assert (found["outcome"], found["points"]) == ("discretion", [0, 1200])
    assert "age_years" in found["needs"]


def test_every_programme_answers_when_nothing_is_known(asked: Any) -> None:
    found = asked([{"programme": name} for name in sorted(books())])
    assert [one["programme"] for one in found] == sorted(books())
    assert not any(one["outcome"] == "yes" for one in found)
    assert all(name in books()[one["programme"]].facts for one in found for name in one["needs"])


@pytest.mark.parametrize(
    ("questions", "reason"),
    [
        ("{", "no JSON"),
        ('{"programme": "ca-crs", "facts": {"age_years": 1e999}}', "no JSON: 1e999 is no number"),
        ('{"programme": "ca-crs", "facts": {"age_years": NaN}}', "no JSON: NaN is no number"),
        ("[" * 100_000, "no JSON"),
        ('{"programme": "ca-crs", "programme": "ca-fsw"}', "no JSON: these keys stand twice in one object: programme"),
        (
            '[{"programme": "ca-crs", "facts": {"age_years": 30, "age_years": 50}}]',
            "stand twice in one object: age_years",
        ),
        (f'{{"programme": "ca-crs", "facts": {{"crs_score": 1{"0" * 400}}}}}', "no JSON: 1000"),
        ('{"programme": "ca-crs", "facts": {"crs_score": 9007199254740994}}', "whole number is too large"),
        ('"ca-crs"', "must be an object"),
        ([{"programme": "ca-crs"}, 3], "question 2: must be an object"),
        ({}, "programme is missing"),
        ({"programme": "CA-CRS"}, "no programme is called 'CA-CRS'; near it: ca-crs"),
        ({"programme": "zz"}, "no programme is called 'zz'; `script/safar pathways list`"),
        ({"programme": "ca-crs", "fact": {}}, "not known: fact"),
        ({"programme": "ca-crs", "facts": []}, "facts must be an object"),
        ({"programme": "ca-crs", "on": "26.11.2026"}, "on must be a date"),
        ({"programme": "ca-crs", "on": 2026}, "on must be a date"),
        ({"programme": "ca-crs", "facts": {"age_years": "old"}}, "age_years: must be a number"),
        ({"programme": "ca-crs", "facts": {"age_years": [30]}}, "age_years: must be a number"),
        ({"programme": "ca-crs", "facts": {"age_years": 30.5}}, "age_years: must be a whole number"),
        ({"programme": "ca-owpv", "facts": {"abuse_at_work": "maybe"}}, "abuse_at_work: must be one of yes, at_risk"),
        ({"programme": "ca-owpv", "facts": {"renewal_pending": 1}}, "renewal_pending: must be true or false"),
        ({"programme": "ca-owpv", "facts": {"current_country": "Canada"}}, "current_country: must be a country's"),
        (
            {"programme": "kr-eps", "facts": {"nationality": "ZZ"}},
            "nationality: must be a country's two capital letters",
        ),
        (
            {"programme": "kr-eps", "facts": {"nationality": "VD"}},
            "nationality: must be a country's two capital letters",
        ),
        ({"programme": "kr-eps", "facts": {"age_years": -5}}, "age_years: must be at least 0"),
        ({"programme": "kr-eps", "facts": {"age_years": 900}}, "age_years: must be at most 120"),
        ({"programme": "uk-skilled-worker", "facts": {"uk_hourly_pay": -0.5}}, "uk_hourly_pay: must be at least 0"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_answered(asked: Any, questions: object, reason: str) -> None:
    with pytest.raises(CommandError) as caught:
        asked(questions)
    assert reason in str(caught.value)
    assert caught.value.returncode == 2
    assert "Canada'" not in str(caught.value) and "maybe" not in str(caught.value)


def test_a_fact_nobody_asks_for_is_named(asked: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked({"programme": "ca-owpv", "facts": {"shoe_size": 41}})["outcome"] == "unknown"
    assert "shoe_size" in capsys.readouterr().err


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="can't be read") as caught:
        run("evaluate", "no-such-file.json")
    assert caught.value.returncode == 2


def test_the_facts_of_a_programme() -> None:
    found = {one["name"]: one for one in run("facts", "ca-owpv")}
    assert set(found) == set(books()["ca-owpv"].facts)
    assert found["renewal_pending"]["values"] == [True, False]
    assert found["work_permit_type"]["values"] == ["employer_specific", "other"]
    assert all(set(one) == {"name", "type", "unit", "values", "question"} for one in found.values())
    assert run("list")[0]["id"] == min(books())
    with pytest.raises(CommandError, match="no programme is called 'xx'"):
        run("facts", "xx")


EPS, LEAST_AGE = "kr-eps", "minimum_age_years"


def population(path: Path, name: str = EPS, lines: int = 3) -> Path:
    columns = [fact for fact in books()[name].facts if fact not in books()[name].scores]
    rows = [",".join("30" if column == "age_years" else "" for column in columns)] * lines
    path.write_text("\n".join([",".join(columns), *rows]) + "\n", encoding="utf-8")
    return path


def test_a_population_before_and_after(tmp_path: Path) -> None:
    found = run("simulate", EPS, population(tmp_path / "people.csv"), "--set", f"{LEAST_AGE}=18", "--on", "2026-11-26")
    assert (found["persons"], found["set"], found["on"]) == (3, {LEAST_AGE: 18}, "2026-11-26")
    assert found["before"] == found["after"] == {"no": 0, "unknown": 3, "conflict": 0, "discretion": 0, "yes": 0}
    assert found["moves"] == []


def test_a_threshold_that_moves_moves_people(tmp_path: Path) -> None:
    found = run("simulate", EPS, population(tmp_path / "people.csv"), "--set", f"{LEAST_AGE}=31")
    assert found["after"]["no"] == 3
    assert found["moves"] == [{"from": "unknown", "to": "no", "persons": 3}]


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("", "is written PARAMETER=VALUE"),
        ("x", "is written PARAMETER=VALUE"),
        ("no_such=3", "has no parameter 'no_such'"),
        ("minimum_age_years=high", "must be of the kind of"),
        ("minimum_age_years=true", "must be of the kind of"),
    ],
)
def test_a_setting_that_is_wrong(tmp_path: Path, setting: str, reason: str) -> None:
    people = population(tmp_path / "people.csv")
    with pytest.raises(CommandError) as caught:
        run("simulate", EPS, people, "--set", setting)
    assert reason in str(caught.value) and caught.value.returncode == 2
    with pytest.raises(CommandError, match="stands twice"):
        run("simulate", EPS, people, "--set", f"{LEAST_AGE}=1", "--set", f"{LEAST_AGE}=2")


def test_a_population_file_that_is_wrong(tmp_path: Path) -> None:
    people = population(tmp_path / "people.csv")
    text = people.read_text(encoding="utf-8")
    for changed, reason in (
        (text.replace("age_years", "age_year", 1), "columns are missing: age_years"),
        (text.replace("30", "old", 1), "line 2: age_years"),
        (text.replace("30", "-5", 1), "line 2: age_years: must be at least 0"),
    ):
        people.write_text(changed, encoding="utf-8")
        with pytest.raises(CommandError, match=reason) as caught:
            run("simulate", EPS, people)
        assert caught.value.returncode == 2


def test_lint_names_the_first_mistake_of_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lint") == {"rulebooks": len(books()), "permits": 20, "mistakes": []}
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "xx-a.toml").write_text('id = "xx-a"\nnam = "A"\n', encoding="utf-8")
    (tmp_path / "xx" / "xx-b.toml").write_text('id = "xx-b"\nuses = ["xx-a"]\n', encoding="utf-8")
    (tmp_path / "xx" / "xx-c.toml").write_text("id = xx-c\n", encoding="utf-8")
    out = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("pathways", "lint", str(tmp_path), "--json", stdout=out)
    assert caught.value.code == 1
    found = json.loads(out.getvalue())["mistakes"]
    assert [(one["file"], one["line"]) for one in found] == [("xx/xx-a.toml", 1), ("xx/xx-c.toml", 1)]
    with pytest.raises(CommandError, match="is no folder"):
        run("lint", tmp_path / "nothing")


def test_lint_of_nothing_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no rulebook") as caught:
        run("lint", tmp_path)
    assert caught.value.returncode == 2
