"""Words that people hear as one word have one skeleton; words that they tell apart mostly don't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.likeness import pairs, share
from safar.rules.skeleton import coarse, skeleton
from safar.rules.transliteration import to_latin


@pytest.mark.parametrize(
    "heard",
    [
        ("manpower", "manpwr", "menpawer", "منباور", "मैनपावर"),
        ("recruitment", "rekrutment", "recrootmant", "ريكروتمنت"),
        ("rasheed", "rashid", "rachid", "رشيد", "राशिद"),
        ("phoenix", "finiks", "feniks", "فينكس"),
        ("agency", "ejensi", "ajency", "एजेंसी"),
        ("school", "skul", "скул"),
        ("vision", "vishun", "вишн"),
        ("staff", "estaf", "istaf", "स्टाफ"),
        ("white", "wait", "वाइट"),
        ("knight", "nait", "найт"),
    ],
)
def test_one_word_by_ear_has_one_skeleton(heard: tuple[str, ...]) -> None:
    assert len({coarse(skeleton(to_latin(word))) for word in heard}) == 1, [skeleton(to_latin(word)) for word in heard]


def test_other_words_keep_theirs() -> None:
    words = ("manpower", "recruitment", "rasheed", "agency", "school", "staff", "trading", "overseas", "lotus")
    assert len({skeleton(word) for word in words}) == len(words)


@given(st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True))
def test_a_skeleton_has_no_doubled_letter_and_keeps_figures(word: str) -> None:
    bones = skeleton(word)
    assert [letter for letter in bones if letter.isdigit()] == [letter for letter in word if letter.isdigit()]
    assert not any(one == other and one.isalpha() for one, other in pairs(bones))


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_the_same_from_either_side(one: str, other: str) -> None:
    alike = share(pairs(one), pairs(other))
    assert 0 <= alike <= 1
    assert alike == share(pairs(other), pairs(one))
    assert share(pairs(one), pairs(one)) == 1
