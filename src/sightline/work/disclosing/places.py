"""Where and when an entity stands in a disclosure: its points with their radius, its main time, its spans."""

from decimal import Decimal
from typing import Final

from sightline.core.errors import BadValue
from sightline.model.finding import Json
from sightline.model.place import Position, coarsen, position, reach
from sightline.model.shown import ShownPosition, ShownSpan
from sightline.model.shown_time import ShownTime
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.statements import Showing, best_text, plain, said_time, shown_id
from sightline.work.disclosing.words import (
    entity_in,
    kind_of,
    link,
    property_label,
    property_of,
    shown_time,
    terms_of,
    value_text,
)

RELEASED: Final = "district"
"""The finest precision at which a place leaves in a release."""
_AT: Final = {"place": "site", "claimed_place": "claimed place", "found_at": "found here", "base_of": "base"}
"""Properties whose value is a place where the entity stands too, with the role it has there."""
_LEAST_M: Final = 2_000
"""Radius of a point of which nobody says how well it is known: at least this."""
_MOST_SPANS: Final = 60


def positions_shown(showing: Showing, members: list[bytes]) -> tuple[ShownPosition, ...]:
    """Give every point of an entity: its own, and those of the places where it is said to have been."""
    held = showing.held
    out: list[ShownPosition] = []
    for said in _standing(held, members):
        declared = property_of(held, said.one.entity, said.one.property)
        if declared is None:
            continue
        if declared.type == "place":
            role = "" if declared.id == "position" else declared.label.lower()
            if declared.camera and "camera" not in role:
                role = f"camera, {role}" if role and declared.id != "camera_position" else "camera"
            title = link(held, members[0]).title
            if declared.id == "claimed_position":
                title = _claimed_name(held, members, said.one.source) or title
            out += _shown(showing, said, title, role or ("site" if _happens(held, members[0]) else ""))
        elif declared.id in _AT and (target := entity_in(said.one.value)) is not None:
            out += of_place(showing, target, _AT[declared.id], said)
    return tuple(dict.fromkeys(out))


def _claimed_name(held: Held, members: list[bytes], source: bytes | None) -> str:
    """Give the place that whoever claims a position names with it, in at most two spellings; empty where none is."""
    names = dict.fromkeys(
        plain(said.one.value)
        for said in _standing(held, members)
        if said.one.property == "claimed_place_name" and said.one.source == source
    )
    return " / ".join(list(names)[:2])


def of_place(showing: Showing, place: bytes, role: str, said: Said) -> list[ShownPosition]:
    """Give the points of a place for something that stands there, by the statement that puts it there."""
    held = showing.held
    head = held.head(place)
    out = []
    for member in showing.members.get(head, [head]):
        for own in held.said.get(member, ()):
            declared = property_of(held, member, own.one.property)
            if own.stands and not own.one.negated and declared is not None and declared.type == "place":
                points = _shown(showing, own, link(held, head).title, role)
                out += [_cited(point, shown_id(showing, said.one)) for point in points]
    return out


def _cited(point: ShownPosition, statement: str) -> ShownPosition:
    return ShownPosition(
        point.lat_e7, point.lon_e7, point.radius_m, point.precision, point.label, point.role, statement
    )


def _happens(held: Held, entity: bytes) -> bool:
    kind = kind_of(held, entity)
    return kind is not None and kind.id in ("Incident", "Aggregate")


def _standing(held: Held, members: list[bytes]) -> list[Said]:
    return [s for m in members for s in held.said.get(m, ()) if s.stands and not s.one.negated]


def _shown(showing: Showing, said: Said, label: str, role: str) -> list[ShownPosition]:
    point = point_of(said.one.value)
    if point is None:
        return []
    words = terms_of(showing.held.schema, property_of(showing.held, said.one.entity, "place_kind"))
    radius = reach(point)
    told = words.get(point.precision or "", point.precision or "")
    return [
        ShownPosition(
            point.lat_e7,
            point.lon_e7,
            _unstated(said.one.value) if radius is None else radius,
            told.lower() or ("as stated" if radius is not None else "precision not stated"),
            label,
            role,
            shown_id(showing, said.one),
        )
    ]


def point_of(value: Json) -> Position | None:
    """Read a position from a value; None where it is none."""
    if not isinstance(value, dict) or "lat" not in value:
        return None
    radius, precision = value.get("radius_m"), value.get("precision")
    try:
        return position(
            str(value["lat"]),
            str(value["lon"]),
            radius_m=radius if isinstance(radius, int) else None,
            precision=precision if isinstance(precision, str) else None,
        )
    except BadValue:
        return None


def _unstated(value: Json) -> int:
    """Give a radius to a point whose source gives none: as fine as its digits, never finer than a village."""
    digits = min(-int(Decimal(str(value[k])).as_tuple().exponent) for k in ("lat", "lon"))  # type: ignore[index, call-overload]
    return max(_LEAST_M, round(111_320 * 10.0 ** -max(digits, 0)))


def coarse_value(value: Json) -> Json:
    """Coarsen a position for a release; every point of one cell becomes the same point."""
    point = point_of(value)
    if point is None:
        return value
    known = point.precision if point.precision != "other" else None
    wide = coarsen(Position(point.lat_e7, point.lon_e7, point.radius_m, known), RELEASED)
    return {
        "lat": f"{Decimal(wide.lat_e7) / 10_000_000:.4f}",
        "lon": f"{Decimal(wide.lon_e7) / 10_000_000:.4f}",
        "radius_m": wide.radius_m,
        "precision": wide.precision,
    }


def when_of(held: Held, members: list[bytes]) -> ShownTime | None:
    """Give the main time of an entity: the first property its kind takes a time from, preferred before normal."""
    kind = kind_of(held, members[0])
    for prop in () if kind is None else kind.time:
        mine = [
            s.one for s in _standing(held, members) if s.one.property == prop and isinstance(s.one.value, str)
        ]
        mine.sort(key=lambda s: (s.rank != "preferred", s.n))
        if mine:
            return shown_time(str(mine[0].value), None)
    return None


def where_of(held: Held, members: list[bytes]) -> str:
    """Say in words where: the places named, else the place as written."""
    named: list[str] = []
    for said in _standing(held, members):
        target = entity_in(said.one.value)
        if (
            said.one.property in ("place", "claimed_place", "found_at", "active_in", "operates_in")
            and target is not None
        ):
            named.append(link(held, target).title)
    if named:
        return ", ".join(dict.fromkeys(named))
    return best_text(held, members, "place_name") or best_text(held, members, "claimed_place_name")


def spans_shown(showing: Showing, members: list[bytes]) -> tuple[ShownSpan, ...]:
    """Give a bar to every statement that says when it held, and to every date."""
    held = showing.held
    kind = kind_of(held, members[0])
    dated = set() if kind is None else set(kind.time)
    out = []
    for member in members:
        for said in held.said.get(member, ()):
            one = said.one
            if not said.stands:
                continue
            declared = property_of(held, member, one.property)
            if one.valid is not None and (time := shown_time(one.valid, one.valid_zone)) is not None:
                out.append(ShownSpan(time, value_text(held, declared, one.value), shown_id(showing, one)))
            elif one.property in dated and (time := shown_time(str(one.value), None)) is not None:
                who = "" if one.source is None else link(held, one.via or one.source).title
                out.append(
                    ShownSpan(time, who or property_label(held, member, one.property), shown_id(showing, one))
                )
    return tuple(out[:_MOST_SPANS])


def said_order(said: Said) -> tuple[int, int]:
    """Sort statements by when they were said, those without a date last."""
    time = said_time(said.one)
    begin = None if time is None else time.begin_min
    return (2**62 if begin is None else begin, said.one.n)
