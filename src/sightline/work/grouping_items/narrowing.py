"""Narrows the times of items and incidents by all reasons that bound them: shadows, what was before what, copies.

The network of reasons (``work.bounds``) takes milliseconds for each, so it is only asked about what somebody argued a
time for, or put before or after another. What it says loosely excludes and joins nothing.
"""

from collections.abc import Sequence
from typing import Final

from attrs import evolve
from sqlalchemy import Connection

from sightline.core.digest import sha256
from sightline.measure.chrono.bounds.choices import TooMany
from sightline.measure.chrono.bounds.tightening import tighten
from sightline.model.view import Named
from sightline.store.observations import statements_saying
from sightline.store.read import cluster_of, names_of
from sightline.work.bounding.nearby import find_beside, gather
from sightline.work.bounding.reasons import Gathering, begin, end
from sightline.work.case import Case
from sightline.work.gazetteers.gathering import Tell
from sightline.work.grouping_items.facts import Facts, Window
from sightline.work.grouping_items.times import meetings, window_between
from sightline.work.grouping_items.words import WIDEST_MS

MOST: Final = 200
"""Things that the network is asked about."""
Between = tuple[int | None, int | None]


def narrowed(case: Case, connection: Connection, facts: Sequence[Facts], *, tell: Tell) -> tuple[Facts, ...]:
    """Take into account what bounds the times of things.

    A time that somebody said stays, cut to what can be; one that nobody said is taken from its bounds where they leave
    ten days or less, and else only keeps events apart. Where the reasons contradict each other nothing is changed.
    """
    wanted = _argued(connection, facts)
    asked = [one for one in facts if one.id in wanted and (one.is_incident or one.is_shown)]
    if len(asked) > MOST:
        tell(f"only {MOST} of {len(asked)} things with argued times are bounded; see: sightline bounds CODE")
    named = names_of(connection, [one.id for one in asked[:MOST]])
    new = {one.id: _cut(case, connection, one, named[one.id]) for one in asked[:MOST]}
    return tuple(new.get(one.id, one) for one in facts)


def _argued(connection: Connection, facts: Sequence[Facts]) -> set[bytes]:
    """List what somebody argued a time for, or put before or after another."""
    out = {one for own in facts if own.after for one in (own.id, *own.after)}
    said = [one for one in statements_saying(connection, ("of",)) if one.target is not None]
    kinds = names_of(connection, {one.entity for one in said})
    targets = {
        one.target
        for one in said
        if one.target is not None
        and kinds[one.entity].kind == "Chronolocation"
        and not one.negated
        and one.rank != "deprecated"
    }
    return out | {cluster_of(connection, target)[0] for target in targets}


def _cut(case: Case, connection: Connection, one: Facts, named: Named) -> Facts:
    zone = case.settings.case_zone or None
    bounds = _bounds(case, connection, named, zone)
    if bounds is None:
        return evolve(one, is_torn=True)
    if bounds == (None, None):
        return one
    window = window_between(*bounds, zone=zone, lon=one.spots[0].lon_e7 / 1e7 if one.spots else None)
    told = evolve(one, mark=sha256(one.mark + repr((window.begin, window.end)).encode())[:16])
    if one.windows:
        both = meetings(one.windows, (window,))
        return evolve(told, windows=both) if both else evolve(told, is_torn=True)
    if window.width is not None and window.width <= WIDEST_MS:
        return evolve(told, windows=(window,), when="bounds")
    return evolve(told, limits=(Window(window.begin, window.end),))


def _bounds(case: Case, connection: Connection, named: Named, zone: str | None) -> Between | None:
    """Give the earliest and the latest moment [ms, UTC]; None where the reasons cannot all be true."""
    gathering = Gathering()
    gathering.thing(named.code)
    things = find_beside(connection, named, gathering)
    gather(gathering, connection, things, by=case.by, zone=zone)
    try:
        answer = tighten(gathering.network(), points=(begin(named.code), end(named.code)))
    except TooMany:
        return None, None
    for account in (answer.everything, answer.without_weak):
        first, last = account.of(begin(named.code)), account.of(end(named.code))
        if first is not None and last is not None:
            return (
                None if first.lower is None else first.lower.at_ms,
                None if last.upper is None else last.upper.at_ms,
            )
    return None
