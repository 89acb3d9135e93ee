"""What the sealed API says in public of the bodies of a country: a worker's browser chooses from it whom to tell."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from safar.rooms.casework.api.shapes import KeyOut


class BodiesIn(Schema):
    """Which country, which one body, or all of them; and the language of the words."""

    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    body: str = Field(default="", pattern=r"^[a-z0-9-]{0,40}$")
    everywhere: bool = False
    language: str = Field(default="en", pattern=r"^(en|ar|es|hi|ne|fil)$")


class LineOut(Schema):
    """A telephone line: as it is written, as it is dialled ("" for not at all), and whether it was tested."""

    number: str
    dial: str
    words: str


class OfferOut(Schema):
    """Whether a body is offered for a kind of matter, its safety, and why."""

    is_offered: bool
    level: str
    words: str
    dated: str
    why: str
    caution: str


class BodyOut(Schema):
    """A body of a country, with the key to seal to where it takes sealed complaints here."""

    id: str
    name: str
    kind: str
    country: str
    is_of_the_state: bool
    can_do: str
    languages: str
    is_free: bool | None
    website: str
    lines: list[LineOut]
    key: KeyOut | None
    purpose: str
    organisation: str
    offers: dict[str, OfferOut]


class MatcherOut(Schema):
    """An independent organisation that counts reports of the same employer."""

    id: str
    name: str
    organisation: str
    key: KeyOut


class BodiesOut(Schema):
    """The bodies of a country, or of all, in the language asked for, and the matchers of this site."""

    bodies: list[BodyOut]
    matchers: list[MatcherOut]
