"""The text layers of an item: which there are, which one a citation names, and their words."""

from collections.abc import Sequence

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.store.read import AnyRow
from sightline.store.tables import capture_files, captures, layers
from sightline.work.case import Case


@frozen(slots=True)
class Layer:
    """A text layer of an Item."""

    id: str
    kind: str
    lang: str | None
    maker: str
    sha256: str
    """Digest of its text."""
    pos: int


def layers_of(connection: Connection, item: bytes) -> list[Layer]:
    """List the open text layers of an Item, oldest first."""
    joined = layers.join(capture_files, capture_files.c.sha256 == layers.c.input).join(
        captures, captures.c.id == capture_files.c.capture
    )
    columns = (layers.c.id, layers.c.kind, layers.c.lang, layers.c.maker, layers.c.text, layers.c.pos)
    query = (
        select(*columns).select_from(joined).where(captures.c.item == item, layers.c.hidden == 0).distinct()
    )
    return [_layer(row) for row in connection.execute(query.order_by(layers.c.pos, layers.c.id))]


def fitting(every: Sequence[Layer], wanted: str) -> list[Layer]:
    """Choose the layers that a citation names: by id, by kind, or by kind and language."""
    kind, _, lang = wanted.partition(":")
    return [one for one in every if one.id == wanted or (one.kind == kind and lang in ("", one.lang or ""))]


def layer_text(case: Case, layer: Layer) -> str | None:
    """Read the words of a layer; None when they are withheld, erased or missing."""
    sha256 = bytes.fromhex(layer.sha256)
    return case.vault.read(sha256).decode() if case.vault.has(sha256) else None


def _layer(row: AnyRow) -> Layer:
    return Layer(bytes(row.id).hex(), row.kind, row.lang, row.maker, bytes(row.text).hex(), row.pos)
