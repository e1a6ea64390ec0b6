"""Which parts of two sounds are the same recording, with offset and speed: several parts a pair, and why.

Landmarks vote for offsets; peaks then say where agreement begins and ends.
"""

from typing import Final

import numpy as np

from sightline.measure.media.sound.evidence import WITHIN_MS, chances, partnered
from sightline.measure.media.sound.fitting import fit_candidate
from sightline.measure.media.sound.partners import Sorted
from sightline.measure.media.sound.peaks import Peaks
from sightline.measure.media.sound.stretches import Found, best, stretches
from sightline.measure.media.sound.telling import says_too_little
from sightline.measure.media.sound.voting import Candidate, candidates
from sightline.model.match import Segment

_STEADY_MS: Final = 5
"""What a peak's time may be off in all copies of one kind: part of a step of the spectrum."""
_SAME_SPEED: Final = 5
_PITCH_KEPT: Final = 2
"""In 96ths of an octave: 1.5 %."""


def align_sound(a: Peaks, b: Peaks) -> tuple[Segment, ...]:
    """Find the stretches of two sounds that are the same recording, also faster or slower, also of other pitch.

    Music or a broadcast heard in two films is the same sound and no proof of the same event.

    :returns: segments by their start in A; none where nothing agrees or either says too little. ``frames_a`` and
        ``frames_b`` count peaks with a partner. ``score`` is the share of peaks with a partner on the weaker side, less
        what chance gives, in thousandths: measured on made-up sounds, 830 to 1000 in a clean copy, 420 to 710 filmed
        off a screen, 340 to 570 at half or double speed, 240 to 590 under noise as loud.
        It says how clean the copy is; that it is one is far beyond chance in all that is told.
    """
    if says_too_little(a) or says_too_little(b):
        return ()
    sorted_a, sorted_b = (Sorted.of(one.times_ms, one.bins) for one in (a, b))
    found: list[Found] = []
    for one in candidates(a, b):
        if not any(_tells(other, one) for other in found):
            line = fit_candidate(a, sorted_a, b, one)
            if line is not None:
                found.extend(stretches(sorted_a, b, line))
    segments = [_segment(a, sorted_a, b, sorted_b, one) for one in best(found)]
    return tuple(sorted(segments, key=lambda one: (one.a_start_ms, one.b_start_ms, one.speed)))


def _tells(found: Found, one: Candidate) -> bool:
    """Tell whether a stretch found explains a candidate: some of its time, at the same place."""
    start, end = max(found.b_start_ms, one.b_start_ms), min(found.b_end_ms, one.b_end_ms)
    middle = (start + end) / 2
    return end > start and abs(found.line.at(middle) - one.played.speed * middle - one.offset_ms) < 600


def _segment(a: Peaks, sorted_a: Sorted, b: Peaks, sorted_b: Sorted, found: Found) -> Segment:
    line = found.line
    a_start, a_end = round(line.at(found.b_start_ms)), round(line.at(found.b_end_ms))
    in_b = (b.times_ms >= found.b_start_ms) & (b.times_ms <= found.b_end_ms)
    times, bins = line.times(b.times_ms[in_b]), line.bins(b.bins[in_b])
    of_b = partnered(sorted_a, times, bins)
    in_a = (a.times_ms >= a_start) & (a.times_ms <= a_end)
    back = np.asarray((a.times_ms[in_a] - line.offset_ms) / line.slope, np.float64)
    raised = np.rint(a.bins[in_a] + line.lower).astype(np.int64)
    of_a = partnered(sorted_b, back, raised, within_ms=WITHIN_MS / line.slope)
    chance = float(chances(sorted_a, times, bins).mean())
    share = min(float(of_a.mean()), float(of_b.mean())) if len(of_a) > 0 else 0.0
    speed = round(line.slope * 1000)
    return Segment(
        a_start_ms=max(0, a_start),
        a_end_ms=a_end,
        b_start_ms=found.b_start_ms,
        b_end_ms=found.b_end_ms,
        speed=speed,
        mirrored=False,
        score=round(1000 * max(0.0, share - chance) / (1 - chance)),
        frames_a=int(of_a.sum()),
        frames_b=int(of_b.sum()),
        signal="sound",
        edits=("speed",) if abs(speed - 1000) > _SAME_SPEED else (),
        offset_error_ms=round(2 * line.error_ms) + _STEADY_MS,
        why=_why(found, int(of_b.sum()), len(times), chance * len(times), speed),
    )


def _why(found: Found, partners: int, of: int, by_chance: float, speed: int) -> str:
    long = (found.b_end_ms - found.b_start_ms) / 1000
    sentence = (
        f"{partners} of {of} peaks in {long:.1f} s of sound lie at the same time and pitch, "
        f"where chance would give about {by_chance:.0f}"
    )
    if abs(speed - 1000) <= _SAME_SPEED:
        return f"{sentence}."
    pitch = "kept" if abs(found.line.lower) < _PITCH_KEPT else "moved"
    return f"{sentence}; B runs {speed / 1000:.3f} times as fast, its pitch {pitch}."
