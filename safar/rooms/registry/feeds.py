"""Atom feeds: what happened to a party, and the editions of a register. No account, no script, no natural person."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from safar.foundation.public_answers import kept_until_changed, readable_from_anywhere
from safar.rooms.registry.access import party_for
from safar.rooms.registry.indexing import record_version
from safar.rooms.registry.queries.feeds import Happened, party_events
from safar.rooms.registry.queries.find import cards
from safar.rooms.registry.queries.registers import EditionLine
from safar.rooms.registry.queries.registers import register as register_query
from safar.rooms.registry.sources import all_sources
from safar.rooms.registry.templatetags.registry_words import judged_words

BEGUN = 2026  # the year of our tag addresses (RFC 4151): it never changes, or every reader would see all entries anew
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class DatedFeed(Atom1Feed):
    """A feed without entries is as old as the day it is given, not as young as the moment it is asked for."""

    def latest_post_date(self) -> datetime:
        """Give the newest entry's moment."""
        newest: datetime = max((item["updateddate"] for item in self.items), default=self.feed["since"])
        return newest


@readable_from_anywhere
@kept_until_changed(record_version)
def party_feed(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell what registers have said of a party, and when that became different."""
    found = party_for(reference, _today())
    if found.joined_into_id:
        return redirect("registry:party_feed", reference=found.joined_into_id, permanent=False)
    events = party_events(found.pk, _today())
    if events is None:
        raise Http404
    name = cards([found.pk])[found.pk].name
    page = settings.SITE_ADDRESS + reverse("pages:party", args=[found.pk])
    feed = _feed(name, page, request, f"party/{found.pk}", found.made_on)
    for event in events:
        feed.add_item(**_party_entry(event, name, page, found.pk))
    return _answer(feed)


@readable_from_anywhere
@kept_until_changed(record_version)
def register_feed(request: HttpRequest, source: str) -> HttpResponse:
    """Tell which editions of a register were taken in, with their counts."""
    if source not in all_sources():
        raise Http404
    found = register_query(all_sources()[source], _today())
    page = settings.SITE_ADDRESS + reverse("registry:register", args=[source])
    feed = _feed(found.holding.source.title, page, request, f"register/{source}", found.holding.source.seen_on)
    for edition in found.editions:
        if edition.state != "refused" and edition.published:
            feed.add_item(**_edition_entry(edition, edition.published, page, source))
    return _answer(feed)


def _feed(title: str, page: str, request: HttpRequest, about: str, since: date) -> DatedFeed:
    return DatedFeed(
        title=_clean(title),
        link=page,
        description="",
        language=get_language(),
        author_name="Safar",
        feed_url=settings.SITE_ADDRESS + request.path,
        feed_guid=_tag(about),
        since=_moment(since),
    )


def _party_entry(event: Happened, name: str, page: str, party: str) -> dict[str, Any]:
    kinds = {"appeared": gettext("New"), "changed": gettext("Changed"), "gone": gettext("Gone")}
    lines = [(judged_words(one), one.said.words or "–", one.said.scope) for one in event.now]
    return {
        "title": _clean(f"{kinds[event.kind]}: {lines[0][0]}"),
        "link": page,
        "description": _clean(format_html_join("", "<p>{} <q>{}</q> {}</p>", lines)),
        "unique_id": _tag(f"party/{party}/{event.source}/{event.record}/{event.on.isoformat()}"),
        "updateddate": _moment(event.on),
    }


def _edition_entry(edition: EditionLine, published: date, page: str, source: str) -> dict[str, Any]:
    counts = {
        gettext("Rows"): edition.report["rows_read"],
        gettext("Names added"): edition.report["names_added"],
        gettext("Names removed"): edition.report["names_removed"],
        gettext("Changes of status"): len(edition.report["status_changes"]),
        gettext("Not readable"): len(edition.report["rejected"]),
    }
    told = format_html_join("", "<li>{}: {}</li>", counts.items())
    return {
        "title": gettext("Edition of {date}").format(date=published.isoformat()),
        "link": page,
        "description": format_html("<ul>{}</ul>", told),
        "unique_id": _tag(f"register/{source}/{published.isoformat()}/{edition.sha256[:16]}"),
        "updateddate": _moment(published),
    }


def _answer(feed: DatedFeed) -> HttpResponse:
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _tag(about: str) -> str:
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},{BEGUN}:{about}"


def _clean(text: str) -> str:
    """Leave out characters that XML can't hold; publishers' files have them."""
    return NO_XML.sub("", text)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _today() -> date:
    return timezone.now().date()
