"""The instance's id is made once, by whoever comes first, and a broken one stops the start."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from safar.foundation.environment import BadSetting
from safar.foundation.vault import instance
from safar.foundation.vault.wire import b64


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.VAR, settings.INSTANCE = tmp_path, ""


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    made = instance.instance_id()
    assert len(made) == 16
    assert (tmp_path / "instance-id").read_text(encoding="ascii") == b64(made)
    instance._instance.cache_clear()
    assert instance.instance_id() == made


def test_many_at_once_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as many:
        found = set(many.map(instance._kept, [tmp_path / "instance-id"] * 64))
    assert len(found) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["instance-id"]


def test_a_further_node_is_told(settings: Settings) -> None:
    settings.INSTANCE = b64(bytes(range(16)))
    assert instance.instance_id() == bytes(range(16))


@pytest.mark.parametrize("text", ["short", "AAAAAAAAAAAAAAAAAAAAAB", "A" * 24])
def test_a_broken_one_stops_the_start(settings: Settings, text: str) -> None:
    settings.INSTANCE = text
    with pytest.raises(BadSetting) as caught:
        instance.instance_id()
    assert text not in str(caught.value)
