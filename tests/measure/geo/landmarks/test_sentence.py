"""Sentences are read into relations, and what cannot be read is refused at its place."""

import pytest

from sightline.core.errors import BadValue
from sightline.measure.geo.landmarks.asking import read_query
from sightline.measure.geo.landmarks.query import (
    Along,
    Between,
    Cross,
    Inside,
    Near,
    Number,
    Order,
    Sides,
    Toward,
)

EAST = Toward(90.0, 45.0, "east")


def rules(text):
    return [said.rule for said in read_query(text).rules]


def test_the_sentence_of_the_manual():
    query = read_query("a minaret within 200 m of a water tower, a road to its east, no river within 500 m")
    assert ["minaret", "water tower", "road"] == [one.name for one in query.features]
    near, road, river = (said.rule for said in query.rules)
    assert Near("water tower", "minaret", 200.0) == near
    assert Near("minaret", "road", 1000.0, 0.0, EAST) == road
    assert isinstance(river, Number)
    assert ("minaret", "river", 0, 0, 500.0) == (
        river.subject,
        river.feature.words,
        river.least,
        river.most,
        river.most_m,
    )
    assert [11, 49, 65] == [said.at for said in query.rules]
    # what was taken is said
    assert "where no distance is said: within 1 km" in query.assumed


@pytest.mark.parametrize(
    "text, rule",
    [
        ("a mast within 0.5 km of a river", Near("river", "mast", 500.0)),
        ("a mast within 100 yards of a river", Near("river", "mast", 91.44)),
        ("a mast between 100 and 300 m from a river", Near("river", "mast", 300.0, 100.0)),
        ("a mast between 100 m and 1 km from a river", Near("river", "mast", 1000.0, 100.0)),
        ("a mast more than 100 m from a river", Near("river", "mast", 1000.0, 100.0)),
        ("a mast 400 m from a river", Near("river", "mast", 500.0, 300.0)),
        ("a mast about 400 m east of a school", Near("school", "mast", 500.0, 300.0, EAST)),
        ("a mast within 400 m east of a school", Near("school", "mast", 400.0, 0.0, EAST)),
        ("a mast to the east of a school within 400 m", Near("school", "mast", 400.0, 0.0, EAST)),
        ("a mast on the east side of a school", Near("school", "mast", 1000.0, 0.0, EAST)),
        ("a mast NE of a school", Near("school", "mast", 1000.0, 0.0, Toward(45.0, 22.5, "north-east"))),
        (
            "a mast north east of a school",
            Near("school", "mast", 1000.0, 0.0, Toward(45.0, 22.5, "north-east")),
        ),
        (
            "a mast at bearing 350 to 10 from a school",
            Near("school", "mast", 1000.0, 0.0, Toward(0.0, 10.0, "0 ± 10 degrees")),
        ),
        ("a mast next to a school", Near("mast", "school", 50.0)),
        ("a mast in a school", Inside("mast", "school")),
        ("a bridge over a river", Cross("bridge", "river")),
        ("a road along a river", Along("road", "river", 50.0, 200.0)),
        ("a mast between a school and a river", Between("mast", "school", "river", None, 1000.0)),
        ("a mast on the same side of a road as a school", Sides("mast", "school", "road", True, 300.0)),
        (
            "a mast, left to right from the mast: a school then a river",
            Order(("school", "river"), "sight", "mast", 5000.0),
        ),
        (
            "a mast, from right to left: a school then a river",
            Order(("river", "school"), "sight", "mast", 5000.0),
        ),
        (
            "a mast, in a line: the mast then a school then a silo",
            Order(("mast", "school", "silo"), "line", None, 2000.0),
        ),
    ],
)
def test_relations(text, rule):
    found = rules(text)
    assert [rule] == found
    if isinstance(rule, Near):
        assert pytest.approx(rule.most_m) == found[0].most_m


def test_any_thing_is_tied_to_any_other():
    # other tools tie every feature to the first one only
    found = rules(
        "a mast (A) within 300m of a mast (B), B north-east of a bridge that crosses a river, no silo within 1 km of B"
    )
    assert ["B", "bridge", "bridge"] == [getattr(one, "subject", "") for one in found[:3]]
    assert "B" == found[3].subject


@pytest.mark.parametrize(
    "words, bounds",
    [
        ("at least 3", (3, None)),
        ("at most two", (0, 2)),
        ("exactly 4", (4, 4)),
        ("more than 2", (3, None)),
        ("three", (3, None)),
        ("no", (0, 0)),
    ],
)
def test_numbers(words, bounds):
    found = rules(f"a mast, {words} water towers within 1 km")[0]
    assert bounds == (found.least, found.most)


def test_words_of_three_languages():
    assert 1 == len(
        {read_query(f"a {word}").features[0].filter for word in ("minaret", "مئذنة", "المئذنة", "минарет")}
    )


def test_tags_narrow_a_word():
    test = read_query("a road [maxspeed>25 mph] near a [man_made=mast]").features
    assert all(tests[-1].key == "maxspeed" for tests in test[0].filter.alternatives)
    assert "man_made" == test[1].filter.alternatives[0][0].key


@pytest.mark.parametrize(
    "text, at, word",
    [
        ("a mineret within 200 m of a mast", 3, "minaret"),  # the nearest listed word is offered
        ("a mast within 200 of a river", 15, "unit"),
        ("a mast within 200 m", 8, "measured"),
        ("no river within 5 m", 1, "begins"),
        ("a mast purple a river", 8, "understood"),
        ("a mast within 200 m of a [foo", 26, "closed"),
        ("a mast within 90 km of a river", 8, "at most"),
        ("a mast near a [foo=]", 15, "no test of a tag"),
        ("a mast within 10 m of it", 23, "itself"),
        ("a mast near", 8, "no relation"),
        ("a mast § a river", 8, "means nothing"),
        ("a mast, in a line: the mast then a school", 42, "more things"),
        ("a mast, more than 300 m river", 9, "measured"),
    ],
)
def test_refusals_point_at_the_place(text, at, word):
    with pytest.raises(BadValue) as caught:
        read_query(text)
    told = f"{caught.value} {caught.value.todo}"
    assert f"character {at}" in told
    assert word in told


@pytest.mark.parametrize(
    "text, word",
    [
        ("", "empty"),
        ("a mast, a river", "nothing says where 'river'"),
        ("a mast 100 m from a mast, the mast near a river", "could be several"),
        ("a mast " * 400, "characters"),
        (
            ", ".join(["a mast"] + [f"a school (S{n}) within 10 m of it" for n in range(12)]),
            "at most 12 things",
        ),
        (", ".join(["a mast"] + ["no river within 10 m"] * 41), "at most 40"),
    ],
)
def test_refusals_of_the_whole(text, word):
    with pytest.raises(BadValue, match=word):
        read_query(text)
