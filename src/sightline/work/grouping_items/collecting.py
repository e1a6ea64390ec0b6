"""Makes facts of statements: what is known of each item and incident, and what ties items beyond time and place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import orjson
from attrs import evolve, frozen
from sqlalchemy import Connection

from sightline.core.digest import sha256
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.model.figures import figure_of
from sightline.work.case import Case
from sightline.work.grouping_items.counts import figures_in
from sightline.work.grouping_items.facts import Basis, Facts, Spot, Window
from sightline.work.grouping_items.read_texts import texts_read
from sightline.work.grouping_items.rows import NAMING, Row, Thing, places_in, read_places, read_things
from sightline.work.grouping_items.spellings import Places, number_places, script
from sightline.work.grouping_items.times import windows_of
from sightline.work.grouping_items.words import dates_named, places_named

SHOWING: Final = frozenset({"video", "photo", "audio"})
"""Sorts of items that are made while it happens."""
NO_EVENT: Final = frozenset({"list"})
"""Sorts of items that are about many events, unless they name one time and one place."""
TEXTS: Final = ("title", "description", "text")
LONGEST: Final = 4_000
"""Letters of the words of an item in which a date, a place or a figure is looked for."""
TIED: Final = ("shows", "reports")


@frozen(slots=True, eq=False)
class Collected:
    """Everything that grouping works on."""

    facts: tuple[Facts, ...]
    """In the order of their ids; items that are about many events are left out."""
    places: Places
    texts: Mapping[bytes, str]
    ties: Mapping[bytes, tuple[Row, ...]]
    """For an item the statements that say it shows or reports an incident."""
    reposts: tuple[tuple[bytes, bytes, Row], ...]
    of_many: tuple[bytes, ...]
    """Items that are about many events, and so belong to none."""


def collect(case: Case, connection: Connection, gazetteer: Gazetteer) -> Collected:
    """Read the whole case as far as grouping goes."""
    things = read_things(connection)
    aims = {
        row.target
        for thing in things.values()
        for row in thing.rows
        if row.prop in ("claimed_place", "place")
    }
    known = read_places(connection, {one for one in aims if one is not None} | set(places_in(connection)))
    spelled = {thing.id: _spelled(thing, known) for thing in things.values()}
    counted = Counter(text for texts in spelled.values() for text in texts)
    counted.update({str(r.value): 0 for rows in known.values() for r in rows if r.prop in NAMING and r.value})
    beside = [(t[0], t[1]) for t in spelled.values() if len(t) == 2 and script(t[0]) != script(t[1])]
    places = number_places(counted, gazetteer, beside=beside)
    zone = case.settings.case_zone or None
    texts = _texts(case, connection, things)
    facts: list[Facts] = []
    ties: dict[bytes, tuple[Row, ...]] = {}
    reposts: list[tuple[bytes, bytes, Row]] = []
    for thing in things.values():
        ties[thing.id] = tuple(row for row in thing.rows if row.prop in TIED and row.target in things)
        reposts.extend(
            (thing.id, row.target, row)
            for row in thing.rows
            if row.prop in ("copy_of", "repost_of", "updates")
            and row.target is not None
            and row.target in things
        )
        facts.append(_facts(thing, spelled[thing.id], known, places, texts.get(thing.id, ""), zone))
    whole = _with_words(facts, places, texts, zone)
    of_many = {one.id for one in whole if _is_list(things[one.id]) and not _is_of_one(one)}
    return Collected(
        tuple(one for one in whole if one.id not in of_many),
        places,
        {one: text for one, text in texts.items() if text},
        {one: rows for one, rows in ties.items() if rows},
        tuple(reposts),
        tuple(sorted(of_many)),
    )


def _is_list(thing: Thing) -> bool:
    kinds = {row.value for row in thing.rows if row.prop == "item_kind"}
    return thing.kind == "Item" and bool(kinds & NO_EVENT)


def _is_shown(thing: Thing) -> bool:
    kinds = {row.value for row in thing.rows if row.prop == "item_kind"}
    return not kinds or not kinds.isdisjoint(SHOWING)


def _aims(thing: Thing) -> tuple[bytes, ...]:
    """List the places of the case that a thing names."""
    aims = [row.target for row in thing.rows if row.prop in ("claimed_place", "place")]
    return tuple(dict.fromkeys(aim for aim in aims if aim is not None))


def _is_of_one(one: Facts) -> bool:
    """Tell whether a list, such as a playlist, names one time and one place; a sheet of incidents does not."""
    return len(one.windows) == 1 and (len(one.places) == 1 or len(one.spots) > 0)


def _spelled(thing: Thing, known: Mapping[bytes, Sequence[Row]]) -> tuple[str, ...]:
    """List the spellings of the place of a thing, those of places it names among them."""
    own = [str(row.value) for row in thing.rows if row.prop in ("claimed_place_name", "place_name")]
    named = [str(row.value) for aim in _aims(thing) for row in known.get(aim, ()) if row.prop in NAMING]
    return tuple(dict.fromkeys(text for text in (*own, *named) if text.strip()))


def _texts(case: Case, connection: Connection, things: Mapping[bytes, Thing]) -> dict[bytes, str]:
    """Give the words of items: as noted, else with the text of the file or page that each is kept as."""
    items = [thing for thing in things.values() if thing.kind == "Item"]
    bare = {thing.id for thing in items if not any(row.prop in TEXTS[1:] for row in thing.rows)}
    read = texts_read(case, connection, bare, longest=LONGEST)
    return {thing.id: "\n".join(filter(None, (_text(thing), read.get(thing.id)))) for thing in items}


def _text(thing: Thing) -> str:
    """Put the words of an item together, each passage once."""
    parts = [str(row.value) for row in thing.rows if row.prop in TEXTS and isinstance(row.value, str)]
    return "\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _facts(
    thing: Thing,
    spelled: tuple[str, ...],
    known: Mapping[bytes, Sequence[Row]],
    places: Places,
    text: str,
    zone: str | None,
) -> Facts:
    spots = _spots(thing, known)
    lon = spots[0].lon_e7 / 1e7 if spots else None
    said = _windows(thing.rows, ("claimed_time", "occurred"), zone, lon)
    camera = () if said else _windows(thing.rows, ("recorded_at",), zone, lon)
    posted = _windows(thing.rows, ("posted_at",), zone, lon)
    numbers = places.of(spelled)
    when: Basis = "said" if said else "camera" if camera else "none"
    return Facts(
        id=thing.id,
        code=thing.code,
        title=thing.title,
        is_incident=thing.kind == "Incident",
        windows=said or camera,
        when=when,
        posted=_hull(posted),
        places=numbers,
        spelled=spelled,
        where="said" if numbers or spots else "none",
        spots=spots,
        aims=_aims(thing),
        is_shown=_is_shown(thing),
        incidents=tuple(
            sorted({row.target for row in thing.rows if row.prop in TIED and row.target is not None})
        ),
        figures=_figures(thing) or figures_in(text[:LONGEST]),
        after=frozenset(
            row.target for row in thing.rows if row.prop in ("after", "before") and row.target is not None
        ),
        within=frozenset(
            row.target for row in thing.rows if row.prop == "part_of" and row.target is not None
        ),
        mark=_mark(thing),
        opened=thing.opened,
    )


def _windows(
    rows: Iterable[Row], props: tuple[str, ...], zone: str | None, lon: float | None
) -> tuple[Window, ...]:
    found = [
        one
        for row in rows
        if row.prop in props and isinstance(row.value, str)
        for one in windows_of(row.value, zone=zone, lon=lon)
    ]
    return tuple({(one.begin, one.end): one for one in found}.values())


def _hull(windows: Sequence[Window]) -> Window | None:
    """Give the time by which something was published: where several are said, the latest holds whichever is right."""
    ends = [one.end for one in windows if one.end is not None]
    begins = [one.begin for one in windows if one.begin is not None]
    return None if not ends or not begins else Window(min(begins), max(ends), windows[0].text)


def _spots(thing: Thing, known: Mapping[bytes, Sequence[Row]]) -> tuple[Spot, ...]:
    own = [row.spot for row in thing.rows if row.spot is not None]
    if not own:
        own = [row.spot for aim in _aims(thing) for row in known.get(aim, ()) if row.spot is not None]
    return tuple(Spot(*spot) for spot in dict.fromkeys(own))


def _figures(thing: Thing) -> tuple[tuple[str, int, int | None], ...]:
    out = []
    for row in thing.rows:
        if row.prop != "casualties":
            continue
        figure = figure_of(row.value)
        state = (orjson.loads(row.quals) if row.quals else {}).get("state")
        if figure is not None and isinstance(state, str) and figure.low is not None:
            out.append((state, figure.low, figure.high))
    return tuple(sorted(set(out), key=lambda one: (one[0], one[1], one[2] is None, one[2] or 0)))


def _mark(thing: Thing) -> bytes:
    """Digest the ids of what is known of a thing itself; ids of statements are keyed, so nothing can be guessed."""
    own = sorted(row.id for row in thing.rows if row.prop not in TIED)
    return sha256(thing.id + b"".join(own))[:16]


def _with_words(
    facts: Sequence[Facts], places: Places, texts: Mapping[bytes, str], zone: str | None
) -> tuple[Facts, ...]:
    """Look into the words of items for a date or a place, where nobody said one."""
    lexicon = places_named(places)
    read: dict[tuple[str, str], tuple[Window, ...]] = {}
    named: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {}
    out = []
    for one in facts:
        text = texts.get(one.id, "")[:LONGEST]
        if text == "" or one.is_incident:
            out.append(one)
            continue
        more = one
        if not one.windows:
            written = "" if one.posted is None else one.posted.text
            key = (text, written)
            if key not in read:
                read[key] = dates_named(text, written or None, zone)
            if read[key]:
                more = evolve(more, windows=read[key], when="words")
        if not one.places and not one.spots:
            if text not in named:
                named[text] = lexicon(text)
            numbers, spelled = named[text]
            if numbers:
                more = evolve(more, places=numbers, spelled=spelled, where="words")
        out.append(more)
    return tuple(out)
