"""Finds what follows an object that is withheld: what was measured in it, read out of it, made from it."""

import logging
from collections.abc import Iterator, Mapping

from sqlalchemy import or_, select

from sightline.core.errors import Broken
from sightline.store.keyring import Keyring
from sightline.store.sealing import open_blocks
from sightline.store.tables import capture_files, findings, layers, object_seals, objects, products
from sightline.store.vault_kind import Vault
from sightline.work.protecting.object_seals import file_key
from sightline.work.protecting.scan import Reader, Seen, look, siblings

log = logging.getLogger(__name__)

BLOCK = 1 << 20


def following(reader: Reader, first: set[bytes]) -> tuple[set[bytes], dict[int, Seen]]:
    """Follow objects to everything made of them: (all objects, leaves that tell of them).

    Findings on an object, with their prints and pictures, text layers with their texts, and so on. What was taken in by
    itself is never drawn in by another object, nor what was made of an object that stays as well.
    """
    reached: set[bytes] = set()
    told: dict[int, Seen] = {}
    fresh, made = set(first), set[bytes]()
    while fresh:
        sha256 = fresh.pop()
        reached.add(sha256)
        for seen in _about(reader, sha256):
            told[seen.leaf.n] = seen
            if seen.body.get("input") == sha256.hex():
                made.update(_made(seen))
        if not fresh:
            fresh = {one for one in made - reached if _only_of(reader, one, reached)}
    return reached, told


def _about(reader: Reader, sha256: bytes) -> Iterator[Seen]:
    numbers = set(reader.connection.execute(select(findings.c.n).where(findings.c.input == sha256)).scalars())
    read = or_(layers.c.input == sha256, layers.c.text == sha256)
    numbers |= set(reader.connection.execute(select(layers.c.n).where(read)).scalars())
    for n in sorted(numbers):
        if (seen := look(reader, n)) is not None:
            yield seen
    for pos in reader.connection.execute(select(objects.c.pos).where(objects.c.sha256 == sha256)).scalars():
        for seen in siblings(reader, pos):
            if seen.body.get("is") == "object" and seen.body.get("sha256") == sha256.hex():
                yield seen


def _made(seen: Seen) -> Iterator[bytes]:
    body = seen.body
    if body.get("is") == "layer":
        yield bytes.fromhex(str(body["text"]))
    prints = body.get("prints")
    if isinstance(prints, dict):
        yield bytes.fromhex(str(prints["sha256"]))
    products = body.get("products")
    for one in products if isinstance(products, list) else ():
        if isinstance(one, dict):
            yield bytes.fromhex(str(one["sha256"]))


def _only_of(reader: Reader, sha256: bytes, reached: set[bytes]) -> bool:
    """Tell whether an object was made, and of none but those that were reached."""
    if (
        reader.connection.execute(select(objects.c.role).where(objects.c.sha256 == sha256)).scalar()
        != "derivative"
    ):
        return False
    read = select(layers.c.input).where(layers.c.text == sha256, layers.c.hidden == 0)
    drawn = select(findings.c.input).join(products, products.c.finding == findings.c.id)
    makers = set(reader.connection.execute(read).scalars())
    makers |= set(reader.connection.execute(drawn.where(products.c.sha256 == sha256)).scalars())
    return {bytes(maker) for maker in makers} <= reached


def holding(reader: Reader, vault: Vault, words: tuple[str, ...]) -> set[bytes]:
    """List the objects whose bytes hold one of the words, and those whose text layers do.

    Looks for the words as UTF-8 and UTF-16, as given, in small, capital and title letters. What is packed (PDF, office
    files, archives) is seen through its text layer only.
    """
    patterns = sorted(
        {v.encode(c) for w in words for v in _variants(w) for c in ("utf-8", "utf-16-le", "utf-16-be")}
    )
    wrapped = {bytes(s): bytes(k) for s, k in reader.connection.execute(select(object_seals))}
    found = {
        bytes(sha256)
        for sha256 in reader.connection.execute(select(objects.c.sha256).order_by(objects.c.sha256)).scalars()
        if _holds(_blocks(vault, bytes(sha256), wrapped.get(bytes(sha256)), reader.keyrings), patterns)
    }
    parents = select(layers.c.input, layers.c.text)
    found |= {bytes(source) for source, text in reader.connection.execute(parents) if bytes(text) in found}
    return found


def captured_elsewhere(reader: Reader, sha256: bytes) -> list[bytes]:
    """List the captures that brought an object."""
    query = select(capture_files.c.capture).where(capture_files.c.sha256 == sha256).distinct()
    return sorted(bytes(c) for c in reader.connection.execute(query).scalars())


def _variants(word: str) -> set[str]:
    return {word, word.lower(), word.upper(), word.title(), word.casefold()}


def _blocks(
    vault: Vault, sha256: bytes, wrapped: bytes | None, keyrings: Mapping[bytes, Keyring]
) -> Iterator[bytes]:
    sealed = vault.sealed.path(sha256)
    if vault.has(sha256):
        with vault.path(sha256).open("rb") as stream:
            yield from iter(lambda: stream.read(BLOCK), b"")
    elif sealed.exists() and wrapped is not None and (key := file_key(wrapped, keyrings)) is not None:
        try:
            with sealed.open("rb") as stream:
                yield from open_blocks(key, stream)
        except Broken as error:
            log.warning("%s: %s", vault.shown(sealed), error.fault)


def _holds(blocks: Iterator[bytes], patterns: list[bytes]) -> bool:
    tail = b""
    overlap = max((len(p) for p in patterns), default=1) - 1
    for block in blocks:
        whole = tail + block
        if any(pattern in whole for pattern in patterns):
            return True
        tail = whole[-overlap:] if overlap else b""
    return False
