"""Say which incidents of the case a text may be about: by date, place, figures and wording, each with its reason.

Relative dates are told by the day the text was written, so "last night" in one post and a date in another can meet.
A date or a place that contradicts speaks against; nothing is decided here.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import define, field, frozen
from sqlalchemy import select

from sightline.core.errors import BadTime
from sightline.core.fold import fold
from sightline.measure.text.claims.record import Suggestion
from sightline.model.figures import Figure, can_meet, figure_of
from sightline.model.geodesic import distance_m
from sightline.model.place import position
from sightline.model.time import Span, could_overlap
from sightline.model.time import read as read_time
from sightline.store.names_held import names_held
from sightline.store.tables import entities, positions, statements
from sightline.work.case import Case
from sightline.work.suggesting.offer import Held

_PROPS: Final = ("title", "summary", "occurred", "place", "place_name", "position", "casualties")
_NEAR_M: Final = 15_000.0
_FAR_M: Final = 60_000.0
_MOST: Final = 3
_ENOUGH: Final = 0.45
_WEIGHTS: Final = {"when": 0.4, "where": 0.4, "figures": 0.15, "words": 0.15}
_WORD: Final = re.compile(r"\w{4,}")


@define(slots=True)
class _Known:
    """What is known of one event."""

    code: str = ""
    title: str = ""
    times: list[Span] = field(factory=list)
    spots: list[tuple[float, float]] = field(factory=list)
    names: set[str] = field(factory=set)
    figures: dict[str, list[Figure]] = field(factory=lambda: defaultdict(list))
    words: set[str] = field(factory=set)


@frozen(slots=True)
class _Met:
    score: float
    why: tuple[str, ...]
    against: tuple[str, ...]


def names_of_actors(case: Case) -> tuple[str, ...]:
    """Give every name of the actors that the case holds, so that a text's mentions of them are found as written."""
    with case.catalogue.reading() as connection:
        held = names_held(connection, ("Actor",))
    return tuple(sorted({one.text for one in held if not one.negated and len(one.text) > 3}))


def held_for(case: Case, found: Sequence[Suggestion]) -> Mapping[tuple[int, int], tuple[Held, ...]]:
    """Rank, for each suggested incident by its span, the incidents of the case that it may be."""
    events = [one for one in found if one.kind == "incident"]
    if not events:
        return {}
    known = _known(case)
    if not known:
        return {}
    out = {}
    for event in events:
        own = _said(event, found)
        ranked = [(met, one) for one in known if (met := _meet(own, one)).score >= _ENOUGH]
        ranked.sort(key=lambda pair: (-pair[0].score, pair[1].code))
        out[event.start, event.end] = tuple(
            Held(one.code, one.title, round(met.score, 2), "; ".join(met.why), "; ".join(met.against))
            for met, one in ranked[:_MOST]
        )
    return out


def _said(event: Suggestion, found: Sequence[Suggestion]) -> _Known:
    """Gather what the text says of one incident; a place told of no other incident counts for it too."""
    own = _Known(words=set(_WORD.findall(fold(event.quote))))
    several = sum(one.kind == "incident" for one in found) > 1
    for one in found:
        if one.subject != event.quote and (several or one.kind not in ("place", "date", "figure")):
            continue
        value = one.value
        if one.kind == "date" and isinstance(value, str):
            own.times += _time(value)
        elif one.kind == "place":
            if isinstance(value, Mapping):
                own.spots.append((float(value["lat"] or 0), float(value["lon"] or 0)))
            own.names.add(fold(one.quote))
        elif one.kind == "figure" and isinstance(value, Mapping):
            figure = figure_of({name: _whole(value.get(name)) for name in ("min", "best", "max")})
            if figure is not None and one.polarity == "affirmed":
                own.figures[f"{value['state']} {value['group']}"].append(figure)
        elif one.kind == "means":
            own.words |= set(_WORD.findall(fold(one.quote)))
    return own


def _known(case: Case) -> list[_Known]:
    """Read what the case holds of each incident; withheld and negated statements not."""
    out: dict[bytes, _Known] = {}
    linked: dict[bytes, list[bytes]] = defaultdict(list)
    with case.catalogue.reading() as connection:
        for one, code, title in connection.execute(
            select(entities.c.id, entities.c.code, entities.c.title).where(entities.c.kind == "Incident")
        ):
            out[bytes(one)] = _Known(code, title or code)
        spots = {
            n: (lat / 1e7, lon / 1e7)
            for n, lat, lon in connection.execute(select(positions.c.n, positions.c.lat, positions.c.lon))
        }
        columns = ("n", "entity", "prop", "value", "target", "quals")
        query = select(*(statements.c[name] for name in columns)).where(
            statements.c.prop.in_((*_PROPS, "name")),
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
            statements.c.negated == 0,
            statements.c.rank != 0,
        )
        places: dict[bytes, _Known] = defaultdict(_Known)
        for n, entity, prop, value, target, quals in connection.execute(query.order_by(statements.c.n)):
            own = out.get(bytes(entity))
            if own is None:
                _add(places[bytes(entity)], prop, value, quals, spots.get(n))
            elif prop == "place" and target is not None:
                linked[bytes(entity)].append(bytes(target))
            else:
                _add(own, prop, value, quals, spots.get(n))
    for entity, targets in linked.items():
        for target in targets:
            out[entity].spots += places[target].spots
            out[entity].names |= places[target].names
    return list(out.values())


def _add(
    own: _Known, prop: str, value: str | None, quals: str | None, spot: tuple[float, float] | None
) -> None:
    read = None if value is None else json.loads(value)
    if spot is not None:
        own.spots.append(spot)
    elif prop == "occurred" and isinstance(read, str):
        own.times += _time(read)
    elif prop in ("place_name", "name") and isinstance(read, str):
        own.names.add(fold(read))
    elif prop in ("title", "summary") and isinstance(read, str):
        own.words |= set(_WORD.findall(fold(read)))
    elif prop == "casualties":
        told = {} if quals is None else json.loads(quals)
        figure = figure_of(read)
        if figure is not None and isinstance(told.get("state"), str):
            own.figures[f"{told['state']} {told.get('group') or 'all'}"].append(figure)


def _time(edtf: str) -> list[Span]:
    try:
        return [read_time(edtf, zone="UTC")]
    except BadTime:
        return []


def _meet(own: _Known, other: _Known) -> _Met:
    """Weigh what is known of both: only what both know counts, and what contradicts counts against."""
    score, why, against = 0.0, [], []
    if own.times and other.times:
        if any(could_overlap(a, b) for a in own.times for b in other.times):
            score += _WEIGHTS["when"]
            why.append("the dates meet")
        else:
            score -= _WEIGHTS["when"]
            against.append("no date of the text meets its dates")
    near = _nearest(own, other)
    if near is not None and near <= _NEAR_M:
        score += _WEIGHTS["where"]
        why.append("the same place" if near < 1 else f"places {near / 1000:.0f} km apart")
    elif near is not None and near > _FAR_M:
        score -= _WEIGHTS["where"]
        against.append(f"places {near / 1000:.0f} km apart")
    same = sorted(set(own.figures) & set(other.figures))
    if same:
        met = [f for f in same if any(can_meet(a, b) for a in own.figures[f] for b in other.figures[f])]
        score += _WEIGHTS["figures"] if met else 0.0
        (why if met else against).append(f"figures of {(met or same)[0]} {'meet' if met else 'differ'}")
    words = own.words & other.words
    if words:
        score += _WEIGHTS["words"] * min(1.0, len(words) / 3)
        why.append(f"words in common: {', '.join(sorted(words)[:4])}")
    return _Met(max(0.0, min(1.0, score)), tuple(why), tuple(against))


def _nearest(own: _Known, other: _Known) -> float | None:
    """Give the least distance of their places [m]; 0 for the same name, None where one of them has none."""
    if own.names & other.names:
        return 0.0
    apart = [distance_m(position(*a), position(*b)) for a in own.spots for b in other.spots]
    return min(apart, default=None)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
