"""Segments as a finding keeps them: whole numbers and words, nothing that a canonical form could write in two ways."""

from collections.abc import Mapping
from typing import Any, Final

from sightline.model.finding import Json
from sightline.model.match import Crop, Pair, Segment

_NUMBERS: Final = (
    "a_start_ms",
    "a_end_ms",
    "b_start_ms",
    "b_end_ms",
    "speed",
    "score",
    "frames_a",
    "frames_b",
    "offset_error_ms",
)


def values_of(one: Segment) -> dict[str, Json]:
    """Write a segment."""
    out: dict[str, Json] = {name: int(getattr(one, name)) for name in _NUMBERS}
    out |= {"mirrored": one.mirrored, "signal": one.signal, "edits": list(one.edits), "why": one.why}
    if one.crop is not None:
        crop = one.crop
        out["crop"] = [crop.left, crop.top, crop.right, crop.bottom, crop.of]
    if one.pairs:
        out["pairs"] = [[p.a_ms, p.b_ms, p.bits] for p in one.pairs]
    return out


def segment_of(values: Mapping[str, Any]) -> Segment:
    """Read a segment."""
    crop = values.get("crop")
    return Segment(
        **{name: int(values[name]) for name in _NUMBERS},
        mirrored=bool(values["mirrored"]),
        signal=values["signal"],
        edits=tuple(values["edits"]),
        crop=None if crop is None else Crop(*crop),
        pairs=tuple(Pair(*pair) for pair in values.get("pairs", ())),
        why=str(values["why"]),
    )
