"""Settings under test: the real ones, with everything the site keeps in a folder that goes away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["SAFAR_VAR"] = tempfile.mkdtemp(prefix="safar-test-")
atexit.register(shutil.rmtree, os.environ["SAFAR_VAR"], ignore_errors=True)

from safar.settings import *  # noqa: E402, F403 - the folder has to be named first

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - whitenoise warns where it is missing
STORAGES = STORAGES | {  # noqa: F405 - files keep their names: no collectstatic before a test
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
