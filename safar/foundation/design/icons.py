"""The site's own few drawings, as inline SVG: they take the colour of the words beside them and cost no request.

Each tone has a shape of its own, so that a mark is read without colour: an octagon stops, a triangle warns, a disc
with a tick is in order, a square tells, an open ring with a question mark does not know.
"""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

LOGO = (
    '<svg class="logo" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">'
    '<path d="M28 8H15l-6 6v1l6 5h10l6 6v0l-6 6H12" fill="none" stroke="currentColor" stroke-width="4"'
    ' stroke-linejoin="round"/>'
    '<circle class="logo-start" cx="30" cy="8" r="5" stroke="currentColor" stroke-width="3"/>'
    '<circle cx="10" cy="32" r="6" fill="currentColor"/></svg>'
)

_FRAME = '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">{}</svg>'
_DRAWN = {
    "grave": '<path fill="currentColor" d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"/>'
    '<path class="cut" d="M6 12h12" fill="none" stroke-width="4"/>',
    "warn": '<path fill="currentColor" d="M12 1.5 23.5 22H.5z"/>'
    '<path class="cut" d="M12 9v6m0 2v2.6" fill="none" stroke-width="2.6"/>',
    "fine": '<circle cx="12" cy="12" r="11" fill="currentColor"/>'
    '<path class="cut" d="m6.5 12.5 3.8 3.8L17.6 8" fill="none" stroke-width="3"/>',
    "neutral": '<path fill="currentColor" d="M2 2h20v20H2z"/>'
    '<path class="cut" d="M12 5v3m0 2.5V19" fill="none" stroke-width="3"/>',
    "unknown": '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-dasharray="4 2.3"/>'
    '<path d="M8.8 9.3a3.2 3.2 0 1 1 4.6 2.9c-1 .5-1.4 1-1.4 2.2m0 1.6v2.4" fill="none" stroke="currentColor"'
    ' stroke-width="2.4"/>',
    "languages": '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M2 12h20M12 2c-7 6-7 14 0 20 7-6 7-14 0-20" fill="none" stroke="currentColor" stroke-width="2"/>',
    "search": '<path d="m15 15 7 7M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0z" fill="none" stroke="currentColor"'
    ' stroke-width="3"/>',
}
ICONS = frozenset(_DRAWN)


def icon(name: str) -> SafeString:
    """Give a drawing; it is hidden from screen readers, since the words stand beside it."""
    # Drawn above, nothing comes from outside.
    return mark_safe(_FRAME.format(_DRAWN[name]))


def logo() -> SafeString:
    """Give the mark: a route in the shape of an S, from the open station where one sets out to the place reached."""
    return mark_safe(LOGO)
