"""Count the objects around one object: "at least three water towers within 1 km", "no river within 500 m"."""

from typing import Any

import numpy as np
import shapely
from attrs import define, field, frozen

from sightline.measure.geo.landmarks.defaults import RELAXED, compass, metres
from sightline.measure.geo.landmarks.ground import Ground, Indices
from sightline.measure.geo.landmarks.query import Number
from sightline.measure.geo.landmarks.sectors import bearing_of, nearest, sectors


@frozen
class Counted:
    """What a count found at one object."""

    held: bool
    nearly: bool
    """Whether it fails by so little that the place is worth a look."""
    fit: float
    measured: str
    nearest: int | None = None
    """Place in the ground of the nearest object that was counted."""
    distance: float | None = None
    bearing: float | None = None


@define(eq=False)
class Counter:
    """One counting rule over one ground; what was counted is kept, since many places ask for the same object."""

    ground: Ground
    rule: Number
    members: Indices
    _tree: Any = None
    _kept: dict[int, Counted] = field(factory=dict)

    def at(self, subject: int) -> Counted:
        """Count around one object."""
        if subject not in self._kept:
            if self._tree is None:
                self._tree = shapely.STRtree(self.ground.shapes[self.members])
            self._kept[subject] = self._count(subject)
        return self._kept[subject]

    def _count(self, subject: int) -> Counted:
        rule, ground = self.rule, self.ground
        found = self.members[
            self._tree.query(ground.shapes[subject], predicate="dwithin", distance=rule.most_m * RELAXED)
        ]
        found = found[found != subject]
        distances = np.asarray(
            shapely.distance(ground.shapes[subject], ground.shapes[found]), dtype=np.float64
        )
        apex = ground.middles[subject][None, :]
        points = nearest(np.repeat(apex, len(found), axis=0), ground.shapes[found])
        if rule.toward is not None and len(found) > 0:
            wedge = sectors(
                apex,
                np.array([rule.toward.bearing_deg + ground.north[subject]]),
                rule.toward.half_deg,
                rule.most_m * RELAXED,
            )[0]
            parts = shapely.intersection(ground.shapes[found], wedge)
            inside = ~shapely.is_empty(parts)
            found, parts = found[inside], parts[inside]
            distances = np.asarray(shapely.distance(ground.shapes[subject], parts), dtype=np.float64)
            points = nearest(np.repeat(apex, len(found), axis=0), parts)
        within = distances <= rule.most_m
        return self._judged(subject, found, distances, points, int(within.sum()))

    def _judged(self, subject: int, found: Any, distances: Any, points: Any, count: int) -> Counted:
        rule = self.rule
        held = rule.least <= count and (rule.most is None or count <= rule.most)
        nearly = held or count >= rule.least - 1 or len(found) >= rule.least
        if rule.most is not None and rule.most > 0:
            nearly = nearly and count <= rule.most + 1
        text = f"{count} {rule.feature.words} within {metres(rule.most_m)}"
        if count == 0:
            text = f"no {rule.feature.words} within {metres(rule.most_m)}"
        if rule.toward is not None:
            text += f" to the {rule.toward.words}"
        if len(found) == 0:
            return Counted(held, nearly, 1.0 if held else 0.0, text)
        first = int(np.argmin(distances))
        away = float(distances[first])
        vector = points[first] - self.ground.middles[subject]
        bearing = float((bearing_of(vector[None, :])[0] - self.ground.north[subject]) % 360.0)
        fit = 1.0
        if (
            rule.most == 0
        ):  # the farther the unwanted, the better; a hole of half as much again is as good as any
            fit = min(1.0, 0.5 + (away - rule.most_m) / rule.most_m) if held else 0.5 * away / rule.most_m
            text = f"the nearest {rule.feature.words} is {metres(away)} away to the {compass(bearing)}"
        elif not held:
            fit = 0.4
        return Counted(held, nearly, fit, text, int(found[first]), away, bearing)
