"""How long ago a form was begun, signed by us: one that comes back within five seconds was not filled in by hand.

For forms of people without an account and without script; the token says nothing of who began it.
"""

from __future__ import annotations

from enum import Enum

from django.core.signing import BadSignature, TimestampSigner

YOUNGEST, OLDEST = 5, 6 * 3600


class Age(Enum):
    """How old a form is. One that we never signed counts as too old: it gets a token and may be sent again."""

    RIGHT = "right"
    YOUNG = "young"
    OLD = "old"


def new_token(form: str) -> str:
    """Sign the time at which a form was begun; a token of another form is none."""
    return TimestampSigner(salt=f"safar/1 {form}").sign("form")


def age_of(token: str, form: str) -> Age:
    """Say whether a form was begun at least five seconds ago, by us, and within the last hours."""
    if not _is_within(token, form, OLDEST):
        return Age.OLD
    return Age.YOUNG if _is_within(token, form, YOUNGEST) else Age.RIGHT


def lasting_token(token: str, form: str) -> str:
    """Give the token for the page shown next: a form that became too old while it was filled in can still be sent."""
    return new_token(form) if age_of(token, form) is Age.OLD else token


def _is_within(token: str, form: str, seconds: int) -> bool:
    try:
        TimestampSigner(salt=f"safar/1 {form}").unsign(token, max_age=seconds)
    except BadSignature:
        return False
    return True
