"""Spellings of one place have one number; names of two places have two."""

from collections.abc import Iterable

import pytest

from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.gazetteer.index import build
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.grouping_items.spellings import number_places

NONE = Gazetteer(())


def gazetteer(*places: tuple[float, tuple[str, ...]]) -> Gazetteer:
    made = [Place(tuple(map(Name, names)), lat, 36.0) for lat, names in places]
    return Gazetteer((build(made, Source("test")),))


def numbers(texts: Iterable[str], searched: Gazetteer = NONE, **more: object) -> list[set[str]]:
    every = list(texts)
    found = number_places(dict.fromkeys(every, 1), searched, **more).number  # type: ignore[arg-type]
    return sorted(({t for t in every if found.get(t) == n} for n in set(found.values())), key=sorted)


def test_five_spellings_in_two_scripts() -> None:
    five = {"Wadi Nahrin", "Wady Nehrin", "وادي نهرين", "Ouadi Nahreen", "the town of Wadi Nahrin"}
    assert [five] == numbers(five)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Wadi Nahrin", "Wadi Nahlin"),
        ("Kafr Nabl", "Kafr Nabudah"),
        ("Maaret Misrin", "Maaret al-Numan"),
        ("Duma", "Daraya"),
    ],
)
def test_names_that_only_look_alike(one: str, other: str) -> None:
    assert 2 == len(numbers([one, other]))


def test_what_lies_in_it_and_what_it_lies_in() -> None:
    assert [{"Kafr Zita", "Kafr Zita, Hama", "a field hospital in Kafr Zita"}] == numbers(
        ["Kafr Zita", "Kafr Zita, Hama", "a field hospital in Kafr Zita"]
    )


def test_a_gazetteer_joins_names_that_share_no_letter() -> None:
    searched = gazetteer((35.0, ("Irbil", "Erbin")), (35.5, ("Somewhere",)))
    assert [{"Erbin", "Irbil"}] == numbers(["Erbin", "Irbil"], searched)


def test_a_gazetteer_keeps_two_places_apart_however_alike_their_names() -> None:
    near = gazetteer((35.0, ("Tel Safar",)), (35.5, ("Tel Sifer",)))
    assert [{"Tel Safar"}, {"Tel Sifer"}] == numbers(["Tel Safar", "Tel Sifer"], near)
    assert [{"Tel Safar", "Tel Sifer"}] == numbers(["Tel Safar", "Tel Sifer"])


def test_two_scripts_beside_each_other() -> None:
    # Aleppo and its Arabic name share no letters; a list that gives both says that they are one
    both = [("Aleppo", "حلب")] * 2
    assert [{"Aleppo", "حلب"}] == numbers(["Aleppo", "حلب"], beside=both)
    assert [{"Aleppo"}, {"Homs"}] == numbers(["Aleppo", "Homs"], beside=[("Aleppo", "Homs")])


def test_nothing_is_joined_through_a_third() -> None:
    pairs = [("Aleppo", "حلب"), ("Aleppo", "حلب"), ("Homs", "حلب")]
    assert [{"Aleppo", "حلب"}, {"Homs"}] == numbers(["Aleppo", "Homs", "حلب"], beside=pairs)


def test_a_position_only_where_the_name_gives_one() -> None:
    one = gazetteer((35.0, ("Safar",)), (35.01, ("Safar",)))
    far = gazetteer((35.0, ("Safar",)), (33.0, ("Safar",)))
    assert {0: (35.005, 36.0)} == {
        k: (round(a, 6), b) for k, (a, b) in number_places({"Safar": 1}, one).at.items()
    }
    assert {} == number_places({"Safar": 1}, far).at


@pytest.mark.parametrize("text", ["", "   ", "…", "东古塔", "\u202e", "1"])
def test_what_has_no_letters_that_are_read(text: str) -> None:
    assert {} == number_places({text: 1}, NONE).number


def test_order_of_input_changes_nothing() -> None:
    texts = ["Safar", "Sefar", "سفر", "Safer", "Sifar", "Sofar"]
    assert numbers(texts) == numbers(list(reversed(texts)))
