"""Asks the indexes what a medium may share with others; what they answer is compared afterwards, pair by pair."""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.compute import cores
from sightline.measure.media.aligning.candidates import candidates
from sightline.measure.media.aligning.prints import Prints
from sightline.measure.media.fingerprint import mirrored
from sightline.measure.media.sound.landmarks import Played, query_landmarks, ways
from sightline.measure.media.sound.peaks import Peaks
from sightline.model.print_views import FULL, INNER, VIEWS
from sightline.store.hashes.hits import Hits
from sightline.work.matching.indexes import Indexes
from sightline.work.matching.printed import Printed, sampled

MOST: Final = 40
"""Media compared for one medium and signal, the likeliest first; how many more there were is told."""
RADIUS: Final = 31
QUALITY: Final = 50
_EVERY_MS: Final = 500
_CROPS_EVERY_MS: Final = 1_000
_WHOLE: Final = (VIEWS.index(FULL), VIEWS.index(INNER))
_FILM_VOTES: Final = 2.0
_SLOWEST, _FASTEST = 0.78, 1.28
_VOTE_MS: Final = 250
_SOUND_VOTES: Final = 8
_MOST_LANDMARKS: Final = 6_000
_MOST_ALIKE: Final = 64
"""Rows asked of those that are bit for bit alike, spread over the film: a blinking sign says no more the next time."""
_MOST_HITS: Final = 4_000_000
"""Hits held for one medium: where a film has many moments that are near many, each brings back its nearest."""
_MOST_EACH, _LEAST_EACH = 10_000, 50
_AT_ONCE: Final = 256
"""Rows, or keys of sound, put to an index in one call: what it finds before it chooses must fit into memory."""


@frozen(slots=True)
class Asked:
    """Objects that may share something, the likeliest first."""

    objects: tuple[bytes, ...]
    more: int = 0
    """How many more there were than are compared."""


@frozen(slots=True, eq=False)
class _Some:
    """A part of what the index answered."""

    query: NDArray[np.int32]
    distance: NDArray[np.uint8]
    media: NDArray[np.int64]
    start_ms: NDArray[np.int64]
    end_ms: NDArray[np.int64]
    weight: NDArray[np.float32]

    def taken(self, chosen: NDArray[np.bool_]) -> "_Some":
        """Return some of them."""
        return _Some(
            self.query[chosen],
            self.distance[chosen],
            self.media[chosen],
            self.start_ms[chosen],
            self.end_ms[chosen],
            self.weight[chosen],
        )


def ask_frames(indexes: Indexes, prints: Prints, *, but: bytes) -> Asked:
    """List objects whose frames lie near frames of a film or picture, in an order and at distances that fit.

    Parameters
    ----------
    but : bytes
        The object itself, which is left out.
    """
    rows = _rows_to_ask(prints)
    if len(rows) == 0:
        return Asked(())
    hashes = prints.hashes[rows]
    both = np.concatenate((hashes, mirrored(hashes)))
    at_ms = np.tile(prints.start_ms[rows], 2)
    flipped = np.repeat(np.array([False, True]), len(rows))
    hits = _searched(indexes, both, but=but)
    still = prints.duration_ms == 0
    votes: dict[bytes, float] = {}
    pictures = still | _of_sort(indexes, hits.media, lambda one: one.sort == "picture")
    for chosen, fewest in ((~pictures, _FILM_VOTES), (pictures, 0.0)):
        some = hits.taken(chosen)
        for one in candidates(some, at_ms, mirrored=flipped, fewest=fewest, most=10 * MOST):
            known = indexes.current(one.media)
            if known is not None and known.sha256 != but:
                votes[known.sha256] = max(votes.get(known.sha256, 0.0), one.votes)
    return _likeliest(votes)


def ask_sound(indexes: Indexes, peaks: Peaks, *, but: bytes) -> Asked:
    """List objects whose sound has landmarks of a sound at offsets that agree, at several speeds."""
    votes: dict[bytes, float] = {}
    for played in _worth_trying(ways()):
        keys, times = query_landmarks(peaks, played)
        if len(keys) > _MOST_LANDMARKS:
            chosen = np.linspace(0, len(keys) - 1, _MOST_LANDMARKS).astype(np.int64)
            keys, times = keys[chosen], times[chosen]
        hits = indexes.sounds.search(keys)
        if len(hits) == 0:
            continue
        offset = hits.time_ms - (times[hits.query] * played.speed).astype(np.int64)
        for number, count in _most_agreed(hits.media, offset):
            known = indexes.current(number)
            if known is not None and known.sha256 != but and count >= _SOUND_VOTES:
                votes[known.sha256] = max(votes.get(known.sha256, 0.0), float(count))
    return _likeliest(votes)


def _rows_to_ask(prints: Prints) -> NDArray[np.int64]:
    worth = prints.quality >= QUALITY
    whole = np.isin(prints.view, _WHOLE)
    rows = [
        np.flatnonzero(worth & part)[sampled(prints.chosen(worth & part), every_ms=every)]
        for part, every in ((whole, _EVERY_MS), (~whole, _CROPS_EVERY_MS))
    ]
    return _alike_left_out(prints.hashes, np.sort(np.concatenate(rows)))


def _alike_left_out(hashes: NDArray[np.uint8], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Leave of rows that are bit for bit alike at most some, spread evenly."""
    if len(rows) <= _MOST_ALIKE:
        return rows
    plain = np.ascontiguousarray(hashes[rows]).view("V32").reshape(-1)
    _, which, counts = np.unique(plain, return_inverse=True, return_counts=True)
    order = np.argsort(which, kind="stable")
    many = counts[which[order]]
    number = np.arange(len(rows)) - (np.cumsum(counts) - counts)[which[order]]
    # the k-th of n rows is taken where k * 64 / n passes a whole number
    taken = (number * _MOST_ALIKE // many) != ((number - 1) * _MOST_ALIKE // many)
    return np.sort(rows[order[taken | (many <= _MOST_ALIKE)]])


def _searched(indexes: Indexes, hashes: NDArray[np.uint8], *, but: bytes) -> _Some:
    """Ask the index piece by piece; what is of the object itself is dropped at once."""
    most = min(_MOST_EACH, max(_LEAST_EACH, _MOST_HITS // len(hashes)))
    found: list[_Some] = []
    for begin in range(0, len(hashes), _AT_ONCE):
        some = hashes[begin : begin + _AT_ONCE]
        hits = indexes.frames.search(some, radius=RADIUS, most=most, threads=cores())
        others = _of_sort(indexes, hits.media, lambda one: one.sha256 != but)
        found.append(_some(hits, others, np.int32(begin)))
    columns = ("query", "distance", "media", "start_ms", "end_ms", "weight")
    return _Some(*(np.concatenate([getattr(one, name) for one in found]) for name in columns))


def _of_sort(indexes: Indexes, media: NDArray[np.int64], of: Callable[[Printed], bool]) -> NDArray[np.bool_]:
    """Tell which hits are of media that are known and of a sort."""
    distinct, back = np.unique(media, return_inverse=True)
    known = (indexes.current(int(one)) for one in distinct.tolist())
    told = np.array([one is not None and of(one) for one in known], np.bool_)
    return told[back.reshape(-1)]


def _some(hits: Hits, chosen: NDArray[np.bool_], begin: np.int32) -> _Some:
    return _Some(
        hits.query[chosen] + begin,
        hits.distance[chosen],
        hits.media[chosen],
        hits.start_ms[chosen],
        hits.end_ms[chosen],
        hits.weight[chosen],
    )


def _worth_trying(every: Iterable[Played]) -> list[Played]:
    return [one for one in every if _SLOWEST <= one.speed <= _FASTEST]


def _most_agreed(media: NDArray[np.int64], offset: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return for each medium the most landmarks that agree on an offset."""
    bins = np.stack((media, offset // _VOTE_MS), axis=1)
    cells, counts = np.unique(bins, axis=0, return_counts=True)
    order = np.lexsort((-counts, cells[:, 0]))
    first = np.ones(len(order), np.bool_)
    first[1:] = cells[order][1:, 0] != cells[order][:-1, 0]
    best = order[first]
    return [(int(cells[at, 0]), int(counts[at])) for at in best]


def _likeliest(votes: dict[bytes, float]) -> Asked:
    ranked = sorted(votes, key=lambda sha256: (-votes[sha256], sha256))
    return Asked(tuple(ranked[:MOST]), max(0, len(ranked) - MOST))
