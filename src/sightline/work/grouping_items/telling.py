"""Makes a group of what was joined: what it has in common, the reasons for it, and what speaks against it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.core.digest import sha256
from sightline.model.view import Named
from sightline.work.grouping_items.doubts import against_it, codes_of, listing
from sightline.work.grouping_items.facts import Facts, Link, Window
from sightline.work.grouping_items.records import Group, Reason
from sightline.work.grouping_items.spellings import Places
from sightline.work.grouping_items.times import meetings, written
from sightline.work.grouping_items.weighing import spots_of, weigh

LOOKED_AT: Final = 3
"""Members that an item is weighed with, beside the incident and those it is tied to."""
_TIES: Final = {
    "copy": "share footage",
    "sound": "hold the same sound or are on one clock",
    "wording": "are nearly the same in their words",
    "repost": "are said to be copies or reposts",
    "update": "are said to update one another",
}

_OF: Final = {"copy": "footage", "sound": "sound"}


@frozen(slots=True)
class Around:
    """What groups are told with."""

    facts: Sequence[Facts]
    places: Places
    links: Mapping[tuple[bytes, bytes], Sequence[Link]]
    names: Mapping[bytes, Named]
    settled: frozenset[int]
    """Items that are under an incident already."""
    alarmed: Mapping[bytes, str]


def group_of(around: Around, members: Sequence[int]) -> Group:
    """Tell one group; it is numbered later."""
    facts = [around.facts[at] for at in members]
    incident = next((one for one in facts if one.is_incident), None)
    fresh = [
        around.facts[at] for at in members if at not in around.settled and not around.facts[at].is_incident
    ]
    under = [around.facts[at] for at in members if at in around.settled]
    windows = common(facts)
    place, spellings, point = place_in(facts, around.places)
    for_it = [
        *_for_time(facts, windows),
        *_for_place(facts, place, spellings),
        *_tied(around, facts),
        *_counts(facts),
    ]
    against = [*_disputed(around, facts), *against_it(facts)]
    weakest = min((_best(around, one, facts) for one in fresh), default=0)
    digest = sha256(b"".join(sorted(one.id for one in (*fresh, *([incident] if incident else [])))))
    alarm = next((around.alarmed[one.id] for one in facts if one.id in around.alarmed), None)
    when = written(windows)
    return Group(
        number=0,
        id=digest.hex()[:8],
        items=_named(around, fresh),
        incident=None if incident is None else around.names.get(incident.id),
        members=_named(around, under),
        when=when,
        place=place,
        spellings=spellings,
        lat=None if point is None else point[0],
        lon=None if point is None else point[1],
        reasons=tuple(for_it),
        against=tuple(against),
        points=weakest,
        alarm=alarm,
        why=_sentence(fresh, incident, for_it),
    )


def _named(around: Around, facts: Sequence[Facts]) -> tuple[Named, ...]:
    found = [around.names[one.id] for one in facts if one.id in around.names]
    return tuple(sorted(found, key=lambda n: (len(n.code), n.code)))


def common(facts: Sequence[Facts]) -> tuple[Window, ...]:
    """Give the times that fit all of some things, as far as times are known."""
    out: tuple[Window, ...] = ()
    for one in facts:
        if one.windows:
            out = (meetings(out, one.windows) or out) if out else one.windows
    return out


def place_in(
    facts: Sequence[Facts], places: Places
) -> tuple[str | None, tuple[str, ...], tuple[float, float] | None]:
    """Give the place of some things: the spelling most used, all spellings, and a position."""
    numbers = Counter(number for one in facts for number in one.places)
    point = None
    spots = [spot for one in facts for spot in spots_of(one, places)]
    if spots:
        spots.sort(key=lambda s: (10_000_000 if s.reach_m is None else s.reach_m, s.lat_e7, s.lon_e7))
        point = spots[0].lat_e7 / 1e7, spots[0].lon_e7 / 1e7
    if not numbers:
        return None, (), point
    most = min(numbers, key=lambda number: (-numbers[number], number))
    spelled = Counter(text for one in facts for text in one.spelled if places.number.get(text, most) == most)
    ranked = sorted(spelled, key=lambda text: (-spelled[text], text))
    return ranked[0] if ranked else places.title.get(most), tuple(ranked), point


def _for_time(facts: Sequence[Facts], windows: tuple[Window, ...]) -> list[Reason]:
    dated = [one for one in facts if one.windows]
    when = written(windows)
    if len(dated) < 2 or when is None:
        return []
    return [Reason("time", f"{len(dated)} of them can all be of {when}", codes_of(dated))]


def _for_place(facts: Sequence[Facts], place: str | None, spellings: tuple[str, ...]) -> list[Reason]:
    placed = [one for one in facts if one.places]
    if len(placed) < 2 or place is None:
        bare = [one for one in facts if one.spots]
        return (
            [Reason("place", f"the positions of {len(bare)} of them can be one", codes_of(bare))]
            if len(bare) > 1
            else []
        )
    also = [text for text in spellings if text != place][:6]
    more = f", also written {', '.join(also)}" if also else ""
    return [Reason("place", f"{len(placed)} of them name {place}{more}", codes_of(placed))]


def _tied(around: Around, facts: Sequence[Facts]) -> list[Reason]:
    there = {one.id: one for one in facts}
    by_kind: dict[str, list[Link]] = {}
    for one in facts:
        for link in around.links.get((one.id, b""), ()):
            if link.one in there and link.other in there and link.one == one.id and not link.is_disputed:
                by_kind.setdefault(link.kind, []).append(link)
    out = []
    for kind in _TIES:
        some = by_kind.get(kind, [])
        if some:
            who = {i for link in some for i in (link.one, link.other)}
            refs = tuple(sorted({link.ref for link in some if link.ref is not None}))
            why = f"{listing([there[i] for i in who])} {_TIES[kind]}"
            if len(some) == 1:
                why = f"{there[some[0].one].code} and {there[some[0].other].code}: {some[0].why}"
            out.append(Reason(kind, why, codes_of([there[i] for i in who]), refs))
    return out


def _disputed(around: Around, facts: Sequence[Facts]) -> list[Reason]:
    """Name the footage and sounds of a group on which people judge differently."""
    there = {one.id: one for one in facts}
    found = {
        (link.one, link.other, link.kind): link
        for one in facts
        for link in around.links.get((one.id, b""), ())
        if link.is_disputed and link.one in there and link.other in there
    }
    out = []
    for key in sorted(found):
        link = found[key]
        both = [there[link.one], there[link.other]]
        refs = () if link.ref is None else (link.ref,)
        why = f"{both[0].code} and {both[1].code}: people judge differently whether it is the same {_OF[link.kind]}"
        out.append(Reason("disputed", why, codes_of(both), refs))
    return out


def _counts(facts: Sequence[Facts]) -> list[Reason]:
    said = Counter(
        (state, low) for one in facts for state, low, high in one.figures if low >= 3 and low == high
    )
    out = []
    for (state, number), times in sorted(said.items()):
        if times > 1:
            who = [one for one in facts if (state, number, number) in one.figures]
            out.append(Reason("figures", f"{times} of them count {number} {state}", codes_of(who)))
    return out


def _best(around: Around, one: Facts, facts: Sequence[Facts]) -> int:
    """Give the points of an item with the member it fits best, the first few and those it is tied to looked at."""
    tied = {i for link in around.links.get((one.id, b""), ()) for i in (link.one, link.other)}
    some = [o for o in facts if o.id != one.id and (o.id in tied or o.is_incident)]
    some += [o for o in facts if o.id != one.id][:LOOKED_AT]
    points = []
    for other in some:
        low, high = sorted((one.id, other.id))
        points.append(weigh(one, other, around.places, around.links.get((low, high), ())).points)
    return max(points, default=0)


def _sentence(fresh: Sequence[Facts], incident: Facts | None, reasons: Sequence[Reason]) -> str:
    head = f"{len(fresh)} items" if len(fresh) != 1 else "One item"
    aim = "be of one event" if incident is None else f"belong to {incident.code}"
    return f"{head} may {aim}: {'; '.join(one.why for one in reasons)}." if reasons else f"{head} may {aim}."
