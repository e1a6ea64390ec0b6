"""Finds what a person points at: an entity by code, id, key or exact title; a statement by id or by what it says.

Nothing is made here. A name that fits nothing is refused rather than taken for something new, because a slip of the
finger must not become a witness.
"""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, select

from sightline.core.errors import AmbiguousName, UnknownName
from sightline.model.schema import Schema
from sightline.model.values import show
from sightline.model.view import Named, Statement
from sightline.store.read import (
    can_be_kept,
    cluster_of,
    find_entity,
    named,
    names_of,
    statements_of,
    statements_with,
)
from sightline.store.tables import entities, statements
from sightline.work.locating.blind import refuse_kept
from sightline.work.safety.text import restrained_statement

HEX = re.compile(r"[0-9a-f]{6,32}")
MOST_NAMED = 8
SHORT = 12
"""Digits of an id that are shown to people."""


def point_at(connection: Connection, name: str, *, kinds: Sequence[str] = ()) -> Named:
    """Find an entity by code (INC-12), id, external key, or its whole title.

    Raises
    ------
    UnknownName
        Nothing is called that, or it is of another kind than ``kinds``.
    AmbiguousName
        Several have this title; names their codes.
    """
    found = find_entity(connection, name.strip())
    if found is None:
        found = _by_title(connection, name.strip(), kinds)
    if found is None:
        make = f"make it with: sightline new {kinds[0] if kinds else 'KIND'} --title … --key KEY"
        raise UnknownName(
            "there is nothing of this code, key or title",
            item=name.strip() or "“”",
            todo=f"see what there is, or {make}",
        )
    if kinds and found.kind not in kinds:
        raise UnknownName(f"is {found.kind}, not {' or '.join(kinds)}", item=name, todo="give another code")
    return found


def look_for(connection: Connection, name: str, *, listed: str = "find") -> Named:
    """Find what a person wants to look at: by code, id, external key, or its whole title.

    :param listed: the verb that lists what there is, told where there is no such thing
    :raises UnknownName: nothing is called that
    :raises AmbiguousName: several have this title; names their codes
    """
    found = find_entity(connection, name) or _by_title(connection, name.strip(), ())
    if found is None:
        raise UnknownName(f"there is no {name}", todo=f"see what there is with: sightline {listed}")
    return found


def _by_title(connection: Connection, title: str, kinds: Sequence[str]) -> Named | None:
    if not can_be_kept(title):
        return None
    columns = (entities.c.id, entities.c.code, entities.c.kind, entities.c.title)
    query = select(*columns).where(entities.c.title == title).order_by(entities.c.id).limit(MOST_NAMED)
    if kinds:
        query = query.where(entities.c.kind.in_(kinds))
    rows = connection.execute(query).all()
    if len(rows) > 1:
        raise AmbiguousName(
            f"{len(rows)} have this title: {', '.join(r.code for r in rows)}",
            item=title,
            todo="give one code",
        )
    return None if not rows else named(rows[0])


def statement_at(connection: Connection, schema: Schema, words: Sequence[str], *, by: str) -> Statement:
    """Find one statement: by its id or the first digits of it, or by CODE and property.

    An open statement goes before a closed one of the same id. ``by`` is who asks: an answer that is kept from them is
    named by no fault either.

    Raises
    ------
    WrongUse
        It is of an analysis that is kept from whoever asks.
    UnknownName
        There is none.
    AmbiguousName
        Several fit; names the id and value of each.
    """
    if len(words) == 1:
        found = _by_digits(connection, words[0])
    elif len(words) == 2:
        one = point_at(connection, words[0])
        prop = schema.property(one.kind, words[1])
        ids = cluster_of(connection, one.id)
        found = [s for s in statements_of(connection, ids) if s.property == prop.id]
    else:
        raise UnknownName(
            "a statement is named by its id, or by a code and a property",
            item=" ".join(words),
            todo="for example: 3f2a9c04d1b7, or: INC-1 occurred",
        )
    refuse_kept(connection, found, by)
    what = " ".join(words)
    if not found:
        raise UnknownName(
            "there is no such statement", item=what, todo="see the ids with: sightline show CODE --json"
        )
    if len({s.id for s in found}) > 1:
        shown = "; ".join(_line(connection, schema, s) for s in found[:MOST_NAMED])
        raise AmbiguousName(f"{len(found)} statements fit: {shown}", item=what, todo="give the id of one")
    return next((s for s in found if s.closed is None), found[-1])


def _by_digits(connection: Connection, digits: str) -> list[Statement]:
    if HEX.fullmatch(digits) is None:
        raise UnknownName("is no id of a statement", item=digits, todo="an id has 6 to 32 digits 0-9 a-f")
    low, high = bytes.fromhex(digits.ljust(32, "0")), bytes.fromhex(digits.ljust(32, "f"))
    query = (
        select(statements.c.n).where(statements.c.id >= low, statements.c.id <= high).order_by(statements.c.n)
    )
    return statements_with(connection, list(connection.execute(query.limit(200)).scalars()))


def describe(connection: Connection, schema: Schema, statement: Statement) -> str:
    """Write what a statement says in one line: code, property and value; a withheld one without its value."""
    ids = {statement.entity} | ({statement.target} if statement.target is not None else set())
    names = names_of(connection, ids)
    subject = names[statement.entity]
    kind = schema.kinds.get(subject.kind)
    prop = None if kind is None else kind.properties.get(statement.property)
    hidden = {1: "[withheld]", 2: "[erased]"}.get(statement.hidden)
    value = hidden or show(
        prop, restrained_statement(statement).value, terms={i.hex(): n.code for i, n in names.items()}
    )
    signs = ("not: " if statement.negated else "") + ("perhaps: " if statement.hedged else "")
    return f"{subject.code} {statement.property}: {signs}{value}"


def _line(connection: Connection, schema: Schema, statement: Statement) -> str:
    said = describe(connection, schema, statement)
    return f"{statement.id.hex()[:SHORT]} {said if len(said) <= 80 else said[:79] + '…'}"
