"""Follows a citation to its words: the text layer it was made on, the place in the parent, and the newest layer now.

Evidence names a layer by its kind (``extraction``), kind and language (``ocr:ar``) or id. A kind means the layer that
was the newest of its kind when the statement was recorded, so a better extraction made later breaks no citation.
"""

import json
from collections.abc import Iterable

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.layer import Anchor, Moved, find_again, in_parent
from sightline.model.view import Shown, Statement
from sightline.store.tables import layers
from sightline.work.case import Case
from sightline.work.safety.marks import spans_kept_back
from sightline.work.safety.text import masked, restricted
from sightline.work.text_layers import Layer, fitting, layer_text, layers_of

__all__ = ["Layer", "Passage", "layers_of", "passage", "passage_json", "passages_of"]


@frozen(slots=True)
class Passage:
    """The words a citation points at."""

    layer: Layer
    text: str
    fits: bool | None
    """Whether the quote stands there; None when the citation has no quote."""
    parent: tuple[str, ...]
    """Places of the parent: page:3, time:1500-2750, box:…"""
    newer: Layer | None = None
    moved: Moved | None = None
    """Where the words stand in the newest layer of the kind."""


def passage(case: Case, statement: Statement, ref: EvidenceRef) -> Passage | None:
    """Follow one citation; None when it names no span of a layer, or the layer is not (or no longer) open."""
    if ref.start is None or ref.end is None or ref.unit != "char" or ref.layer is None:
        return None
    with case.catalogue.reading() as connection:
        every = fitting(layers_of(connection, bytes.fromhex(ref.item)), ref.layer)
        if not every:
            return None
        cited = next((one for one in reversed(every) if one.pos <= statement.opened), every[0])
        anchors = {one.id: _anchors(connection, one) for one in (cited, every[-1])}
        text = layer_text(case, cited)
        if text is None:
            return None
        kept_back = spans_kept_back(case, connection, bytes.fromhex(ref.item), cited, text)
    words = text[ref.start : ref.end]
    fits = None if ref.quote is None else " ".join(ref.quote.split()) in " ".join(words.split())
    newest = every[-1]
    after = None if newest.id == cited.id else layer_text(case, newest)
    moved = None
    if after is not None:
        old, new = (text, anchors[cited.id]), (after, anchors[newest.id])
        moved = find_again(old, new, ref.start, ref.end)
    place = in_parent(anchors[cited.id], ref.start, ref.end)
    if any(span.start < ref.end and ref.start < span.end for span in kept_back):
        words = restricted(masked(text, kept_back)[ref.start : ref.end], kept_back[0].reason)
    return Passage(cited, words, fits, place, None if after is None else newest, moved)


def passages_of(case: Case, shown: Iterable[Shown]) -> dict[tuple[bytes, int], Passage]:
    """Follow every citation of a view: by id of the statement and place among its evidence."""
    out: dict[tuple[bytes, int], Passage] = {}
    for one in shown:
        for order, ref in enumerate(one.statement.evidence):
            found = passage(case, one.statement, ref)
            if found is not None:
                out[one.statement.id, order] = found
    return out


def passage_json(found: Passage) -> dict[str, Json]:
    """Write a passage: the layer by digest and maker, its words, whether the quote fits, and where it stands now."""
    out: dict[str, Json] = {
        "layer_id": found.layer.id,
        "layer_sha256": found.layer.sha256,
        "maker": found.layer.maker,
        "text": found.text,
        "fits": found.fits,
        "parent": list(found.parent),
    }
    if found.newer is not None:
        newer: dict[str, Json] = {"layer_id": found.newer.id, "layer_sha256": found.newer.sha256}
        if found.moved is not None:
            newer |= {"start": found.moved.start, "end": found.moved.end, "found_by": found.moved.how}
        out["newer"] = newer
    return out


def _anchors(connection: Connection, layer: Layer) -> list[Anchor]:
    text = connection.execute(select(layers.c.anchors).where(layers.c.id == bytes.fromhex(layer.id))).scalar()
    return [] if text is None else [(int(a), int(b), str(where)) for a, b, where in json.loads(text)]
