"""The pictures of the training case: which camera took each, at which moment, under which sun.

Everything an exercise asks for can be read from here: where a camera stood, when, and where a landmark lies in it.
"""

import math
from datetime import UTC, datetime
from functools import cache
from typing import Final

from sightline.measure.chrono.sun import position
from sightline.work.training.light import Sun, sun_over
from sightline.work.training.seeing import Camera, sinks
from sightline.work.training.terrain import AXIS, KNOLL, height_of, off_axis, terrain
from sightline.work.training.valley import BLAST, LAT, LON, POLE, frame, valley

TAKEN: Final = datetime(2021, 10, 9, 13, 24, tzinfo=UTC)
"""When the square was photographed from above: 14:24 on the valley's clocks."""
BLAST_AT: Final = datetime(2021, 10, 9, 13, 40, 12, tzinfo=UTC)
SOUND_AT_20: Final = 343.2
"""Speed of sound in dry air of 20 °C [m/s]."""
AERIAL_M_PER_PX: Final = 0.06
SIZE: Final = (960, 540)
FILM: Final = (640, 360)
MARGIN: Final = 30
"""The film's still is wider by this on each side [px], for the hand that held the camera."""
LANDMARKS: Final = ("radio mast", "clock tower", "minaret", "water tower", "west silo", "chapel")
"""Of photo 1, from left to right."""


EYE_1_M: Final = 6.0
"""Height of the camera of photo 1 above the ground [m]."""


def _camera(
    at: tuple[float, float],
    eye: float,
    turn: float,
    pitch: float,
    focal_px: float,
    size: tuple[int, int],
) -> Camera:
    """Stand at metres along and across the valley, ``turn`` degrees right of straight across it."""
    east, north = off_axis(*at)
    heading = (math.degrees(AXIS) - 90.0 + turn) % 360.0
    return Camera(east, north, height_of(east, north) + eye, heading, pitch, focal_px, *size)


@cache
def photo_1() -> Camera:
    """Give the camera on the knoll south of the river, looking over the town to the mountains."""
    return _camera((KNOLL[0], KNOLL[1]), EYE_1_M, -3.0, 0.8, 1_400.0, SIZE)


@cache
def photo_2() -> Camera:
    """Give the camera at a man's height on the square."""
    return _camera((POLE[0] + 17.0, POLE[1] - 27.0), 1.7, -17.0, 5.5, 640.0, SIZE)


@cache
def film_1() -> Camera:
    """Give the nearer camera that saw the flash in the quarry, as a still with its margin."""
    return _towards_blast((-1_430.0, -760.0), 1.7, -6.0, 600.0)


@cache
def film_2() -> Camera:
    """Give the farther camera that saw the flash in the quarry, as a still with its margin."""
    return _towards_blast((205.0, -420.0), 4.0, -5.0, 760.0)


def _towards_blast(at: tuple[float, float], eye: float, aside: float, focal_px: float) -> Camera:
    east, north = off_axis(*at)
    to_east, to_north = off_axis(*BLAST)
    heading = math.degrees(math.atan2(to_east - east, to_north - north)) + aside
    size = (FILM[0] + 2 * MARGIN, FILM[1] + 2 * MARGIN)
    return Camera(east, north, height_of(east, north) + eye, heading % 360.0, 3.0, focal_px, size[0], size[1])


def to_blast(camera: Camera) -> float:
    """Give the way from a camera to the flash [m]."""
    east, north = off_axis(*BLAST)
    return math.dist((camera.east, camera.north, camera.up), (east, north, height_of(east, north) + 2.0))


def blast_pixel(camera: Camera) -> tuple[float, float]:
    """Give where the flash lies in a camera's still [px]."""
    east, north = off_axis(*BLAST)
    return camera.pixel(east, north, height_of(east, north) + 2.0)


def place_of(camera: Camera) -> tuple[float, float]:
    """Give where a camera stood: latitude, longitude."""
    lat, lon = frame().to_degrees(camera.east, camera.north)
    return float(lat), float(lon)


def pixels(camera: Camera) -> dict[str, tuple[float, float]]:
    """Give where the tops of the landmarks lie in a camera's picture [px], by name."""
    marks = valley().landmarks
    return {name: camera.pixel(mark.east, mark.north, mark.top) for name, mark in marks.items()}


def true_skyline(camera: Camera, azimuths: tuple[float, ...]) -> tuple[float, ...]:
    """Give the angle of the ground's skyline [degrees] at azimuths in the valley's frame, straight from the ground."""
    land = terrain()
    out: list[float] = []
    for azimuth in azimuths:
        a = math.radians(azimuth)
        best = -90.0
        d = 30.0
        while d < 16_000.0:
            east, north = camera.east + d * math.sin(a), camera.north + d * math.cos(a)
            if max(abs(east), abs(north)) > 12_900.0:
                break
            best = max(best, math.degrees(math.atan2(land.one(east, north) - sinks(d) - camera.up, d)))
            d += 10.0
        out.append(best)
    return tuple(out)


@cache
def sun_of(when: datetime) -> Sun:
    """Give the sun over the valley at a moment, and what it lights."""
    azimuth, elevation = position(LAT, LON, when)
    return sun_over(terrain(), float(azimuth), float(elevation))
