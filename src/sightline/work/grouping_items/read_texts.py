"""Gives the words of items that were taken in as files or pages: the beginning of their newest text, as far as open."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from sightline.store.observations import read_passages
from sightline.work.case import Case
from sightline.work.matching.kept import items_of
from sightline.work.safety.marks import open_passages

LAYERS: Final = ("original", "extraction", "transcript")
"""Kinds of texts that are an item's own words; what is read in pictures, and translations, are not."""


def texts_read(
    case: Case, connection: Connection, items: Collection[bytes], *, longest: int
) -> dict[bytes, str]:
    """Read the first letters of the text of each item that has one; hazardous passages are masked."""
    rows = open_passages(case, connection, read_passages(connection, LAYERS, until=longest))
    of = items_of(connection, {source for source, *_ in rows}) if rows else {}
    parts: dict[bytes, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for source, layer, start, text in rows:
        for item in of.get(source, ()):
            if item in items:
                parts[item][layer].append((start, text))
    out = {}
    for item, layers in parts.items():
        newest = next(reversed(layers.values()))
        out[item] = "\n".join(text for _, text in sorted(newest))[:longest]
    return out
