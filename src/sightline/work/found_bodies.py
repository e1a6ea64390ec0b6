"""Keeps what a finding made, and gives the bodies that tell of it: objects, text layers, and the finding itself."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from sightline.core.digest import canonical, keyed
from sightline.core.sandbox import Reply
from sightline.model.evidence_record import finding, layer, stored
from sightline.model.finding import Finding
from sightline.model.record import Record
from sightline.store.prints import MEDIA_TYPE, pack
from sightline.store.tables import layers, objects
from sightline.work.write import Writer


def bodies_of(
    writer: Writer,
    identifier: bytes,
    inputs: Sequence[bytes],
    found: Finding,
    reply: Reply[Finding],
    out: Path,
    before: Sequence[Record] = (),
) -> list[Record]:
    """Put products, fingerprints and texts of a finding into the vault, and give the bodies to be recorded.

    Parameters
    ----------
    inputs : sequence of bytes
        Digests of what it is about; the first is what it is filed under.
    out : Path
        Folder in which its products lie.
    before : sequence of bodies
        Those that go into the same event, so that no object is told twice.
    """
    connection, vault, source = writer.connection, writer.case.vault, inputs[0]
    made: list[Record] = []

    def keep(sha256: bytes, sha512: bytes, size: int, media_type: str) -> None:
        name = sha256.hex()
        told = any(b["is"] == "object" and b["sha256"] == name for b in (*before, *made))
        here = select(objects.c.sha256).where(objects.c.sha256 == sha256)
        if not told and connection.execute(here).first() is None:
            made.append(stored(sha256, sha512, size, role="derivative", media_type=media_type))

    products: list[Record] = []
    for product in found.products:
        one = vault.put_file(out / product.file)
        keep(one.sha256, one.sha512, one.size, product.media_type)
        entry: Record = {"sha256": one.sha256.hex(), "role": product.role, "media_type": product.media_type}
        entry |= {"caption": product.caption} if product.caption else {}
        entry |= {} if product.media_time_ms is None else {"media_time": product.media_time_ms}
        products.append(entry)
    prints: Record | None = None
    if found.prints:
        one = vault.put(pack(found.prints))
        keep(one.sha256, one.sha512, one.size, MEDIA_TYPE)
        prints = {"sha256": one.sha256.hex(), "count": len(found.prints)}
    for text in found.layers:
        one = vault.put(text.text.encode())
        keep(one.sha256, one.sha512, one.size, "text/plain; charset=utf-8")
        maker = f"{found.measure} {found.version}"
        name = keyed(b"layer", canonical([source.hex(), text.kind, text.lang, maker, one.sha256.hex()]))
        if connection.execute(select(layers.c.id).where(layers.c.id == name)).first() is None:
            whole = layer(
                name, source, text.kind, one.sha256, lang=text.lang, maker=maker, anchors=text.anchors
            )
            made.append(whole)
    made.append(
        finding(
            identifier,
            source,
            found,
            products=products,
            prints=prints,
            sandbox=reply.sandbox,
            ms=round(reply.seconds * 1000),
            further=inputs[1:],
        )
    )
    return made
