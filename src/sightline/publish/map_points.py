"""Gather positions into the points a map draws: one a place, with every radius and every entity that stands there.

Five attacks on one town have one pair of coordinates. Drawn as five markers four of them would be hidden, so they
are one point with five names. Nothing is moved apart for looks: a map that shifts points says something untrue.
"""

import json
from collections.abc import Iterable, Mapping

from attrs import frozen

from sightline.model.shown import ShownEntity, ShownPosition
from sightline.publish.words import degrees_text, disarm, radius_text


@frozen(slots=True)
class Standing:
    """One entity at a point."""

    code: str
    title: str
    kind: str
    when: str
    radius_m: int
    precision: str
    role: str
    aggregate: bool


@frozen(slots=True)
class Point:
    """One place on the map."""

    lat_e7: int
    lon_e7: int
    label: str
    standing: tuple[Standing, ...]

    @property
    def degrees(self) -> str:
        """The position as text."""
        return degrees_text(self.lat_e7, self.lon_e7)

    @property
    def radii(self) -> tuple[int, ...]:
        """The different error radii [m], largest first."""
        return tuple(sorted({one.radius_m for one in self.standing}, reverse=True))


def points_of(entities: Iterable[ShownEntity]) -> tuple[Point, ...]:
    """Gather the positions of all entities by place, north to south."""
    at: dict[tuple[int, int], list[tuple[ShownEntity, ShownPosition]]] = {}
    for entity in entities:
        for position in entity.positions:
            at.setdefault((position.lat_e7, position.lon_e7), []).append((entity, position))
    points = []
    for (lat, lon), members in sorted(at.items(), reverse=True):
        ordered = sorted(members, key=lambda pair: (_order(pair[0]), pair[0].code, pair[1].role))
        labels = [position.label for entity, position in ordered if position.label]
        named = [entity.title for entity, _ in ordered if entity.kind == "Place"]
        standing = tuple(
            Standing(
                entity.code,
                entity.title,
                entity.kind,
                "" if entity.when is None else entity.when.text,
                position.radius_m,
                position.precision,
                position.role,
                entity.aggregate or entity.kind == "Aggregate",
            )
            for entity, position in ordered
        )
        points.append(Point(lat, lon, (named + labels + [""])[0], standing))
    return tuple(points)


def _order(entity: ShownEntity) -> tuple[int, int]:
    begin = None if entity.when is None else entity.when.begin_min
    return (entity.kind != "Incident", begin if begin is not None else 0)


def map_script(points: Iterable[Point], pages: Mapping[str, str]) -> str:
    """Write the points as a classic script, since a page opened from a folder may not fetch."""
    rows = [
        [
            point.lat_e7,
            point.lon_e7,
            disarm(point.label),
            [
                [
                    one.code,
                    disarm(one.title),
                    one.kind,
                    disarm(one.when),
                    one.radius_m,
                    f"{disarm(one.precision)}, {radius_text(one.radius_m)}",
                    pages.get(one.code, ""),
                    1 if one.aggregate else 0,
                ]
                for one in point.standing
            ],
        ]
        for point in points
    ]
    return script("points", rows)


def script(name: str, rows: object) -> str:
    """Write a value as ``window.SIGHTLINE.<name>``; ASCII only, and nothing in it can end a script element."""
    body = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.SIGHTLINE=window.SIGHTLINE||{{}};window.SIGHTLINE.{name}={body};\n"
