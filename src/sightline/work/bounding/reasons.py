"""Collect reasons about the begin and end of items and incidents, in the words in which they will be told."""

from collections.abc import Sequence
from typing import Final

from attrs import define, field, frozen

from sightline.core.clock import rfc3339
from sightline.measure.chrono.bounds.network import (
    EPOCH,
    FARTHEST_MS,
    Limit,
    Network,
    Range,
    Reason,
    apart,
    at,
    before,
    network,
)
from sightline.model.span import Shape, Span
from sightline.model.view import Named

FIRST_MS: Final = -62_135_596_800_000
LAST_MS: Final = 253_402_300_799_999
GIVEN: Final = "given"
"""The reason of what holds of itself: nothing ends before it begins."""


@frozen(slots=True)
class ToldReason:
    """One reason: what was said or measured, where it can be looked up, and whether it may be wrong."""

    id: str
    words: str
    weak: bool
    cite: str = ""
    """Id (hex, shortened) of the statement or finding; empty for what was given with the question."""
    of: tuple[str, ...] = ()
    """Codes of the things it speaks of."""
    by: Named | None = None
    """The source that says it; its title stands in the words."""


@define(slots=True)
class Gathering:
    """Reasons as they are found; each thing is given its two points when it is first named."""

    reasons: list[ToldReason] = field(factory=list)
    limits: list[Limit] = field(factory=list)
    things: dict[str, None] = field(factory=dict)
    notes: list[str] = field(factory=list)

    def thing(self, code: str) -> None:
        """Name a thing: it begins before it ends."""
        if code not in self.things:
            self.things[code] = None
            self.limits.append(before(GIVEN, begin(code), end(code)))

    def because(
        self, words: str, *limits: Limit, weak: bool = False, cite: str = "", by: Named | None = None
    ) -> None:
        """Take in a reason with its limits; a limit that says nothing is left out."""
        told = [
            one
            for one in limits
            if any(part.least is not None or part.most is not None for part in one.ranges)
        ]
        if any(abs(edge) > FARTHEST_MS for one in told for edge in _edges(one)):
            self.notes.append(f"left out, since it lies beyond all clocks: {words}")
            return
        if not told:
            return
        identifier = f"R{len(self.reasons) + 1}"
        of = {_thing(point) for one in told for point in (one.start, one.end) if point != EPOCH}
        self.reasons.append(ToldReason(identifier, words, weak, cite, tuple(sorted(of)), by))
        self.limits += [Limit(identifier, one.start, one.end, one.ranges) for one in told]

    def network(self) -> Network:
        """Give the network of everything gathered."""
        reasons = [Reason(one.id, one.words, weak=one.weak) for one in self.reasons]
        return network([Reason(GIVEN, "nothing ends before it begins", given=True), *reasons], self.limits)


def _edges(limit: Limit) -> list[int]:
    return [edge for part in limit.ranges for edge in (part.least, part.most) if edge is not None]


def _thing(point: str) -> str:
    return point.rpartition(" ")[0]


def begin(code: str) -> str:
    """Name the begin of a thing."""
    return f"{code} begin"


def end(code: str) -> str:
    """Name the end of a thing."""
    return f"{code} end"


def during(code: str, spans: Sequence[tuple[int | None, int | None]]) -> tuple[Limit, Limit]:
    """Limit a thing to lie within one of several stretches of the clock [ms, half-open]."""
    return (
        at("", begin(code), *((low, _last(high)) for low, high in spans)),
        at("", end(code), *((low, high) for low, high in spans)),
    )


def not_after(code: str, at_ms: int | None) -> Limit:
    """Say that a thing was over by a moment."""
    return at("", end(code), (None, at_ms))


def begun_by(code: str, at_ms: int | None) -> Limit:
    """Say that a thing had begun by a moment."""
    return at("", begin(code), (None, at_ms))


def ended_after(code: str, at_ms: int | None) -> Limit:
    """Say that a thing was not over before a moment."""
    return at("", end(code), (at_ms, None))


def not_before(code: str, at_ms: int | None) -> Limit:
    """Say that a thing began no earlier than a moment."""
    return at("", begin(code), (at_ms, None))


def stretches(span: Span) -> tuple[tuple[int | None, int | None], ...]:
    """Give where a written time can lie [ms, half-open]: several stretches for "one of these days"."""
    if span.shape is Shape.ONE_OF and span.members:
        return tuple((one.begin_earliest, one.end_latest) for one in span.members)
    return ((span.begin_earliest, span.end_latest),)


def apart_by(first: str, second: str, least_ms: int | None, most_ms: int | None) -> Limit:
    """Say how long after one point another is [ms]."""
    return apart("", first, second, (least_ms, most_ms))


def written(at_ms: int) -> str:
    """Write a moment in UTC (RFC 3339); beyond the years 1 to 9999 only on which side it lies."""
    if not FIRST_MS <= at_ms <= LAST_MS:
        return "before the year 1" if at_ms < 0 else "after the year 9999"
    return rfc3339(at_ms)


def _last(high: int | None) -> int | None:
    return None if high is None else high - 1


__all__ = [
    "GIVEN", "Gathering", "Limit", "Range", "ToldReason", "apart_by", "begin", "begun_by", "during", "end",
    "ended_after", "not_after", "not_before", "stretches", "written",
]  # fmt: skip
