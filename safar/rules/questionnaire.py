"""What a worker is asked about a recruiter or an employer, and which answers tell of harm.

For the worker with three minutes and no account, and for centres that print the sheet. At most twelve questions, each
answered by yes, no or not sure, each serving one of the ILO's principles for fair recruitment. The questions are in
`data/reports/questionnaire.toml`; this module is handed what that file says and refuses what can't be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from safar.rules.messages import gettext_noop

MOST_QUESTIONS = 12


class Answer(StrEnum):
    """What may be answered."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


PAID_FEE, SATISFIED = "paid-fee", "recommend"
TELLS_HARM: Mapping[str, Answer] = MappingProxyType(
    {
        "asked-fee": Answer.YES,
        PAID_FEE: Answer.YES,
        "contract": Answer.NO,
        "as-promised": Answer.NO,
        "documents-kept": Answer.YES,
        "paid-on-time": Answer.NO,
        "hours": Answer.NO,
        "housing": Answer.NO,
        "safety": Answer.NO,
        "freedom": Answer.NO,
        "treatment": Answer.YES,
    }
)
"""The answer to each question that tells of harm. Not to recommend a party is no harm by itself."""
_HARMS = frozenset(TELLS_HARM.items())

WORDS = (
    gettext_noop("Your recruiter or employer"),
    gettext_noop("Yes"),
    gettext_noop("No"),
    gettext_noop("Not sure"),
    gettext_noop("Did anyone ask you to pay for the job, the visa or the trip?"),
    gettext_noop("Did you pay, in money, by debt or out of your wage?"),
    gettext_noop("How much did you pay in all, and in which currency?"),
    gettext_noop("Did you get a contract in a language you understand before you left?"),
    gettext_noop("Were the job and the wage what you had been promised?"),
    gettext_noop("Did anyone keep your passport or other papers?"),
    gettext_noop("Were you paid in full and on time?"),
    gettext_noop("Did you have a rest day each week and pay for extra hours?"),
    gettext_noop("If they housed you, was the place clean and safe?"),
    gettext_noop("Was the work safe, with what you needed to protect yourself?"),
    gettext_noop("Could you leave the house, the job or the employer freely?"),
    gettext_noop("Were you threatened, hit, insulted or harassed?"),
    gettext_noop("Would you tell a friend to go with them?"),
    gettext_noop("No recruitment fees or related costs are charged to workers"),
    gettext_noop("Terms of work are told in a clear way, in a written contract the worker understands"),
    gettext_noop("Workers agree freely to the terms, without deception, and contracts are not substituted"),
    gettext_noop("Identity documents and contracts are not taken, destroyed or kept"),
    gettext_noop("Recruitment respects human rights and fundamental rights at work"),
    gettext_noop("Law on employment and recruitment is applied and enforced"),
    gettext_noop("Workers are free to end their work, change employer and return home"),
    gettext_noop("Workers are heard and have a way to complain"),
)
"""The words of the file, once more, so that the collector of messages sees them."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its words, the answer that tells of harm, the principle it serves, what to ask for an amount."""

    id: str
    words: str
    harm: Answer | None
    principle: str
    serves: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All that is asked, with where the principles are written."""

    title: str
    version: int
    source: str
    source_url: str
    answers: Mapping[Answer, str]
    questions: tuple[Question, ...]


def questionnaire(told: Mapping[str, Any]) -> Questionnaire:
    """Make the questionnaire of what the file says; refuse a thirteenth question, a double id, a harm unknown here."""
    questions = tuple(_question(one) for one in told["questions"])
    if len(questions) > MOST_QUESTIONS:
        raise ValueError(f"at most {MOST_QUESTIONS} questions, there are {len(questions)}")
    harms = {one.id: one.harm for one in questions if one.harm is not None}
    if len({one.id for one in questions}) < len(questions) or harms != TELLS_HARM:
        raise ValueError("the questions and their answers of harm are not those that the cards count")
    answers = {Answer(answer): words for answer, words in told["answers"].items()}
    if set(answers) != set(Answer):
        raise ValueError("every answer needs its words")
    return Questionnaire(told["title"], told["version"], told["source"], told["source_url"], answers, questions)


def answers_harm(answers: Mapping[str, str]) -> bool:
    """Say whether any answer tells of harm.

    >>> answers_harm({"paid-fee": "no", "contract": "no"}), answers_harm({"paid-fee": "unsure", "recommend": "no"})
    (True, False)
    """
    return not _HARMS.isdisjoint(answers.items())


def _question(told: Mapping[str, str]) -> Question:
    missing = [key for key in ("id", "words", "principle", "serves") if not told.get(key)]
    if missing:
        raise ValueError(f"a question has no {' and no '.join(missing)}")
    harm = Answer(told["harm"]) if told["harm"] else None
    return Question(told["id"], told["words"], harm, told["principle"], told["serves"], told.get("amount", ""))
