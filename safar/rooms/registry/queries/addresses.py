"""Where a party is written to: the addresses that publishers hold of it, for a letter that has to arrive."""

from __future__ import annotations

from safar.foundation.reads import rows
from safar.rooms.registry.models import Record


def addresses_of(party: str) -> tuple[str, ...]:
    """Give each address of record once, those still listed and the newest first; none of a natural person."""
    found = rows(
        Record,
        "SELECT address, place, country FROM registry_record"
        " WHERE party_id = %s AND is_person = FALSE AND (address <> '' OR place <> '')"
        " ORDER BY (CASE WHEN gone_on IS NULL THEN 0 ELSE 1 END), gone_on DESC, first_on DESC, id DESC",
        [party],
    )
    return tuple(dict.fromkeys(", ".join(filter(None, _parts(*row))) for row in found))


def _parts(address: str, place: str, country: str) -> tuple[str, ...]:
    """An address often ends in its town already."""
    return (address, "" if place.casefold() in address.casefold() else place, country)
