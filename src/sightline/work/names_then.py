"""Calls entities what they were called when a look back knew of them; a pseudonym stands whenever it was given."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from sightline.model.schema import Schema
from sightline.model.view import Named
from sightline.store.titles_then import titled_then
from sightline.work.safety.guard import PSEUDONYM

_LASTING: Final = frozenset({PSEUDONYM})


def named_then(
    schema: Schema, connection: Connection, names: Mapping[bytes, Named], known_at: int | None
) -> dict[bytes, Named]:
    """Give entities the titles of a position of the ledger; of now where none is asked for (None, or below 0)."""
    if known_at is None or known_at < 0:
        return dict(names)
    return titled_then(connection, names, schema.titles, known_at, lasting=_LASTING)
