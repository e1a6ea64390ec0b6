"""A contradiction from all sides, bounded: what is set aside, what is taken out together, and what is too much."""

import pytest

from sightline.measure.chrono.bounds.choices import TooMany
from sightline.measure.chrono.bounds.network import Limit, Network, Reason, apart, at, network
from sightline.work.bounding.contradicting import MOST_TOGETHER, untangle


def net(*limits: Limit, weak: tuple[str, ...] = ()) -> Network:
    names = dict.fromkeys(one.reason for one in limits)
    return network([Reason(name, name, weak=name in weak) for name in names], limits)


def test_only_weak_reasons_are_set_aside_and_no_more_than_it_takes() -> None:
    told = untangle(
        net(
            at("firm", "A", (10, 20)),
            at("rumour", "A", (30, 40)),
            at("guess", "A", (5, 15)),
            weak=("rumour", "guess"),
        ),
        ["A"],
    )
    assert ("rumour",) == told.aside  # the guess agrees with what is firm, and stays
    assert told.otherwise is not None
    bounded = told.otherwise.of("A")
    assert bounded is not None
    assert bounded.lower is not None
    assert bounded.upper is not None
    assert (10, 15) == (bounded.lower.at_ms, bounded.upper.at_ms)


def test_of_two_weak_reasons_that_are_as_good_both_are_set_aside() -> None:
    told = untangle(net(at("one", "A", (10, 20)), at("other", "A", (30, 40)), weak=("one", "other")), ["A"])
    assert ("one", "other") == told.aside


def test_nothing_firm_is_set_aside() -> None:
    firm = [at("one", "A", (10, 20)), at("other", "A", (30, 40)), at("rumour", "A", (50, 60))]
    told = untangle(net(*firm, weak=("rumour",)), ["A"])
    assert ((), None) == (told.aside, told.otherwise)
    # one alone is not enough; of the pairs, the one that costs the least that is firm comes first
    assert 2 == told.fewest
    assert {None} == {found for names, found in told.ways if 1 == len(names)}
    together = [names for names, _ in told.ways if 1 < len(names)]
    assert [("one", "rumour"), ("other", "rumour"), ("one", "other")] == together
    assert len(together) <= MOST_TOGETHER


def test_what_cannot_be_tried_is_told() -> None:
    # seven things in six slots, all at different times: nobody finds that out by trying
    slots = [at(f"r{n}", f"p{n}", *((10 * k, 10 * k) for k in range(6))) for n in range(7)]
    apart_ = [apart(f"s{n}-{m}", f"p{n}", f"p{m}", (None, -5), (5, None)) for n in range(7) for m in range(n)]
    with pytest.raises(TooMany):
        untangle(net(*slots, *apart_), ["p0"])
    # unless the outer ends of the readings exclude each other already
    told = untangle(net(*slots, *apart_, at("far", "p0", (100, 110), (130, 140))), ["p0"])
    assert [("far", "r0")] == [one.reasons for one in told.conflicts]
