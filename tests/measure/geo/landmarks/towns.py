"""Fictional towns as map files, for tests and benchmarks: placed in metres, written by osmium."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import osmium
from attrs import define, field
from osmium.osm import mutable

from sightline.measure.geo.local import LocalFrame


@define
class Town:
    """Objects placed in metres east and north of a point; ids count up from 1 in the order they are placed."""

    lat: float = 36.2
    lon: float = 37.1
    nodes: list = field(factory=list)
    ways: list = field(factory=list)
    relations: list = field(factory=list)
    _count: int = 0

    def __attrs_post_init__(self) -> None:
        self._frame = LocalFrame(self.lat, self.lon)

    _frame: LocalFrame = field(init=False, default=None)

    def degrees(self, east: float, north: float) -> tuple[float, float]:
        lat, lon = self._frame.to_degrees(east, north)
        return float(lon), float(lat)

    def _next(self) -> int:
        self._count += 1
        return self._count

    def point(self, east: float, north: float, **tags: str) -> str:
        number = self._next()
        self.nodes.append((number, self.degrees(east, north), dress(tags)))
        return f"node/{number}"

    def line(self, places: Iterable[tuple[float, float]], **tags: str) -> str:
        refs = []
        for east, north in places:
            refs.append(self._next())
            self.nodes.append((refs[-1], self.degrees(east, north), {}))
        number = self._next()
        self.ways.append((number, refs, dress(tags)))
        return f"way/{number}"

    def area(self, east: float, north: float, side: float, **tags: str) -> str:
        half = side / 2
        corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
        refs = []
        for dx, dy in corners:
            refs.append(self._next())
            self.nodes.append((refs[-1], self.degrees(east + dx, north + dy), {}))
        number = self._next()
        self.ways.append((number, [*refs, refs[0]], dress(tags)))
        return f"way/{number}"

    def ring_of_two(self, east: float, north: float, side: float, *, lose: bool = False, **tags: str) -> str:
        """A multipolygon of two ways; ``lose`` leaves the second out of the file."""
        half = side / 2
        corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
        refs = []
        for dx, dy in corners:
            refs.append(self._next())
            self.nodes.append((refs[-1], self.degrees(east + dx, north + dy), {}))
        one, two, number = self._next(), self._next(), self._next()
        self.ways.append((one, refs[:3], {}))
        if not lose:
            self.ways.append((two, [refs[2], refs[3], refs[0]], {}))
        self.relations.append((number, [one, two], {"type": "multipolygon", **dress(tags)}))
        return f"relation/{number}"

    def write(self, path: Path) -> Path:
        header = osmium.io.Header()
        header.set("osmosis_replication_timestamp", "2026-01-02T03:04:05Z")
        header.set("generator", "tests")
        with osmium.SimpleWriter(str(path), overwrite=True, header=header) as writer:
            for number, place, tags in self.nodes:
                writer.add_node(mutable.Node(id=number, location=place, tags=tags))
            for number, refs, tags in self.ways:
                writer.add_way(mutable.Way(id=number, nodes=refs, tags=tags))
            for number, members, tags in self.relations:
                writer.add_relation(
                    mutable.Relation(id=number, members=[("w", one, "outer") for one in members], tags=tags)
                )
        return path


def dress(tags: Mapping[str, str]) -> dict[str, str]:
    """``man_made="mast"`` stays; ``tower__type`` stands for ``tower:type``."""
    return {key.replace("__", ":"): value for key, value in tags.items()}


def scattered(town: Town, count: int, *, seed: int, half_m: float = 40_000) -> Town:
    """Fill a town with ``count`` objects strewn at random, a tenth of them roads and rivers."""
    random = np.random.default_rng(seed)
    kinds = [
        {"building": "yes"},
        {"man_made": "water_tower"},
        {"man_made": "tower", "tower:type": "minaret"},
        {"man_made": "mast"},
        {"amenity": "school"},
    ]
    shares = [0.72, 0.04, 0.04, 0.04, 0.06]
    for _ in range(count):
        east, north = random.uniform(-half_m, half_m, 2)
        pick = random.uniform()
        if pick < 0.9:
            kind = kinds[int(np.searchsorted(np.cumsum(shares), pick))]
            town.point(east, north, **kind)
        else:
            angle = random.uniform(0, 2 * math.pi)
            length = random.uniform(100, 1500)
            places = [
                (east + t * length * math.cos(angle), north + t * length * math.sin(angle))
                for t in (0, 0.5, 1)
            ]
            tags = {"waterway": "river"} if pick > 0.97 else {"highway": "residential"}
            town.line(places, **tags)
    return town
