"""Rank media by what the index found: in which of them do frames lie in the order and at the distances of the film?

An index knows frames, not films. Most of what lies within the radius by chance agrees on no offset; a copy does. So
each medium is voted on apart, all speeds at once, and only those with several frames on one line are aligned.
"""

from typing import Final, Protocol

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.voting import Votes, elect, speeds_between

BIN_MS: Final = 400.0
FEWEST_VOTES: Final = 2.0
_SPEEDS: Final = speeds_between(0.5, 2.0, step=0.05)
_HALF_BITS: Final = 8.0


class HitRows(Protocol):
    """What a search of the index returns: one entry for each row found, the arrays equally long."""

    @property
    def query(self) -> NDArray[np.int32]:
        """Which row of the question."""

    @property
    def distance(self) -> NDArray[np.uint8]:
        """Bits that differ."""

    @property
    def media(self) -> NDArray[np.int64]:
        """In which medium."""

    @property
    def start_ms(self) -> NDArray[np.int64]:
        """From when the frame stands there."""

    @property
    def end_ms(self) -> NDArray[np.int64]:
        """Until when."""

    @property
    def weight(self) -> NDArray[np.float32]:
        """Less where many media hold such a frame, in (0, 1]."""


@frozen(slots=True)
class Candidate:
    """A medium that seems to hold a part of the film, and where."""

    media: int
    votes: float
    """About how many frames agree, hot ones and still ones weighed down."""
    speed: float
    offset_ms: int
    """Where the film's time 0 lies in the medium."""
    mirrored: bool


def candidates(
    hits: HitRows,
    at_ms: NDArray[np.int64],
    *,
    mirrored: NDArray[np.bool_] | None = None,
    fewest: float = FEWEST_VOTES,
    most: int = 50,
) -> tuple[Candidate, ...]:
    """Vote for speed and offset in each medium, and return the media with the most agreement.

    :param at_ms: (q,) when each row of the question stands in its film; views of one instant have the same time and
        count as one frame.
    :param mirrored: (q,) which rows of the question were mirrored before.
    :param fewest: votes below which a medium is not worth aligning.
    :param most: media at most.
    :returns: the most votes first. A picture, whose frames all stand at one time, has one vote: ask with ``fewest`` 0.
    """
    if len(hits.query) == 0:
        return ()
    times, frames = np.unique(at_ms, return_inverse=True)
    flipped = np.zeros(len(at_ms), np.int64) if mirrored is None else mirrored.astype(np.int64)
    media, rank = np.unique(hits.media, return_inverse=True)
    group = rank.astype(np.int64) * 2 + flipped[hits.query]
    frame = frames.astype(np.int64)[hits.query]
    # one key to sort by: medium and mirrored, then frame, then bits
    key = (group * len(times) + frame) * 256 + hits.distance
    order = np.argsort(key)
    order = order[_worth(group[order], frame[order], hits.weight[order], fewest)]
    if len(order) == 0:
        return ()
    group, frame = group[order], frame[order]
    bits = hits.distance[order].astype(np.int64)
    votes = Votes(
        group,
        frame,
        times[frame].astype(np.int64),
        np.ascontiguousarray(hits.start_ms[order], np.int64),
        np.maximum(hits.end_ms, hits.start_ms + 1)[order].astype(np.int64),
        (hits.weight[order] * np.exp2(-(bits - _nearest(group, frame, bits)) / _HALF_BITS)).astype(
            np.float32
        ),
    )
    elected = elect(votes, speeds=_SPEEDS, bin_ms=BIN_MS)
    found = [
        Candidate(int(media[which // 2]), float(count), float(speed), round(float(offset)), bool(which % 2))
        for which, count, speed, offset in zip(
            elected.group, elected.votes, elected.speed, elected.offset_ms, strict=True
        )
        if count >= fewest
    ]
    return tuple(sorted(found, key=lambda one: (-one.votes, one.media, one.mirrored))[:most])


def _worth(
    group: NDArray[np.int64], frame: NDArray[np.int64], weight: NDArray[np.float32], fewest: float
) -> NDArray[np.bool_]:
    """Tell which hits belong to a medium with enough different frames to be worth a vote."""
    first = _firsts(group, frame)
    _, back = np.unique(group, return_inverse=True)
    held = np.bincount(back, weights=np.where(first, np.maximum(weight, 1e-6), 0.0))
    # three neighbouring bins are counted together, so a frame may count three times
    worth: NDArray[np.bool_] = held[back] * 3 >= fewest
    return worth


def _firsts(group: NDArray[np.int64], frame: NDArray[np.int64]) -> NDArray[np.bool_]:
    first = np.ones(len(group), np.bool_)
    first[1:] = (group[1:] != group[:-1]) | (frame[1:] != frame[:-1])
    return first


def _nearest(
    group: NDArray[np.int64], frame: NDArray[np.int64], bits: NDArray[np.int64]
) -> NDArray[np.int64]:
    first = _firsts(group, frame)
    nearest: NDArray[np.int64] = bits[first][np.cumsum(first) - 1]
    return nearest
