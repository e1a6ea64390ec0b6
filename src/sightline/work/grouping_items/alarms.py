"""Finds footage that is shown for two events: one item or copies of it under two incidents apart in time or place.

Items that hold only a sound in common are other cameras and give no alarm. Only direct copies count, never a copy of
a copy: a compilation shares footage with many that share nothing with each other.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import orjson
from attrs import evolve

from sightline.model.view import Named
from sightline.work.grouping_items.facts import Facts, Link
from sightline.work.grouping_items.records import EventAlarm
from sightline.work.grouping_items.rows import Row
from sightline.work.grouping_items.spellings import Places
from sightline.work.grouping_items.times import gap_ms
from sightline.work.grouping_items.weighing import excluded, not_one_place

SHARING = ("copy", "repost")


def alarms(
    facts: Mapping[bytes, Facts],
    places: Places,
    links: Sequence[Link],
    ties: Mapping[bytes, Sequence[Row]],
    name: Callable[[bytes], Named | None],
) -> tuple[EventAlarm, ...]:
    """Find all alarms, those that are sure first.

    Parameters
    ----------
    facts : mapping
        Of items and incidents, by id.
    ties : mapping
        For an item the statements that it shows or reports an incident.
    """
    out: list[EventAlarm] = []
    for item in sorted(ties):
        for one, other in combinations(_shown(ties, item), 2):
            if not _other_stretch(one, other):
                out += _under_two(facts, places, (item,), one, other, name)
    for link in links:
        if link.kind not in SHARING:
            continue
        mine, theirs = _shown(ties, link.one), _shown(ties, link.other)
        for left in mine:
            for right in theirs:
                out += _under_two(facts, places, (link.one, link.other), left, right, name, link=link)
        if not mine and not theirs:
            out += _claimed(facts, places, link, name)
    unique = {(one.items, one.incidents): one for one in reversed(out)}
    return tuple(sorted(unique.values(), key=lambda one: (not one.sure, [n.id for n in one.items], one.why)))


def _shown(ties: Mapping[bytes, Sequence[Row]], item: bytes) -> list[Row]:
    """List which incidents an item shows; where of one it is said at which time of it, only those that say it."""
    rows = [row for row in ties.get(item, ()) if row.prop == "shows"]
    timed = {row.target for row in rows if _at(row) is not None}
    return [row for row in rows if row.target not in timed or _at(row) is not None]


def _other_stretch(one: Row, other: Row) -> bool:
    """Tell whether a person said of both incidents at which time of the video it shows them, and not the same."""
    first, second = _at(one), _at(other)
    return first is not None and second is not None and first != second


def _at(row: Row) -> object:
    return orjson.loads(row.quals).get("at") if row.quals else None


def _under_two(
    facts: Mapping[bytes, Facts],
    places: Places,
    items: tuple[bytes, ...],
    left: Row,
    right: Row,
    name: Callable[[bytes], Named | None],
    *,
    link: Link | None = None,
) -> Iterator[EventAlarm]:
    if left.target is None or right.target is None or left.target == right.target:
        return
    one, other = facts.get(left.target), facts.get(right.target)
    if one is None or other is None or one.id in other.within or other.id in one.within:
        return
    first, second = sorted((one, other), key=lambda f: f.id)
    apart = excluded(first, second, places)
    if apart is None:
        return
    named = [n for i in items if (n := name(i)) is not None]
    events = [n for f in (first, second) if (n := name(f.id)) is not None]
    who = (
        f"{named[0].code} is"
        if len(named) == 1
        else f"{named[0].code} and {named[1].code} share footage"
        f"{', on which people judge differently,' if link is not None and link.is_disputed else ''} and are"
    )
    todo = ""
    if len(named) == 1:
        example = f"sightline say {named[0].code} shows {second.code} --qualifier at=0:41"
        todo = f"; if it is a compilation, say at which time it shows each ({example})"
    yield EventAlarm(
        tuple(named),
        tuple(events),
        f"{who} shown for two events, {first.code} and {second.code}: {apart}{todo}",
        _sure(first, second, places) and (link is None or not link.is_disputed),
        (*sorted({left.id.hex(), right.id.hex()}), *([link.ref] if link is not None and link.ref else [])),
    )


def _claimed(
    facts: Mapping[bytes, Facts], places: Places, link: Link, name: Callable[[bytes], Named | None]
) -> Iterator[EventAlarm]:
    """Look at copies that are under no incident yet, and are said to show another time or place."""
    one, other = facts.get(link.one), facts.get(link.other)
    if one is None or other is None or one.incidents or other.incidents:
        return
    one, other = _as_said(one), _as_said(other)
    apart = excluded(one, other, places)
    named = [n for i in (link.one, link.other) if (n := name(i)) is not None]
    if apart is not None and len(named) == 2:
        why = (
            f"{named[0].code} and {named[1].code}: {link.why}, and they are said to be of two events: {apart}"
        )
        yield EventAlarm(
            tuple(named),
            (),
            why,
            _sure(one, other, places) and not link.is_disputed,
            () if link.ref is None else (link.ref,),
        )


def _as_said(one: Facts) -> Facts:
    """Leave of what is known of an item what somebody said; its own words may name when it was published."""
    return evolve(
        one,
        windows=one.windows if one.when == "said" else (),
        limits=(),
        places=one.places if one.where == "said" else (),
    )


def _sure(one: Facts, other: Facts, places: Places) -> bool:
    """Tell whether times or positions exclude each other, rather than names alone."""
    if gap_ms(one.times, other.times) > 0:
        return True
    bare = not_one_place(one, other, places)
    return bare is not None and "km apart" in bare
