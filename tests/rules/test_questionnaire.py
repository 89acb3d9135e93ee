"""What a worker is asked: short, each question for a principle, and the cards count the same answers."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest

from safar.rules.questionnaire import SATISFIED, TELLS_HARM, WORDS, Answer, answers_harm, questionnaire
from tests.architecture.tree import ROOT

TOLD: dict[str, Any] = tomllib.loads((ROOT / "data/reports/questionnaire.toml").read_text(encoding="utf-8"))


def test_at_most_twelve_questions_that_each_serve_a_principle() -> None:
    asked = questionnaire(TOLD)
    assert len(asked.questions) == 12
    assert all(one.principle.startswith(("GP ", "OG ")) and one.serves for one in asked.questions)
    assert asked.questions[-1].id == SATISFIED


def test_no_question_is_long() -> None:
    assert [one.words for one in questionnaire(TOLD).questions if len(one.words.split()) > 15] == []


def test_the_collector_of_messages_sees_every_word() -> None:
    asked = questionnaire(TOLD)
    told = {asked.title, *asked.answers.values()}
    told |= {text for one in asked.questions for text in (one.words, one.serves, one.amount) if text}
    assert set(WORDS) == told
    assert len(WORDS) == len(told)


def test_no_question_is_about_status() -> None:
    text = " ".join(WORDS).lower()
    assert [word for word in ("permit", "status", "nationality", "legal", "irregular") if word in text] == []


def wrong(change: str) -> dict[str, Any]:
    told = copy.deepcopy(TOLD)
    if change == "thirteenth":
        told["questions"].append(dict(told["questions"][-1], id="another"))
    elif change == "double":
        told["questions"][-1]["id"] = told["questions"][0]["id"]
    elif change == "harm":
        told["questions"][0]["harm"] = "no"
    elif change == "answer":
        del told["answers"]["unsure"]
    else:
        told["questions"][0]["principle"] = ""
    return told


@pytest.mark.parametrize("change", ["thirteenth", "double", "harm", "answer", "principle"])
def test_a_file_that_can_t_be_right_is_refused(change: str) -> None:
    with pytest.raises(ValueError, match=r"question|answer"):
        questionnaire(wrong(change))


@pytest.mark.parametrize(("question", "harm"), TELLS_HARM.items())
def test_each_harm_is_told_by_one_answer_alone(question: str, harm: Answer) -> None:
    assert [answer for answer in Answer if answers_harm({question: answer})] == [harm]


def test_not_to_recommend_is_no_harm() -> None:
    assert not answers_harm({SATISFIED: Answer.NO})
