"""What a source brings to the door: bytes with the story of how they came, or a listing without bytes.

A source only fetches and describes; it writes nothing into a case. ``work.taking`` keeps what arrives.
"""

from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from sightline.model.draft import Draft
from sightline.model.finding import Json


@frozen(slots=True)
class Origin:
    """How something was obtained: kept with every capture, never corrected later."""

    address: str
    """As given: a path, a URL byte for byte, a row of a list."""
    redirects: tuple[str, ...] = ()
    tool: str = "sightline"
    tool_version: str = ""
    fetched_at: str | None = None
    """UTC, RFC 3339, when the bytes were taken from the network; None for local files."""
    response: Mapping[str, Json] = field(factory=dict)
    """Status, headers and remote address of the final answer, scrubbed of cookies and keys."""


@frozen(slots=True)
class File:
    """Bytes to keep, at a path that may be read once."""

    path: Path
    name: str
    """Name as it came, repaired to valid Unicode for display; the raw name stands in ``raw_name``."""
    role: str = "original"
    """original, response (raw answer of a server), info (what a tool says about it), subtitle, part."""
    media_type: str | None = None
    raw_name: bytes | None = None


@frozen(slots=True)
class Arrival:
    """One Item at the door."""

    key: str
    """The importer's own key, stable over runs: ``item/youtube:abc``, ``item/list:<digest>:row``, ``file:<path>``."""
    item_kind: str
    """Term of vocabulary item_kind: video, photo, post, article, document, …"""
    state: str
    """listed, captured, failed, gone."""
    origin: Origin
    title: str | None = None
    files: tuple[File, ...] = ()
    drafts: tuple[Draft, ...] = ()
    members: tuple[str, ...] = ()
    """Keys of the Items of a playlist or album, in order."""
    cites: tuple[str, ...] = ()
    """Addresses an article links to; each becomes a listed Item that this one cites."""
    fault: str | None = None
    todo: str | None = None
