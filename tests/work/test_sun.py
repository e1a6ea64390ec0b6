"""The verbs sun and shadow as functions: what a day holds, what a moment says, and places by local clocks."""

from pathlib import Path

import pytest
from PIL import Image
from shapely import Point
from shapely.geometry import shape

from sightline.core.errors import BadTime, BadValue
from sightline.work.daylight.local_zones import zone_at, zone_grid
from sightline.work.measured_text import gather
from sightline.work.plots import shadow_places as places_plot
from sightline.work.plots import shadow_times as times_plot
from sightline.work.plots import sun_path
from sightline.work.shadow import edtf_of, geojson, shadow_places, shadow_places_local, shadow_times
from sightline.work.sun import sun


def test_a_day_has_its_events_and_its_hours() -> None:
    found = sun(35.95, 39.01, "2014-08-19")
    assert found.day is not None
    assert (1, 1, 1) == tuple(
        len(one) for one in (found.day.sun.horizon.up, found.day.sun.transits, found.day.sun.horizon.down)
    )
    assert 24 == len(found.standings)
    assert "2014-08-19 00:00+03:00" == found.standings[0].clock
    assert found.link is not None
    assert "2014.08.19" in found.link


def test_a_moment_says_where_shadows_fall() -> None:
    found = sun(35.95, 39.01, "2024-03-20T10:00+03:00")
    (one,) = found.standings
    assert (127.03, 39.81) == pytest.approx((one.azimuth, one.seen), abs=0.02)
    assert (307.03, 1.2) == pytest.approx((one.shadow_azimuth, one.shadow_ratio), abs=0.02)
    assert "shadows fell towards 307.0" in found.why
    assert "the sun was down" in sun(35.95, 39.01, "2024-03-20T23:00Z").why.lower()


def test_a_doubled_hour_gives_two_suns() -> None:
    found = sun(52.5, 13.4, "2024-10-27T02:30")
    assert 2 == len(found.standings)
    assert any("twice" in warning for warning in found.warnings)


def test_swapped_coordinates_are_hinted_at() -> None:
    with pytest.raises(BadValue) as told:
        sun(151.2, -33.9, "2024-03-20")
    assert told.value.todo is not None
    assert "swapped" in told.value.todo


def test_zones_of_points_and_of_the_globe() -> None:
    assert "Asia/Damascus" == zone_at(35.95, 39.01)
    assert "Asia/Damascus" == zone_at(35.95, 39.01 - 360.0)
    grid = zone_grid()
    assert (361, 720) == grid.number.shape
    row, column = int((36.0 + 90) * 2), int((39.0 + 180) * 2)
    assert "Asia/Damascus" == grid.names[grid.number[row, column]]


def test_times_and_places_agree() -> None:
    measured = gather({"height": "3±0.1", "length": "3.6±0.1", "azimuth": "307±2"})
    when = shadow_times(measured, 35.95, 39.01, "2024-03-20")
    assert when.fits
    (one,) = when.found.intervals
    assert edtf_of(one).startswith("[2024-03-20T06:")
    where = shadow_places([(measured, "2024-03-20T07:00Z")])
    assert any(shape(geojson(region)).covers(Point(39.01, 35.95)) for region in where.found.regions)
    local = shadow_places_local(measured, "2024-03-20T10:00")
    assert any(region.shape.covers(Point(39.01, 35.95)) for region in local.found.regions)


def test_a_time_without_a_zone_at_an_unknown_place_is_refused() -> None:
    measured = gather({"azimuth": "307±2"})
    with pytest.raises(BadTime, match="any zone"):
        shadow_places([(measured, "2024-03-20T10:00")])
    with pytest.raises(BadTime, match="at a moment"):
        shadow_places([(measured, "2024-03")], zone="Z")
    with pytest.raises(BadTime, match="local clock"):
        shadow_places_local(measured, "2024-03-20T10:00Z")
    assert shadow_places([(measured, "2024-03-20T10:00")], zone="Asia/Damascus").fits


def test_pictures_of_every_answer(tmp_path: Path) -> None:
    measured = gather({"height": "3±0.1", "length": "3.6±0.1", "azimuth": "307±2"})
    length = gather({"height": "3±0.1", "length": "3.6±0.1"})
    never = gather({"azimuth": "200±2"})
    drawn = [
        sun_path.draw(sun(35.95, 39.01, "2024-03-20"), tmp_path / "day.png"),
        sun_path.draw(sun(78.2, 15.6, "2024-12-21"), tmp_path / "night.png"),
        sun_path.draw(sun(52.5, 13.4, "2024-10-27T02:30"), tmp_path / "moment.png"),
        times_plot.draw(
            shadow_times(measured, 35.95, 39.01, "2024-03-20"), measured.shadow, tmp_path / "times.png"
        ),
        times_plot.draw(
            shadow_times(never, 35.95, 39.01, "2024-03-20"), never.shadow, tmp_path / "never.png"
        ),
        places_plot.draw(shadow_places([(measured, "2024-03-20T07:00Z")]), tmp_path / "place.png"),
        places_plot.draw(shadow_places([(length, "2024-03-20T07:00Z")]), tmp_path / "band.svg"),
        places_plot.draw(shadow_places([(never, "2024-12-20T12:00Z")]), tmp_path / "nowhere.png"),
    ]
    for path in drawn:
        assert path.stat().st_size > 10_000
        if path.suffix == ".png":
            with Image.open(path) as picture:
                upright = path.stem in ("day", "night", "moment")  # the sun over a plan, its dome below
                assert ((750, 1245) if upright else (1200, 900)) == picture.size
