"""Keeps what leaves of a protected source apart: a reader cannot tell that two statements are of one unnamed source.

Each was confirmed for itself to tell nobody who the source is; two that are known to be of one may tell it together.
So in what leaves every statement has an unnamed source and unnamed items of its own, and the count of sources leaves
all of those out: nobody can say whether they are one.
"""

from hashlib import sha256

from attrs import evolve

from sightline.model.draft import EvidenceRef
from sightline.model.view import Statement
from sightline.work.corroborating.records import Counted
from sightline.work.disclosing.gate import Gate
from sightline.work.disclosing.held import Held, Said


def unlinked(held: Held, gate: Gate) -> Held:
    """Give every statement of a protected source an unnamed source, and unnamed items, that no other statement has."""
    unnamed = dict(held.unnamed)
    veiled: set[bytes] = set()

    def apart(one: Statement, entity: bytes, part: str) -> bytes:
        alone = sha256(b"|".join((one.id, str(one.n).encode(), part.encode(), entity))).digest()[:16]
        unnamed[alone] = unnamed.get(entity, "a source, not named")
        veiled.add(alone)
        return alone

    def person(one: Statement, entity: bytes | None, part: str) -> bytes | None:
        return entity if entity is None or entity not in gate.protected else apart(one, entity, part)

    def cited(one: Statement, ref: EvidenceRef, order: int) -> EvidenceRef:
        item = bytes.fromhex(ref.item)
        if item in held.entities or item not in gate.authors:
            return ref
        return evolve(ref, item=apart(one, item, f"item {order}").hex())

    def parted(said: Said) -> Said:
        one = said.one
        source, via = person(one, one.source, "source"), person(one, one.via, "via")
        evidence = tuple(cited(one, ref, order) for order, ref in enumerate(one.evidence))
        if (source, via, evidence) == (one.source, one.via, one.evidence):
            return said
        return evolve(said, one=evolve(one, source=source, via=via, evidence=evidence, group=None))

    kept = {entity: tuple(map(parted, every)) for entity, every in held.said.items()}
    return evolve(held, said=kept, unnamed=unnamed, veiled=frozenset(veiled))


def sources_told(held: Held, many: Counted) -> str:
    """Say how many sources stand behind something; not every tie may be told, so the second number is a bound.

    Sources that are protected are left out of the number: whether two such statements are of one source is not told.
    """
    veiled = len(held.veiled.intersection(many.voices))
    count = many.sources - veiled
    if count == 0:
        return "told by who may not be named, and not counted" if veiled else ""
    noun = "source" if count == 1 else "sources"
    told = f"{count} {noun}, at most {many.untied - veiled} with no tie found"
    told = told if not many.independent else f"{told}, {many.independent} judged independent"
    return f"{told}; who may not be named is not counted" if veiled else told
