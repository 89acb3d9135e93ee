"""A register's full name is cut into the names people know, and a page may only call a name the one typed if it is."""

from __future__ import annotations

import csv
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.names import closeness, legal_part, match_key, search_words, sounds, split_names, without_legal_form
from tests.needs import real_data

# From the United Kingdom's and Canada's public lists of 2026 and 2017.
FULL_NAMES = [
    ("10 GROUP LTD  T/A THE 10 GROUP", ["10 GROUP LTD", "THE 10 GROUP"], "10 GROUP LTD"),
    ("(A1F1 Limited T/A ) Ultrasound Direct London", ["A1F1 Limited", "Ultrasound Direct London"], "A1F1 Limited"),
    ("2349993 Ontario Inc. o/a A&W", ["2349993 Ontario Inc.", "A&W"], "2349993 Ontario Inc."),
    ("1059297 Alberta Ltd.o/a Shell Canada", ["1059297 Alberta Ltd.", "Shell Canada"], "1059297 Alberta Ltd."),
    ("10064519 Manitoba Ltd (O/A Shell Canada)", ["10064519 Manitoba Ltd", "Shell Canada"], "10064519 Manitoba Ltd"),
    ("Blackstream Ltd (trading as Balmacara Mains )", ["Blackstream Ltd", "Balmacara Mains"], "Blackstream Ltd"),
    ("A&S R Limited t/as Pepe's Piri Piri", ["A&S R Limited", "Pepe's Piri Piri"], "A&S R Limited"),
    ("3P Foods Ltd TA Heavenly Desserts", ["3P Foods Ltd", "Heavenly Desserts"], "3P Foods Ltd"),
    ("Adaptos Ltd/ TA Sonder", ["Adaptos Ltd", "Sonder"], "Adaptos Ltd"),
    ("Erdem Moralioglu Ltd dba ERDEM", ["Erdem Moralioglu Ltd", "ERDEM"], "Erdem Moralioglu Ltd"),
    (
        "ZUBER ADAM PATEL T/A WELFORD CHIPPY (SOLE TRADER)",
        ["ZUBER ADAM PATEL", "WELFORD CHIPPY (SOLE TRADER)"],
        "WELFORD CHIPPY (SOLE TRADER)",
    ),
]
NOT_CUT = [
    "AK & TA Radcliffe Limited",
    "Tata Steel UK Ltd",
    "Andaka Ltd",
    "Botany T Ltd",
]


@pytest.mark.parametrize(("full", "parts", "legal"), FULL_NAMES)
def test_a_full_name_keeps_whole_and_gives_its_parts(full: str, parts: list[str], legal: str) -> None:
    whole, *found = split_names(full)
    assert whole == " ".join(full.split())
    assert found == parts
    assert legal_part(full) == legal


@pytest.mark.parametrize("name", NOT_CUT)
def test_letters_that_only_look_like_trading_as_cut_nothing(name: str) -> None:
    assert split_names(name) == (name,)


def test_no_name_gives_no_names() -> None:
    assert split_names("  ") == ()
    assert legal_part("") == ""


@given(st.text(max_size=80))
def test_any_text_can_be_cut_and_the_whole_comes_first(text: str) -> None:
    names = split_names(text)
    assert names[:1] == ((" ".join(text.split()),) if text.split() else ())
    assert all(names)
    assert isinstance(match_key(text), str)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("G.S.K. Restaurants Ltd.", "GSK Restaurants Limited O/A Dairy Queen"),
        ("M&J McElhone Farming", "M & J McElhone Farming Inc"),
        ("Pasqualino's Café & Bistro", "PASQUALINOS CAFE AND BISTRO"),
        ("Al-Rasheed Manpower (Pvt.) Ltd.", "alrasheed manpower"),
        ("Star Intl. Mfg. Co., Ltd.", "Star International Manufacturing"),
        ("ООО «Рекрутинг Плюс»", "Рекрутинг Плюс"),
    ],
)
def test_one_legal_body_has_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other) != ""


def test_a_name_that_is_only_a_form_stays() -> None:
    assert without_legal_form("Limited") == "limited"
    assert match_key("Ltd") == "ltd"


@pytest.mark.parametrize(
    ("typed", "shown", "expected"),
    [
        ("alrasheed manpower", "Al Rasheed Manpower Pvt Ltd", "same"),
        ("SHAPLA overseas ltd.", "Shapla Overseas Limited", "same"),
        ("Star Ltd", "Star LLP", "close"),  # another legal body
        ("al rashid manpower", "Al Rasheed Manpower", "close"),
        ("Gulf Star Recruitment 2", "Gulf Star Recruitment 3", "close"),
        ("Gulf Star Recruitment", "Gulf Stars Recruitment", "close"),
        ("الرشيد", "Al Rashid", "close"),  # transcription is a guess
        ("الرشيد", "الرشيد", "same"),
        ("شركة الرشيد", "الرشيد", "same"),
        ("طارق للتجارة", "تارق للتجارة", "close"),  # other letters that come out alike
        ("إيمان للتوظيف", "ايمان للتوظيف", "same"),
        ("張工程有限公司", "章工程有限公司", "close"),
        ("शापला ओवरसीज प्रा. लि.", "शापला ओवरसीज", "same"),
        ("???", "!!!", "far"),
        ("al noor", "Al Noor Overseas Employment Agency", "close"),
        ("Blue Horizon Overseas", "Green Crescent Employment", "far"),
        ("", "Al Noor", "far"),
    ],
)
def test_only_the_name_typed_is_called_the_same(typed: str, shown: str, expected: str) -> None:
    assert closeness(typed, shown) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_closeness_does_not_ask_who_was_first(one: str, other: str) -> None:
    assert closeness(one, other) == closeness(other, one)


def test_trade_words_of_many_languages_meet_in_one() -> None:
    assert search_words("الرشيد للتوظيف")[-1] == search_words("Al Rashid Recruiting")[-1] == "recruitment"
    assert search_words("Agensi Pekerjaan Megawi Sdn Bhd") == ("agency", "employment", "megawi")
    assert search_words("एवरेस्ट मैनपावर")[-1] == search_words("এভারেস্ট ম্যানপাওয়ার")[-1] == "manpower"
    assert search_words("Ajira Bora Wakala")[0] == search_words("Rekrutmen Bora Agency")[0] == "recruitment"


def test_names_written_by_ear_sound_alike() -> None:
    assert sounds(search_words("alrashed manpwr")) == sounds(search_words("Al-Rasheed Manpower"))
    assert sounds(("vizion", "plas")) == sounds(("vision", "plus"))


def test_no_name_of_a_whole_register_is_lost() -> None:
    """Every row of the United Kingdom's register keeps its whole name, and nearly every one a key."""
    path = real_data() / "registers" / "uk" / "uk-sponsors-2026-07-03.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        names = {row[0] for row in csv.reader(file)} - {"Organisation Name"}
    cut = {name: split_names(name) for name in names}
    assert all(parts[0] == " ".join(name.split()) for name, parts in cut.items())
    assert 9_000 < sum(len(parts) > 1 for parts in cut.values()) < 11_500
    assert not [name for name in sorted(names)[::25] if not match_key(name)]
