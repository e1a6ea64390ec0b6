"""Says whether two answers to one question can both be true, decided by the type of the value, with the reason.

Two dates contradict when their intervals do not meet, two figures when no number fits the words of both, two positions
when they lie further apart than both could be wrong, two actors when a person judged them different. Words are never
called a contradiction for being other words. What cannot be decided is said to be undecided.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from attrs import field, frozen

from sightline.core.errors import BadValue
from sightline.model.figures import Figure, can_meet, told
from sightline.model.finding import Json
from sightline.model.geodesic import distance_m
from sightline.model.position import Position, position, reach
from sightline.model.span import Span
from sightline.model.span_order import could_overlap, ended_before, only_meet
from sightline.model.time import sentence

KILOMETRE: Final = 1000


class Meeting(Enum):
    """How two answers stand to each other."""

    SAME = "same"
    """They say the same."""
    BOTH = "both"
    """They say different things that can both be true."""
    UNSURE = "unsure"
    """Only one can be true if they are two, and nobody has judged whether they are one."""
    APART = "apart"
    """They cannot both be true."""


@frozen(slots=True)
class Answer:
    """What one statement answers, with what has been read of it."""

    value: Json
    text: str
    """For a person."""
    key: str = ""
    """Equal for equal answers: an entity's canonical id, a text folded, a term."""
    negated: bool = False
    entity: bytes | None = None
    """Canonical id of the entity that it names."""
    span: Span | None = None
    """Of a date; wider than the day where no zone is known."""
    local: Span | None = None
    """Of a date without a clock, read as if in one zone: two such dates of one event are dates of one place."""
    figure: Figure | None = None
    conditions: tuple[tuple[str, str], ...] = ()
    """What must be equal for two answers to be about one thing: state and group of a figure, the role of a position."""
    valid: Span | None = None


@frozen(slots=True)
class Known:
    """What is known of entities beside the two answers."""

    different: frozenset[frozenset[bytes]] = field(default=frozenset())
    """Pairs (canonical ids) that a person judged different."""
    within: Mapping[bytes, frozenset[bytes]] = field(factory=dict)
    """For an entity the wholes that it is part of, up to the last."""


@frozen(slots=True)
class Met:
    """How two answers stand to each other, and why."""

    meeting: Meeting
    why: str = ""


NOTHING_KNOWN: Final = Known()


def compare(sort: str, a: Answer, b: Answer, *, one_only: bool, known: Known = NOTHING_KNOWN) -> Met:
    """Say whether two answers to one question can both be true.

    Parameters
    ----------
    sort : str
        Type of the property: date, range, place, entity, text, term and the others of ``VALUE_TYPES``.
    one_only : bool
        The property has one true answer (who did it, what its status is). Dates, figures and positions always have
        one, as far as their conditions are equal.
    known : Known
        What was judged of the entities.

    Returns
    -------
    Met
        Two negated answers are never apart: neither may be so. Times of validity that cannot overlap let both be true.
    """
    if a.conditions != b.conditions:
        return Met(Meeting.BOTH, "they are about different things")
    if a.valid is not None and b.valid is not None and not could_overlap(a.valid, b.valid):
        return Met(Meeting.BOTH, "they speak of different times")
    if a.valid is not None and b.valid is not None and only_meet(a.valid, b.valid):
        return Met(Meeting.BOTH, "one ends when the other begins")
    met = _values(sort, a, b, one_only=one_only, known=known)
    if a.negated == b.negated:
        return met if not a.negated or met.meeting is Meeting.SAME else Met(Meeting.BOTH, "both are denials")
    if met.meeting is Meeting.SAME:
        return Met(Meeting.APART, f"one says {a.text}, the other that it is not so")
    return Met(Meeting.BOTH, "a denial of another answer")


def _values(sort: str, a: Answer, b: Answer, *, one_only: bool, known: Known) -> Met:
    if a.local is not None and b.local is not None:
        return _dates(a, b, a.local, b.local)
    if a.span is not None and b.span is not None:
        return _dates(a, b, a.span, b.span)
    if a.figure is not None and b.figure is not None:
        return _figures(a, b, a.figure, b.figure)
    if sort == "place":
        return _positions(a, b)
    if a.entity is not None and b.entity is not None:
        return _entities(a, b, a.entity, b.entity, one_only=one_only, known=known)
    if a.key == b.key:
        return Met(Meeting.SAME, f"both say {a.text}")
    if not one_only:
        return Met(Meeting.BOTH, "other words, which need not contradict")
    return Met(Meeting.APART, "only one of them can be so")


def _dates(a: Answer, b: Answer, one: Span, other: Span) -> Met:
    if could_overlap(one, other):
        why = f"both say {a.text}" if a.key == b.key else f"{a.text} and {b.text} can be one time"
        return Met(Meeting.SAME, why)
    first, second = (one, other) if ended_before(one, other) or not ended_before(other, one) else (other, one)
    return Met(Meeting.APART, f"the two times do not meet: {_plainly(first)}, and {_plainly(second)}")


def _figures(a: Answer, b: Answer, one: Figure, other: Figure) -> Met:
    if can_meet(one, other):
        same = (one.low, one.high) == (other.low, other.high)
        return Met(
            Meeting.SAME, f"both say {a.text}" if same else f"a number fits both {a.text} and {b.text}"
        )
    below = one.high is not None and other.low is not None and one.high < other.low
    low, high = (one, other) if below else (other, one)
    return Met(Meeting.APART, f"no number fits both: {told(low)}, and {told(high)}")


def _positions(a: Answer, b: Answer) -> Met:
    one, other = _position(a.value), _position(b.value)
    if one is None or other is None:
        return Met(Meeting.BOTH, "no two positions to compare")
    apart = distance_m(one, other)
    radii = [reach(p) for p in (one, other)]
    if any(r is None for r in radii) and apart > 0:
        return Met(Meeting.UNSURE, f"{_km(apart)} apart, and nobody said how well one of them is known")
    if apart <= sum(r or 0 for r in radii):
        return Met(Meeting.SAME, f"{_km(apart)} apart, which is within their error")
    return Met(
        Meeting.APART,
        f"{_km(apart)} apart, more than both can be wrong by ({_km(sum(r or 0 for r in radii))})",
    )


def _entities(a: Answer, b: Answer, one: bytes, other: bytes, *, one_only: bool, known: Known) -> Met:
    if one == other:
        return Met(Meeting.SAME, f"both say {a.text}")
    if other in known.within.get(one, ()):
        return Met(Meeting.BOTH, f"{a.text} is part of {b.text}")
    if one in known.within.get(other, ()):
        return Met(Meeting.BOTH, f"{b.text} is part of {a.text}")
    if not one_only:
        return Met(Meeting.BOTH, "there may be several")
    if frozenset((one, other)) in known.different:
        return Met(Meeting.APART, f"{a.text} and {b.text} were judged different")
    return Met(
        Meeting.UNSURE, f"{a.text} and {b.text} stand as two, and nobody has judged whether they are one"
    )


def _plainly(span: Span) -> str:
    """Say when a span is without the zone that was only taken to compare it."""
    return sentence(span).removeprefix("on ").removesuffix(" UTC")


def _position(value: Json) -> Position | None:
    if not isinstance(value, dict) or not {"lat", "lon"} <= set(value):
        return None
    radius, precision = value.get("radius_m"), value.get("precision")
    try:
        return position(
            str(value["lat"]),
            str(value["lon"]),
            radius_m=radius if isinstance(radius, int) else None,
            precision=precision if isinstance(precision, str) else None,
        )
    except BadValue:  # written by a version that read more
        return None


def _km(metres: float) -> str:
    return f"{metres:.0f} m" if metres < KILOMETRE else f"{metres / KILOMETRE:.1f} km"
