"""Distances, ranges, "between", endings and missing blanks are read as people write them."""

import pytest

from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.places import Candidate
from sightline.measure.geo.resolving import resolve
from sightline.model.place import distance_m, position


def km(candidate: Candidate, lat: float, lon: float) -> float:
    return distance_m(position(candidate.lat, candidate.lon), position(lat, lon)) / 1000


@pytest.mark.parametrize(
    "text, lat, lon",
    [
        ("15 km to the NE of Kafr Zita", 35.46975, 36.72025),  # "to the" was not read
        ("fifteen km north-east of Kafr Zita", 35.46975, 36.72025),
        ("خمسة كم شمال كفر زيتا", 35.41928, 36.6033),
        ("1,500 m north of Kafr Zita", 35.38772, 36.6033),  # was one metre and a half
        ("10-20 km north of Kafr Zita", 35.5094, 36.6033),  # was 20 km
        ("from 10 to 20 km north of Kafr Zita", 35.5094, 36.6033),
        ("halfway between Morek and Khan Sheikhoun", 35.409, 36.6705),
        ("on the road between Morek and Khan Sheikhoun", 35.409, 36.6705),
        ("between Morek and Khan Sheikhoun in Hama", 35.409, 36.6705),
        ("между Мореком и Хан-Шейхуном", 35.409, 36.6705),
        ("5 km au nord d'Kafr Zita", 35.41928, 36.6033),
        ("Kafr Zita'nın 5 km kuzeyinde", 35.41928, 36.6033),
    ],
)
def test_distances_and_between_as_people_write_them(
    valley: Gazetteer, text: str, lat: float, lon: float
) -> None:
    answer = resolve(text, valley)
    assert "resolved" == answer.status, answer.why
    assert km(answer.candidates[0], lat, lon) < 0.5


@pytest.mark.parametrize(
    "text", ["كفرزيتا", "Кафр-Зитой", "Kafr Zita'da", "Kafr Zita’s", "كفر زيتى", "Kkafr Zitta", "kafr zita"]
)
def test_endings_doublings_and_missing_blanks(valley: Gazetteer, text: str) -> None:
    assert ["Kafr Zita"] == [one.name for one in resolve(text, valley).candidates[:1]]


def test_a_blank_left_out_behind_the_feminine_ending(localities: Gazetteer) -> None:
    answer = resolve("معرةالنعمان", localities)
    assert ("resolved", "Idlib") == (answer.status, answer.candidates[0].admin)
    assert km(answer.candidates[0], 35.6483, 36.6769) < 3
    assert km(resolve("Elbab", localities).candidates[0], 36.37, 37.52) < 3
    assert "Baiji" == resolve("بيجى", localities).candidates[0].name  # its last letter without dots


def test_a_landscape_is_a_middle_with_its_reach(valley: Gazetteer) -> None:
    for text in ("Eastern Ghouta", "الغوطة الشرقية", "Восточная Гута"):
        answer = resolve(text, valley)
        assert ("resolved", "Ghouta", 20_000) == (
            answer.status, answer.candidates[0].name, answer.candidates[0].radius_m,
        )  # fmt: skip
    assert "resolved" != resolve("Eastern Ghouta", valley, country="UA").status


def test_a_part_of_the_countryside_with_its_owner_first(valley: Gazetteer) -> None:
    answer = resolve("Hama's northern countryside", valley)
    assert "resolved" == answer.status
    assert answer.candidates[0].lat > 35.2
    assert answer.candidates[0].radius_m > 5_000
