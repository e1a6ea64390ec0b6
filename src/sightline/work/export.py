"""Exports what stands in a case in the import format, so that an empty case that imports it says the same.

What is withheld or erased is left out and counted; so are protected sources with what they said, what was closed, and
an answer that is kept from whoever is repeating it. Entities are named by their external keys, and where they have
none, by a key made of kind, code and id, which the case it came from knows again. This is a copy for the team: what
leaves the house goes through ``publish --release``.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Connection, func, not_, or_, select

from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.view import Statement
from sightline.store.read import statements_with
from sightline.store.tables import entities, entity_keys, identities, statements
from sightline.work.case import Case
from sightline.work.imports.references import by_line, pointed_at
from sightline.work.locating.blind import kept_from
from sightline.work.locating.reading import OPEN_TO_ALL
from sightline.work.resolve import kind_told, made_key
from sightline.work.safety.shield import shield_of
from sightline.work.whole_file import whole_file

SLICE = 2_000


@frozen(slots=True)
class Exported:
    """What an export came to."""

    file: str
    lines: int
    statements: int
    identities: int
    withheld: int
    """Statements left out because they are withheld or erased."""
    closed: int
    """Statements left out because they stand no more."""
    protected: int
    """Statements left out because of a protected source, or because an item may not be used."""
    kept_from_you: int
    """Statements left out because whoever exports is repeating that analysis and has not answered yet."""


@frozen(slots=True)
class _Keys:
    """The key of every entity, its kind, and the statement that introduces it."""

    key: Mapping[bytes, str]
    kind: Mapping[bytes, str]
    first: Mapping[bytes, int]


def export_statements(case: Case, file: Path) -> Exported:
    """Write every statement that stands, and every identity judgement, to a file; none of what is withheld.

    Raises
    ------
    WrongUse, StoreFull
        The file cannot be written there.
    """
    with whole_file(file) as unfinished, unfinished.open("w", encoding="utf-8", newline="\n") as stream:
        return write_statements(case, stream, name=str(file))


def write_statements(case: Case, stream: IO[str], *, name: str = "-") -> Exported:
    """Write the lines of an export to an open text stream, from one snapshot of the case."""
    said = judged = 0
    with case.catalogue.reading() as connection:
        kept = list(kept_from(connection, case.by))
        shield = shield_of(connection)
        left = 0
        keys = _keys(case, connection, kept)
        met: set[bytes] = set()
        wanted, lines = pointed_at(connection), dict[str, int]()
        for one in _in_order(connection, keys, kept):
            if (open_ := shield.let_out(one)) is None:
                left += 1
                continue
            open_ = evolve(open_, qualifiers=by_line(open_.qualifiers, lines)) if wanted else open_
            stream.write(_line(_statement_line(open_, keys, met)))
            said += 1
            if open_.id.hex() in wanted:
                lines[open_.id.hex()] = said
        for row in connection.execute(
            select(identities)
            .where(identities.c.undone.is_(None))
            .order_by(identities.c.pos, identities.c.id)
        ):
            if {bytes(row.left), bytes(row.right)} & shield.gone:
                continue
            body: dict[str, Json] = {
                "identity": row.verdict,
                "entities": [keys.key[bytes(row.left)], keys.key[bytes(row.right)]],
            }
            if row.reason is not None:
                body["reason"] = row.reason
            stream.write(_line(body))
            judged += 1
        open_rows = statements.c.closed.is_(None)
        total = select(func.count()).select_from(statements)
        withheld = connection.execute(total.where(open_rows, statements.c.hidden != 0)).scalar_one()
        closed = connection.execute(total.where(statements.c.closed.is_not(None))).scalar_one()
        mine = total.where(open_rows, statements.c.hidden == 0, not_(_told(kept)))
        aside = connection.execute(mine).scalar_one() if kept else 0
    return Exported(name, said + judged, said, judged, withheld, closed, left, aside)


def _line(body: Mapping[str, Json]) -> str:
    return json.dumps(body, ensure_ascii=False) + "\n"


def _told(kept: Sequence[bytes]) -> ColumnElement[bool]:
    """Say in SQL which statements are not kept from whoever exports."""
    return or_(statements.c.entity.not_in(kept), statements.c.prop.in_(sorted(OPEN_TO_ALL)))


def _in_order(connection: Connection, keys: _Keys, kept: Sequence[bytes]) -> Iterator[Statement]:
    """Go through what stands: first what introduces each entity, in the order they came in, then the rest."""
    first = list(keys.first.values())
    introduced = set(first)
    for start in range(0, len(first), SLICE):
        some = first[start : start + SLICE]
        found = {s.n: s for s in statements_with(connection, some)}
        yield from (found[n] for n in some)
    query = (
        select(statements.c.n)
        .where(statements.c.closed.is_(None), statements.c.hidden == 0, _told(kept))
        .order_by(statements.c.n)
    )
    rest = [n for n in connection.execute(query).scalars() if n not in introduced]
    for start in range(0, len(rest), SLICE):
        yield from statements_with(connection, rest[start : start + SLICE])


def _keys(case: Case, connection: Connection, kept: Sequence[bytes]) -> _Keys:
    given: dict[bytes, str] = {}
    for row in connection.execute(
        select(entity_keys.c.key, entity_keys.c.entity).order_by(entity_keys.c.key)
    ):
        given.setdefault(bytes(row.entity), row.key)
    first = _introductions(connection, kept)
    key: dict[bytes, str] = {}
    kind: dict[bytes, str] = {}
    order: dict[bytes, int] = {}
    query = select(entities.c.id, entities.c.code, entities.c.kind).order_by(entities.c.opened, entities.c.id)
    for one in connection.execute(query):
        entity = bytes(one.id)
        kind[entity] = one.kind
        own = given.get(entity)
        if own is not None and (entity in first or kind_told(case.schema, own) == one.kind):
            key[entity] = own
        else:
            key[entity] = made_key(one.kind, one.code, entity)
        if entity in first:
            order[entity] = first[entity]
    return _Keys(key, kind, order)


def _introductions(connection: Connection, kept: Sequence[bytes]) -> dict[bytes, int]:
    """Find, for every entity, its first statement that names no other entity: the one that can stand at the top."""
    query = (
        select(statements.c.entity, func.min(statements.c.n))
        .where(
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
            statements.c.target.is_(None),
            statements.c.source.is_(None),
            statements.c.via.is_(None),
            statements.c.evidence.is_(None),
            statements.c.quals.is_(None),
            _told(kept),
        )
        .group_by(statements.c.entity)
    )
    return {bytes(entity): n for entity, n in connection.execute(query)}


def _statement_line(one: Statement, keys: _Keys, met: set[bytes]) -> dict[str, Json]:
    out: dict[str, Json] = {"entity": keys.key[one.entity]}
    if one.entity not in met:
        out["kind"] = keys.kind[one.entity]
        met.add(one.entity)
    out |= {"property": one.property, "value": _keyed(one.value, keys)}
    optional: dict[str, Json] = {
        "lang": one.lang,
        "qualifiers": {k: _keyed(v, keys) for k, v in one.qualifiers.items()} or None,
        "valid": one.valid,
        "said": one.said,
        "valid_zone": (one.valid_zone or None) if one.valid is not None else None,
        "said_zone": (one.said_zone or None) if one.said is not None else None,
        "polarity": "negated" if one.negated else None,
        "certainty": "hedged" if one.hedged else None,
        "via": None if one.via is None else keys.key[one.via],
        "source": None if one.source is None else keys.key[one.source],
        "evidence": [_evidence(ref, keys) for ref in one.evidence] or None,
        "rank": None if one.rank == "normal" else one.rank,
        "note": one.note,
        "origin": None if one.origin == ("analyst" if one.source is None else "source") else one.origin,
    }
    return out | {k: v for k, v in optional.items() if v is not None}


def _evidence(ref: EvidenceRef, keys: _Keys) -> Json:
    out: dict[str, Json] = {"item": keys.key[bytes.fromhex(ref.item)]}
    optional: dict[str, Json] = {"layer": ref.layer, "region": ref.region, "quote": ref.quote}
    if ref.start is not None:
        optional |= {"start": ref.start, "end": ref.end}
        if ref.unit != "char":
            optional["unit"] = ref.unit
    return out | {k: v for k, v in optional.items() if v is not None}


def _keyed(value: Json, keys: _Keys) -> Json:
    if isinstance(value, dict) and isinstance(value.get("entity"), str):
        return {"entity": keys.key[bytes.fromhex(str(value["entity"]))]}
    return value
