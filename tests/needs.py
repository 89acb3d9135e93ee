"""What some tests need from the machine. Absent, the test is skipped and says what to install.

SAFAR_REQUIRE=postgres,chromium,real-data makes the absence a failure, so that a build machine can't skip in silence.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

# The same engine without tabs and icons first: it takes half of the processor's time of the whole browser.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
HOW = {
    "postgres": "PostgreSQL is not installed: sudo apt-get install postgresql",
    "chromium": "Chromium is not installed: sudo apt-get install chromium-headless-shell (or chromium)",
    "real-data": "the publishers' real files are not here: set SAFAR_REAL_DATA to the folder that holds registers/",
}


def is_required(need: str) -> bool:
    return need in os.environ.get("SAFAR_REQUIRE", "").split(",")


def lack(need: str) -> NoReturn:
    """Skip the test that needs this, or fail it where it is required."""
    if is_required(need):
        pytest.fail(HOW[need], pytrace=False)
    pytest.skip(HOW[need])


def chromium() -> str:
    """Find the system's Chromium, or SAFAR_CHROMIUM."""
    for name in (os.environ.get("SAFAR_CHROMIUM", ""), *CHROMIUMS):
        if found := name and shutil.which(name):
            return found
    lack("chromium")


def real_data() -> Path:
    """Find the folder of real files that can't be part of the project."""
    folder = Path(os.environ.get("SAFAR_REAL_DATA", ""))
    if "SAFAR_REAL_DATA" in os.environ and folder.is_dir():
        return folder
    lack("real-data")
