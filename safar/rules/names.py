"""What a name is made of and how near two names are: for the search, for joining records, and for what a page may say.

Registers write "10 GROUP LTD T/A THE 10 GROUP"; workers type "alrashed manpwr". Nothing here decides that two parties
are the same (see `matching`); `closeness` only says whether a name shown is the name typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from safar.rules.legal_forms import strip_heard_form, strip_legal_form
from safar.rules.likeness import pairs, share
from safar.rules.plain_words import plain_words
from safar.rules.skeleton import skeleton
from safar.rules.trade_words import in_common_words, in_full, own_words

Closeness = Literal["same", "close", "far"]

_TRADES_AS = (
    r"with trading names?|trading names?|trading(?: \& known)? ?as|trade as|trades as|traded as|operating (?:as|under)"
    r"|doing business as|also known as|formerly known as|previously known as|now known as|known as|formerly|previously"
    r"|o/a|t ?/ ?as?|(?<![a-z]\.)t\.a\.?|t/a|ta/|d/b/a|d\.b\.a\.?|dba|a/k/a|a\.k\.a\.?|aka|f/k/a|fka|o\.a\."
    r"|nom commercial"
)
_SPLIT = re.compile(
    rf"(?:(?<=[\s(),.;:/\-\[\"])|(?<=ltd)|(?<=limited)|^)(?:{_TRADES_AS})(?=[\s):;,?.\"]|$)[\s:;,?.\-]*", re.IGNORECASE
)
# Two capital letters mean "trading as" only after a legal form: "3P Foods Ltd TA Heavenly Desserts".
_TA = re.compile(
    r"(?<=\b(?:ltd|llp|plc|inc|tee)\b)[\s./,(\-]+ta[s]?[\s.:]+|(?<=\blimited\b)[\s./,(\-]+ta[s]?[\s.:]+", re.I
)
# What every phrase above holds; most names hold none of it and are not looked at more closely.
_MAY_SPLIT = re.compile(
    r"trad|operat|known|former|previous|doing|t ?/|t\.a|ta/|o/a|o\.a|d/b|d\.b|dba|a/k|a\.k|aka|f/k|fka|nom c|\Wta", re.I
)
_EDGES = " \t\r\n()[]{},;:-–/\\\"“”'?"


def split_names(full: str) -> tuple[str, ...]:
    """Give the whole name first, then the names in it: before and after "t/a", "o/a", "dba", "aka", "formerly" …

    >>> split_names("10 GROUP LTD  T/A THE 10 GROUP")
    ('10 GROUP LTD T/A THE 10 GROUP', '10 GROUP LTD', 'THE 10 GROUP')
    """
    whole = " ".join(full.split())
    if not _MAY_SPLIT.search(whole):
        return (whole,) if whole else ()
    parts = [_tidy(part) for piece in _SPLIT.split(whole) for part in _TA.split(piece)]
    if len(parts) < 2:
        return (whole,) if whole else ()
    return tuple(dict.fromkeys((whole, *(part for part in parts if any(map(str.isalnum, part))))))


def _tidy(part: str) -> str:
    """Take off what the cut left at the edges; a bracket stays when its other half is in the part."""
    tidy = part.strip(_EDGES)
    closing = part.rstrip(_EDGES.replace(")", ""))
    return tidy + ")" if tidy.count("(") > tidy.count(")") and closing.endswith(")") else tidy


def legal_part(full: str) -> str:
    """Give the part that names the legal body: the one with a legal form, else the one named first.

    >>> legal_part("(A1F1 Limited T/A ) Ultrasound Direct London"), legal_part("2349993 Ontario Inc. o/a A&W")
    ('A1F1 Limited', '2349993 Ontario Inc.')
    """
    names = split_names(full)
    parts = names[1:] or names
    return next((part for part in parts if strip_legal_form(plain_words(part))[1]), parts[0] if parts else "")


def without_legal_form(name: str) -> str:
    """Give the plain words of a name without legal forms.

    >>> without_legal_form("Sevā Manpower Pvt. Ltd.")
    'seva manpower'
    """
    return " ".join(strip_legal_form(plain_words(name))[0])


@lru_cache(maxsize=4096)
def match_key(name: str) -> str:
    """Give what the names of one legal body have in common: its legal part without form and spaces.

    >>> match_key("GSK Restaurants Limited O/A Dairy Queen"), match_key("G.S.K. Restaurants Ltd.")
    ('gskrestaurants', 'gskrestaurants')
    """
    names = split_names(name)
    stripped = [strip_legal_form(plain_words(part)) for part in names[1:] or names]
    legal = next((words for words, kinds in stripped if kinds), stripped[0][0] if stripped else ())
    return "".join(in_full(legal))


def search_words(name: str) -> tuple[str, ...]:
    """Give the words that the search looks for: no legal form, words of the trade in their common form."""
    return in_common_words(strip_heard_form(plain_words(name)))


def sounds(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the consonant skeletons of words, the Arabic article joined to its word.

    >>> sounds(("al", "rashid")) == sounds(("alrasheed",))
    True
    """
    if "al" not in words:
        return tuple(map(skeleton, words))
    joined: list[str] = []
    for word in words:
        joined.append("al" + word if joined and joined[-1] == "al" else word)
        if len(joined) > 1 and joined[-2] == "al":
            del joined[-2]
    return tuple(skeleton(word) for word in joined)


_NATIVE_WORD = re.compile(r"[^\s.,;:()\[\]\"'«»“”\-_/&]+")
_ONE_LETTER = str.maketrans("أإآٱىةکیہ", "اااايهكيه")  # one letter, written in several ways
CLOSE = 0.55  # mean share of letter pairs, in looks and in sound, from which one name may be taken for another
CLOSE_OWN = 0.7  # the same for what is left without the words of the trade, which is short


def closeness(query: str, name: str) -> Closeness:
    """Say whether a name shown is the one typed ("same"), one that may be taken for it ("close"), or neither ("far").

    Same is strict, so that nobody is shown as barred for a name that only resembles theirs: the same letters and
    figures, however they are spaced and accented; no other legal form; the same script, because transcription is a
    guess. Close looks at the whole names, and at what is left of both without the words of the trade.

    >>> closeness("alrasheed manpower", "Al-Rasheed Manpower (Pvt.) Ltd.")
    'same'
    >>> closeness("al rashid", "Al-Rasheed Manpower")
    'close'
    """
    if _is_same(query, name):
        return "same"
    one, other = search_words(query), search_words(name)
    is_close = _likeness(one, other) >= CLOSE or _likeness(own_words(one), own_words(other)) >= CLOSE_OWN
    return "close" if is_close else "far"


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    looks = share(pairs("".join(one)), pairs("".join(other))) if one and other else 0.0
    heard = share(pairs("".join(sounds(one))), pairs("".join(sounds(other)))) if one and other else 0.0
    return max(looks, (looks + heard) / 2)


def _is_same(query: str, name: str) -> bool:
    if is_latin(query) != is_latin(name):
        return False
    mine, my_forms = strip_legal_form(plain_words(query))
    yours, your_forms = strip_legal_form(plain_words(name))
    if not mine or (my_forms and your_forms and set(my_forms).isdisjoint(your_forms)):
        return False
    if is_latin(query):
        return "".join(in_full(mine)) == "".join(in_full(yours))
    return _as_written(query, mine) == _as_written(name, yours)


def _as_written(name: str, kept: tuple[str, ...]) -> str:
    """Give the letters of another script themselves, because different ones may come out alike in Latin."""
    words = _NATIVE_WORD.findall(unicodedata.normalize("NFKC", name).casefold())
    return "".join(word for word in words if set(plain_words(word)) <= set(kept)).translate(_ONE_LETTER)


def is_latin(name: str) -> bool:
    """Say whether every letter is Latin, accents included."""
    if name.isascii():
        return True
    return all(
        letter.isascii() or unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha()
    )
