"""Make names as people mistype, mishear and transcribe them, for the benches that measure recall.

Each kind is a function from a clean Latin name and a source of chance to the name as somebody might write it. The rules
come from general knowledge of how English names are written in these scripts; a word may be written in several ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

FORM = re.compile(r"\W+(?:limited|ltd|llp|plc|inc|llc|b\.?v|cic|co)\.?\W*$", re.IGNORECASE)
NEIGHBOURS = {
    "a": "sqz", "b": "vgn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "kop", "m": "nk", "n": "bm", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xa",
}  # fmt: skip
Rules = tuple[tuple[str, str], ...]

BY_EAR: Rules = (
    ("ph", "f ph f"), ("ck", "k ck c"), ("tion", "shun tion sion shon"), ("ee", "i ee ea"), ("ea", "ee ea i"),
    ("oo", "u oo"), ("ou", "u ow ou"), ("qu", "kw qu q"), ("x", "ks x"), ("c(?=[eiy])", "s c"),
    ("sh", "sh sch ch"), ("ch", "ch tch sh"), ("c", "k c c"), ("th", "th t d"), ("w", "w v w"), ("v", "v w b"),
    ("z", "z s"), ("s", "s s s z"), ("y", "i y y"), ("gh", "g gh"), ("g(?=[ei])", "j g"), ("j", "j g"),
    ("(.)\\1", "1"), ("ai", "ay e ai"), ("e(?![a-z])", "e _"), ("a", "a a a e"), ("e", "e e i"), ("i", "i i e y"),
    ("o", "o o u"), ("u", "u u o a"), ("h(?=[a-z])", "h h _"), ("er(?![a-z])", "er ar a"),
)  # fmt: skip
CYRILLIC: Rules = (
    ("shch", "щ"), ("sch", "ш"), ("sh", "ш"), ("tch", "ч"), ("ch", "ч"), ("th", "т т з с"), ("ph", "ф"),
    ("tion", "шн шен"), ("ck", "к"), ("kh", "х"), ("wh", "в у"), ("w(?=[aeiou])", "в у в"), ("[ae]w", "о ав ью"),
    ("ow", "оу оу ау"), ("w", "в"), ("x", "кс"), ("qu", "кв"), ("q", "к"), ("c(?=[eiy])", "с"), ("c", "к"),
    ("ee|ea", "и"), ("oo", "у"), ("ou", "ау у"), ("ai|ay", "эй ей"), ("ey", "и ей"), ("igh", "ай"),
    ("y(?=[aou])", "й"), ("y(?![a-z])", "и"), ("y", "и й ай"), ("j", "дж"), ("g(?=[ei])", "дж г"), ("g", "г"),
    ("h", "х х г"), ("e(?![a-z])", "_"), ("(.)\\1", "1"), ("a", "а а а э ей"), ("^e", "э"), ("e", "е е э"),
    ("i", "и и и ай"), ("o", "о"), ("u", "у у а ю"), ("b", "б"), ("d", "д"), ("f", "ф"), ("k", "к"), ("l", "л"),
    ("m", "м"), ("n", "н"), ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"), ("v", "в"), ("z", "з"),
)  # fmt: skip
ARABIC: Rules = (
    ("sch|sh", "ش"), ("tch|ch", "تش تش ش"), ("th", "ث ذ"), ("ph", "ف"), ("tion", "شن يشن"), ("ck", "ك"),
    ("kh", "خ"), ("gh", "غ"), ("qu", "كو"), ("q", "ق ك"), ("x", "كس"), ("c(?=[eiy])", "س"), ("c", "ك"),
    ("ee|ea", "ي"), ("oo", "و"), ("ou|ow", "او و"), ("ai|ay", "اي ي"), ("ey", "ي"), ("p", "ب ب پ"), ("v", "ف ڤ"),
    ("w", "و"), ("j", "ج"), ("g(?=[ei])", "ج"), ("g", "غ ج ق"), ("^a", "ا أ"), ("^e", "ا إي إ"), ("^i", "ا إ اي"),
    ("^o", "او أو"), ("^u", "ا أ يو"), ("e(?![a-z])", "_"), ("(.)\\1", "1"), ("a", "ا ا ا _"), ("e", "_ ي"),
    ("i", "ي ي _"), ("o", "و"), ("u", "و و ا _"), ("y", "ي"), ("b", "ب"), ("d", "د"), ("f", "ف"), ("h", "ه"),
    ("k", "ك"), ("l", "ل"), ("m", "م"), ("n", "ن"), ("r", "ر"), ("s", "س"), ("t", "ت ت ط"), ("z", "ز"),
)  # fmt: skip
HINDI_VOWELS = {
    "ee": "ई", "ea": "ई", "oo": "ऊ", "ai": "ऐ ए", "ay": "ए", "ou": "औ आउ", "ow": "ओ आउ", "au": "औ ऑ", "igh": "आइ",
    "a": "आ अ अ ए", "e": "ए ए इ", "i": "इ ई", "o": "ओ ऑ", "u": "उ अ ऊ",
}  # fmt: skip
SIGNS = ["ा", "ि", "ी", "ु", "ू", "ृ", "े", "ै", "ो", "ौ", "ॉ"]
HINDI_SIGNS = dict(zip("आइईउऊऋएऐओऔऑ", SIGNS, strict=True)) | {"अ": ""}
HINDI_CONSONANTS: dict[str, str] = {
    "sch": "श", "sh": "श", "tch": "च", "ch": "च", "chh": "छ", "th": "थ द", "ph": "फ", "ck": "क", "kh": "ख",
    "gh": "घ", "dh": "ध", "bh": "भ", "qu": "क्व", "q": "क", "x": "क्स", "b": "ब", "d": "ड द", "f": "फ फ़",
    "g": "ग", "h": "ह", "j": "ज", "k": "क", "l": "ल", "m": "म", "n": "न", "p": "प", "r": "र", "s": "स", "t": "ट त",
    "v": "व", "w": "व", "y": "य", "z": "ज़ ज", "c": "क",
}  # fmt: skip


def drop_form(name: str, chance: Random) -> str:
    return FORM.sub("", name)


def swap_form(name: str, chance: Random) -> str:
    return FORM.sub("", name) + chance.choice(
        [" Ltd", " LIMITED", " Pvt Ltd", " LLC", " Co", " L.L.P.", " (Pvt.) Ltd."]
    )


def typo(name: str, chance: Random) -> str:
    """One slip in a letter; two in a long name."""
    for _ in range(1 if len(name) < 15 else 2):
        at = chance.randrange(1, max(2, len(name) - 1))
        letter = name[at : at + 1].lower()
        if not letter.isalpha():
            continue
        made = {
            "drop": "",
            "double": letter * 2,
            "near": chance.choice(NEIGHBOURS.get(letter, "e")),
            "swap": name[at + 1 : at + 2] + letter,
        }
        slip = chance.choice(list(made))
        name = name[:at] + made[slip] + name[at + (2 if slip == "swap" else 1) :]
    return name


def join_words(name: str, chance: Random) -> str:
    words = FORM.sub("", name).split()
    if len(words) < 2:
        return "".join(words)
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def split_word(name: str, chance: Random) -> str:
    words = FORM.sub("", name).split()
    at = max(range(len(words)), key=lambda place: len(words[place]), default=0)
    cut = len(words[at]) // 2 if words else 0
    return " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]]) if cut > 1 else " ".join(words)


def without_vowels(name: str, chance: Random) -> str:
    """Leave vowels out inside words, as in text messages."""
    inner = re.compile(r"(?<=[a-z])[aeiou](?=[a-z])")
    return inner.sub(lambda vowel: vowel.group() if chance.random() < 0.5 else "", name.lower())


def turn_words(name: str, chance: Random) -> str:
    words = FORM.sub("", name).split()
    return " ".join([*words[1:], *words[:1]])


def trading(name: str, chance: Random) -> str:
    """Only one of the names that stand in a full one."""
    parts = re.split(r"\s+(?:t/as?|trading as|o/a|dba)\s+", name, flags=re.IGNORECASE)
    return chance.choice(parts).strip()


def by_ear(name: str, chance: Random) -> str:
    return written(FORM.sub("", name), BY_EAR, chance)


def cyrillic(name: str, chance: Random) -> str:
    return written(name, CYRILLIC, chance)


def arabic(name: str, chance: Random) -> str:
    return written(name, ARABIC, chance)


def written(name: str, rules: Rules, chance: Random) -> str:
    """Write each word by the first rule that fits at each letter, choosing among its ways of writing."""
    patterns = [(re.compile(pattern), ways.split()) for pattern, ways in rules]
    words = re.findall(r"[a-z0-9]+", name.lower().replace("&", " and "))
    return " ".join(_word(word, patterns, chance) for word in words)


def _word(word: str, patterns: list[tuple[re.Pattern[str], list[str]]], chance: Random) -> str:
    made, at = "", 0
    while at < len(word):
        for pattern, ways in patterns:
            found = pattern.match(word, at)
            if found and (pattern.pattern[0] != "^" or at == 0):
                way = chance.choice(ways)
                if way == "1":  # one letter of a double: the single letter's own rule writes it
                    at += 1
                    break
                made += "" if way == "_" else way
                at = found.end()
                break
        else:
            made += word[at]
            at += 1
    return made


def devanagari(name: str, chance: Random) -> str:
    return " ".join(_hindi(word, chance) for word in re.findall(r"[a-z0-9]+", name.lower().replace("&", " and ")))


def _hindi(word: str, chance: Random) -> str:
    word = re.sub(r"tion", "shan", word)
    word = re.sub(r"c(?=[eiy])", "s", word)
    word = re.sub(r"g(?=[ei])", lambda _: chance.choice("jg"), word)
    word = re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", word)
    word = re.sub(r"(?<=[a-z]{2})e$", "", word)
    word = re.sub(r"y$", "i", word)
    made, at, open_consonant = "", 0, False
    while at < len(word):
        sound, size, is_vowel = _hindi_sound(word, at, chance)
        if is_vowel:
            made += HINDI_SIGNS.get(sound[0], "") + sound[1:] if open_consonant else sound
            open_consonant = False
        elif sound == "न" and at + 1 < len(word) and word[at + 1] not in "aeiouyn" and made and chance.random() < 0.6:
            made, open_consonant = made + "ं", False
        else:
            made += ("्" if open_consonant and chance.random() < 0.8 else "") + sound
            open_consonant = not sound.isdigit()
        at += size
    return made


def _hindi_sound(word: str, at: int, chance: Random) -> tuple[str, int, bool]:
    for size in (3, 2, 1):
        letters = word[at : at + size]
        if len(letters) == size and letters in HINDI_VOWELS:
            return chance.choice(HINDI_VOWELS[letters].split()), size, True
        if len(letters) == size and letters in HINDI_CONSONANTS:
            return chance.choice(HINDI_CONSONANTS[letters].split()), size, False
    return word[at], 1, False


Noise = Callable[[str, Random], str]
LATIN: dict[str, Noise] = {
    "drop form": drop_form, "swap form": swap_form, "typo": typo, "join words": join_words, "split word": split_word,
    "turn words": turn_words, "without vowels": without_vowels, "by ear": by_ear, "trading": trading,
}  # fmt: skip
OTHERS: dict[str, Noise] = {"Cyrillic": cyrillic, "Arabic": arabic, "Devanagari": devanagari}
