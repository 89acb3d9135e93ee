"""Every example in the docstrings of readers, foundation, rooms and pages is true (the rules have their own test)."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import safar

OTHERS = ("safar.readers", "safar.foundation", "safar.rooms", "safar.pages")
MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(safar.__path__, "safar.")
    if found.name.startswith(OTHERS) and ".migrations" not in found.name
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
