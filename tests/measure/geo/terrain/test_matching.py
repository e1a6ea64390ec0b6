"""A traced skyline leads back to its camera, or the answer says that it does not."""

import math
import re

import numpy as np
import pytest
from attrs import evolve
from tests.footage.terrain import coarser, fractal

from sightline.core.errors import BadValue
from sightline.measure.geo.terrain import matching
from sightline.measure.geo.terrain.cameras import Camera
from sightline.measure.geo.terrain.candidates import Country, survey
from sightline.measure.geo.terrain.coarse import misfits, rows_of
from sightline.measure.geo.terrain.fitting import Errors, View, spread_deg, window_of
from sightline.measure.geo.terrain.matching import Matched, match
from sightline.measure.geo.terrain.rays import cast
from sightline.measure.geo.terrain.surface import Grid, Surface, height_at, north_turn_deg, surface_of
from sightline.measure.geo.terrain.sweep import skylines_of
from sightline.measure.geo.terrain.traced import Trace, directions, focal_of, pixels, trace_of

WIDTH, HEIGHT = 1600, 1000
VIEW = View(1.7, 20_000.0, 0.13)


def world(seed: int) -> tuple[Surface, Surface]:
    """The land itself in steps of 25 m, and the elevation model of it in steps of 50 m: small, to be quick."""
    side, step = 560, 25.0
    heights = fractal(side, side, step, seed=seed, relief_m=1_700, widest_m=6_000, roughness=2.4)
    half = (side - 1) * step / 2
    model = coarser(heights, 2)
    rng = np.random.default_rng(seed)
    rows, cols = model.shape
    low = step / 2 - half
    return (
        surface_of(heights, Grid(35.0, 37.0, -half, -half, step, side, side)),
        surface_of(model + rng.normal(0, 1.5, model.shape), Grid(35.0, 37.0, low, low, 2 * step, rows, cols)),
    )


def photograph(
    land: Surface,
    east: float,
    north: float,
    heading: float,
    *,
    field: float = 60.0,
    roll: float = 2.0,
    seed: int = 0,
) -> Trace:
    """Trace the skyline that the land shows from a place; heading in the grid."""
    rng = np.random.default_rng(seed)
    focal = focal_of(field, WIDTH)
    azimuth = np.linspace(-field / 2 - 5, field / 2 + 5, 900)
    ground = float(height_at(land, east, north))
    slope, _, _ = cast(
        land, np.array([east]), np.array([north]), np.array([ground + 1.7]), np.radians(heading + azimuth)[None],
        nearest=20.0, reach=20_000.0, refraction=0.13,
    )  # fmt: skip
    x, y = pixels(
        azimuth, np.degrees(np.arctan(slope[0])), WIDTH, HEIGHT, focal, pitch_deg=2.0, roll_deg=roll
    )
    y = y + rng.normal(0, 1.0, len(y))
    kept = (x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= HEIGHT)
    return trace_of([np.stack([x[kept], y[kept]], axis=1)], WIDTH, HEIGHT, focal_px=focal)


@pytest.fixture(scope="module", autouse=True)
def few_places():
    """Follow three hills of likelihood to their ends and not eight, to be quick."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "MOST_PLACES", 3)
        yield


@pytest.fixture(scope="module")
def land() -> tuple[Surface, Surface, Country]:
    truth, model = world(11)
    return truth, model, survey(model, 1_200.0, VIEW, directions=360)


def open_places(
    truth: Surface, count: int, *, nearest: float = 0.0, farthest: float = 1_100.0
) -> list[tuple[float, float, float]]:
    """Places so far from the middle whose ridge is far enough off to tell where they are."""
    rng = np.random.default_rng(3)
    wide = min(farthest, 800.0) if nearest == 0 else farthest
    found: list[tuple[float, float, float]] = []
    while len(found) < count:
        east, north, heading = rng.uniform(-wide, wide), rng.uniform(-wide, wide), rng.uniform(0, 360)
        if not nearest <= math.hypot(east, north) <= farthest:
            continue
        ground = float(height_at(truth, east, north))
        _, away, _ = cast(
            truth, np.array([east]), np.array([north]), np.array([ground + 1.7]),
            np.radians(heading + np.linspace(-30, 30, 61))[None], nearest=20.0, reach=20_000.0, refraction=0.13,
        )  # fmt: skip
        if float(np.percentile(away, 15)) > 1_500 and _tells(truth, east, north, heading):
            found.append((east, north, heading))
    return found


def _tells(truth: Surface, east: float, north: float, heading: float) -> bool:
    trace = photograph(truth, east, north, heading)
    return spread_deg(window_of(trace, trace.focal_px or 1.0, Errors())) > 0.5


def off(model: Surface, one: Camera, east: float, north: float, heading: float) -> tuple[float, float, float]:
    """Metres from the truth, the same over the ellipse, and the heading's error over what was said of it."""
    at_east, at_north = (float(x) for x in model.frame.to_metres(one.lat, one.lon))
    turn = math.radians(one.major_bearing)
    dx, dy = east - at_east, north - at_north
    along, across = dx * math.sin(turn) + dy * math.cos(turn), dx * math.cos(turn) - dy * math.sin(turn)
    true = heading - float(north_turn_deg(model, east, north))
    turned = abs(math.remainder(one.bearing - true, 360.0))
    return (
        math.hypot(dx, dy),
        math.hypot(along / one.major_m, across / one.minor_m),
        turned / one.bearing_error,
    )


ROLL = -3.0
"""Of the camera of the first case."""


@pytest.fixture(scope="module")
def answers(land: tuple[Surface, Surface, Country]) -> list[tuple[tuple[float, float, float], Matched]]:
    """Yield two cameras and what was found for each."""
    truth, _, country = land
    return [
        (where, match(country, photograph(truth, *where, roll=ROLL if number == 0 else 2.0, seed=number)))
        for number, where in enumerate(open_places(truth, 2))
    ]


def test_cameras_are_found_or_said_to_be_ambiguous(land, answers) -> None:
    _, model, country = land
    near = held = 0
    for (east, north, heading), answer in answers:
        assert answer.status in ("found", "ambiguous")
        best = min((off(model, one, east, north, heading) for one in answer.cameras), key=lambda one: one[1])
        near += off(model, answer.cameras[0], east, north, heading)[0] < 400
        held += best[1] < 1.3
        assert all(inside(country, one) for one in answer.cameras)
    assert 2 == near
    assert 2 == held


def inside(country: Country, one: Camera) -> bool:
    """Tell whether a camera lies in the region that was asked about."""
    return math.hypot(*map(float, country.surface.frame.to_metres(one.lat, one.lon))) <= country.radius_m


def test_roll_pitch_and_lens_come_out(land, answers) -> None:
    _, model, _ = land
    (east, north, heading), answer = answers[0]
    best = min(answer.cameras, key=lambda one: off(model, one, east, north, heading)[0])
    assert ROLL == pytest.approx(best.roll, abs=0.7)
    assert 2.0 == pytest.approx(best.pitch, abs=0.7)
    assert 60.0 == pytest.approx(best.field_deg, abs=3.5)


def test_without_a_focal_length_it_is_fitted_and_said(land, monkeypatch) -> None:
    # one field of view of fourteen, beside the right one: what is tested is that it is fitted
    monkeypatch.setattr(matching, "_FIELDS", (58,))
    truth, model, country = land
    east, north, heading = open_places(truth, 2)[1]
    answer = match(country, evolve(photograph(truth, east, north, heading), focal_px=None))
    assert any("focal length is not known" in one for one in answer.caveats)
    assert answer.status in ("found", "ambiguous")
    assert min(off(model, one, east, north, heading)[0] for one in answer.cameras) < 600


def test_a_level_line_tells_nothing(land: tuple[Surface, Surface, Country]) -> None:
    # the horizon of the sea fits every flat place: a list of places would be invention
    line = np.array([[0.0, 500.0], [1600.0, 540.0]])
    answer = match(land[2], trace_of([line], WIDTH, HEIGHT, focal_px=1_400.0))
    assert "no information" == answer.status
    assert () == answer.cameras
    assert "flat" in answer.why


@pytest.mark.parametrize("high, long, noise", [(180, 60, 0), (90, 150, 8)])
def test_a_line_that_no_ground_makes_fits_nowhere(land, high, long, noise) -> None:
    # roofs and towers traced for a ridge; the ground a few steps off is high enough to hide anything behind its error
    x = np.linspace(0, WIDTH, 400)
    y = 500 + high * np.sign(np.sin(x / long)) + noise * np.random.default_rng(1).standard_normal(400)
    trace = trace_of([np.stack([x, y], axis=1)], WIDTH, HEIGHT, focal_px=1_400.0)
    answer = match(land[2], trace)
    assert "no match" == answer.status
    assert "outside the region" in answer.why
    # and not by a hair: the likeliest place leaves most of the line unexplained
    whole = spread_deg(window_of(trace, 1_400.0, Errors()))
    assert answer.cameras[0].rest_deg > 0.55 * whole or answer.cameras[0].misfit > 6


def test_a_camera_outside_the_region_is_not_found_in_it(land) -> None:
    # the best of many wrong places looks good beside the others: it must fit as well as the errors allow
    truth, _, country = land
    answer = match(country, photograph(truth, *open_places(truth, 1, nearest=2_600.0, farthest=4_000.0)[0]))
    assert answer.status in ("no match", "ambiguous")
    assert all(inside(country, one) for one in answer.cameras)


def test_a_camera_just_beyond_the_edge_is_said_to_be_there(land) -> None:
    # places up to a lattice's step outside the circle asked about came out as cameras
    truth, model, _ = land
    east, north, heading = open_places(truth, 1, nearest=1_180.0, farthest=1_300.0)[0]
    small = survey(model, 1_000.0, VIEW, directions=360)
    answer = match(small, photograph(truth, east, north, heading))
    assert "no match" == answer.status
    assert "search again around there" in answer.why
    told = re.search(r"outside the region, at (-?[0-9.]+), (-?[0-9.]+):", answer.why)
    there = model.frame.to_metres(float(told[1]), float(told[2]))
    assert math.dist((east, north), [float(one) for one in there]) < 300
    assert all(inside(small, one) for one in answer.cameras)


def test_a_camera_on_the_edge_is_told_inside_and_not_as_sure(land) -> None:
    # the circle's edge runs through where the camera stood: only the part within is told, and that it is a part
    truth, model, _ = land
    east, north, heading = open_places(truth, 1, nearest=1_180.0, farthest=1_300.0)[0]
    small = survey(model, 0.995 * math.hypot(east, north), VIEW, directions=360)
    answer = match(small, photograph(truth, east, north, heading))
    assert "ambiguous" == answer.status
    assert "on the edge of the region" in answer.why
    assert all(inside(small, one) for one in answer.cameras)
    assert off(model, answer.cameras[0], east, north, heading)[0] < 300


def test_two_equal_valleys_are_ambiguous() -> None:
    # the same land twice, side by side: nothing in the picture can tell which
    side = 250
    half = fractal(side, side, 60, seed=5, relief_m=900, widest_m=5_000, roughness=2.4)
    heights = np.concatenate([half, half, half], axis=1)  # the noise is periodic, so the seams are smooth
    grid = Grid(35.0, 37.0, -60.0 * 1.5 * side, -30.0 * side, 60.0, side, 3 * side)
    surface = surface_of(heights, grid)
    country = survey(surface, 9_000.0, View(1.7, 6_000.0, 0.13), directions=360)
    for east, north, heading in [(-7_500 + 300.0 * step, -1_000.0, 40.0 * step) for step in range(9)]:
        ground = float(height_at(surface, east, north))
        _, away, _ = cast(
            surface, np.array([east]), np.array([north]), np.array([ground + 1.7]),
            np.radians(heading + np.linspace(-30, 30, 61))[None], nearest=30.0, reach=6_000.0, refraction=0.13,
        )  # fmt: skip
        if float(np.percentile(away, 15)) > 1_000:
            break
    answer = match(country, photograph(surface, east, north, heading))
    assert "ambiguous" == answer.status
    places = [float(surface.frame.to_metres(one.lat, one.lon)[0]) for one in answer.cameras]
    assert any(abs(a - b - 15_000) < 900 for a in places for b in places)


def test_a_country_without_known_ground_is_refused() -> None:
    grid = Grid(35.0, 37.0, -3_000.0, -3_000.0, 60.0, 101, 101)
    country = survey(surface_of(np.full((101, 101), np.nan), grid), 1_000.0, VIEW)
    with pytest.raises(BadValue):
        match(country, trace_of([np.array([[0.0, 1.0], [1600.0, 600.0]])], WIDTH, HEIGHT, focal_px=1_400.0))


def test_swept_skylines_are_those_of_rays() -> None:
    surface = surface_of(
        fractal(401, 401, 30, seed=8, roughness=2.5), Grid(35.0, 37.0, -6_000, -6_000, 30, 401, 401)
    )
    rng = np.random.default_rng(2)
    east, north = rng.uniform(-2_000, 2_000, (2, 60))
    swept = skylines_of(surface, east, north, count=24, eye_m=1.7, reach_m=3_500, across_m=2.0, along_m=10.0)
    bearing = np.tile(2 * math.pi * np.arange(24) / 24, (60, 1))
    slope, away, _ = cast(
        surface,
        east,
        north,
        height_at(surface, east, north) + 1.7,
        bearing,
        nearest=30.0,
        reach=3_500.0,
        refraction=0.13,
    )
    far = away > 400
    apart = abs(swept - np.degrees(np.arctan(slope)))[far]
    assert far.sum() > 300
    assert float(np.median(apart)) < 0.03
    assert float(np.percentile(apart, 95)) < 0.6


def test_all_directions_at_once_are_those_one_by_one() -> None:
    rng = np.random.default_rng(4)
    skylines = np.cumsum(rng.normal(0, 0.2, (5, 360)), axis=1).astype(np.float32)
    skylines -= np.linspace(0, 1, 360)[None] * (skylines[:, -1:] - skylines[:, :1])
    x = np.linspace(0, WIDTH, 300)
    trace = trace_of([np.stack([x, 500 + 60 * np.sin(x / 170)], axis=1)], WIDTH, HEIGHT, focal_px=1_300.0)
    rows = rows_of(trace, 1_300.0, 360)
    assert rows is not None
    found = misfits(skylines, rows)
    seen = rows.seen > 0
    design = np.stack([rows.pitch[seen], rows.roll[seen]], axis=1)
    for place, turn in ((0, 0), (2, 117), (4, 359)):
        left = np.roll(skylines[place], -turn)[seen] - rows.trace[seen]
        left = left - design @ (design.T @ left)
        assert float(np.sqrt(np.mean(left**2))) == pytest.approx(float(found[place, turn]), abs=2e-3)


def test_pixels_and_directions_are_inverse() -> None:
    azimuth, elevation = np.linspace(-30, 30, 61), 4 * np.sin(np.linspace(0, 9, 61))
    x, y = pixels(azimuth, elevation, WIDTH, HEIGHT, 1_400.0, pitch_deg=7.0, roll_deg=-5.0)
    back = directions(Trace(x, y, WIDTH, HEIGHT), 1_400.0, pitch_deg=7.0, roll_deg=-5.0)
    assert np.allclose(azimuth, back[0])
    assert np.allclose(elevation, back[1])
    # a camera turned clockwise: the right end of a level ridge stands higher in the picture, and y grows downward
    _, level = pixels(np.array([-20.0, 20.0]), np.zeros(2), WIDTH, HEIGHT, 1_400.0, roll_deg=5.0)
    assert level[1] < level[0]


def test_what_is_no_trace_is_refused() -> None:
    with pytest.raises(BadValue, match=r"outside the picture"):
        trace_of([np.array([[0.0, 0.0], [5_000.0, 3.0]])], WIDTH, HEIGHT)
    with pytest.raises(BadValue, match=r"columns"):
        trace_of([np.array([[0.0, 3.0], [4.0, 3.0]])], WIDTH, HEIGHT)
    with pytest.raises(BadValue):
        trace_of([np.array([[0.0, 3.0], [1_600.0, 3.0]])], WIDTH, HEIGHT, focal_px=math.nan)
    # a line drawn back over itself: the upper part counts
    bent = trace_of([np.array([[0, 500.0], [1_000, 400], [800, 450], [1_600, 500]])], WIDTH, HEIGHT)
    assert float(np.interp(900, bent.x, bent.y)) < 411
