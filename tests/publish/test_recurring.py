"""What recurs stands first, by where it was seen; what is said not to be there is no sighting."""

from sightline.model.shown import Link, ShownEntity, ShownStatement
from sightline.model.shown_weighing import FeatureCell, FeaturePlace, FeatureRow, FeatureSight, ShownFeatures
from sightline.publish.recurring import matrix_of

SIGHT = FeatureSight("1", "ART-1", "thing", "text", "A", "", False, False)


def cell(place: int, state: str = "seen") -> FeatureCell:
    return FeatureCell(place, state, (SIGHT,))


def place(code: str, kind: str = "Artefact") -> FeaturePlace:
    return FeaturePlace(code, code, kind)


def thing(code: str, found_at: str) -> ShownEntity:
    said = ShownStatement("1", Link(code, code), "found_at", "Found at", "Town", code=found_at)
    return ShownEntity(code, "Artefact", code, statements=(said,))


FEATURES = ShownFeatures(
    (
        FeatureRow("a plate", "2.0", 1, (cell(0),)),
        FeatureRow("a denied cord", "2.0", 1, (cell(0), cell(1, "denied"))),
        FeatureRow("paint", "1.0", 2, (cell(1), cell(2))),
        FeatureRow("fins", "0.4", 3, (cell(0), cell(1), cell(3, "hedged"))),
    ),
    (place("INC-1", "Incident"), place("ART-1"), place("ART-2"), place("ART-3")),
)
ENTITIES = {
    "INC-1": ShownEntity("INC-1", "Incident", "INC-1", where="Town"),
    "ART-1": thing("ART-1", "PLC-1"),
    "ART-2": thing("ART-2", "PLC-1"),
    "ART-3": thing("ART-3", "PLC-2"),
    "PLC-1": ShownEntity("PLC-1", "Place", "Town"),
    "PLC-2": ShownEntity("PLC-2", "Place", "Village"),
}


def test_what_several_show_stands_first_and_each_is_counted_by_where_it_was() -> None:
    found = matrix_of(FEATURES, ENTITIES)
    assert ["paint", "fins", "a plate", "a denied cord"] == [row.label for row in found.rows]
    # at two places tells more than twice at one
    assert [("fins", 2), ("paint", 1)] == [(one.row.label, one.places) for one in found.recurring]
    assert ["Town", "Village"] == [at.where for at in found.recurring[0].showing]
    # the number leads to the row of the page, whatever order the list has
    assert [found.rows[one.number - 1].label for one in found.recurring] == ["fins", "paint"]


def test_columns_say_where_and_of_which_sort_they_are() -> None:
    found = matrix_of(FEATURES, ENTITIES)
    assert ["Town", "Town", "Town", "Village"] == [column.where for column in found.columns]
    assert [1, 3] == [stretch.width for stretch in found.stretches]


def test_a_place_that_nobody_recorded_is_said_to_be_that_and_counts_as_none() -> None:
    found = matrix_of(FEATURES, {})
    assert {0} == {one.places for one in found.recurring}
    assert ["place not recorded"] == [at.where for at in found.recurring[0].showing]
