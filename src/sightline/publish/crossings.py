"""Look at the statements from the other side: by who says them, by the item that bears them, by whom they point to."""

from collections.abc import Iterable

from attrs import field, frozen

from sightline.model.shown import ShownEntity, ShownStatement


@frozen(slots=True)
class Crossings:
    """Statements by the code of an entity that is not their subject."""

    said_by: dict[str, tuple[ShownStatement, ...]] = field(factory=dict)
    borne_by: dict[str, tuple[ShownStatement, ...]] = field(factory=dict)
    pointing_at: dict[str, tuple[ShownStatement, ...]] = field(factory=dict)


def _time(one: ShownStatement) -> tuple[int, str, str]:
    begin = None if one.said is None else one.said.begin_min
    return (begin if begin is not None else 2**62, one.label, one.id)


def crossings_of(entities: Iterable[ShownEntity]) -> Crossings:
    """Index all statements by source, evidence and value; each list is ordered by when it was said."""
    said: dict[str, list[ShownStatement]] = {}
    borne: dict[str, list[ShownStatement]] = {}
    pointing: dict[str, list[ShownStatement]] = {}
    for entity in entities:
        for one in entity.statements:
            for speaker in {
                link.code for link in (one.source, one.via) if link is not None and link.code is not None
            }:
                said.setdefault(speaker, []).append(one)
            for item in sorted({piece.item.code for piece in one.evidence if piece.item.code is not None}):
                if item != entity.code:
                    borne.setdefault(item, []).append(one)
            values = {one.code, *(qualifier.code for qualifier in one.qualifiers)} - {None, entity.code}
            for code in sorted(code for code in values if code is not None):
                pointing.setdefault(code, []).append(one)

    def settled(lists: dict[str, list[ShownStatement]]) -> dict[str, tuple[ShownStatement, ...]]:
        return {code: tuple(sorted(lists[code], key=_time)) for code in sorted(lists)}

    return Crossings(settled(said), settled(borne), settled(pointing))
