"""Tables of a case, typed and plain: a row for each entity of a kind, or a row for each statement.

``data_frame`` turns them into pandas or polars. Nothing withheld is in them, nor an answer that is kept
from whoever is repeating it; an uncertain time keeps both its bounds.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.errors import BadTime
from sightline.model.place import position, reach
from sightline.model.schema import Kind
from sightline.model.time import bounds, read
from sightline.model.view import Named, Statement
from sightline.store.read import names_of, statements_of
from sightline.store.tables import entities, membership
from sightline.work.case import Case
from sightline.work.locating.blind import kept_from, open_only
from sightline.work.locating.reading import SORTS
from sightline.work.safety.text import restrained_statement
from sightline.work.sheets.cells import Cell, cells_of, qualifiers_text
from sightline.work.value_text import write_value
from sightline.work.view import named_in

Sort = Literal["text", "time", "degrees", "metres"]
SLICE = 500


@frozen(slots=True)
class Column:
    """One column: its name, what it holds, and a value for each row."""

    name: str
    sort: Sort
    """text; time: milliseconds since the epoch, UTC; degrees; metres."""
    values: tuple[str | int | float | None, ...]


@frozen(slots=True)
class Table:
    """Columns of the same length."""

    columns: tuple[Column, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values) if self.columns else 0


def entity_table(case: Case, kind: str) -> Table:
    """Make a table of the entities of one kind: code, title, time with its bounds, position, then each property in use.

    A property holds what stands of the best rank, several values parted by ``|``. Times are those of the first property
    that the kind declares as its time; ``earliest`` and ``latest`` bound it.

    Raises
    ------
    UnknownName
        There is no such kind.
    """
    declared = case.schema.kind(kind)
    with case.catalogue.reading() as connection:
        every = _entities(connection, declared)
        cells = cells_of(connection, declared, [n.id for n in every], by=case.by)
    rows = [cells.get(n.id, {}) for n in every]
    times = [_time(case, declared, row) for row in rows]
    places = [_place(declared, row) for row in rows]
    used = {name for row in rows for name in row}
    columns = [
        Column("code", "text", tuple(n.code for n in every)),
        Column("title", "text", tuple(n.title for n in every)),
        Column("when", "text", tuple(t[0] for t in times)),
        Column("earliest", "time", tuple(t[1] for t in times)),
        Column("latest", "time", tuple(t[2] for t in times)),
        Column("lat", "degrees", tuple(p[0] for p in places)),
        Column("lon", "degrees", tuple(p[1] for p in places)),
        Column("radius_m", "metres", tuple(p[2] for p in places)),
    ]
    taken = {c.name for c in columns}
    columns += [
        Column(name, "text", tuple(row[name].text if name in row else None for row in rows))
        for name in declared.properties
        if name in used and name not in taken
    ]
    return Table(tuple(columns))


def statement_table(case: Case, kind: str) -> Table:
    """Make a table of the statements that stand about entities of one kind: who says what, when, with what evidence.

    Raises
    ------
    UnknownName
        There is no such kind.
    """
    declared = case.schema.kind(kind)
    with case.catalogue.reading() as connection:
        ids = [n.id for n in _entities(connection, declared)]
        kept = kept_from(connection, case.by) if declared.id in SORTS else {}
        said: list[Statement] = []
        for start in range(0, len(ids), SLICE):
            some = open_only(statements_of(connection, ids[start : start + SLICE]), kept)
            said += [restrained_statement(s) for s in some if not s.hidden]
        names = names_of(connection, {i for s in said for i in named_in(s)})
    codes = {i.hex(): n.code for i, n in names.items()}
    texts: dict[str, list[str | None]] = {
        "code": [names[s.entity].code for s in said],
        "property": [s.property for s in said],
        "value": [_value(declared, s, codes) for s in said],
        "qualifiers": [_qualifiers(declared, s, codes) for s in said],
        "lang": [s.lang for s in said],
        "source": [None if s.source is None else names[s.source].title for s in said],
        "via": [None if s.via is None else names[s.via].title for s in said],
        "valid": [s.valid for s in said],
        "said": [s.said if s.said is not None else s.said_default for s in said],
        "polarity": ["negated" if s.negated else "affirmed" for s in said],
        "certainty": ["hedged" if s.hedged else "asserted" for s in said],
        "origin": [s.origin for s in said],
        "rank": [s.rank for s in said],
        "evidence": [" ".join(codes.get(r.item, r.item) for r in s.evidence) or None for s in said],
        "id": [s.id.hex() for s in said],
    }
    recorded = Column("recorded", "time", tuple(s.recorded for s in said))
    return Table((*(Column(name, "text", tuple(values)) for name, values in texts.items()), recorded))


def _entities(connection: Connection, kind: Kind) -> list[Named]:
    aside = select(membership.c.entity).where(membership.c.closed.is_(None))
    query = select(entities.c.id).where(entities.c.kind == kind.id, entities.c.id.not_in(aside))
    ids = [bytes(i) for i in connection.execute(query.order_by(entities.c.opened, entities.c.id)).scalars()]
    names = names_of(connection, ids)
    return [names[i] for i in ids]


def _value(kind: Kind, one: Statement, codes: Mapping[str, str]) -> str:
    prop = kind.properties.get(one.property)
    return str(one.value) if prop is None else write_value(prop, one.value, codes=codes)


def _qualifiers(kind: Kind, one: Statement, codes: Mapping[str, str]) -> str | None:
    prop = kind.properties.get(one.property)
    return None if prop is None or not one.qualifiers else qualifiers_text(kind, prop, one, codes)


def _first(row: Mapping[str, Cell], props: Sequence[str]) -> Statement | None:
    for name in props:
        for part in row[name].parts if name in row else ():
            if not part.statement.negated:
                return part.statement
    return None


def _time(case: Case, kind: Kind, row: Mapping[str, Cell]) -> tuple[str | None, int | None, int | None]:
    one = _first(row, kind.time)
    if one is None or not isinstance(one.value, str):
        return None, None, None
    try:
        earliest, latest = bounds(read(one.value, zone=case.settings.case_zone or None))
    except BadTime:
        return one.value, None, None
    return one.value, earliest, latest


def _place(kind: Kind, row: Mapping[str, Cell]) -> tuple[float | None, float | None, int | None]:
    one = _first(row, kind.position)
    if one is None or not isinstance(one.value, dict):
        return None, None, None
    value = one.value
    radius, precision = value.get("radius_m"), value.get("precision")
    here = position(
        str(value["lat"]),
        str(value["lon"]),
        radius_m=radius if isinstance(radius, int) else None,
        precision=precision if isinstance(precision, str) else None,
    )
    return here.lat, here.lon, reach(here)
