"""Cut a name in any script into plain Latin words, so that two ways of writing the same letters come out the same.

The lowest step under every comparison of names: punctuation, accents, "&" and the spacing of initials carry no meaning.
"""

from __future__ import annotations

import re

from safar.rules.transliteration import to_latin

_APOSTROPHES = re.compile("['’‘`´ʼʻ\u02bf\u02be\"“”]")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_]?\b|\b(?:[^\W\d_]\.){2,}")
_WORD = re.compile(r"[a-z0-9]+")
_UNSAID = frozenset({"and", "the", "und", "et"})
# "and" and "the" in other scripts, their English sound included.
_UNSAID_WRITTEN = re.compile(
    r"(?<!\S)(?:энд|енд|и|та|й|зе|дзе|و|أند|اند|آند|ذا|ذي|ذ|دا|اینڈ|اور|دی|एंड|एण्ड|अंड|एन्ड|और|एवं|तथा|र|द|दि|दी"
    r"|এন্ড|অ্যান্ড|এবং|ও|দি|দ্য|እና|ዘ)(?!\S)"
)
_SUN_ARTICLES = {
    "as": "s",
    "ash": "sh",
    "an": "n",
    "ar": "r",
    "at": "t",
    "ad": "d",
    "az": "z",
    "ath": "th",
    "adh": "dh",
}


def plain_words(name: str) -> tuple[str, ...]:
    """Give the words of a name; initials in a row are one word, "and" and "the" are none, the article is "al".

    >>> plain_words("The J. P. Morgan & Sons, S.A."), plain_words("Ar-Rahman Al-Aïn")
    (('jp', 'morgan', 'sons', 'sa'), ('al', 'rahman', 'al', 'ain'))
    """
    text = _INITIALS.sub(lambda found: found.group().replace(".", ""), name) if "." in name else name
    if not text.isascii():
        text = _UNSAID_WRITTEN.sub(" ", text) if any(map(str.isspace, text)) else text
    words = _WORD.findall(_APOSTROPHES.sub("", to_latin(text)))
    said = [word for word in words if word not in _UNSAID] or words
    return tuple(_articles(_joined_initials(said)))


def _joined_initials(words: list[str]) -> list[str]:
    """Join single letters in a row: "j p" and "jp" are written for the same."""
    if not any(len(word) == 1 for word in words):
        return words
    joined: list[str] = []
    growing = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and growing:
            joined[-1] += word
        else:
            joined.append(word)
        growing = single
    return joined


def _articles(words: list[str]) -> list[str]:
    """Write the Arabic article as "al", also where it is spelled as it is said: el, ar Rahman, ash Shams."""
    for at, word in enumerate(words[:-1]):
        following = words[at + 1]
        if word == "el" or (word in _SUN_ARTICLES and len(following) > 3 and following.startswith(_SUN_ARTICLES[word])):
            words[at] = "al"
    return words
