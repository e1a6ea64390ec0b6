"""The first schema: frozen, whatever the tables become later."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

TYPES: dict[str, type[TypeEngine[Any]]] = {
    "big": sa.BigInteger,
    "int": sa.Integer,
    "small": sa.SmallInteger,
    "text": sa.Text,
    "bytes": sa.LargeBinary,
}


def upgrade() -> None:
    """Make all tables."""
    _record()
    _entities()
    _evidence()
    _decisions()


def _record() -> None:
    _table("meta", "key text key, value text")
    _table(
        "events",
        "pos big key, writer bytes, number big, kind text, at big, received big, first big, count "
        "big, digest bytes, header bytes",
    )
    _index("events", "kind")
    _index("events", "writer", "number", unique=True)
    _table("leaves", "n big key, hash bytes, salt bytes null, body bytes null, state small")
    _table("seals", "n big key, wrapped bytes")
    _table("object_seals", "sha256 bytes key, wrapped bytes")


def _entities() -> None:
    _table("acts", "pos big key, by text null, why text null, tool text null")
    _table("counters", "code text key, last big")
    _table(
        "entities",
        "id bytes key, kind text, code text, opened big, title text null, title_rank small null, "
        "title_n big null",
    )
    _index("entities", "code", unique=True)
    _index("entities", "kind")
    _table("entity_keys", "key text key, entity bytes")
    _index("entity_keys", "entity")
    _table(
        "statements",
        "n big key, id bytes, grp bytes null, entity bytes, prop text, value text null, clean text "
        "null, target bytes null, lang text null, quals text null, valid text null, valid_zone text "
        "null, v0 big null, v1 big null, v2 big null, v3 big null, said text null, said_zone text "
        "null, s0 big null, s1 big null, s2 big null, s3 big null, negated small, hedged small, via "
        "bytes null, source bytes null, evidence text null, origin text, rank small, note text null, "
        "opened big, closed big null, closing text null, successor bytes null, hidden small",
    )
    _index("statements", "entity")
    _index("statements", "id")
    _index("statements", "source", only=True)
    _index("statements", "target", only=True)
    _table("ranks", "statement bytes key, opened big key, rank small, reason text null")
    _table("citations", "item bytes key, n big key")
    _table(
        "positions",
        "n big key, entity bytes, lat big, lon big, radius big null, precision text null, south big, "
        "north big, west big, east big",
    )
    _index("positions", "south", "north")
    _table("dates", "n big key, entity bytes, prop text, d0 big null, d1 big null, d2 big null, d3 big null")
    _index("dates", "d0", "d3")
    _index("dates", "entity")


def _evidence() -> None:
    _table(
        "objects",
        "sha256 bytes key, sha512 bytes null, size big, media_type text null, role text, pos big, state text",
    )
    _table(
        "captures",
        "id bytes key, item bytes, run bytes null, pos big, address text null, state text, fault text "
        "null, todo text null, body text null, hidden small",
    )
    _index("captures", "address", postgresql_using="hash")
    _index("captures", "item")
    _index("captures", "run")
    _table("capture_files", "capture bytes key, ord int key, sha256 bytes, role text, name text null")
    _index("capture_files", "sha256")
    _table(
        "findings",
        "id bytes key, n big, pos big, measure text, version int, input bytes, outcome text, sentence "
        "text null, uncertainty text null, todo text null, body text null, hidden small",
    )
    _index("findings", "input")
    _table("proposals", "finding bytes key, ord int key, prop text, body text null, hidden small")
    _table(
        "products",
        "finding bytes key, ord int key, sha256 bytes, role text, caption text null, media_time big null",
    )
    _index("products", "sha256")
    _table(
        "layers",
        "id bytes key, pos big, n big, input bytes, kind text, lang text null, maker text, text "
        "bytes, anchors text null, parent bytes null, hidden small",
    )
    _index("layers", "input")
    _table("passages", "doc big key, layer bytes, start big, end big, text text")
    _index("passages", "layer")


def _decisions() -> None:
    _table(
        "judgements",
        "id bytes key, pos big, on_kind text, on_id bytes, verdict text, by text null, reason text "
        "null, undone big null",
    )
    _index("judgements", "on_id")
    _table(
        "identities",
        "id bytes key, pos big, verdict text, left bytes, right bytes, by text null, reason text "
        "null, undone big null",
    )
    _index("identities", "left")
    _index("identities", "right")
    _table("membership", "entity bytes key, opened big key, canonical bytes, closed big null")
    _index("membership", "canonical")
    _table("runs", "id bytes key, kind text, pos big, what text, total big null, done big, finished big null")
    _index("runs", "what", postgresql_using="hash")
    _table(
        "protections",
        "pos big key, ord int key, target text, act text, authority text null, reason text null",
    )
    _table("declarations", "pos big key, ord int key, name text null, text text null")


def _table(name: str, columns: str) -> None:
    """Make a table; a column is a name, a type, and ``key`` or ``null`` where it is of the key or may be empty."""
    made = []
    keys = []
    for column in columns.split(", "):
        called, sort, *rest = column.split()
        if rest == ["key"]:
            keys.append(called)
        made.append(sa.Column(called, TYPES[sort](), nullable=rest == ["null"], autoincrement=False))
    op.create_table(name, *made, sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")))


def _index(
    table: str, *columns: str, unique: bool = False, only: bool = False, postgresql_using: str | None = None
) -> None:
    """Make an index; ``only`` leaves out the rows where its column is empty."""
    options: dict[str, Any] = {} if postgresql_using is None else {"postgresql_using": postgresql_using}
    if only:
        where = sa.text(f"{columns[0]} IS NOT NULL")
        options |= {"sqlite_where": where, "postgresql_where": where}
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=unique, **options)
