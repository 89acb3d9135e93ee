"""The TOML file of a source says what is wrong with it, in plain words and with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from safar.readers.opening import layout_module
from safar.readers.source import SourceError, load_sources
from tests.readers import made_up

MISTAKES = [
    ('kind = "snapshot"', 'kind = "list"', "xc-recruiters.toml: kind: must be one of snapshot, series, not 'list'"),
    ('country = "XC"', 'country = "Utopia"', "country: must be the two capital letters"),
    ('title = "Licensed agencies (made up)"\n', "", "title: is missing"),
    ('title = "Licensed', 'titel = "x"\ntitle = "Licensed', "titel: this key is not known here"),
    ("cadence_days = 31", 'cadence_days = "monthly"', "cadence_days: must be a whole number"),
    ("cadence_days = 31", "cadence_days = 200", "stale_after_days: must not be shorter"),
    ("seen_on = 2026-11-22", 'seen_on = "2026"', "seen_on: must be a date without quotes"),
    ('licence_for = "to recruit workers"\n', "", "licence_for: is missing"),
    ("made_up = true", 'number_scheme = "other"', "number_scheme: no [[row.identifiers]] has the scheme 'other'"),
    ('name = "Agency"', 'name = "Agent"', "row.name: there is no column 'Agent'; there are: Licence No, Agency"),
    ('place = "Town"', 'places = "Town"', "row.places: this key is not known here"),
    ('[["Licence No"], ["Agency", "Town"]]', '["Agency"]', "row.key: must be a list of lists"),
    ('name = "csv"', 'name = "dbase"', "layouts[1].name: there is no layout 'dbase'"),
    ('encodings = ["utf-8"]', 'encodings = ["utf-88"]', "encodings: there is no encoding 'utf-88'"),
    ('method = "manual"', 'method = "direct"', "fetch.url: is missing"),
    ('method = "manual"', 'method = "link-on-page"\nurl = "https://example.org"', "fetch.link: is missing"),
    ('"Suspended" = "suspended"', '"Suspended" = "paused"', "status.words.Suspended: must be one of barred"),
    ('[authority]\nname = "Ministry of Work"', '[authority]\nphone = "1"', "authority.name: is missing"),
    ("digits = 4", 'shape = "(["', "is not a pattern"),
    ('["Licence No", "Agency", "Town", "Status", "Valid until"]', '["A", "a "]', "headers: has a column twice"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_place(right: str, wrong: str, message: str) -> None:
    with pytest.raises(SourceError) as said:
        made_up.source((right, wrong))
    assert message in str(said.value)
    assert str(said.value).startswith("xc-recruiters.toml: ")


def test_the_file_is_named_after_the_source(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(made_up.TOML, encoding="utf-8")
    with pytest.raises(SourceError, match=r"other\.toml: id: must be the file's name"):
        load_sources(tmp_path)


def test_what_is_no_toml_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = \n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"broken\.toml: this is not TOML"):
        load_sources(tmp_path)
    (tmp_path / "broken.toml").write_bytes(b'id = "\xff"\n')
    with pytest.raises(SourceError, match=r"broken\.toml: the file must be UTF-8"):
        load_sources(tmp_path)


def test_every_source_of_ours_loads_and_has_its_layouts() -> None:
    sources = load_sources(made_up.REGISTERS)
    tabular = {
        "uk-sponsors", "nl-ind", "us-debarments", "us-h2b-recruiters", "ke-nea", "br-lista-suja", "bd-agencies",
        "jm-mlss", "my-aps", "np-dofe-lots",
    }  # fmt: skip
    assert tabular <= set(sources)
    for source in sources.values():
        assert not source.made_up
        assert all(layout_module(layout.name).KINDS for layout in source.layouts)
        assert source.authority.phone_tested_on is None, "nobody has called it yet"
        assert source.fetch.tried_live_on is None, "nobody has tried it yet"
        if source.compiled_from:
            assert source.publisher != source.compiled_from
