"""What is found when several recordings of one event are put on one clock: ties of two, and groups of many.

Two clocks are kept apart. Light is seen when it happens; sound is heard later, the farther away the later. What is
aligned by sound alone is the sound, and the clocks of two cameras then differ from it by as long as sound needs for
the way between them, at most. Every error here is half the width of an interval that should hold the truth nineteen
times in twenty.
"""

from typing import Literal

from attrs import frozen

ClockSignal = Literal["sound", "flashes"]
CLOCK_SIGNALS: tuple[ClockSignal, ...] = ("sound", "flashes")


@frozen(slots=True)
class Bang:
    """A sudden loud broad sound."""

    at_ms: int
    """When it begins, on the clock of its film."""
    strength: int
    """How far the level jumps, all bands taken together [dB]."""
    error_ms: int = 10


@frozen(slots=True)
class Flash:
    """A sudden light of a frame or some frames."""

    at_ms: int
    """Time of the first bright frame; the light came at most ``error_ms`` before or after."""
    strength: int
    """By how much luma jumps where it jumps [levels of 255]."""
    error_ms: int
    """The step from frame to frame."""
    area: int = 1000
    """Thousandths of the picture that jump."""


@frozen(slots=True)
class OnClock:
    """Two recordings on one clock: at time ``b_ms`` of B it is ``a_ms`` in A."""

    signal: ClockSignal
    a_ms: int
    b_ms: int
    error_ms: int
    """Of what the signal says: for sound, when the same sound is heard; for flashes, when the same light is seen."""
    clock_error_ms: int
    """Of the clocks of the cameras: for sound, widened by the way that sound has to go between them."""
    common_ms: int
    """How long both ran at once; for flashes, from the first to the last in common."""
    moments: int
    """How many seconds of sound speak for it (of ``of_moments``), or how many flashes."""
    of_moments: int
    strength: int
    """Tenths: by how much agreement here exceeds that of chance in its own deviations; 0 for flashes."""
    drift_ppb: int | None = None
    """How much faster the clock of B runs than that of A, in thousandths of a part in a million; None: not measured."""
    drift_error_ppb: int = 0
    in_common: tuple[tuple[int, int], ...] = ()
    """Bangs or flashes found in both: when in A, when in B [ms]."""
    why: str = ""
    """One sentence."""

    @property
    def offset_ms(self) -> int:
        """What is to be added to a time of B near ``b_ms`` to have that of A."""
        return self.a_ms - self.b_ms


@frozen(slots=True)
class Tie:
    """Two named clips and what puts them on one clock."""

    a: str
    b: str
    clock: OnClock


@frozen(slots=True)
class ClipClock:
    """Where one clip stands: time of the group = time of the clip * (1 - drift) + offset; that of the first is zero."""

    clip: str
    offset_ms: int
    error_ms: int
    """Of the clock of the camera."""
    sound_offset_ms: int
    """The same for what is heard: the same sound has the same time in all clips on this clock."""
    sound_error_ms: int
    drift_ppb: int = 0
    drift_error_ppb: int = 0
    """Of the drift; where it was not measured, what clocks of telephones and cameras differ by."""
    farther_m: int | None = None
    """How much farther from the sound it stood than the first clip [m]; None where no flash tells."""
    farther_error_m: int = 0
    ties: int = 0
    """How many other clips it is tied to directly."""


@frozen(slots=True)
class ClockGroup:
    """Clips on one clock, that of the first."""

    clips: tuple[ClipClock, ...]
    outliers: tuple[Tie, ...] = ()
    """Ties that contradict the others, named and not used."""
    doubts: tuple[str, ...] = ()
    why: str = ""


@frozen(slots=True)
class Clock:
    """All clips asked for: in groups, or on no clock with any other."""

    groups: tuple[ClockGroup, ...]
    alone: tuple[str, ...] = ()
    """Clips that are not on one clock with any other: nothing in common was found, which proves nothing."""


@frozen(slots=True)
class Distance:
    """How far away a bang was, by light and sound."""

    metres: int
    error_m: int
    speed_mm_s: int
    """Speed of sound it was reckoned with [mm/s]."""
    assumed: str
    """What must hold for it, in words."""
