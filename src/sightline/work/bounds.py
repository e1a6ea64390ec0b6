"""Work out when an item was recorded or an incident happened: both ends, each with the reasons that give it.

Reasons are gathered from everything that hangs together with what is asked about: dates that sources say, postings and
copies, clocks in files, clips on one clock, what shows or reports what, and the bounds that people argued. They go into
one network of temporal constraints. Where they contradict each other, the smallest sets of reasons that cannot all be
true are named, and what follows without them is told apart. Nothing is recorded.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen
from sqlalchemy import Connection

from sightline.core.errors import OverLimit
from sightline.measure.chrono.bounds.choices import TooMany
from sightline.measure.chrono.bounds.conflicts import Conflict
from sightline.measure.chrono.bounds.network import Network
from sightline.measure.chrono.bounds.tightening import Account, Bound, tighten
from sightline.model.view import Named
from sightline.store.read import cluster_of, mentions_of, names_of, statements_of
from sightline.work.bounding.files import clips_beside, objects_of, say_clocks, say_copies, say_one_clock
from sightline.work.bounding.given import say_given
from sightline.work.bounding.reasons import GIVEN, Gathering, ToldReason, begin, end, written
from sightline.work.bounding.saying import TIES, say_analyses, say_dates, say_ties
from sightline.work.case import Case
from sightline.work.matching.kept import items_of
from sightline.work.pointing import point_at

KINDS: Final = ("Item", "Post", "Incident", "Aggregate")
MOST_THINGS: Final = 500
MOST_SET_ASIDE: Final = 50
_ROUNDS: Final = 4


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
    """Reasons that cannot all be true."""

    reasons: tuple[str, ...]
    smallest: bool
    """Whether it is known that no smaller set exists."""


@frozen(slots=True)
class Bounds:
    """What the case knows of when something was."""

    thing: Named
    everything: Placed | None
    """By all reasons; None where these contradict each other."""
    without_weak: Placed | None
    """By those that are not weak; None where these contradict each other."""
    contradictions: tuple[Contradiction, ...]
    set_aside: tuple[str, ...]
    """Reasons left out so that something follows at all: those in contradictions, the weak ones first."""
    otherwise: Placed | None
    """What follows without those; None where nothing had to be set aside."""
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
        things = _beside(connection, thing, gathering)
        zone = case.settings.case_zone or None
        for text in given:
            say_given(
                gathering, text, thing.code, zone=zone, find=lambda code: _found(connection, things, code)
            )
        _gather(gathering, connection, things, by=case.by, zone=zone)
    return _solved(thing, gathering)


def _found(connection: Connection, things: dict[bytes, Named], code: str) -> str:
    other = point_at(connection, code, kinds=KINDS)
    things[other.id] = other
    return other.code


def _beside(connection: Connection, thing: Named, gathering: Gathering) -> dict[bytes, Named]:
    """Find what hangs together with a thing: by statements, by one clock; a few steps out, and a bounded number."""
    seen: dict[bytes, None] = dict.fromkeys(cluster_of(connection, thing.id))
    edge: list[bytes] = list(seen)
    for _ in range(_ROUNDS):
        new = dict.fromkeys(_neighbours(connection, edge))
        edge = [one for one in new if one not in seen][: MOST_THINGS - len(seen)]
        seen.update(dict.fromkeys(edge))
        if not edge:
            break
        if len(seen) >= MOST_THINGS:
            gathering.notes.append(f"more than {MOST_THINGS} things hang together; the nearest were taken")
            break
    found = {one: named for one, named in names_of(connection, seen).items() if named.kind in KINDS}
    for member in cluster_of(connection, thing.id):  # records judged to be one with it speak of it
        if member in found:
            found[member] = thing
    return found


def _neighbours(connection: Connection, things: Sequence[bytes]) -> Iterable[bytes]:
    for one in statements_of(connection, things):
        if one.property in TIES and one.target is not None:
            yield one.target
    for one in mentions_of(connection, things):
        if one.property in TIES:
            yield one.entity
    objects = objects_of(connection, things)
    clips = clips_beside(connection, sorted(objects))
    for items in items_of(connection, clips).values():
        yield from items


def _gather(
    gathering: Gathering, connection: Connection, things: dict[bytes, Named], *, by: str, zone: str | None
) -> None:
    for code in sorted({named.code for named in things.values()}):
        gathering.thing(code)
    say_dates(gathering, connection, things, zone=zone)
    say_ties(gathering, connection, things)
    say_analyses(gathering, connection, things, mentions_of(connection, sorted(things)), by, zone=zone)
    items = [one for one, named in things.items() if named.kind in ("Item", "Post")]
    objects = {sha256: things[item].code for sha256, item in objects_of(connection, items).items()}
    say_clocks(gathering, connection, objects)
    say_one_clock(gathering, connection, objects)
    say_copies(gathering, connection, objects)


# ------------------------------------------------------------------------------------------------------------- solving


def _solved(thing: Named, gathering: Gathering) -> Bounds:
    whole = gathering.network()
    points = (begin(thing.code), end(thing.code))
    words = {one.id: one.words for one in gathering.reasons}
    try:
        answer = tighten(whole, points=points)
        aside = _set_aside(whole, answer.everything) if answer.everything.conflicts else ()
        otherwise = tighten(whole.without(aside), points=points).everything if aside else None
    except TooMany as fault:
        raise OverLimit(
            "there are too many combinations of readings to say when it was",
            item=thing.code,
            todo="reject readings that are wrong, so that fewer are left",
        ) from fault
    everything = _placed(thing, answer.everything, words)
    sure = _placed(thing, answer.without_weak, words)
    beside = tuple(code for code in sorted(gathering.things) if code != thing.code)
    placed = None if otherwise is None else _placed(thing, otherwise, words)
    return Bounds(
        thing=thing,
        everything=everything,
        without_weak=sure,
        contradictions=tuple(Contradiction(one.reasons, one.smallest) for one in answer.everything.conflicts),
        set_aside=aside,
        otherwise=placed,
        reasons=tuple(gathering.reasons),
        beside=beside,
        notes=tuple(gathering.notes),
        why=_why(thing, everything, placed, answer.everything.conflicts),
    )


def _set_aside(whole: Network, account: Account) -> tuple[str, ...]:
    """Choose reasons to leave out until the rest holds together: of each smallest conflict the weak, or else all."""
    weak = {one.id for one in whole.reasons if one.weak}
    aside: list[str] = []
    conflicts: Sequence[Conflict] = account.conflicts
    while conflicts and len(aside) < MOST_SET_ASIDE:
        for one in conflicts:
            if not set(one.reasons) & set(aside):
                aside += [name for name in one.reasons if name in weak] or list(one.reasons)
        conflicts = tighten(whole.without(aside), points=()).everything.conflicts
    return tuple(aside)


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


def _why(thing: Named, placed: Placed | None, otherwise: Placed | None, conflicts: Sequence[Conflict]) -> str:
    if conflicts and placed is None:
        count = min(len(one.reasons) for one in conflicts)
        text = f"What is known about {thing.code} cannot all be true: {count} reasons exclude each other."
        if count == 1:
            text = f"What is known about {thing.code} cannot be true: one reason excludes itself."
        return text + (" Without them: " + _interval(otherwise) if otherwise is not None else "")
    elsewhere = (
        f" Reasons about other things contradict each other ({len(conflicts)} sets)." if conflicts else ""
    )
    return f"{thing.code}: {_interval(placed)}{elsewhere}"


def _interval(placed: Placed | None) -> str:
    if placed is None:
        return "nothing follows."
    low, high = placed.begin.earliest, placed.end.latest
    if low is None and high is None:
        return "nothing bounds when it was."
    if low is None and high is not None:
        return f"not after {written(high.at_ms)}; nothing bounds it from below."
    if high is None and low is not None:
        return f"not before {written(low.at_ms)}; nothing bounds it from above."
    if low is None or high is None:
        return ""
    return f"between {written(low.at_ms)} and {written(high.at_ms)}."
