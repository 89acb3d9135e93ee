"""The card of a party as it was last published, with what the party answers. Reads the public side alone.

Texts are not of the day that is asked for but of today: what its writer took back is shown for no day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from safar.foundation.release.queries import Released, quotes, released, released_under
from safar.rooms.reports.released import CARD, DOWN, REPLY, WORDS
from safar.rooms.reports.snapshots import card_from
from safar.rules.report_cards import NO_REPORTS, NOT_ENOUGH, Card, Publication


@dataclass(frozen=True, slots=True)
class ShownReply:
    """What the verified party says, and since when it stands there."""

    text: str
    shown_on: date


@dataclass(frozen=True, slots=True)
class PublishedCard:
    """A party's card with what stands beside it. `sha256` names the snapshot in a citation.

    `remarks` are texts that a moderator let through; none where the site takes no texts.
    """

    party: str
    card: Card
    published_on: date | None
    sha256: str
    replies: tuple[ShownReply, ...]
    remarks: tuple[str, ...]


def card_of(party: str, today: date) -> PublishedCard:
    """Give a party's card on a day; where nothing is published, a card that says so."""
    newest = _newest(f"{CARD} {party}", today)
    replies = replies_of(party, today)
    if newest is None:
        return PublishedCard(party, Card(Publication.NONE, (NO_REPORTS,)), None, "", replies, ())
    down = _newest(f"{DOWN} {party}", today)
    if down is not None and down.published_on >= newest.published_on:
        return PublishedCard(party, Card(Publication.FEW, (NOT_ENOUGH,)), down.published_on, "", replies, ())
    card = card_from(newest.content["card"])
    remarks = _remarks(party, today) if card.state is Publication.SCORED else ()
    return PublishedCard(party, card, newest.published_on, newest.sha256, replies, remarks)


def replies_of(party: str, today: date) -> tuple[ShownReply, ...]:
    """Give what a party answers, the newest first. Each release holds all that stands on its day."""
    shown = [(one.published_on, name, one.content) for name, one in released_under(f"{REPLY} {party} ")]
    newest = max((one for one in shown if one[0] <= today), key=itemgetter(0, 1), default=None)
    told = newest[2]["replies"] if newest else ()
    return tuple(ShownReply(one["text"], date.fromisoformat(one["on"])) for one in told)


def cards_on(today: date) -> tuple[PublishedCard, ...]:
    """Give every card that shows numbers on a day."""
    parties = sorted({name.removeprefix(f"{CARD} ") for name, _ in released_under(f"{CARD} ")})
    cards = (card_of(party, today) for party in parties)
    return tuple(one for one in cards if one.card.state is Publication.SCORED)


def _remarks(party: str, today: date) -> tuple[str, ...]:
    """Give the texts that stand, in an order that tells nothing."""
    return tuple(sorted(one.text for one in quotes(f"{WORDS} {party}") if one.text and one.shown_on <= today))


def _newest(name: str, today: date) -> Released | None:
    return next((one for one in released(name) if one.published_on <= today), None)
