"""The addresses of the API: each asks one query and hands on its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError

from safar.foundation.exports import Cell, csv_lines, json_lines
from safar.foundation.kept_exports import Busy, kept_export, sent
from safar.readers.numbers import load_shapes
from safar.readers.source import Source
from safar.rooms.registry.access import party_for
from safar.rooms.registry.api import shapes
from safar.rooms.registry.indexing import record_version
from safar.rooms.registry.queries.changes import changes
from safar.rooms.registry.queries.find import cards, find
from safar.rooms.registry.queries.records import RecordLine, key_of, records_on, walk_records
from safar.rooms.registry.queries.registers import EditionLine, Holding, editions, holding_of, holdings
from safar.rooms.registry.queries.standings import followed, standing_as_json, standings
from safar.rooms.registry.sources import all_sources
from safar.rules.licence_numbers import Recognised, recognise

router = Router()
WRONG = frozenset({400, 404, 405, 422})
BUSY = WRONG | {503}
COLUMNS = (
    *("party", "name", "legal_name", "other_names", "country", "place", "address", "is_person", "identifiers"),
    *("scope", "words", "status", "since", "until", "seen_on"),
)


@router.get("/find", response={200: list[shapes.Found], WRONG: shapes.Problem}, summary="Find parties by a name")
def find_parties(request: HttpRequest, asked: Query[shapes.Asked]) -> Any:
    """Parties that the name may mean, the likeliest first. An empty list says: not in the registers held here."""
    found = find(asked.name, today=_today(), country=asked.country, place=asked.place, limit=asked.limit)
    return [candidate.as_json() for candidate in found]


@router.get("/parties/{id}", response={200: shapes.PartyAnswer, WRONG: shapes.Problem}, summary="What is said of one")
def party(request: HttpRequest, id: str, on: shapes.OnDay = None) -> Any:
    """The plain answer on a day, with every statement behind it. An id that was joined answers with the living id."""
    living = followed(id)
    if living is None:
        raise HttpError(404, f"there is no party {id!r}")
    party_for(living, _today())
    answer = standings([living], on or _today())[living]
    return standing_as_json(living, cards([living])[living].name, answer)


@router.get("/sources", response={200: list[shapes.SourceAnswer], WRONG: shapes.Problem}, summary="Registers known")
def sources(request: HttpRequest) -> Any:
    """Every register we know, those that we hold first."""
    return [_source_json(holding) for holding in holdings(_today())]


@router.get("/sources/{source}", response={200: shapes.SourceAnswer, WRONG: shapes.Problem}, summary="One register")
def source(request: HttpRequest, source: str) -> Any:
    """Whose register it is, what it proves, its terms, and how fresh our copy is."""
    return _source_json(holding_of(_source(source), _today()))


@router.get(
    "/sources/{source}/editions", response={200: shapes.EditionsAnswer, WRONG: shapes.Problem}, summary="Its editions"
)
def source_editions(request: HttpRequest, source: str, page: Query[shapes.Page]) -> Any:
    """The files taken in or refused, the one loaded last first."""
    found = editions(_source(source), before=page.cursor, limit=page.limit + 1)
    shown = found[: page.limit]
    more = shown[-1].id if len(found) > page.limit else None
    return {"editions": [_edition_json(edition) for edition in shown], "next": _next(request, more)}


@router.get(
    "/sources/{source}/changes",
    response={200: shapes.ChangesAnswer, WRONG: shapes.Problem},
    summary="What changed",
    by_alias=True,
)
def source_changes(request: HttpRequest, source: str, between: Query[shapes.Between]) -> Any:
    """Names that came and went and states that changed between two days. Natural persons in filings are left out."""
    if between.first > between.last:
        raise HttpError(422, "from: the first day must not be after the last")
    return changes(_source(source).id, between.first, between.last, public=True).as_json()


@router.get(
    "/sources/{source}/records", response={200: shapes.RecordsAnswer, WRONG: shapes.Problem}, summary="Its records"
)
def source_records(request: HttpRequest, source: str, page: Query[shapes.RecordsPage]) -> Any:
    """Who stood on the register on a day. Natural persons in filings are left out."""
    chosen, day = _source(source), page.on or _today()
    after = key_of(chosen, page.cursor) if page.cursor is not None else ""
    if after is None:
        raise HttpError(422, "cursor: that record is no longer there; start again without a cursor")
    found = records_on(chosen, day, after=after, limit=page.limit + 1)
    shown = found[: page.limit]
    return {
        **_about_records(chosen, day),
        "records": [record.as_json() for record in shown],
        "next": _next(request, shown[-1].number if len(found) > page.limit else None),
    }


@router.get(
    "/sources/{source}/records.csv",
    response={BUSY: shapes.Problem},
    summary="All its records as CSV",
    openapi_extra={"responses": {200: {"description": "One row a statement", "content": {"text/csv": {}}}}},
)
def source_csv(request: HttpRequest, source: str, on: shapes.OnDay = None) -> HttpResponseBase:
    """Lines that begin with # tell source, terms and dates; the last one how many rows there are."""
    chosen, day = _source(source), on or _today()
    rows = (row for record in walk_records(chosen, day) for row in _rows(record))
    return _export(request, csv_lines(_about(chosen, day), COLUMNS, rows), "text/csv", f"{chosen.id}-{day}.csv")


@router.get(
    "/sources/{source}/records.jsonl",
    response={BUSY: shapes.Problem},
    summary="All its records as JSON Lines",
    openapi_extra={"responses": {200: {"description": "One record a line", "content": {"application/x-ndjson": {}}}}},
)
def source_jsonl(request: HttpRequest, source: str, on: shapes.OnDay = None) -> HttpResponseBase:
    """The first line tells source, terms and dates; the last one how many records there are."""
    chosen, day = _source(source), on or _today()
    rows = (record.as_json() for record in walk_records(chosen, day))
    lines = json_lines(_about(chosen, day), rows)
    return _export(request, lines, "application/x-ndjson", f"{chosen.id}-{day}.jsonl")


@router.get("/numbers", response={200: list[shapes.NumberAnswer], WRONG: shapes.Problem}, summary="Whose number is it?")
def numbers(request: HttpRequest, asked: Query[shapes.NumberText]) -> Any:
    """Authorities that give licence numbers of this shape, and whether we hold their register."""
    held = {holding.source.id for holding in holdings(_today()) if holding.is_held}
    return [_number_json(number, held) for number in recognise(asked.text, load_shapes(settings.LICENCE_SHAPES))]


def _export(request: HttpRequest, lines: Iterator[str], content_type: str, name: str) -> HttpResponseBase:
    try:
        packed = kept_export(Path(settings.VAR) / "exports", record_version(), name, lines)
    except Busy as why:
        raise HttpError(503, "another export is being written; ask again in half a minute") from why
    return sent(request, packed, content_type, name)


def _source(name: str) -> Source:
    if name not in all_sources():
        raise HttpError(404, f"there is no source {name!r}; /api/v1/sources lists those there are")
    return all_sources()[name]


def _source_json(holding: Holding) -> dict[str, Any]:
    source = holding.source
    same = ("id", "title", "publisher", "compiled_from", "country", "kind", "evidence_kind", "licence_for", "page")
    more = ("note", "cadence_days", "stale_after_days", "number_scheme")
    fetch = source.fetch
    return {
        **{name: getattr(source, name) for name in (*same, *more)},
        **{name: getattr(holding, name) for name in ("is_held", "records", "newest", "seen_on", "is_late", "is_stale")},
        "terms": source.licence,
        "is_made_up": source.made_up,
        "authority": asdict(source.authority),
        "fetch": {"method": fetch.method, "url": fetch.url, "tried_live_on": fetch.tried_live_on},
    }


def _edition_json(edition: EditionLine) -> dict[str, Any]:
    counts = ("rows_read", "duplicate_rows", "records", "rows_added", "rows_removed", "names_added", "names_removed")
    told = ("id", "published", "period_first", "period_last", "sha256", "state", "reason")
    return {
        **{name: getattr(edition, name) for name in told},
        **{name: edition.report.get(name, 0) for name in counts},
        "file": edition.file_name,
        "rejected": len(edition.report.get("rejected", ())),
        "status_changes": len(edition.report.get("status_changes", ())),
    }


def _about_records(source: Source, day: date) -> dict[str, Any]:
    return {"source": source.id, "terms": source.licence, "on": day, "seen_on": holding_of(source, day).seen_on}


def _about(source: Source, day: date) -> dict[str, Cell]:
    """What an export says of itself."""
    read = holding_of(source, day).seen_on
    return {
        "source": source.id,
        "title": source.title + (" (made up)" if source.made_up else ""),
        "publisher": source.publisher,
        "compiled from": source.compiled_from,
        "terms": source.licence,
        "publisher's page": source.page,
        "as of": day.isoformat(),
        "newest edition read": read.isoformat() if read else "none",
        "left out": "natural persons named in filings, and those no longer listed",
    }


def _rows(record: RecordLine) -> Iterator[tuple[Cell, ...]]:
    numbers = "; ".join(f"{scheme}: {value}" for scheme, value in record.identifiers)
    names = "; ".join(record.other_names)
    who = (record.party, record.name, record.legal_name, names, record.country, record.place, record.address)
    for judged in record.judged:
        days = (day.isoformat() if day else "" for day in (judged.since, judged.until, judged.said.seen_on))
        said = (judged.said.scope, judged.said.words, str(judged.code))
        yield (*who, "yes" if record.is_person else "no", numbers, *said, *days)


def _number_json(found: Recognised, held: set[str]) -> dict[str, Any]:
    shape = found.shape
    sources = [source.id for source in all_sources().values() if shape.scheme and source.number_scheme == shape.scheme]
    told = {"country": shape.country, "authority": shape.authority, "what": shape.what}
    return {"number": found.normal, **told, "sources": sources, "is_held": bool(held & set(sources))}


def _next(request: HttpRequest, cursor: int | None) -> str | None:
    """Give the address of the next page: this one's with another cursor."""
    if cursor is None:
        return None
    asked = request.GET.copy()
    asked["cursor"] = str(cursor)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _today() -> date:
    return timezone.now().date()
