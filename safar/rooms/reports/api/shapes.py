"""What the API of reports takes and gives. No field is for a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from safar.foundation.vault.sealed_shapes import FolderIn, Hash
from safar.rooms.reports.queries.cards import PublishedCard
from safar.rooms.reports.queries.corridors import CorridorPage, MonthCounts
from safar.rooms.reports.queries.own import OwnReport
from safar.rooms.reports.snapshots import card_json, fee_json, share_json
from safar.rooms.reports.telling import LONGEST_TEXT, Proposed, Told

Country = Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
Party = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,30}$")]
Answered = Annotated[str, Field(pattern="^(yes|no|unsure)$")]


class Problem(Schema):
    """What is wrong, in words (RFC 9457)."""

    title: str
    status: int
    detail: str


class ProposedIn(Schema):
    """A recruiter or employer that is in no register."""

    name: str = Field(min_length=1, max_length=200)
    place: str = Field("", max_length=200)
    telephone: str = Field("", max_length=40)
    country: Country = ""
    is_household: bool = False


class ToldIn(Schema):
    """What is told: months and codes, at most one amount."""

    party: str = Field("", pattern=r"^([a-z0-9-]{1,30})?$")
    proposed: ProposedIn | None = None
    answers: dict[str, Answered] = Field(max_length=12)
    origin: Country = ""
    destination: Country = ""
    began: str = Field("", pattern=r"^([0-9]{4}-(0[1-9]|1[0-2]))?$")
    still_there: bool = False
    may_join_now: bool = False
    fee: Decimal | None = Field(None, gt=0, max_digits=12, decimal_places=2)
    currency: str = Field("", pattern="^([A-Z]{3})?$")
    text: str = Field("", max_length=LONGEST_TEXT)
    language: str = Field("en", pattern="^[a-z]{2,3}$")

    def value(self) -> Told:
        told = self.dict(exclude={"proposed", "tag", "code", "evidence", "work", "answer"})
        return Told(**told, proposed=Proposed(**self.proposed.dict()) if self.proposed else None)


class SubmitIn(ToldIn):
    """A report with the tag of the receipt that the device made; `code` is a campaign's, `work` the site's puzzle.

    `evidence` is a folder of files, sealed to the one centre that is to check them, under the same receipt.
    """

    tag: Hash
    code: str = Field("", max_length=60)
    evidence: FolderIn | None = None
    work: str = Field("", max_length=200)
    answer: str = Field("", max_length=40)


class ChangeIn(ToldIn):
    """A report that takes the place of the one that the receipt opens."""

    tag: Hash


class TagIn(Schema):
    """A receipt's tag."""

    tag: Hash


class WorkOut(Schema):
    """The puzzle that a report has to show solved; `bits` 0 asks for nothing."""

    bits: int
    challenge: str


class SubmittedOut(Schema):
    """From when the report may stand behind a card, and the signed promise that it stands in the journal."""

    party: str
    joins_from: date
    is_repeat: bool
    promise: str


class OwnOut(Schema):
    """A report as its writer sees it."""

    party: str
    answers: dict[str, str]
    origin: str
    destination: str
    made_on: date
    began: str
    still_there: bool
    may_join_now: bool
    joins_from: date
    is_checked: bool
    has_evidence: bool
    fee: str | None
    currency: str
    offers_collective_case: bool


class QuestionOut(Schema):
    """One question, the answer that tells of harm, and the principle it serves."""

    id: str
    words: str
    harm: str | None
    principle: str
    serves: str
    amount: str


class QuestionnaireOut(Schema):
    """All that is asked."""

    title: str
    version: int
    source: str
    source_url: str
    answers: dict[str, str]
    questions: list[QuestionOut]


class ShareOut(Schema):
    """A share with its bounds of 90 %, on how many answers, as of which day."""

    question: str
    share: float
    low: float
    high: float
    answers: int
    drawn_on: date
    reason: str


class FeeOut(Schema):
    """A rounded median fee with its bounds."""

    currency: str
    median: str
    low: str
    high: str
    fees: int
    drawn_on: date
    reason: str


class CardOut(Schema):
    """A party's card as it was published; without a number where too few reported."""

    party: str
    state: str
    reasons: list[str]
    published_on: date | None
    sha256: str
    drawn_on: date | None
    reports: int | None
    cohorts: int | None
    since: date | None
    checked: int | None
    harm_cohorts: int | None
    satisfied: str | None
    shares: list[ShareOut]
    fee: FeeOut | None
    being_checked: bool
    replies: list[str]
    remarks: list[str]


class CorridorOut(Schema):
    """A corridor's shares and median fee."""

    origin: str
    destination: str
    published_on: date | None
    sha256: str
    shares: list[ShareOut]
    fee: FeeOut | None


class CellOut(Schema):
    """One count of a month; null is withheld. An empty row or column is the total."""

    month: str
    destination: str
    told: str
    reports: int | None


class OpenDataOut(Schema):
    """Everything that was published and stands."""

    licence: str
    cards: list[CardOut]
    corridors: list[CorridorOut]
    counts: list[CellOut]


def card_out(one: PublishedCard) -> dict[str, Any]:
    """Give a card as it travels."""
    return {
        **card_json(one.card),
        "party": one.party,
        "published_on": one.published_on,
        "sha256": one.sha256,
        "replies": [reply.text for reply in one.replies],
        "remarks": list(one.remarks),
    }


def corridor_out(one: CorridorPage) -> dict[str, Any]:
    """Give a corridor as it travels."""
    return {
        "origin": one.origin,
        "destination": one.destination,
        "published_on": one.published_on,
        "sha256": one.sha256,
        "shares": [share_json(share) for share in one.shares],
        "fee": fee_json(one.fee) if one.fee else None,
    }


def cells_out(one: MonthCounts) -> list[dict[str, Any]]:
    """Give a month's counts as they travel."""
    return [
        {"month": one.month, "destination": row, "told": column, "reports": count}
        for (row, column), count in one.cells.items()
    ]


def own_out(one: OwnReport) -> dict[str, Any]:
    """Give a report to its writer."""
    names = [name for name in OwnOut.model_fields if name != "fee"]
    return {name: getattr(one, name) for name in names} | {"fee": None if one.fee is None else str(one.fee)}
