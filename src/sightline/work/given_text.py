"""Takes the text that is asked about, an item's or one handed in, with a block for every letter that is kept back."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sightline.core.errors import UnknownName, Unreadable
from sightline.model.view import Named
from sightline.store.read import statements_of
from sightline.work.case import Case
from sightline.work.locating.reading import newest
from sightline.work.pointing import point_at
from sightline.work.safety.marks import spans_kept_back
from sightline.work.safety.text import Hazard, hazardous_spans, masked
from sightline.work.text_layers import Layer, fitting, layers_of

ITEM_KINDS: Final = ("Item", "Post")
LAYERS: Final = ("original", "transcript", "extraction", "translation", "ocr")
"""Kinds of text layers, the one that is read first where an item has several."""


@frozen(slots=True)
class Read:
    """The text of an item, or of nobody's item, as whatever proposes or finds things in a text reads it."""

    text: str
    digest: str
    """Of the text layer, hex."""
    written: str | None
    kept_back: tuple[Hazard, ...]
    item: Named | None = None
    layer: Layer | None = None


def read_plain(text: str, digest: str, written: str | None) -> Read:
    """Take a text that is no item's."""
    spans = hazardous_spans(text)
    return Read(masked(text, spans), digest, written, spans)


def read_item(case: Case, code: str, *, layer: str | None, written: str | None) -> Read:
    """Take the text of an item.

    :raises UnknownName: there is no such item, or it has no such text
    :raises Unreadable: its text is not in the vault, as when it is withheld
    """
    with case.catalogue.reading() as connection:
        item = point_at(connection, code, kinds=ITEM_KINDS)
        chosen = _chosen(layers_of(connection, item.id), item.code, layer)
        said = statements_of(connection, [item.id])
        sha256 = bytes.fromhex(chosen.sha256)
        if not case.vault.has(sha256):
            raise Unreadable(
                "its text is not in the vault", item=item.code, todo="sightline check names what is gone"
            )
        posted = newest(said, "posted_at") or newest(said, "published_at")
        when = written or (posted if isinstance(posted, str) else None)
        text = case.vault.read(sha256).decode()
        spans = spans_kept_back(case, connection, item.id, chosen, text)
    return Read(masked(text, spans), chosen.sha256, when, spans, item, chosen)


def _chosen(every: Sequence[Layer], code: str, wanted: str | None) -> Layer:
    for kind in LAYERS if wanted is None else (wanted,):
        of = fitting(every, kind)
        if of:
            return of[-1]
    have = ", ".join(sorted({one.kind for one in every})) or "none"
    raise UnknownName(
        "has no text" if wanted is None else f"has no text layer {wanted!r}",
        item=code,
        todo=f"its layers: {have}; text in pictures is read with: sightline examine --also media.text {code}",
    )
