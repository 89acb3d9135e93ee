"""Which half of Safar this process serves: the public record, the private cases, or on one laptop both.

In production the same code runs twice under two users of the machine. The public process has no way to the vault; the
private one never imports a reader of publishers' files (`docs/firewall.md`).
"""

from __future__ import annotations

from enum import StrEnum

from safar.foundation.environment import BadSetting


class Serve(StrEnum):
    """What SAFAR_SERVE may say."""

    PUBLIC = "public"
    PRIVATE = "private"
    BOTH = "both"

    @property
    def has_record(self) -> bool:
        return self is not Serve.PRIVATE

    @property
    def has_cases(self) -> bool:
        return self is not Serve.PUBLIC


def served(text: str) -> Serve:
    """Read SAFAR_SERVE; another word stops the start."""
    try:
        return Serve(text)
    except ValueError:
        raise BadSetting("SAFAR_SERVE must be public, private or both") from None


def no_record_version() -> int:
    """The private process keeps no pages of the record, so their version never changes."""
    return 0


def no_search_state() -> str:
    """The private process has no search."""
    return "not here"
