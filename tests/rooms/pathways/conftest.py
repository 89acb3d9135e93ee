"""A clock and a finished draw for the tests of draws; on whose machine drand-verify is installed changes nothing."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.rooms.pathways.drawing import DAY, DUE, Clock, entered, opened, run
from tests.rules.test_public_draw import SIGNATURE


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock by when the round is due; each test begins on the day before."""

    def set_to(after_due: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: DUE + after_due)

    set_to(-DAY)
    return set_to


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "drand_verify", None)


@pytest.fixture
def finished(tmp_path: Path, at: Clock) -> tuple[Path, list[dict[str, str]]]:
    folder = opened(tmp_path / "pacific")
    receipts = entered(folder)
    run("close", folder)
    at(DAY)
    run("draw", folder, "--signature", SIGNATURE.hex())
    return folder, receipts
