"""Where each page of a site lies, so that every link is relative and works from a folder, a stick or a server.

Names of folders and files are made of plain ASCII whatever the kinds of a workspace are called; two entities never
share a page, whatever their codes look like.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from attrs import frozen

from sightline.model.shown import ShownEntity

KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("Incident", "Incidents"),
    ("Aggregate", "Aggregates"),
    ("Item", "Items"),
    ("Source", "Sources"),
    ("Actor", "Actors"),
    ("Place", "Places"),
    ("Artefact", "Artefacts"),
    ("Assessment", "Assessments"),
    ("Verification", "Verifications"),
    ("Plan", "Plans"),
    ("Post", "Posts"),
)
"""Kinds in reading order, with their plural; a workspace's own kinds follow by name."""

_PLAIN: Final = re.compile(r"[A-Z][A-Z0-9]{0,11}-[0-9]{1,12}")
_TAKEN: Final = frozenset(
    {
        "index",
        "about",
        "proof",
        "find",
        "map",
        "timeline",
        "network",
        "control",
        "features",
        "assets",
        "data",
        "media",
    }
)


@frozen(slots=True)
class Shelf:
    """All entities of one kind, with the page that lists them."""

    kind: str
    plural: str
    folder: str
    path: str
    entities: tuple[ShownEntity, ...]


def _plain_name(text: str) -> str:
    """Write a name in lower-case ASCII; what has no ASCII letters is named by its digest."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40]
    if slug and text.isascii() and slug not in _TAKEN:
        return slug
    return f"{slug or 'kind'}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _natural(code: str) -> tuple[str, int, str]:
    head, _, number = code.rpartition("-")
    return (head, int(number), "") if _PLAIN.fullmatch(code) else (code, -1, code)


def shelves_of(entities: Iterable[ShownEntity]) -> tuple[Shelf, ...]:
    """Sort entities onto one shelf a kind, in reading order, and by code within."""
    plural = dict(KINDS)
    by_kind: dict[str, list[ShownEntity]] = {}
    for entity in entities:
        by_kind.setdefault(entity.kind, []).append(entity)
    order = [kind for kind, _ in KINDS if kind in by_kind] + sorted(set(by_kind) - set(plural))
    shelves = []
    taken: set[str] = set()
    for kind in order:
        folder = _plain_name(kind)
        if folder in taken:  # two kinds of a workspace may differ in letters that a folder name does not keep
            folder = _plain_name(kind + "·")
        taken.add(folder)
        members = tuple(sorted(by_kind[kind], key=lambda entity: _natural(entity.code)))
        shelves.append(Shelf(kind, plural.get(kind, kind), folder, f"{folder}-list.html", members))
    return tuple(shelves)


def pages_of(shelves: Iterable[Shelf]) -> dict[str, str]:
    """Give the path of each entity's page by its code."""
    pages: dict[str, str] = {}
    for shelf in shelves:
        for entity in shelf.entities:
            name = entity.code if _PLAIN.fullmatch(entity.code) else _plain_name(entity.code + " ")
            pages[entity.code] = f"{shelf.folder}/{name}.html"
    return pages


def safe_address(text: str) -> str | None:
    """Give an address back when it is plain http or https to a host; None for everything else.

    ``javascript:``, ``data:``, ``file:`` and addresses that hide behind white space or control characters stay text.
    """
    if any(ord(character) <= 32 or ord(character) == 127 for character in text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return text if parts.scheme.lower() in {"http", "https"} and host else None
