"""The one schema of the catalogue, the same on SQLite and PostgreSQL.

Two floors: what is the record (``events``, ``leaves``, ``seals``, ``object_seals``, ``meta``) and what is made from
it and can be made again (everything in :data:`PROJECTIONS`). The text index belongs to each engine and stands in
``text_index.py``. Ids are bytes; times are milliseconds since the epoch, UTC; coordinates are 1e-7 degree.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, SmallInteger, Table, Text

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}
)


def _key(name: str, kind: type = LargeBinary) -> Column[object]:
    return Column(name, kind, primary_key=True, autoincrement=False)


meta = Table("meta", metadata, _key("key", Text), Column("value", Text, nullable=False))

events = Table(
    "events",
    metadata,
    _key("pos", BigInteger),
    Column("writer", LargeBinary, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Index(None, "writer", "number", unique=True),
    Index(None, "kind"),
)
leaves = Table(
    "leaves",
    metadata,
    _key("n", BigInteger),
    Column("hash", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("state", SmallInteger, nullable=False),
)
seals = Table("seals", metadata, _key("n", BigInteger), Column("wrapped", LargeBinary, nullable=False))
object_seals = Table("object_seals", metadata, _key("sha256"), Column("wrapped", LargeBinary, nullable=False))

acts = Table(
    "acts", metadata, _key("pos", BigInteger), Column("by", Text), Column("why", Text), Column("tool", Text)
)
counters = Table("counters", metadata, _key("code", Text), Column("last", BigInteger, nullable=False))
entities = Table(
    "entities",
    metadata,
    _key("id"),
    Column("kind", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("opened", BigInteger, nullable=False),
    Column("title", Text),
    Column("title_rank", SmallInteger),
    Column("title_n", BigInteger),
    Index(None, "code", unique=True),
    Index(None, "kind"),
    Index(None, "title", postgresql_using="hash"),  # a title may be longer than PostgreSQL's trees take
)
entity_keys = Table(
    "entity_keys",
    metadata,
    _key("key", Text),
    Column("entity", LargeBinary, nullable=False),
    Index(None, "entity"),
)
statements = Table(
    "statements",
    metadata,
    _key("n", BigInteger),
    Column("id", LargeBinary, nullable=False),
    Column("grp", LargeBinary),
    Column("entity", LargeBinary, nullable=False),
    Column("prop", Text, nullable=False),
    Column("value", Text),
    Column("clean", Text),
    Column("target", LargeBinary),
    Column("lang", Text),
    Column("quals", Text),
    Column("valid", Text),
    Column("valid_zone", Text),
    Column("v0", BigInteger),
    Column("v1", BigInteger),
    Column("v2", BigInteger),
    Column("v3", BigInteger),
    Column("said", Text),
    Column("said_zone", Text),
    Column("s0", BigInteger),
    Column("s1", BigInteger),
    Column("s2", BigInteger),
    Column("s3", BigInteger),
    Column("negated", SmallInteger, nullable=False),
    Column("hedged", SmallInteger, nullable=False),
    Column("via", LargeBinary),
    Column("source", LargeBinary),
    Column("evidence", Text),
    Column("origin", Text, nullable=False),
    Column("rank", SmallInteger, nullable=False),
    Column("note", Text),
    Column("opened", BigInteger, nullable=False),
    Column("closed", BigInteger),
    Column("closing", Text),
    Column("successor", LargeBinary),
    Column("hidden", SmallInteger, nullable=False),
    Index(None, "id"),
    Index(None, "entity"),
    Index(
        "ix_statements_target",
        "target",
        sqlite_where=Column("target").is_not(None),
        postgresql_where=Column("target").is_not(None),
    ),
    Index(
        "ix_statements_source",
        "source",
        sqlite_where=Column("source").is_not(None),
        postgresql_where=Column("source").is_not(None),
    ),
)
relations = Table(
    "relations",
    metadata,
    _key("land", SmallInteger),
    _key("entity"),
    _key("n", BigInteger),
    _key("side", SmallInteger),
    Column("id", LargeBinary, nullable=False),
    Column("other", LargeBinary, nullable=False),
    Column("prop", Text, nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in ("b0", "b1", "e0", "e1", "s0", "s1")),
    Column("flags", Integer, nullable=False),
    Column("source", LargeBinary),
    Column("opened", BigInteger, nullable=False),
    Column("closed", BigInteger),
    sqlite_with_rowid=False,  # what is around an entity lies side by side
)
names = Table(
    "names",
    metadata,
    _key("kind", Text),
    _key("size", Integer),
    _key("n", BigInteger),
    Column("entity", LargeBinary, nullable=False),
    Column("folded", Text, nullable=False),
    Index(None, "entity"),
    sqlite_with_rowid=False,  # names of one length lie side by side
)
name_keys = Table(
    "name_keys",
    metadata,
    _key("key", BigInteger),
    _key("n", BigInteger),
    Column("entity", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Index(None, "n"),
    sqlite_with_rowid=False,
)
shapes = Table(
    "shapes",
    metadata,
    _key("n", BigInteger),
    Column("entity", LargeBinary, nullable=False),
    Column("prop", Text, nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in ("south", "north", "west", "east")),
    Index(None, "entity"),
)
ranks = Table(
    "ranks",
    metadata,
    _key("statement"),
    _key("opened", BigInteger),
    Column("rank", SmallInteger, nullable=False),
    Column("reason", Text),
)
citations = Table("citations", metadata, _key("item"), _key("n", BigInteger))
positions = Table(
    "positions",
    metadata,
    _key("n", BigInteger),
    Column("entity", LargeBinary, nullable=False),
    Column("lat", BigInteger, nullable=False),
    Column("lon", BigInteger, nullable=False),
    Column("radius", BigInteger),
    Column("precision", Text),
    Column("south", BigInteger, nullable=False),
    Column("north", BigInteger, nullable=False),
    Column("west", BigInteger, nullable=False),
    Column("east", BigInteger, nullable=False),
    Index(None, "south", "north"),
)
dates = Table(
    "dates",
    metadata,
    _key("n", BigInteger),
    Column("entity", LargeBinary, nullable=False),
    Column("prop", Text, nullable=False),
    Column("d0", BigInteger),
    Column("d1", BigInteger),
    Column("d2", BigInteger),
    Column("d3", BigInteger),
    Index(None, "d0", "d3"),
    Index(None, "entity"),
)
objects = Table(
    "objects",
    metadata,
    _key("sha256"),
    Column("sha512", LargeBinary),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text),
    Column("role", Text, nullable=False),
    Column("pos", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
)
captures = Table(
    "captures",
    metadata,
    _key("id"),
    Column("item", LargeBinary, nullable=False),
    Column("run", LargeBinary),
    Column("pos", BigInteger, nullable=False),
    Column("address", Text),
    Column("state", Text, nullable=False),
    Column("fault", Text),
    Column("todo", Text),
    Column("body", Text),
    Column("hidden", SmallInteger, nullable=False),
    Index(None, "item"),
    Index(None, "run"),
    Index(None, "address", postgresql_using="hash"),  # an address may be longer than PostgreSQL's trees take
)
capture_files = Table(
    "capture_files",
    metadata,
    _key("capture"),
    _key("ord", Integer),
    Column("sha256", LargeBinary, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", Text),
    Index(None, "sha256"),
)
findings = Table(
    "findings",
    metadata,
    _key("id"),
    Column("n", BigInteger, nullable=False),
    Column("pos", BigInteger, nullable=False),
    Column("measure", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("input", LargeBinary, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("sentence", Text),
    Column("uncertainty", Text),
    Column("todo", Text),
    Column("body", Text),
    Column("hidden", SmallInteger, nullable=False),
    Index(None, "input"),
    Index(None, "measure"),
)
further_inputs = Table("further_inputs", metadata, _key("finding"), _key("sha256"), Index(None, "sha256"))
proposals = Table(
    "proposals",
    metadata,
    _key("finding"),
    _key("ord", Integer),
    Column("prop", Text, nullable=False),
    Column("body", Text),
    Column("hidden", SmallInteger, nullable=False),
)
products = Table(
    "products",
    metadata,
    _key("finding"),
    _key("ord", Integer),
    Column("sha256", LargeBinary, nullable=False),
    Column("role", Text, nullable=False),
    Column("caption", Text),
    Column("media_time", BigInteger),
    Index(None, "sha256"),
)
layers = Table(
    "layers",
    metadata,
    _key("id"),
    Column("pos", BigInteger, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("input", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lang", Text),
    Column("maker", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("anchors", Text),
    Column("parent", LargeBinary),
    Column("hidden", SmallInteger, nullable=False),
    Index(None, "input"),
)
passages = Table(
    "passages",
    metadata,
    _key("doc", BigInteger),
    Column("layer", LargeBinary, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "layer"),
)
judgements = Table(
    "judgements",
    metadata,
    _key("id"),
    Column("pos", BigInteger, nullable=False),
    Column("on_kind", Text, nullable=False),
    Column("on_id", LargeBinary, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("by", Text),
    Column("reason", Text),
    Column("undone", BigInteger),
    Index(None, "on_id"),
)
identities = Table(
    "identities",
    metadata,
    _key("id"),
    Column("pos", BigInteger, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("left", LargeBinary, nullable=False),
    Column("right", LargeBinary, nullable=False),
    Column("by", Text),
    Column("reason", Text),
    Column("undone", BigInteger),
    Index(None, "left"),
    Index(None, "right"),
)
membership = Table(
    "membership",
    metadata,
    _key("entity"),
    _key("opened", BigInteger),
    Column("canonical", LargeBinary, nullable=False),
    Column("closed", BigInteger),
    Index(None, "canonical"),
)
runs = Table(
    "runs",
    metadata,
    _key("id"),
    Column("kind", Text, nullable=False),
    Column("pos", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("total", BigInteger),
    Column("done", BigInteger, nullable=False),
    Column("finished", BigInteger),
    Index(None, "what", postgresql_using="hash"),
)
protections = Table(
    "protections",
    metadata,
    _key("pos", BigInteger),
    _key("ord", Integer),
    Column("target", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("authority", Text),
    Column("reason", Text),
)
declarations = Table(
    "declarations",
    metadata,
    _key("pos", BigInteger),
    _key("ord", Integer),
    Column("name", Text),
    Column("text", Text),
)

RECORD = (meta, events, leaves, seals, object_seals)
PROJECTIONS = tuple(t for t in metadata.sorted_tables if t not in RECORD)
