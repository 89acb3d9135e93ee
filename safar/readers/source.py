"""A source: a publisher's list or file series, described by one TOML file in data/registers/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom a worker can ask or complain to about this register. An untested number is shown as not yet tested."""

    name: str
    phone: str = ""
    phone_tested_on: date | None = None
    complain_at: str = ""
    website: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fetch:
    """How `sync` gets the newest file: direct (url), link-on-page (url + link pattern) or manual."""

    method: str
    url: str = ""
    link: str = ""
    tried_live_on: date | None = None
