"""Finds what lies in a place: by what is said to be part of what, and by its outline; circles are named, not walked."""

from sqlalchemy import Connection

from sightline.model.geometry import contains
from sightline.model.view import Named
from sightline.store.read import cluster_of, names_of
from sightline.store.relations import canonical_of, members_of, territory
from sightline.store.relations_found import Asked
from sightline.store.shapes import inside, points_of, shape_numbers, values_of
from sightline.work.relating.conflicts import ways_in_circles
from sightline.work.relating.records import Contradiction


def inside_of(connection: Connection, whole: Named, asked: Asked) -> tuple[list[bytes], list[Contradiction]]:
    """List a place with everything in it, by part_of and by its outline; a circle is named and ends the walk."""
    reached = cluster_of(connection, whole.id, known_at=None if asked.known < 0 else asked.known)
    front, seen, ways = list(reached), set(reached), list[tuple[bytes, bytes, bytes]]()
    while front:
        below = inside(connection, front, asked)
        ways += below
        heads = canonical_of(connection, {part for _, part, _ in below}, known=asked.known)
        fresh = {heads.get(part, part) for _, part, _ in below} | {part for _, part, _ in below}
        fresh |= set(members_of(connection, fresh, known=asked.known))
        front = sorted(fresh - seen)
        seen |= fresh
    outlines = shape_numbers(connection, sorted(reached), known=asked.known)
    values = values_of(connection, [n for n, _, prop in outlines if prop == "extent"])
    areas = [value for value, _ in values.values() if isinstance(value, dict)]
    if areas:
        every = {row[1] for rows in territory(connection, asked, None) for row in rows}
        points = points_of(connection, sorted(every - seen), known=asked.known)
        seen |= {p for p, (lat, lon) in points.items() if any(contains(a, lon, lat) for a in areas)}
    names = names_of(connection, {i for _, a, b in ways for i in (a, b)})
    circles = ways_in_circles(
        ways, lambda one: "" if one is None or one not in names else _called(names[one])
    )
    return sorted(seen), circles


def _called(one: Named) -> str:
    return one.code if one.title == one.code else f"{one.title} ({one.code})"
