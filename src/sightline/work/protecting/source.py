"""Finds everything that is said of a source and tells who it is: its names, addresses and keys, not its sort."""

from collections.abc import Iterator

from sightline.store.read import cluster_of
from sightline.work.protecting.scan import Reader, Seen, scan

OPEN_OF_SOURCE = frozenset(
    {
        "pseudonym",
        "publishable",
        "source_kind",
        "reliability",
        "release",
        "sensitivity",
        "copies_from",
        "language",
    }
)
"""Properties of a source that stay readable when it is protected: they tell nobody who it is."""


def leaves_of_source(reader: Reader, source: bytes) -> Iterator[Seen]:
    """Go through the leaves of a source, and of every record judged to be one with it, that tell who it is."""
    for member in cluster_of(reader.connection, source):
        for seen in scan(reader, [member.hex()]):
            body, sort = seen.body, seen.body.get("is")
            if sort in ("entity", "key"):
                if "key" in body and member.hex() in (body.get("id"), body.get("entity")):
                    yield seen
            elif sort == "statement" and _tells(seen, member):
                yield seen


def _tells(seen: Seen, source: bytes) -> bool:
    return seen.body.get("subject") == source.hex() and seen.body.get("property") not in OPEN_OF_SOURCE
