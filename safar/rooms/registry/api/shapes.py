"""What the API takes and gives, as its description (OpenAPI) tells it. Every field is filled from a query's answer."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, Field

from safar.rooms.registry.queries.find import LONGEST_QUERY, MOST

MOST_A_PAGE = 1000
NO_NUL = r"^[^\x00]+$"


def written_day(value: Any) -> Any:
    """Take a day as YYYY-MM-DD alone: a bare number is not a moment in 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError("write a day as YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(written_day)]
Cursor = Annotated[int | None, Field(ge=0, le=2**63 - 1, description="where to go on, from `next`")]
Limit = Annotated[int, Field(ge=1, le=MOST_A_PAGE, description="how many at once")]
OnDay = Annotated[Day | None, Field(description="the day asked for; today where left out")]


class Asked(Schema):
    """A name as somebody heard it, or a licence number."""

    name: str = Field(
        min_length=1, max_length=LONGEST_QUERY, pattern=NO_NUL, description="name as heard, or a licence number"
    )
    country: str = Field("", pattern=r"^([A-Za-z]{2})?$", description="two letters of ISO 3166; ranks, never excludes")
    place: str = Field("", max_length=100, pattern=r"^[^\x00]*$", description="town; ranks, never excludes")
    limit: int = Field(10, ge=1, le=MOST)


class NumberText(Schema):
    """A text in which a licence number may stand."""

    text: str = Field(min_length=1, max_length=LONGEST_QUERY, pattern=NO_NUL, description="the number as copied")


class Page(Schema):
    """Where a list is read from, and how much of it."""

    cursor: Cursor = None
    limit: Limit = 100


class RecordsPage(Page):
    """The same for records, on a day."""

    on: OnDay = None


class Between(Schema):
    """Two days."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


class Problem(Schema):
    """What is wrong, in words."""

    title: str
    status: int
    detail: str


class StandingAnswer(Schema):
    code: str
    words: str


class Found(Schema):
    """A party that may be the one asked for."""

    id: str
    name: str
    names: list[str]
    country: str
    place: str
    standing: StandingAnswer
    score: float


class StatementAnswer(Schema):
    """What one publisher says: its own words, and what they mean on the day asked."""

    source: str
    publisher: str
    words: str
    status: str
    evidence_kind: str
    scope: str
    since: str | None
    until: str | None
    seen_on: str


class PartyAnswer(Schema):
    """What the record supports about a party on a day."""

    id: str
    name: str
    standing: StandingAnswer
    statements: list[StatementAnswer]
    reasons: list[str]


class AuthorityAnswer(Schema):
    """Whom to ask. A number without `phone_tested_on` has not been tried."""

    name: str
    phone: str
    phone_tested_on: date | None
    complain_at: str
    website: str
    address: str


class FetchAnswer(Schema):
    """How we get the list. `tried_live_on` is null where nobody has yet seen the address answer us."""

    method: str
    url: str
    tried_live_on: date | None


class SourceAnswer(Schema):
    """A register: whose it is, what it proves, on which terms it may be used, and how fresh our copy is."""

    id: str
    title: str
    publisher: str
    compiled_from: str
    country: str
    kind: str
    evidence_kind: str
    licence_for: str
    terms: str
    page: str
    note: str
    is_made_up: bool
    is_held: bool
    records: int
    newest: date | None
    seen_on: date | None
    cadence_days: int
    stale_after_days: int
    is_late: bool
    is_stale: bool
    number_scheme: str
    authority: AuthorityAnswer
    fetch: FetchAnswer


class EditionAnswer(Schema):
    """One file that we took in or refused, with its counts."""

    id: int
    published: date | None
    period_first: date | None
    period_last: date | None
    file: str
    sha256: str
    state: str
    reason: str
    rows_read: int
    duplicate_rows: int
    rejected: int
    records: int
    rows_added: int
    rows_removed: int
    names_added: int
    names_removed: int
    status_changes: int


class EditionsAnswer(Schema):
    editions: list[EditionAnswer]
    next: str | None


class StatusChange(Schema):
    """A state that changed; `from` and `to` are ours, the words are the publisher's."""

    name: str
    scope: str
    before: str = Field(alias="from")
    after: str = Field(alias="to")
    from_words: str
    to_words: str


class ChangesAnswer(Schema):
    added: list[str]
    removed: list[str]
    status_changes: list[StatusChange]


class IdentifierAnswer(Schema):
    scheme: str
    value: str


class RecordAnswer(Schema):
    """A record of a register, with what the register says of it."""

    party: str
    name: str
    legal_name: str
    other_names: list[str]
    country: str
    place: str
    address: str
    is_person: bool
    identifiers: list[IdentifierAnswer]
    statements: list[StatementAnswer]


class RecordsAnswer(Schema):
    """Records as they stood on a day; `seen_on` is the newest edition that we had read by then."""

    source: str
    terms: str
    on: date
    seen_on: date | None
    records: list[RecordAnswer]
    next: str | None


class NumberAnswer(Schema):
    """A shape that the text has. Anybody can write such a number: only the authority can say that it is genuine."""

    number: str
    country: str
    authority: str
    what: str
    sources: list[str]
    is_held: bool
