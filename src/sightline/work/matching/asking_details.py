"""Asks the index of details what a medium may share with others: turned, inset, strongly cropped, filmed off a screen.

A detail says little; many that agree on one turn and one change of scale, in one frame of another, say which are worth
comparing. A detail that is in many media, a letter or a logo, is weighed down by how many hold it.
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.compute import cores
from sightline.measure.media.details.records import Details
from sightline.store.hashes.hits import Hits
from sightline.work.matching.asking import RADIUS, Asked
from sightline.work.matching.indexes import Indexes

MOST: Final = 20
"""Media compared by their details for one medium, the likeliest first."""
_FRAMES: Final = 24
"""Key frames of a film the index is asked with, spread over it."""
_OF_PICTURE, _OF_FRAME = 300, 60
_ROWS: Final = 400
"""Rows brought back for one detail: more than a film has key frames, since those of the medium itself come first."""
_AT_ONCE: Final = 256
_FEWEST_VOTES: Final = 4.0
_TURNS: Final = 8
_SCALES: Final = 4


@frozen(slots=True, eq=False)
class _Query:
    """Details the index is asked with."""

    looks: NDArray[np.uint8]
    angles: NDArray[np.int64]
    octaves: NDArray[np.int64]
    group: NDArray[np.int64]
    """Which frame each is of, and whether it is mirrored: votes of different ones are not added."""


def expect_details(indexes: Indexes, media: int) -> None:
    """Announce that so many media will be asked for, so that the index can choose how it searches before the first."""
    indexes.details.expect(media * 2 * _OF_PICTURE)


def ask_details(indexes: Indexes, details: Details, *, but: bytes) -> Asked:
    """List objects that have details like those of a medium, turned and scaled alike.

    Parameters
    ----------
    but : bytes
        The object itself, which is left out.
    """
    asked = _query(details)
    votes: dict[bytes, float] = {}
    if len(asked.looks) == 0:
        return Asked(())
    found = [
        _voted(_near(indexes, asked.looks[at : at + _AT_ONCE]), asked, at)
        for at in range(0, len(asked.looks), _AT_ONCE)
    ]
    media, frame, group, turn, scale, weight = (
        np.concatenate([part[column] for part in found]) for column in range(6)
    )
    for media_number, best in _most(media, frame, group, turn, scale, weight):
        known = indexes.current(media_number)
        if known is not None and known.sha256 != but and best >= _FEWEST_VOTES:
            votes[known.sha256] = max(votes.get(known.sha256, 0.0), best)
    ranked = sorted(votes, key=lambda sha256: (-votes[sha256], sha256))
    return Asked(tuple(ranked[:MOST]), max(0, len(ranked) - MOST))


def _query(details: Details) -> _Query:
    """Choose details to ask with: of some frames those that stand first, which are spread over them; and mirrored."""
    chosen = np.unique(
        np.linspace(0, details.frames - 1, min(_FRAMES, details.frames)).round().astype(np.int64)
    )
    each = _OF_PICTURE if details.frames == 1 else _OF_FRAME
    rows = np.concatenate(
        [np.arange(details.starts[f], min(details.starts[f + 1], details.starts[f] + each)) for f in chosen]
    )
    angles, octaves = details.angles[rows].astype(np.int64), details.octaves[rows].astype(np.int64)
    group = details.frame_of_each()[rows] * 2
    return _Query(
        np.concatenate((details.looks[rows], details.flipped[rows])),
        np.concatenate((angles, (128 - angles) % 256)),
        np.tile(octaves, 2),
        np.concatenate((group, group + 1)),
    )


def _near(indexes: Indexes, looks: NDArray[np.uint8]) -> Hits:
    return indexes.details.search(looks, radius=RADIUS, most=_ROWS, threads=cores())


def _voted(hits: Hits, asked: _Query, first: int) -> tuple[NDArray[np.int64], ...]:
    """Return of each hit its medium, frame, group, turn, change of scale and weight in thousandths."""
    query = hits.query.astype(np.int64) + first
    turn = (hits.quality.astype(np.int64) - asked.angles[query]) % 256
    scale = hits.view.astype(np.int64) - asked.octaves[query] + 8
    weight = np.round(hits.weight * 1000).astype(np.int64)
    # of several details of one frame that are near one of ours, one counts
    keys = np.stack((query, hits.media, hits.start_ms), axis=1)
    once = np.unique(keys, axis=0, return_index=True)[1]
    return (
        hits.media[once],
        hits.start_ms[once],
        asked.group[query[once]],
        turn[once],
        scale[once],
        weight[once],
    )


def _most(
    media: NDArray[np.int64],
    frame: NDArray[np.int64],
    group: NDArray[np.int64],
    turn: NDArray[np.int64],
    scale: NDArray[np.int64],
    weight: NDArray[np.int64],
) -> list[tuple[int, float]]:
    """Return for each medium the weight of the details of one of its frames that agree on turn and scale."""
    best: dict[int, float] = {}
    for half_turn in (0, 1):
        for half_scale in (0, 1):
            turned = (turn * 2 // (256 // _TURNS) + half_turn) % (2 * _TURNS) // 2
            scaled = (scale + half_scale * _SCALES // 2) // _SCALES
            cells = np.stack((media, frame, group, turned, scaled), axis=1)
            distinct, which = np.unique(cells, axis=0, return_inverse=True)
            total = np.bincount(which.reshape(-1), weights=weight, minlength=len(distinct)) / 1000
            for number, votes in zip(distinct[:, 0].tolist(), total.tolist(), strict=True):
                best[number] = max(best.get(number, 0.0), votes)
    return sorted(best.items())
