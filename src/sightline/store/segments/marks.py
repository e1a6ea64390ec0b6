"""Which media are hidden, and since which ledger position: a log that only grows, so that the past stays readable."""

from collections.abc import Iterable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.store.segments.table import Column, Columns, Table, empty_table, joined

MARKS: Columns = (Column("media", "<i8"), Column("at", "<i8"), Column("hidden", "u1"))


@frozen(slots=True)
class Mark:
    """A medium was hidden or shown again."""

    media: int
    at: int
    """Ledger position."""
    hidden: bool


def marks_table(marks: Iterable[Mark]) -> Table:
    """Put marks into columns."""
    rows = list(marks)
    if len(rows) == 0:
        return empty_table(MARKS)
    return Table({
        "media": np.array([mark.media for mark in rows], np.int64),
        "at": np.array([mark.at for mark in rows], np.int64),
        "hidden": np.array([mark.hidden for mark in rows], np.uint8),
    })  # fmt: skip


def join_marks(parts: Iterable[Table]) -> Table:
    """Put logs of marks one after the other."""
    return joined(parts, MARKS)


def hidden_media(marks: Table, known_at: int | None) -> NDArray[np.int64]:
    """Return the media that are hidden at a ledger position (None: the last), in rising order."""
    held = marks if known_at is None else marks.take(marks["at"] <= known_at)
    if len(held) == 0:
        return np.empty(0, np.int64)
    order = np.lexsort(
        (held["at"], held["media"])
    )  # stable: of two at one position the later given one holds
    media = held["media"][order]
    last = np.ones(len(media), np.bool_)
    last[:-1] = media[1:] != media[:-1]
    hidden: NDArray[np.int64] = media[last & (held["hidden"][order] == 1)]
    return hidden


def visible(
    media: NDArray[np.int64], added: NDArray[np.int64], marks: Table, known_at: int | None
) -> NDArray[np.bool_]:
    """Tell which rows, or groups of rows, are seen at a ledger position.

    :param media: (n,) the medium of each.
    :param added: (n,) the ledger position that added it.
    :param known_at: None for now.
    """
    hidden = hidden_media(marks, known_at)
    seen = np.ones(len(media), np.bool_) if known_at is None else added <= known_at
    if len(hidden) > 0:
        seen &= ~np.isin(media, hidden)
    return seen
