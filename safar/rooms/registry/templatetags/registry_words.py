"""Puts the rules' answers into the reader's language: the same sentences as the command line, with local dates."""

from __future__ import annotations

from datetime import date

from django import template
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from safar.foundation.design.formats import country_in, day_in, number_in
from safar.foundation.design.parts import Cell, Stop, Table
from safar.foundation.design.statuses import MARKS
from safar.foundation.languages import active_language
from safar.rooms.registry.queries.party import Event, PartyPage
from safar.rooms.registry.queries.registers import EditionLine, Holding, Register
from safar.rules.standing import NOT_HELD, WORDS, Judged, Standing

register = template.Library()

# What licences are for, as the sources' files say it; a source with other words shows them as they are.
LICENCE_FOR = (
    gettext_noop("to sponsor workers"),
    gettext_noop("to recruit"),
    gettext_noop("to recruit workers for jobs abroad"),
    gettext_noop("to place workers in jobs"),
    gettext_noop("to hire workers from abroad"),
)
EVENTS = {
    "decided": gettext_noop("Decision by {publisher}"),
    "since": gettext_noop("In force, says {publisher}"),
    "until": gettext_noop("Runs until this day, says {publisher}"),
    "paused": gettext_noop("Suspended from this day, says {publisher}"),
    "resumes": gettext_noop("Suspension ends, says {publisher}"),
    "read": gettext_noop("First seen on the list of {publisher}"),
    "gone": gettext_noop("No longer on the list of {publisher}"),
}
RESULTS = {
    "published": gettext_noop("published"),
    "replaced": gettext_noop("replaced by a newer one"),
    "refused": gettext_noop("refused"),
}
EDITION_COLUMNS = (
    gettext_noop("Published"),
    gettext_noop("Result"),
    gettext_noop("Rows"),
    gettext_noop("Names added"),
    gettext_noop("Names removed"),
    gettext_noop("Not readable"),
)
EVIDENCE = {
    "licence": gettext_noop("Licence register"),
    "finding": gettext_noop("Findings of an authority"),
    "filing": gettext_noop("Papers filed: neutral"),
    "certificate": gettext_noop("Private certificates: not a licence"),
}


@register.filter
def judged_words(judged: Judged) -> str:
    """Say in a sentence what one statement means today."""
    return _filled(judged.sentence, judged)


@register.filter
def standing_words(standing: Standing) -> str:
    """Say in a sentence what the record supports about a party."""
    return judged_words(standing.leads[0]) if standing.leads else gettext(WORDS[NOT_HELD])


@register.filter
def short_status(code: str) -> str:
    """Give the state in one to four words."""
    return str(MARKS[code].words)


@register.filter
def stops(party: PartyPage) -> list[Stop]:
    """Put a party's dated events on the line of time."""
    return [_stop(event) for event in party.events]


@register.filter
def evidence_words(kind: str) -> str:
    """Say what kind of evidence a source is."""
    return gettext(EVIDENCE[kind])


def _filled(sentence: str, judged: Judged) -> str:
    given = dict(judged.parameters)
    given["licence_for"] = gettext(judged.said.licence_for) if judged.said.licence_for else ""
    dates = {"since": judged.since, "until": judged.until, "seen_on": judged.said.seen_on}
    return gettext(sentence).format(**given | {name: _day(on) for name, on in dates.items()})


def _stop(event: Event) -> Stop:
    spoken = event.spoken
    words = gettext(EVENTS[event.kind]).format(publisher=spoken.said.publisher)
    marked = event.kind in {"decided", "since"} and spoken.judged is not None
    return Stop(
        day=event.on,
        words=words,
        code=spoken.judged.code if marked and spoken.judged else "",
        quote=" · ".join(text for text in (spoken.said.words, spoken.said.scope) if text),
        by=spoken.source.title,
        address=reverse("registry:register", args=[spoken.said.source]),
        is_future=event.is_future,
    )


@register.filter
def holdings_table(holdings: list[Holding]) -> Table:
    """List every source with what is held of it."""
    columns = (
        gettext("Register"),
        gettext("Country"),
        gettext("Kind of evidence"),
        gettext("Names"),
        gettext("Read on"),
    )
    return Table(gettext("Registers"), columns, tuple(_holding_row(holding) for holding in holdings))


def _holding_row(holding: Holding) -> tuple[Cell, ...]:
    language, source = active_language(), holding.source
    return (
        Cell(source.title, reverse("registry:register", args=[source.id])),
        Cell(country_in(language, source.country)),
        Cell(evidence_words(source.evidence_kind)),
        Cell(number_in(language, holding.records) if holding.is_held else "–", is_number=True),
        Cell(_read_on(holding)),
    )


def _read_on(holding: Holding) -> str:
    if holding.seen_on is None:
        return gettext("not held")
    read = _day(holding.seen_on)
    if holding.is_stale and holding.source.evidence_kind == "licence":
        return gettext("{date}: too old to say who is licensed").format(date=read)
    return gettext("{date}: a newer list should be there").format(date=read) if holding.is_late else read


@register.filter
def editions_table(register_page: Register) -> Table:
    """List a source's editions with their counts."""
    rows = tuple(_edition_row(edition) for edition in register_page.editions)
    return Table(gettext("Editions"), tuple(gettext(column) for column in EDITION_COLUMNS), rows)


def _edition_row(edition: EditionLine) -> tuple[Cell, ...]:
    language, report = active_language(), edition.report
    counts = (report["rows_read"], report["names_added"], report["names_removed"], len(report["rejected"]))
    numbers = (Cell(number_in(language, count), is_number=True) for count in counts)
    return Cell(_day(edition.published) or "–"), Cell(gettext(RESULTS[edition.state])), *numbers


def _day(day: date | None) -> str:
    return day_in(active_language(), day) if day else ""
