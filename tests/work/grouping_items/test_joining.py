"""Groups stay of one time and one place: no chain of small steps, no two incidents, nothing that was taken apart."""

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sightline.work.grouping_items.candidates import edges
from sightline.work.grouping_items.facts import DAY_MS, Facts, Link, Spot, Window
from sightline.work.grouping_items.joining import join
from sightline.work.grouping_items.links import by_pair
from sightline.work.grouping_items.spellings import NO_PLACES
from sightline.work.grouping_items.times import meetings
from sightline.work.grouping_items.weighing import ENOUGH, weigh


def fact(at: int, days: tuple[int, int] | None = None, place: int | None = None, **more: Any) -> Facts:
    windows = () if days is None else (Window(days[0] * DAY_MS, days[1] * DAY_MS),)
    return Facts(
        id=at.to_bytes(16, "big"),
        code=f"ITM-{at}",
        title="",
        windows=windows,
        when="said" if windows else "none",
        places=() if place is None else (place,),
        where="none" if place is None and "spots" not in more else "said",
        mark=at.to_bytes(16, "big"),
        **more,
    )


def groups(facts: list[Facts], links: tuple[Link, ...] = (), **more: Any) -> list[tuple[int, ...]]:
    pairs = by_pair(links)
    return list(join(facts, edges(facts, NO_PLACES, pairs), NO_PLACES, **more).groups)


def copy(one: int, other: int) -> Link:
    return Link("copy", one.to_bytes(16, "big"), other.to_bytes(16, "big"), 6, "they share footage")


def test_a_day_and_a_place() -> None:
    assert [(0, 1)] == groups(
        [fact(0, (0, 1), 1), fact(1, (0, 1), 1), fact(2, (0, 1), 2), fact(3, (1, 2), 1)]
    )


def test_neither_alone_is_enough() -> None:
    assert [] == groups([fact(0, (0, 1)), fact(1, (0, 1)), fact(2, None, 1), fact(3, None, 1)])


def test_no_chain_from_day_to_day() -> None:
    # each two neighbours meet; first and last do not
    chained = [fact(at, (at, at + 2), 1) for at in range(6)]
    for group in groups(chained):
        shared = chained[group[0]].windows
        for at in group:
            shared = meetings(shared, chained[at].windows)
        assert shared


def test_no_chain_through_a_copy_that_says_nothing() -> None:
    facts = [fact(0, (0, 1), 1), fact(1), fact(2, (5, 6), 2)]
    assert [] == [g for g in groups(facts, (copy(0, 1), copy(1, 2))) if {0, 2} <= set(g)]


def test_a_copy_joins_what_has_no_date_or_place() -> None:
    assert [(0, 1)] == groups([fact(0, (0, 1), 1), fact(1)], (copy(0, 1),))


def test_a_copy_does_not_outweigh_another_day() -> None:
    assert [] == groups([fact(0, (0, 1), 1), fact(1, (3, 4), 1)], (copy(0, 1),))


def test_one_that_fits_two_joins_neither() -> None:
    facts = [
        fact(0, (0, 1), 1),
        fact(1, (0, 1), 1),
        fact(2, (1, 2), 1),
        fact(3, (1, 2), 1),
        fact(4, (0, 2), 1),
    ]
    joined = join(facts, edges(facts, NO_PLACES, {}), NO_PLACES)
    assert [(0, 1), (2, 3)] == list(joined.groups)
    assert [4] == list(joined.torn)


def test_two_incidents_are_never_joined() -> None:
    facts = [fact(0, (0, 1), 1, is_incident=True), fact(1, (0, 1), 1, is_incident=True), fact(2, (0, 1), 1)]
    assert all(not {0, 1} <= set(group) for group in groups(facts))
    assert 1 == len(groups(facts))


def test_what_was_published_before_cannot_show_it() -> None:
    early = fact(1, None, 1, posted=Window(-3 * DAY_MS, -2 * DAY_MS))
    assert [] == groups([fact(0, (0, 1), 1), early], (copy(0, 1),))


def test_said_to_be_before_the_other() -> None:
    other = (1).to_bytes(16, "big")
    facts = [fact(0, (0, 1), 1, after=frozenset((other,))), fact(1, (0, 1), 1)]
    assert [] == groups(facts)


def test_namesakes_far_from_each_other() -> None:
    north, south = (Spot(364_000_000, 370_000_000, 1000),), (Spot(332_000_000, 370_000_000, 1000),)
    facts = [fact(at, (0, 1), 1, spots=north if at < 2 else south) for at in range(4)]
    assert [(0, 1), (2, 3)] == groups(facts)


def test_taken_apart_by_a_person() -> None:
    facts = [fact(at, (0, 1), 1) for at in range(4)]
    sides = {f.id: [(7, "taken off" if at < 2 else "stays")] for at, f in enumerate(facts)}
    assert [(0, 1), (2, 3)] == groups(facts, marks=sides)
    alone = {f.id: [(7, f.id.hex())] for f in facts[:3]}
    assert all(len(set(group) & {0, 1, 2}) < 2 for group in groups(facts, marks=alone))


def test_refused_ones_do_not_meet_again_through_a_new_one() -> None:
    facts = [fact(at, (0, 1), 1) for at in range(3)]
    marks = {f.id: [(7, f.id.hex())] for f in facts[:2]}
    assert 1 == len(groups(facts, marks=marks))


days = st.tuples(st.integers(0, 6), st.integers(1, 3)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(st.tuples(st.none() | days, st.none() | st.integers(0, 2)), max_size=14))
def test_every_group_has_one_time_and_one_place(
    some: list[tuple[tuple[int, int] | None, int | None]],
) -> None:
    facts = [fact(at, when, where) for at, (when, where) in enumerate(some)]
    links = tuple(copy(at, at + 1) for at in range(0, len(facts) - 1, 2))
    found = groups(facts, links)
    assert len({at for group in found for at in group}) == sum(map(len, found))
    for group in found:
        for one, other in combinations(group, 2):
            assert weigh(facts[one], facts[other], NO_PLACES).apart is None
        shared = [facts[at].windows for at in group if facts[at].windows]
        both = shared[0] if shared else ()
        for windows in shared:
            both = meetings(both, windows)
        assert both or not shared


def test_points_tell_their_reasons() -> None:
    weighed = weigh(fact(0, (0, 1), 1), fact(1, (0, 1), 1), NO_PLACES)
    assert ENOUGH <= weighed.points == sum(point.points for point in weighed.reasons)
    assert {"time", "place"} == {point.kind for point in weighed.reasons}
