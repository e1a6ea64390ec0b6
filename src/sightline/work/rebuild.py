"""Makes every table again from events, leaves and objects: in place, or in another catalogue to compare with.

Rows come from the same projections that write them when an act is recorded. A leaf that is withheld or erased is
projected from the shell that its protection kept, with or without keys, so both give the same rows.
"""

import gc
import json
import logging
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from attrs import frozen
from sqlalchemy import Connection, func, select
from sqlalchemy.schema import CreateIndex, CreateTable

from sightline.core.errors import Broken
from sightline.model.record import Record
from sightline.model.upcast import upcast
from sightline.store.catalogue import Catalogue
from sightline.store.knowledge import several_chains
from sightline.store.ledger import CLEAR, Event, Leaf, event_name, read_header, stream
from sightline.store.names_near import NAMED_BY
from sightline.store.project.apply import apply
from sightline.store.project.doubles import Doubles, doubles_in
from sightline.store.project.rows import Batch
from sightline.store.sealed_state import Withholding, read_withholding
from sightline.store.tables import PROJECTIONS, metadata, statements
from sightline.store.text_index import TextIndex
from sightline.store.text_state import indexed_to, set_indexed_to
from sightline.work.case import Case
from sightline.work.name_rules import filing, naming_of
from sightline.work.projected import PROJECTED, projection_key
from sightline.work.safety.text import open_bytes
from sightline.work.write import set_meta

log = logging.getLogger(__name__)

FLUSH = 20_000
"""Leaves between two writings of what waits."""
LATE = frozenset(
    (
        "ix_statements_target ix_statements_source ix_statements_entity ix_captures_item"
        " ix_names_entity ix_name_keys_n ix_entities_title"
    ).split()
)
"""Indexes nobody asks for while rows are made again; they are built at the end, sorted."""

_read_json = json.JSONDecoder().raw_decode

Tell = Callable[[int, int], None]


@frozen(slots=True)
class Rebuilt:
    """What a rebuild came to."""

    events: int
    leaves: int
    statements: int
    seconds: float


def rebuild(case: Case, *, tell: Tell | None = None) -> Rebuilt:
    """Drop every projection and the text index, and make them again, in one transaction.

    A crash leaves what was there before. Objects that are missing or changed are logged; their passages are left out.

    Raises
    ------
    Broken
        Names the body that cannot be read; nothing was changed.
    Busy, StoreFull
        Nothing was changed.
    """
    with case.catalogue.writing() as connection:
        return remake(case, connection, tell=tell)


def remake(
    case: Case, connection: Connection, *, tell: Tell | None = None, doubles: Doubles | None = None
) -> Rebuilt:
    """Drop every projection and make them again, within a write transaction that is open."""
    started = time.monotonic()
    withholding = read_withholding(connection)
    several = several_chains(connection)
    late = frozenset[str]() if several else LATE  # what comes from two chains is looked up on the way
    metadata.drop_all(connection, tables=list(PROJECTIONS))
    for table in PROJECTIONS:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            if index.name not in late:
                connection.execute(CreateIndex(index))
    case.text.clear(connection)
    set_indexed_to(connection, None)
    batch = _batch(case, case.catalogue, connection, case.text, None)
    seen = replay(connection, batch, withholding, tell=tell, doubles=doubles)
    for table in PROJECTIONS:
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            if index.name in late:
                connection.execute(CreateIndex(index))
    set_meta(connection, PROJECTED, projection_key(case.schema))
    set_meta(connection, NAMED_BY, filing(case.schema))
    count = connection.execute(select(func.count()).select_from(statements)).scalar_one()
    return Rebuilt(seen[0], seen[1], count, time.monotonic() - started)


def rebuild_into(
    case: Case,
    source: Connection,
    catalogue: Catalogue,
    text: TextIndex,
    *,
    without: Collection[int] = (),
    tell: Tell | None = None,
) -> Rebuilt:
    """Make every projection of a case in another, empty catalogue.

    Parameters
    ----------
    source : connection
        A snapshot of the case's own catalogue.
    catalogue, text
        Where the rows go, and what takes the texts.
    without : collection of int
        Leaves that are known to be damaged, and left out.
    """
    started = time.monotonic()
    with catalogue.engine.connect() as connection, connection.begin():
        text.create(connection)
        batch = _batch(case, catalogue, connection, text, indexed_to(source))
        seen = replay(source, batch, read_withholding(source), without=without, tell=tell)
        count = connection.execute(select(func.count()).select_from(statements)).scalar_one()
    return Rebuilt(seen[0], seen[1], count, time.monotonic() - started)


def replay(
    source: Connection,
    batch: Batch,
    withholding: Withholding,
    *,
    without: Collection[int] = (),
    tell: Tell | None = None,
    after: int = 0,
    doubles: Doubles | None = None,
) -> tuple[int, int]:
    """Turn every event ``after`` a position into rows; gives the number of events and leaves.

    ``doubles`` takes out what another chain tells as well; it is made when none is given and there are several.
    """
    known = doubles if doubles is not None else doubles_in(source)
    with _no_collection():
        return _replay(source, batch, withholding, without=without, tell=tell, after=after, doubles=known)


def _replay(
    source: Connection,
    batch: Batch,
    withholding: Withholding,
    *,
    without: Collection[int],
    tell: Tell | None,
    after: int,
    doubles: Doubles | None,
) -> tuple[int, int]:
    count = leaves = waiting = 0
    for event, found in stream(source, after=after):
        bodies, states = bodies_of(event, found, withholding, without=without)
        try:
            if doubles is not None:
                bodies = doubles.without(batch, event, bodies)
            apply(batch, event.pos, event.received, event.first, bodies, states)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            name = event_name(event.writer, event.number)
            raise Broken(
                f"a body of it cannot be read: {error!r}", item=f"event {name}", todo="run sightline check"
            ) from error
        count, leaves, waiting = count + 1, leaves + len(found), waiting + len(found)
        if waiting >= FLUSH:
            batch.flush()
            waiting = 0
            if tell is not None:
                tell(count, leaves)
    batch.flush()
    return count, leaves


def bodies_of(
    event: Event, found: list[Leaf], withholding: Withholding, *, without: Collection[int] = ()
) -> tuple[list[Record | None], list[int] | None]:
    """Give the bodies of an event as they may be seen, and the states of its leaves when not all are clear."""
    version = int(str(read_header(event)["version"]))
    bodies: list[Record | None] = [None] * event.count
    states = [CLEAR] * event.count
    for leaf in found:
        index = leaf.n - event.first
        states[index] = leaf.state
        if leaf.n in without:
            continue
        if leaf.state == CLEAR:
            if leaf.body is not None:
                bodies[index] = upcast(version, _read_json(leaf.body.decode())[0])
        elif (known := withholding.leaves.get(leaf.n)) is not None and known.shell:
            bodies[index] = {**known.shell, "hidden": leaf.state}
    return bodies, states if any(states) else None


def body_in(event: Event, leaf: Leaf) -> Record:
    """Read the body of a leaf in clear, lifted to the present shape."""
    body: Record = upcast(
        int(str(read_header(event)["version"])), _read_json((leaf.body or b"{}").decode())[0]
    )
    return body


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let no search for cycles run meanwhile: millions of rows hold none, and it costs a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _batch(
    case: Case, catalogue: Catalogue, connection: Connection, text: TextIndex, upto: int | None
) -> Batch:
    def read(sha256: bytes) -> bytes | None:
        return _read(case, sha256)

    return Batch(catalogue, connection, case.schema, text, read, naming_of(case.schema), indexed_to=upto)


def _read(case: Case, sha256: bytes) -> bytes | None:
    try:
        return open_bytes(case.vault.read(sha256)) if case.vault.has(sha256) else None
    except Broken as error:
        log.warning("%s", error)
        return None
