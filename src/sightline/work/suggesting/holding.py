"""Say which incidents of the case a text may be about: by date, place, figures and wording, each with its reason.

Relative dates are told by the day the text was written, so "last night" in one post and a date in another can meet.
A date or a place that contradicts speaks against; nothing is decided here.

Only incidents told of a time or a place of the text are read, the likeliest first: an incident that meets neither
cannot come to enough. So a case of thousands answers at once, and a text of thousands of events stays bounded work.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from attrs import define, field
from sqlalchemy import Connection

from sightline.core.fold import fold
from sightline.measure.text.claims.record import Suggestion
from sightline.model.geodesic import Box, box
from sightline.model.place import position
from sightline.store.incidents_known import (
    Bounds,
    at_places,
    dated_at_all,
    dated_within,
    named_as,
    placed_within,
    titles_of_incidents,
    told_of,
)
from sightline.store.names_held import names_held
from sightline.work.case import Case
from sightline.work.suggesting.meeting import (
    NEAR_M,
    PROPS,
    Known,
    add_row,
    add_suggestion,
    meet,
    words_of,
)
from sightline.work.suggesting.offer import Held

MOST: Final = 3
ENOUGH: Final = 0.45
READ: Final = 60
"""Incidents that one event is weighed against; where more meet its date or its place, the likeliest."""
EVENTS: Final = 500
"""Events of one text that are looked up, in its order."""
PAIRS: Final = 20_000
"""Pairs that are weighed for one text."""


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
    said = _said(events, found)[:EVENTS]
    with case.catalogue.reading() as connection:
        near = _near(connection, said)
        if not near.titles:
            return {}
        most = min(READ, PAIRS // len(said))
        likely = [near.likely(own, most) for own in said]
        known = _known(connection, near, likely)
    out = {}
    for event, own, among in zip(events, said, likely, strict=False):
        ranked = [(met, known[one]) for one in among if (met := meet(own, known[one])).score >= ENOUGH]
        ranked.sort(key=lambda pair: (-pair[0].score, pair[1].code))
        out[event.start, event.end] = tuple(
            Held(one.code, one.title, round(met.score, 2), "; ".join(met.why), "; ".join(met.against))
            for met, one in ranked[:MOST]
        )
    return out


def _said(events: Sequence[Suggestion], found: Sequence[Suggestion]) -> list[Known]:
    """Gather what the text says of each incident; where there is but one, a place told of none counts for it too."""
    told: dict[str | None, list[Suggestion]] = defaultdict(list)
    for one in found:
        told[one.subject].append(one)
    loose = [
        one
        for subject, row in told.items()
        if len(events) == 1 and subject != events[0].quote
        for one in row
        if one.kind in ("place", "date", "figure")
    ]
    out = []
    for event in events:
        own = Known(words=words_of(event.quote))
        for one in (*told[event.quote], *loose):
            add_suggestion(own, one)
        out.append(own)
    return out


@define(slots=True)
class _Near:
    """The incidents that meet a time or a place of a text; what was asked once is kept."""

    titles: dict[bytes, tuple[str, str]]
    dated: dict[bytes, list[Bounds]]
    placed: dict[bytes, list[tuple[float, float]]]
    named: dict[str, set[bytes]]
    timed: set[bytes]
    """Of those near a place, the ones whose date is told."""
    _when: dict[frozenset[Bounds], set[bytes]] = field(factory=dict)
    _where: dict[tuple[float, float], set[bytes]] = field(factory=dict)
    _words: dict[bytes, set[str]] = field(factory=dict)

    def likely(self, own: Known, most: int) -> list[bytes]:
        """Give the incidents that an event may be, at most so many."""
        when, where = self.when(_bounds(own)), self.where(own)
        both = when & where
        if own.times:  # the same place at another time is not enough
            where = {one for one in where if one in when or one not in self.timed}
        # what meets in both outweighs all that meets in one, so the rest need not be read
        among = both if len(both) >= 4 * MOST else when | where
        if len(among) > most:
            ranked = sorted(among, key=lambda one: (-self._rank(one, both, where, own), one))
            return ranked[:most]
        return sorted(among)

    def when(self, wanted: frozenset[Bounds]) -> set[bytes]:
        """Give the incidents with a date that may meet."""
        if wanted not in self._when:
            self._when[wanted] = {
                one for one, row in self.dated.items() if any(_meet(a, b) for a in row for b in wanted)
            }
        return self._when[wanted]

    def where(self, own: Known) -> set[bytes]:
        """Give the incidents near its places, or said to be at a place of the same name."""
        out: set[bytes] = set()
        for name in own.names:
            out |= self.named.get(name, set())
        for spot in own.spots:
            if spot not in self._where:
                boxes = _boxes([spot])
                self._where[spot] = {
                    one for one, row in self.placed.items() if any(_inside(b, s) for b in boxes for s in row)
                }
            out |= self._where[spot]
        return out

    def _rank(self, one: bytes, both: set[bytes], where: set[bytes], own: Known) -> int:
        if one not in self._words:
            self._words[one] = words_of(self.titles[one][1])
        shared = min(3, len(self._words[one] & own.words))
        return 8 * (one in both) + 4 * (one in where) + shared


def _near(connection: Connection, said: Sequence[Known]) -> _Near:
    """Ask the store for every incident that meets a time, a place or a name of the text."""
    titles = titles_of_incidents(connection)
    if not titles:
        return _Near({}, {}, {}, {}, set())
    wanted = {bound for own in said for bound in _bounds(own)}
    dated = dated_within(connection, sorted(wanted, key=str))
    found = placed_within(connection, _boxes({spot for own in said for spot in own.spots}))
    names = {name for own in said for name in own.names}
    named = named_as(connection, _reader(names))
    for held in names_held(connection, ("Place",), props=("name",)):
        if not held.negated and (name := fold(held.text)) in names:
            named[name].add(held.entity)
    places = {one for one in found if one not in titles} | {
        one for row in named.values() for one in row if one not in titles
    }
    there = defaultdict(set)
    for place, incident in at_places(connection, places):
        there[place].add(incident)
    placed = defaultdict(list, {one: row for one, row in found.items() if one in titles})
    for place, row in found.items():
        for incident in there.get(place, ()):
            placed[incident] += row
    spots = {one: row for one, row in placed.items() if one in titles}
    called = {name: _incidents(row, titles, there) for name, row in named.items()}
    timed = dated_at_all(connection, {*spots, *(one for row in called.values() for one in row)})
    return _Near(titles, {one: row for one, row in dated.items() if one in titles}, spots, called, timed)


def _incidents(
    row: Iterable[bytes], titles: Mapping[bytes, object], there: Mapping[bytes, set[bytes]]
) -> set[bytes]:
    """Replace places by the incidents that are said to have happened there."""
    out: set[bytes] = set()
    for one in row:
        out |= {one} if one in titles else {e for e in there.get(one, ()) if e in titles}
    return out


def _known(connection: Connection, near: _Near, likely: Sequence[Sequence[bytes]]) -> dict[bytes, Known]:
    """Read what the case holds of the incidents that came into question."""
    out = {one: Known(*near.titles[one]) for among in likely for one in among}
    for row in told_of(connection, out, PROPS):
        add_row(out[row.entity], row)
    return out


def _reader(names: set[str]) -> Callable[[str], str | None]:
    """Make what reads a stored name, and gives it where it is one of the text's."""

    @lru_cache(maxsize=50_000)
    def read(value: str) -> str | None:
        text = json.loads(value)
        name = fold(text) if isinstance(text, str) else ""
        return name if name in names else None

    return read


def _bounds(own: Known) -> frozenset[Bounds]:
    return frozenset((span.begin_earliest, span.end_latest) for span in own.times)


def _meet(a: Bounds, b: Bounds) -> bool:
    return (a[0] is None or b[1] is None or a[0] < b[1]) and (b[0] is None or a[1] is None or b[0] < a[1])


def _boxes(spots: Iterable[tuple[float, float]]) -> list[Box]:
    return [one for spot in sorted(spots) for one in box(position(*spot), NEAR_M)]


def _inside(one: Box, spot: tuple[float, float]) -> bool:
    lat, lon = round(spot[0] * 1e7), round(spot[1] * 1e7)
    return one.south_e7 <= lat <= one.north_e7 and one.west_e7 <= lon <= one.east_e7
