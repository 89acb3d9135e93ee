"""Write any script in plain Latin letters, the way people type names, so that one index serves all of them.

Most scripts go through `anyascii`. Three families have tables of our own, written from general knowledge of how these
scripts are spelled (November 2026), because a letter-by-letter table makes them unfindable:

* Arabic script (Arabic, Persian, Urdu, Pashto, Kurdish): alef and the long vowels are kept, the article stands alone.
* the scripts of India (Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam), which share
  one layout in Unicode: the unwritten vowel is put in, save where Hindi and Nepali don't say it.
* Cyrillic: х is the h of names (хан, хелп), and the signs without a sound go.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ARABIC = {
    **dict.fromkeys("اأآٱ", "a"), "إ": "i", "ء": "", "ؤ": "u", "ئ": "i", "ى": "a", "ة": "a",
    **dict.fromkeys("بٻ", "b"), **dict.fromkeys("تطٹټ", "t"), "ث": "th", "ج": "j", **dict.fromkeys("حهہھۀە", "h"),
    "خ": "kh", **dict.fromkeys("دضڈډ", "d"), **dict.fromkeys("رڑړڕ", "r"), **dict.fromkeys("زظ", "z"), "ذ": "dh",
    **dict.fromkeys("سص", "s"), **dict.fromkeys("شښ", "sh"), "ع": "a", "غ": "gh", "ف": "f", "ق": "q",
    **dict.fromkeys("كک", "k"), **dict.fromkeys("لڵ", "l"), "م": "m", **dict.fromkeys("نںڼ", "n"), "پ": "p", "چ": "ch",
    **dict.fromkeys("ژږ", "zh"), **dict.fromkeys("گګڭ", "g"), "ڤ": "v", "ۋ": "v", "څ": "ts", "ځ": "dz",
    **dict.fromkeys("ےۓېێ", "e"), "ۍ": "ai", **dict.fromkeys("ۆ", "o"), **dict.fromkeys("ۇۈ", "u"),
    "َ": "a", "ُ": "u", "ِ": "i", "ً": "an", "ٌ": "un", "ٍ": "in",
}  # fmt: skip
_HALF_VOWELS = {"و": ("w", "u"), "ي": ("y", "i"), "ی": ("y", "i")}
_O = ("او", "أو", "اؤ")  # at the start of a word the two letters write one vowel: Oasis, Omar
_ARABIC_RUN = re.compile("[\u0600-\u06ff\u0750-\u077f]+")
_PLAIN_VOWELS = frozenset("aeiou")

# Offsets within each block of 128 code points from U+0900 to U+0D7F.
_VOWEL_SOUNDS = ("a", "a", "i", "i", "u", "u", "ri", "li", "e", "e", "e", "ai", "o", "o", "o", "au")
_VOWELS = dict(enumerate(_VOWEL_SOUNDS, 0x05))
_CONSONANT_SOUNDS = (
    "k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n", "n",
    "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh", "s", "h",
)  # fmt: skip
_CONSONANTS = dict(enumerate(_CONSONANT_SOUNDS, 0x15))
_SIGN_SOUNDS = ("a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au")
_SIGNS = dict(enumerate(_SIGN_SOUNDS, 0x3E))
_WITH_DOT = {"k": "q", "j": "z", "ph": "f", "d": "r", "dh": "rh", "y": "y", "g": "gh", "kh": "kh"}
_DOTTED = dict(enumerate(("q", "kh", "gh", "z", "r", "rh", "f", "y"), 0x58))
_VIRAMA, _NUKTA, _ANUSVARA, _VISARGA = 0x4D, 0x3C, (0x01, 0x02, 0x70), 0x03
_BENGALI, _YA = 0x0980, 0x2F
_IN_BENGALI, _BENGALI_W = re.compile("[\u0980-\u09ff]"), re.compile("oy(?=[aeiou])")  # ওয়া is how w is written
_INDIC_RUN = re.compile("[\u0900-\u0d7f]+")

_CYRILLIC = str.maketrans(
    {"х": "h", "Х": "h", "ь": "", "ъ": "", "Ь": "", "Ъ": "", "ё": "e", "Ё": "e", "э": "e", "Э": "e"}
)


def to_latin(text: str) -> str:
    """Give the text in lower-case ASCII; letters without a sound of their own are dropped, never guessed at.

    >>> to_latin("الرشيد"), to_latin("मैनपावर"), to_latin("Хелп"), to_latin("Québec")
    ('al rashid', 'mainpavar', 'help', 'quebec')
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    text = _ARABIC_RUN.sub(lambda run: _from_arabic(run.group()), text)
    text = _INDIC_RUN.sub(lambda run: _from_indic(run.group()), text)
    return str(anyascii(text.translate(_CYRILLIC))).lower().replace("'", "")


_READ_OTHERWISE = (
    (re.compile("ج"), "j", "g"),  # Egypt says g, and g of other languages is written so
    (re.compile("ق"), "q", "g"),  # the Gulf says g
    (re.compile("[জज]"), "j", "z"),
    (re.compile("[ভभ]"), "bh", "v"),  # Bengali and Nepali write v so
    (re.compile("[вव]"), "v", "w"),
    (re.compile("ц"), "ts", "k"),  # a foreign c, copied letter by letter
)


def other_readings(text: str) -> tuple[str, ...]:
    """Give how else a text in another script may be meant: one letter stands there for two sounds.

    >>> other_readings("جرين"), other_readings("এভারেস্ট")
    (('garin',), ('evarest',))
    """
    if text.isascii():
        return ()
    latin = to_latin(text)
    found = [latin.replace(sound, other) for letters, sound, other in _READ_OTHERWISE if letters.search(text)]
    return tuple(reading for reading in dict.fromkeys(found) if reading != latin)


@lru_cache(maxsize=20_000)
def _from_arabic(word: str) -> str:
    """Write one word: the joined article, "for the" and "and the" stand alone, as in Latin letters."""
    letters = [letter for letter in word if letter in _ARABIC or letter in _HALF_VOWELS or letter.isdigit()]
    bare = "".join(letters)
    for joined, written in (("وال", "al "), ("بال", "al "), ("لل", "al "), ("ال", "al ")):
        if bare.startswith(joined) and len(bare) - len(joined) > 2:
            return written + _spoken("".join(_sounds(bare[len(joined) :])))
    return _spoken("".join(_sounds(bare)))


def _sounds(word: str) -> list[str]:
    """A half vowel is a consonant at the start and beside a vowel, and a long vowel between consonants."""
    sounds: list[str] = []
    if word[:2] in _O:
        sounds, word = ["o"], word[2:]
    for at, letter in enumerate(word):
        if letter not in _HALF_VOWELS:
            sounds.append(_ARABIC.get(letter, letter))
            continue
        consonant, vowel = _HALF_VOWELS[letter]
        following = word[at + 1 : at + 2]
        beside = (
            at == 0 or sounds[-1][-1:] in _PLAIN_VOWELS or (following and _ARABIC.get(following, "") in _PLAIN_VOWELS)
        )
        sounds.append(consonant if beside and (not sounds or following) else vowel)
    return sounds


_CLUSTER = re.compile(r"^((?:sh|kh|gh|th|ch|zh|[b-df-hj-np-tv-z]))(?=(?:sh|kh|gh|th|ch|zh|[b-df-hj-np-tv-z]))(?!$)")


def _spoken(word: str) -> str:
    """Put the commonest unwritten vowel after a first consonant that another one follows: rshid → rashid."""
    return _CLUSTER.sub(r"\1a", word)


@lru_cache(maxsize=20_000)
def _from_indic(word: str) -> str:
    """Write one word; the unwritten vowel is not said at the end, nor between vowel-consonant and consonant-vowel."""
    syllables = _syllables(word)
    written = []
    for at, (sound, vowel) in enumerate(syllables):
        if vowel == "?":
            vowel = "" if _is_silent(syllables, at) else "a"
        written.append(sound + vowel)
    latin = "".join(written)
    return _BENGALI_W.sub("w", latin) if _IN_BENGALI.search(word) else latin


def _is_silent(syllables: list[tuple[str, str]], at: int) -> bool:
    if at == len(syllables) - 1:
        return True
    return (
        at > 0
        and bool(syllables[at - 1][1])
        and syllables[at + 1][1] not in ("", "?")
        and bool(syllables[at + 1][0])
        and syllables[at - 1][0] + syllables[at - 1][1] != "?"
    )


def _syllables(word: str) -> list[tuple[str, str]]:
    """Give (consonant, vowel) pairs; "?" is the vowel that the script leaves unwritten."""
    found: list[tuple[str, str]] = []
    for letter in word:
        offset = (ord(letter) - 0x0900) % 0x80
        is_bengali = ord(letter) - offset == _BENGALI
        last = found[-1] if found else ("", "")
        if offset in _CONSONANTS:
            found.append(("j" if is_bengali and offset == _YA else _CONSONANTS[offset], "?"))
        elif offset in _DOTTED:
            found.append((_DOTTED[offset], "?"))
        elif offset in _VOWELS:
            found.append(("", _VOWELS[offset]))
        elif offset in _SIGNS and found:
            found[-1] = (last[0], _SIGNS[offset])
        elif offset == _VIRAMA and found:
            found[-1] = (last[0], "")
        elif offset == _NUKTA and found:
            found[-1] = ("y" if last[0] == "j" and is_bengali else _WITH_DOT.get(last[0], last[0]), last[1])
        elif offset in _ANUSVARA and found:
            found[-1] = (last[0], "a" if last[1] == "?" else last[1])
            found.append(("n", ""))
        elif offset == _VISARGA:
            continue
        elif 0x66 <= offset <= 0x6F:
            found.append((str(offset - 0x66), ""))
        elif unicodedata.category(letter)[0] == "L":
            found.append((anyascii(letter).lower(), ""))
    return found
