"""Every register loads from its publisher's real file, with exact counts; the figures were counted by hand first."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from safar.rooms.registry.actions.editions import LoadReport
from safar.rooms.registry.actions.load import load_file
from safar.rooms.registry.models import Party, Record, Statement
from safar.rooms.registry.queries.changes import changes
from safar.rooms.registry.queries.standings import standings
from safar.rooms.registry.sources import source_called
from safar.rules.status import Status

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def load(source: str, path: Path, published: str = "") -> LoadReport:
    return load_file(source_called(source), path, now=NOW, actor="test", published=published)


def codes(source: str, day: date) -> Counter[str]:
    """Count the parties of a source by the code of their standing on a day."""
    parties = set(Record.objects.filter(source=source).values_list("party_id", flat=True))
    return Counter(str(answer.code) for answer in standings(parties, day).values())


def statuses(source: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for status, rows in Statement.objects.filter(source=source, gone_on=None).values_list("status", "rows"):
        found[status] += rows
    return found


def test_two_weeks_of_the_uk_register(registers: Path) -> None:
    first = load("uk-sponsors", registers / "uk" / "uk-sponsors-2026-06-26.csv.gz")
    assert (first.status, first.published, first.rows_read) == ("published", "2026-06-26", 142_071)
    second = load("uk-sponsors", registers / "uk" / "uk-sponsors-2026-07-03.csv.gz")
    assert (second.status, second.rows_read, second.duplicate_rows) == ("published", 142_235, 441)
    assert (second.rows_added, second.rows_removed) == (521, 361)
    assert (second.names_added, second.names_removed) == (314, 157)
    assert len(second.status_changes) == 4
    again = load("uk-sponsors", registers / "uk" / "uk-sponsors-2026-07-03.csv.gz")
    assert again.status == "unchanged"
    found = changes("uk-sponsors", date(2026, 6, 26), date(2026, 7, 3))
    assert (len(found.added), len(found.removed), len(found.status_changes)) == (314, 157, 4)
    assert second.records == Record.objects.filter(source="uk-sponsors", gone_on=None).count()


def test_the_non_compliant_employers_of_canada(registers: Path) -> None:
    report = load("ca-ircc-non-compliant", registers / "ca" / "ircc_non_compliant_employers_2023-10-04.html")
    assert (report.status, report.rows_read, report.published) == ("published", 766, "2023-10-04")
    found = statuses("ca-ircc-non-compliant")
    assert found == {
        Status.PENALISED_BUT_ELIGIBLE: 438,
        Status.PENALTY_UNPAID: 308,
        Status.BARRED_UNTIL: 19,
        Status.BARRED: 1,
    }
    assert report.unmapped_status == {}


def test_a_licence_in_kenya_runs_out_by_itself(registers: Path) -> None:
    report = load("ke-nea", registers / "ke" / "nea_agencies_2026-04.csv", published="2026-04-24")
    assert (report.rows_read, report.records) == (1_294, 1_294)
    by_word = Statement.objects.filter(source="ke-nea", status=Status.EXPIRED).count()
    assert by_word == 727
    assert codes("ke-nea", date(2026, 4, 24))[Status.EXPIRED] == 727 + 20


def test_debarred_in_the_united_states(registers: Path) -> None:
    report = load("us-debarments", registers / "us" / "dol_debarments_2010-2014.csv", published="2016-05-01")
    assert (report.status, report.rows_read) == ("published", 141)
    day = date(2014, 12, 1)
    for name in ("Castro Harvesting", "Noble Farm", "Douglas Meyers Farms"):
        party = Record.objects.get(source="us-debarments", name=name).party_id
        assert not standings([party], NOW.date())[party].code.startswith("barred"), name
        assert not standings([party], day)[party].code.startswith("barred"), name
    forever = Record.objects.get(source="us-debarments", name__startswith="International Labor Management").party_id
    assert standings([forever], NOW.date())[forever].code == Status.BARRED


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("wayback-20120501235859.pdf", 39),
        ("wayback-20130618063829.pdf", 40),
        ("wayback-20140403065102.pdf", 63),
        ("H-2A_Debarment_Table_FY_09_to_FY_13.xlsx", 72),
    ],
)
def test_debarment_tables_in_pdf_and_sheet(registers: Path, name: str, rows: int) -> None:
    report = load("us-debarments", registers / "us" / "debarment_pdfs" / name)
    assert (report.status, report.rows_read, report.rejected) == ("published", rows, [])


def test_the_dirty_list_of_brazil(registers: Path) -> None:
    report = load("br-lista-suja", registers / "br" / "lista_suja_2023-04.csv")
    assert (report.rows_read, report.rejected) == (290, [])
    workers = 0
    for details, rows in Statement.objects.filter(source="br-lista-suja").values_list("details", "rows"):
        workers += rows * sum(int(text) for label, text in details if "workers" in label.lower())
    assert workers == 2_266
    twins = Record.objects.filter(source="br-lista-suja", name__in=["A. DE C. BORGES", "Gilson Gonçalves Valadares"])
    assert len(set(twins.values_list("party_id", flat=True))) == 2


def test_numbers_in_bangladesh_stay_text(registers: Path) -> None:
    report = load("bd-agencies", registers / "bd" / "bd_recruiting_agencies_2023-04.csv")
    assert report.rows_read == 507
    assert Record.objects.filter(source="bd-agencies", identifiers__value="0010").exists()
    assert statuses("bd-agencies") == {Status.UNKNOWN: 507}


def test_recognised_sponsors_in_the_netherlands(registers: Path) -> None:
    report = load("nl-ind", registers / "nl" / "ind-list-2025-06-02.csv")
    assert (report.published, report.rows_read, report.records) == ("2025-06-02", 11_914, 11_912)


def test_recruiters_named_in_h2b_filings(registers: Path) -> None:
    report = load("us-h2b-recruiters", registers / "us" / "H-2B_Appendix_C_FY2022_Q2.xlsx")
    assert (report.status, report.rows_read) == ("published", 40_887)
    assert set(statuses("us-h2b-recruiters")) == {Status.FILING_ONLY}
    assert Party.objects.filter(records__is_person=True).exists()


def test_jamaica_has_no_date_in_the_file(registers: Path) -> None:
    path = registers / "jm" / "jm_mlss_agencies.csv"
    refused = load("jm-mlss", path)
    assert (refused.status, refused.reason, refused.rows_read) == ("refused", "no date", 69)
    assert not Record.objects.exists()
    report = load("jm-mlss", path, published="2026-01-15")
    assert (report.status, report.rows_read) == ("published", 69)
    assert statuses("jm-mlss") == {Status.LICENSED: 63, Status.APPLIED: 6}


def test_malaysia_and_the_lots_of_nepal(registers: Path) -> None:
    malaysia = load("my-aps", registers / "my" / "my_aps_private_employment_agencies_2023-04.csv")
    assert (malaysia.rows_read, statuses("my-aps")) == (56, {Status.UNKNOWN: 56})
    lots = load("np-dofe-lots", registers / "np" / "np_dofe_approved_lots_2022-07-24.csv")
    assert (lots.rows_read, statuses("np-dofe-lots")) == (964, {Status.FILING_ONLY: 964})


POSITIVE = [
    ("March-2017.csv", 10_863, "2017-06-30"),
    ("June-2019.csv", 6_967, "2019-06-30"),
    ("September-2020.csv", 7_476, "2020-09-30"),
    ("December-2020.xlsx", 8_375, "2020-12-31"),
    ("September-2021.xlsx", 4_655, "2021-09-30"),
    ("June-2022.xlsx", 15_167, "2022-06-30"),
    ("December-2024.xlsx", 17_745, "2024-12-31"),
]
NEGATIVE = [
    ("December-2014.csv", 1_300, "2014-12-31"),
    ("March-2017.csv", 1_840, "2017-06-30"),
    ("June-2020.xlsx", 174, "2020-06-30"),
    ("March-2023.xls", 303, "2023-03-31"),
    ("March-2024.xlsx", 866, "2024-03-31"),
]


@pytest.mark.parametrize(
    ("source", "folder", "files"),
    [("ca-lmia-positive", "lmia_positive", POSITIVE), ("ca-lmia-negative", "lmia_negative", NEGATIVE)],
)
def test_the_quarters_of_canada(
    registers: Path, tmp_path: Path, source: str, folder: str, files: list[tuple[str, int, str]]
) -> None:
    for name, rows, period in reversed(files):  # periods come in any order
        report = load(source, registers / "ca" / folder / name)
        assert (report.status, report.rows_read, report.published) == ("published", rows, period), name
    copy = tmp_path / "another-name.csv"
    copy.write_bytes((registers / "ca" / folder / files[0][0]).read_bytes())
    assert load(source, copy).status == "unchanged"


TWINS = [
    ("ph-dmw", "MADE-UP_ph_dmw_licensed_agencies_page1.json", "ph"),
    ("np-dofe", "MADE-UP_np_dofe_get_recruitment_agency.json", "np"),
    ("pk-beoe", "MADE-UP_pk_beoe_list_of_oeps.html", "pk"),
    ("tw-mol", "MADE-UP_tw_mol_agency_roster.csv", "tw"),
    ("tw-mol", "MADE-UP_tw_mol_agency_roster.json", "tw"),
]


@pytest.mark.parametrize(("source", "name", "key"), TWINS)
def test_the_made_up_twins(registers: Path, settings: LazySettings, source: str, name: str, key: str) -> None:
    import json

    expected = json.loads((registers / "twins" / "expected.json").read_text(encoding="utf-8"))
    report = load(source, registers / "twins" / name, published="2026-11-22")
    assert (report.status, report.rows_read) == ("published", expected[key]["rows"])
    assert codes(source, date(2026, 11, 22)) == expected[key]["status"]


def test_a_challenge_page_is_no_empty_list(registers: Path) -> None:
    report = load("pk-beoe", registers / "twins" / "MADE-UP_pk_beoe_challenge_page.html", published="2026-11-22")
    assert report.status == "unreadable"
    assert not Record.objects.exists()
