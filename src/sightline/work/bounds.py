"""Work out when an item was recorded or an incident happened: both ends, each with the reasons that give it.

Reasons are gathered from everything that hangs together with what is asked about: dates that sources say, postings
and copies, clocks in files, clips on one clock, what shows or reports what, what was before or after what, and the
bounds that people argued. They go into one network of temporal constraints. Where they contradict each other, the sets
of reasons that cannot all be true are named, the smallest first, and what follows without each of them.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen
from sqlalchemy import Connection

from sightline.core.errors import OverLimit
from sightline.measure.chrono.bounds.choices import TooMany
from sightline.measure.chrono.bounds.network import Network, parts_of
from sightline.measure.chrono.bounds.tightening import Account, Answer, Bound, tighten
from sightline.model.view import Named
from sightline.work.bounding.contradicting import More, Untangled, untangle
from sightline.work.bounding.given import say_given
from sightline.work.bounding.nearby import KINDS, find_beside, gather
from sightline.work.bounding.reasons import GIVEN, Gathering, ToldReason, begin, end, written
from sightline.work.bounding.saying import KEPT_BY
from sightline.work.case import Case
from sightline.work.pointing import point_at

METHOD: Final = KEPT_BY
VERSION: Final = 2
_TOLD_MS: Final = 1_000
"""Begin and end closer together than this are told as one."""


@frozen(slots=True)
class End:
    """An earliest or latest moment and why."""

    at_ms: int
    """Milliseconds since the epoch, UTC; a latest moment is the last that is possible."""
    reasons: tuple[str, ...]
    """Ids of the reasons."""
    chain: tuple[str, ...]
    """The way from the clock to this moment, in words; empty where several readings had to be tried together."""


@frozen(slots=True)
class Moment:
    """The begin or the end of something."""

    earliest: End | None
    latest: End | None
    stretches: tuple[tuple[int | None, int | None], ...]
    """Where it can lie [ms, both ends included]; several where there are gaps between."""


@frozen(slots=True)
class Placed:
    """Begin and end of the thing in question, by one set of reasons."""

    begin: Moment
    end: Moment
    exact: bool
    """False: there were too many readings to try; the bounds hold, and tighter ones may."""


@frozen(slots=True)
class Contradiction:
    """Reasons that cannot all be true; none of them can be left out."""

    reasons: tuple[str, ...]
    smallest: bool
    """Whether it is known that no smaller set exists."""


@frozen(slots=True)
class Without:
    """What follows when some reasons are taken out."""

    reasons: tuple[str, ...]
    placed: Placed | None
    """None: the others still exclude each other."""
    why: str


@frozen(slots=True)
class Bounds:
    """What the case knows of when something was."""

    thing: Named
    everything: Placed | None
    """By all reasons; None where these contradict each other."""
    without_weak: Placed | None
    """By those that are not weak; None where these contradict each other."""
    contradictions: tuple[Contradiction, ...]
    """Sets that cannot all be true, the smallest first; behind them those about other things alone."""
    further: More
    """Whether there are more sets than these about the thing: none, more, or perhaps."""
    at_least_wrong: int
    """No fewer reasons than this are wrong; 0 where nothing about the thing contradicts."""
    without: tuple[Without, ...]
    """Each reason of a contradiction taken out in turn, then several together where one does not suffice."""
    set_aside: tuple[str, ...]
    """Weak reasons left out so that the others hold together; empty where others contradict each other too."""
    otherwise: Placed | None
    """What follows without those; None where nothing was set aside."""
    reasons: tuple[ToldReason, ...]
    beside: tuple[str, ...]
    """Codes of the other things whose times were taken into account."""
    notes: tuple[str, ...]
    why: str


def bounds(case: Case, name: str, *, given: Sequence[str] = ()) -> Bounds:
    """Work out when something was.

    :param name: code, key or title of an item or incident
    :param given: further reasons, such as "after INC-3: the crater is already there"
    :raises UnknownName: when there is no such thing
    :raises WrongUse: when a given reason cannot be read
    :raises OverLimit: when there are too many readings to say whether all reasons can be true
    """
    with case.catalogue.reading() as connection:
        thing = point_at(connection, name, kinds=KINDS)
        gathering = Gathering()
        gathering.thing(thing.code)
        things = find_beside(connection, thing, gathering)
        zone = case.settings.case_zone or None
        for text in given:
            say_given(
                gathering, text, thing.code, zone=zone, find=lambda code: _found(connection, things, code)
            )
        gather(gathering, connection, things, by=case.by, zone=zone)
    return _solved(thing, gathering)


def _found(connection: Connection, things: dict[bytes, Named], code: str) -> str:
    other = point_at(connection, code, kinds=KINDS)
    things[other.id] = other
    return other.code


def _solved(thing: Named, gathering: Gathering) -> Bounds:
    whole = gathering.network()
    points = (begin(thing.code), end(thing.code))
    words = {one.id: one.words for one in gathering.reasons}
    try:
        answer = tighten(whole, points=points)
        torn = _untangled(whole, answer, points)
    except TooMany as fault:
        raise OverLimit(
            "there are too many combinations of readings to say when it was",
            item=thing.code,
            todo="reject readings that are wrong, so that fewer are left",
        ) from fault
    everything = _placed(thing, answer.everything, words)
    own = () if torn is None else torn.conflicts
    named = {name for one in own for name in one.reasons}
    elsewhere = [one for one in answer.everything.conflicts if not named & set(one.reasons)]
    without = () if torn is None else tuple(_without(thing, torn, words))
    otherwise = None if torn is None or torn.otherwise is None else _placed(thing, torn.otherwise, words)
    return Bounds(
        thing=thing,
        everything=everything,
        without_weak=_placed(thing, answer.without_weak, words),
        contradictions=tuple(Contradiction(one.reasons, one.smallest) for one in (*own, *elsewhere)),
        further="none" if torn is None else torn.further,
        at_least_wrong=0 if torn is None else torn.fewest,
        without=without,
        set_aside=() if torn is None else torn.aside,
        otherwise=otherwise,
        reasons=tuple(gathering.reasons),
        beside=tuple(code for code in sorted(gathering.things) if code != thing.code),
        notes=tuple(gathering.notes),
        why=f"{thing.code}: {_interval(everything)}{_elsewhere(len(elsewhere))}"
        if torn is None
        else _torn(thing, torn, otherwise, without),
    )


def _untangled(whole: Network, answer: Answer, points: Sequence[str]) -> Untangled | None:
    """Look into the contradiction that the thing is part of; None where it is part of none."""
    if not answer.everything.conflicts or answer.everything.of(points[0]) is not None:
        return None
    return untangle(next(one for one in parts_of(whole) if points[0] in one.points), points)


def _without(thing: Named, torn: Untangled, words: dict[str, str]) -> list[Without]:
    found = []
    for names, told in torn.ways:
        placed = None if told is None else _placed(thing, told, words)
        why = "the others still exclude each other." if placed is None else _interval(placed)
        found.append(Without(names, placed, why))
    return found


def _placed(thing: Named, account: Account, words: dict[str, str]) -> Placed | None:
    if account.conflicts and account.of(begin(thing.code)) is None:
        return None
    moments = []
    for point in (begin(thing.code), end(thing.code)):
        found = account.of(point)
        if found is None:
            return None
        lower = None if found.lower is None else _end(found.lower, words, earliest=True)
        upper = None if found.upper is None else _end(found.upper, words, earliest=False)
        moments.append(Moment(lower, upper, tuple((part.least, part.most) for part in found.ranges)))
    return Placed(moments[0], moments[1], account.exact)


def _end(bound: Bound, words: dict[str, str], *, earliest: bool) -> End:
    side = "not before" if earliest else "not after"
    chain = tuple(
        f"{words.get(step.reason, 'nothing ends before it begins')}: {step.point} {side} {written(step.at_ms)}"
        for step in bound.steps
        if step.reason != GIVEN or len(bound.steps) > 1
    )
    return End(bound.at_ms, bound.reasons, chain)


def _torn(thing: Named, torn: Untangled, otherwise: Placed | None, without: Sequence[Without]) -> str:
    """Say in a sentence or two that reasons exclude each other, and what can be said all the same."""
    count = len(torn.conflicts[0].reasons)
    text = f"What is known about {thing.code} cannot all be true: {count} reasons exclude each other."
    if count == 1:
        text = f"What is known about {thing.code} cannot be true: one reason excludes itself."
    if torn.fewest > 1:
        text += f" At least {torn.fewest} reasons are wrong."
    if otherwise is not None:
        return f"{text} Without the weak ones among them: {_interval(otherwise)}"
    alone = [one.placed for one in without if len(one.reasons) == 1 and one.placed is not None]
    if not alone:
        return text
    lows = [_at(one.begin.earliest) for one in alone]
    highs = [_at(one.end.latest) for one in alone]
    low = None if None in lows else min(one for one in lows if one is not None)
    high = None if None in highs else max(one for one in highs if one is not None)
    return f"{text} If only one of them is wrong: {_between(low, high)}"


def _elsewhere(count: int) -> str:
    return f" Reasons about other things contradict each other ({count} sets)." if count > 0 else ""


def _interval(placed: Placed | None) -> str:
    if placed is None:
        return "nothing follows."
    low, high = _at(placed.begin.earliest), _at(placed.end.latest)
    begun, over = _at(placed.begin.latest), _at(placed.end.earliest)
    more = ""
    if begun is not None and (high is None or begun < high - _TOLD_MS):
        more += f" It had begun by {written(begun)}."
    if over is not None and (low is None or over > low + _TOLD_MS):
        more += f" It was not over before {written(over)}."
    return _between(low, high) + more


def _at(bound: End | None) -> int | None:
    return None if bound is None else bound.at_ms


def _between(low: int | None, high: int | None) -> str:
    if low is None:
        return (
            "nothing bounds when it was."
            if high is None
            else f"not after {written(high)}; nothing bounds it from below."
        )
    if high is None:
        return f"not before {written(low)}; nothing bounds it from above."
    return f"between {written(low)} and {written(high)}."
