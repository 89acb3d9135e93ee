"""The documentation is complete: every setting, command, route, source and room stands in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.architecture.addresses import schemas
from tests.architecture.tree import ROOT, plant

VARIABLE = re.compile(r"\b(SAFAR_[A-Z_]*[A-Z]|(?:DATABASE|VAULT)_URL(?:_FILE)?)\b")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def variables(root: Path) -> set[str]:
    """Environment variables that code or scripts read."""
    read = [*(root / "safar").rglob("*.py"), *(path for path in (root / "script").glob("*") if path.is_file())]
    found = {name for path in read for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    return {name.removesuffix("_FILE") for name in found}


def test_every_setting_is_documented() -> None:
    found = variables(ROOT)
    assert len(found) > 10
    assert sorted(name for name in found if f"`{name}`" not in text_of("docs/operate.md")) == []


def test_every_documented_setting_exists() -> None:
    everywhere = variables(ROOT) | set(
        VARIABLE.findall("\n".join(p.read_text() for p in (ROOT / "tests").rglob("*.py")))
    )
    named = {name.removesuffix("_FILE") for name in VARIABLE.findall(text_of("docs/operate.md"))}
    assert sorted(named - everywhere) == []


def test_a_new_setting_would_be_seen(tmp_path: Path) -> None:
    plant(tmp_path, "safar/settings.py", 'X = env_text("SAFAR_NEW_THING")\n')
    plant(tmp_path, "script/server", 'echo "${SAFAR_OTHER:-1}" "$VAULT_URL_FILE"\n')
    assert variables(tmp_path) == {"SAFAR_NEW_THING", "SAFAR_OTHER", "VAULT_URL"}


def test_every_command_is_documented() -> None:
    docs = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    ours = sorted(name for name, app in get_commands().items() if app.startswith("safar."))
    assert "staff" in ours
    assert [name for name in ours if f"script/safar {name}" not in docs] == []


def test_every_api_route_is_documented() -> None:
    routes = [route for schema in schemas() for route in schema["paths"]]
    assert routes
    assert [route for route in routes if route not in text_of("docs/api.md")] == []


def test_every_source_is_documented() -> None:
    described = (ROOT / "data" / "registers").glob("*.toml")
    sources = sorted(path.stem for path in described if "publisher" in tomllib.loads(path.read_text(encoding="utf-8")))
    assert sources
    assert [name for name in sources if f"`{name}`" not in text_of("docs/rooms/registry.md")] == []


@pytest.mark.parametrize("room", sorted(path.parent.name for path in (ROOT / "safar" / "rooms").glob("*/apps.py")))
def test_every_room_has_its_page(room: str) -> None:
    assert len(text_of(f"docs/rooms/{room}.md").split()) > 200
