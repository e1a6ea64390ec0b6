"""What stands in the training valley, and where: the one place that knows every answer.

The valley is invented. Its frame is laid about a point of the open sea between Malta and Greece, where there is no
land, so that nothing in it can be taken for a real place; its people, places and happenings do not exist.
"""

import math
from functools import cache
from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.geo.local import LocalFrame
from sightline.work.training.terrain import off_axis, river_at, road_at, terrain
from sightline.work.training.things import Box, Colour, Round, Thing

LAT: Final = 36.6
LON: Final = 18.5
ZONE: Final = "+01:00"
"""Clock of the valley: one hour ahead of UTC all the year."""
SEED: Final = 4
SIDE_ROAD: Final = 150.0
"""A straight side road runs across the valley here [m along the axis]; the bridge lies on it."""
SIDE_ROAD_ENDS: Final = (-900.0, 1_350.0)

MINARET: Final = (-60.0, 650.0)
WATER_TOWER: Final = (70.0, 760.0)
CLOCK_TOWER: Final = (-190.0, 430.0)
SILOS: Final = (480.0, 300.0)
MAST: Final = (-650.0, 1_700.0)
CHAPEL: Final = (930.0, 1_420.0)
POLE: Final = (40.0, 480.0)
POLE_M: Final = 8.0
BLAST: Final = (-900.0, -1_180.0)
WEST_VILLAGE: Final = (-3_000.0, 30.0)
EAST_VILLAGE: Final = (3_200.0, 620.0)

_CREAM: Final[Colour] = (0.86, 0.81, 0.70)
_WHITE: Final[Colour] = (0.93, 0.92, 0.88)
_RED: Final[Colour] = (0.72, 0.30, 0.22)
_GREY: Final[Colour] = (0.62, 0.63, 0.64)
_BLUE: Final[Colour] = (0.42, 0.55, 0.66)
_GREEN: Final[Colour] = (0.30, 0.42, 0.24)
_WALLS: Final[tuple[Colour, ...]] = (
    _CREAM,
    (0.80, 0.72, 0.60),
    (0.88, 0.84, 0.77),
    (0.76, 0.66, 0.55),
    (0.83, 0.76, 0.68),
)


@frozen(slots=True)
class Landmark:
    """A thing one can name in a picture and find on the map."""

    name: str
    east: float
    north: float
    top: float
    """Height of its top above the sea [m]."""


@frozen(slots=True, eq=False)
class Valley:
    """All bodies, and the landmarks among them by name."""

    things: tuple[Thing, ...]
    landmarks: dict[str, Landmark]


@cache
def frame() -> LocalFrame:
    """Give the frame of true metres about the valley's origin."""
    return LocalFrame(LAT, LON)


def degrees(u: float, v: float) -> tuple[float, float]:
    """Turn metres along and across the axis into latitude and longitude."""
    lat, lon = frame().to_degrees(*off_axis(u, v))
    return float(lat), float(lon)


@cache
def valley() -> Valley:
    """Put everything in its place, once a process."""
    marks: dict[str, Landmark] = {}
    things: list[Thing] = []
    things += _tower_things(marks)
    things += _houses()
    things += _village(WEST_VILLAGE, 31, tank=(120.0, 60.0), marks=marks, name="west")
    things += _village(EAST_VILLAGE, 32, tank=(-180.0, 170.0), marks=marks, name="east")
    things += _bridge()
    things += _quarry()
    things += _square()
    things += _trees()
    return Valley(tuple(things), marks)


def _tower_things(marks: dict[str, Landmark]) -> list[Thing]:
    things = _minaret("minaret", MINARET, marks) + _water_tower("water tower", WATER_TOWER, marks)
    e, n, g = _stand(*CLOCK_TOWER)
    things.append(Box(e, n, g, 7, 7, 24, 0.2, (0.80, 0.62, 0.45)))
    things.append(Round(e, n, g + 24, 5.2, 0.05, 7, _RED))
    marks["clock tower"] = Landmark("clock tower", e, n, g + 31)
    for k in (0.0, 17.0):
        e, n, g = _stand(SILOS[0] + k, SILOS[1])
        things.append(Round(e, n, g, 7.5, 7.5, 27, _WHITE))
        things.append(Round(e, n, g + 27, 7.5, 0.3, 4, _GREY))
    e, n, g = _stand(*SILOS)
    marks["west silo"] = Landmark("west silo", e, n, g + 31)
    e, n, g = _stand(*MAST)
    for k in range(8):
        things.append(Round(e, n, g + 8.0 * k, 1.3, 1.3, 8.0, _RED if k % 2 == 0 else _WHITE))
    marks["radio mast"] = Landmark("radio mast", e, n, g + 64)
    e, n, g = _stand(*CHAPEL)
    things += [
        Box(e, n, g - 4, 16, 10, 14, 0.5, _WHITE),
        Box(e - 10, n - 5, g - 4, 6, 6, 24, 0.5, _WHITE),
        Round(e - 10, n - 5, g + 20, 4.2, 0.05, 6, _BLUE),
    ]
    marks["chapel"] = Landmark("chapel", e - 10, n - 5, g + 26)
    e, n, g = _stand(*POLE)
    things.append(Round(e, n, g, 0.22, 0.16, POLE_M, _GREY))
    marks["pole"] = Landmark("pole", e, n, g + POLE_M)
    return things


def _minaret(name: str, at: tuple[float, float], marks: dict[str, Landmark]) -> list[Thing]:
    e, n, g = _stand(*at)
    marks[name] = Landmark(name, e, n, g + 41)
    return [
        Box(e + 17, n, g, 24, 20, 9, 0.2, _WHITE),
        Round(e + 17, n, g + 9, 8, 3, 5, _BLUE),
        Round(e, n, g, 2.6, 2.3, 30, _WHITE),
        Round(e, n, g + 27, 3.7, 3.7, 1.6, _GREY),
        Round(e, n, g + 30, 1.7, 1.6, 5, _WHITE),
        Round(e, n, g + 35, 2.2, 0.05, 6, _BLUE),
    ]


def _water_tower(name: str, at: tuple[float, float], marks: dict[str, Landmark]) -> list[Thing]:
    e, n, g = _stand(*at)
    marks[name] = Landmark(name, e, n, g + 33)
    return [
        Round(e, n, g, 2.2, 2.0, 22, _GREY),
        Round(e, n, g + 19, 2.2, 7.5, 4, _GREY),
        Round(e, n, g + 23, 7.5, 7.5, 7, (0.55, 0.66, 0.72)),
        Round(e, n, g + 30, 7.5, 0.4, 3, _GREY),
    ]


def _houses() -> list[Thing]:
    """Fill the blocks of the town, leaving free the square, the side road and the towers."""
    rng = np.random.default_rng(SEED)
    free = ((POLE, 42.0), (MINARET, 36.0), (WATER_TOWER, 18.0), (CLOCK_TOWER, 16.0), (SILOS, 40.0))
    things: list[Thing] = []
    for u in np.arange(-420.0, 470.0, 34.0):
        for v in np.arange(270.0, 900.0, 31.0):
            at = u + rng.uniform(-6, 6), v + rng.uniform(-5, 5)
            keep = rng.random() < 0.72 * math.exp(
                -((((at[0] - 0) / 420) ** 2 + ((at[1] - 560) / 330) ** 2) ** 2)
            )
            size = rng.uniform(9, 19), rng.uniform(9, 16), rng.choice([3.6, 3.8, 6.8, 7.0, 10.2])
            wall = _WALLS[int(rng.integers(len(_WALLS)))]
            near = any(math.dist(at, spot) < room for spot, room in free)
            if keep and not near and abs(at[0] - SIDE_ROAD) > 16:
                things += _house(at, size, wall)
    return things


def _house(at: tuple[float, float], size: tuple[float, float, float], wall: Colour) -> list[Thing]:
    e, n, g = _stand(*at)
    turn = math.pi / 2 - math.radians(78.0) + 0.06 * math.sin(at[0])
    width, depth, height = size
    body = Box(e, n, g - 2, width, depth, height + 2, turn, wall)
    if height < 5:
        return [body]
    room = Box(e, n, g + height, width * 0.35, depth * 0.35, 2.4, turn, wall)
    return [body, room]


def _village(
    at: tuple[float, float],
    seed: int,
    *,
    tank: tuple[float, float],
    marks: dict[str, Landmark],
    name: str,
) -> list[Thing]:
    rng = np.random.default_rng(seed)
    things: list[Thing] = []
    for _ in range(26):
        spot = at[0] + rng.normal(0, 110), at[1] + rng.normal(0, 60)
        wall = _WALLS[int(rng.integers(len(_WALLS)))]
        if abs(spot[1] - float(road_at(np.array(spot[0])))) > 14 and math.dist(spot, at) > 25:
            things += _house(spot, (rng.uniform(9, 16), rng.uniform(9, 14), 3.7), wall)
    things += _minaret(f"{name} minaret", at, marks)
    return things + _water_tower(f"{name} water tower", (at[0] + tank[0], at[1] + tank[1]), marks)


def _bridge() -> list[Thing]:
    v = float(river_at(np.array(SIDE_ROAD)))
    e, n, _ = _stand(SIDE_ROAD, v)
    bank = terrain().one(*off_axis(SIDE_ROAD, v + 60))
    turn = math.pi / 2 - math.radians(78.0)
    return [Box(e, n, bank - 0.3, 10, 80, 1.4, turn, _GREY)]


def _quarry() -> list[Thing]:
    """Put two sheds and a hopper beside the quarry south-west of the river."""
    u, v = BLAST
    things: list[Thing] = []
    for du, dv, width, depth, height, wall in (
        (70.0, 45.0, 26.0, 12.0, 8.0, _RED),
        (105.0, 30.0, 12.0, 12.0, 14.0, _GREY),
        (-85.0, 40.0, 18.0, 10.0, 5.0, _CREAM),
    ):
        e, n, g = _stand(u + du, v + dv)
        things.append(Box(e, n, g - 2, width, depth, height + 2, 0.3, wall))
    e, n, g = _stand(u + 125, v + 25)
    return [*things, Round(e, n, g, 4, 4, 17, _WHITE), Round(e, n, g + 17, 4, 0.4, 3, _GREY)]


def _square() -> list[Thing]:
    """Put a kiosk and four benches on the square round the pole."""
    u, v = POLE
    turn = math.pi / 2 - math.radians(78.0)
    e, n, g = _stand(u - 24, v + 9)
    things: list[Thing] = [Round(e, n, g, 2.4, 2.4, 2.8, _RED), Round(e, n, g + 2.8, 3.2, 0.2, 1.4, _BLUE)]
    for du, dv in ((-12.0, -10.0), (14.0, -11.0), (-13.0, 14.0), (26.0, 14.0)):
        e, n, g = _stand(u + du, v + dv)
        things.append(Box(e, n, g, 2.4, 0.6, 0.5, turn, (0.50, 0.38, 0.26)))
    return things


def _trees() -> list[Thing]:
    """Scatter conifers on the lower slopes and poplars along the river; none stands near a street or a camera."""
    rng = np.random.default_rng(SEED + 1)
    things: list[Thing] = []
    while len(things) < 460:
        u, v = rng.uniform(-2_200, 2_400), rng.uniform(-1_700, 2_300)
        by_river = abs(v - float(river_at(np.array(u))))
        wood = (v > 1_000 or v < -950) and math.sin(u / 260.0) + math.cos(v / 210.0) > 0.5
        bank = 24 < by_river < 44 and rng.random() < 0.5
        if not (wood or bank) or abs(u - SIDE_ROAD) < 25 or _before_a_camera(u, v):
            continue
        e, n, g = _stand(u, v)
        tall = rng.uniform(6, 11)
        shade = rng.uniform(0.8, 1.15)
        leaf = (_GREEN[0] * shade, _GREEN[1] * shade, _GREEN[2] * shade)
        things.append(Round(e, n, g - 0.5, tall * (0.20 if bank else 0.32), 0.05, tall, leaf))
    return things


def _before_a_camera(u: float, v: float) -> bool:
    """Say whether a tree would stand in the way of a picture."""
    return (-1_520 < u < 420 and -1_260 < v < -180) or (-900 < u < 1_100 and v < -900)


def _stand(u: float, v: float) -> tuple[float, float, float]:
    e, n = off_axis(u, v)
    return e, n, terrain().one(e, n)
