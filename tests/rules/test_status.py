"""What a publisher's state means on the day somebody asks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.status import GRAVITY, LICENCE_IN_FORCE, Status, Term, status_on

DAY = date(2026, 11, 24)
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 1, 1))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Term(Status.LICENSED, until=date(2026, 11, 24)), Status.LICENSED),  # the last day still counts
        (Term(Status.LICENSED, until=date(2026, 11, 23)), Status.EXPIRED),
        (Term(Status.PROVISIONAL, until=date(2026, 11, 23)), Status.EXPIRED),
        (Term(Status.BARRED_UNTIL, until=date(2026, 11, 24)), Status.BARRED_UNTIL),
        (Term(Status.BARRED_UNTIL, until=date(2026, 11, 23)), Status.BAN_ENDED),
        (Term(Status.BARRED), Status.BARRED),
        (Term(Status.REVOKED, until=date(2020, 1, 1)), Status.REVOKED),
        (Term(Status.LICENSED, pause_since=date(2026, 11, 1), pause_until=date(2026, 12, 1)), Status.SUSPENDED),
        (Term(Status.LICENSED, pause_since=date(2026, 11, 1)), Status.SUSPENDED),
        (Term(Status.LICENSED, pause_since=date(2026, 1, 1), pause_until=date(2026, 2, 1)), Status.LICENSED),
        # The permit ran out during its suspension: the suspension is what holds.
        (
            Term(
                Status.LICENSED, until=date(2026, 5, 31), pause_since=date(2026, 1, 1), pause_until=date(2026, 12, 31)
            ),
            Status.SUSPENDED,
        ),
    ],
)
def test_the_day_decides(term: Term, expected: Status) -> None:
    assert status_on(term, DAY) == expected


@given(status=st.sampled_from(sorted(Status)), until=st.none() | days, day=days)
def test_only_a_licence_in_force_is_ever_good_news(status: Status, until: date | None, day: date) -> None:
    answer = status_on(Term(status, until=until), day)
    if answer in LICENCE_IN_FORCE:
        assert status in LICENCE_IN_FORCE
        assert until is None or day <= until


def test_the_gravest_come_first() -> None:
    assert [status for status, _ in sorted(GRAVITY.items(), key=lambda item: item[1])][:3] == [
        Status.BARRED,
        Status.BARRED_UNTIL,
        Status.PENALTY_UNPAID,
    ]
    assert GRAVITY[Status.CLOSED] > GRAVITY[Status.FOUND]
