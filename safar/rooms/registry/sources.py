"""The sources this installation knows: those that come with Safar and those an operator has added beside the record."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from safar.readers.source import Source, load_sources


class UnknownSource(LookupError):
    """No TOML file describes a source of that name."""


@lru_cache(maxsize=1)
def all_sources() -> dict[str, Source]:
    """Give every source by its id, in the order of the files' names."""
    sources = load_sources(settings.EXAMPLE) | load_sources(settings.REGISTERS)
    if settings.OWN_REGISTERS.is_dir():
        sources |= load_sources(settings.OWN_REGISTERS)
    return sources


def source_called(name: str) -> Source:
    """Give the source of that id, or say which there are."""
    sources = all_sources()
    if name not in sources:
        raise UnknownSource(f"there is no source {name!r}; there are: {', '.join(sorted(sources))}")
    return sources[name]


def sources_with_persons() -> list[str]:
    """Give the ids of those sources in which a natural person may be found: licences and findings, never filings."""
    return [source.id for source in all_sources().values() if source.evidence_kind in {"licence", "finding"}]
