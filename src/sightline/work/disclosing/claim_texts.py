"""Finds, for a dossier, the items whose texts are nearly the same, among those that claims rest on."""

from sqlalchemy import Connection

from sightline.work.case import Case
from sightline.work.corroborating.texts import near_items, texts_of
from sightline.work.disclosing.held import Held

CLAIMED = ("Incident", "Aggregate")
TYING = ("shows", "reports")


def near_in(case: Case, connection: Connection, held: Held) -> dict[bytes, dict[bytes, int]]:
    """Find near copies among the items that incidents cite or that say they are about one: by canonical record.

    The texts themselves are not given on; a release uses what is found only between items that it may name.
    """
    items: set[bytes] = set()
    for entity, every in held.said.items():
        named = held.entities.get(entity)
        about = named is not None and named.kind in CLAIMED
        for said in every:
            if about and said.stands:
                items.update(bytes.fromhex(ref.item) for ref in said.one.evidence)
            elif said.one.property in TYING and said.stands:
                items.add(entity)
    if len(items) < 2:
        return {}
    out: dict[bytes, dict[bytes, int]] = {}
    for item, others in near_items(texts_of(case, connection, items)).items():
        for other, permille in others.items():
            if held.head(item) != held.head(other):
                mine = out.setdefault(held.head(item), {})
                mine[held.head(other)] = max(permille, mine.get(held.head(other), 0))
    return out
