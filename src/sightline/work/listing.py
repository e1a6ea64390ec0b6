"""Lists what a case holds, kind by kind: code, title, when, where and state of each, filtered."""

import json
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.fold import fold
from sightline.model.finding import Json
from sightline.model.schema import Kind, Schema
from sightline.store.read import names_of
from sightline.store.tables import entities, entity_keys, membership, ranks, statements
from sightline.work.case import Case
from sightline.work.locating.blind import kept_from
from sightline.work.safety.text import restrained

STATES = ("state", "status")
SORTS = ("item_kind", "source_kind", "actor_kind", "place_kind", "artefact_kind", "category")
PLACES = ("place", "claimed_place", "place_name", "claimed_place_name")
SLICE = 900


@frozen(slots=True)
class Listed:
    """One row of a list."""

    id: bytes
    code: str
    kind: str
    title: str
    sort: str = ""
    """The term that says what sort of its kind it is."""
    state: str = ""
    when: str = ""
    """EDTF, as the preferred statement has it."""
    where: str = ""
    merged: int = 0
    """How many other records were judged to be this one."""


@frozen(slots=True)
class Listing:
    """Rows, and how many there are in all."""

    rows: tuple[Listed, ...]
    total: int
    """All that fit the filters; more than the rows where a limit cut them."""


def listing(
    case: Case,
    kinds: Sequence[str],
    *,
    sort: str | None = None,
    state: str | None = None,
    search: str | None = None,
    limit: int | None = None,
) -> Listing:
    """List entities of some kinds, in the order they came in. Records that were judged to be another are not repeated.

    Parameters
    ----------
    kinds : sequence of str
        Kinds by id or code.
    sort : str, optional
        Only this sort: a term of item_kind, actor_kind, … or one of the kinds.
    state : str, optional
        Only in this state or status.
    search : str, optional
        Only where code, title or key hold these words, however they are spelled.
    limit : int, optional
        At most so many rows; all are counted.

    Raises
    ------
    UnknownName
        There is no such kind.
    """
    wanted = [case.schema.kind(k) for k in kinds]
    with case.catalogue.reading() as connection:
        rows = _rows(connection, [k.id for k in wanted])
        if search is not None:
            rows = _matching(connection, rows, search)
        # what a row says is read only for rows that may be shown
        every = len(rows)
        rows = rows if limit is None or sort is not None or state is not None else rows[:limit]
        kept = kept_from(
            connection, case.by
        )  # of an answer that is kept from who asks, the title alone is listed
        said = _said(connection, case.schema, [r.id for r in rows if r.id not in kept])
        names = names_of(connection, {t for props in said.values() for t in _targets(props)})
    titles = {i.hex(): n.title for i, n in names.items()}
    full = [_listed(case.schema, row, said.get(row.id, {}), titles) for row in rows]
    if sort is not None:
        full = [r for r in full if sort.casefold() in (r.sort.casefold(), r.kind.casefold())]
    if state is not None:
        full = [r for r in full if r.state.casefold() == state.casefold()]
    total = every if sort is None and state is None else len(full)
    return Listing(tuple(full if limit is None else full[:limit]), total)


def _rows(connection: Connection, kinds: list[str]) -> list[Listed]:
    merged: dict[bytes, int] = {}
    aside: set[bytes] = set()
    for row in connection.execute(select(membership).where(membership.c.closed.is_(None))):
        aside.add(bytes(row.entity))
        merged[bytes(row.canonical)] = merged.get(bytes(row.canonical), 0) + 1
    columns = (entities.c.id, entities.c.code, entities.c.kind, entities.c.title)
    query = select(*columns).where(entities.c.kind.in_(kinds)).order_by(entities.c.opened, entities.c.id)
    return [
        Listed(bytes(r.id), r.code, r.kind, restrained(r.title or r.code), merged=merged.get(bytes(r.id), 0))
        for r in connection.execute(query)
        if bytes(r.id) not in aside
    ]


def _matching(connection: Connection, rows: list[Listed], search: str) -> list[Listed]:
    words = fold(search).split()
    keys: dict[bytes, str] = {}
    for row in connection.execute(select(entity_keys).order_by(entity_keys.c.key)):
        keys[bytes(row.entity)] = f"{keys.get(bytes(row.entity), '')} {row.key}"
    out = []
    for one in rows:
        text = f"{fold(one.title)} {one.code.casefold()} {keys.get(one.id, '').casefold()}"
        if all(word in text for word in words) or search.casefold() in text:
            out.append(one)
    return out


Said = Mapping[str, Sequence[Json]]


def _said(connection: Connection, schema: Schema, ids: Sequence[bytes]) -> dict[bytes, dict[str, list[Json]]]:
    """Read the standing values that a list shows, of the best rank there is; nothing withheld."""
    times = {p for k in schema.concrete() for p in k.time}
    props = sorted({*STATES, *SORTS, *PLACES, *times})
    ranked = {
        bytes(r.statement): r.rank for r in connection.execute(select(ranks).order_by(ranks.c.opened)).all()
    }
    best: dict[tuple[bytes, str], int] = {}
    out: dict[bytes, dict[str, list[Json]]] = {}
    for some in (ids[i : i + SLICE] for i in range(0, len(ids), SLICE)):
        columns = (
            statements.c.id,
            statements.c.entity,
            statements.c.prop,
            statements.c.value,
            statements.c.rank,
        )
        query = select(*columns).where(
            statements.c.entity.in_(some),
            statements.c.prop.in_(props),
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
            statements.c.negated == 0,
        )
        for row in connection.execute(query.order_by(statements.c.n)):
            here, rank = (bytes(row.entity), row.prop), ranked.get(bytes(row.id), row.rank)
            if rank < best.get(here, rank):
                continue
            values = out.setdefault(here[0], {}).setdefault(row.prop, [])
            if rank > best.get(here, rank):
                values.clear()
            best[here] = rank
            values.append(json.loads(row.value))
    return out


def _targets(said: Said) -> Iterable[bytes]:
    for values in said.values():
        for value in values:
            if isinstance(value, dict) and "entity" in value:
                yield bytes.fromhex(str(value["entity"]))


def _listed(schema: Schema, row: Listed, said: Said, titles: Mapping[str, str]) -> Listed:
    kind: Kind | None = schema.kinds.get(row.kind)
    times = () if kind is None else kind.time
    return Listed(
        id=row.id,
        code=row.code,
        kind=row.kind,
        title=row.title,
        sort=_first(said, SORTS, titles),
        state=_last(said, STATES),
        when=_first(said, times, titles),
        where=_first(said, PLACES, titles),
        merged=row.merged,
    )


def _first(said: Said, props: Sequence[str], titles: Mapping[str, str]) -> str:
    for prop in props:
        for value in said.get(prop, ()):
            if isinstance(value, dict):
                return titles.get(str(value.get("entity")), "")
            return restrained(str(value))
    return ""


def _last(said: Said, props: Sequence[str]) -> str:
    """Give the latest state: a thing was listed before it was captured."""
    return next((str(said[p][-1]) for p in props if said.get(p)), "")
