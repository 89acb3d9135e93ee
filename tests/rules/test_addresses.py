"""Two address lines are told to be one place or not, whichever way a register writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.addresses import nearness, where

PLACES = [
    ("67 Kings Wharf Place, Unit 102, Dartmouth, Nova Scotia", "Dartmouth, NS B2Y 0C6", "same town"),
    ("4706 50 St.,, Saint Paul, Alberta", "St. Paul, AB T0A 3A3", "same town"),
    ("116, Chemin Trudeau,, Saint-Mathieu-De-Beloeil, Quebec", "St-Mathieu-de-Beloeil, QC J3G 0E3", "same town"),
    ("312 Windham Road 6, La Salette, Ontario", "LaSalette, ON N0E 1H0", "same town"),
    ("3 Coish Place,, Clarenville, Newfoundland", "Clarenville, NL A5A 0C3", "same town"),
    ("1A-45 Basaltic Rd,, Concord, Ontario", "Concord, L4K1G5", "same town"),  # the postcode knows the province
    ("#101-102 12 King Edward Street, Coquitlam, British Columbia", "Coquitlam South, BC V3K 4S8", "same town"),
    ("PO Box 537,, Grande Prairie, Alberta", "County of Grande Prairie, AB T8V 3A7", "same town"),
    ("10 Rue X, Montréal, Québec", "MONTREAL, QC H4A 1E2", "same town"),
    (
        "6 – 295 Queen Street East, Suite 483, Brampton, Ontario",
        "6-295 Queen Street East, Suite 483, Brampton, ON  L6W 4S6",
        "same house",
    ),
    ("7447 Bren Road,, Mississauga, Ontario", "Brampton, ON L6T 4Z5", "same region"),
    ("81 Waters Edge Drive,, Dewinton, Alberta", "Winnipeg, MB R3X 0J6", "elsewhere"),
    ("London, Ontario", "London", "same town"),
    ("Yuma, AZ", "Yuma, CO", "elsewhere"),
    ("Leeds", "London", "elsewhere"),
    ("", "London", "unknown"),
]


@pytest.mark.parametrize(("one", "other", "expected"), PLACES)
def test_how_near_two_lines_are(one: str, other: str, expected: str) -> None:
    assert nearness(where(one), where(other)) == expected
    assert nearness(where(other), where(one)) == expected


@given(st.text(max_size=80))
def test_any_line_can_be_read_and_is_never_elsewhere_from_itself(line: str) -> None:
    assert nearness(where(line), where(line)) != "elsewhere"
