"""Compares two media by frames, by sound and by local details, and says in one finding what they have in common."""

from collections.abc import Sequence
from typing import Final

from attrs import evolve, field, frozen

from sightline.measure.media.align import VERSION as ALIGN_VERSION
from sightline.measure.media.align import align
from sightline.measure.media.aligning.prints import Prints
from sightline.measure.media.details.align import align_details
from sightline.measure.media.details.records import Details
from sightline.measure.media.sound.align import align_sound
from sightline.measure.media.sound.peaks import Peaks
from sightline.measure.media.sound.telling import says_too_little
from sightline.model.evidence_record import finding_id
from sightline.model.finding import Finding, Json
from sightline.model.match import EDITS, Segment
from sightline.work.matching.segment_values import values_of

NAME: Final = "media.match"
VERSION: Final = ALIGN_VERSION + 1
"""One more since what only sounds alike is looked at by its details too."""
ONLY_HEARD: Final = (
    "Only the sound is the same: the copy has another picture, or another camera was at the same event, which would "
    "be a witness of its own."
)
REPLACED: Final = "sound-replaced"
_SAME_OFFSET_MS: Final = 600
_COVERED: Final = 0.5
_LONG_ENOUGH_MS: Final = 4_000


@frozen(slots=True)
class Side:
    """One medium as it is compared."""

    sha256: bytes
    frames: Prints | None = field(default=None, repr=False)
    sound: Peaks | None = field(default=None, repr=False)
    versions: tuple[int, int, int] = (0, 0, 0)
    """Of the fingerprints of frames, of sound and of details; 0 where there are none."""
    details: Details | None = field(default=None, repr=False)


def in_order(one: Side, other: Side) -> tuple[Side, Side]:
    """Give a pair in the order in which it is recorded, whichever came first."""
    return (one, other) if one.sha256 <= other.sha256 else (other, one)


def parameters(a: Side, b: Side) -> dict[str, Json]:
    """Name the versions of the fingerprints compared: newer ones make another finding."""
    names = ("frames", "sound", "details")
    return {name: [a.versions[at], b.versions[at]] for at, name in enumerate(names)}


def identity(a: Side, b: Side) -> bytes:
    """Compute the id that the comparison of a pair has."""
    return finding_id((a.sha256, b.sha256), Finding(NAME, VERSION, "found", "", parameters=parameters(a, b)))


def compare(a: Side, b: Side, *, by_details: bool = True) -> tuple[Segment, ...]:
    """List the stretches that two media have in common, by frames and by sound; where frames say nothing, by details.

    Parameters
    ----------
    by_details : bool
        Whether to look at details too; where the two sound alike that is done in any case.
    """
    seen = () if a.frames is None or b.frames is None else align(a.frames, b.frames)
    heard = _heard(a, b)
    if not seen and (by_details or heard) and a.details is not None and b.details is not None:
        # two films side by side, with the sound of one: sound alone would take the copy for another camera
        seen = align_details(a.details, b.details)
        if not heard:
            return seen
    if heard is None:
        return seen
    together = tuple(_with_sound(one, heard) for one in seen)
    alone = tuple(one for one in heard if not any(_alongside(one, other) for other in seen))
    return tuple(sorted((*together, *alone), key=lambda one: (one.a_start_ms, one.b_start_ms, one.signal)))


def _heard(a: Side, b: Side) -> tuple[Segment, ...] | None:
    """List the stretches that sound alike; None where a sound is missing or says too little."""
    if a.sound is None or b.sound is None or says_too_little(a.sound) or says_too_little(b.sound):
        return None
    return align_sound(a.sound, b.sound)


def finding_of(a: Side, b: Side, segments: Sequence[Segment]) -> Finding:
    """Make the finding that tells of a match."""
    values: dict[str, Json] = {"segments": [values_of(one) for one in segments]}
    best = max(segments, key=lambda one: (one.score, one.a_end_ms - one.a_start_ms))
    sentence = best.why
    if all(one.signal == "sound" for one in segments):
        sentence += f" {ONLY_HEARD}"
    if len(segments) > 1:
        sentence += f" {len(segments)} stretches in all."
    doubt = "It is a suggestion of likeness, not of origin: a person says whether it is the same footage."
    return Finding(NAME, VERSION, "found", sentence, values, uncertainty=doubt, parameters=parameters(a, b))


def nothing_of(a: Side, b: Side) -> Finding:
    """Make the finding that an earlier match of a pair is not found again."""
    sentence = "Compared again with newer fingerprints, the two have nothing in common."
    return Finding(NAME, VERSION, "nothing", sentence, {"segments": []}, parameters=parameters(a, b))


def _with_sound(one: Segment, heard: Sequence[Segment]) -> Segment:
    if any(_alongside(other, one) for other in heard):
        return evolve(one, why=f"{one.why} The sound agrees.")
    if one.a_end_ms - one.a_start_ms < _LONG_ENOUGH_MS:
        return one
    edits = tuple(sorted({*one.edits, REPLACED}, key=EDITS.index))
    return evolve(one, edits=edits, why=f"{one.why} The sound there is another.")


def _alongside(one: Segment, other: Segment) -> bool:
    """Tell whether two segments lie over each other at one offset."""
    begin, end = max(one.a_start_ms, other.a_start_ms), min(one.a_end_ms, other.a_end_ms)
    shorter = min(one.a_end_ms - one.a_start_ms, other.a_end_ms - other.a_start_ms)
    if end - begin < _COVERED * max(1, shorter):
        return False
    middle = (begin + end) // 2
    allowed = _SAME_OFFSET_MS + one.offset_error_ms + other.offset_error_ms
    return abs(_in_b(one, middle) - _in_b(other, middle)) <= allowed


def _in_b(one: Segment, a_ms: int) -> float:
    long = max(1, one.a_end_ms - one.a_start_ms)
    return one.b_start_ms + (a_ms - one.a_start_ms) * (one.b_end_ms - one.b_start_ms) / long
