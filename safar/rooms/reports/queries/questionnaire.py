"""The questions as a page or a sheet asks them, in the reader's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from safar.rules.questionnaire import Answer, Questionnaire, questionnaire

FILE = Path(__file__).resolve().parents[4] / "data" / "reports" / "questionnaire.toml"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in a language; `amount` asks for a sum where the answer is yes, `harm` tells of harm."""

    id: str
    words: str
    harm: Answer | None
    principle: str
    serves: str
    amount: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is asked, and the words for each answer, in a language."""

    title: str
    version: int
    source: str
    source_url: str
    answers: tuple[tuple[Answer, str], ...]
    questions: tuple[Asked, ...]


@lru_cache(maxsize=1)
def asked() -> Questionnaire:
    """Read the questionnaire, once."""
    return questionnaire(tomllib.loads(FILE.read_text(encoding="utf-8")))


def questions(language: str) -> Sheet:
    """Give the questionnaire in a language; what is not translated stays English."""
    told = asked()
    with translation.override(language):
        return Sheet(
            title=gettext(told.title),
            version=told.version,
            source=told.source,
            source_url=told.source_url,
            answers=tuple((answer, gettext(told.answers[answer])) for answer in Answer),
            questions=tuple(
                Asked(
                    one.id,
                    gettext(one.words),
                    one.harm,
                    one.principle,
                    gettext(one.serves),
                    gettext(one.amount) if one.amount else "",
                )
                for one in told.questions
            ),
        )
