"""The public randomness that a draw names: when its round is due, and whether a signature is the beacon's own.

A signature that anybody invented gives randomness like any other: who could choose it would choose the winners. So a
draw waits for its round, and where the package drand-verify is installed the signature is checked by the beacon's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from safar.rules.public_draw import DrawError, Rules

QUICKNET = "drand quicknet"


@dataclass(frozen=True, slots=True)
class Beacon:
    """When a beacon's first round was due, the seconds between two, and how long its signatures are."""

    first: datetime
    period: int
    signature_bytes: int


BEACONS = {
    QUICKNET: Beacon(datetime.fromtimestamp(1_692_803_367, UTC), 3, 48),
    "drand default": Beacon(datetime.fromtimestamp(1_595_431_050, UTC), 30, 96),
}


def round_due(rules: Rules) -> datetime:
    """Say when the round of randomness is due. Raises `DrawError` for a beacon whose clock we don't know."""
    if rules.beacon not in BEACONS:
        raise DrawError(f"the beacon must be one of {', '.join(BEACONS)}: of no other do we know when a round is due")
    beacon = BEACONS[rules.beacon]
    try:
        return beacon.first + timedelta(seconds=(rules.round - 1) * beacon.period)
    except OverflowError:
        raise DrawError("this round is too far ahead to be waited for") from None


def is_signed(rules: Rules, signature: bytes) -> bool | None:
    """Is this the beacon's signature of the round? None where it can't be checked here: compare it with what came out.

    drand default signs the signature before it too, which a draw's record doesn't hold.
    """
    beacon = BEACONS.get(rules.beacon)
    if beacon is not None and len(signature) != beacon.signature_bytes:
        return False
    if rules.beacon != QUICKNET:
        return None
    try:
        from drand_verify import verify_quicknet
    except ImportError:
        return None
    try:
        return bool(verify_quicknet(rules.round, signature.hex()))
    except (ValueError, OverflowError):
        return False
