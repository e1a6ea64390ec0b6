"""Find what two films have in common: which stretch of one is which stretch of the other, and what was done to it."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.media.aligning.describing import segment_of
from sightline.measure.media.aligning.pictures import align_pictures, is_picture
from sightline.measure.media.aligning.prints import Prints, prints_of
from sightline.measure.media.aligning.searching import search
from sightline.model.finding import FramePrint
from sightline.model.match import Segment

NAME: Final = "media.align"
VERSION: Final = 1
RADIUS: Final = 31


def align(
    a: Prints | Iterable[FramePrint],
    b: Prints | Iterable[FramePrint],
    *,
    mirrored: bool = True,
    radius: int = RADIUS,
    most: int = 24,
    hot: NDArray[np.uint8] | None = None,
) -> tuple[Segment, ...]:
    """Align two films by the fingerprints of their frames.

    :param a, b: runs of like frames, of any views, as records or arrays; ``aligning.prints.read_film`` makes them from
        a file.
    :param mirrored: look for the mirrored picture too.
    :param radius: bits within which two frames are taken for the same before a line is known, 0 to 40.
    :param most: segments at most.
    :param hot: (k, 32) hashes known from many films; frames near them are no evidence.
    :returns: segments in order of their start in A; none where the films share nothing that can be told. A score is the
        share of frames that agree on the weaker side, in thousandths, times a quarter for each different look up to
        four.
    """
    one, other = prints_of(a), prints_of(b)
    if is_picture(one) or is_picture(other):
        return align_pictures(one, other, radius=radius, most=most)
    swapped = other.duration_ms < one.duration_ms
    if swapped:
        found = search(other, one, mirrored=mirrored, radius=radius, most=most, hot=hot)
    else:
        found = search(one, other, mirrored=mirrored, radius=radius, most=most, hot=hot)
    segments = [segment_of(stretch, one, other, swapped=swapped) for stretch in found]
    return tuple(sorted(segments, key=lambda s: (s.a_start_ms, s.b_start_ms, s.a_end_ms)))
