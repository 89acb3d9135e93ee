"""Legal forms are told from names in many countries, and nothing of a name is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.legal_forms import FORMS, strip_heard_form, strip_legal_form
from safar.rules.plain_words import plain_words


@pytest.mark.parametrize(
    ("name", "left", "kind"),
    [
        ("ACME Pvt. Ltd.", "acme", "limited"),
        ("CELLCO (UK) LTD", "cellco uk", "limited"),
        ("Siemens Aktiengesellschaft", "siemens", "ag"),
        ("Volkswagen Bank G.m.b.H.", "volkswagen bank", "gmbh"),
        ("Faberlic Europe Sp. z o.o.", "faberlic europe", "sp-zoo"),
        ("Ika Textil S.A. de C.V.", "ika textil", "sa"),
        ("Limited Liability Company Iskusstvo", "iskusstvo", "llc"),
        ("ООО Рекрутинг Плюс", "rekruting plyus", "ooo"),
        ("شركة المستقبل ذ.م.م", "al mastqbl", "sharika"),
        ("सेवा प्रा. लि.", "seva", "limited"),
        ("PT. Bina Karya", "bina karya", "pt"),
        ("Agensi Megawi Sdn. Bhd.", "agensi megawi", "sdn-bhd"),
        ("9193-9082 Québec Inc.", "9193 9082 quebec", "incorporated"),
        ("Crown Monarch Community Interest Company", "crown monarch", "cic"),
    ],
)
def test_the_form_is_found(name: str, left: str, kind: str) -> None:
    words, kinds = strip_legal_form(plain_words(name))
    assert (" ".join(words), kinds[0]) == (left, kind)


@pytest.mark.parametrize("name", ["Limited Edition", "Sushi Me Gusta", "As You Like It", "Ltd"])
def test_a_name_keeps_its_own_words(name: str) -> None:
    words = plain_words(name)
    assert strip_legal_form(words) == (words, ())


def test_after_one_form_a_word_of_two_letters_is_the_name_again() -> None:
    assert strip_legal_form(plain_words("Sushi Me Ltd"))[0] == ("sushi", "me")


def test_a_form_written_by_ear_goes_for_a_search() -> None:
    for heard in ("alrashed lmted", "alrashed praivet limitid", "alrashed لتد", "alrashed лімітед"):
        assert strip_heard_form(plain_words(heard)) == ("alrashed",), heard


@given(st.lists(st.sampled_from([word for form in FORMS for words in form.spellings for word in words]), max_size=6))
def test_forms_alone_never_strip_to_nothing(words: list[str]) -> None:
    left, _ = strip_legal_form(tuple(words))
    assert bool(left) == bool(words)
