"""The table of weights: what a person may correct in it, and what is refused with its line."""

from itertools import pairwise

import pytest

from sightline.core.errors import BadSchema
from sightline.core.resources import load_yaml
from sightline.work.assessing.letters import letter, number_of
from sightline.work.assessing.weights import UNIT, read_weights, weights
from sightline.work.schemas import load_schema

TABLE = """
cell: {I: 1, II: 2}
credibility: {"1": 1000, "6": 500}
relevance: {high: 1000}
ungraded: {credibility: "6", relevance: high}
"""


def test_the_table_knows_every_grade() -> None:
    schema, table = load_schema(None), weights()
    assert set(schema.vocabulary("admiralty_credibility").terms) == set(table.credibility)
    assert set(schema.vocabulary("ach_relevance").terms) == set(table.relevance)
    assert UNIT == table.of("1", "high")
    assert all(table.of(a, "high") > table.of(b, "high") for a, b in pairwise("12345"))
    assert table.of("5", "high") < table.of("6", "high") == table.of(None, "high")  # 6 is not the worst grade


def test_what_speaks_for_counts_nothing() -> None:
    assert {"I", "II"} == {cell for cell, number in weights().cell.items() if number}


@pytest.mark.parametrize(
    "old, new, line",
    [
        ("1000, ", "-1, ", 3),
        ("I: 1", "I: much", 2),
        ("high: 1000", "high: 1.5", 4),
        ('"6", rel', '"7", rel', 5),
        ("cell:", "cells:", 2),
        ("{I: 1", "{X: 1", 2),
    ],
)
def test_a_bad_table_is_refused_by_line(old: str, new: str, line: int) -> None:
    assert 1000 * 1000 == read_weights(load_yaml(TABLE)).of("1", None)
    with pytest.raises(BadSchema) as caught:
        read_weights(load_yaml(TABLE.replace(old, new, 1), name="weights.yaml"))
    assert f"weights.yaml:{line}" == caught.value.item


def test_letters_go_on_after_z() -> None:
    known = dict.fromkeys(range(1, 703), "x")
    assert ["A", "Z", "AA", "ZZ"] == [letter(n) for n in (1, 26, 27, 702)]
    assert list(known) == [number_of(letter(n).lower(), known) for n in known]
