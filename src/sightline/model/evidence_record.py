"""The bodies that a ledger keeps of evidence: objects, captures, findings, text layers; frozen from the first."""

from collections.abc import Sequence

from sightline.core.digest import canonical, keyed
from sightline.model.arrival import Arrival
from sightline.model.finding import Finding, Json, Proposal
from sightline.model.record import Record


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
    further: Sequence[bytes] = (),
) -> Record:
    """Make the body of a finding; its products and fingerprints lie in the vault.

    ``further`` are its inputs after the first, where it compares several.
    """
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
        "with": [one.hex() for one in further] or None,
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
