"""How judgements, identities, runs, and their undoing become rows."""

from sqlalchemy import case, delete, func, or_, select, update

from sightline.model.identity import Clusters, Judged, resolve
from sightline.model.record import Record
from sightline.store.project.rows import Batch
from sightline.store.tables import declarations, identities, judgements, membership, runs


def add_judgement(batch: Batch, _n: int, body: Record) -> None:
    """Add a person's decision."""
    batch.row(
        judgements,
        bytes.fromhex(str(body["id"])),
        batch.pos,
        body["on_kind"],
        bytes.fromhex(str(body["on"])),
        body["verdict"],
        batch.act.get("by"),
        body.get("reason"),
        None,
    )


def add_identity(batch: Batch, _n: int, body: Record) -> None:
    """Add an identity judgement and set the membership it leads to."""
    left, right = bytes.fromhex(str(body["left"])), bytes.fromhex(str(body["right"]))
    row = (
        bytes.fromhex(str(body["id"])),
        batch.pos,
        body["verdict"],
        left,
        right,
        batch.act.get("by"),
        body.get("reason"),
        None,
    )
    batch.row(identities, *row)
    batch.flush()
    _settle(batch, {left, right})


def undo(batch: Batch, _n: int, body: Record) -> None:
    """Take back a judgement or identity from this position on."""
    batch.flush()
    identifier = bytes.fromhex(str(body["on"]))
    table = identities if body["on_kind"] == "identity" else judgements
    batch.connection.execute(
        update(table).where(table.c.id == identifier, table.c.undone.is_(None)).values(undone=batch.pos)
    )
    if table is identities:
        row = batch.connection.execute(
            select(identities.c.left, identities.c.right).where(identities.c.id == identifier)
        ).first()
        if row is not None:
            _settle(batch, {bytes(row.left), bytes(row.right)})


def clusters_around(batch: Batch, entities: set[bytes]) -> tuple[set[bytes], Clusters]:
    """Gather every entity that judgements tie to ``entities``, and resolve them in the order they were said.

    Their ids begin with when that was; the order in which they were received differs between copies.
    """
    reached, fresh = set(entities), set(entities)
    found: dict[bytes, Judged] = {}
    while fresh:
        some = sorted(fresh)[:400]
        fresh -= set(some)
        query = select(identities).where(
            identities.c.undone.is_(None), or_(identities.c.left.in_(some), identities.c.right.in_(some))
        )
        for row in batch.connection.execute(query).all():
            found[bytes(row.id)] = Judged(bytes(row.id), row.verdict, bytes(row.left), bytes(row.right))
            more = {bytes(row.left), bytes(row.right)} - reached
            reached |= more
            fresh |= more
    return reached, resolve(found[identifier] for identifier in sorted(found))


def _settle(batch: Batch, entities: set[bytes]) -> None:
    members = select(membership.c.entity, membership.c.canonical).where(
        membership.c.closed.is_(None),
        or_(membership.c.entity.in_(entities), membership.c.canonical.in_(entities)),
    )
    for row in batch.connection.execute(members).all():
        entities = entities | {bytes(row.entity), bytes(row.canonical)}
    reached, clusters = clusters_around(batch, entities)
    open_rows = select(membership.c.entity, membership.c.canonical, membership.c.opened).where(
        membership.c.closed.is_(None), membership.c.entity.in_(sorted(reached))
    )
    have = {bytes(r.entity): (bytes(r.canonical), r.opened) for r in batch.connection.execute(open_rows)}
    for entity in sorted(reached):
        wanted = clusters.canonical.get(entity)
        stood, since = have.get(entity, (None, None))
        if stood == wanted:
            continue
        if stood is not None:
            mine = (membership.c.entity == entity, membership.c.closed.is_(None))
            if since == batch.pos:  # moved by this same event: nobody ever saw it there
                batch.connection.execute(delete(membership).where(*mine))
            else:
                batch.connection.execute(update(membership).where(*mine).values(closed=batch.pos))
        if wanted is not None:
            batch.row(membership, entity, batch.pos, wanted, None)
    batch.flush()


def add_run(batch: Batch, _n: int, body: Record) -> None:
    """Begin an intake or import."""
    what = body.get("what", "")
    batch.row(runs, bytes.fromhex(str(body["id"])), body["kind"], batch.pos, what, body.get("total"), 0, None)


def add_progress(batch: Batch, _n: int, body: Record) -> None:
    """Note how far an intake or import is."""
    batch.flush()
    how_far = int(str(body["done"]))
    done = case((runs.c.done < how_far, how_far), else_=runs.c.done)  # two copies may have gone on with it
    change = update(runs).where(runs.c.id == bytes.fromhex(str(body["run"]))).values(done=done)
    if body["finished"]:
        change = change.values(finished=func.coalesce(runs.c.finished, batch.pos))
    batch.connection.execute(change)


def add_declaration(batch: Batch, n: int, body: Record) -> None:
    """Keep one declaration of the schema in force."""
    batch.row(declarations, batch.pos, n, body.get("name"), body.get("text"))
