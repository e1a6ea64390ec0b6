"""What a declaration says of relations: which properties hold between two entities through time."""

from collections.abc import Mapping
from typing import Final

from sightline.core.errors import BadSchema
from sightline.model.schema import Kind

RELATIONS: Final = ("between", "territory")
"""What ``relation:`` of a property may be."""
PLACE: Final = "Place"


def relation_of(tree: Mapping[object, object], sort: str, where: str) -> str:
    """Read ``relation:`` of a property of type ``sort``; BadSchema names the line where it cannot be."""
    told = str(tree.get("relation", ""))
    if "relation" in tree and (sort != "entity" or told not in RELATIONS):
        fault = f"relation is {told!r} of a property of type {sort!r}"
        raise BadSchema(fault, item=where, todo=f"only an entity has it, and it is {' or '.join(RELATIONS)}")
    return told


def related(kinds: Mapping[str, Kind]) -> dict[str, int]:
    """Say which properties relate two entities, and at which end a place that is held stands.

    0: at neither; 1: the subject is the place; 2: the value is.
    """
    out: dict[str, int] = {}
    for kind in kinds.values():
        for prop in kind.properties.values():
            if prop.relation != "":
                subject = 1 if PLACE in (kind.id, kind.extends) else 2
                land = 0 if prop.relation == "between" else subject
                out[prop.id] = max(land, out.get(prop.id, 0))
    return out
