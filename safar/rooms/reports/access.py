"""The only place that turns a receipt, a code, a key or a desk into rows of reports; call it inside a session.

Unknown, ended and forbidden are one 404.
"""

from __future__ import annotations

from datetime import date

from django.http import Http404

from safar.foundation.reads import rows
from safar.foundation.vault import pepper
from safar.foundation.vault.access import body_for, folder_for_body
from safar.foundation.vault.models import Body, Folder
from safar.foundation.vault.sessions import admit
from safar.rooms.reports.models import Campaign, PartyNotice, ProposedParty, Remark, Reply, Report
from safar.rules.firewall import BodyKind

CHECKERS = frozenset({BodyKind.UNION, BodyKind.RESOURCE_CENTRE, BodyKind.NGO})
"""Bodies whose look makes a report or a party a checked one: no authority and no mission is among them."""


def number_for(tag: bytes) -> int | None:
    """Give the number of the report that a receipt opens."""
    found = rows(Report, "SELECT id FROM reports_report WHERE tag_mac = %s", [pepper.tag_mac(tag)])
    return int(found[0][0]) if found else None


def report_for(tag: bytes) -> Report:
    """Give the report that a receipt opens, and let the session see what hangs on it."""
    found = Report.objects.filter(tag_mac=pepper.tag_mac(tag)).first()
    if found is None:
        raise Http404
    admit(found.pk)
    return found


def evidence_for(body: str, number: int, today: date) -> tuple[Report, Folder]:
    """Give a report and its sealed proofs to the centre that they are sealed to."""
    report = Report.objects.filter(pk=number, withdrawn_on=None).exclude(folder=None).first()
    if report is None or report.folder_id is None:
        raise Http404
    return report, folder_for_body(report.folder_id, body, today)


def checker_for(body: str, today: date) -> Body:
    """Give a body that may say that a report or a party has been checked."""
    found = body_for(body, today)
    if found.kind not in CHECKERS:
        raise Http404
    return found


def campaign_for(body: str, number: int) -> Campaign:
    """Give a campaign of a body."""
    found = Campaign.objects.filter(pk=number, body=body).first()
    if found is None:
        raise Http404
    return found


def notice_for_key(mac: bytes) -> PartyNotice:
    """Give the verified party that a key belongs to."""
    found = PartyNotice.objects.filter(key_mac=mac).exclude(verified_on=None).first()
    if found is None:
        raise Http404
    return found


def remark_for(number: int) -> Remark:
    """Give a remark to a moderator."""
    found = Remark.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def reply_for(number: int) -> Reply:
    """Give a reply to a moderator."""
    found = Reply.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def proposed_for(party: str) -> ProposedParty:
    """Give a party that is in no register, to staff."""
    found = ProposedParty.objects.filter(pk=party).first()
    if found is None:
        raise Http404
    return found
