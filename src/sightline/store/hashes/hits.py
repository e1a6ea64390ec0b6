"""From hashes that are near to the rows behind them: what is visible, how hot it is, at most so many a query."""

from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.store.hashes.part import Part
from sightline.store.hashes.probe import Near
from sightline.store.segments.table import pieces, spread

FEW: Final = 8
"""A frame that so many media hold is as good evidence as one that a single medium holds."""
MOST: Final = 10_000
"""Rows a query brings back unless asked for more; how many there were is told."""
_AT_ONCE: Final = 1 << 21
"""Rows that are looked at together."""


@frozen(slots=True, eq=False)
class Hits:
    """Rows within the radius, in order of query, distance, medium and start: k of them, for q queries."""

    query: NDArray[np.int32]
    distance: NDArray[np.uint8]
    """Bits that differ."""
    media: NDArray[np.int64]
    start_ms: NDArray[np.int64]
    end_ms: NDArray[np.int64]
    quality: NDArray[np.uint8]
    view: NDArray[np.uint8]
    weight: NDArray[np.float32]
    """(k,) in (0, 1]: 1 where up to 8 media hold such a frame, falling with the root of their number: 0.1 for 800."""
    rows: NDArray[np.int64]
    """(q,) how many rows lie within the radius; more than were brought back where a frame is everywhere."""
    holders: NDArray[np.int64]
    """(q,) how many media hold one of them."""
    scanned: bool
    """Whether every hash was compared, since the radius is wider than the slots answer: a hundred times slower."""

    def __len__(self) -> int:
        return len(self.query)


@frozen(slots=True, eq=False)
class Seen:
    """A part of the index at one ledger position: which groups are visible, and their media numbered through."""

    part: Part
    visible: NDArray[np.bool_] | None
    """None where all are."""
    medium: NDArray[np.int64]
    """(groups,) the number of each group's medium among those of all parts."""


@frozen(slots=True, eq=False)
class Rows:
    """Visible rows behind near hashes: the query each belongs to, its part and its place there, and its medium."""

    query: NDArray[np.int32]
    distance: NDArray[np.uint8]
    part: NDArray[np.uint16]
    row: NDArray[np.int64]
    medium: NDArray[np.int64]

    def take(self, chosen: NDArray[Any]) -> "Rows":
        """Return some of them."""
        return Rows(
            self.query[chosen],
            self.distance[chosen],
            self.part[chosen],
            self.row[chosen],
            self.medium[chosen],
        )


def hits_of(
    seen: list[Seen], near: list[Near], queries: int, media: NDArray[np.int64], *, most: int, scanned: bool
) -> Hits:
    """Bring back the rows behind near hashes.

    :param media: all media of the index, in rising order.
    :param most: rows a query; of more the nearest are taken, and those at the last distance thinned evenly.
    """
    rows, holders, kept = np.zeros(queries, np.int64), np.zeros(queries, np.int64), []
    if all(len(found.query) == 0 for found in near):
        return _no_hits(rows, holders, scanned=scanned)
    for first, last in _pieces(seen, near, queries):
        some = _rows(seen, near if last - first == queries else _between(near, first, last))
        rows[first:last] = (
            np.bincount(some.query - first, minlength=last - first) if queries > 1 else len(some.row)
        )
        holders[first:last] = _holders(some, first, last, len(media))
        kept.append(_thinned(some, rows, most))
    return _hits(seen, kept, rows, holders, media, scanned=scanned)


def weights(holders: NDArray[np.int64]) -> NDArray[np.float32]:
    """Weigh frames by how many media hold them: ``min(1, sqrt(8 / holders))``.

    A film that was posted two hundred times keeps a fifth of its weight on each of its hundreds of frames and is found;
    a black frame in eight thousand media keeps a thirtieth on a handful.
    """
    return np.sqrt(FEW / np.maximum(holders, FEW)).astype(np.float32)


def _lengths(part: Part, found: Near) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    begins = np.minimum(part.rows_at[found.row].astype(np.int64), len(part.group))
    ends = np.minimum(part.rows_at[found.row + 1].astype(np.int64), len(part.group))
    return begins, np.maximum(ends - begins, 0)


def _pieces(seen: list[Seen], near: list[Near], queries: int) -> list[tuple[int, int]]:
    """Cut the queries so that the rows of a piece fit into memory together."""
    if queries == 1:
        return [(0, 1)]
    load = np.zeros(queries, np.int64)
    for one, found in zip(seen, near, strict=True):
        np.add.at(load, found.query, _lengths(one.part, found)[1])
    if int(load.sum()) <= _AT_ONCE:
        return [(0, queries)]
    return pieces(load, _AT_ONCE)


def _between(near: list[Near], first: int, last: int) -> list[Near]:
    """Take what queries ``first`` to ``last`` found."""
    chosen = [(found.query >= first) & (found.query < last) for found in near]
    return [Near(f.query[own], f.row[own], f.bits[own]) for f, own in zip(near, chosen, strict=True)]


def _rows(seen: list[Seen], near: list[Near]) -> Rows:
    """Go from near hashes to their visible rows."""
    found = [_nothing()]
    for number, (one, some) in enumerate(zip(seen, near, strict=True)):
        if len(some.query) == 0:
            continue
        begins, lengths = _lengths(one.part, some)
        row = spread(begins, lengths)
        query, distance = np.repeat(some.query, lengths), np.repeat(some.bits, lengths)
        group = np.minimum(one.part.group[row], len(one.medium) - 1)
        if one.visible is not None:
            shown = one.visible[group]
            row, query, distance, group = row[shown], query[shown], distance[shown], group[shown]
        found.append(Rows(query, distance, np.full(len(row), number, np.uint16), row, one.medium[group]))
    return _joined(found[1:] or found)


def _nothing() -> Rows:
    empty = np.empty(0, np.int64)
    return Rows(empty.astype(np.int32), empty.astype(np.uint8), empty.astype(np.uint16), empty, empty)


def _joined(parts: list[Rows]) -> Rows:
    if len(parts) == 1:
        return parts[0]
    return Rows(
        np.concatenate([one.query for one in parts]), np.concatenate([one.distance for one in parts]),
        np.concatenate([one.part for one in parts]), np.concatenate([one.row for one in parts]),
        np.concatenate([one.medium for one in parts]),
    )  # fmt: skip


def _holders(rows: Rows, first: int, last: int, media: int) -> NDArray[np.int64]:
    """Count for each query the media that hold one of its rows."""
    if last - first == 1:
        few = len(rows.medium) < 64  # then a set is quicker
        return np.array([len(set(rows.medium.tolist())) if few else len(_distinct(rows.medium))])
    if len(rows.query) * 8 < (last - first) * media:
        pairs = _distinct((rows.query - first) * np.int64(media) + rows.medium)
        return np.bincount(pairs // media, minlength=last - first)
    counts = np.zeros(last - first, np.int64)
    step = max(1, _AT_ONCE * 8 // max(media, 1))
    for begin in range(first, last, step):
        end = min(begin + step, last)
        chosen = (rows.query >= begin) & (rows.query < end)
        held = np.zeros((end - begin, media), np.bool_)
        held[rows.query[chosen] - begin, rows.medium[chosen]] = True
        counts[begin - first : end - first] = held.sum(axis=1)
    return counts


def _distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the distinct numbers, one or more, rising; ten times as quick as numpy's own way by a table."""
    rising = np.sort(numbers)
    fresh = np.ones(len(rising), np.bool_)
    np.not_equal(rising[1:], rising[:-1], out=fresh[1:])
    return rising[fresh]


def _thinned(rows: Rows, counts: NDArray[np.int64], most: int) -> Rows:
    """Leave at most so many rows a query: the nearest, those at the last distance thinned evenly."""
    if len(rows.query) <= most or not (counts > most).any():
        return rows
    order = np.lexsort((rows.row, rows.part, rows.medium, rows.distance, rows.query))
    ends = np.cumsum(np.bincount(rows.query, minlength=len(counts)))
    kept = []
    for query in np.unique(rows.query).tolist():
        own = order[ends[query - 1] if query > 0 else 0 : ends[query]]
        if len(own) > most:
            apart = rows.distance[own]
            inner = int(np.searchsorted(apart, apart[most], side="left"))
            outer = int(np.searchsorted(apart, apart[most], side="right"))
            picked = inner + np.arange(most - inner) * (outer - inner) // (most - inner)
            own = own[np.concatenate((np.arange(inner), picked))]
        kept.append(own)
    return rows.take(np.concatenate(kept))


def _no_hits(rows: NDArray[np.int64], holders: NDArray[np.int64], *, scanned: bool) -> Hits:
    whole, small = np.empty(0, np.int64), np.empty(0, np.uint8)
    return Hits(
        np.empty(0, np.int32),
        small,
        whole,
        whole,
        whole,
        small,
        small,
        np.empty(0, np.float32),
        rows,
        holders,
        scanned,
    )


def _hits(
    seen: list[Seen], kept: list[Rows], rows: NDArray[np.int64], holders: NDArray[np.int64], media: NDArray[np.int64],
    *, scanned: bool,
) -> Hits:  # fmt: skip
    """Read the columns of the rows that are brought back."""
    whole = _joined(kept)
    start, end, quality, view = _columns(seen, whole)
    weight = weights(holders)
    if len(whole.query) == 1:
        return Hits(
            whole.query, whole.distance, media[whole.medium], start, end, quality, view, weight[whole.query], rows,
            holders, scanned,
        )  # fmt: skip
    before_time = (whole.query * np.int64(256) + whole.distance) * np.int64(len(media)) + whole.medium
    order = np.lexsort((end, start, before_time))
    query = whole.query[order]
    return Hits(
        query, whole.distance[order], media[whole.medium[order]], start[order], end[order], quality[order], view[order],
        weight[query], rows, holders, scanned,
    )  # fmt: skip


def _columns(
    seen: list[Seen], rows: Rows
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8], NDArray[np.uint8]]:
    """Read start, end, quality and view of rows."""
    if len(seen) == 1:
        part, row = seen[0].part, rows.row
        return (
            part.start[row].astype(np.int64),
            part.end[row].astype(np.int64),
            part.quality[row],
            part.view[row],
        )
    count = len(rows.query)
    start, end = np.empty(count, np.int64), np.empty(count, np.int64)
    quality, view = np.empty(count, np.uint8), np.empty(count, np.uint8)
    for number, one in enumerate(seen):
        here = rows.part == number
        row = rows.row[here]
        start[here], end[here] = one.part.start[row], one.part.end[row]
        quality[here], view[here] = one.part.quality[row], one.part.view[row]
    return start, end, quality, view
