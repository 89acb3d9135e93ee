"""A party's answer made fit to hand on: a link, a QR code for paper, a text for a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import quote

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from safar.rooms.registry.queries.party import PartyPage


@dataclass(frozen=True, slots=True)
class ShareCard:
    """The address, the code as inline SVG, and the address that opens a message with it."""

    address: str
    qr: SafeString
    message: str
    made_on: date


def share_card(page: PartyPage, today: date) -> ShareCard:
    """Make the card of a party. The code carries the address alone, which lives as long as the site."""
    address = settings.SITE_ADDRESS + reverse("pages:party", args=[page.id])
    picture = BytesIO()
    segno.make_qr(address, error="m").save(
        picture, kind="svg", xmldecl=False, svgns=False, svgclass="qr", lineclass=None, omitsize=True, border=2
    )
    text = f"{page.card.name}: {page.standing.words} ({today.isoformat()}) {address}"
    # The SVG is drawn by segno from our own address; nothing of the page goes into it.
    return ShareCard(address, mark_safe(picture.getvalue().decode()), f"https://wa.me/?text={quote(text)}", today)
