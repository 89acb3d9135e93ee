"""A card as it is published: every number of it as JSON, and back again.

Reasons are kept in English and translated late. Official findings are not in it: the page adds what the record says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from safar.rules.fees_told import MedianFee
from safar.rules.report_cards import Card, Publication, Share
from safar.rules.shares import Estimate


def card_json(card: Card) -> dict[str, Any]:
    """Write a card."""
    return {
        "state": card.state.value,
        "reasons": list(card.reasons),
        "drawn_on": _day(card.drawn_on),
        "reports": card.reports,
        "cohorts": card.cohorts,
        "since": _day(card.since),
        "checked": card.checked,
        "harm_cohorts": card.harm_cohorts,
        "satisfied": card.satisfied.question if card.satisfied else None,
        "shares": [share_json(share) for share in card.shares],
        "fee": fee_json(card.fee) if card.fee else None,
        "being_checked": card.being_checked,
    }


def card_from(told: Mapping[str, Any]) -> Card:
    """Read a card."""
    shares = tuple(share_from(share) for share in told["shares"])
    return Card(
        state=Publication(told["state"]),
        reasons=tuple(told["reasons"]),
        drawn_on=_read(told["drawn_on"]),
        reports=told["reports"],
        cohorts=told["cohorts"],
        since=_read(told["since"]),
        checked=told["checked"],
        harm_cohorts=told["harm_cohorts"],
        satisfied=next((share for share in shares if share.question == told["satisfied"]), None),
        shares=shares,
        fee=fee_from(told["fee"]) if told["fee"] else None,
        being_checked=told["being_checked"],
    )


def share_json(share: Share) -> dict[str, Any]:
    """Write a share with its bounds."""
    return {
        "question": share.question,
        "share": share.estimate.share,
        "low": share.estimate.low,
        "high": share.estimate.high,
        "answers": share.answers,
        "drawn_on": share.drawn_on.isoformat(),
        "reason": share.reason,
    }


def share_from(told: Mapping[str, Any]) -> Share:
    """Read a share."""
    bounds = Estimate(told["share"], told["low"], told["high"])
    return Share(told["question"], bounds, told["answers"], date.fromisoformat(told["drawn_on"]), told["reason"])


def fee_json(fee: MedianFee) -> dict[str, Any]:
    """Write a median fee with its bounds; amounts are texts, so that nothing is rounded on the way."""
    return {
        "currency": fee.currency,
        "median": str(fee.median),
        "low": str(fee.low),
        "high": str(fee.high),
        "fees": fee.fees,
        "drawn_on": fee.drawn_on.isoformat(),
        "reason": fee.reason,
    }


def fee_from(told: Mapping[str, Any]) -> MedianFee:
    """Read a median fee."""
    return MedianFee(
        currency=told["currency"],
        median=Decimal(told["median"]),
        low=Decimal(told["low"]),
        high=Decimal(told["high"]),
        fees=told["fees"],
        drawn_on=date.fromisoformat(told["drawn_on"]),
        reason=told["reason"],
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
