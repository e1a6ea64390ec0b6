"""Counting sources with ties: origins, those judged independent, and graphs that could mislead."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.independence import KINDS, ONE_WAY, Tie, gathered, judged_apart, untied

A, B, C, D = b"a", b"b", b"c", b"d"


def test_who_takes_from_others_adds_nothing() -> None:
    # a blog that quotes two sides is no third witness, and does not make one of the two sides
    blog = [Tie(A, B, "quotes"), Tie(A, C, "quotes")]
    assert (frozenset({B}), frozenset({C})) == untied([A, B, C], blog)
    assert 1 == len(gathered([A, B, C], blog))


def test_ties_both_ways_make_one() -> None:
    assert (frozenset({A, B, C}),) == untied([A, B, C], [Tie(A, B, "footage"), Tie(B, C, "near_copy")])
    # agencies that quote each other in a ring are one origin
    ring = [Tie(A, B, "quotes"), Tie(B, C, "quotes"), Tie(C, A, "quotes")]
    assert (frozenset({A, B, C}),) == untied([A, B, C], ring)


def test_ties_with_others_are_left_out() -> None:
    assert 2 == len(untied([A, B], [Tie(A, C, "quotes"), Tie(C, B, "quotes")]))
    assert () == untied([], [Tie(A, B, "footage")])
    assert 1 == len(untied([A], [Tie(A, A, "quotes")]))


def test_a_long_chain_needs_no_recursion() -> None:
    voices = [n.to_bytes(4, "big") for n in range(20_000)]
    chain = [Tie(one, other, "quotes") for one, other in pairwise(voices)]
    assert (frozenset({voices[-1]}),) == untied(voices, chain)


def test_judged_independent() -> None:
    pairs = [frozenset(p) for p in ((A, B), (B, C), (A, C), (C, D))]
    assert frozenset({A, B, C}) == judged_apart([A, B, C, D], pairs)
    # only two and two were judged: no three are independent of each other
    assert 2 == len(judged_apart([A, B, C], pairs[:2]))
    assert frozenset() == judged_apart([A, D], pairs)
    assert frozenset() == judged_apart([A, B], [])


def test_many_judgements_are_still_answered() -> None:
    voices = [n.to_bytes(2, "big") for n in range(60)]
    pairs = [frozenset((one, other)) for one in voices for other in voices if one < other]
    assert 60 == len(judged_apart(voices, pairs))


@pytest.mark.parametrize("kind", sorted(ONE_WAY))
def test_one_way_kinds_are_kinds(kind: str) -> None:
    assert kind in KINDS


VOICES = st.sampled_from([bytes([n]) for n in range(7)])
TIES = st.lists(st.builds(Tie, VOICES, VOICES, st.sampled_from(sorted(KINDS))), max_size=14)


@given(TIES)
def test_a_tie_never_makes_more_witnesses(ties: list[Tie]) -> None:
    voices = [bytes([n]) for n in range(7)]
    counts = [len(untied(voices, ties[:n])) for n in range(len(ties) + 1)]
    assert counts == sorted(counts, reverse=True)
    assert 1 <= counts[-1] <= 7
