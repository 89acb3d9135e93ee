"""The addresses that the journal's pages need around them, for tests and for the instances that tests start."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("journal/", include("safar.foundation.journal.urls")),
    path("staff/", include("safar.foundation.accounts.urls")),
    *i18n_patterns(
        path("", include("safar.pages.urls")),
        path("", include("safar.rooms.registry.urls")),
        prefix_default_language=False,
    ),
]
