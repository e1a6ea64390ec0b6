"""Where shadows fit: exact circles, pieces of bands, two candidates of two shadows, poles and the date line."""

import numpy as np
import pytest
from shapely import Point
from shapely.validation import explain_validity

from sightline.core.errors import BadValue
from sightline.measure.chrono.shadow.circles import Band, away_from, band, outline, point_at
from sightline.measure.chrono.shadow.contours import area_km2
from sightline.measure.chrono.shadow.measured import Measured, Shadow, shadow
from sightline.measure.chrono.shadow.regions import Places, Seen, places
from sightline.measure.chrono.sun import position, refracted

RAQQA = (35.95, 39.01)


def ms(text: str) -> int:
    return int(np.datetime64(text, "ms").astype(int))


def seen(
    at: tuple[float, float], when: str, *, error: float = 0.05, turn: float | None = 2.0, late: int = 0
) -> Seen:
    azimuth, elevation = position(*at, ms(when))
    ratio = 1.0 / float(np.tan(np.radians(refracted(elevation))))
    falls = None if turn is None else Measured(float((azimuth + 180.0) % 360.0), turn)
    return Seen(shadow(ratio=Measured(ratio, ratio * error), azimuth=falls), ms(when), ms(when) + late)


def holds(found: Places, at: tuple[float, float]) -> bool:
    return any(region.shape.covers(Point(at[1], at[0])) for region in found.regions)


def test_one_length_is_a_band_about_the_point_under_the_sun() -> None:
    found = places((seen(RAQQA, "2024-03-20T07:00", turn=None),))
    assert (1, 1) == (len(found.bands), len(found.regions))
    assert holds(found, RAQQA)
    circle = found.bands[0]
    # the sun stood in the zenith there
    assert 90.0 == pytest.approx(float(position(circle.lat, circle.lon, ms("2024-03-20T07:00"))[1]), abs=0.01)
    away = float(away_from(circle.lat, circle.lon, *RAQQA)[0])
    assert circle.inner < away < circle.outer
    whole = 2 * np.pi * 6371.0088**2 * (np.cos(np.radians(circle.inner)) - np.cos(np.radians(circle.outer)))
    assert whole == pytest.approx(found.regions[0].area_km2, rel=0.002)


@pytest.mark.parametrize(
    "one",
    [
        Band(23.4, 0.4, 50.0, 53.0), Band(0.05, 179.9, 48.0, 52.0), Band(-23.0, -100.0, 60.0, 89.0),
        Band(10.0, 0.0, 0.0, 12.0), Band(0.0, 0.0, 89.0, 90.3), Band(23.0, -180.0, 66.9, 67.1),
    ],
)  # fmt: skip
def test_bands_over_poles_and_the_date_line(one: Band) -> None:
    shape = outline(one)
    assert "Valid Geometry" == explain_validity(shape)
    west, south, east, north = shape.bounds
    assert -180.0 <= west <= east <= 180.0
    assert -90.0 <= south <= north <= 90.0
    whole = 2 * np.pi * 6371.0088**2 * (np.cos(np.radians(one.inner)) - np.cos(np.radians(one.outer)))
    assert whole == pytest.approx(area_km2(shape), rel=0.01)
    random = np.random.default_rng(1)
    lats, lons = np.degrees(np.arcsin(random.uniform(-1, 1, 400))), random.uniform(-180, 180, 400)
    away = away_from(one.lat, one.lon, lats, lons)[0]
    for lat, lon, far in zip(lats, lons, away, strict=True):
        if min(abs(far - one.inner), abs(far - one.outer)) > 0.01:
            assert (one.inner < far < one.outer) == shape.covers(Point(lon, lat))


def test_points_and_distances_are_inverse() -> None:
    lat, lon = point_at(20.0, 170.0, [0.0, 10.0, 80.0], [0.0, 90.0, 200.0])
    away, bearing = away_from(20.0, 170.0, lat, lon)
    assert [0.0, 10.0, 80.0] == pytest.approx(list(away), abs=1e-6)
    assert [90.0, 200.0] == pytest.approx(list(bearing[1:]))


def test_a_direction_cuts_a_piece_out() -> None:
    found = places((seen(RAQQA, "2024-03-20T07:00"),))
    assert 1 == len(found.regions)
    assert holds(found, RAQQA)
    assert found.regions[0].area_km2 < 300_000
    assert RAQQA == pytest.approx(found.regions[0].best, abs=1.0)


@pytest.mark.parametrize("error, most", [(0.01, 30_000), (0.05, 400_000)])
def test_two_lengths_leave_two_candidates(error: float, most: float) -> None:
    found = places(
        tuple(seen(RAQQA, when, error=error, turn=None) for when in ("2024-03-20T07:00", "2024-03-20T12:00"))
    )
    assert 2 == len(found.regions)
    assert holds(found, RAQQA)
    assert sum(region.area_km2 for region in found.regions) < most
    assert "only one of them is true" in found.why


def test_directions_leave_one_candidate() -> None:
    found = places(tuple(seen(RAQQA, when) for when in ("2024-03-20T07:00", "2024-03-20T12:00")))
    assert 1 == len(found.regions)
    assert holds(found, RAQQA)


def test_small_errors_are_followed_down() -> None:
    found = places((seen(RAQQA, "2024-03-20T07:00", error=0.002, turn=0.05),))
    assert holds(found, RAQQA)
    assert found.regions[0].area_km2 < 2_000


def test_an_unsure_time_widens() -> None:
    sharp = places((seen(RAQQA, "2024-03-20T07:00"),))
    wide = places((seen(RAQQA, "2024-03-20T07:00", late=1_800_000),))
    assert holds(wide, RAQQA)
    assert 1 == len(wide.regions)  # once the points under the sun came along as islands
    assert wide.regions[0].area_km2 > 1.5 * sharp.regions[0].area_km2


@pytest.mark.parametrize(
    "at, when",
    [
        ((-17.0, 179.95), "2024-03-20T22:00"),
        ((88.0, 10.0), "2024-06-20T22:00"),
        ((-89.0, 0.0), "2024-12-20T12:00"),
    ],
)
def test_regions_over_the_date_line_and_near_poles(at: tuple[float, float], when: str) -> None:
    found = places((seen(at, when),))
    assert holds(found, at)
    assert all("Valid Geometry" == explain_validity(region.shape) for region in found.regions)


def test_shadows_that_exclude_each_other() -> None:
    one = seen(RAQQA, "2024-03-20T07:00")
    other = seen((-33.9, 151.2), "2024-03-20T02:00")
    found = places((one, other))
    assert () == found.regions
    assert "No place on Earth" in found.why


def test_a_shadow_longer_than_physics_allows() -> None:
    found = places((Seen(shadow(height=Measured(1, 0.01), length=Measured(400, 1)), 0, 0),))
    assert () == found.regions
    assert "no edge" in found.why


def test_none_or_too_many_are_refused() -> None:
    with pytest.raises(BadValue):
        places(())
    with pytest.raises(BadValue):
        places((seen(RAQQA, "2024-03-20T07:00"),) * 7)


def test_the_sun_in_the_zenith_leaves_a_disc() -> None:
    one: Shadow = shadow(elevation=Measured(89.8, 0.5))
    circle = band(one, ms("2024-03-20T07:00"))
    assert circle is not None
    assert 0.0 == circle.inner
    assert 0.4 < circle.outer < 1.2
