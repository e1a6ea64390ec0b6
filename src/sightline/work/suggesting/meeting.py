"""Weigh whether what a text says of an event and what the case holds of an incident may be one, and by what."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from attrs import define, field, frozen

from sightline.core.errors import BadTime
from sightline.core.fold import fold
from sightline.measure.text.claims.record import Suggestion
from sightline.model.figures import Figure, can_meet, figure_of
from sightline.model.geodesic import distance_m
from sightline.model.place import position
from sightline.model.time import Span, could_overlap
from sightline.model.time import read as read_time
from sightline.store.incidents_known import Row

PROPS: Final = ("title", "summary", "occurred", "place_name", "position", "casualties")
NEAR_M: Final = 15_000.0
_FAR_M: Final = 60_000.0
_WEIGHTS: Final = {"when": 0.4, "where": 0.4, "figures": 0.15, "words": 0.15}
_WORD: Final = re.compile(r"\w{4,}")


@define(slots=True)
class Known:
    """What is known of one event."""

    code: str = ""
    title: str = ""
    times: list[Span] = field(factory=list)
    spots: list[tuple[float, float]] = field(factory=list)
    names: set[str] = field(factory=set)
    figures: dict[str, list[Figure]] = field(factory=lambda: defaultdict(list))
    words: set[str] = field(factory=set)


@frozen(slots=True)
class Met:
    """How much of what is known of both agrees, from 0 to 1, by what, and what speaks against."""

    score: float
    why: tuple[str, ...]
    against: tuple[str, ...]


def words_of(text: str) -> set[str]:
    """Give the words by which two texts may speak of one thing."""
    return set(_WORD.findall(fold(text)))


def add_suggestion(own: Known, one: Suggestion) -> None:
    """Add what a text suggests of the event."""
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
        own.words |= words_of(one.quote)


def add_row(own: Known, row: Row) -> None:
    """Add what a statement of the case says of the incident."""
    read = None if row.value is None else json.loads(row.value)
    if row.spot is not None:
        own.spots.append(row.spot)
    elif row.prop == "occurred" and isinstance(read, str):
        own.times += _time(read)
    elif row.prop in ("place_name", "name") and isinstance(read, str):
        own.names.add(fold(read))
    elif row.prop in ("title", "summary") and isinstance(read, str):
        own.words |= words_of(read)
    elif row.prop == "casualties":
        told = {} if row.quals is None else json.loads(row.quals)
        figure = figure_of(read)
        if figure is not None and isinstance(told.get("state"), str):
            own.figures[f"{told['state']} {told.get('group') or 'all'}"].append(figure)


def meet(own: Known, other: Known) -> Met:
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
    if near is not None and near <= NEAR_M:
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
    return Met(max(0.0, min(1.0, score)), tuple(why), tuple(against))


def _nearest(own: Known, other: Known) -> float | None:
    """Give the least distance of their places [m]; 0 for the same name, None where one of them has none."""
    if own.names & other.names:
        return 0.0
    apart = [distance_m(position(*a), position(*b)) for a in own.spots for b in other.spots]
    return min(apart, default=None)


def _time(edtf: str) -> list[Span]:
    try:
        return [read_time(edtf, zone="UTC")]
    except BadTime:
        return []


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
