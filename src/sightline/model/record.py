"""The bodies that a ledger keeps, one function per sort: their shapes are frozen from the first commit.

A body is canonical JSON with a key ``is``. Keys that hold their ordinary value are left out, so that a body is small
and two writers make the same bytes. What is hashed cannot change: a new shape gets a new version of its event, and
:mod:`sightline.model.upcast` lifts old bodies on reading, by pure functions with sample bytes in the tests.
"""

from collections.abc import Mapping, Sequence

from sightline.core.digest import canonical, keyed
from sightline.model.arrival import Arrival
from sightline.model.finding import Finding, Json, Proposal

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


def stored(sha256: bytes, sha512: bytes, size: int, *, role: str, media_type: str | None) -> Record:
    """Make the body of an object in the vault; role is original or derivative."""
    out: Record = {"is": "object", "sha256": sha256.hex(), "sha512": sha512.hex(), "size": size, "role": role}
    if media_type is not None:
        out["media_type"] = media_type
    return out


def capture(
    identifier: bytes,
    item: bytes,
    run_id: bytes | None,
    arrival: Arrival,
    *,
    files: Sequence[Record],
    collector: Record,
) -> Record:
    """Make the body of one act of preserving: how it came, what it gave, who took it, with what, and why."""
    origin = arrival.origin
    out: Record = {
        "is": "capture",
        "id": identifier.hex(),
        "item": item.hex(),
        "state": arrival.state,
        "address": origin.address,
        "tool": origin.tool,
        "tool_version": origin.tool_version,
        "files": list(files),
        **collector,
    }
    optional: dict[str, Json] = {
        "run": None if run_id is None else run_id.hex(),
        "redirects": list(origin.redirects) or None,
        "fetched_at": origin.fetched_at,
        "response": dict(origin.response) or None,
        "fault": arrival.fault,
        "todo": arrival.todo,
    }
    return out | {k: v for k, v in optional.items() if v is not None}


def finding(
    identifier: bytes,
    source: bytes,
    found: Finding,
    *,
    products: Sequence[Record],
    prints: Record | None,
    sandbox: str,
    ms: int,
) -> Record:
    """Make the body of a finding; its products and fingerprints lie in the vault."""
    out: Record = {
        "is": "finding",
        "id": identifier.hex(),
        "input": source.hex(),
        "measure": found.measure,
        "version": found.version,
        "outcome": found.outcome,
        "sentence": found.sentence,
        "values": dict(found.values),
        "sandbox": sandbox,
        "ms": ms,
    }
    optional: dict[str, Json] = {
        "uncertainty": found.uncertainty or None,
        "todo": found.todo or None,
        "parameters": dict(found.parameters) or None,
        "proposals": [_proposal(p) for p in found.proposals] or None,
        "products": list(products) or None,
        "prints": prints,
    }
    return out | {k: v for k, v in optional.items() if v is not None}


def _proposal(one: Proposal) -> Record:
    out: Record = {"property": one.property, "value": one.value, "certainty": one.certainty}
    optional: dict[str, Json] = {
        "valid": one.valid,
        "lang": one.lang,
        "qualifiers": dict(one.qualifiers) or None,
    }
    return out | {k: v for k, v in optional.items() if v is not None}


def layer(
    identifier: bytes,
    source: bytes,
    kind: str,
    text: bytes,
    *,
    lang: str | None,
    maker: str,
    anchors: Sequence[tuple[int, int, str]],
    parent: bytes | None = None,
) -> Record:
    """Make the body of a text layer: what it was made of and by, and where its parts stand in the parent."""
    out: Record = {
        "is": "layer",
        "id": identifier.hex(),
        "input": source.hex(),
        "kind": kind,
        "text": text.hex(),
        "maker": maker,
    }
    optional: dict[str, Json] = {
        "lang": lang,
        "anchors": [[start, end, where] for start, end, where in anchors] or None,
        "parent": None if parent is None else parent.hex(),
    }
    return out | {k: v for k, v in optional.items() if v is not None}


def finding_id(inputs: tuple[bytes, ...], finding: Finding) -> bytes:
    """Compute the id of a finding: digest(inputs, measure, version, parameters), 16 bytes."""
    whole = [[i.hex() for i in inputs], finding.measure, finding.version, dict(finding.parameters)]
    return keyed(b"finding", canonical(whole))


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
