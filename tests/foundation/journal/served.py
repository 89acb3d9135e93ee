"""Settings of an instance that a test starts as a process of its own: the real ones, with no collectstatic before."""

from __future__ import annotations

from safar.settings import *  # noqa: F403

STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
