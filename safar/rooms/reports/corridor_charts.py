"""The drawings of a corridor's page: of a hundred workers, how many were harmed in which way."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safar.foundation.charts import Bar, Chart, Frame, Heads, bar_chart
from safar.rooms.reports.queries.corridors import CorridorPage
from safar.rooms.reports.said_words import SAID_NO, SAID_YES
from safar.rules.questionnaire import PAID_FEE, TELLS_HARM, Answer
from safar.rules.report_cards import Share

FEES = ("asked-fee", PAID_FEE)


def charts_of(page: CorridorPage, language: str, direction: str) -> tuple[Chart, ...]:
    """Draw fees, then all other harms, the most frequent first; nothing where no figure may be shown."""
    harms = [share for share in page.shares if share.question in TELLS_HARM]
    fees = [share for share in harms if share.question in FEES]
    others = [share for share in harms if share.question not in FEES]
    parts = ((_("Fees"), "fees", fees), (_("Harms"), "harms", others))
    frame = Frame("corridor", language, direction)
    return tuple(_chart(frame.named(name), title, shares) for title, name, shares in parts if shares)


def _chart(frame: Frame, title: str, shares: list[Share]) -> Chart:
    bars = sorted((Bar(_harm_words(share), _of_hundred(share)) for share in shares), key=lambda bar: -bar.value)
    heads = Heads(_("What workers report"), _("Of 100"))
    return bar_chart(frame, title, _("Of 100 workers who answered, so many report it."), heads, bars)


def _harm_words(share: Share) -> str:
    words = SAID_YES if TELLS_HARM[share.question] == Answer.YES else SAID_NO
    return _(words[share.question])


def _of_hundred(share: Share) -> int:
    yes = round(share.estimate.share * 100)
    return yes if TELLS_HARM[share.question] == Answer.YES else 100 - yes
