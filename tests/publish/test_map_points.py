import json
from types import ModuleType

from sightline.publish.map_points import map_script, points_of, script


def test_attacks_on_one_town_share_one_point(sample: ModuleType) -> None:
    points = points_of(sample.april().entities)
    town = next(point for point in points if point.label == "Kafr Zita")
    assert ["INC-1", "INC-2", "INC-5", "INC-7"] == [
        one.code for one in town.standing if one.kind == "Incident"
    ]
    # the aggregate stands apart and keeps its own, larger radius
    assert (3000, 1500) == town.radii
    assert [True] == [one.aggregate for one in town.standing if one.code == "AGG-1"]


def test_points_are_not_moved_for_looks(sample: ModuleType) -> None:
    entities = sample.april().entities
    given = {(place.lat_e7, place.lon_e7) for entity in entities for place in entity.positions}
    assert given == {(point.lat_e7, point.lon_e7) for point in points_of(entities)}


def test_a_script_of_data_cannot_end_its_element() -> None:
    text = script("x", ["</script><!--", "\u2028", "ك"])
    assert "<" not in text.split("=", 3)[-1]
    assert text.isascii()
    assert ["</script><!--", "\u2028", "ك"] == json.loads(text.split("SIGHTLINE.x=")[1].rstrip(";\n"))


def test_links_lead_only_to_pages_that_exist(sample: ModuleType) -> None:
    text = map_script(points_of(sample.april().entities), {"INC-1": "incident/INC-1.html"})
    rows = json.loads(text.split("SIGHTLINE.points=")[1].rstrip(";\n"))
    assert {"incident/INC-1.html", ""} == {one[6] for row in rows for one in row[3]}
