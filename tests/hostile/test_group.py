"""Grouping is fed what lists really hold: names that are none, impossible times, rings, very much of one kind."""

import time
from collections.abc import Callable

import pytest
from tests.fixtures.grouping import Asked

from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.work.grouping_items.candidates import edges
from sightline.work.grouping_items.counts import figures_in
from sightline.work.grouping_items.facts import DAY_MS, Facts, Spot, Window
from sightline.work.grouping_items.joining import join
from sightline.work.grouping_items.spellings import NO_PLACES, number_places
from sightline.work.grouping_items.words import dates_named, places_named

Make = Callable[..., Asked]
ODD = [
    "\u202eevil\u202c",
    "a" * 5_000,
    "كفر Zita كفر",
    "🔥🔥",
    "'; drop table",
    "-",
    "0",
    "ــــــ",
    "\u0000".strip("\0") or "x",
]


def test_odd_names_and_times(asked: Make) -> None:
    rows = [
        {"id": f"x{at}", "claimed_place_name": name, "claimed_time": "2021-05-03"}
        for at, name in enumerate(ODD)
    ]
    rows += [
        {"id": f"y{at}", "claimed_time": when, "claimed_place_name": "Safar"}
        for at, when in enumerate(
            (
                "../..".replace("../..", "../2021"),
                "Y12345",
                "-0044-03-15",
                "9999-12-31",
                "XXXX-05-03",
                "{..2021-05-03}",
            )
        )
    ]
    found = asked(rows).proposed()
    assert len(rows) == found.considered
    assert [] == [one for one in found.groups if len(one.items) == len(rows)]


def test_a_ring_of_before_and_after(asked: Make) -> None:
    rows = [{"id": f"r{at}", "claimed_place_name": "Safar", "claimed_time": "2021-05-03"} for at in range(3)]
    ring = [
        {"entity": f"item/r{at}", "property": "before", "value": {"entity": f"item/r{(at + 1) % 3}"}}
        for at in range(3)
    ]
    assert [] == asked(rows, ring).groups()


def test_an_item_that_is_a_copy_of_itself(asked: Make) -> None:
    own = {"entity": "item/s", "property": "copy_of", "value": {"entity": "item/s"}}
    found = asked(
        [{"id": "s", "claimed_time": "2021-05-03", "claimed_place_name": "Safar"}], [own]
    ).proposed()
    assert ((), ()) == (found.groups, found.alarms)


def test_an_empty_case(asked: Make) -> None:
    found = asked([]).proposed()
    assert ((), (), (), 0) == (found.groups, found.alarms, found.left_alone, found.considered)


def many(count: int, place: Callable[[int], int], day: Callable[[int], int]) -> list[Facts]:
    return [
        Facts(
            id=at.to_bytes(16, "big"),
            code=f"ITM-{at}",
            title="",
            windows=(Window(day(at) * DAY_MS, (day(at) + 1) * DAY_MS),),
            when="said",
            places=(place(at),),
            where="said",
        )
        for at in range(count)
    ]


@pytest.mark.parametrize("sort", ["one day and place", "one day, many places", "bare positions of one cell"])
def test_very_much_of_one_kind(sort: str) -> None:
    # every pair of these would be fifty million, and minutes
    if sort == "one day and place":
        facts = many(10_000, lambda at: 1, lambda at: 1)
    elif sort == "one day, many places":
        facts = many(10_000, lambda at: at // 2, lambda at: 1)
    else:
        day = (Window(0, DAY_MS),)
        facts = [
            Facts(at.to_bytes(16, "big"), f"ITM-{at}", "", windows=day, when="said", where="said",
                  spots=(Spot(350_000_000 + at, 360_000_000, 100),))
            for at in range(10_000)
        ]  # fmt: skip
    began = time.process_time()
    joined = join(facts, edges(facts, NO_PLACES, {}), NO_PLACES)
    assert 20 > time.process_time() - began
    assert (5_000 if "many" in sort else 1) >= len(joined.groups)


def test_very_many_names_of_one_skeleton() -> None:
    vowels = "aeiou"
    names = {f"S{a}f{b}r{c}": 1 for a in vowels for b in vowels for c in ("", "a", "i", "ou")}
    assert 7 > len(set(number_places(names, Gazetteer(())).number.values()))


@pytest.mark.parametrize(
    "text",
    ["", "7" * 100_000, "killed " * 20_000, "12 \u202ekilled", "0 killed", "2021 killed", "999999999 dead"],
)
def test_counts_of_odd_words(text: str) -> None:
    assert all(0 < low <= 100_000 for _, low, _ in figures_in(text))


def test_a_story_with_many_dates_and_places_has_none_of_its_own() -> None:
    assert () == dates_named(" ".join(f"{day} May 2021" for day in range(1, 20)), "2021-06-01", None)
    places = number_places(
        {f"{name} Safar": 1 for name in ("Wadi", "Tell", "Kafr", "Jisr", "Deir")}, Gazetteer(())
    )
    assert ((), ()) == places_named(places)(
        "From Wadi Safar to Tell Safar, Kafr Safar, Jisr Safar and Deir Safar"
    )
