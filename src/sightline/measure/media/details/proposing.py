"""Propose which frames of two films may show the same, by counting details that look alike."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.bits import near
from sightline.measure.media.details.records import Details

_RADIUS: Final = 40
_PARTNERS: Final = 24
_MOST_ASKED: Final = 6_000
_FEWEST_OF_FRAME: Final = 40
_FEWEST_VOTES: Final = 3.0
_BEST_OF_FRAME: Final = 3


@frozen(slots=True)
class Proposal:
    """Two frames that may show the same."""

    a: int
    b: int
    mirrored: bool
    votes: float


def propose(a: Details, b: Details, *, most: int) -> list[Proposal]:
    """List pairs of frames, the likeliest first.

    :param most: pairs at most.
    """
    if a.frames == 1 and b.frames == 1:
        return [Proposal(0, 0, mirrored, 0.0) for mirrored in (False, True)]
    rows_a, rows_b = _some(a), _some(b)
    of_a, of_b = a.frame_of_each()[rows_a], b.frame_of_each()[rows_b]
    there = _words(b.looks[rows_b])
    found: list[Proposal] = []
    for mirrored in (False, True):
        looks = (a.flipped if mirrored else a.looks)[rows_a]
        hits = near(_words(looks), there, radius=_RADIUS, most=_PARTNERS)
        if len(hits) == 0:
            continue
        # one vote a detail and frame; a detail that is everywhere, such as a letter, has little weight
        seen = np.unique(np.stack((hits.one.astype(np.int64), of_b[hits.other]), axis=1), axis=0)
        partners = np.bincount(seen[:, 0], minlength=len(rows_a))
        votes = np.zeros((a.frames, b.frames))
        np.add.at(votes, (of_a[seen[:, 0]], seen[:, 1]), 1 / np.sqrt(partners[seen[:, 0]]))
        for frame in range(a.frames):
            likeliest = np.argsort(-votes[frame], kind="stable")[:_BEST_OF_FRAME].tolist()
            found.extend(
                Proposal(frame, other, mirrored, float(votes[frame, other]))
                for other in likeliest
                if votes[frame, other] >= _FEWEST_VOTES
            )
    found.sort(key=lambda one: (-one.votes, one.a, one.b, one.mirrored))
    return found[:most]


def _some(details: Details) -> NDArray[np.int64]:
    """Choose details to ask with: of each frame the first, which are spread over it."""
    each = max(_FEWEST_OF_FRAME, _MOST_ASKED // max(1, details.frames))
    place = np.arange(len(details)) - np.repeat(details.starts[:-1], np.diff(details.starts))
    return np.flatnonzero(place < each)


def _words(looks: NDArray[np.uint8]) -> NDArray[np.uint64]:
    return np.ascontiguousarray(looks).view(np.uint64).reshape(-1, 4)
