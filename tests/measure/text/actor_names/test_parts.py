"""A name taken apart: units, numbers, its own words, where it is, titles."""

import pytest

from sightline.measure.text.actor_names.parts import parts_of


def told(name: str) -> tuple[list[str], tuple[str, ...], list[str], tuple[str, ...]]:
    parts = parts_of(name)
    units = sorted({i for word in parts.units for i in word.ids})
    return units, parts.numbers, [word.text for word in parts.own], parts.where


@pytest.mark.parametrize(
    "name, expected",
    [
        ("1st Coastal Division", (["division"], ("1",), ["coastal"], ())),
        ("Lower Aren Front in Harbour Town", (["front"], (), ["lower", "aren"], ("in", "harbour", "town"))),
        ("Ashton Watch (Mill Lane)", ([], (), ["ashton", "watch"], ("mill", "lane"))),
        ("لواء النهر", (["brigade"], (), ["نهر"], ())),
        ("ghurfat 'amaliyyat al-Fajr", (["operations room"], (), ["fajr"], ())),
    ],
)
def test_parts(name: str, expected: tuple[object, ...]) -> None:
    assert expected == told(name)


def test_a_servant_name_is_read_in_one_way() -> None:
    wanted = [w.row for w in parts_of("Abd al-Rahman").own]
    for other in ("Abdulrahman", "Abdul Rahman", "Abdurrahman", "Abd al Rahman"):
        assert wanted == [w.row for w in parts_of(other).own]


def test_a_title_before_a_person_is_no_part_of_the_name() -> None:
    assert ("sheikh",) == parts_of("Sheikh Ahmad Saleh").titles


def test_rabia_is_a_person_and_no_fourth() -> None:
    # "rabia" is both a name and the Arabic for fourth
    assert () == parts_of("Rabia Khalil").numbers
