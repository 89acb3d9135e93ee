"""The quick way out: for someone who is being watched and has to be elsewhere at once.

It clears what this site left in the browser and goes to an everyday page. It does not clear the browser's history,
and no page of ours says that it does.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

EVERYDAY_PAGES = {
    "ar": "https://ar.wikipedia.org/",
    "es": "https://es.wikipedia.org/",
    "hi": "https://hi.wikipedia.org/",
    "ne": "https://ne.wikipedia.org/",
    "fil": "https://tl.wikipedia.org/",
}
"""By language: the site does not know, and does not ask, in which country somebody is."""
EVERYWHERE = "https://en.wikipedia.org/"


@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Send the browser elsewhere and tell it to forget what we stored in it."""
    response = HttpResponseRedirect(EVERYDAY_PAGES.get(get_language() or "", EVERYWHERE))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
