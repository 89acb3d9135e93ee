"""The publishers' real files, with the figures that were counted by hand when they were gathered."""

from __future__ import annotations

import csv
import gzip
import io
import time
from collections import Counter
from datetime import date
from pathlib import Path

from safar.readers import open_reading
from safar.readers.dates import date_in_name
from safar.readers.reading import Reading, Row
from safar.rules.status import Status, Term, status_on
from tests.readers.made_up import ours


def whole(name: str, path: Path) -> tuple[list[Row], Reading]:
    reading = open_reading(ours(name), path.read_bytes(), path.name)
    return list(reading.rows), reading


def on(row: Row, day: date) -> Status:
    return status_on(Term(row.status, row.since, row.until), day)


def test_two_weeks_of_the_uk(registers: Path) -> None:
    weeks = {}
    for day, count, records in (("2026-06-26", 142_071, 126_824), ("2026-07-03", 142_235, 126_974)):
        path = registers / "uk" / f"uk-sponsors-{day}.csv.gz"
        assert date_in_name(path.name) == date.fromisoformat(day)
        rows, reading = whole("uk-sponsors", path)
        assert (len(rows), reading.rejects) == (count, [])
        assert len({row.key for row in rows}) == records
        assert all(row.mapped for row in rows)
        weeks[day] = rows
    before, after = weeks["2026-06-26"], weeks["2026-07-03"]
    cells = [{row.cells for row in rows} for rows in (before, after)]
    assert (len(cells[1] - cells[0]), len(cells[0] - cells[1])) == (521, 361)
    names = [{row.name.strip().casefold() for row in rows} for rows in (before, after)]
    assert (len(names[1] - names[0]), len(names[0] - names[1])) == (314, 157)
    assert len(after) - len(cells[1]) == 441
    ratings = [{(row.name.strip().casefold(), row.scope): row.words for row in rows} for rows in (before, after)]
    changed = [key for key, words in ratings[1].items() if ratings[0].get(key, words) != words]
    assert len(changed) == 4
    assert Counter(row.status for row in before)[Status.CONDITIONAL] == 25
    assert Counter(row.status for row in before)[Status.PROVISIONAL] == 99


def test_the_uk_register_is_mapped_in_a_few_times_the_time_of_parsing(registers: Path) -> None:
    path = registers / "uk" / "uk-sponsors-2026-06-26.csv.gz"
    started = time.process_time()
    for _ in csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode(), newline="")):
        pass
    parsed = time.process_time() - started
    source, content = ours("uk-sponsors"), path.read_bytes()
    started = time.process_time()
    for _ in open_reading(source, content, path.name).rows:
        pass
    assert (time.process_time() - started) / parsed < 25


def test_the_other_forms_of_the_uk_register(registers: Path) -> None:
    rows, reading = whole("uk-sponsors", registers / "uk" / "uk-register-oldheader-sample.csv")
    assert (len(rows), reading.rejects) == (954, [])
    assert Counter(row.status for row in rows) == {Status.LICENSED: 953, Status.CONDITIONAL: 1}
    rows, reading = whole("uk-sponsors", registers / "uk" / "uk-register-quoted-sample-2025-02.csv")
    assert (len(rows), reading.rejects) == (638, [])
    assert all(row.mapped for row in rows)


def test_the_netherlands(registers: Path) -> None:
    rows, reading = whole("nl-ind", registers / "nl" / "ind-list-2025-06-02.csv")
    assert (len(rows), len({row.key for row in rows}), reading.rejects) == (11_914, 11_912, [])
    assert sum(not row.identifiers for row in rows) == 4
    names, reading = whole("nl-ind", registers / "nl" / "ind-recognised-sponsors-names-2026-05-08.txt")
    assert (len(names), reading.rejects) == (12_790, [])
    assert not {row.key for row in rows} & {row.key for row in names} - {row.key for row in rows if not row.identifiers}


def test_recruiters_in_h2b_filings(registers: Path) -> None:
    path = registers / "us" / "H-2B_Appendix_C_FY2022_Q2.xlsx"
    rows, reading = whole("us-h2b-recruiters", path)
    assert len(rows) + len(reading.rejects) == 40_887
    assert [reject.line for reject in reading.rejects if "formula" in reject.reason] == [17_749, 29_041, 31_571, 35_345]
    assert len(reading.rejects) == 10
    assert date_in_name(path.name) == date(2022, 3, 31)
    assert {row.status for row in rows} == {Status.FILING_ONLY}
    assert {row.country for row in rows} >= {"MX", "GT", "JM", "US"}
    assert "" not in {row.country for row in rows}
    assert sum(row.is_person for row in rows) == 998


def test_us_debarments(registers: Path) -> None:
    rows, reading = whole("us-debarments", registers / "us" / "dol_debarments_2010-2014.csv")
    assert (len(rows), reading.rejects) == (141, [])
    assert Counter(row.scope for row in rows) == {"H-2A": 100, "H-2B": 40, "H-2A/H-2B": 1}
    back = {row.name for row in rows if row.status is Status.UNKNOWN}
    assert back == {"Castro Harvesting", "Noble Farm", "Douglas Meyers Farms"}
    assert [row.name for row in rows if row.status is Status.BARRED] == ["International Labor Management Corp."]
    assert {on(row, date(2018, 1, 1)) for row in rows} == {Status.BAN_ENDED, Status.BARRED, Status.UNKNOWN}


def test_kenya(registers: Path) -> None:
    rows, reading = whole("ke-nea", registers / "ke" / "nea_agencies_2026-04.csv")
    assert (len(rows), len({row.key for row in rows}), reading.rejects) == (1_294, 1_294, [])
    assert sum(row.words == "expired" for row in rows) == 727
    others = [row for row in rows if row.words != "expired"]
    assert Counter(on(row, date(2026, 4, 24)) for row in others) == {Status.LICENSED: 547, Status.EXPIRED: 20}


def test_brazil(registers: Path) -> None:
    rows, reading = whole("br-lista-suja", registers / "br" / "lista_suja_2023-04.csv")
    assert (len(rows), reading.rejects) == (290, [])
    assert sum(int(dict(row.details)["workers"]) for row in rows) == 2_266
    twice = [row for row in rows if row.cells[0] == "1"]
    assert len({row.key for row in twice}) == 2
    assert sum(row.is_person for row in rows) == 220
    assert sum(bool(row.identifiers) for row in rows) == 70
    assert {row.status for row in rows} == {Status.FOUND}
    assert all(row.since for row in rows)


def test_bangladesh_malaysia_and_jamaica(registers: Path) -> None:
    rows, _ = whole("bd-agencies", registers / "bd" / "bd_recruiting_agencies_2023-04.csv")
    assert (len(rows), {row.status for row in rows}) == (507, {Status.UNKNOWN})
    assert ("bd-rl", "0010") in {number for row in rows for number in row.identifiers}
    rows, _ = whole("my-aps", registers / "my" / "my_aps_private_employment_agencies_2023-04.csv")
    assert (len(rows), {row.status for row in rows}) == (56, {Status.UNKNOWN})
    assert Counter(scheme for row in rows for scheme, _ in row.identifiers) == {"my-jtksm": 55, "my-ssm": 56}
    path = registers / "jm" / "jm_mlss_agencies.csv"
    rows, reading = whole("jm-mlss", path)
    assert Counter(row.status for row in rows) == {Status.LICENSED: 63, Status.APPLIED: 6}
    assert sum(bool(row.other_names) for row in rows) == 19
    assert (reading.printed, reading.period, reading.metadata, date_in_name(path.name)) == (None, None, None, None)


def test_lots_of_nepal(registers: Path) -> None:
    rows, reading = whole("np-dofe-lots", registers / "np" / "np_dofe_approved_lots_2022-07-24.csv")
    assert (len(rows), len({row.key for row in rows}), reading.rejects) == (964, 964, [])
    assert len({value for row in rows for _, value in row.identifiers}) == 643
    assert {row.status for row in rows} == {Status.FILING_ONLY}
    assert not any("&amp;" in row.name or "&#39;" in row.name for row in rows)
    assert "" not in {row.country for row in rows}
