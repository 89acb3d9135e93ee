"""Words of the directory: kinds of body, levels, duties and proposed changes, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safar.rules.firewall import BodyKind
from safar.rules.safety_levels import WORDS, Duty, Jurisdiction, duty_shown, level_shown

KINDS = {
    BodyKind.UNION: gettext_lazy("trade union"),
    BodyKind.RESOURCE_CENTRE: gettext_lazy("centre for migrant workers"),
    BodyKind.NGO: gettext_lazy("independent organisation"),
    BodyKind.LAWYER: gettext_lazy("lawyer"),
    BodyKind.LABOUR_INSPECTORATE: gettext_lazy("labour inspection or ministry"),
    BodyKind.LABOUR_TRIBUNAL: gettext_lazy("labour court or tribunal"),
    BodyKind.MISSION: gettext_lazy("embassy or consulate"),
    BodyKind.LICENSING_AUTHORITY: gettext_lazy("authority that licenses recruiters"),
    BodyKind.HUMAN_RIGHTS_INSTITUTION: gettext_lazy("human rights institution"),
    BodyKind.EQUALITY_BODY: gettext_lazy("office against discrimination"),
    BodyKind.OMBUDSMAN: gettext_lazy("ombudsman"),
    BodyKind.ANTI_TRAFFICKING: gettext_lazy("help against trafficking"),
    BodyKind.CONCILIATOR: gettext_lazy("conciliator"),
}
CHANGES = {
    "add-body": gettext_lazy("A body is to be added"),
    "end-body": gettext_lazy("A body has left"),
    "raise-level": gettext_lazy("A level of safety is to be raised"),
    "lower-level": gettext_lazy("A level of safety was lowered"),
    "add-agreement": gettext_lazy("An agreement between authorities is proposed"),
    "end-agreement": gettext_lazy("An agreement between authorities has ended"),
}
DUTIES = {
    Duty.OWN_NATIONALS: gettext_lazy("It looks after its own people abroad"),
    Duty.NO: gettext_lazy("It does not report people without papers"),
    Duty.UNKNOWN: gettext_lazy("We don't know whether it reports people without papers"),
    Duty.PRACTICE: gettext_lazy("It is known to report people without papers"),
    Duty.YES: gettext_lazy("It must report people without papers"),
}


def kind_words(kind: BodyKind) -> str:
    """Name a kind of body."""
    return str(KINDS[kind])


def level_words(row: Jurisdiction, today: date) -> str:
    """Say what a row's level means on a day."""
    return _(WORDS[level_shown(row, today)])


def duty_words(row: Jurisdiction, today: date) -> str:
    """Say what is known of reporting, the worst of the row's kinds first."""
    shown = {duty_shown(row, kind, today) for kind in row.kinds}
    return str(DUTIES[max(shown, key=list(Duty).index)])
