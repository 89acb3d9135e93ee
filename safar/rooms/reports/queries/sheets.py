"""A sheet of one-time codes as it is printed: each code as digits in fours and as a square for a phone's camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from safar.foundation.languages import direction_of
from safar.rules.receipts import groups


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """One code: its groups of four digits, and the square."""

    groups: tuple[str, ...]
    qr: SafeString


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """All codes of a sheet in a language, with the address of the questions in it, to type where no camera reads."""

    title: str
    until: date
    language: str
    direction: str
    address: str
    codes: tuple[PrintedCode, ...]


def printed(title: str, until: date, codes: Sequence[str], language: str) -> PrintedSheet:
    """Draw a sheet. The code stands in the fragment, which a browser never sends to any server."""
    with translation.override(language):
        address = settings.SITE_ADDRESS + reverse("reports:report")
    drawn = tuple(PrintedCode(groups(code), _square(f"{address}#code={code}")) for code in codes)
    return PrintedSheet(title, until, language, direction_of(language), address, drawn)


def _square(text: str) -> SafeString:
    picture = BytesIO()
    segno.make_qr(text, error="m").save(
        picture, kind="svg", xmldecl=False, svgns=False, svgclass="qr", lineclass=None, omitsize=True, border=2
    )
    # The SVG is drawn by segno from our own address and digits.
    return mark_safe(picture.getvalue().decode())
