"""A public draw can be repeated by anyone, bent by nobody, and favours no one but by the tickets it was told."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from dataclasses import replace

import pytest

from safar.rules import merkle
from safar.rules.public_draw import (
    DrawError,
    Entry,
    Overflow,
    Rules,
    Uniformity,
    beacon_randomness,
    commitment,
    draw,
    in_order,
    leaf,
    published_root,
    rank,
    ranked,
    rfc3797,
    seed,
    uniformity,
)

RULES = Rules("Pacific places 2026", 3, 657413, "drand quicknet")
SIGNATURE = bytes.fromhex(
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
)


def entries(count: int, tickets: int = 1) -> list[Entry]:
    return [Entry(hashlib.sha256(str(number).encode()).digest(), tickets) for number in range(count)]


def seeded(number: int) -> bytes:
    return hashlib.sha256(f"round {number}".encode()).digest()


def test_the_worked_example_of_rfc_3797() -> None:
    drawn = rfc3797("9319./2.5.8.10.12./9.18.26.34.41.45./", 25, 16)
    assert drawn == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]


def test_the_randomness_of_a_drand_round() -> None:
    wanted = "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587"
    assert beacon_randomness(SIGNATURE).hex() == wanted


def test_a_commitment_hides_the_registration_and_binds_it() -> None:
    salt = bytes(range(32))
    made = commitment(salt, "AU-1")
    assert made == hashlib.sha256(b"\0\0\0\x12safar/1 draw entry" + b"\0\0\0\x20" + salt + b"\0\0\0\x04AU-1").digest()
    assert made != commitment(salt, "AU-2") != commitment(bytes(32), "AU-1")
    with pytest.raises(DrawError, match="32 bytes"):
        commitment(b"short", "AU-1")


def test_the_root_proves_an_entry_and_changes_with_any_of_them() -> None:
    crowd = entries(9)
    root, ordered = published_root(crowd), in_order(crowd)
    leaves = [leaf(one) for one in ordered]
    path = merkle.inclusion_proof(4, 9, merkle.subtrees(leaves))
    assert merkle.is_included(leaf(ordered[4]), 4, 9, path, root)
    assert published_root(reversed(crowd)) == root
    for other in (
        crowd[1:],
        [replace(crowd[0], tickets=2), *crowd[1:]],
        [replace(crowd[0], household=b"h"), *crowd[1:]],
    ):
        assert published_root(other) != root


@pytest.mark.parametrize("changed", [{"places": 4}, {"round": 657414}, {"overflow": Overflow.STOP}, {"title": "Other"}])
def test_the_seed_binds_the_rules(changed: dict[str, object]) -> None:
    root, randomness = published_root(entries(4)), [beacon_randomness(SIGNATURE)]
    first = seed(RULES, root, randomness)
    assert seed(replace(RULES, **changed), root, randomness) != first  # type: ignore[arg-type]
    assert seed(RULES, bytes(32), randomness) != first
    assert seed(RULES, root, [*randomness, bytes(32)]) != first


def test_no_draw_without_randomness() -> None:
    with pytest.raises(DrawError, match="public randomness"):
        seed(RULES, bytes(32), [])


def test_the_order_in_which_people_entered_changes_nothing() -> None:
    crowd = entries(50)
    shuffled = random.Random(5).sample(crowd, len(crowd))
    assert draw(RULES, seeded(1), crowd) == draw(RULES, seeded(1), shuffled)
    assert draw(RULES, seeded(1), crowd) != draw(RULES, seeded(2), crowd)


def test_everyone_is_somewhere_once() -> None:
    drawn = draw(RULES, seeded(3), entries(20))
    everyone = [*drawn.selected, *drawn.waiting, *drawn.void]
    assert sorted(everyone) == sorted(one.commitment for one in entries(20))
    assert (len(drawn.selected), drawn.places_taken) == (3, 3)


@pytest.mark.parametrize(
    ("overflow", "taken", "count"), [(Overflow.SKIP, 3, 2), (Overflow.STOP, 2, 1), (Overflow.EXCEED, 4, 2)]
)
def test_a_household_that_no_longer_fits(overflow: Overflow, taken: int, count: int) -> None:
    order = ranked(seeded(4), entries(3))
    sizes = dict(zip((one.commitment for one in order), (2, 2, 1), strict=True))
    crowd = [replace(one, places=sizes[one.commitment]) for one in order]
    drawn = draw(replace(RULES, overflow=overflow), seeded(4), crowd)
    assert (drawn.places_taken, len(drawn.selected)) == (taken, count)


def test_one_entry_of_a_household_is_enough() -> None:
    order = ranked(seeded(6), entries(4))
    family = {order[0].commitment, order[1].commitment}
    crowd = [replace(one, household=b"tag") if one.commitment in family else one for one in order]
    drawn = draw(RULES, seeded(6), crowd)
    assert drawn.void == (order[1].commitment,)
    assert order[1].commitment in draw(replace(RULES, one_per_household=False), seeded(6), crowd).selected


def test_tickets_weigh_as_the_h1b_rule_says() -> None:
    crowd = [replace(one, tickets=1 + place % 4) for place, one in enumerate(entries(400))]
    won: Counter[int] = Counter()
    for number in range(60):
        first = ranked(seeded(number), crowd)[:40]
        won.update(one.tickets for one in first)
    shares = [won[tickets] / won[1] for tickets in (2, 3, 4)]
    assert shares == pytest.approx([2, 3, 4], rel=0.25)


def test_with_one_ticket_each_the_best_ticket_is_the_only_one() -> None:
    one = entries(1)[0]
    assert rank(seeded(1), replace(one, tickets=3)) <= rank(seeded(1), one)


def test_doubles_and_impossible_entries_are_refused() -> None:
    one = entries(1)[0]
    for crowd, reason in (
        ([one, replace(one, tickets=2)], "twice"),
        ([replace(one, tickets=0)], "tickets"),
        ([replace(one, places=101)], "places"),
        ([Entry(b"short")], "32 bytes"),
    ):
        with pytest.raises(DrawError, match=reason):
            published_root(crowd)


def test_a_fair_draw_looks_fair_and_the_voided_one_of_2012_does_not() -> None:
    entered = Counter({str(day): 1000 for day in range(30)})
    rnd = random.Random(8)
    fair = Counter(str(rnd.randrange(30)) for _ in range(2200))
    bent = Counter({str(day): 1000 if day < 2 else 7 for day in range(30)})
    assert uniformity(entered, fair).p_value > 0.001
    assert uniformity(entered, fair).freedom == 29
    assert uniformity(entered, bent).p_value < 1e-9
    assert Uniformity(42.557, 29, {}).p_value == pytest.approx(0.05, rel=0.02)
    with pytest.raises(DrawError, match="among those who entered"):
        uniformity(entered, Counter(x=1))
