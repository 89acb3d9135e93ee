"""How long ago a form was begun, signed by us: one that comes back within five seconds was not filled in by hand.

For forms of people without an account and without script; the token says nothing of who began it.
"""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner

YOUNGEST, OLDEST = 5, 6 * 3600


def new_token(form: str) -> str:
    """Sign the time at which a form was begun; a token of another form is none."""
    return TimestampSigner(salt=f"safar/1 {form}").sign("form")


def is_old_enough(token: str, form: str) -> bool:
    """Say whether a form was begun at least five seconds ago, by us, and today."""
    signer = TimestampSigner(salt=f"safar/1 {form}")
    try:
        signer.unsign(token, max_age=OLDEST)
    except BadSignature:
        return False
    try:
        signer.unsign(token, max_age=YOUNGEST)
    except BadSignature:
        return True
    return False
