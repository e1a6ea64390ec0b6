"""Leaves out of an export for the team what must not be copied about: protected sources and what they said.

The pages of the team show a protected source by its pseudonym; a file that is handed on holds nothing of it.
"""

from typing import Final

from attrs import evolve

from sightline.work.disclosing.gate import Gate
from sightline.work.disclosing.held import Held
from sightline.work.disclosing.unlinked import unlinked

SECRET: Final = frozenset({"same_person_as"})
"""Properties whose very presence tells something: that one person stands behind two accounts."""


def shielded(held: Held, gate: Gate) -> Held:
    """Take everything of protected sources out, and items without consent."""
    gone = {
        entity
        for entity in held.entities
        if entity in gate.protected or entity in gate.withdrawn or not gate.item_open(entity)
    }
    kept = {entity: named for entity, named in held.entities.items() if entity not in gone}
    said = {
        entity: tuple(s for s in every if s.one.property not in SECRET and gate.lets_out(s))
        for entity, every in held.said.items()
        if entity in kept
    }
    unnamed = {entity: f"{held.entities[entity].kind.lower()}, not named" for entity in gone}
    leaving = evolve(
        held,
        entities=kept,
        said=said,
        heads={one: head for one, head in held.heads.items() if one in kept and head in kept},
        unnamed={**held.unnamed, **unnamed},
        captures={entity: every for entity, every in held.captures.items() if entity in kept},
        identities=tuple(j for j in held.identities if not set(j.on) & gone),
    )
    return unlinked(leaving, gate)
