"""The date that a file's name speaks of, for every way the publishers known to us write it."""

from __future__ import annotations

from datetime import date

import pytest

from safar.readers.dates import date_in_name, last_date, period_in_name, printed_date, read_date

NAMES = [
    ("uk-sponsors-2026-06-26.csv.gz", "2026-06-26", "2026-06-26"),
    ("2026-07-03_-_Worker_and_Temporary_Worker.csv", "2026-07-03", "2026-07-03"),
    ("SP_-_Worker_and_Temporary_Worker_Web_Register_-_2026-06-26.csv", "2026-06-26", "2026-06-26"),
    ("ind-recognised-sponsors-names-2026-05-08.txt", "2026-05-08", "2026-05-08"),
    ("register_20260626.csv", "2026-06-26", "2026-06-26"),
    ("wayback-20120501235859.pdf", "2012-05-01", "2012-05-01"),
    ("Register 3 July 2026.csv", "2026-07-03", "2026-07-03"),
    ("Register-July-3-2026.csv", "2026-07-03", "2026-07-03"),
    ("H-2B_Appendix_C_FY2022_Q2.xlsx", "2022-01-01", "2022-03-31"),
    ("H-2B_Appendix_C_FY2022_Q1.xlsx", "2021-10-01", "2021-12-31"),
    ("H-2B_Appendix_C_FY2021.xlsx", "2020-10-01", "2021-09-30"),
    ("H-2A_Disclosure_Data_FY17.xlsx", "2016-10-01", "2017-09-30"),
    ("H-2A_Debarment_Table_FY_09_to_FY_13.xlsx", "2008-10-01", "2013-09-30"),
    ("nea_agencies_2026-04.csv", "2026-04-01", "2026-04-30"),
    ("tfwp_2025q1_pos_en.csv", "2025-01-01", "2025-03-31"),
    ("Q4-2024.xlsx", "2024-10-01", "2024-12-31"),
    ("December-2024.xlsx", "2024-12-01", "2024-12-31"),
    ("February_2024.csv", "2024-02-01", "2024-02-29"),
    ("list-2026-06-01-to-2026-06-30.csv", "2026-06-01", "2026-06-30"),
]


@pytest.mark.parametrize(("name", "first", "last"), NAMES)
def test_a_name_with_a_date(name: str, first: str, last: str) -> None:
    period = period_in_name(name)
    assert period is not None
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert date_in_name(name) == period.last


@pytest.mark.parametrize(
    "name",
    [
        "jm_mlss_agencies.csv",
        "dol_debarments_2010-2014.csv",
        "register-2026-13-45.csv",
        "register-2026-02-30.csv",
        "export-1234567890123.csv",
        "list (2).csv",
        "summary-2019.csv",
        "maybe2026.csv",
    ],
)
def test_a_name_without_a_date(name: str) -> None:
    assert date_in_name(name) is None


def test_only_the_name_counts_not_its_folder() -> None:
    assert date_in_name("/archive/2020-01-01/register.csv") is None


def test_dates_in_cells() -> None:
    assert read_date("31/12/2026", ("%Y-%m-%d", "%d/%m/%Y")) == date(2026, 12, 31)
    assert read_date("31/02/2026", ("%d/%m/%Y",)) is None
    several = "05/04/2021 a\n03/05/2021;\n09/09/2021 a 15/02/2022; e 15/09/2022"
    assert last_date(several, ("%Y-%m-%d", "%d/%m/%Y")) == date(2022, 9, 15)
    assert last_date("none here", ("%d/%m/%Y",)) is None


def test_a_date_in_the_lines_above_the_table() -> None:
    titles = ["Ministry of Work", "List of agencies as of 5 March 2026 (final)"]
    assert printed_date(titles, r"as of (\d+ \w+ \d{4})", ("%d %B %Y",)) == date(2026, 3, 5)
    assert printed_date(titles, "", ()) is None
