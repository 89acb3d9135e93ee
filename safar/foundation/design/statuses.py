"""One mark for each state that the rules know: a shape, a short name, and what it means for the person who asks.

The words of a full answer, with publisher and date, are the registry's. These are the words of the mark itself.
A mark gives no advice that the record can't carry: "licensed" never says "safe".
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safar.rules.status import Status

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state looks: `tone` is grave, warn, fine, neutral or unknown, and also names the icon."""

    tone: str
    words: Words
    meaning: Words


MARKS: dict[str, Mark] = {
    Status.BARRED: Mark("grave", _("Barred"), _("An authority has banned it. No end date is given.")),
    Status.BARRED_UNTIL: Mark("grave", _("Barred for a time"), _("An authority has banned it until a date.")),
    Status.PENALTY_UNPAID: Mark("grave", _("Penalty not paid"), _("It broke the rules and has not paid its fine.")),
    Status.REVOKED: Mark("grave", _("Licence taken away"), _("The authority has taken its licence away.")),
    Status.SUSPENDED: Mark("grave", _("Licence suspended"), _("The authority has stopped its licence for now.")),
    Status.FOUND: Mark("grave", _("Found in breach"), _("An authority decided that it broke the rules.")),
    Status.EXPIRED: Mark("warn", _("Licence run out"), _("The licence had an end date, and the date has passed.")),
    Status.NO_LONGER_LISTED: Mark(
        "warn", _("No longer listed"), _("It was on the list and is not any more. We don't know why.")
    ),
    Status.CLOSED: Mark("warn", _("Closed"), _("It gave its licence back or closed. It is not licensed now.")),
    Status.APPLIED: Mark("warn", _("Applied only"), _("It has asked for a licence. It does not have one yet.")),
    Status.CONDITIONAL: Mark(
        "warn", _("Licensed with conditions"), _("It has a licence, but with conditions or a lower rating.")
    ),
    Status.PROVISIONAL: Mark("warn", _("Licensed on trial"), _("It has a first licence for a short time.")),
    Status.BAN_ENDED: Mark("warn", _("Ban has ended"), _("It was banned before. The ban is over.")),
    Status.PENALISED_BUT_ELIGIBLE: Mark(
        "warn", _("Penalised, may hire"), _("It broke the rules and was punished. It may hire again.")
    ),
    Status.LICENSED: Mark(
        "fine", _("Licensed"), _("It is on the list of those who are allowed. Still check your offer.")
    ),
    Status.FILING_ONLY: Mark(
        "neutral", _("Named in papers"), _("It is named in papers sent to an authority. That is no licence.")
    ),
    Status.UNKNOWN: Mark(
        "unknown", pgettext_lazy("a status", "Unclear"), _("We don't know what the list means. Ask the authority.")
    ),
    "licensed-when-read": Mark(
        "unknown", _("Licensed when last read"), _("It was licensed when we last read the list. The list is old now.")
    ),
    "not-held": Mark(
        "unknown", _("Not in our registers"), _("Not in the lists we hold. This does not mean it has no licence.")
    ),
}
"""By code: every Status, and the two answers of a standing that are no publisher's state."""
