"""Records of one place come together by name and distance or by an id, with the reason, and can be kept apart."""

from attrs import evolve

from sightline.measure.geo.gazetteer.gazetteer import Gazetteer, look_up, merge
from sightline.measure.geo.gazetteer.index import build
from sightline.measure.geo.gazetteer.letters import readings
from sightline.measure.geo.gazetteer.records import Name, Place, Source


def one(
    name: str, lat: float, lon: float, number: str, *more: tuple[str, str], kind: str = "locality"
) -> Gazetteer:
    place = Place((Name(name, preferred=True),), lat, lon, "SY", kind=kind, ids=((number, number), *more))
    return Gazetteer((build([place], Source(number, digest=number)),))


def found(*parts: Gazetteer) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(place.sources, place.fused) for place in look_up(merge(parts), readings("Kafr Zita"))]


def test_near_and_alike_is_one_place_told_twice() -> None:
    told = found(one("Kafr Zita", 35.374, 36.603, "a"), one("Kafr Zeta", 35.380, 36.610, "b"))
    assert [(("a", "b"), ("0.9 km apart and spelled alike",))] == told


def test_far_or_unlike_stays_two() -> None:
    assert 2 == len(found(one("Kafr Zita", 35.374, 36.603, "a"), one("Kafr Zita", 35.474, 36.603, "b")))
    assert 2 == len(found(one("Kafr Zita", 35.374, 36.603, "a"), one("Kafr Zayyat", 35.420, 36.603, "b")))


def test_an_id_in_common_joins_what_lies_apart() -> None:
    shared = ("geonames", "168620")
    told = found(one("Kafr Zita", 35.374, 36.603, "a", shared), one("Kafr Zita", 35.474, 36.603, "b", shared))
    assert [(("a", "b"), ("both are geonames 168620",))] == told


def test_a_region_and_its_town_of_one_name_are_two() -> None:
    assert 2 == len(
        found(one("Kafr Zita", 35.374, 36.603, "a"), one("Kafr Zita", 35.375, 36.604, "b", kind="region"))
    )


def test_what_a_person_called_different_stays_apart_and_same_comes_together() -> None:
    a, b = one("Kafr Zita", 35.374, 36.603, "a"), one("Kafr Zita", 35.375, 36.603, "b")
    pair = frozenset({frozenset({("a", "a"), ("b", "b")})})
    assert 1 == len(look_up(merge([a, b]), readings("Kafr Zita")))
    assert 2 == len(look_up(evolve(merge([a, b]), apart=pair), readings("Kafr Zita")))
    far = one("Kafr Zita", 36.374, 36.603, "b")
    (told,) = look_up(evolve(merge([a, far]), together=pair), readings("Kafr Zita"))
    assert ("a person called them the same",) == told.fused


def test_the_originals_stay_as_they_were() -> None:
    a, b = one("Kafr Zita", 35.374, 36.603, "a"), one("Kafr Zeta", 35.380, 36.610, "b")
    before = [index.arrays["lat"].tolist() for index in (*a.indexes, *b.indexes)]
    found(a, b)
    assert before == [index.arrays["lat"].tolist() for index in (*a.indexes, *b.indexes)]


def test_twin_towns_on_either_side_of_a_border_stay_two() -> None:
    # Ras al-Ayn and Ceylanpınar lie 2 km apart and bear each other's names
    near = Place((Name("Kafr Zita"),), 35.374, 36.603, "TR", ids=(("b", "b"),))
    across = Gazetteer((build([near], Source("b", digest="b")),))
    assert 2 == len(found(one("Kafr Zita", 35.374, 36.603, "a"), across))
