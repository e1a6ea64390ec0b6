"""Conflicts and repairs of contradictions: known answers, every small network against brute force, and bounded work."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.measure.chrono.bounds.choices import core_of
from sightline.measure.chrono.bounds.exploring import explore
from sightline.measure.chrono.bounds.network import EPOCH, Limit, Range, Reason, apart, at, network


def net(*limits, weak=()):
    names = dict.fromkeys(one.reason for one in limits)
    return network([Reason(name, name, weak=name in weak) for name in names], limits)


def test_all_sets_are_named_not_only_the_smallest():
    # the posting excludes the shadow; a clip on the clock of another that was posted late excludes it too, by three
    found = explore(
        net(
            at("posted", "A", (None, 100)),
            at("shadow", "A", (150, 160)),
            apart("one clock", "A", "B", (5, 9)),
            at("seen", "B", (None, 90)),
        )
    )
    assert [("posted", "shadow"), ("one clock", "seen", "shadow")] == [one.reasons for one in found.conflicts]
    assert [True, False] == [one.smallest for one in found.conflicts]
    # one wrong reason explains all of it, or two together
    assert (("shadow",), ("one clock", "posted"), ("posted", "seen")) == found.repairs
    assert (True, 1) == (found.complete, found.fewest)


def test_two_contradictions_that_share_nothing_need_two_wrong_reasons():
    found = explore(
        net(
            at("a", "A", (None, 1)),
            at("b", "A", (5, None)),
            apart("tie", "A", "B", (-100, 100)),
            at("c", "B", (None, 1)),
            at("d", "B", (5, None)),
        )
    )
    assert [("a", "b"), ("c", "d")] == [one.reasons for one in found.conflicts]
    assert (("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")) == found.repairs
    assert 2 == found.fewest


def test_what_can_hold_has_neither():
    found = explore(net(at("a", "A", (1, 2))))
    assert ((), (), True, 0) == (found.conflicts, found.repairs, found.complete, found.fewest)


def test_work_is_bounded_and_a_repair_found_all_the_same():
    # sixteen pairs that exclude each other: 65,536 repairs, and the tree gets to none of them
    torn = [
        one
        for n in range(16)
        for one in (
            at(f"low {n:02d}", f"p{n}", (None, 1)),
            at(f"high {n:02d}", f"p{n}", (5, None)),
            apart(f"tie {n:02d}", f"p{n}", f"p{n + 1}", (-1000, 1000)),
        )
    ]
    found = explore(net(*torn, weak=[f"low {n:02d}" for n in range(16)]))
    assert not found.complete
    assert 2 <= found.fewest
    # the weak ones go first
    assert (tuple(f"low {n:02d}" for n in range(16)),) == found.repairs
    assert all(2 == len(one.reasons) and one.smallest for one in found.conflicts)


def test_looks_are_counted():
    many = [at(f"r{n}", "A", (10 * n, 10 * n + 1)) for n in range(30)]
    found = explore(net(*many), most_looks=3)
    assert not found.complete
    assert 1 <= len(found.repairs)
    assert 29 == len(found.repairs[0])  # one is right at most


SPANS = st.tuples(st.integers(-3, 3), st.integers(0, 2)).map(lambda pair: (pair[0], pair[0] + pair[1]))
LIMITS = st.tuples(
    st.sampled_from([(EPOCH, "A"), (EPOCH, "B"), ("A", "B")]), st.lists(SPANS, min_size=1, max_size=2)
)


@settings(max_examples=150)
@given(st.lists(LIMITS, min_size=3, max_size=7))
def test_as_by_brute_force(drawn):
    whole = net(
        *(
            Limit(f"r{n}", start, end, tuple(Range(*one) for one in parts))
            for n, ((start, end), parts) in enumerate(drawn)
        )
    )
    names = sorted(one.id for one in whole.reasons)
    every = [frozenset(one) for size in range(len(names) + 1) for one in itertools.combinations(names, size)]
    holds = {one for one in every if core_of(whole.without(set(names) - one)) is None}
    conflicts = {one for one in every if one not in holds and all(one - {name} in holds for name in one)}
    repairs = {
        one
        for one in every
        if set(names) - one in holds and all(set(names) - (one - {name}) not in holds for name in one)
    }
    found = explore(whole)
    if not conflicts:
        assert () == found.conflicts
        return
    assert found.complete
    assert conflicts == {frozenset(one.reasons) for one in found.conflicts}
    assert repairs == {frozenset(one) for one in found.repairs}
    least = min(len(one) for one in conflicts)
    assert [len(one.reasons) == least for one in found.conflicts] == [one.smallest for one in found.conflicts]
    assert min(len(one) for one in repairs) == found.fewest
