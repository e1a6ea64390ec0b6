"""The structured form says what sentences say, and its faults are named by line."""

import json
import textwrap

import pytest

from sightline.core.errors import BadValue
from sightline.measure.geo.landmarks import structured
from sightline.measure.geo.landmarks.asking import read_query
from sightline.measure.geo.landmarks.query import Near, Sides


def test_the_form_of_the_docstring_is_read():
    text = textwrap.dedent(structured.__doc__.split("::", 1)[1])
    text = text.replace("  way: {", "  mast: mast\n  school: school\n  river: river\n  way: {")
    query = read_query(text)
    assert 12 == len(query.rules)
    assert "line" == query.features[-1].filter.shape


def test_json_is_taken_too():
    query = {
        "find": {"a": "minaret", "b": "[man_made=mast][height>20 m]"},
        "where": [{"near": ["a", "b"], "within": "200 m"}],
    }
    assert Near("a", "b", 200.0) == read_query(json.dumps(query)).rules[0].rule


def test_a_distance_that_is_not_said_is_told():
    query = read_query("find: {a: mast, b: school, r: road}\nwhere: [{same side: [a, b], of: r}]")
    assert Sides("a", "b", "r", True, 300.0) == query.rules[0].rule
    assert ("same side: within 300 m where no distance is given",) == query.assumed


@pytest.mark.parametrize(
    "text, where, word",
    [
        ("find: {a: minret}", "query:1", "minaret"),
        ("find: {a: mast, b: mast}\nwhere:\n - near: [a, c]\n   within: 200 m", "query:3", "not among"),
        ("find: {a: mast, b: mast}\nwhere:\n - near: [a, b]\n   within: 200", "query:4", "unit"),
        ("find: {a: mast, b: mast}\nwhere:\n - near: [a, b]\n   whithin: 200 m", "query:4", "within"),
        ("find: {a: mast, b: mast}\nwhere:\n - near: [a, b]\n   cross: [a, b]", "query:3", "one kind"),
        (
            "find: {a: mast, b: mast}\nwhere:\n - near: [a, b]\n   direction: up",
            "query:4",
            "no such direction",
        ),
        ("find: {a: mast}\nwhere:\n - count: silo\n   within: 1 km", "query:3", "how many"),
        ("find: {a: {tags: 'x>y'}}", "query:1", "no number"),
        ("find: {a: mast, a: school}", "query:1", "a"),
        ("find: {a: mast", "query:", "not YAML"),
    ],
)
def test_faults_are_named_by_line(text, where, word):
    with pytest.raises(BadValue) as caught:
        read_query(text)
    assert str(caught.value.item).startswith(where)
    assert word in str(caught.value)
