"""Compare still pictures: the same one, mirrored, turned, cropped, bordered; or a still that is a frame of a film.

A picture is one look, so there is no order of frames that could confirm it: its distance in bits says how sure it is.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.bits import near
from sightline.measure.media.aligning.crops import Framing, framing
from sightline.measure.media.aligning.describing import clock
from sightline.measure.media.aligning.layers import STRONG, Layers, Pairing, layers_of, pairings
from sightline.measure.media.aligning.orientation import ORIENTATIONS, UPRIGHT, Orientation, turned
from sightline.measure.media.aligning.prints import Prints, prints_of
from sightline.model.finding import FramePrint
from sightline.model.match import EDITS, Pair, Segment

RADIUS: Final = 31
PICTURE_MS: Final = 100
"""What lasts no longer is a picture."""
_GAP_MS: Final = 1000
_EXACT_BITS: Final = 2
_PAIRS: Final = 6
_TURNS: Final = {
    1: "turned a quarter to the right",
    2: "turned upside down",
    3: "turned a quarter to the left",
}


@frozen(slots=True)
class _Seen:
    """Where a picture was found in a film or picture."""

    orientation: Orientation
    start_ms: int
    end_ms: int
    at_ms: int
    bits: int
    means: dict[Pairing, float]


def is_picture(prints: Prints) -> bool:
    """Tell whether these are the fingerprints of one picture, or of a film of one frame."""
    return len(prints) > 0 and prints.duration_ms - int(prints.start_ms.min()) <= PICTURE_MS


def align_pictures(
    a: Prints | Iterable[FramePrint], b: Prints | Iterable[FramePrint], *, radius: int = RADIUS, most: int = 6
) -> tuple[Segment, ...]:
    """Compare two pictures, or a picture and a film.

    :param a, b: at least one of them of a single picture, of any views.
    :param radius: bits within which they are taken for the same, 0 to 40.
    :param most: places in a film at most.
    :returns: one segment for two pictures, one for each place of the picture in a film, none where they differ. The
        score falls from 1000 for equal hashes to 500 at the radius.
    :raises ValueError: when both are films.
    """
    one, other = prints_of(a), prints_of(b)
    if len(one) == 0 or len(other) == 0:
        return ()
    swapped = not is_picture(one)
    if swapped and not is_picture(other):
        raise ValueError("both are films: align them")
    picture, film = (other, one) if swapped else (one, other)
    best = [seen for each in ORIENTATIONS for seen in _places(picture, film, each, radius)]
    best.sort(key=lambda seen: (seen.bits, seen.orientation != UPRIGHT, seen.start_ms))
    kept: list[_Seen] = []
    for seen in best:
        if len(kept) < most and not any(
            seen.start_ms <= old.end_ms and old.start_ms <= seen.end_ms for old in kept
        ):
            kept.append(seen)
    still = is_picture(film)
    segments = [_segment(seen, picture, swapped=swapped, still=still, radius=radius) for seen in kept]
    return tuple(sorted(segments, key=lambda s: (s.a_start_ms, s.b_start_ms)))


def _places(picture: Prints, film: Prints, orientation: Orientation, radius: int) -> list[_Seen]:
    """Return where in a film the picture stands when it is turned so."""
    shown = Prints(
        picture.start_ms,
        picture.end_ms,
        turned(picture.hashes, orientation),
        picture.quality,
        picture.view,
    )
    one, other = layers_of(shown), layers_of(film)
    if orientation.quarters != 0:
        # a side of the turned picture is another side: only the centre and the whole stay what they were
        one = {view: layer for view, layer in one.items() if view < 6}
    found: list[tuple[int, int, int]] = []
    for mine, theirs in pairings(one, other, mirrored=orientation.mirrored):
        if one[mine].quality[0] < STRONG:
            continue
        hits = near(one[mine].words[:1], other[theirs].words, radius=radius, most=4096)
        good = other[theirs].quality[hits.other] >= STRONG
        rows = hits.other[good]
        found.extend(
            zip(
                other[theirs].start_ms[rows].tolist(),
                other[theirs].end_ms[rows].tolist(),
                hits.bits[good].tolist(),
                strict=True,
            )
        )
    groups: list[list[tuple[int, int, int]]] = []
    reach = -_GAP_MS - 1
    for hit in sorted(found):
        if len(groups) == 0 or hit[0] - reach > _GAP_MS:
            groups.append([])
        groups[-1].append(hit)
        reach = max(hit[1], hit[0]) if len(groups[-1]) == 1 else max(reach, hit[1])
    return [_seen(group, one, other, orientation) for group in groups]


def _seen(group: list[tuple[int, int, int]], one: Layers, other: Layers, orientation: Orientation) -> _Seen:
    start, _, bits = min(group, key=lambda hit: (hit[2], hit[0]))
    means: dict[Pairing, float] = {}
    for mine, theirs in pairings(one, other, mirrored=orientation.mirrored):
        row = int(other[theirs].rows_at(np.array([start]))[0])
        if row >= 0 and min(one[mine].quality[0], other[theirs].quality[row]) >= STRONG:
            differing: NDArray[np.uint8] = np.bitwise_count(one[mine].words[0] ^ other[theirs].words[row])
            means[mine, theirs] = float(differing.sum())
    return _Seen(orientation, group[0][0], max(hit[1] for hit in group), start, bits, means)


def _segment(seen: _Seen, picture: Prints, *, swapped: bool, still: bool, radius: int) -> Segment:
    framed = framing(seen.means) if len(seen.means) > 0 else Framing()
    told = framed.edits(mirrored=seen.orientation.mirrored)
    if len(told) == 0:
        told.add("exact" if seen.bits <= _EXACT_BITS else "re-encoded")
    at = int(picture.start_ms.min())
    start, end = (seen.start_ms, seen.start_ms) if still else (seen.start_ms, seen.end_ms)
    pair = Pair(seen.at_ms, at, seen.bits) if swapped else Pair(at, seen.at_ms, seen.bits)
    crop = framed.crop
    if crop is not None and swapped:
        crop = crop.__class__(crop.left, crop.top, crop.right, crop.bottom, of="b" if crop.of == "a" else "a")
    a_span, b_span = ((start, end), (at, at)) if swapped else ((at, at), (start, end))
    return Segment(
        *a_span,
        *b_span,
        speed=1000,
        mirrored=seen.orientation.mirrored,
        score=round(1000 - 500 * seen.bits / max(1, radius)),
        frames_a=1,
        frames_b=1,
        edits=tuple(one for one in EDITS if one in told),
        crop=crop,
        pairs=(pair,),
        offset_error_ms=0 if still else max(1, (end - start) // 2),
        why=_sentence(seen, framed, still=still, swapped=swapped, span=(start, end)),
    )


def _sentence(seen: _Seen, framed: Framing, *, still: bool, swapped: bool, span: tuple[int, int]) -> str:
    how = []
    if seen.orientation.mirrored:
        how.append("mirrored")
    if seen.orientation.quarters != 0:
        how.append(_TURNS[seen.orientation.quarters])
    if framed.crop is not None:
        how.append(f"about {max(1, round(framed.share / 10))} % cropped")
    if framed.bordered:
        how.append("with borders that only one of them has")
    if framed.covered is not None:
        how.append("with something laid over an edge")
    manner = "" if len(how) == 0 else ", " + " and ".join(how)
    if still:
        return f"The two pictures look the same{manner}; {seen.bits} of 256 bits differ."
    film, picture = ("one", "other") if swapped else ("other", "one")
    first, last = clock(span[0]), clock(span[1])
    when = f"at {first}" if first == last else f"from {first} to {last}"
    return (
        f"The {film} looks like the picture of the {picture} {when}{manner}; "
        f"{seen.bits} of 256 bits differ at the nearest frame."
    )
