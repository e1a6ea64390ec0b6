"""Rays meet boxes, cylinders and cones where geometry says, and face outwards there."""

import math

import numpy as np
import pytest

from sightline.work.training.things import Box, Round, meet

BOX = Box(0.0, 100.0, 0.0, 10.0, 4.0, 6.0, 0.0, (1.0, 1.0, 1.0))
TOWER = Round(0.0, 50.0, 0.0, 2.0, 2.0, 20.0, (1.0, 1.0, 1.0))
CONE = Round(0.0, 50.0, 0.0, 4.0, 0.0, 8.0, (1.0, 1.0, 1.0))


def ray(start: tuple[float, float, float], way: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    length = math.sqrt(sum(part * part for part in way))
    return np.array([start], float), np.array([way], float) / length


def test_a_box_is_met_at_its_face() -> None:
    far, faces = meet(BOX, *ray((0, 0, 3), (0, 1, 0)))
    assert far[0] == pytest.approx(98.0)
    assert faces[0] == pytest.approx([0, -1, 0])


def test_a_turned_box_is_met_nearer_by_its_corner() -> None:
    turned = Box(0.0, 100.0, 0.0, 10.0, 10.0, 6.0, math.pi / 4, (1.0, 1.0, 1.0))
    far, _ = meet(turned, *ray((0.001, 0, 3), (0, 1, 0)))
    assert far[0] == pytest.approx(100 - 5 * math.sqrt(2), abs=0.01)


def test_a_box_is_missed_above_its_roof() -> None:
    far, _ = meet(BOX, *ray((0, 0, 6.1), (0, 1, 0)))
    assert far[0] == math.inf


def test_a_tower_is_met_at_its_mantle_and_on_its_lid() -> None:
    far, faces = meet(TOWER, *ray((0, 0, 10), (0, 1, 0)))
    assert far[0] == pytest.approx(48.0)
    assert faces[0] == pytest.approx([0, -1, 0], abs=1e-9)
    down, up = meet(TOWER, *ray((1, 50, 30), (0, 0, -1)))
    assert down[0] == pytest.approx(10.0)
    assert up[0] == pytest.approx([0, 0, 1])


def test_a_cone_is_thinner_higher_up() -> None:
    low, _ = meet(CONE, *ray((0, 0, 2), (0, 1, 0)))
    high, faces = meet(CONE, *ray((0, 0, 6), (0, 1, 0)))
    assert low[0] == pytest.approx(47.0)
    assert high[0] == pytest.approx(49.0)
    assert faces[0][2] > 0


def test_a_ray_that_looks_away_meets_nothing() -> None:
    for thing in (BOX, TOWER, CONE):
        far, _ = meet(thing, *ray((0, 0, 3), (0, -1, 0)))
        assert far[0] == math.inf
