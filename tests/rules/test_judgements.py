"""What judgements hold together, and where they contradict each other, for any set of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from safar.rules.judgements import Pair, components, contradiction

RECORDS = range(8)
pairs = st.tuples(st.sampled_from(RECORDS), st.sampled_from(RECORDS)).filter(lambda pair: pair[0] != pair[1])
judged = st.lists(pairs, max_size=12)


def groups(same: list[Pair]) -> list[set[int]]:
    """Merge sets until nothing moves: slow, and plainly right."""
    found = [{record} for record in RECORDS]
    for one, other in same:
        first = next(group for group in found if one in group)
        second = next(group for group in found if other in group)
        if first is not second:
            first |= second
            found.remove(second)
    return found


@given(judged)
def test_every_record_is_in_exactly_one_group(same: list[Pair]) -> None:
    assert sorted(record for group in components(RECORDS, same) for record in group) == list(RECORDS)


@given(judged)
def test_groups_are_what_merging_pair_by_pair_gives(same: list[Pair]) -> None:
    assert sorted(map(sorted, components(RECORDS, same))) == sorted(map(sorted, groups(same)))


@given(judged)
def test_neither_the_order_nor_the_direction_of_judgements_matters(same: list[Pair]) -> None:
    turned = [(other, one) for one, other in reversed(same)]
    assert set(components(RECORDS, same)) == set(components(RECORDS, turned))


@given(judged, pairs)
def test_one_more_judgement_joins_two_groups_at_most_and_parts_none(same: list[Pair], pair: Pair) -> None:
    before, after = components(RECORDS, same), components(RECORDS, [*same, pair])
    assert len(before) - len(after) in {0, 1}
    assert all(any(group <= larger for larger in after) for group in before)


@given(judged, judged)
def test_a_contradiction_is_found_exactly_when_there_is_one(same: list[Pair], different: list[Pair]) -> None:
    apart = {frozenset(pair) for pair in different}
    held = groups([pair for pair in same if frozenset(pair) not in apart])
    expected = any(pair <= group for pair in apart for group in held)
    assert (contradiction(RECORDS, same, different) is not None) == expected


@given(judged, judged)
def test_a_contradiction_names_the_chain_that_has_to_be_looked_at(same: list[Pair], different: list[Pair]) -> None:
    found = contradiction(RECORDS, same, different)
    if found is None:
        return
    one, other, between = found
    links = {frozenset(pair) for pair in same}
    apart = {frozenset(pair) for pair in different}
    assert frozenset((one, other)) in apart
    assert all(frozenset(link) in links - apart for link in pairwise([one, *between, other]))


@given(judged)
def test_where_nobody_says_different_nothing_contradicts(same: list[Pair]) -> None:
    assert contradiction(RECORDS, same, []) is None


def test_a_later_word_on_the_same_pair_is_no_contradiction() -> None:
    assert contradiction([1, 2], [(1, 2)], [(2, 1)]) is None


def test_a_pair_of_other_records_is_left_alone() -> None:
    assert contradiction([1, 2], [(8, 9), (7, 9)], [(7, 8)]) is None


def test_the_shortest_chain_is_named() -> None:
    same = [(1, 2), (2, 3), (3, 4), (1, 5), (5, 4)]
    assert contradiction([1, 2, 3, 4, 5], same, [(1, 4)]) == (1, 4, (5,))
