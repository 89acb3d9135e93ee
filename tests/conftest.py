"""What every test may lean on: the cast, the real files, a clean memory; and the counts for tests/everything.py."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from safar.foundation.audit.append_only import protect, unprotect
from safar.foundation.page_cache import forget_everything
from tests.needs import real_data

pytest_plugins = ["tests.cast", "tests.browser"]


@pytest.fixture(scope="session")
def registers() -> Path:
    """The folder of the publishers' real files, or a skip that says how to have it."""
    return real_data() / "registers"


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> Iterator[None]:
    """Rate counters, kept pages and the language live in memory; no test sees another's."""
    yield
    translation.deactivate()
    for cache in caches.all(initialized_only=True):
        cache.clear()
    forget_everything()


_empty_the_tables = TransactionTestCase._fixture_teardown


def _empty_the_tables_audit_too(case: TransactionTestCase) -> None:
    """Tests with real transactions empty every table afterwards; the audit refuses that, so its guard is lifted."""
    unprotect(connections["default"])
    _empty_the_tables(case)
    protect(connections["default"])


TransactionTestCase._fixture_teardown = _empty_the_tables_audit_too  # type: ignore[method-assign]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the counts for tests/everything.py, skips by reason."""
    stats = terminalreporter.stats
    counts = Counter(passed=len(stats.get("passed", [])))
    counts["failed"] = len(stats.get("failed", [])) + len(stats.get("error", []))
    for report in stats.get("skipped", []):
        counts["skipped: " + str(report.longrepr[2]).removeprefix("Skipped: ")] += 1
    if "SAFAR_TEST_REPORT" in os.environ:
        Path(os.environ["SAFAR_TEST_REPORT"]).write_text(json.dumps(counts), encoding="utf-8")
