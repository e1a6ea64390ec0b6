"""Confirm with pixels what fingerprints suggested: a few matched frames, laid over each other, fit or do not."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import evolve

from sightline.measure.media.aligning.overlays import Rectangle
from sightline.measure.media.aligning.registration import ASKEW, FILLED, Registration
from sightline.model.match import EDITS, Crop, Segment

_WHOLE_SIDE: Final = 985


def confirmed(segment: Segment, seen: Sequence[Registration]) -> Segment:
    """Return the segment with what its frames show when they are laid over each other.

    Half of the frames must agree on a thing for it to be told. The score stays: it is about the fingerprints.

    :param seen: what :func:`compare_frames` said of the frames of ``segment.pairs``, A's first, in their order; one or
        more.
    :raises ValueError: when there is none.
    """
    if len(seen) == 0:
        raise ValueError("without a frame that was compared nothing is confirmed")
    held = [one for one in seen if one.found]
    if 2 * len(held) < len(seen):
        doubt = f"Laid over each other, {len(held)} of {len(seen)} frames fit: look at them."
        return evolve(segment, why=f"{segment.why} {doubt}")
    told = set(segment.edits) - {"exact", "cropped", "captioned"}
    askew = float(np.median([one.askew for one in held])) >= ASKEW
    crop = _middling([one.crop for one in held])
    inset = _middling([one.inset for one in held])
    overlaid = _overlaid(held)
    if askew:
        told.add("refilmed")
    if crop is not None and not askew:
        told.add("cropped")
    if inset is not None and not (askew and inset.area >= FILLED):
        wide = inset.right - inset.left >= _WHOLE_SIDE or inset.bottom - inset.top >= _WHOLE_SIDE
        # bars above and below or at both sides leave one side whole
        told.add(("bordered" if "bordered" in told else "padded") if wide else "inset")
    if overlaid != "":
        told.add("captioned")
    if sum(one.mirrored for one in held) * 2 > len(held):
        told.add("mirrored")
    shown = "" if overlaid == "" else f", with a {overlaid} laid over it"
    placed = "" if crop is None else f"; the other shows {crop.area // 10} % of the picture's area"
    fit = f"Laid over each other, {len(held)} of {len(seen)} frames fit{shown}{placed}."
    return evolve(
        segment,
        mirrored="mirrored" in told,
        edits=tuple(one for one in EDITS if one in told) or ("re-encoded",),
        crop=None if crop is None or askew else Crop(crop.left, crop.top, crop.right, crop.bottom),
        why=f"{segment.why} {fit}",
    )


def _middling(rectangles: Sequence[Rectangle | None]) -> Rectangle | None:
    """Return the middling rectangle where at least half have one."""
    known = [one for one in rectangles if one is not None]
    if 2 * len(known) < len(rectangles) or len(known) == 0:
        return None
    sides = np.median([(one.left, one.top, one.right, one.bottom) for one in known], axis=0)
    left, top, right, bottom = (round(float(side)) for side in sides)
    return Rectangle(left, top, right, bottom)


def _overlaid(held: Sequence[Registration]) -> str:
    """Return the kind of overlay that at least half of the frames show; a patch anywhere is not told."""
    for kind in ("banner", "caption", "logo"):
        if 2 * sum(any(one.kind == kind for one in frame.overlays) for frame in held) >= len(held):
            return kind
    return ""
