"""Bounds with their chains of reasons: known answers, and every small network against brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.measure.chrono.bounds.conflicts import conflicts_of
from sightline.measure.chrono.bounds.network import (
    EPOCH,
    Limit,
    Range,
    Reason,
    apart,
    at,
    before,
    joined,
    network,
)
from sightline.measure.chrono.bounds.tightening import tighten


def net(*limits, weak=(), given=()):
    names = dict.fromkeys(one.reason for one in limits)
    return network([Reason(name, name, weak=name in weak, given=name in given) for name in names], limits)


def told(answer, point):
    one = answer.everything.of(point)
    lower = None if one.lower is None else (one.lower.at_ms, one.lower.reasons)
    upper = None if one.upper is None else (one.upper.at_ms, one.upper.reasons)
    return lower, upper


def test_a_chain_of_reasons():
    # the strike is before clip B; clip B is 5 to 9 s after clip A on one clock; clip A was posted by 100
    answer = tighten(
        net(
            at("posted", "A", (None, 100)),
            at("exif", "A", (40, 60)),
            apart("sync", "A", "B", (5, 9)),
            before("witness", "strike", "B"),
        )
    )
    assert ((40, ("exif",)), (60, ("exif",))) == told(answer, "A")
    assert ((45, ("exif", "sync")), (69, ("exif", "sync"))) == told(answer, "B")
    assert (None, (69, ("exif", "sync", "witness"))) == told(answer, "strike")
    chain = answer.everything.of("strike").upper.steps
    assert [("exif", "A", 60), ("sync", "B", 69), ("witness", "strike", 69)] == [
        (one.reason, one.point, one.at_ms) for one in chain
    ]


def test_a_lower_bound_that_comes_back_from_a_later_point():
    answer = tighten(net(at("exif", "B", (50, 60)), apart("sync", "A", "B", (5, 9))))
    assert ((41, ("exif", "sync")), (55, ("exif", "sync"))) == told(answer, "A")
    assert [("exif", "B", 50), ("sync", "A", 41)] == [
        (one.reason, one.point, one.at_ms) for one in answer.everything.of("A").lower.steps
    ]


def test_morning_or_afternoon():
    sun = at("sun", "A", (10, 20), (70, 80))
    open_day = tighten(net(sun)).everything.of("A")
    assert (Range(10, 20), Range(70, 80)) == open_day.ranges
    # "not before 30" takes the morning away: the lower bound then rests on both
    answer = tighten(net(sun, at("wet street", "A", (30, None))))
    assert ((70, ("sun", "wet street")), (80, ("sun",))) == told(answer, "A")
    assert (Range(70, 80),) == answer.everything.of("A").ranges


def test_two_choices_that_hang_together():
    # both clips have two readings of their shadow; they are 60 apart, so only one pair of readings fits
    answer = tighten(
        net(
            at("sun A", "A", (10, 20), (70, 80)),
            at("sun B", "B", (75, 76), (200, 210)),
            apart("sync", "A", "B", (60, 60)),
        )
    )
    assert (Range(15, 16),) == answer.everything.of("A").ranges
    assert ("sun B", "sync") == answer.everything.of("A").lower.reasons
    assert ("sun A", "sun B", "sync") == answer.everything.of("A").upper.reasons


def test_nothing_bounds_a_point():
    answer = tighten(net(before("witness", "A", "B")), points=["A", "B", "C"])
    for point in "ABC":
        assert (None, None) == told(answer, point)
        assert (Range(None, None),) == answer.everything.of(point).ranges


def test_the_smallest_conflict_is_named():
    # a long chain contradicts itself, and so do two reasons alone: the two are named
    chain = [apart(f"step {n}", f"p{n}", f"p{n + 1}", (1, None)) for n in range(6)]
    loop = apart("loop", "p6", "p0", (1, None))
    answer = tighten(net(*chain, loop, at("posted", "A", (None, 100)), at("exif", "A", (101, 200))))
    # the loop contradicts itself elsewhere, and is told after it
    assert [2, 7] == [len(one.reasons) for one in answer.everything.conflicts]
    assert ("exif", "posted") == answer.everything.conflicts[0].reasons
    assert all(one.smallest for one in answer.everything.conflicts)
    assert () == answer.everything.points


def test_all_smallest_conflicts_are_named():
    answer = tighten(
        net(at("posted", "A", (None, 100)), at("exif", "A", (101, 200)), at("sun", "A", (150, 160)))
    )
    assert [("exif", "posted"), ("posted", "sun")] == [one.reasons for one in answer.everything.conflicts]


def test_what_holds_of_itself_is_no_reason():
    answer = tighten(
        net(
            before("begins first", "begin", "end"),
            at("said", "begin", (50, None)),
            at("posted", "end", (None, 40)),
            given=("begins first",),
        )
    )
    assert (("posted", "said"),) == tuple(one.reasons for one in answer.everything.conflicts)
    fine = tighten(
        net(before("begins first", "begin", "end"), at("said", "begin", (50, None)), given=("begins first",))
    )
    assert ((50, ("said",)), None) == told(fine, "end")


def test_one_reason_that_limits_twice_counts_once():
    # "during the storm" limits begin and end: with the log that is two reasons, though four edges
    during = [at("during", "A", (10, 20)), at("during", "B", (10, 20))]
    answer = tighten(net(*during, apart("log", "A", "B", (15, None))))
    assert (("during", "log"),) == tuple(one.reasons for one in answer.everything.conflicts)


def test_a_conflict_of_choices():
    answer = tighten(
        net(
            at("sun", "A", (10, 20), (70, 80)),
            at("posted", "A", (None, 60)),
            at("wet", "A", (30, None)),
            at("odd", "B", (1, 2)),
        )
    )
    assert (("posted", "sun", "wet"),) == tuple(one.reasons for one in answer.everything.conflicts)


def test_weak_reasons_are_told_apart():
    answer = tighten(net(at("exif", "A", (40, 60)), at("rumour", "A", (55, None)), weak=("rumour",)))
    assert 55 == answer.everything.of("A").lower.at_ms
    assert 40 == answer.without_weak.of("A").lower.at_ms
    assert ("rumour",) == answer.weak
    torn = tighten(net(at("exif", "A", (40, 60)), at("rumour", "A", (65, None)), weak=("rumour",)))
    assert (("exif", "rumour"),) == tuple(one.reasons for one in torn.everything.conflicts)
    assert 60 == torn.without_weak.of("A").upper.at_ms


@pytest.mark.parametrize(
    "limits",
    [
        [at("x", "A", (5, 4))],
        [at("x", "A")],
        [Limit("x", "A", "A", (Range(0, 1),))],
        [at("x", "A", (0, 1 << 60))],
    ],
)
def test_limits_that_mean_nothing(limits):
    with pytest.raises(BadValue):
        network([Reason("x", "x")], limits)


def test_reasons_are_checked():
    with pytest.raises(BadValue, match="twice"):
        network([Reason("x", "x"), Reason("x", "y")], [])
    with pytest.raises(BadValue, match="no known reason"):
        network([], [at("x", "A", (0, 1))])


def test_ranges_join():
    assert (Range(1, 9),) == joined([Range(5, 9), Range(1, 4)])
    assert (Range(None, 3), Range(7, None)) == joined([Range(7, None), Range(None, 3), Range(9, 8)])


def test_parts_that_only_the_clock_ties_together_do_not_multiply():
    # thirty items, each with two readings of its shadow: 2^30 combinations, and none of another's business
    many = [at(f"r{n}", f"p{n}", (10, 20), (70, 80)) for n in range(30)]
    torn = [at("x", "q", (1, 2)), at("y", "q", (4, 5))]
    answer = tighten(net(*many, *torn)).everything
    assert answer.exact
    assert (Range(10, 20), Range(70, 80)) == answer.of("p7").ranges
    assert (("x", "y"),) == tuple(one.reasons for one in answer.conflicts)
    assert answer.of("q") is None


def test_too_many_combinations_are_told():
    many = [at(f"r{n}", f"p{n}", *((10 * k, 10 * k + 5) for k in range(6))) for n in range(12)]
    answer = tighten(net(*many, *(apart(f"s{n}", f"p{n}", f"p{n + 1}", (-60, 60)) for n in range(11))))
    assert not answer.everything.exact
    assert (0, 55) == (answer.everything.of("p3").lower.at_ms, answer.everything.of("p3").upper.at_ms)


# ------------------------------------------------------------------------------------------------ against brute force

POINTS = ("A", "B", "C")
spans = st.tuples(st.integers(-3, 3), st.integers(0, 2)).map(lambda pair: (pair[0], pair[0] + pair[1]))
limits = st.tuples(
    st.sampled_from([(EPOCH, "A"), (EPOCH, "B"), (EPOCH, "C"), ("A", "B"), ("B", "C"), ("A", "C")]),
    st.lists(spans, min_size=1, max_size=2),
)


GRID = np.stack(np.meshgrid(*(np.arange(-9, 10),) * 3, indexing="ij"), axis=-1).reshape(-1, 3)


def solutions(network_):
    """All whole-number solutions within the frame, one a row."""
    values = {point: GRID[:, place] for place, point in enumerate(POINTS)} | {EPOCH: 0}
    fits = np.ones(len(GRID), dtype=bool)
    for one in network_.limits:
        gap = values[one.end] - values[one.start]
        fits &= np.logical_or.reduce([(part.least <= gap) & (gap <= part.most) for part in one.ranges])
    return GRID[fits]


@settings(max_examples=300)
@given(st.lists(limits, min_size=2, max_size=6), st.booleans())
def test_as_by_brute_force(drawn, shared_reason):
    made = [
        Limit(f"r{n}", start, end, tuple(Range(*one) for one in parts))
        for n, ((start, end), parts) in enumerate(drawn)
    ]
    if shared_reason:  # two limits of one reason
        made[1] = Limit("r0", made[1].start, made[1].end, made[1].ranges)
    # every point is tied to the epoch, so that the reach of the brute force is enough
    made += [at("frame", point, (-9, 9)) for point in POINTS]
    whole = net(*made, given=("frame",))
    answer = tighten(whole).everything
    all_of_them = solutions(whole)
    names = sorted({one.id for one in whole.reasons} - {"frame"})
    if len(all_of_them) > 0:
        assert () == answer.conflicts
        for place, point in enumerate(POINTS):
            values = set(all_of_them[:, place].tolist())
            bounded = answer.of(point)
            assert values == {n for part in bounded.ranges for n in range(part.least, part.most + 1)}
            assert (min(values), max(values)) == (bounded.lower.at_ms, bounded.upper.at_ms)
            # the reasons that are given for a bound give it alone
            low = solutions(whole.without(set(names) - set(bounded.lower.reasons)))[:, place]
            high = solutions(whole.without(set(names) - set(bounded.upper.reasons)))[:, place]
            assert (min(values), max(values)) == (low.min(), high.max())
        return
    smallest = next(
        found
        for size in range(1, len(names) + 1)
        if (
            found := [
                one
                for one in itertools.combinations(names, size)
                if len(solutions(whole.without(set(names) - set(one)))) == 0
            ]
        )
    )
    least = [one.reasons for one in answer.conflicts if len(one.reasons) == len(smallest[0])]
    assert sorted(smallest) == least
    assert least == [one.reasons for one in answer.conflicts[: len(least)]]
    assert all(one.smallest for one in answer.conflicts)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(-5, 9)), min_size=4, max_size=40))
def test_cycles_of_fewest_edges_agree_with_hitting_sets(drawn):
    assume(any(a != b for a, b, _ in drawn))
    made = [apart(f"r{n}", f"p{a}", f"p{b}", (None, w)) for n, (a, b, w) in enumerate(drawn) if a != b]
    simple = conflicts_of(net(*made))
    # the same network, no longer simple: a reason that limits two pairs which nothing else touches
    general = conflicts_of(net(*made, apart("x", "x1", "x2", (0, 1)), apart("x", "x3", "x4", (0, 1))))
    if simple:
        assert len(simple[0].reasons) == len(general[0].reasons)
        assert {one.reasons for one in simple} <= {one.reasons for one in general} or len(general) == 20
    else:
        assert () == general
