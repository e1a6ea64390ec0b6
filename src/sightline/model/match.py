"""What two media have in common: stretches that correspond, each with its offset, speed and the reason.

A segment is a suggestion of a measure. Whether it is the same footage is for a person to say.
"""

from typing import Literal

from attrs import frozen

Signal = Literal["frames", "sound", "details"]
SIGNALS: tuple[Signal, ...] = ("frames", "sound", "details")

EDITS: tuple[str, ...] = (
    "exact",
    "re-encoded",
    "resized",
    "mirrored",
    "cropped",
    "bordered",
    "padded",
    "captioned",
    "inset",
    "refilmed",
    "turned",
    "speed",
    "frame-rate",
    "cut",
    "sound-replaced",
    "grey",
)
"""What was done to one of the two, as far as the fingerprints tell; in this order in every list."""


@frozen(slots=True)
class Crop:
    """Which part of A's picture B shows, in thousandths of A's width and height."""

    left: int
    top: int
    right: int
    bottom: int
    of: Literal["a", "b"] = "a"
    """Whose picture is cut: "a" when B shows a part of A."""


@frozen(slots=True)
class Pair:
    """One frame of A and the frame of B that looks like it."""

    a_ms: int
    b_ms: int
    bits: int
    """Bits that differ, of 256."""


@frozen(slots=True)
class Segment:
    """One stretch of A that corresponds with one stretch of B."""

    a_start_ms: int
    a_end_ms: int
    b_start_ms: int
    b_end_ms: int
    speed: int
    """Thousandths: 1100 when B runs 1.1 times as fast as A."""
    mirrored: bool
    score: int
    """0 to 1000: the share of the stretch's distinct frames that match on the weaker side, hot frames weighed down."""
    frames_a: int
    """Distinct frames of A that have a partner."""
    frames_b: int
    signal: Signal = "frames"
    edits: tuple[str, ...] = ()
    crop: Crop | None = None
    pairs: tuple[Pair, ...] = ()
    """A few matched frames, spread over the stretch, to be looked at side by side."""
    offset_error_ms: int = 0
    """Half width of the interval the offset lies in."""
    why: str = ""
    """One sentence."""
