"""What somebody tells of a party, checked before anything is written: codes, months and at most one amount.

For the worker, who is told in words what can't be right, and for the rule of cards, which must be able to trust each
row. No field is for a person: no name, no day of what happened.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from safar.foundation.vault.sealed import Refused
from safar.rules.messages import gettext_noop
from safar.rules.questionnaire import PAID_FEE, SATISFIED, TELLS_HARM, Answer

QUESTIONS = frozenset({*TELLS_HARM, SATISFIED})
PARTY_ID = re.compile(r"[a-z0-9-]{1,30}")
MOST_FEE = Decimal("9999999999.99")
"""As much as a row holds: 150,000,000 Vietnamese dong are an ordinary fee."""
LONGEST_TEXT = 2000
OLDEST_YEARS = 20

NO_ANSWER = gettext_noop("Answer at least one question")
UNKNOWN_ANSWER = gettext_noop("A question or an answer is not one of ours")
NO_PARTY = gettext_noop("Say which recruiter or employer you mean")
WRONG_COUNTRY = gettext_noop("A country is two letters")
WRONG_MONTH = gettext_noop("A month is a year and a month")
FUTURE_MONTH = gettext_noop("That month has not come yet")
LONG_AGO = gettext_noop("That is too long ago for a card")
WRONG_FEE = gettext_noop("An amount is a number above nought with its currency of three letters")
FEE_WITHOUT_PAYING = gettext_noop("An amount belongs to a fee that was paid")
TOO_LONG = gettext_noop("This text is too long")
NO_SIGNS = gettext_noop("This text holds signs that can't be shown")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A recruiter or employer that is in no register: how it is called, how it is reached, where its office is.

    `country` is the country of that office. The worker may have been sent to any other.
    """

    name: str
    place: str = ""
    telephone: str = ""
    country: str = ""
    is_household: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: of a party of the register by its id, or of one that is in none.

    `began` is the month ("2026-03") in which the work began; `still_there` holds a report back for six months unless
    `may_join_now`. `text` is only taken where the site takes free text.
    """

    party: str
    answers: Mapping[str, str]
    origin: str = ""
    destination: str = ""
    began: str = ""
    still_there: bool = False
    may_join_now: bool = False
    fee: Decimal | None = None
    currency: str = ""
    proposed: Proposed | None = None
    text: str = field(default="", repr=False)
    language: str = "en"


def check_told(told: Told, today: date) -> None:
    """Refuse what can't be right; the message says why and holds nothing of what was told."""
    _check_party(told)
    _check_answers(told.answers)
    if any(country and not re.fullmatch("[A-Z]{2}", country) for country in (told.origin, told.destination)):
        raise Refused(WRONG_COUNTRY)
    _check_month(told.began, today)
    _check_fee(told)
    check_text(told.text)


def check_text(text: str, longest: int = LONGEST_TEXT) -> None:
    """Refuse a text that is too long or holds control signs; anything else is shown as the signs that were typed."""
    if len(text) > longest:
        raise Refused(TOO_LONG)
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} and sign not in "\n\r\t" for sign in text):
        raise Refused(NO_SIGNS)


def _check_party(told: Told) -> None:
    if (told.proposed is None) == (not told.party):
        raise Refused(NO_PARTY)
    if told.proposed is None:
        if not PARTY_ID.fullmatch(told.party):
            raise Refused(NO_PARTY)
        return
    if not told.proposed.name.strip():
        raise Refused(NO_PARTY)
    if told.proposed.country and not re.fullmatch("[A-Z]{2}", told.proposed.country):
        raise Refused(WRONG_COUNTRY)
    for text, longest in ((told.proposed.name, 200), (told.proposed.place, 200), (told.proposed.telephone, 40)):
        check_text(text, longest)


def _check_answers(answers: Mapping[str, str]) -> None:
    if not answers:
        raise Refused(NO_ANSWER)
    if not answers.keys() <= QUESTIONS or not set(answers.values()) <= set(Answer):
        raise Refused(UNKNOWN_ANSWER)


def _check_month(began: str, today: date) -> None:
    if not began:
        return
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", began):
        raise Refused(WRONG_MONTH)
    if began > f"{today:%Y-%m}":
        raise Refused(FUTURE_MONTH)
    if int(began[:4]) < today.year - OLDEST_YEARS:
        raise Refused(LONG_AGO)


def _check_fee(told: Told) -> None:
    if told.fee is None:
        if told.currency:
            raise Refused(WRONG_FEE)
        return
    if told.answers.get(PAID_FEE) != Answer.YES:
        raise Refused(FEE_WITHOUT_PAYING)
    if not (told.fee.is_finite() and 0 < told.fee <= MOST_FEE and re.fullmatch("[A-Z]{3}", told.currency)):
        raise Refused(WRONG_FEE)
