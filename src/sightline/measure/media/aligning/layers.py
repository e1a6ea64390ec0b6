"""The views of one film, each looked up by time, and which views of two films are worth comparing.

Whole frames are compared with everything; a crop of the one is compared with whole frames of the other, which finds
what was cut away, and with the same crop of the other, which finds what was laid over the edge that both then lack.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.bits import Words
from sightline.measure.media.aligning.orientation import MIRRORED, Bytes, turned
from sightline.measure.media.aligning.prints import Prints, words_of
from sightline.model.print_views import FULL, INNER, VIEWS

STRONG: Final = 50
"""From this quality on a hash may found a stretch; the reference calls less too little gradient."""
FAINT: Final = 20
"""From this quality on a hash may carry a stretch on; with less it says nothing, for or against."""

Pairing = tuple[int, int]
"""A view of the one film and a view of the other."""

WHOLE: Final = (VIEWS.index(FULL), VIEWS.index(INNER))
_OPPOSITE: Final = {"left-10": "right-10", "right-10": "left-10"}


@frozen(slots=True, eq=False)
class Layer:
    """One view of a film: runs of like frames in order of time."""

    start_ms: NDArray[np.int64]
    end_ms: NDArray[np.int64]
    words: Words
    quality: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.start_ms)

    def rows_at(self, times: NDArray[np.floating] | NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the row that stands at each time, -1 where the film has none."""
        rows = np.searchsorted(self.start_ms, times, side="right") - 1
        found: NDArray[np.int64] = np.where((rows >= 0) & (times < self.end_ms[rows]), rows, -1)
        return found


Layers = Mapping[int, Layer]


def layers_of(prints: Prints, *, mirrored: bool = False, hot: Bytes | None = None) -> Layers:
    """Part the fingerprints by view.

    :param mirrored: give the hashes of the mirrored pictures.
    :param hot: (k, 32) hashes that occur in many films, black and slates: what lies within 31 bits of one is no
        evidence and is treated like a frame without quality.
    """
    result: dict[int, Layer] = {}
    for view in np.unique(prints.view):
        rows = prints.of_view(int(view))
        end = np.maximum(rows.end_ms, rows.start_ms + 1)
        quality = rows.quality
        if hot is not None and len(hot) > 0:
            quality = np.where(_is_hot(rows.words, words_of(hot)), 0, quality).astype(np.uint8)
        hashes = turned(rows.hashes, MIRRORED) if mirrored else rows.hashes
        result[int(view)] = Layer(rows.start_ms, end, words_of(hashes), quality)
    return result


def pairings(one: Layers, other: Layers, *, mirrored: bool = False) -> tuple[Pairing, ...]:
    """Return the pairs of views that are compared, whole frames first."""
    pairs = [
        (mine, theirs)
        for mine in sorted(one)
        for theirs in sorted(other)
        if mine in WHOLE or theirs in WHOLE or theirs == same_view(mine, mirrored=mirrored)
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair[0] not in WHOLE) + (pair[1] not in WHOLE)))


def same_view(view: int, *, mirrored: bool) -> int:
    """Return the view of a mirrored picture that shows the same part."""
    name = VIEWS[view]
    return VIEWS.index(_OPPOSITE.get(name, name)) if mirrored else view


def main_layer(layers: Layers) -> Layer:
    """Return the whole frames, or what there is."""
    return layers[min(layers)]


def _is_hot(words: Words, hot: Words) -> NDArray[np.bool_]:
    near_one = np.zeros(len(words), np.bool_)
    for one in hot:
        near_one |= np.bitwise_count(words ^ one).sum(axis=1) <= 31
    return near_one
