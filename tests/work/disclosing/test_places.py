"""What a point on the map is called, and what is said beside it."""

from collections.abc import Callable
from pathlib import Path

from sightline.work.case import Case
from sightline.work.disclose import disclose
from sightline.work.importing import import_statements


def test_a_claimed_position_is_called_by_the_place_named_with_it(
    case: Case, lines: Callable[..., Path]
) -> None:
    # a list of 1,600 videos drew a map whose towns were called by the headline of their first video
    item: dict[str, object] = {"entity": "item/a", "source": "source/list"}
    import_statements(
        case,
        lines(
            {**item, "property": "title", "value": "A long headline about a raid"},
            {**item, "property": "claimed_place_name", "value": "Azaz"},
            {**item, "property": "claimed_place_name", "value": "اعزاز", "lang": "ar"},
            {**item, "property": "claimed_position", "value": {"lat": "36.58", "lon": "37.05"}},
            {
                "entity": "item/b",
                "property": "title",
                "value": "Nobody names a place",
                "source": "source/list",
            },
            {
                "entity": "item/b",
                "property": "claimed_position",
                "value": {"lat": "36.6", "lon": "37.1"},
                "source": "source/list",
            },
            {
                "entity": "item/b",
                "property": "claimed_place_name",
                "value": "Elsewhere",
                "source": "source/other",
            },
        ),
    )
    labels = {one.code: [p.label for p in one.positions] for one in disclose(case).entities}
    assert ["Azaz / اعزاز"] == labels["ITM-1"]
    # another source's name for another place is not put to this one's point
    assert ["Nobody names a place"] == labels["ITM-2"]
