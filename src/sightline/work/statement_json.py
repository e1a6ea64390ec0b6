"""Writes statements in the shape of the import format, with codes for entities: ``show --json`` and exports."""

from collections.abc import Mapping

from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.view import Named, Shown, Statement


def statement_json(statement: Statement, names: Mapping[bytes, Named]) -> dict[str, Json]:
    """Write one statement with the keys of the import format, and what the record says of it.

    A withheld value is null and ``"withheld": true``; an erased one ``"erased": true``.
    """
    out: dict[str, Json] = {
        "entity": _code(names, statement.entity),
        "property": statement.property,
        "value": coded(statement.value, names),
    }
    optional: dict[str, Json] = {
        "lang": statement.lang,
        "qualifiers": {k: coded(v, names) for k, v in statement.qualifiers.items()} or None,
        "valid": statement.valid,
        "said": statement.said,
        "via": None if statement.via is None else _code(names, statement.via),
        "source": None if statement.source is None else _code(names, statement.source),
        "note": statement.note,
    }
    out |= {k: v for k, v in optional.items() if v is not None}
    out |= {
        "polarity": "negated" if statement.negated else "affirmed",
        "certainty": "hedged" if statement.hedged else "asserted",
        "origin": statement.origin,
        "rank": statement.rank,
    }
    if statement.evidence:
        out["evidence"] = [evidence_json(ref, names) for ref in statement.evidence]
    out["id"] = statement.id.hex()
    out["recorded"] = {
        "at": statement.recorded,
        "by": statement.by,
        "ledger": statement.where[0],
        "number": statement.where[1],
    }
    if statement.hidden:
        out["withheld" if statement.hidden == 1 else "erased"] = True
    if statement.said is None and statement.said_default is not None:
        out["said_default"] = statement.said_default
    return out


def shown_json(shown: Shown, names: Mapping[bytes, Named]) -> dict[str, Json]:
    """Write one statement of a view, with what the chosen times make of it."""
    out = statement_json(shown.statement, names)
    if shown.held is not None:
        out["held"] = shown.held.value
    if shown.said is not None:
        out["said_by"] = shown.said.value
    return out


def evidence_json(ref: EvidenceRef, names: Mapping[bytes, Named]) -> dict[str, Json]:
    """Write where in the evidence a thing stands, with the code of its item."""
    fields = ("layer", "start", "end", "unit", "region", "quote")
    out: dict[str, Json] = {"item": _code(names, bytes.fromhex(ref.item))}
    out |= {k: v for k in fields if (v := getattr(ref, k)) is not None}
    if "start" not in out:
        out.pop("unit", None)
    return out


def coded(value: Json, names: Mapping[bytes, Named]) -> Json:
    """Write a value with codes in place of the ids of entities."""
    if isinstance(value, dict) and isinstance(value.get("entity"), str):
        return {"entity": _code(names, bytes.fromhex(str(value["entity"])))}
    return value


def _code(names: Mapping[bytes, Named], entity: bytes) -> str:
    found = names.get(entity)
    return entity.hex() if found is None else found.code
