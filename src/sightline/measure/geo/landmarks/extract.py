"""Hold what was read from a map extract: only the objects that some part of the query asks for.

Objects are gathered in batches, so that an extract of a country costs memory only for what is asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from attrs import define, field, frozen

from sightline.core.errors import OverLimit
from sightline.measure.geo.landmarks.query import Feature, Filter, Number, Query
from sightline.measure.geo.landmarks.tags import passes
from sightline.model.geodesic import Box
from sightline.model.position import E7

MOST_OBJECTS: Final = 2_000_000
_BATCH: Final = 50_000
_KEPT_KEYS: Final = 25
_LONGEST_VALUE: Final = 200
_SHAPES: Final[Mapping[int, str]] = {
    0: "point",
    4: "point",
    1: "line",
    2: "line",
    5: "line",
    3: "area",
    6: "area",
}

Geometries = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]


@frozen(eq=False)
class Extract:
    """Objects of a map: one entry in each array for one object.

    ``geometries`` in degrees (x longitude, y latitude); ``masks``: bit i set where filter i of ``filters_of`` passes;
    ``lats``, ``lons``: a point of each object, its middle where that lies inside it [degrees].
    """

    ids: tuple[str, ...]
    tags: tuple[Mapping[str, str], ...]
    geometries: Geometries
    masks: npt.NDArray[np.uint64]
    lats: Floats
    lons: Floats
    seen: int
    """Objects of the file that had a tag of the query."""
    data_time: str | None
    """When the map data is from, as the file says."""
    doubts: tuple[str, ...]


def filters_of(query: Query) -> tuple[Filter, ...]:
    """Give the filters of a query: those of its features, then those of what is counted, in their order."""
    return tuple(one.filter for one in (*query.features, *counted_of(query)))


def counted_of(query: Query) -> tuple[Feature, ...]:
    """Give the features that are only counted or missing, in the order of the rules."""
    return tuple(said.rule.feature for said in query.rules if isinstance(said.rule, Number))


@define
class Gathering:
    """Objects as they are read; the state is what was kept and the batch that comes next."""

    filters: tuple[Filter, ...]
    boxes: tuple[Box, ...] | None
    ids: list[str] = field(factory=list)
    tags: list[Mapping[str, str]] = field(factory=list)
    geometries: list[Geometries] = field(factory=list)
    masks: list[int] = field(factory=list)
    seen: int = 0
    broken: int = 0
    first_broken: str = ""
    astray: int = 0
    first_astray: str = ""
    _batch: list[tuple[str, Mapping[str, str], int, Any]] = field(factory=list)

    def offer(self, name: str, tags: Mapping[str, str], geometry: Any, *, build: Any = None) -> None:
        """Take in an object where a filter wants it.

        :param geometry: a shapely geometry, or None where ``build`` makes it once it is wanted
        """
        self.seen += 1
        mask = sum(1 << place for place, test in enumerate(self.filters) if passes(tags, test))
        if mask == 0:
            return
        made = build() if geometry is None and build is not None else geometry
        if made is None:
            self.bad(_called(name, tags))
            return
        self._batch.append((name, tags, mask, made))
        if len(self._batch) >= _BATCH:
            self.settle()

    def bad(self, name: str) -> None:
        """Note an object that has no usable shape."""
        self.broken += 1
        self.first_broken = self.first_broken or name

    def off_earth(self, name: str) -> None:
        """Note an object whose coordinates are not on the Earth."""
        self.astray += 1
        self.first_astray = self.first_astray or name

    def settle(self) -> None:
        """Keep those of the batch that lie where they are wanted and whose shape is asked for."""
        if not self._batch:
            return
        geometries = np.array([one[3] for one in self._batch], dtype=object)
        wrong = ~shapely.is_valid(geometries)
        if wrong.any():
            geometries[wrong] = shapely.make_valid(geometries[wrong])
        bounds = shapely.bounds(geometries)
        fits = np.isfinite(bounds).all(axis=1) & (np.abs(bounds[:, [0, 2]]) <= 180).all(axis=1)
        fits &= (np.abs(bounds[:, [1, 3]]) <= 90).all(axis=1)
        inside = fits if self.boxes is None else fits & _within(bounds, self.boxes)
        kinds = shapely.get_type_id(geometries)
        for place, (name, tags, mask, _) in enumerate(self._batch):
            if not fits[place]:
                self.off_earth(_called(name, tags))
                continue
            kept = self._shaped(mask, _SHAPES.get(int(kinds[place]), "any")) if inside[place] else 0
            if kept:
                self.ids.append(name)
                self.tags.append(_small(tags))
                self.masks.append(kept)
                self.geometries.append(geometries[place : place + 1])
        self._batch.clear()
        if len(self.ids) > MOST_OBJECTS:
            raise OverLimit(
                f"more than {MOST_OBJECTS:,} objects of the file fit the query",
                todo="search around a place (--around LAT,LON,KM), or name rarer things",
            )

    def _shaped(self, mask: int, shape: str) -> int:
        for place, test in enumerate(self.filters):
            if test.shape not in ("any", shape):
                mask &= ~(1 << place)
        return mask

    def done(self, *, data_time: str | None, doubts: Sequence[str] = ()) -> Extract:
        """Give everything that was kept."""
        self.settle()
        geometries = np.concatenate(self.geometries) if self.geometries else np.empty(0, dtype=object)
        middles = middles_of(geometries)
        told = list(doubts)
        told += _left_out(self.broken, "no usable shape", self.first_broken)
        told += _left_out(self.astray, "coordinates that are not on the Earth", self.first_astray)
        return Extract(
            tuple(self.ids),
            tuple(self.tags),
            geometries,
            np.array(self.masks, dtype=np.uint64),
            shapely.get_y(middles),
            shapely.get_x(middles),
            self.seen,
            data_time,
            tuple(told),
        )


def middles_of(geometries: Geometries) -> Geometries:
    """Give a point for each: the middle where it lies inside an area, else a point on the thing."""
    middles = shapely.centroid(geometries)
    areas = shapely.get_dimensions(geometries) == 2
    outside = areas & ~shapely.contains(geometries, middles)
    lines = shapely.get_dimensions(geometries) == 1
    if outside.any():
        middles[outside] = shapely.point_on_surface(geometries[outside])
    if lines.any():
        middles[lines] = shapely.point_on_surface(geometries[lines])
    return np.asarray(middles, dtype=object)


def _within(bounds: Floats, boxes: tuple[Box, ...]) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(bounds), dtype=bool)
    for box in boxes:
        found |= (
            (bounds[:, 0] <= box.east_e7 / E7)
            & (bounds[:, 2] >= box.west_e7 / E7)
            & (bounds[:, 1] <= box.north_e7 / E7)
            & (bounds[:, 3] >= box.south_e7 / E7)
        )
    return found


def _called(name: str, tags: Mapping[str, str]) -> str:
    title = tags.get("name", "").strip()[:60]
    return f"{name} ({title})" if title else name


def _left_out(count: int, fault: str, first: str) -> list[str]:
    if count == 0:
        return []
    if count == 1:
        return [f"1 object with {fault} was left out: {first}"]
    return [f"{count:,} objects with {fault} were left out, the first: {first}"]


def _small(tags: Mapping[str, str]) -> Mapping[str, str]:
    """Keep a bounded part of an object's tags, names first."""
    first = sorted(tags.items(), key=lambda pair: (not pair[0].startswith("name"), pair[0]))
    return {key[:_LONGEST_VALUE]: value[:_LONGEST_VALUE] for key, value in first[:_KEPT_KEYS]}
