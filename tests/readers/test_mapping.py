"""What the [row] and [status] of a TOML file make of a line: every field of a Row, and when a line names a person."""

from __future__ import annotations

from datetime import date

import pytest

from safar.readers.columns import clean
from safar.readers.masks import mask_cpf
from safar.readers.persons import same_person
from safar.readers.reading import Row
from safar.readers.source import Source
from safar.readers.vocabulary import fold_words
from safar.rules.status import Status
from tests.readers.made_up import read, source_from, toml_with

HEADER = '[["Licence No", "Agency", "Town", "Status", "Valid until"]]'


def register(columns: list[str], row: str, status: str = '[status]\nconstant = "unknown"') -> Source:
    """A source with the given columns, [row] and [status]."""
    quoted = ", ".join(f'"{column}"' for column in columns)
    head, _, _ = toml_with((HEADER, f"[[{quoted}]]")).partition("[row]")
    return source_from(f"{head}[row]\n{row}\n{status}\n")


def only(source: Source, line: str) -> Row:
    """The one row that a line makes."""
    (row,), reading = read(source, ",".join(source.columns) + "\n" + line + "\n")
    assert reading.rejects == []
    return row


def test_texts_from_columns_constants_and_joins() -> None:
    source = register(
        ["Name", "Legal", "Street", "Town", "Pay", "Currency", "Job"],
        """
name = "Name"
legal_name = "Legal"
key = [["Name"]]
place = "Town"
address = ["Street", "Town"]
scope = "Job"
words = { constant = "Listed" }
empty = ["N/A", "-"]
details = { "monthly pay" = { columns = ["Pay", "Currency"], joined_by = " " }, "street" = "Street" }
""",
    )
    row = only(source, "Blue  Heron,Blue Heron Ltd,12 Quay,Port Aster,1500,XCD,n/a")
    assert (row.name, row.legal_name, row.place) == ("Blue Heron", "Blue Heron Ltd", "Port Aster")
    assert (row.address, row.scope, row.words) == ("12 Quay, Port Aster", "", "Listed")
    assert row.details == (("monthly pay", "1500 XCD"), ("street", "12 Quay"))
    assert row.cells[0] == "Blue  Heron", "cells stay verbatim"
    assert only(source, "A,,-,Kelm,,,").address == "Kelm"


def test_a_name_is_made_readable_and_its_cell_is_kept() -> None:
    assert clean("Global Chemicals &amp; Maintenance\xa0System") == "Global Chemicals & Maintenance System"
    assert clean('""AAE"" Advanced') == '"AAE" Advanced'
    assert clean("Blue\r\nHeron") == "Blue Heron"
    assert clean("Alan Patient & Co; Limited") == "Alan Patient & Co; Limited"
    assert clean("ANKâ??S Beauty") == "ANKâ??S Beauty", "what the publisher has broken is not mended"


def test_countries_by_name_by_code_and_by_default() -> None:
    by_name = register(
        ["Name", "Where"],
        'name = "Name"\nkey = [["Name"]]\n'
        'country = { column = "Where", names = { "United Arab Emirates" = "AE", "UAE" = "AE" }, otherwise = "XC" }',
    )
    assert only(by_name, "A, uae ").country == "AE"
    assert only(by_name, "A,TX").country == "XC"
    by_code = register(["Name", "Where"], 'name = "Name"\nkey = [["Name"]]\ncountry = { column = "Where" }')
    assert only(by_code, "A,ke").country == "KE"
    assert only(by_code, "A,Kenya").country == ""
    assert only(register(["Name"], 'name = "Name"\nkey = [["Name"]]'), "A").country == "XC"


def test_the_key_falls_back_and_never_mixes_its_alternatives() -> None:
    source = register(
        ["No", "Name", "Town"],
        'name = "Name"\nkey = [["No"], ["Name", "Town"]]\nempty = ["N/A"]\n'
        '[[row.identifiers]]\nscheme = "xc"\ncolumn = "No"\ndigits = 4',
    )
    assert only(source, "0007,Heron,Kelm").key == "0007"
    assert only(source, "7,Heron,Kelm").key == "0007", "lost leading zeros come back"
    assert only(source, ", HERON , Kelm").key == "2:heron|kelm"
    assert only(source, "N/A,Heron,Kelm").key == "2:heron|kelm"
    assert only(source, "B.V.0123,Heron,Kelm").key == "2:heron|kelm", "an ill-shaped number is no key"
    assert only(source, ",0007,").key == "2:0007|"


def test_identifiers_keep_their_zeros_and_ill_shaped_ones_are_only_shown() -> None:
    source = register(
        ["Name", "No"],
        'name = "Name"\nkey = [["Name"]]\n'
        '[[row.identifiers]]\nscheme = "xc"\ncolumn = "No"\nshape = "[0-9]{4}/[A-Z]{3}"',
    )
    assert only(source, "A,0008 / RWP").identifiers == (("xc", "0008/RWP"),)
    odd = only(source, "A,see page 2")
    assert (odd.identifiers, odd.details) == ((), (("No", "see page 2"),))
    assert only(source, "A,").identifiers == ()


def test_dates_and_pauses() -> None:
    source = register(
        ["Name", "From", "To", "Pause", "Back"],
        'name = "Name"\nkey = [["Name"]]\n'
        'since = { column = "From", formats = ["%d/%m/%Y"], several = "last" }\n'
        'until = { column = "To", formats = ["%Y-%m-%d"] }\n'
        'pause_since = { column = "Pause", formats = ["%Y%m%d"] }\n'
        'pause_until = { column = "Back", formats = ["%Y%m%d"] }\n'
        'empty = ["-"]',
        '[status]\nconstant = "licensed"',
    )
    row = only(source, "A,01/02/2020 a 03/04/2021 e 05/06/2022,2026-12-31,20260101,20260301")
    assert (row.since, row.until) == (date(2022, 6, 5), date(2026, 12, 31))
    assert (row.pause_since, row.pause_until) == (date(2026, 1, 1), date(2026, 3, 1))
    assert only(source, "A,,-,,").until is None


WORDS = """
[status]
blank = "expired"
date_formats = ["%B %d, %Y", "%Y-%m-%d"]
[status.words]
"Eligible" = "penalised-but-eligible"
"Ineligible - unpaid monetary penalty" = "penalty-unpaid"
"Worker (UK Expansion Worker: Provisional)" = "provisional"
[status.patterns]
"Ineligible until {date}" = "barred-until"
"""


@pytest.mark.parametrize(
    ("words", "status", "until", "mapped"),
    [
        ("Eligible", Status.PENALISED_BUT_ELIGIBLE, None, True),
        ("ineligible–Unpaid  monetary penalty", Status.PENALTY_UNPAID, None, True),
        ("Ineligible -unpaid monetary penalty", Status.PENALTY_UNPAID, None, True),
        ("Worker (UK Expansion Worker: Provisional )", Status.PROVISIONAL, None, True),
        ('"Ineligible until March 3, 2027"', Status.BARRED_UNTIL, date(2027, 3, 3), True),
        ("Ineligible until 2027-03-03", Status.BARRED_UNTIL, date(2027, 3, 3), True),
        ("Ineligible until further notice", Status.UNKNOWN, None, False),
        ("Licensed", Status.UNKNOWN, None, False),
        ("", Status.EXPIRED, None, True),
    ],
)
def test_the_publishers_words(words: str, status: Status, until: date | None, mapped: bool) -> None:
    source = register(["Name", "State"], 'name = "Name"\nkey = [["Name"]]\nwords = "State"', WORDS)
    row = only(source, f"A,{words}")
    assert (row.status, row.until, row.mapped) == (status, until, mapped)
    assert row.words == " ".join(words.strip('"').split())


def test_an_empty_word_without_a_meaning_is_unknown() -> None:
    source = register(
        ["Name", "State"], 'name = "Name"\nkey = [["Name"]]\nwords = "State"', '[status.words]\n"Valid" = "licensed"'
    )
    row = only(source, "A,")
    assert (row.status, row.mapped) == (Status.UNKNOWN, False)


def test_a_ban_without_an_end_and_a_ban_that_was_taken_back() -> None:
    source = register(
        ["Name", "End", "Notes"],
        'name = "Name"\nkey = [["Name"]]\nwords = { constant = "Debarred" }\n'
        'until = { column = "End", formats = ["%Y-%m-%d"] }',
        '[status]\nconstant = "barred-until"\nwithout_until = "barred"\n'
        '[[status.exceptions]]\ncolumn = "Notes"\ncontains = ["rescinded", "Overturned"]\nstatus = "unknown"',
    )
    assert only(source, "A,2027-01-01,").status is Status.BARRED_UNTIL
    assert only(source, "A,,no end given").status is Status.BARRED
    for note in ("Debarment was RESCINDED.", "overturned by a judge"):
        row = only(source, f"A,2027-01-01,{note}")
        assert (row.status, row.words, row.mapped) == (Status.UNKNOWN, note, True)


PERSON = """
[row.person]
titles = ["mr", "mrs", "dr"]
given_names = ["maria", "beliaziere"]
organisation_words = ["ltd", "surgery", "farms"]
"""


@pytest.mark.parametrize(
    ("name", "is_person"),
    [
        ("Mr A Shan T/A Corner Ltd", True),
        ("MRS. SATHTHIYA SRIKUMAR  T/A MAIDSTONE FOOD", True),
        ("Dr Brown", True),
        ("Dr Brown Surgery", False),
        ("Mr Chips", True),
        ("Mr Chips Ltd", False),
        ("Mr", False),
        ("Mr 1 Pizza", False),
        ("Maria Perez", True),
        ("Maria Farms", False),
        ('"Beliaziere, Pierre"', True),
        ("Mariana Holdings", False),
        ("Blue Heron", False),
    ],
)
def test_titles_and_given_names(name: str, is_person: bool) -> None:
    source = register(["Name"], f'name = "Name"\nkey = [["Name"]]\n{PERSON}')
    assert only(source, name).is_person is is_person


def test_people_of_firms_are_left_out_and_people_without_a_firm_are_marked() -> None:
    source = register(
        ["Last", "First", "Firm"],
        'name = "Firm"\nkey = [["Firm"], ["Last", "First"]]\nempty = ["N/A"]\ndrop = ["Last", "First"]\n'
        '[row.person]\nname = { columns = ["First", "Last"], joined_by = " " }\nsame_as = ["First", "Last"]',
    )
    firm = only(source, "TURNER,LINDA,Blue Heron")
    assert (firm.name, firm.is_person, firm.cells) == ("Blue Heron", False, ("", "", "Blue Heron"))
    alone = only(source, "TURNER,LINDA,n/a")
    assert (alone.name, alone.is_person, alone.key) == ("LINDA TURNER", True, "2:turner|linda")
    assert only(source, "TREJO PINEDA,JORGE,Jorge Trejo Pineda").is_person
    assert not same_person("Turner", ("TURNER", "")), "one word proves nothing"


def test_personal_numbers_are_masked_on_reading() -> None:
    source = register(
        ["Name", "Number"],
        'name = "Name"\nkey = [["Name", "Number"]]\nmask = { Number = "cpf" }\n'
        '[[row.identifiers]]\nscheme = "cnpj"\ncolumn = "Number"\ndigits = 14\n[row.person]\nmasked = "Number"',
    )
    for printed in ("123.456.789-09", "12345678909", "***.456.789-**"):
        row = only(source, f"A,{printed}")
        assert row.cells[1] == "***.456.789-**"
        assert (row.is_person, row.identifiers, row.details) == (True, (), ())
        assert printed == "***.456.789-**" or printed not in repr(row)
    lost_zero = only(source, "A,2345678909")
    assert lost_zero.cells[1] == "***.456.789-**"
    firm = only(source, "A,27.090.456/0002-27")
    assert (firm.is_person, firm.identifiers) == (False, (("cnpj", "27090456000227"),))
    assert only(source, "A,7090456000227").identifiers == (("cnpj", "07090456000227"),)


def test_a_personal_number_within_other_words_is_masked_too() -> None:
    assert mask_cpf("sócio 123.456.789-09, desde 2020") == "sócio ***.456.789-**, desde 2020"


def test_words_fold_over_what_publishers_vary() -> None:
    assert fold_words("Ineligible —  Unpaid") == fold_words("INELIGIBLE-unpaid")
    assert fold_words("A ( B )") == "a (b)"
