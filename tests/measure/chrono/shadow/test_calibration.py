"""How often the stated errors hold the truth: 10,000 simulated measurements each, shown and pinned.

A stated error is half the width of the interval that should hold the truth 95 times in 100, so the simulated
measurements are off by a normal error of that over 1.96. The set of moments or places under the 95 % point of the
chi-squared distribution should then hold the truth in 95 % of cases however crooked the path of the sun is. The band
pinned is 0.94 to 0.985: below, the sampling error of 10,000 cases (0.22 % each side, four times over) is spent; above,
because the answer is widened, as it should be, for the blur of the tip and for refraction, which the simulation lacks;
with a low sun that widening carries the coverage up.
"""

import numpy as np
import pytest
from attrs import evolve

from sightline.measure.chrono.shadow.measured import (
    Ground,
    Measured,
    Shadow,
    enough,
    misfit,
    predicted,
    shadow,
)
from sightline.measure.chrono.shadow.regions import Seen, misfit_at, places
from sightline.measure.chrono.shadow.times import times
from sightline.measure.chrono.sun import position, refracted

CASES = 10_000
LOW, HIGH = 0.94, 0.985
LEVEL = Ground()
SLOPE = Ground(6.0, 150.0, 1.5)


def truths(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places from 60 S to 60 N and moments from 1990 to 2040 with the sun above five degrees."""
    random = np.random.default_rng(seed)
    lat, lon = random.uniform(-60, 60, 6 * count), random.uniform(-180, 180, 6 * count)
    ms = random.integers(631_152_000_000, 2_208_988_800_000, 6 * count)
    up = np.flatnonzero(position(lat, lon, ms)[1] > 5.0)[:count]
    assert count == len(up)
    return lat[up], lon[up], ms[up]


def measure(
    lat: np.ndarray,
    lon: np.ndarray,
    ms: np.ndarray,
    what: str,
    seed: int,
    ground: Ground = LEVEL,
    lean: float = 0.0,
) -> Shadow:
    """Measure every shadow with 5 % and 2 degrees; one record whose numbers are arrays."""
    random = np.random.default_rng(seed)
    azimuth, elevation = position(lat, lon, ms)
    tilted = (
        evolve(ground, tilt=ground.tilt + ground.tilt_error * random.normal(0.0, 1 / 1.96))
        if lean
        else ground
    )
    flat = Shadow(None, None, None, off_frame=False, ground=tilted, lean=0.0)
    true = np.minimum(predicted(flat, azimuth, elevation), 1e3)
    ratio = true * (1.0 + random.normal(0.0, 0.05 / 1.96, len(ms)))
    falls = azimuth + 180.0 + random.normal(0.0, 2.0 / 1.96, len(ms))
    return Shadow(
        Measured(ratio, 0.05) if "length" in what else None,  # type: ignore[arg-type]
        Measured(falls % 360.0, 2.0) if "azimuth" in what else None,
        Measured(refracted(elevation) + random.normal(0.0, 1.0 / 1.96, len(ms)), 1.0)
        if "elevation" in what
        else None,  # type: ignore[arg-type]
        off_frame="off" in what,
        ground=ground,
        lean=lean,
    )


@pytest.mark.parametrize(
    "what", ["length", "azimuth", "elevation", "length and azimuth", "length, azimuth and elevation"]
)
def test_a_shadow_holds_the_truth_in_95_of_100(what: str) -> None:
    lat, lon, ms = truths(CASES, 1)
    one = measure(lat, lon, ms, what, 2)
    held = float((misfit(one, *position(lat, lon, ms)) <= enough(one.terms)).mean())
    print(f"{what}: {held:.4f}")
    assert LOW <= held <= HIGH


def test_two_shadows_at_one_place_hold_it_in_95_of_100() -> None:
    lat, lon, ms = truths(CASES, 3)
    later = ms + 2 * 3_600_000
    up = position(lat, lon, later)[1] > 5.0
    lat, lon, ms, later = lat[up], lon[up], ms[up], later[up]
    total = sum(
        misfit(measure(lat, lon, when, "length and azimuth", seed), *position(lat, lon, when))
        for when, seed in ((ms, 4), (later, 5))
    )
    held = float((total <= enough(4)).mean())
    print(f"two shadows: {held:.4f}")
    assert LOW <= held <= HIGH


def test_on_a_slope_as_well() -> None:
    lat, lon, ms = truths(CASES, 6)
    one = measure(lat, lon, ms, "length and azimuth", 7, Ground(6.0, 150.0))
    azimuth, elevation = position(lat, lon, ms)
    clear = predicted(one, azimuth, elevation) < 50.0  # the slope itself lies in shadow elsewhere
    held = float((misfit(one, azimuth, elevation) <= enough(2))[clear].mean())
    print(f"on a slope: {held:.4f}")
    assert LOW <= held <= HIGH


def test_a_tip_outside_the_picture_is_a_bound() -> None:
    # what is seen is half of the shadow: the truth must stay in, and much of the day goes out
    lat, lon, ms = truths(CASES, 8)
    one = measure(lat, lon, ms, "length, off", 9)
    assert one.ratio is not None
    half = evolve(one, ratio=Measured(one.ratio.value * 0.5, 0.05))
    assert (misfit(half, *position(lat, lon, ms)) <= enough(1)).mean() > 0.999


def test_intervals_hold_what_their_misfit_says() -> None:
    lat, lon, ms = truths(60, 10)
    many = measure(lat, lon, ms, "length and azimuth", 11)
    assert many.ratio is not None
    assert many.azimuth is not None
    inside = []
    for at in range(60):
        one = shadow(
            ratio=Measured(float(many.ratio.value[at]), float(0.05 * many.ratio.value[at])),  # type: ignore[index]
            azimuth=Measured(float(many.azimuth.value[at]), 2.0),  # type: ignore[index]
        )
        begin = int(ms[at]) - 43_200_000
        found = times(one, float(lat[at]), float(lon[at]), begin, begin + 86_400_000)
        held = any(interval.begin <= ms[at] < interval.end for interval in found.intervals)
        assert held == (misfit(one, *position(lat[at], lon[at], ms[at])) <= enough(2))
        inside.append(held)
    assert 0.85 < np.mean(inside)


@pytest.mark.parametrize("what", ["length", "length and azimuth"])
def test_regions_hold_what_their_misfit_says(what: str) -> None:
    from shapely import Point, distance

    lat, lon, ms = truths(25, 12)
    many = measure(lat, lon, ms, what, 13)
    for at in range(25):
        one = shadow(
            ratio=Measured(float(many.ratio.value[at]), float(0.05 * many.ratio.value[at])),  # type: ignore[union-attr, index]
            azimuth=None if many.azimuth is None else Measured(float(many.azimuth.value[at]), 2.0),  # type: ignore[index]
        )
        seen = (Seen(one, int(ms[at]), int(ms[at])),)
        value = float(misfit_at(seen, np.array(lat[at]), np.array(lon[at])))
        if abs(value - enough(one.terms)) < 0.1:
            continue  # so near the edge the outline's straight pieces may decide
        found = places(seen)
        held = any(distance(region.shape, Point(lon[at], lat[at])) < 1e-3 for region in found.regions)
        assert held == (value <= enough(one.terms))
