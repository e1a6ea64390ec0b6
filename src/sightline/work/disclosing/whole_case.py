"""Counts over a whole case, and the first of what did not go well, by queries that hold no case in memory.

A case may hold a million items. Each function is one pass over a table, or over an index of it; what it gives is
bounded, with the number of all of it beside.
"""

import json
from collections.abc import Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, select, union_all

from sightline.model.disclosed import Note
from sightline.store.read import names_of
from sightline.store.slices import slices
from sightline.store.tables import (
    capture_files,
    captures,
    entities,
    findings,
    membership,
    objects,
    ranks,
    statements,
)
from sightline.work.disclosing.words import counted, places_told, short_address

MOST: int = 1_000
"""Notes of one sort that are given; their number is that of all."""
CLOCKS = "media.clocks"
_STATES = ("captured", "failed", "gone", "listed")


@frozen(slots=True)
class Notes:
    """What did not go well in one way: the first of it, and how much of it there is."""

    first: tuple[Note, ...] = ()
    count: int = 0
    addresses: tuple[str, ...] = ()
    """Of failures: where each was taken from, in the order of the notes."""


def kinds_counted(connection: Connection) -> dict[str, int]:
    """Count records by kind; those judged to be another's count once."""
    joined = entities.outerjoin(membership, and_(membership.c.entity == entities.c.id, open_member()))
    query = select(entities.c.kind, func.count()).select_from(joined).where(membership.c.entity.is_(None))
    found: dict[str, int] = dict(connection.execute(query.group_by(entities.c.kind)).all())
    return found


def properties_counted(connection: Connection) -> dict[str, int]:
    """Count the statements that are open, by property."""
    query = select(statements.c.prop, func.count()).where(statements.c.closed.is_(None))
    found: dict[str, int] = dict(connection.execute(query.group_by(statements.c.prop)).all())
    return found


def states_counted(connection: Connection) -> dict[str, int]:
    """Count items by how far their capture came: the furthest of what is recorded of each."""

    def ranked(column: ColumnElement[Any], words: Sequence[str]) -> ColumnElement[Any]:
        return case(*((column == word, place) for place, word in enumerate(words)), else_=len(words))

    said = statements.outerjoin(membership, and_(membership.c.entity == statements.c.entity, open_member()))
    kept = captures.outerjoin(membership, and_(membership.c.entity == captures.c.item, open_member()))
    each = union_all(
        select(
            func.coalesce(membership.c.canonical, statements.c.entity).label("head"),
            ranked(statements.c.value, [json.dumps(word) for word in _STATES]).label("place"),
        )
        .select_from(said)
        .where(statements.c.prop == "state", *standing(connection)),
        select(
            func.coalesce(membership.c.canonical, captures.c.item).label("head"),
            ranked(captures.c.state, _STATES).label("place"),
        ).select_from(kept),
    ).subquery()
    furthest = select(func.min(each.c.place).label("place")).group_by(each.c.head).subquery()
    query = select(furthest.c.place, func.count()).group_by(furthest.c.place)
    return {_STATES[place]: count for place, count in connection.execute(query) if place < len(_STATES)}


def standing(connection: Connection) -> tuple[ColumnElement[bool], ...]:
    """Say in SQL which statements are open, readable and relied on."""
    out = (statements.c.closed.is_(None), statements.c.hidden == 0, statements.c.rank != 0)
    last: dict[bytes, int] = {}
    for row in connection.execute(select(ranks).order_by(ranks.c.opened)):
        last[bytes(row.statement)] = row.rank
    deprecated = sorted(one for one, rank in last.items() if rank == 0)
    return (*out, statements.c.id.not_in(deprecated)) if deprecated else out


def failures(connection: Connection, *, failed_only: bool = False, most: int = MOST) -> Notes:
    """Name each attempt that failed, and unless ``failed_only`` each file or row that was kept with a fault."""
    wrong = captures.c.state == "failed"
    if not failed_only:
        wrong = wrong | captures.c.fault.is_not(None)
    columns = (captures.c.item, captures.c.address, captures.c.fault, captures.c.todo)
    shown = select(func.min(captures.c.pos).label("pos"), *columns).where(wrong).group_by(*columns)
    rows = connection.execute(shown.order_by("pos", captures.c.address).limit(most)).all()
    count = len(rows)
    if count == most:
        whole = select(*columns).where(wrong).distinct().subquery()
        count = connection.execute(select(func.count()).select_from(whole)).scalar_one()
    codes = _codes(connection, {bytes(row.item) for row in rows})
    return Notes(
        tuple(
            Note(
                f"{short_address(row.address or '')}: {row.fault or 'could not be taken in'}",
                codes.get(bytes(row.item)),
                row.todo or "",
            )
            for row in rows
        ),
        count,
        tuple(row.address or "" for row in rows),
    )


def open_member() -> ColumnElement[bool]:
    """Say in SQL which judgements of identity are in force."""
    return membership.c.closed.is_(None)


def written(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Write an id as digits in SQL: PostgreSQL has no least of several runs of bytes."""
    if connection.dialect.name == "sqlite":
        return func.lower(func.hex(column))
    return func.encode(column, "hex")


def heads_of(connection: Connection, items: set[bytes]) -> dict[bytes, bytes]:
    """Give for each record the one that stands for it."""
    out = {item: item for item in items}
    every = sorted(items)
    for start in range(0, len(every), 500):
        query = select(membership.c.entity, membership.c.canonical).where(
            membership.c.entity.in_(every[start : start + 500]), open_member()
        )
        out.update({bytes(entity): bytes(canonical) for entity, canonical in connection.execute(query)})
    return out


def _codes(connection: Connection, items: set[bytes]) -> dict[bytes, str]:
    heads = heads_of(connection, items)
    names = names_of(connection, heads.values())
    return {item: names[head].code for item, head in heads.items() if head in names}


def _originals() -> Select[Any]:
    """Query the originals of items: head, digest and address."""
    joined = (
        capture_files.join(captures, captures.c.id == capture_files.c.capture)
        .join(objects, objects.c.sha256 == capture_files.c.sha256)
        .outerjoin(membership, and_(membership.c.entity == captures.c.item, open_member()))
    )
    head = func.coalesce(membership.c.canonical, captures.c.item).label("head")
    query = select(head, capture_files.c.sha256, captures.c.address).select_from(joined)
    return query.where(capture_files.c.role == "original")


def unread(connection: Connection, *, most: int = MOST) -> Notes:
    """Name the files that were kept, and of which a measure could not read what it looks for."""
    newer = findings.alias()
    again = (
        select(newer.c.n)
        .where(newer.c.input == findings.c.input, newer.c.measure == findings.c.measure)
        .where(newer.c.n > findings.c.n, newer.c.hidden == 0)
    )
    failed = (
        select(
            findings.c.input,
            func.min(findings.c.n).label("n"),
            func.count(distinct(findings.c.measure)).label("many"),
        )
        .where(findings.c.outcome == "failed", findings.c.hidden == 0, ~again.exists())
        .group_by(findings.c.input)
        .subquery()
    )
    each = _originals().subquery()
    query = (
        select(func.min(written(connection, each.c.head)).label("head"), failed.c.n, failed.c.many)
        .select_from(failed.join(each, each.c.sha256 == failed.c.input))
        .group_by(failed.c.n, failed.c.many)
    )
    rows = connection.execute(query.order_by("head", failed.c.n).limit(most)).all()
    count = len(rows)
    if count == most:
        count = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    said: dict[int, Any] = {}
    for some in slices([row.n for row in rows]):
        first = select(findings.c.n, findings.c.sentence, findings.c.todo).where(findings.c.n.in_(some))
        said.update({row.n: row for row in connection.execute(first)})
    names = names_of(connection, {bytes.fromhex(row.head) for row in rows})
    notes = []
    for row in rows:
        named = names[bytes.fromhex(row.head)]
        notes.append(unread_note(named.title, named.code, said[row.n].sentence, said[row.n].todo, row.many))
    return Notes(tuple(notes), count)


def unread_note(title: str, code: str | None, sentence: str | None, todo: str | None, many: int) -> Note:
    """Say of one file what could not be read, and how many further measures could not either."""
    more = f" ({counted(many - 1, 'more measure')} failed.)" if many > 1 else ""
    return Note(f"{title}: {sentence or 'it could not be read'}{more}", code, todo or "")


def shared_objects(connection: Connection, *, most: int = MOST) -> tuple[list[list[bytes]], int]:
    """Find the bytes that are the original of more than one item: the items of the first, and how many there are."""
    each = _originals().subquery()
    several = (
        select(each.c.sha256, func.min(written(connection, each.c.head)).label("first"))
        .group_by(each.c.sha256)
        .having(func.count(distinct(each.c.head)) > 1)
    )
    found = connection.execute(several.order_by("first", each.c.sha256).limit(most)).all()
    count = len(found)
    if count == most:
        count = connection.execute(select(func.count()).select_from(several.subquery())).scalar_one()
    out = []
    for row in found:
        query = select(each.c.head).where(each.c.sha256 == row.sha256).distinct().order_by(each.c.head)
        out.append([bytes(head) for head in connection.execute(query.limit(50)).scalars()])
    return out, count


def copies(connection: Connection) -> Notes:
    """Name the files that stand in several items, and those that were found in several places."""
    shared, count = shared_objects(connection)
    names = names_of(connection, {head for heads in shared for head in heads})
    out = [
        Note(
            f"{names[heads[0]].title}: the same bytes stand in {len(heads)} items",
            names[heads[0]].code,
            ", ".join(names[head].code for head in heads),
        )
        for heads in shared
    ]
    each = _originals().subquery()
    several = (
        select(
            each.c.sha256,
            func.min(written(connection, each.c.head)).label("head"),
            func.count(distinct(each.c.address)).label("places"),
        )
        .group_by(each.c.sha256)
        .having(func.count(distinct(each.c.address)) > 1, func.count(distinct(each.c.head)) == 1)
    )
    found = connection.execute(several.order_by("head").limit(MOST)).all()
    count += len(found)
    if len(found) == MOST:
        whole = connection.execute(select(func.count()).select_from(several.subquery())).scalar_one()
        count += whole - len(found)
    names = names_of(connection, {bytes.fromhex(row.head) for row in found})
    for row in found:
        query = select(each.c.address).where(each.c.sha256 == row.sha256).distinct().order_by(each.c.address)
        addresses = [address or "" for address in connection.execute(query.limit(6)).scalars()]
        named = names[bytes.fromhex(row.head)]
        text = f"{named.title}: one file, found in {counted(row.places, 'place')}"
        out.append(Note(text, named.code, places_told(addresses)))
    return Notes(tuple(out[:MOST]), count)


def conflicts(connection: Connection, *, most: int = MOST) -> tuple[list[tuple[bytes, str, str]], int]:
    """List the newest findings in which clocks of one file disagree: (item, sentence, what to do), and how many."""
    newest = (
        select(findings.c.input, func.max(findings.c.n).label("n"))
        .where(findings.c.measure == CLOCKS, findings.c.hidden == 0)
        .group_by(findings.c.input)
        .subquery()
    )
    against = (
        select(findings.c.input, findings.c.sentence, findings.c.todo, findings.c.n)
        .join(newest, newest.c.n == findings.c.n)
        .where(findings.c.outcome == "against")
        .subquery()
    )
    each = _originals().subquery()
    query = (
        select(func.min(written(connection, each.c.head)).label("head"), against.c.sentence, against.c.todo)
        .select_from(against.join(each, each.c.sha256 == against.c.input))
        .group_by(against.c.input, against.c.sentence, against.c.todo)
    )
    rows = connection.execute(query.order_by("head").limit(most)).all()
    count = len(rows)
    if count == most:
        count = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    return [(bytes.fromhex(row.head), row.sentence or "", row.todo or "") for row in rows], count
