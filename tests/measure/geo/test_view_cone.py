"""Fields of view: what is surely and what is possibly in the picture."""

import numpy as np
import pytest
from shapely import Point, Polygon

from sightline.core.errors import BadValue
from sightline.measure.geo.camera.ellipse import Ellipse
from sightline.measure.geo.camera.records import Focal
from sightline.measure.geo.local import LocalFrame
from sightline.measure.geo.view_cone import Field, field_of, view_cone


def metres(ring, lat=36.0, lon=38.0):
    east, north = LocalFrame(lat, lon).to_metres([a for a, _ in ring], [b for _, b in ring])
    return Polygon(zip(east.tolist(), north.tolist(), strict=True))


def test_a_field_of_view() -> None:
    field = field_of(2000.0, Focal(1000.0))
    assert (45.0, 45.0) == pytest.approx((field.left_deg, field.right_deg))
    cropped = field_of(2000.0, Focal(1000.0), centre_px=0.0)
    assert (0.0, 63.435) == pytest.approx((cropped.left_deg, cropped.right_deg), abs=1e-3)


def test_without_errors_all_three_are_one() -> None:
    cone = view_cone(36.0, 38.0, 90.0, Field(30, 30), reach_m=1000.0)
    areas = [metres(ring).area for ring in (cone.best, cone.surely[0], cone.possibly[0])]
    assert areas == pytest.approx([np.pi * 1e6 / 6] * 3, rel=0.01)
    assert metres(cone.best).contains(Point(900, 0))
    assert not metres(cone.best).contains(Point(-900, 0))
    assert not metres(cone.best).contains(Point(0, 900))


def test_surely_lies_in_best_lies_in_possibly() -> None:
    cone = view_cone(
        36.0,
        38.0,
        20.0,
        Field(25, 35),
        reach_m=800.0,
        heading_error_deg=3.0,
        ellipse=Ellipse(40.0, 10.0, 70.0),
    )
    surely, best, possibly = metres(cone.surely[0]), metres(cone.best), metres(cone.possibly[0])
    assert best.buffer(0.01).contains(surely)
    assert possibly.buffer(0.01).contains(best)


def test_every_camera_within_the_errors_agrees() -> None:
    shape = Ellipse(60.0, 20.0, 30.0)
    cone = view_cone(36.0, 38.0, 0.0, Field(30, 30), reach_m=500.0, heading_error_deg=4.0, ellipse=shape)
    surely, possibly = metres(cone.surely[0]).buffer(-1), metres(cone.possibly[0]).buffer(3)
    random = np.random.default_rng(3)
    for _ in range(100):
        turn, part = random.uniform(0, 2 * np.pi), np.sqrt(random.uniform())
        along, across = 60 * part * np.cos(turn), 20 * part * np.sin(turn)
        azimuth = np.radians(30.0)
        x = along * np.sin(azimuth) + across * np.cos(azimuth)
        y = along * np.cos(azimuth) - across * np.sin(azimuth)
        heading = random.uniform(-4, 4)
        arc = np.radians(np.linspace(heading - 30, heading + 30, 60))
        one = Polygon([(x, y), *zip(x + 500 * np.sin(arc), y + 500 * np.cos(arc), strict=True)])
        assert possibly.contains(one)
        assert one.buffer(1).contains(surely)


def test_errors_wider_than_the_view_leave_nothing_sure() -> None:
    cone = view_cone(36.0, 38.0, 0.0, Field(5, 5), reach_m=500.0, heading_error_deg=6.0)
    assert () == cone.surely


@pytest.mark.parametrize("lat, lon", [(89.99, 0.0), (-17.0, 179.999), (0.0, -180.0)])
def test_at_the_edges_of_maps(lat, lon) -> None:
    cone = view_cone(lat, lon, 45.0, Field(30, 30), reach_m=2000.0)
    assert metres(cone.best, lat, lon).area == pytest.approx(np.pi * 4e6 / 6, rel=0.01)


def test_a_whole_panorama() -> None:
    cone = view_cone(36.0, 38.0, 0.0, Field(180, 180), reach_m=100.0)
    assert metres(cone.best).area == pytest.approx(np.pi * 1e4, rel=0.01)


@pytest.mark.parametrize(
    "change",
    [
        {"reach_m": 0.0},
        {"reach_m": 1e9},
        {"heading_error_deg": -1.0},
        {"field": Field(-10, 5)},
        {"lat": 91.0},
    ],
)
def test_what_cannot_be(change) -> None:
    asked = {"lat": 36.0, "lon": 38.0, "heading_deg": 0.0, "field": Field(30, 30), "reach_m": 100.0, **change}
    with pytest.raises(BadValue):
        view_cone(**asked)
