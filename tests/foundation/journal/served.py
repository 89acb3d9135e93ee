"""Settings of an instance that a test starts as a process of its own: the real ones, and the journal's addresses."""

from __future__ import annotations

from safar.settings import *  # noqa: F403

ROOT_URLCONF = "tests.foundation.journal.site"
STORAGES = STORAGES | {  # noqa: F405 - files keep their names: no collectstatic before a test
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
