"""Finds what follows an object that is withheld: what was measured in it, read out of it, made from it."""

import json
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape

from sqlalchemy import or_, select

from sightline.core.errors import Broken
from sightline.store.keyring import Keyring
from sightline.store.knowledge import several_chains
from sightline.store.sealing import open_blocks
from sightline.store.tables import (
    capture_files,
    findings,
    further_inputs,
    layers,
    object_seals,
    objects,
    products,
)
from sightline.store.vault_kind import Vault
from sightline.work.protecting.object_seals import file_key
from sightline.work.protecting.packed import unpacked
from sightline.work.protecting.scan import Reader, Seen, look, scan, siblings

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
    every = _told_twice(reader) if fresh else {}
    while fresh:
        sha256 = fresh.pop()
        reached.add(sha256)
        for seen in [*_about(reader, sha256), *every.get(sha256, ())]:
            told[seen.leaf.n] = seen
            if sha256.hex() in _inputs(seen):
                made.update(_made(seen))
        if not fresh:
            fresh = {one for one in made - reached if _only_of(reader, one, reached)}
    return reached, told


def _about(reader: Reader, sha256: bytes) -> Iterator[Seen]:
    compared = select(further_inputs.c.finding).where(further_inputs.c.sha256 == sha256)
    about = or_(findings.c.input == sha256, findings.c.id.in_(compared))
    numbers = set(reader.connection.execute(select(findings.c.n).where(about)).scalars())
    read = or_(layers.c.input == sha256, layers.c.text == sha256)
    numbers |= set(reader.connection.execute(select(layers.c.n).where(read)).scalars())
    for n in sorted(numbers):
        if (seen := look(reader, n)) is not None:
            yield seen
    for pos in reader.connection.execute(select(objects.c.pos).where(objects.c.sha256 == sha256)).scalars():
        for seen in siblings(reader, pos):
            if seen.body.get("is") == "object" and seen.body.get("sha256") == sha256.hex():
                yield seen


def _told_twice(reader: Reader) -> dict[bytes, list[Seen]]:
    """Find what has one row and may have several leaves, in a case of several chains: objects, findings, layers."""
    out: dict[bytes, list[Seen]] = defaultdict(list)
    if not several_chains(reader.connection):
        return out
    for seen in scan(reader, ['"is":"object"', '"is":"finding"', '"is":"layer"']):
        names = {"object": ("sha256",), "finding": ("input",), "layer": ("input", "text")}
        for key in names.get(str(seen.body["is"]), ()):
            out[bytes.fromhex(str(seen.body[key]))].append(seen)
        for more in _further(seen):
            out[bytes.fromhex(more)].append(seen)
    return out


def _inputs(seen: Seen) -> set[str]:
    """List what a body was made of."""
    return {str(seen.body.get("input")), *_further(seen)}


def _further(seen: Seen) -> list[str]:
    further = seen.body.get("with")
    return [str(one) for one in further] if isinstance(further, list) else []


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
    makers = {bytes(maker) for maker in reader.connection.execute(read).scalars()}
    drawn = select(findings.c.id, findings.c.input).join(products, products.c.finding == findings.c.id)
    for finding, first in reader.connection.execute(drawn.where(products.c.sha256 == sha256)).all():
        further = select(further_inputs.c.sha256).where(further_inputs.c.finding == finding)
        inputs = {bytes(first), *(bytes(one) for one in reader.connection.execute(further).scalars())}
        # a picture of two media side by side goes with either of them
        makers |= inputs & reached or inputs
    return makers <= reached


def holding(reader: Reader, vault: Vault, words: tuple[str, ...]) -> set[bytes]:
    """List the objects whose bytes hold one of the words, and those whose text layers do.

    Looks for the words as UTF-8 and UTF-16, as given, in small, capital and title letters, and as JSON and HTML escape
    them: an imported file may hold every Arabic letter as six signs. Office files and archives
    are unpacked for it; a PDF is seen through its text layer only.
    """
    patterns = _patterns(words)
    wrapped = {bytes(s): bytes(k) for s, k in reader.connection.execute(select(object_seals))}
    found = {
        bytes(sha256)
        for sha256 in reader.connection.execute(select(objects.c.sha256).order_by(objects.c.sha256)).scalars()
        if _holds(_blocks(vault, bytes(sha256), wrapped.get(bytes(sha256)), reader.keyrings), patterns)
    }
    parents = select(layers.c.input, layers.c.text)
    found |= {bytes(source) for source, text in reader.connection.execute(parents) if bytes(text) in found}
    return found


def file_holds(vault: Vault, sha256: bytes, words: tuple[str, ...]) -> bool:
    """Tell whether the open bytes of an object hold one of the words."""
    return words != () and _holds(_blocks(vault, sha256, None, {}), _patterns(words))


def captured_elsewhere(reader: Reader, sha256: bytes) -> list[bytes]:
    """List the captures that brought an object."""
    query = select(capture_files.c.capture).where(capture_files.c.sha256 == sha256).distinct()
    return sorted(bytes(c) for c in reader.connection.execute(query).scalars())


def _patterns(words: tuple[str, ...]) -> list[bytes]:
    return sorted(
        {v.encode(c) for w in words for v in _variants(w) for c in ("utf-8", "utf-16-le", "utf-16-be")}
    )


def _variants(word: str) -> set[str]:
    plain = {word, word.lower(), word.upper(), word.title(), word.casefold()}
    return plain | {
        written for one in plain for written in (json.dumps(one)[1:-1], escape(one), _numbered(one))
    }


def _numbered(word: str) -> str:
    """Write letters beyond ASCII as pages do that were saved in an old code page."""
    return word.encode("ascii", "xmlcharrefreplace").decode()


def _blocks(
    vault: Vault, sha256: bytes, wrapped: bytes | None, keyrings: Mapping[bytes, Keyring]
) -> Iterator[bytes]:
    sealed = vault.sealed.path(sha256)
    if vault.has(sha256):
        with vault.path(sha256).open("rb") as stream:
            yield from iter(lambda: stream.read(BLOCK), b"")
        yield from unpacked(vault.path(sha256), name=sha256.hex())
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
