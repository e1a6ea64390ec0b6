from types import ModuleType

from sightline.publish.crossings import crossings_of


def test_a_source_page_tells_what_it_says_in_the_order_it_said_it(sample: ModuleType) -> None:
    said = crossings_of(sample.april().entities).said_by["SRC-1"]
    begins = [one.said.begin_min for one in said if one.said is not None]
    assert sorted(begins) == begins
    assert {"PLC-5", "INC-1"} <= {one.subject.code for one in said}


def test_who_is_repeated_is_listed_too(sample: ModuleType) -> None:
    # the blog repeats the media centre: the centre's own page must show it, or its words look like the blog's
    said = crossings_of(sample.april().entities).said_by["SRC-2"]
    assert any(one.source is not None and one.source.code == "SRC-1" for one in said)


def test_an_item_lists_what_it_bears_and_an_actor_what_points_at_it(sample: ModuleType) -> None:
    crossings = crossings_of(sample.april().entities)
    assert {"INC-1"} == {one.subject.code for one in crossings.borne_by["ITM-1"]}
    assert {"affirmed", "negated"} == {one.polarity for one in crossings.pointing_at["ACT-1"]}
    assert ["more than 100"] == [one.value for one in crossings.pointing_at["PLC-1"]]
