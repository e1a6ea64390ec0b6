"""Write a stretch down as a segment: which side is which, what was done to it, how sure, and one sentence."""

import math
from typing import Final

import numpy as np
from attrs import evolve

from sightline.measure.media.aligning.crops import Framing
from sightline.measure.media.aligning.judging import Stretch
from sightline.measure.media.aligning.prints import Prints
from sightline.model.match import EDITS, Crop, Pair, Segment

LOOKS_FOR_FULL_SCORE: Final = 4
_EXACT_BITS: Final = 2.0
_SAME_RATE: Final = 0.08
_CUT_SHARE: Final = 0.9
_CUT_MS: Final = 1000


def segment_of(stretch: Stretch, a: Prints, b: Prints, *, swapped: bool) -> Segment:
    """Return the segment.

    :param swapped: whether the stretch's "one" is B.
    """
    one = (stretch.one_start_ms, stretch.one_end_ms)
    other = (stretch.other_start_ms, stretch.other_end_ms)
    (a_start, a_end), (b_start, b_end) = (other, one) if swapped else (one, other)
    # "runs so many times as fast": time that passes in A for each in B
    speed = stretch.line.speed if swapped else 1 / stretch.line.speed
    if abs(speed - 1) * (a_end - a_start) <= stretch.contrast.error_ms:
        speed = 1.0
    matched = (
        (stretch.matched_other, stretch.matched_one)
        if swapped
        else (stretch.matched_one, stretch.matched_other)
    )
    shown = tuple(
        Pair(theirs, mine, bits) if swapped else Pair(mine, theirs, bits)
        for mine, theirs, bits in stretch.met
    )
    framed = _seen_from(stretch.framing, swapped=swapped)
    made = Segment(
        a_start_ms=a_start,
        a_end_ms=a_end,
        b_start_ms=b_start,
        b_end_ms=b_end,
        speed=round(1000 * speed),
        mirrored=stretch.line.mirrored,
        score=score_of(stretch),
        frames_a=matched[0],
        frames_b=matched[1],
        edits=_edits(stretch, framed, a, b, (a_end - a_start, b_end - b_start), speed),
        crop=framed.crop,
        pairs=shown,
        offset_error_ms=max(stretch.contrast.error_ms, round(stretch.line.offset_error_ms)),
    )
    return evolve(made, why=_still_sentence(made) if stretch.still else _sentence(made, stretch, framed))


def score_of(stretch: Stretch) -> int:
    """Return the share of frames that agree on the weaker side, in thousandths, less where few looks carry it.

    One look counts a quarter, two a half, four and more fully.
    """
    return round(1000 * min(1.0, stretch.share) * min(1.0, stretch.looks / LOOKS_FOR_FULL_SCORE))


def clock(at_ms: int) -> str:
    """Write a time as people say it: 0:41, 1:02:03."""
    seconds = (at_ms + 500) // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours > 0 else f"{minutes}:{seconds % 60:02}"


def _seen_from(framing: Framing, *, swapped: bool) -> Framing:
    if not swapped or framing.crop is None:
        return framing
    crop: Crop = evolve(framing.crop, of="b" if framing.crop.of == "a" else "a")
    return evolve(framing, crop=crop)


def _edits(
    stretch: Stretch, framed: Framing, a: Prints, b: Prints, lasting: tuple[int, int], speed: float
) -> tuple[str, ...]:
    told = framed.edits(mirrored=stretch.line.mirrored)
    if round(1000 * speed) != 1000:
        told.add("speed")
    if not stretch.still and _other_rate(a, b):
        told.add("frame-rate")
    if len(told) == 0:
        told.add("exact" if stretch.bits <= _EXACT_BITS else "re-encoded")
    for prints, length in zip((a, b), lasting, strict=True):
        left = prints.duration_ms - length
        if left > _CUT_MS and length < _CUT_SHARE * prints.duration_ms:
            told.add("cut")
    return tuple(one for one in EDITS if one in told)


def _other_rate(a: Prints, b: Prints) -> bool:
    """Tell whether the shortest runs of the films last differently: another number of frames a second."""
    lengths = []
    for prints in (a, b):
        lasts = (prints.end_ms - prints.start_ms)[prints.view == prints.view.min()]
        lasts = lasts[lasts > 0]
        if len(lasts) < 20:
            return False
        lengths.append(float(np.quantile(lasts, 0.2)))
    return abs(math.log(lengths[0] / lengths[1])) > _SAME_RATE


def _sentence(made: Segment, stretch: Stretch, framed: Framing) -> str:
    how = []
    if made.mirrored:
        how.append("mirrored")
    if framed.crop is not None:
        how.append(f"about {max(1, round(framed.share / 10))} % cropped")
    if framed.bordered:
        how.append("with borders that only one of them has")
    if framed.covered is not None:
        how.append(f"with something laid over {_edge(framed)}")
    if made.speed != 1000:
        error = max(0.001, stretch.line.speed_error)
        how.append(f"at {made.speed / 1000:.2f} times the speed (\u00b1 {error:.3f})")
    elif not stretch.line.speed_told:
        how.append("at a speed that the pictures do not tell")
    manner = "".join(f", {word}" for word in how[:-1]) + (f" and {how[-1]}" if len(how) > 1 else "")
    manner = f", {how[0]}" if len(how) == 1 else manner
    lasting = (made.a_end_ms - made.a_start_ms) / 1000
    matched, all_of = (
        (stretch.matched_one, stretch.frames_one)
        if stretch.matched_one * stretch.frames_other <= stretch.matched_other * stretch.frames_one
        else (stretch.matched_other, stretch.frames_other)
    )
    return (
        f"{lasting:.1f} s of the one from {clock(made.a_start_ms)} appear in the other from "
        f"{clock(made.b_start_ms)}{manner}; {matched} of {all_of} frames agree."
    )


def _edge(framed: Framing) -> str:
    name = "" if framed.covered is None else framed.covered.name.partition("-")[0]
    return {"left": "the left edge", "right": "the right edge", "top": "the top", "bottom": "the bottom"}.get(
        name, "the edges"
    )


def _still_sentence(made: Segment) -> str:
    turned = ", mirrored" if made.mirrored else ""
    return (
        f"One picture in which nothing moves stands in the one from {clock(made.a_start_ms)} to {clock(made.a_end_ms)} "
        f"and in the other from {clock(made.b_start_ms)} to {clock(made.b_end_ms)}{turned}; the picture does not tell "
        "the offset, and it may be a title card or the same camera at another time."
    )
