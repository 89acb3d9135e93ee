"""Files as they come on a bad day: each is refused with the line and the reason, or read in spite of its name."""

from __future__ import annotations

import gzip
import io
import time
import zipfile

import pytest

from safar.readers import opening
from safar.readers.reading import Reject, Unreadable
from tests.readers.made_up import HEADER, ROWS, csv_text, read, source, workbook

GOOD = csv_text(ROWS)


def refusal(content: bytes | str, name: str = "register.csv") -> str:
    with pytest.raises(Unreadable) as said:
        read(source(), content, name)
    return str(said.value)


def rejects(content: bytes | str) -> list[Reject]:
    rows, reading = read(source(), content)
    assert [row.name for row in rows][:1] == ["Blue Heron Recruiting Ltd."], "the good line is read all the same"
    return reading.rejects


def test_a_good_file_is_read() -> None:
    rows, reading = read(source(), GOOD)
    assert [row.line for row in rows] == [2, 3]
    assert reading.rejects == []


# What the file is


def test_a_web_page_instead_of_a_table() -> None:
    page = "<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head></html>"
    assert refusal(page).startswith("line 1: the file is a web page (HTML); xc-recruiters is read from a text file")
    assert "web page" in refusal("\n  <html><body>busy</body></html>")


def test_json_a_pdf_and_an_old_workbook_instead_of_a_table() -> None:
    assert "Expected: Licence No" in refusal('{"error": "no session"}')
    assert "a PDF" in refusal(b"%PDF-1.7\n...")
    assert "old kind (xls)" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


@pytest.mark.parametrize("nothing", [b"", b"\r\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file(nothing: bytes) -> None:
    assert refusal(nothing) == "the file is empty"


def test_a_header_without_rows_gives_no_rows() -> None:
    rows, reading = read(source(), csv_text([]))
    assert (rows, reading.rejects) == ([], [])


def test_a_workbook_with_the_name_of_a_csv_and_the_other_way_round() -> None:
    for name in ("register.csv", "register.xls", "register"):
        rows, _ = read(source(), workbook([list(row) for row in ROWS]), name)
        assert [row.name for row in rows] == [row[1] for row in ROWS]
    rows, _ = read(source(), GOOD, "register.xlsx")
    assert len(rows) == 2


# Columns


def test_unknown_columns() -> None:
    said = refusal(csv_text(ROWS, header=["Licence No", "Agency", "Town", "Rating", "Valid until"]))
    assert said.startswith("line 1: the columns are not those of this register.")
    assert "Expected: Licence No, Agency, Town, Status, Valid until." in said
    assert said.endswith("Found: Licence No, Agency, Town, Rating, Valid until")


def test_shuffled_columns() -> None:
    shuffled = [[row[1], row[0], *row[2:]] for row in ROWS]
    said = refusal(csv_text(shuffled, header=["Agency", "Licence No", "Town", "Status", "Valid until"]))
    assert said.startswith("line 1: the columns are not those")
    book = workbook([list(row) for row in shuffled], header=["Agency", "Licence No", "Town", "Status", "Valid until"])
    assert refusal(book).startswith("line 1: the columns are not those")


def test_one_column_too_many_or_too_few_in_the_header() -> None:
    assert "columns are not those" in refusal(csv_text([], header=[*HEADER, "Notes"]) + "a,b,c,d,e,f\n")
    assert "columns are not those" in refusal(csv_text([], header=HEADER[:-1]) + "a,b,c,d\n")


def test_case_blanks_and_a_byte_order_mark_in_the_header_do_not_matter() -> None:
    rows, _ = read(
        source(), "\ufeff" + csv_text(ROWS, header=[" licence no", "AGENCY ", "Town", "Status", "Valid Until"])
    )
    assert len(rows) == 2


def test_an_accepted_second_header() -> None:
    both = source(
        ('headers = [["Licence No", "Agency", "Town", "Status", "Valid until"]]\n\n[[layouts]]\nname = "xlsx"',
         'headers = [["Licence No", "Agency", "Town", "Status", "Valid until"], ["Firm", "Licence No", "Status"]]\n'
         'same = { Firm = "Agency" }\n\n[[layouts]]\nname = "xlsx"'),
    )  # fmt: skip
    rows, _ = read(both, "Firm,Licence No,Status\nBlue Heron,0007,In force\n")
    assert rows[0].name == "Blue Heron"
    assert rows[0].cells == ("0007", "Blue Heron", "", "In force", ""), "in the source's own order"


# Bytes


def test_a_wrong_encoding_is_refused_with_its_line() -> None:
    content = GOOD.encode() + "0031,Agência São João,Kelm,In force,\r\n".encode("cp1252")
    assert refusal(content).startswith("line 4: a byte there is not utf-8")


def test_utf_16_and_nul_bytes() -> None:
    assert "UTF-16" in refusal(GOOD.encode("utf-16"))
    assert refusal(GOOD.encode("utf-16-le")).startswith("line 1: the file holds a NUL byte")
    assert refusal(GOOD.encode() + b"0031,Bad\0name,Kelm,In force,\r\n").startswith("line 4: the file holds a NUL")
    assert "NUL" in refusal(bytes(range(256)) * 4)


# Truncation


@pytest.mark.parametrize("end", ["0031,Third Bri", '0031,"Third Bri', '0031,"Third\r\nBridge Ser'])
def test_a_text_that_breaks_off(end: str) -> None:
    said = refusal(GOOD + end)
    assert said.startswith("line 4: the file is truncated")


def test_the_last_line_may_lack_its_end() -> None:
    rows, _ = read(source(), GOOD.rstrip())
    assert len(rows) == 2


def test_an_inch_sign_in_the_last_line_is_no_open_quote() -> None:
    rows, _ = read(source(), GOOD + '0031,Pipes 5" and more,Kelm,In force,\r\n')
    assert rows[-1].name == 'Pipes 5" and more'


def test_a_quote_that_never_closes_in_the_middle() -> None:
    lines = "".join(f"{number:04},Agency {number},Kelm,In force,\r\n" for number in range(20, 6000))
    said = refusal(csv_text([ROWS[0]]) + '0008,"Open,Kelm,In force,\r\n' + lines)
    assert said.startswith("line 3: ")
    assert "quote opens here" in said


def test_truncated_packed_files() -> None:
    packed = gzip.compress(GOOD.encode() * 50)
    assert "truncated" in refusal(packed[:-20])
    assert "damaged" in refusal(packed[:10] + b"\xff" * 40 + packed[50:])
    book = workbook([list(row) for row in ROWS])
    assert "truncated or damaged" in refusal(book[: len(book) // 2])
    assert "something else after its end" in refusal(packed + b"tail")


def test_gzip_is_read_as_its_content() -> None:
    rows, _ = read(source(), gzip.compress(GOOD.encode()), "register.csv.gz")
    assert len(rows) == 2
    two_members = gzip.compress(GOOD[:60].encode()) + gzip.compress(GOOD[60:].encode())
    rows, _ = read(source(), two_members, "register.csv.gz")
    assert len(rows) == 2
    assert "packed twice" in refusal(gzip.compress(gzip.compress(GOOD.encode())))


# Bombs


def test_a_gzip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 5_000_000)
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 60_000
    assert "unpacks to more than" in refusal(bomb)


def test_a_zip_bomb_with_the_shape_of_a_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert "it is not read" in refusal(stream.getvalue())


def test_a_zip_file_that_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("register.csv", GOOD)
    assert "not a workbook" in refusal(stream.getvalue())
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    assert "damaged" in refusal(stream.getvalue())


def test_an_entity_bomb_in_a_workbook() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY e0 "lol">{entities}]>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([[*ROWS[0]]]))) as good, zipfile.ZipFile(stream, "w") as archive:
        for member in good.namelist():
            content = good.read(member).decode()
            if member.endswith("sheet1.xml"):
                assert "Port Aster" in content
                content = doctype + content.replace("Port Aster", "&e9;")
            archive.writestr(member, content)
    started = time.monotonic()
    assert "damaged" in refusal(stream.getvalue())
    assert time.monotonic() - started < 5


# Lines


def test_a_line_with_a_wrong_number_of_cells() -> None:
    found = rejects(
        csv_text([ROWS[0]]) + "0031,Third Bridge,Kelm\r\n0032,One,Two,In force,,extra\r\n" + "0040,A,B,In force,\r\n"
    )
    assert found == [Reject(3, "3 cells instead of 5"), Reject(4, "6 cells instead of 5")]


def test_embedded_line_breaks_keep_the_line_numbers_of_the_file() -> None:
    rows, reading = read(
        source(),
        csv_text([["0007", '"Blue\r\nHeron"', "Port Aster", "In force", ""], ["", "", "", "", ""]])
        + "\r\n0012,Gulf,Kelm,In force,31/31/2026\r\n0013,Last,Kelm,In force,\r\n",
    )
    assert [(row.line, row.name) for row in rows] == [(2, "Blue Heron"), (7, "Last")]
    assert rows[0].cells[1] == "Blue\r\nHeron"
    assert [reject.line for reject in reading.rejects] == [6]


def test_a_date_that_is_none() -> None:
    (found,) = rejects(csv_text([ROWS[0], ["0031", "Third Bridge", "Kelm", "In force", "soon"]]))
    assert found == Reject(3, "Valid until: 'soon' is not a date written as %d/%m/%Y or %Y-%m-%d")


def test_a_line_without_a_name() -> None:
    (found,) = rejects(csv_text([ROWS[0], ["0031", " ", "Kelm", "In force", ""]]))
    assert found.line == 3
    assert "name is empty" in found.reason


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_name_of_ten_megabytes(quote: str) -> None:
    started = time.monotonic()
    (found,) = rejects(csv_text([ROWS[0], ["0031", quote + "A" * 10_000_000 + quote, "Kelm", "In force", ""], ROWS[1]]))
    assert found.line == 3
    assert time.monotonic() - started < 5


def test_long_cells_and_long_names() -> None:
    long_cell, long_name = "x" * 10_001, "y" * 501
    found = rejects(csv_text([ROWS[0], ["1", "A", long_cell, "In force", ""], ["2", long_name, "B", "In force", ""]]))
    assert found == [
        Reject(3, "a cell of more than 10000 characters"),
        Reject(4, "a name of 501 characters, more than 500"),
    ]


def test_a_formula_in_a_workbook_is_no_fact() -> None:
    book = workbook([[*ROWS[0]], ["0031", '=HYPERLINK("http://x","Third Bridge")', "Kelm", "In force", ""], [*ROWS[1]]])
    rows, reading = read(source(), book)
    assert len(rows) == 2
    assert reading.rejects == [Reject(3, "a cell holds a formula instead of a value")]


def test_what_only_looks_like_a_formula_in_a_text_is_kept_as_text() -> None:
    rows, _ = read(source(), csv_text([["0007", '=cmd|"/c calc"!A1', "Kelm", "In force", ""]]))
    assert rows[0].name == '=cmd|"/c calc"!A1'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_every_kind_of_line_end(end: str) -> None:
    rows, _ = read(source(), csv_text(ROWS, end=end))
    assert [row.line for row in rows] == [2, 3]


def test_more_cells_than_the_header_in_a_workbook() -> None:
    rows, reading = read(source(), workbook([[*ROWS[0], None], [*ROWS[1], "note"], [None] * 5]))
    assert len(rows) == 1
    assert reading.rejects == [Reject(3, "6 cells instead of 5")]
