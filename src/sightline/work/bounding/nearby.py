"""Everything that bears on when something was: what hangs together with it, and the reasons that this gives."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from sightline.model.view import Named
from sightline.store.read import cluster_of, mentions_of, names_of, statements_of
from sightline.work.bounding.files import (
    clips_beside,
    lengths_of,
    objects_of,
    say_clocks,
    say_copies,
    say_lengths,
    say_one_clock,
)
from sightline.work.bounding.reasons import Gathering
from sightline.work.bounding.saying import MEMBER, PART, TIES, say_analyses, say_dates, say_ties
from sightline.work.matching.kept import items_of

KINDS: Final = ("Item", "Post", "Incident", "Aggregate")
MOST_THINGS: Final = 500
_ROUNDS: Final = 4


def find_beside(connection: Connection, thing: Named, gathering: Gathering) -> dict[bytes, Named]:
    """Find what hangs together with a thing: by statements, by one clock; a few steps out, and a bounded number."""
    seen: dict[bytes, None] = dict.fromkeys(cluster_of(connection, thing.id))
    parts = dict.fromkeys(one for one in _parts(connection, list(seen)) if one not in seen)
    seen.update(dict.fromkeys(list(parts)[: MOST_THINGS // 2]))
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


def _parts(connection: Connection, things: Sequence[bytes]) -> Iterable[bytes]:
    """Give what lies within a thing; of what it lies within itself, the other parts bound nothing."""
    for one in statements_of(connection, things):
        if one.property == MEMBER and one.target is not None:
            yield one.target
    for one in mentions_of(connection, things):
        if one.property == PART:
            yield one.entity


def _neighbours(connection: Connection, things: Sequence[bytes]) -> Iterable[bytes]:
    for one in statements_of(connection, things):
        if one.property in (*TIES, PART) and one.target is not None:
            yield one.target
    for one in mentions_of(connection, things):
        if one.property in (*TIES, MEMBER):
            yield one.entity
    objects = objects_of(connection, things)
    clips = clips_beside(connection, sorted(objects))
    for items in items_of(connection, clips).values():
        yield from items


def gather(
    gathering: Gathering, connection: Connection, things: dict[bytes, Named], *, by: str, zone: str | None
) -> None:
    """Take in the reasons that the case holds about some things.

    :param by: whose question it is; what is kept from them gives no reason
    :param zone: of the case, for dates written without one
    """
    for code in sorted({named.code for named in things.values()}):
        gathering.thing(code)
    items = [one for one, named in things.items() if named.kind in ("Item", "Post")]
    objects = {sha256: things[item].code for sha256, item in objects_of(connection, items).items()}
    lengths = lengths_of(connection, objects)
    say_dates(gathering, connection, things, zone=zone, moving=lengths.keys())
    say_ties(gathering, connection, things)
    say_analyses(gathering, connection, things, mentions_of(connection, sorted(things)), by, zone=zone)
    say_clocks(gathering, connection, objects)
    say_lengths(gathering, lengths)
    say_one_clock(gathering, connection, objects)
    say_copies(gathering, connection, objects)
