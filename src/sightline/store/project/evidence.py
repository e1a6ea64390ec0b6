"""How objects, captures, findings and text layers become rows."""

from collections.abc import Iterator

from sqlalchemy import delete

from sightline.core.digest import canonical
from sightline.store.project.rows import Batch, Body
from sightline.store.tables import (
    capture_files,
    captures,
    findings,
    further_inputs,
    layers,
    objects,
    passages,
    products,
    proposals,
)
from sightline.store.text_index import PASSAGES, WIDTH

PASSAGE = 1_200
"""Code points of one passage, cut at a line or a space."""


def add_object(batch: Batch, _n: int, body: Body) -> None:
    """Add an object; its bytes lie in the vault."""
    long = body.get("sha512")
    state = {0: "kept", 1: "withheld", 2: "erased"}[int(body.get("hidden") or 0)]
    sha256 = bytes.fromhex(str(body["sha256"]))
    batch.row(
        objects,
        sha256,
        None if long is None else bytes.fromhex(str(long)),
        body["size"],
        body.get("media_type"),
        body["role"],
        batch.pos,
        state,
    )


def add_capture(batch: Batch, _n: int, body: Body) -> None:
    """Add one act of preserving, with its files."""
    hidden = int(body.get("hidden") or 0)
    identifier = bytes.fromhex(str(body["id"]))
    run = body.get("run")
    rest = {
        k: v
        for k, v in body.items()
        if k not in ("is", "id", "item", "run", "state", "address", "fault", "todo", "files")
    }
    batch.row(
        captures,
        identifier,
        bytes.fromhex(str(body["item"])),
        None if run is None else bytes.fromhex(str(run)),
        batch.pos,
        body.get("address"),
        body["state"],
        body.get("fault"),
        body.get("todo"),
        None if hidden else canonical(rest).decode(),
        hidden,
    )
    for order, file in enumerate(body.get("files") or ()):
        batch.row(
            capture_files, identifier, order, bytes.fromhex(file["sha256"]), file["role"], file.get("name")
        )


def add_finding(batch: Batch, n: int, body: Body) -> None:
    """Add a finding with what it proposes and what it made; a newer one of the same id takes its place."""
    hidden = int(body.get("hidden") or 0)
    identifier = bytes.fromhex(str(body["id"]))
    rest = {k: body[k] for k in ("values", "parameters", "prints", "sandbox", "ms", "with") if k in body}
    batch.row(
        findings,
        identifier,
        n,
        batch.pos,
        body["measure"],
        body["version"],
        bytes.fromhex(str(body["input"])),
        body["outcome"],
        body.get("sentence"),
        body.get("uncertainty"),
        body.get("todo"),
        None if hidden else canonical(rest).decode(),
        hidden,
    )
    for more in sorted(set(body.get("with") or ())):
        batch.row(further_inputs, identifier, bytes.fromhex(more))
    for order, one in enumerate(body.get("proposals") or ()):
        batch.row(proposals, identifier, order, one["property"], canonical(one).decode(), 0)
    for order, one in enumerate(body.get("products") or ()):
        made = bytes.fromhex(one["sha256"])
        batch.row(products, identifier, order, made, one["role"], one.get("caption"), one.get("media_time"))


def add_layer(batch: Batch, n: int, body: Body) -> None:
    """Add a text layer and its passages to the index."""
    hidden = int(body.get("hidden") or 0)
    identifier, text = bytes.fromhex(str(body["id"])), bytes.fromhex(str(body["text"]))
    parent = body.get("parent")
    batch.row(
        layers,
        identifier,
        batch.pos,
        n,
        bytes.fromhex(str(body["input"])),
        body["kind"],
        body.get("lang"),
        body.get("maker", ""),
        text,
        None if hidden else canonical(body.get("anchors") or []).decode(),
        None if parent is None else bytes.fromhex(str(parent)),
        hidden,
    )
    data = None if hidden else batch.read_object(text)
    if data is None:
        return
    whole = data.decode()
    for order, (start, end) in enumerate(cut(whole)):
        document = PASSAGES + n * WIDTH + order
        batch.row(passages, document, identifier, start, end, whole[start:end])
        batch.document(document, whole[start:end])


def remove_layer(batch: Batch, identifier: bytes) -> None:
    """Take a layer and its passages out."""
    batch.flush()
    query = passages.select().where(passages.c.layer == identifier)
    for row in batch.connection.execute(query).all():
        batch.forget(row.doc, row.text)
    batch.connection.execute(delete(passages).where(passages.c.layer == identifier))
    batch.connection.execute(delete(layers).where(layers.c.id == identifier))


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into passages of at most :data:`PASSAGE` code points that do not part words."""
    start, count = 0, 0
    while start < len(text) and count < WIDTH:
        end = min(start + PASSAGE, len(text))
        if end < len(text):
            at = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = at + 1 if at > start + PASSAGE // 2 else end
        yield start, end
        start, count = end, count + 1
