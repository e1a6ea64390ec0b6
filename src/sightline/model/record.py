"""The bodies that a ledger keeps, one function per sort: their shapes are frozen from the first commit.

A body is canonical JSON with a key ``is``. Keys that hold their ordinary value are left out, so that a body is small
and two writers make the same bytes. What is hashed cannot change: a new shape gets a new version of its event, and
:mod:`sightline.model.upcast` lifts old bodies on reading, by pure functions with sample bytes in the tests.
"""

from collections.abc import Mapping, Sequence

from sightline.core.digest import canonical, keyed
from sightline.model.finding import Json

VERSION = 1
"""Version of the event format that this code writes."""

Record = dict[str, Json]

STATEMENT_DEFAULTS: Mapping[str, Json] = {
    "lang": None,
    "qualifiers": {},
    "valid": None,
    "said": None,
    "polarity": "affirmed",
    "certainty": "asserted",
    "via": None,
    "source": None,
    "evidence": [],
    "rank": "normal",
    "note": None,
    "succeeds": None,
}
IDENTITY_KEYS = (
    "subject property value qualifiers lang valid said polarity certainty via source evidence origin".split()
)
AGREEMENT_KEYS = "subject property value qualifiers lang valid polarity".split()
"""What two sources must share to agree: not when or how surely each said it, nor through whom."""
_ALIKE, _REST = AGREEMENT_KEYS[:-1], IDENTITY_KEYS[len(AGREEMENT_KEYS) - 1 :]


def statement_ids(secret: bytes, body: Mapping[str, Json]) -> tuple[bytes, bytes]:
    """Compute the id of a statement and the id of the group that says the same: 16 keyed bytes each.

    Parameters
    ----------
    secret : bytes
        The workspace's secret; without it nobody can test a guess of a withheld value against its id.
    body : mapping
        A statement's body with all of its keys, defaults left out or not.
    """

    def part(keys: Sequence[str]) -> bytes:
        return canonical([body[k] if k in body else STATEMENT_DEFAULTS.get(k) for k in keys])

    # The two lists of IDENTITY_KEYS and AGREEMENT_KEYS begin alike; what they share is encoded once.
    alike = part(_ALIKE)[:-1] + b","
    whole = alike + part(_REST)[1:]
    shared = alike + b'"negated"]' if body.get("polarity") == "negated" else alike + b'"affirmed"]'
    return keyed(secret, b"statement\x00" + whole), keyed(secret, b"agreement\x00" + shared)


def statement(identifier: bytes, group: bytes, body: Mapping[str, Json]) -> Record:
    """Make the body of a statement: ``body`` without ordinary values, with its ids."""
    out: Record = dict(body)
    for key, ordinary in STATEMENT_DEFAULTS.items():
        if key in out and out[key] == ordinary:
            del out[key]
    out["is"] = "statement"
    out["id"] = identifier.hex()
    out["group"] = group.hex()
    return out


def act(by: str, *, tool: str, why: str | None = None) -> Record:
    """Make the first body of every event: who did it, with what, and why."""
    out: Record = {"is": "act", "by": by, "tool": tool}
    if why is not None:
        out["why"] = why
    return out


def entity(identifier: bytes, kind: str, *, key: str | None = None) -> Record:
    """Make the body that introduces an entity, with the importer's key when it has one."""
    out: Record = {"is": "entity", "id": identifier.hex(), "kind": kind}
    if key is not None:
        out["key"] = key
    return out


def entity_key(identifier: bytes, key: str) -> Record:
    """Make the body that gives an entity one more external key."""
    return {"is": "key", "entity": identifier.hex(), "key": key}


def sealed(value: Json, *, of: str, beside: Mapping[str, Json] | None = None) -> Record:
    """Make the body that holds a sensitive value; it is encrypted from the first moment.

    ``beside`` holds what else would tell the value: its note, qualifiers and quotes.
    """
    out: Record = {"is": "sealed", "of": of, "value": value}
    if beside:
        out["beside"] = dict(beside)
    return out


def closing(statement_id: bytes, how: str, *, reason: str | None, successor: bytes | None = None) -> Record:
    """Make the body that closes a statement: retracted, mistranscribed, superseded."""
    out: Record = {"is": "close", "statement": statement_id.hex(), "how": how}
    if reason is not None:
        out["reason"] = reason
    if successor is not None:
        out["successor"] = successor.hex()
    return out


def ranking(statement_id: bytes, rank: str, *, reason: str | None) -> Record:
    """Make the body that ranks a statement: preferred, normal, deprecated."""
    out: Record = {"is": "rank", "statement": statement_id.hex(), "rank": rank}
    if reason is not None:
        out["reason"] = reason
    return out


def judgement(identifier: bytes, on_kind: str, on_id: bytes, verdict: str, *, reason: str | None) -> Record:
    """Make the body of a person's decision."""
    out: Record = {
        "is": "judgement",
        "id": identifier.hex(),
        "on_kind": on_kind,
        "on": on_id.hex(),
        "verdict": verdict,
    }
    if reason is not None:
        out["reason"] = reason
    return out


def identity(identifier: bytes, verdict: str, left: bytes, right: bytes, *, reason: str | None) -> Record:
    """Make the body of an identity judgement: same, different, unsure; ids in ascending order."""
    low, high = sorted((left, right))
    out: Record = {
        "is": "identity",
        "id": identifier.hex(),
        "verdict": verdict,
        "left": low.hex(),
        "right": high.hex(),
    }
    if reason is not None:
        out["reason"] = reason
    return out


def undoing(on_kind: str, on_id: bytes, *, reason: str | None) -> Record:
    """Make the body that takes back a judgement or identity."""
    out: Record = {"is": "undo", "on_kind": on_kind, "on": on_id.hex()}
    if reason is not None:
        out["reason"] = reason
    return out


def run(identifier: bytes, kind: str, what: str, *, total: int | None = None) -> Record:
    """Make the body that begins an intake or import."""
    out: Record = {"is": "run", "id": identifier.hex(), "kind": kind, "what": what}
    if total is not None:
        out["total"] = total
    return out


def progress(identifier: bytes, done: int, *, finished: bool) -> Record:
    """Make the body that says how far an intake or import is."""
    return {"is": "progress", "run": identifier.hex(), "done": done, "finished": finished}


def schema_file(name: str, text: str) -> Record:
    """Make the body that keeps one declaration in force."""
    return {"is": "schema", "name": name, "text": text}
