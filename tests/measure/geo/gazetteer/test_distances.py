"""Known answers of the weighted distance, against a plain table of the same weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.measure.geo.gazetteer.distances import codes, distances, tables
from sightline.measure.geo.gazetteer.letters import SYMBOLS, symbols

ROWS = st.text(alphabet=SYMBOLS[1:], min_size=1, max_size=14)


def plain(one: str, other: str) -> float:
    """The textbook table, cell by cell."""
    change, omit, weight = tables()
    a, b = codes(one), codes(other)
    table = np.zeros((len(a) + 1, len(b) + 1))
    table[1:, 0], table[0, 1:] = np.cumsum(omit[a]), np.cumsum(omit[b])
    for i, x in enumerate(a, start=1):
        for j, y in enumerate(b, start=1):
            table[i, j] = min(
                table[i - 1, j - 1] + change[x, y], table[i - 1, j] + omit[x], table[i, j - 1] + omit[y]
            )
    return float(table[-1, -1] / max(weight[a].sum(), weight[b].sum(), 1.5))


@given(ROWS, st.lists(ROWS, min_size=1, max_size=5))
def test_many_at_once_equal_the_plain_table(query: str, names: list[str]) -> None:
    longest = max(map(len, names))
    filled = np.array([np.pad(codes(name), (0, longest - len(name))) for name in names], np.uint8)
    expected = [plain(query, name) for name in names]
    assert expected == pytest.approx(distances(codes(query), filled).tolist(), abs=1e-4)


@given(ROWS, ROWS)
def test_it_is_the_same_both_ways_and_nothing_for_the_same(one: str, other: str) -> None:
    there = distances(codes(one), codes(other)[None, :])[0]
    assert float(there) == pytest.approx(float(distances(codes(other), codes(one)[None, :])[0]), abs=1e-5)
    assert 0.0 == pytest.approx(float(distances(codes(one), codes(one)[None, :])[0]), abs=1e-6)


@pytest.mark.parametrize(
    "name, nearer, farther",
    [
        ("Telmenes", "Tall Mannis", "Tall Mastuma"),
        ("Qalaat al-Madiq", "Qal'at al-Mudiq", "Qal'at al-Hosn"),
        ("Kfar Nabl", "Kafr Nubl", "Kafr Nabudah"),
        ("Gharnatah", "Ghurnata", "Karnatah"),
        ("Beit Sahm", "Bayt Saham", "Bayt Shams"),
    ],
)
def test_what_writers_do_to_a_name_weighs_less_than_another_name(
    name: str, nearer: str, farther: str
) -> None:
    near, far = (
        float(distances(codes(symbols(name)), codes(symbols(other))[None, :])[0])
        for other in (nearer, farther)
    )
    assert near < 0.1 < far or near < far / 2


@given(ROWS, st.lists(ROWS, min_size=40, max_size=60), st.sampled_from((0.05, 0.34, 0.8)))
def test_those_too_far_are_left_out_and_nothing_else_changes(
    query: str, names: list[str], farthest: float
) -> None:
    names += [query[: len(query) - at % 3] + "na"[: at % 3] for at in range(6)]
    table = np.zeros((len(names), max(map(len, names))), np.uint8)
    for at, name in enumerate(names):
        table[at, : len(name)] = codes(name)
    every, near = distances(codes(query), table), distances(codes(query), table, farthest=farthest)
    assert (every <= farthest).tolist() == (near <= farthest).tolist()
    assert every[every <= farthest].tolist() == near[every <= farthest].tolist()
