"""The outlines that maps draw from: small enough to travel with every site, and where the world is."""

import json
from typing import Any

import pytest

from sightline.core.resources import builtin

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
(SCRIPT,) = builtin("outlines", ending=".js")


@pytest.fixture(scope="module")
def world() -> dict[str, Any]:
    text = SCRIPT.read_text(encoding="ascii")
    loaded: dict[str, Any] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return loaded


def numbers(text: str) -> list[int]:
    """Read zigzag varints of 5-bit groups: the other side of tools/make_outlines.py."""
    found, rest, shift = [], 0, 0
    for letter in text:
        six = LETTERS.index(letter)
        rest |= (six & 31) << shift
        shift += 5
        if six < 32:
            found.append((rest >> 1) ^ -(rest & 1))
            rest = shift = 0
    return found


def box_of(world: dict[str, Any], name: str) -> tuple[float, float, float, float]:
    """Give west, south, east, north of a country [degrees]."""
    country = next(one for one in world["countries"] if one[0] == name)
    lons, lats = [], []
    for ring in country[3]:
        for arc in ring:
            x = y = 0
            steps = numbers(world["arcs"][arc if arc >= 0 else ~arc])
            for dx, dy in zip(steps[::2], steps[1::2], strict=True):
                x, y = x + dx, y + dy
                lons.append(x * world["scale"][0] + world["translate"][0])
                lats.append(y * world["scale"][1] + world["translate"][1])
    return min(lons), min(lats), max(lons), max(lats)


def test_it_is_small() -> None:
    assert len(SCRIPT.read_bytes()) < 900_000


@pytest.mark.parametrize(
    "name,expected",
    [
        # extremes of the countries, to a tenth of a degree or so
        ("Syria", (35.7, 32.3, 42.4, 37.3)),
        ("Iraq", (38.8, 29.1, 48.6, 37.4)),
        ("Lebanon", (35.1, 33.1, 36.6, 34.7)),
        ("Libya", (9.3, 19.5, 25.2, 33.2)),
    ],
)
def test_countries_lie_where_they_lie(
    world: dict[str, Any], name: str, expected: tuple[float, float, float, float]
) -> None:
    assert expected == pytest.approx(box_of(world, name), abs=0.25)


def test_names_stand_within_their_countries(world: dict[str, Any]) -> None:
    for name, x, y, _ in world["countries"]:
        west, south, east, north = box_of(world, name)
        lon = x * world["scale"][0] + world["translate"][0]
        lat = y * world["scale"][1] + world["translate"][1]
        assert west - 0.1 <= lon <= east + 0.1, name
        assert south - 0.1 <= lat <= north + 0.1, name


def test_russia_is_one_piece(world: dict[str, Any]) -> None:
    # its ring crosses the antimeridian; taken as it is written, its middle lies in the Pacific
    _, x, y, _ = next(one for one in world["countries"] if one[0] == "Russia")
    assert 96.5 == pytest.approx(x * world["scale"][0] + world["translate"][0], abs=5)
    assert 62 == pytest.approx(y * world["scale"][1] + world["translate"][1], abs=5)
