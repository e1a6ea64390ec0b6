"""Makes records in the shape of FollowTheMoney: id, schema, and lists of texts by property."""

from collections.abc import Mapping

from sightline.model.shown import ShownEntity, ShownStatement

Properties = dict[str, list[str]]


def id_of(code: str | None) -> str:
    """Give the id of an entity there."""
    return f"sightline-{(code or '').lower()}"


def listed(**properties: list[str]) -> Properties:
    """Give the properties that have values, each value once."""
    return {name: list(dict.fromkeys(values)) for name, values in properties.items() if values}


def record(key: str, schema: str, properties: Properties) -> dict[str, object]:
    """Make one record."""
    return {"id": id_of(key), "schema": schema, "properties": properties}


def proof_of(said: ShownStatement, kinds: Mapping[str, ShownEntity]) -> list[str]:
    """Give the ids of the documents a statement rests on."""
    return list(
        dict.fromkeys(id_of(p.item.code) for p in said.evidence if p.item.code in kinds and p.item.code)
    )
