"""Tests of tags: operators, units, and the table of words."""

import pytest

from sightline.core.errors import BadValue
from sightline.core.fold import fold
from sightline.measure.geo.landmarks.tags import passes, read_filter
from sightline.measure.geo.landmarks.words import thing_of, things


@pytest.mark.parametrize(
    "test, tags, holds",
    [
        ("maxspeed>25 mph", {"maxspeed": "50"}, True),
        (
            "maxspeed>25 mph",
            {"maxspeed": "25 mph"},
            False,
        ),  # "25 mph" as text was once never equal to anything
        ("maxspeed=25 mph", {"maxspeed": "25mph"}, True),
        ("maxspeed<50", {"maxspeed": "walk"}, False),
        ("voltage>=110 kV", {"voltage": "220000;20000"}, True),
        ("height>=12 m", {"height": "40 ft"}, True),
        ("height>=12 m", {"height": "12,5"}, True),
        ("height>=12 m", {"height": "30 mph"}, False),
        ("amenity=school", {"amenity": "school;mosque"}, True),
        ("name starts with Al", {"name": "al-Noor"}, True),
        ("name ends mosque", {"name": "Great Mosque"}, True),
        ('name contains "old bridge"', {"name": "The Old Bridge"}, True),
        ("bridge", {"bridge": "yes"}, True),
        ("bridge exists", {}, False),
        ("!bridge", {}, True),
        ("no bridge", {"bridge": "yes"}, False),
        ("bridge!=no", {}, True),
        ("highway=primary|secondary & lanes>1", {"highway": "secondary", "lanes": "2"}, True),
        ("highway=*", {"highway": "x"}, True),
    ],
)
def test_operators(test, tags, holds):
    assert holds is passes(tags, read_filter(test))


@pytest.mark.parametrize("text", ["", "=", "a=", "height>tall", "a b c", "x" * 600])
def test_what_is_no_test_is_refused(text):
    with pytest.raises(BadValue):
        read_filter(text)


def test_every_listed_word_finds_its_own_thing():
    lost = [word for thing in things() for word in thing.words if thing_of(word) is None or fold(word) == ""]
    assert [] == lost
    assert len(things()) > 120
    assert all(len(thing.words) >= 3 for thing in things())  # English, Arabic, Russian


def test_plurals():
    assert thing_of("bakeries") is thing_of("bakery") is not None
    assert thing_of("churches") is thing_of("church") is not None
