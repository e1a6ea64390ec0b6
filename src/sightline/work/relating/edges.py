"""Makes edges of relations as the store finds them: between canonical entities, with what their words mean."""

from collections.abc import Mapping, Sequence

from sightline.store.relations_found import Found
from sightline.work.relating.meanings import meaning_of
from sightline.work.relating.records import Edge


def edges_of(found: Sequence[tuple[int, Found]], canonical: Mapping[bytes, bytes]) -> list[Edge]:
    """Make edges of relations (hop, relation), between the entities that stand for records judged to be one."""
    means = {prop: meaning_of(prop) for prop in {one.prop for _, one in found}}
    out = []
    for hop, one in found:
        meaning = means[one.prop]
        subject, value = one.subject, one.value
        if canonical:
            subject, value = canonical.get(subject, subject), canonical.get(value, value)
        source = one.source if one.source is None or not canonical else canonical.get(one.source, one.source)
        place = one.qualifiers.get("place") if one.qualifiers else None
        edge = Edge(
            one.id.hex(), one.n, subject, value, meaning.id, one.prop, meaning.mutual, meaning.event, one.negated,
            one.hedged, one.held, one.told, one.valid, one.said, source, one.via, one.origin, one.rank,
            bytes.fromhex(str(place["entity"])) if isinstance(place, dict) and "entity" in place else None,
            hop, one.limits, one.spoken, one.opened,
        )  # fmt: skip
        out.append(edge)
    return out
