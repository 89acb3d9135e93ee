"""Every example in the docstrings of the rules is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from safar import rules

MODULES = sorted(found.name for found in pkgutil.walk_packages(rules.__path__, "safar.rules."))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    found = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(found) >= 3
