"""Gives the texts of items, so that near copies among them can be found: the article or post, else what was noted."""

import json
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from sightline.measure.text.near_copies import near_copies_of
from sightline.store.claims import plain_values, text_layers
from sightline.work.case import Case
from sightline.work.write import read_object

LAYERS: Final = ("original", "extraction", "transcript")
"""A text file's own words, those of a page or document, what was heard."""
NOTED: Final = ("text",)
LONGEST: Final = 8_000_000
"""Bytes of a text that is compared."""


def texts_of(
    case: Case, connection: Connection, items: Iterable[bytes], *, known_at: int | None = None
) -> dict[bytes, str]:
    """Read the text of each item that has one, in the order of their ids."""
    every = sorted(set(items))
    noted = plain_values(connection, every, NOTED, known_at=known_at)
    layers = text_layers(connection, every, LAYERS)
    out: dict[bytes, str] = {}
    for item in every:
        text = _layer(case, layers.get(item))
        if text is None and item in noted:
            text = "\n".join(str(json.loads(value)) for _, value in noted[item])
        if text is not None:
            out[item] = text
    return out


def near_items(texts: Mapping[bytes, str]) -> dict[bytes, dict[bytes, int]]:
    """Find the items whose texts are near copies: for each the others, with the thousandths they share."""
    out: dict[bytes, dict[bytes, int]] = {}
    for one, other, permille in near_copies_of(texts):
        out.setdefault(one, {})[other] = permille
        out.setdefault(other, {})[one] = permille
    return out


def _layer(case: Case, sha256: bytes | None) -> str | None:
    if sha256 is None:
        return None
    data = read_object(case, sha256)
    return None if data is None or len(data) > LONGEST else data.decode("utf-8", "replace")
