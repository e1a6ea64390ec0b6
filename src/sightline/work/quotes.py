"""Looks whether a quote stands where its evidence says; a slip is told at once, and never mended by itself."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from sightline.model.draft import EvidenceRef
from sightline.model.values import clean_text
from sightline.store.tables import capture_files, captures, layers
from sightline.work.case import Case
from sightline.work.write import read_object

LONGEST = 4_000_000
"""Bytes of a text that is looked through."""


def quote_told(case: Case, connection: Connection, ref: EvidenceRef) -> str | None:
    """Say what is wrong with a quote; None when it stands there, or when no text is known to look in.

    Parameters
    ----------
    ref : EvidenceRef
        Its item is an id (hex).
    """
    if ref.quote is None or ref.unit != "char":
        return None
    quote = clean_text(ref.quote)
    texts = list(_texts(case, connection, ref))
    if not texts:
        return None
    if ref.start is not None and any(clean_text(text[ref.start : ref.end]) == quote for text in texts):
        return None
    place = next((at for text in texts if (at := text.find(ref.quote)) >= 0), None)
    if place is not None:
        where = f"{place}-{place + len(ref.quote)}"
        if ref.start is None:
            return f"the quote stands at {where}; name the span with --evidence ITEM@{where}"
        return f"the quote does not stand at {ref.start}-{ref.end}; it stands at {where}"
    if any(quote in clean_text(text) for text in texts):
        return None if ref.start is None else f"the quote does not stand at {ref.start}-{ref.end}"
    return "the quote does not stand in the text of its evidence; check the words and the layer"


def _texts(case: Case, connection: Connection, ref: EvidenceRef) -> Iterator[str]:
    """Read the text layers of an item, of the sort that the evidence names."""
    own = (
        select(capture_files.c.sha256)
        .join(captures, captures.c.id == capture_files.c.capture)
        .where(captures.c.item == bytes.fromhex(ref.item))
    )
    query = select(layers.c.text).where(layers.c.input.in_(own), layers.c.hidden == 0).order_by(layers.c.n)
    if ref.layer is not None:
        kind, _, lang = ref.layer.partition(":")
        query = query.where(layers.c.kind == kind)
        if lang != "":
            query = query.where(layers.c.lang == lang)
    for sha256 in connection.execute(query).scalars():
        data = read_object(case, bytes(sha256))
        if data is not None and len(data) <= LONGEST:
            yield data.decode("utf-8", "replace")
