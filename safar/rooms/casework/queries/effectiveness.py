"""How well a body's mechanism works, as it was published last: seven criteria (or eight) and the four parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safar.foundation.design.formats import number_in
from safar.foundation.design.parts import Cell, Table
from safar.foundation.languages import active_language
from safar.foundation.release.queries import released
from safar.rules.effectiveness import NOT_COUNTED, ON_THE_DEVICE, TOO_FEW, Criterion, Finding, Numbers, Part
from safar.rules.effectiveness import criteria as criteria_of
from safar.rules.effectiveness import parts as parts_of
from safar.rules.firewall import BodyKind

NAMES = {
    Criterion.LEGITIMATE: gettext_lazy("Can be trusted"),
    Criterion.ACCESSIBLE: gettext_lazy("Easy to reach"),
    Criterion.PREDICTABLE: gettext_lazy("Keeps to its times"),
    Criterion.EQUITABLE: gettext_lazy("Gives both sides the same chance"),
    Criterion.TRANSPARENT: gettext_lazy("Tells how the case goes"),
    Criterion.RIGHTS_COMPATIBLE: gettext_lazy("Ends with what you have a right to"),
    Criterion.CONTINUOUS_LEARNING: gettext_lazy("Learns from cases"),
    Criterion.DIALOGUE: gettext_lazy("Talks with both sides"),
    Part.COMPLAINTS_BODY: gettext_lazy("An office for complaints"),
    Part.PROCEEDINGS: gettext_lazy("Proceedings"),
    Part.RESIDENCE_STATUS: gettext_lazy("Being allowed to remain for the case"),
    Part.COMPENSATION: gettext_lazy("Getting the money back"),
}


@dataclass(frozen=True, slots=True)
class Effectiveness:
    """The last published quarter of a body ("" for none yet), as two tables; `late` is None where it is withheld."""

    quarter: str
    criteria: Table
    parts: Table
    late: str


def effectiveness_of(body: str, kind: BodyKind) -> Effectiveness:
    """Show a body's last published quarter; where there is none, every line reads unknown, never nought."""
    newest = next(iter(released(f"body:{body}")), None)
    content = newest.content if newest else {"findings": [], "late": None}
    shares = {row["about"]: row["share"] for row in content["findings"]}
    operational = kind is BodyKind.CONCILIATOR
    blank = Numbers()
    return Effectiveness(
        quarter=newest.month if newest else "",
        criteria=_table(_("What makes a complaints office work"), criteria_of(blank, operational=operational), shares),
        parts=_table(_("The four parts of a way to complain"), parts_of(blank), shares),
        late="" if content["late"] is None else number_in(active_language(), content["late"]),
    )


def _table(caption: str, asked: tuple[Finding, ...], shares: dict[str, str | None]) -> Table:
    heads = (_("What"), _("How it is measured"), _("Share"))
    return Table(caption, heads, tuple(_line(one, shares.get(one.about.value)) for one in asked))


def _line(finding: Finding, share: str | None) -> tuple[Cell, ...]:
    if share is not None:
        told = _("{number} of 100").format(number=number_in(active_language(), int(Decimal(share) * 100)))
        return Cell(NAMES[finding.about]), Cell(_(finding.measure)), Cell(told)
    measure = _(finding.measure) if finding.measure else _("not measured")
    return Cell(NAMES[finding.about]), Cell(measure), Cell(_("unknown") + ". " + _(_why(finding)))


def _why(finding: Finding) -> str:
    if finding.about is Part.COMPENSATION:
        return NOT_COUNTED
    return {ON_THE_DEVICE: ON_THE_DEVICE, NOT_COUNTED: NOT_COUNTED}.get(finding.why_unknown, TOO_FEW)
