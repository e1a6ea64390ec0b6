"""Finds what stands together in a disclosure: aggregates and their members, wholes and their parts."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from sightline.work.disclosing.statements import Showing
from sightline.work.disclosing.words import entity_in

SORTS: Final = ("Incident", "Aggregate")
Together = Mapping[bytes, Mapping[bytes, str]]
"""For each record the others that hold it or that it holds, with the role of the other; perhaps-so is left out."""
NONE: Final[Together] = {}


def held_together(showing: Showing) -> Together:
    """Find the aggregates, members, wholes and parts of every incident and aggregate, by their canonical records."""
    held = showing.held
    out: dict[bytes, dict[bytes, str]] = defaultdict(dict)
    for entity, every in held.said.items():
        for said in every:
            one = said.one
            if one.property not in ("member", "part_of") or one.hedged or one.negated or not said.stands:
                continue
            target = entity_in(one.value)
            pair = (held.head(entity), held.head(target)) if target is not None else None
            if pair is None or pair[0] == pair[1] or not all(_is_event(showing, each) for each in pair):
                continue
            whole, part = pair if one.property == "member" else pair[::-1]
            above = held.entities[whole].kind == "Aggregate"
            out[whole].setdefault(part, "member" if one.property == "member" else "part")
            out[part].setdefault(whole, "aggregate" if above else "whole")
    return out


def nested_among(together: Together, head: bytes) -> frozenset[bytes]:
    """Give those that one record holds which are part of another that it holds."""
    mine = {other for other, role in together.get(head, {}).items() if role in ("member", "part")}
    return frozenset(one for one in mine if mine & _above(together, one))


def _above(together: Together, head: bytes) -> set[bytes]:
    return {other for other, role in together.get(head, {}).items() if role in ("aggregate", "whole")}


def _is_event(showing: Showing, entity: bytes) -> bool:
    held = showing.held
    named = held.entities.get(entity)
    return named is not None and held.schema.is_a(named.kind, SORTS)
