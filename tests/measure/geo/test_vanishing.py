"""Vanishing points: focal length and tilt from drawn lines, their errors, cropped pictures, and honest refusals."""

import math

import numpy as np
import pytest

from sightline.core.errors import BadValue, OverLimit, WrongUse
from sightline.measure.geo.camera import attitude
from sightline.measure.geo.vanishing import vanishing

SIZE = {"width_px": 1920.0, "height_px": 1080.0}
WAYS = {"along": (1.0, 0.0, 0.0), "across": (0.0, 1.0, 0.0), "up": (0.0, 0.0, 1.0)}


def drawn(
    heading, pitch, roll, *, focal=1500.0, centre=(960.0, 540.0), lines=5, pixel=1.0, seed=0, axes=tuple(WAYS)
):
    """Edges of boxes before a camera, drawn with errors of a pixel at each end."""
    random = np.random.default_rng(seed)
    turn = attitude.towards(*np.radians([heading, pitch, roll]))
    told = {}
    for axis in axes:
        kept = []
        while len(kept) < lines:
            near = (
                turn.T
                @ np.array([random.uniform(-0.5, 0.5), random.uniform(-0.3, 0.3), 1.0])
                * random.uniform(10, 40)
            )
            a, b = turn @ near, turn @ (near + np.array(WAYS[axis]) * random.uniform(3, 8))
            if min(a[2], b[2]) < 1:
                continue
            ends = np.array(
                [focal * v / p[2] + c for p in (a, b) for v, c in zip(p[:2], centre, strict=True)]
            )
            inside = (ends >= 0).all() and (ends[[0, 2]] < 1920).all() and (ends[[1, 3]] < 1080).all()
            if inside and math.hypot(ends[2] - ends[0], ends[3] - ends[1]) > 60:
                kept.append(tuple((ends + random.normal(0, 1, 4) * pixel).tolist()))
        told[axis] = kept
    return told


@pytest.mark.parametrize("turn", [(40, 5, 3), (30, -12, -5), (45, 0, 0), (70, 20, 0)])
@pytest.mark.parametrize("axes", [("along", "across", "up"), ("along", "across"), ("along", "up")])
def test_exact_lines_give_the_exact_lens(turn, axes) -> None:
    if "up" in axes and len(axes) == 2 and turn[1] == 0:
        pytest.skip("the vertical is parallel in a level picture")
    found = vanishing(drawn(*turn, axes=axes, pixel=1e-6), pixel_error=0.5, **SIZE)
    assert "found" == found.status
    assert 1500.0 == pytest.approx(found.focal.px, abs=0.1)
    assert turn[1] == pytest.approx(found.pitch_deg, abs=0.01)
    assert turn[2] == pytest.approx(found.roll_deg, abs=0.01)


def test_more_than_two_lines_a_direction_make_it_better() -> None:
    few, many = (vanishing(drawn(40, 8, 3, lines=n), **SIZE) for n in (3, 15))
    assert many.focal_error_px < 0.7 * few.focal_error_px


def test_the_error_that_is_told_is_true() -> None:
    held = [
        abs(one.focal.px - 1500.0) < one.focal_error_px
        for one in (vanishing(drawn(40, 8, 3, seed=seed), **SIZE) for seed in range(80))
        if one.focal is not None
    ]
    assert len(held) > 75
    assert 0.89 <= np.mean(held) <= 1.0


def test_parallel_lines_tell_no_focal_length() -> None:
    # A wall seen square on. Other tools answer with any number at all.
    found = vanishing(drawn(0.3, 0, 0, axes=("along", "up")), **SIZE)
    assert ("undetermined", None) == (found.status, found.focal)
    assert "parallel" in found.why


def test_a_cropped_picture_is_noticed_and_solved() -> None:
    lines = drawn(40, 15, 3, centre=(500.0, 700.0), lines=8)
    blind = vanishing(lines, **SIZE)
    assert "contradicted" == blind.status
    assert any("cropped" in doubt for doubt in blind.doubts)
    told = vanishing(lines, centre_px=(500.0, 700.0), **SIZE)
    assert 1500 == pytest.approx(told.focal.px, rel=0.03)
    solved = vanishing(lines, solve_centre=True, **SIZE)
    assert 500 == pytest.approx(solved.centre[0], abs=60)
    assert 700 == pytest.approx(solved.centre[1], abs=60)
    assert solved.centre_error_px[0] < 100


def test_the_line_that_does_not_belong_is_named() -> None:
    lines = drawn(40, 8, 3, lines=6)
    x1, y1, x2, y2 = lines["across"][2]
    lines["across"][2] = (x1, y1, x2, y2 + 60)
    found = vanishing(lines, **SIZE)
    assert "contradicted" == found.status
    assert any("line 3 of 'across'" in doubt for doubt in found.doubts)


def test_what_cannot_be() -> None:
    lines = drawn(40, 8, 3)
    with pytest.raises(WrongUse, match="second one"):
        vanishing({"along": lines["along"]}, **SIZE)
    with pytest.raises(WrongUse, match="one line"):
        vanishing({**lines, "up": lines["up"][:1]}, **SIZE)
    with pytest.raises(WrongUse, match="no direction"):
        vanishing({"sideways": lines["up"]}, **SIZE)
    with pytest.raises(BadValue, match="shorter"):
        vanishing({**lines, "up": [*lines["up"], (5.0, 5.0, 6.0, 5.0)]}, **SIZE)
    with pytest.raises(BadValue):
        vanishing({**lines, "up": [*lines["up"], (5.0, float("nan"), 6.0, 500.0)]}, **SIZE)
    with pytest.raises(OverLimit):
        vanishing({**lines, "up": lines["up"] * 200}, **SIZE)
