"""Keeps back the text that a person marked as hazardous, and opens what a person looked at and found harmless.

A mark is a statement of the property ``hazardous`` on the item, whose evidence is the span; negated, it says that the
span tells nothing of the sort. It follows its words into later text layers of the same item.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen
from sqlalchemy import Connection, or_, select

from sightline.model.draft import EvidenceRef
from sightline.model.layer import find_again
from sightline.store.read import statements_with
from sightline.store.slices import slices
from sightline.store.tables import capture_files, captures, membership, statements
from sightline.work.case import Case
from sightline.work.safety.text import Hazard, hazardous_spans, masked, merged
from sightline.work.text_layers import Layer, fitting, layer_text, layers_of

PROPERTY: Final = "hazardous"
REASON: Final = "marked by a person"
_CHANCE: Final = 3


@frozen(slots=True)
class Mark:
    """One span of an item that a person marked, or looked at and found harmless."""

    layer: str | None
    """Kind, kind and language, or id of the text layer; None: every text of the item."""
    start: int | None
    end: int | None
    harmless: bool
    opened: int
    """Position in the ledger at which it was recorded."""


def marks_on(connection: Connection, items: Iterable[bytes]) -> dict[bytes, tuple[Mark, ...]]:
    """Read the marks on items, by item; those on records that are one with it or have its bytes count for it."""
    asked = sorted(set(items))
    together = _together(connection, asked)
    numbers: list[int] = []
    for some in slices(sorted({one for members in together.values() for one in members})):
        query = select(statements.c.n).where(
            statements.c.entity.in_(some),
            statements.c.prop == PROPERTY,
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
        )
        numbers += connection.execute(query).scalars()
    every: dict[bytes, list[Mark]] = defaultdict(list)
    for one in statements_with(connection, sorted(numbers)):
        if one.rank != "deprecated":
            every[one.entity] += [
                Mark(ref.layer, ref.start, ref.end, one.negated, one.opened) for ref in one.evidence
            ]
    return {item: tuple(m for one in sorted(together[item]) for m in every[one]) for item in asked}


def _together(connection: Connection, items: Sequence[bytes]) -> dict[bytes, set[bytes]]:
    """Give for each item the records that are one with it, and those that have its bytes; a few queries for all."""
    out = {item: {item} for item in items}
    heads: dict[bytes, bytes] = {}
    standing = select(membership.c.entity, membership.c.canonical).where(membership.c.closed.is_(None))
    for some in slices(items):
        either = or_(membership.c.entity.in_(some), membership.c.canonical.in_(some))
        heads |= {bytes(e): bytes(c) for e, c in connection.execute(standing.where(either))}
    for some in slices(sorted(set(heads.values()))):
        heads |= {
            bytes(e): bytes(c)
            for e, c in connection.execute(standing.where(membership.c.canonical.in_(some)))
        }
    groups: dict[bytes, set[bytes]] = defaultdict(set)
    for entity, head in heads.items():
        groups[head] |= {entity, head}
    for item in items:
        out[item] |= groups.get(heads.get(item, item), set())
    mine, own = captures.alias(), capture_files.alias()
    joined = (
        mine.join(own, own.c.capture == mine.c.id)
        .join(capture_files, capture_files.c.sha256 == own.c.sha256)
        .join(captures, captures.c.id == capture_files.c.capture)
    )
    sharing = select(mine.c.item, captures.c.item).select_from(joined).where(mine.c.item != captures.c.item)
    for some in slices(items):
        for item, other in connection.execute(sharing.where(mine.c.item.in_(some)).distinct()):
            out[bytes(item)].add(bytes(other))
    return out


def spans_kept_back(
    case: Case, connection: Connection, item: bytes, layer: Layer, text: str
) -> tuple[Hazard, ...]:
    """Find what is kept back of the text of one layer of an item: by the built-in list and by people's marks."""
    marks = marks_on(connection, [item])[item]
    found = list(hazardous_spans(text))
    if marks:
        every = layers_of(connection, item)
        placed = [(mark, _placed(case, every, mark, layer, text)) for mark in marks]
        open_ = [span for mark, span in placed if mark.harmless and span is not None]
        found = [part for one in found for part in _without(one, open_)]
        found += [
            Hazard(span[0], span[1], REASON)
            for mark, span in placed
            if not mark.harmless and span is not None
        ]
    return merged(found)


def open_text(case: Case, connection: Connection, item: bytes, layer: Layer, text: str) -> str:
    """Give the text of a layer with a block for every letter that is kept back; offsets stay what they are.

    Whatever reads a text to propose, extract, match or show takes it from here.
    """
    return masked(text, spans_kept_back(case, connection, item, layer, text))


def words_marked(
    case: Case, connection: Connection, items: Iterable[bytes]
) -> Mapping[bytes, tuple[str, ...]]:
    """Give the words that people marked, by item: for those who see a text only in parts."""
    out = {}
    for item, marks in marks_on(connection, items).items():
        every = layers_of(connection, item) if marks else []
        words = []
        for mark in (m for m in marks if not m.harmless):
            for layer in every:
                text = layer_text(case, layer)
                span = None if text is None else _placed(case, every, mark, layer, text)
                if text is not None and span is not None:
                    words.append(text[span[0] : span[1]])
        out[item] = tuple(dict.fromkeys(words))
    return out


def open_passages(
    case: Case, connection: Connection, rows: Sequence[tuple[bytes, str, int, str]]
) -> list[tuple[bytes, str, int, str]]:
    """Mask marked words in passages: (object read, layer, start, text); offsets stay what they are."""
    query = select(statements.c.entity).where(statements.c.prop == PROPERTY, statements.c.closed.is_(None))
    marked = {bytes(one) for one in connection.execute(query.distinct()).scalars()}
    if not marked:
        return list(rows)
    words: dict[bytes, list[str]] = defaultdict(list)
    for item, told in words_marked(case, connection, marked).items():
        joined = capture_files.join(captures, captures.c.id == capture_files.c.capture)
        own = select(capture_files.c.sha256).select_from(joined).where(captures.c.item == item)
        for sha256 in connection.execute(own).scalars():
            words[bytes(sha256)] += told
    return [(read, layer, start, without_words(text, words[read])) for read, layer, start, text in rows]


def without_words(text: str, words: Iterable[str]) -> str:
    """Mask marked words in a part of a text, also where the part begins or ends inside them."""
    spans = []
    for marked in words:
        at = text.find(marked)
        while at >= 0:
            spans.append(Hazard(at, at + len(marked), REASON))
            at = text.find(marked, at + len(marked))
        if text in marked:
            return masked(text, [Hazard(0, len(text), REASON)])
        head, tail = _overlap(marked, text), _overlap(text, marked)
        spans += [Hazard(0, head, REASON), Hazard(len(text) - tail, len(text), REASON)]
    return masked(text, spans)


def _overlap(first: str, second: str) -> int:
    """Count the letters at the end of the first that the second begins with; a few may be chance."""
    for size in range(min(len(first), len(second)), _CHANCE, -1):
        if first.endswith(second[:size]):
            return size
    return 0


def _placed(
    case: Case, every: Sequence[Layer], mark: Mark, layer: Layer, text: str
) -> tuple[int, int] | None:
    """Find where a mark stands in a layer: as it was made, or where its words stand now."""
    if mark.start is None or mark.end is None or mark.layer is None:
        return (0, len(text)) if mark.layer is None or layer in fitting([layer], mark.layer) else None
    fits = fitting(every, mark.layer)
    made_on = next((one for one in reversed(fits) if one.pos <= mark.opened), fits[0] if fits else None)
    if made_on is None:
        return None
    if made_on.sha256 == layer.sha256:
        return mark.start, min(mark.end, len(text))
    old = layer_text(case, made_on)
    if old is None:
        return None
    at = text.find(old[mark.start : mark.end])
    if at >= 0:
        return at, at + mark.end - mark.start
    moved = find_again((old, []), (text, []), mark.start, mark.end)
    return None if moved is None or moved.how != "quote" else (moved.start, moved.end)


def _without(one: Hazard, open_: Sequence[tuple[int, int]]) -> list[Hazard]:
    parts = [one]
    for low, high in open_:
        parts = [
            cut
            for part in parts
            for cut in (evolve(part, end=min(part.end, low)), evolve(part, start=max(part.start, high)))
            if cut.end > cut.start
        ]
    return parts


def cites(other: EvidenceRef, item: str, ref: EvidenceRef) -> bool:
    """Tell whether evidence cites words of a span."""
    if other.item != item or other.unit != "char":
        return False
    if other.start is None or other.end is None:
        return other.quote is not None and ref.start is None
    if ref.start is None or ref.end is None:
        return True
    same = other.layer is None or ref.layer is None or other.layer.split(":")[0] == ref.layer.split(":")[0]
    return same and other.start < ref.end and ref.start < other.end
