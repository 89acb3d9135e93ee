"""A body's campaigns: how many codes were made, and how many had been used by last night. Never by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.models import Campaign
from safar.rules.firewall import Purpose


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign as its body sees it."""

    number: int
    title: str
    made_on: date
    until: date
    codes: int
    used: int
    is_over: bool


def campaigns(body: str, today: date) -> tuple[CampaignLine, ...]:
    """List a body's campaigns, the newest first."""
    with vault_reading(Purpose.ADVISE, body=body):
        rows = Campaign.objects.filter(body=body).annotate(
            made=Count("codes"), used=Count("codes", filter=Q(codes__is_spent=True))
        )
        lines = [
            CampaignLine(row.pk, row.title, row.made_on, row.until, row.made, row.used, row.until < today)
            for row in rows
        ]
    return tuple(sorted(lines, key=lambda line: (line.made_on, line.number), reverse=True))


def campaign(body: str, number: int, today: date) -> CampaignLine | None:
    """Give one campaign of a body."""
    return next((line for line in campaigns(body, today) if line.number == number), None)
