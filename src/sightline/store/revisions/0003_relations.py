"""Relations that hold through time, laid around each entity, filled from what is there; lines and areas on a map."""

from collections.abc import Iterator

import orjson
import sqlalchemy as sa
from alembic import op

from sightline.store.project.relations import relation_rows

LAND = {
    **dict.fromkeys(
        (
            "part_of allied_with affiliated_with split_from merged_into members_went_to fights leader_of active_in"
        ).split(),
        0,
    ),
    "governed_by": 1,
    "controls": 2,
}
"""The relations that could be stated before this revision, with the end at which a place that is held stands."""
NUMBERS = ("b0", "b1", "e0", "e1", "s0", "s1")
AT_ONCE = 5_000


def upgrade() -> None:
    """Make the tables and fill them; nothing held lines or areas before."""
    numbers = (sa.Column(name, sa.BigInteger, nullable=False) for name in ("south", "north", "west", "east"))
    op.create_table(
        "shapes",
        sa.Column("n", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("entity", sa.LargeBinary, nullable=False),
        sa.Column("prop", sa.Text, nullable=False),
        *numbers,
        sa.PrimaryKeyConstraint("n", name=op.f("pk_shapes")),
    )
    op.create_index(op.f("ix_shapes_entity"), "shapes", ["entity"])
    table = op.create_table(
        "relations",
        sa.Column("land", sa.SmallInteger, nullable=False, autoincrement=False),
        sa.Column("entity", sa.LargeBinary, nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("side", sa.SmallInteger, nullable=False, autoincrement=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("other", sa.LargeBinary, nullable=False),
        sa.Column("prop", sa.Text, nullable=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in NUMBERS),
        sa.Column("flags", sa.Integer, nullable=False),
        sa.Column("source", sa.LargeBinary),
        sa.Column("opened", sa.BigInteger, nullable=False),
        sa.Column("closed", sa.BigInteger),
        sa.PrimaryKeyConstraint("land", "entity", "n", "side", name=op.f("pk_relations")),
        sqlite_with_rowid=False,
    )
    waiting: list[dict[str, object]] = []
    names = [column.name for column in table.columns]
    for row in _rows(op.get_bind()):
        waiting.append(dict(zip(names, row, strict=True)))
        if len(waiting) >= AT_ONCE:
            op.bulk_insert(table, waiting)
            waiting = []
    if waiting:
        op.bulk_insert(table, waiting)


def _rows(connection: sa.Connection) -> Iterator[tuple[object, ...]]:
    sql = """SELECT n, id, entity, prop, target, valid, valid_zone, said, said_zone, negated, hedged, source, evidence,
        origin, opened, closed FROM statements WHERE target IS NOT NULL AND n > :after ORDER BY n LIMIT :most"""
    after = -1
    while found := connection.execute(sa.text(sql), {"after": after, "most": AT_ONCE}).all():
        after = found[-1].n
        for row in found:
            if row.prop in LAND:
                yield from relation_rows(
                    row.n, _body(row), bytes(row.target), LAND[row.prop], row.opened, row.closed
                )


def _body(row: sa.Row[tuple[object, ...]]) -> dict[str, object]:
    return {
        "id": bytes(row.id).hex(),
        "subject": bytes(row.entity).hex(),
        "property": row.prop,
        "valid": _time(row.valid, row.valid_zone),
        "said": _time(row.said, row.said_zone),
        "polarity": "negated" if row.negated else "affirmed",
        "certainty": "hedged" if row.hedged else "asserted",
        "source": None if row.source is None else bytes(row.source).hex(),
        "evidence": None if row.evidence is None else orjson.loads(row.evidence),
        "origin": row.origin,
    }


def _time(text: str | None, zone: str | None) -> object:
    return text if text is None or zone is None else {"edtf": text, "zone": zone}
