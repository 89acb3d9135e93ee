"""Merkle trees: the known trees of Certificate Transparency, pymerkle as the oracle, and proofs that can't be bent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, InvalidProof, verify_consistency, verify_inclusion

from safar.rules.merkle import (
    NoSuchTree,
    consistency_proof,
    consistency_ranges,
    inclusion_proof,
    inclusion_ranges,
    is_consistent,
    is_included,
    leaf_hash,
    perfect_ranges,
    root,
    subtrees,
)

# The reference tree of the Certificate Transparency project (RFC 6962 and 9162 hash alike): leaves, root at each size.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A, B, C = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
D, E = (
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
)
HASHES = [leaf_hash(leaf) for leaf in LEAVES]

sizes = st.integers(1, 130)


def tree(size: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(size)]


def oracle(size: int) -> InmemoryTree:
    made = InmemoryTree(algorithm="sha256")
    made.append_entries([b"%d" % number for number in range(size)])
    return made


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots(size: int) -> None:
    assert root(HASHES[:size]).hex() == ROOTS[size]


def test_the_known_proofs() -> None:
    subtree = subtrees(HASHES)
    assert [step.hex() for step in inclusion_proof(0, 8, subtree)] == [A, B, C]
    assert [step.hex() for step in inclusion_proof(5, 8, subtree)][1:] == [E, ROOTS[4]]
    assert [step.hex() for step in consistency_proof(1, 8, subtree)] == [A, B, C]
    assert [step.hex() for step in consistency_proof(6, 8, subtree)] == [D, E, ROOTS[4]]
    assert consistency_proof(8, 8, subtree) == ()


@given(sizes, st.data())
def test_pymerkle_agrees_on_root_and_inclusion(size: int, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, size - 1))
    theirs, ours = oracle(size), tree(size)
    assert theirs.get_root() == root(ours)
    proof = theirs.prove_inclusion(position + 1, size)
    path = inclusion_proof(position, size, subtrees(ours))
    assert tuple(proof.path) == (ours[position], *path)
    verify_inclusion(ours[position], root(ours), proof, index=position + 1, size=size)


@given(sizes, st.data())
def test_pymerkle_agrees_on_consistency(new: int, data: st.DataObject) -> None:
    """Both accept and refuse the same roots. (pymerkle cuts the path otherwise than RFC 9162, so the paths differ.)"""
    old = data.draw(st.integers(1, new))
    theirs, ours = oracle(new), tree(new)
    before, after = data.draw(st.sampled_from([(theirs.get_root(old), theirs.get_root()), (b"?" * 32, root(ours))]))
    accepted = True
    try:
        verify_consistency(before, after, theirs.prove_consistency(old, new), prior_size=old, later_size=new)
    except InvalidProof:
        accepted = False
    assert is_consistent(old, new, consistency_proof(old, new, subtrees(ours)), before, after) == accepted


@given(sizes, st.data())
def test_a_true_proof_holds_for_its_leaf_place_size_and_root_alone(size: int, data: st.DataObject) -> None:
    position, other = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    leaves = tree(size)
    path, top = inclusion_proof(position, size, subtrees(leaves)), root(leaves)
    assert is_included(leaves[position], position, size, path, top)
    assert is_included(leaves[other], position, size, path, top) == (other == position)
    assert is_included(leaves[position], other, size, path, top) == (other == position)
    assert not is_included(leaves[position], position, size, (*path, top), top)
    assert not is_included(leaves[position], position, size, path[:-1], top) or not path
    assert not is_included(leaves[position], position, size, path, leaf_hash(b"x"))
    assert not is_included(leaves[position][:31], position, size, path, top)


@given(st.integers(2, 130), st.data())
def test_a_consistency_proof_breaks_with_any_change(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    leaves = tree(new)
    path = consistency_proof(old, new, subtrees(leaves))
    changed = data.draw(st.integers(0, len(path) - 1))
    bent = tuple(leaf_hash(step) if n == changed else step for n, step in enumerate(path))
    before, after = root(leaves[:old]), root(leaves)
    assert not is_consistent(old, new, bent, before, after)
    assert not is_consistent(old, new, path[:-1], before, after)
    assert not is_consistent(old, new, (*path, before), before, after)
    assert not is_consistent(old, new, path, leaf_hash(before), after)
    assert not is_consistent(old, new, path, before, leaf_hash(after))


@given(st.integers(2, 130), st.data())
def test_a_rewritten_past_has_no_proof(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    altered = data.draw(st.integers(0, old - 1))
    leaves = tree(new)
    before = root(leaves[:old])
    leaves[altered] = leaf_hash(b"altered")
    assert not is_consistent(old, new, consistency_proof(old, new, subtrees(leaves)), before, root(leaves))


@given(st.integers(0, 500), st.integers(0, 500))
def test_perfect_ranges_cover_a_range_once(start: int, width: int) -> None:
    pieces = list(perfect_ranges(start, start + width))
    assert [n for first, last in pieces for n in range(first, last)] == list(range(start, start + width))
    widths = [last - first for first, last in pieces]
    assert widths == sorted(widths, reverse=True)
    assert all(one & (one - 1) == 0 for one in widths)


@pytest.mark.parametrize(("position", "size"), [(0, 0), (-1, 4), (4, 4)])
def test_a_leaf_that_is_not_there_has_no_proof(position: int, size: int) -> None:
    with pytest.raises(NoSuchTree):
        inclusion_ranges(position, size)
    assert not is_included(HASHES[0], position, size, (), HASHES[0])


@pytest.mark.parametrize(("old", "new"), [(0, 4), (5, 4), (-1, 2)])
def test_sizes_that_make_no_sense_have_no_proof(old: int, new: int) -> None:
    with pytest.raises(NoSuchTree):
        consistency_ranges(old, new)
    assert not is_consistent(old, new, (), HASHES[0], HASHES[0])
