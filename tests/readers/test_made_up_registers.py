"""Each tabular register of ours, read from a few made-up lines in its publisher's form. No firm here exists.

The same sources are read from the publishers' real files in test_real_registers.py.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from safar.readers.reading import Row, Unreadable
from safar.rules.status import Status, Term, status_on
from tests.readers.made_up import ours, read, workbook


def rows_of(name: str, text: str, file: str = "register.csv") -> list[Row]:
    rows, reading = read(ours(name), text, file)
    assert reading.rejects == []
    return rows


UK_LINES = """ Ark Blue Ltd , London  ,,Worker (A rating),Skilled Worker
 Ark Blue Ltd , London  ,,Worker (A rating),Skilled Worker
ARK BLUE LTD,LONDON,Kent,Temporary Worker (A (Premium)),Charity Worker 
Cedar Care Ltd,Leeds,,Worker (B rating),Skilled Worker
Dune Robotics GmbH,York,,Worker (UK Expansion Worker: Provisional ),Global Business Mobility: UK Expansion Worker
Mrs Ona Lark T/A Lark News,Bath,,Worker (A (SME+)),Skilled Worker
Elm &amp; Oak Ltd,Hull,,Worker (C rating),Skilled Worker
"""  # noqa: W291 (the publisher's own blanks)


def test_the_uk_register_in_its_three_forms() -> None:
    plain = rows_of("uk-sponsors", "Organisation Name,Town/City,County,Type & Rating,Route\r\n" + UK_LINES)
    quoted = "\n".join('"' + line.replace(",", '","') + '"' for line in UK_LINES.splitlines())
    whole = rows_of("uk-sponsors", '"Organisation Name","Town/City","County","Type & Rating","Route"\n' + quoted)
    assert [row.cells for row in whole] == [row.cells for row in plain]
    states = [row.status for row in plain]
    assert states[:6] == [Status.LICENSED] * 3 + [Status.CONDITIONAL, Status.PROVISIONAL, Status.LICENSED]
    assert len({row.key for row in plain[:3]}) == 1, "name and town, folded"
    assert plain[5].is_person
    assert (plain[6].name, plain[6].status, plain[6].mapped) == ("Elm & Oak Ltd", Status.UNKNOWN, False)
    assert plain[0].cells[0] == " Ark Blue Ltd "


def test_the_uk_register_with_its_old_header() -> None:
    (row,) = rows_of(
        "uk-sponsors",
        "Organization Name,Town/City,County,Tier & Rating,Sub Tier\n"
        "Ark Blue Ltd,London,,Tier 2 (A rating),Tier 2 General\n",
    )
    assert (row.status, row.scope, row.words) == (Status.LICENSED, "Tier 2 General", "Tier 2 (A rating)")


def test_the_netherlands_with_numbers_and_with_names_only() -> None:
    rows = rows_of(
        "nl-ind",
        'organisation,kvk\n"""""Duif"""" Bouw",02076358\nDuif Bouw Twee,02076358\nStaatsdienst,\n'
        "Anker B.V.0,B.V.0123\n",
    )
    assert rows[0].name == '"Duif" Bouw'
    assert [row.key for row in rows] == ["02076358", "02076358", "2:staatsdienst", "2:anker b.v.0"]
    assert rows[0].identifiers == (("kvk", "02076358"),)
    names = rows_of("nl-ind", '""Duif"" Bouw B.V.\nAnker, Zon en Zee B.V.\n\n', "names-2026-05-08.txt")
    assert [row.name for row in names] == ['"Duif" Bouw B.V.', "Anker, Zon en Zee B.V."]
    assert {row.status for row in rows + names} == {Status.LICENSED}


def test_a_broken_dutch_table_is_no_list_of_names() -> None:
    shuffled = "kvk,organisation\n02076358,Duif Bouw\n"
    for name in ("list.csv", "list.txt"):
        with pytest.raises(Unreadable, match="columns are not those"):
            read(ours("nl-ind"), shuffled, name)
    with pytest.raises(Unreadable):
        read(ours("nl-ind"), "Duif Bouw,02076358\nAnker,02076359\n", "list.txt")


def test_debarments_that_end_that_don_t_and_that_were_taken_back() -> None:
    header = "Program,Entity Debarred,City,State,Start Date,End Date,Sources,Notes\n"
    ended, forever, back, canadian = rows_of(
        "us-debarments",
        header
        + "H-2A,Tall Grass Farms DBA Tall Oats,Elkton,KS,2011-01-06,2013-01-05,sheet,\n"
        + "H-2A/H-2B,Harbor Crew Corp.,Vale,NC,2014-08-01,,page,Permanently debarred.\n"
        + "H-2A,Juan Palomar,Yuma,CA,2013-04-21,2014-04-20,sheet,The debarment was rescinded.\n"
        + 'H-2A,Prairie Sky Ltd.,Vulcan,"Alberta, Canada",2011-06-17,2012-06-16,sheet,\n',
    )
    assert (ended.status, forever.status, back.status) == (Status.BARRED_UNTIL, Status.BARRED, Status.UNKNOWN)
    assert status_on(Term(ended.status, ended.since, ended.until), date(2014, 1, 1)) is Status.BAN_ENDED
    assert back.words == "The debarment was rescinded."
    assert back.is_person
    assert (ended.name, ended.is_person) == ("Tall Grass Farms DBA Tall Oats", False), "names are split elsewhere"
    assert (ended.country, canadian.country) == ("US", "CA")
    source = ours("us-debarments")
    assert (source.publisher, source.compiled_from.split(",")[0]) == ("BuzzFeed News", "US Department of Labor")


H2B = [
    "CASE_NUMBER", "RECRUITER_LAST_NAME", "RECRUITER_FIRST_NAME", "RECRUITER_MIDDLE_NAME", "RECRUITER_EMPLOYER_NAME",
    "RECRUITER_EMPLOYER_CITY", "RECRUITER_EMPLOYER_STATE", "RECRUITER_EMPLOYER_POSTAL_CODE",
    "RECRUITER_EMPLOYER_COUNTRY", "RECRUITER_EMPLOYER_PROVINCE",
]  # fmt: skip


def test_recruiters_named_in_filings() -> None:
    def line(last: str, first: str, firm: str, province: str = "N/A") -> list[object]:
        return ["H-400-1", last, first, None, firm, "Merida", "YUCATAN", 34275, "MEXICO", province]

    book = workbook(
        [
            line("PALOMAR", "JUAN", "Blue Heron LLC"),
            line("PALOMAR", "JUAN", "N/A"),
            line("Palomar", "Juan", "Juan Palomar"),
            line("N/A", "N/A", "To be determined"),
            line("PALOMAR", "JUAN", "Blue Heron LLC", "=-N/A"),
        ],
        header=H2B,
    )
    rows, reading = read(ours("us-h2b-recruiters"), book, "H-2B_Appendix_C_FY2022_Q2.xlsx")
    firm, person, own_name = rows
    assert [reject.line for reject in reading.rejects] == [5, 6]
    assert {row.status for row in rows} == {Status.FILING_ONLY}
    assert (firm.name, firm.is_person, firm.country, firm.address) == ("Blue Heron LLC", False, "MX", "Merida, YUCATAN")
    assert firm.cells[1:4] == ("", "", ""), "the firm's people are left out"
    assert firm.key == "blue heron llc|mexico"
    assert (person.name, person.is_person) == ("JUAN PALOMAR", True)
    assert own_name.is_person


def test_kenya_in_its_two_forms() -> None:
    rows = rows_of(
        "ke-nea",
        "license_number,agency_name,service_type,issue_date,expiry_date,status_override\n"
        "RA/2025/10/24,BLUE HERON LIMITED,Foreign & Local Recruitment,2018-09-25,2026-10-03,\n"
        "NA/2021/05/19,Gulf Valley Ltd,Local Recruitment Only,2021-05-11,2022-05-10,expired\n"
        "RA/2025/11/4,Odd Bridge Ltd,Local Recruitment Only,2021-05-11,2026-05-10,under review\n",
    )
    assert [row.status for row in rows] == [Status.LICENSED, Status.EXPIRED, Status.UNKNOWN]
    term = Term(rows[0].status, rows[0].since, rows[0].until)
    assert status_on(term, date(2026, 10, 3)) is Status.LICENSED
    assert status_on(term, date(2026, 10, 4)) is Status.EXPIRED
    assert rows[0].identifiers == (("ke-nea", "RA/2025/10/24"),)
    (second,) = rows_of(
        "ke-nea",
        "agency_name,registration_number,service_type,expiry_date\nBLUE HERON LIMITED,PVT-ABC123,N/A,2026-10-03\n",
    )
    assert (second.status, second.scope, second.key) == (Status.LICENSED, "", "2:pvt-abc123")
    assert second.identifiers == (("ke-brs", "PVT-ABC123"),)
    assert len(second.cells) == len(rows[0].cells)


def test_brazil_keeps_a_repeated_id_apart_and_masks_persons() -> None:
    columns = (
        "id;ano_acao_fiscal;uf;empregador;cpf_cpnj;estabelecimento;trabalhadores_envolvidos;cnae;"
        "data_decisao_administrativa;data_inclusao_cadastro;data_arquivo;data_carga\n"
    )
    firm, person = rows_of(
        "br-lista-suja",
        columns
        + "1;2020;PI;CERAMICA AZUL LTDA;27.090.456/0002-27;CERÂMICA, KM 7, BARRAS/PI;9;2341-9/00;2021-12-09;"
        + "2022-10-05 00:00:00;2023-04-11;2023-04-15\r\n"
        + '1;2018;MG;Fulano de Tal;12345678909;Fazenda, zona rural;2;0220-9/02;2020-01-10;"05/04/2021 a\n03/05/2021; e '
        + '15/09/2022";2023-04-11;2023-04-15\n',
    )
    assert firm.key != person.key
    assert (firm.status, firm.since, firm.is_person) == (Status.FOUND, date(2022, 10, 5), False)
    assert (person.since, person.is_person, person.line) == (date(2022, 9, 15), True, 3)
    assert "12345678909" not in repr(person)
    assert dict(firm.details)["workers"] == "9"


def test_the_copies_without_a_state_are_unknown() -> None:
    (bangla,) = rows_of("bd-agencies", 'name,rl_no,address\nHeron Overseas,0010,"70, Naya Road, Dhaka"\n')
    assert (bangla.identifiers, bangla.status, bangla.mapped) == ((("bd-rl", "0010"),), Status.UNKNOWN, True)
    (malay,) = rows_of("my-aps", "name,company_no,jtk_licence_no,address\nAgensi Heron,508940- M,600C,Kedah\n")
    assert (malay.identifiers, malay.status) == ((("my-jtksm", "600C"), ("my-ssm", "508940-M")), Status.UNKNOWN)


def test_an_application_in_jamaica_is_no_licence() -> None:
    rows = rows_of(
        "jm-mlss",
        "agency_name,other_names,status,address,location,programmes\n"
        'Heron Travel,Heron; Blue Heron,approved,"1 Quay, Kingston 5",Kingston 5,"J-1, H-2B"\n'
        "Gulf Placements,,pending,2 Quay,Montego Bay,H-2B\n",
    )
    assert Counter(row.status for row in rows) == {Status.LICENSED: 1, Status.APPLIED: 1}
    assert rows[0].other_names == ("Heron", "Blue Heron")


def test_a_lot_in_nepal_shows_no_date_that_lies() -> None:
    (lot,) = rows_of(
        "np-dofe-lots",
        "lotNo,lotDetailID,skillName,companyName,countryName,salaryStr,currency,deadLine,deadLineDate,gender_queried\n"
        "267835,4992,cleaner,Heron &amp; Sons,UAE,1500.00,AED,7 days,7/22/2025 2:30:53 PM,Female\n",
    )
    assert (lot.key, lot.name, lot.country, lot.status) == ("4992", "Heron & Sons", "AE", Status.FILING_ONLY)
    assert lot.details == (("lot", "267835"), ("monthly pay", "1500.00 AED"), ("open to", "Female"))
    assert (lot.since, lot.until) == (None, None)
    assert "2025" not in repr(lot.details)
