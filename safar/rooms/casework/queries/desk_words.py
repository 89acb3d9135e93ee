"""The words and facts that the desk's page carries, so that its scripts hold none: harms, terms, endings, letters.

Limitation terms go to every desk alike; the desk's browser counts them from days that stay there.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from safar.rooms.casework.facts import facts
from safar.rules.case_clocks import Clock, ClockKind
from safar.rules.case_outcomes import Band, Ending
from safar.rules.case_states import Verb
from safar.rules.harms import CaseCategory, Harm

TOPICS = {
    "wages": ("limitation for wages", "limitation from end of contract", "limitation"),
    "dismissal": ("dismissal clock",),
    "discrimination": ("discrimination clock",),
    "retaliation": ("retaliation clock",),
}
"""How the deadlines of a harm name the topics of the terms."""

VERBS = {
    Verb.ACKNOWLEDGE: "We have it: acknowledge",
    Verb.TAKE_UP: "Take it up",
    Verb.CONCILIATE: "Begin a conciliation",
    Verb.INSPECT: "An inspection begins",
    Verb.PROCEED: "Proceedings begin",
    Verb.TAKE_BACK: "Take it back from the other body",
    Verb.REOPEN: "Open it again",
    Verb.CLOSE: "Close the case",
}

LETTERS = {
    "received": gettext_noop("We have read what you wrote. We will look at it and answer here by {day}."),
    "more": gettext_noop("We need to know more to help you: please write to us here. Nobody else reads it."),
    "claim": gettext_noop("Please read the draft of the letter. It is sent only if you approve it."),
    "paid": gettext_noop("The employer says that the money was paid. Please tell us here if you have it."),
    "closing": gettext_noop("We plan to close the case on {day}. Write to us here if something is still open."),
}
"""Short letters to the worker; `{day}` is filled in by the desk's browser."""

RESPONDENT = gettext_noop(
    "A claim was made to this office. Open it on this site with the number below, read it and answer there by {day}."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in one language."""

    name: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class KnownHarm:
    """A kind of harm with the topics of the terms that may run for it."""

    harm: Harm
    topics: str

    @property
    def is_about_money(self) -> bool:
        return self.harm.category is CaseCategory.MONEY


@dataclass(frozen=True, slots=True)
class DeskWords:
    """All that the page carries for its scripts."""

    harms: tuple[KnownHarm, ...]
    clocks: tuple[Clock, ...]
    questions: tuple[tuple[str, str], ...]
    endings: tuple[str, ...]
    bands: tuple[str, ...]
    verbs: tuple[tuple[str, str], ...]
    letters: tuple[Letter, ...]


def desk_words() -> DeskWords:
    """Give the words and facts of the desk's page."""
    known = facts()
    return DeskWords(
        harms=tuple(KnownHarm(harm, " ".join(topics_of(harm))) for harm in known.harms if not harm.on_device_only),
        clocks=tuple(clock for clock in known.clocks if clock.kind is ClockKind.LIMITATION),
        questions=tuple(
            (f"{harm.id}-{place}", question) for harm in known.harms for place, question in enumerate(harm.follow_ups)
        ),
        endings=tuple(Ending),
        bands=tuple(Band),
        verbs=tuple((verb.value, words) for verb, words in VERBS.items()),
        letters=letters(),
    )


def topics_of(harm: Harm) -> tuple[str, ...]:
    """Give the topics of the terms that may run for a harm."""
    named = [part.strip() for part in harm.deadlines.split(";")]
    return tuple(topic for topic, says in TOPICS.items() if any(one.startswith(says) for one in named))


def letters() -> tuple[Letter, ...]:
    """Give each letter in English, and in every other language that has words for it."""
    made = []
    for name, english in (LETTERS | {"respondent": RESPONDENT}).items():
        for language, _ in settings.LANGUAGES:
            with translation.override(language):
                text = gettext(english)
            if language == "en" or text != english:
                made.append(Letter(name, language, text))
    return tuple(made)
