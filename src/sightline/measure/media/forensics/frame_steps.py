"""Frames that repeat, stand still, or are missing: by the clock of the file and by how the picture moves.

A run of frames that do not change where the picture moves before and after is a freeze; a stretch that comes again is
a loop; a gap in the times, or a step much larger than its neighbours, may be where frames were taken out. [1]

Measured on films of a hand-held scene, six of each kind, and the three real ones beside the project; guarded by
tests/measure/media/forensics/test_films_frame_steps.py:

    ====================================  ===========  ==============
    film                                  told         as
    ====================================  ===========  ==============
    honest (12), real (3)                 0 of 15
    frozen for 12 frames                  6 of 6       found
    a second shown again                  6 of 6       found
    12 frames taken out                   5 of 6       inconclusive
    4 frames taken out                    2 of 6       inconclusive
    ====================================  ===========  ==============

[1] Wang, Farid (2007), Exposing digital forgeries in video by detecting duplication. doi:10.1145/1288869.1288876
"""

from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.container import warm as warm_decoder
from sightline.measure.media.drawing import timecode
from sightline.measure.media.forensics.answers import Method
from sightline.measure.media.forensics.charts import Curve, Panel, draw_chart
from sightline.measure.media.forensics.film_frames import LEAST_FRAMES, Frames, read_frames, told
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Outcome

NAME: Final = "media.forensics.frame_steps"
VERSION: Final = 1
STILL: Final = 0.25
"""Of the usual change: a frame that changes less repeats the one before."""
LEAST_STILL: Final = 4
LEAST_MOTION: Final = 0.7
"""Levels from frame to frame: where the picture moves less, it stands on a tripod, and nothing can be told."""
JUMP: Final = 2.6
CUT: Final = 14.0
"""Levels: a step as large is a cut from shot to shot."""
GAP: Final = 1.6
LEAST_LOOP: Final = 8
_LOOP_LIKE: Final = 0.35
_FARTHEST: Final = 1_500
_NEAREST: Final = 6
_AROUND: Final = 12
_MOST_TOLD: Final = 50
METHOD: Final = Method(
    NAME,
    VERSION,
    "Steps from frame to frame",
    "Telephones and platforms drop and repeat frames when they are busy or change the frame rate; a hand that jerks is "
    "a step as well. In a picture that stands still nothing can be told, and frames taken out at a cut leave no step.",
)


@frozen(slots=True)
class Stretch:
    """A stretch that is told."""

    kind: str
    """freeze, loop, jump or gap."""
    start_ms: int
    end_ms: int
    frames: int
    like_ms: int | None = None
    """For a loop, where it was before."""

    def told(self) -> Json:
        """Return it as values of a finding."""
        return {
            "kind": self.kind,
            "start_ms": self.start_ms,
            "end_ms": self.end_ms,
            "frames": self.frames,
            "like_ms": self.like_ms,
        }


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type may be a film."""
    return media_type.startswith("video/") and media_type != "video/x-mng"


def warm(sniffed: Sniffed) -> None:
    """Load decoder and fonts."""
    from PIL import ImageDraw, ImageFont, PngImagePlugin  # noqa: F401 - imported to be there after the fork

    warm_decoder(sniffed)


def measure_frame_steps(subject: Subject) -> Finding:
    """Tell freezes, loops, gaps and jumps of a film.

    :returns: *found* for freezes of four frames and more, loops and gaps; *inconclusive* for jumps alone, and where the
        picture hardly moves; *nothing* where none is seen.
    :raises Damaged: when nothing decodes.
    :raises OverLimit: when its frames are too large or no time is left.
    """
    frames = read_frames(subject)
    if frames is None:
        return Finding(NAME, VERSION, "nothing", "It holds no moving picture.")
    if len(frames) < LEAST_FRAMES:
        sentence = f"It cannot be told: {len(frames)} frames are too few; {LEAST_FRAMES} are needed."
        return told(METHOD, "inconclusive", sentence, {"frames": len(frames)}, frames)
    change = frames.change
    usual = usual_change(change)
    stretches = [
        *gaps(frames),
        *freezes(frames, change, usual),
        *loops(frames),
        *jumps(frames, change, usual),
    ]
    stretches.sort(key=lambda one: (one.start_ms, one.kind))
    repeats = share_of_repeats(change, usual)
    values: dict[str, Json] = {
        "frames": len(frames),
        "motion_hundredths": round(100 * float(np.median(usual))),
        "repeats_per_mille": round(1000 * repeats),
        "stretches": [one.told() for one in stretches[:_MOST_TOLD]],
    }
    panels = [
        Panel(
            "Change of the picture from frame to frame [levels of 255]",
            frames.times_ms.astype(np.float64),
            change,
            tuple((one.start_ms, one.end_ms) for one in stretches if one.kind != "gap"),
        ),
        Panel(
            "Time from frame to frame [ms]",
            frames.times_ms[1:].astype(np.float64),
            np.diff(frames.times_ms).astype(np.float64),
            tuple((one.start_ms, one.end_ms) for one in stretches if one.kind == "gap"),
            dots=True,
        ),
    ]
    means = "frames that repeat or stand still, a step, or a gap in the times"
    product = draw_chart(METHOD, subject, panels, end_ms=frames.end_ms, means=means)
    outcome, sentence = _sentence(stretches, repeats, float(np.median(usual)))
    todo = (
        ""
        if len(stretches) == 0
        else "look at these places frame by frame, and listen whether the sound goes on"
    )
    return told(METHOD, outcome, sentence, values, frames, products=(product,), todo=todo)


def usual_change(change: Curve) -> Curve:
    """Return the median change of 12 frames on each side of each frame [levels]."""
    padded = np.pad(change[1:], (_AROUND + 1, _AROUND), mode="reflect")
    found: Curve = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1), axis=1)
    return found[: len(change)]


def share_of_repeats(change: Curve, usual: Curve) -> float:
    """Return the share of frames that repeat the one before, 0 to 1."""
    moving = usual >= LEAST_MOTION
    return float((change[moving] < STILL * usual[moving]).mean()) if moving.any() else 0.0


def freezes(frames: Frames, change: Curve, usual: Curve) -> list[Stretch]:
    """Return runs of frames that stand still while the picture around them moves."""
    level = np.maximum(usual, _beside(change))
    still = (change < STILL * level) & (level >= LEAST_MOTION)
    still[0] = False
    found = []
    for first, last in _runs(still):
        if last - first + 1 >= LEAST_STILL:
            times = frames.times_ms
            found.append(Stretch("freeze", int(times[first]), int(times[last]), last - first + 1))
    return found


def jumps(frames: Frames, change: Curve, usual: Curve) -> list[Stretch]:
    """Return steps much larger than their neighbours that are no cuts."""
    found = []
    for at in range(_AROUND, len(change) - 2):
        beside = max(change[at - 2 : at].max(), change[at + 1 : at + 3].max())
        if (
            usual[at] >= LEAST_MOTION
            and change[at] > JUMP * usual[at]
            and change[at] > 1.5 * beside
            and change[at] < max(CUT, 6 * usual[at])
        ):
            found.append(Stretch("jump", int(frames.times_ms[at - 1]), int(frames.times_ms[at]), 0))
    return found


def gaps(frames: Frames) -> list[Stretch]:
    """Return where the times of the file leave out more than half a frame, in a film of even times."""
    steps = np.diff(frames.times_ms)
    usual = float(np.median(steps))
    if usual <= 0 or float((np.abs(steps - usual) > 0.2 * usual + 1).mean()) > 0.05:
        # of variable rate: its steps say nothing
        return []
    return [
        Stretch(
            "gap",
            int(frames.times_ms[at]),
            int(frames.times_ms[at + 1]),
            round(float(steps[at]) / usual) - 1,
        )
        for at in np.nonzero(steps > GAP * usual + 1)[0]
    ]


def loops(frames: Frames) -> list[Stretch]:
    """Return stretches of eight frames and more that come again within 1,500 frames, each once."""
    small = frames.small.astype(np.float32)
    own = np.abs(np.diff(small, axis=0)).mean(axis=1)
    squared = np.concatenate([[np.inf], (np.diff(small, axis=0) ** 2).sum(axis=1)])
    norms = (small**2).sum(axis=1)
    hits: dict[int, list[int]] = {}
    for begin in range(0, len(small), 512):
        end = min(len(small), begin + 512)
        first = max(0, begin - _FARTHEST)
        apart = norms[begin:end, None] + norms[None, first:end] - 2 * small[begin:end] @ small[first:end].T
        row, column = np.nonzero(apart < (_LOOP_LIKE**2) * np.minimum(squared[begin:end], 1e9)[:, None])
        for at, before in zip((row + begin).tolist(), (column + first).tolist(), strict=True):
            if _NEAREST <= at - before <= _FARTHEST and own[at - 1] >= LEAST_MOTION:
                hits.setdefault(at - before, []).append(at)
    found: list[Stretch] = []
    for lag in sorted(hits, key=lambda one: -len(hits[one])):
        marked = np.zeros(len(small), np.bool_)
        marked[hits[lag]] = True
        for first, last in _runs(_closed(marked)):
            start, end_ms = int(frames.times_ms[first]), int(frames.times_ms[last])
            if last - first + 1 < LEAST_LOOP or any(
                one.start_ms <= end_ms and start <= one.end_ms for one in found
            ):
                continue
            found.append(Stretch("loop", start, end_ms, last - first + 1, int(frames.times_ms[first - lag])))
    return found


def _beside(change: Curve) -> Curve:
    """Return how much the picture moved in the half second before each frame: a long freeze is its own usual change."""
    window = 2 * _AROUND + 25
    padded = np.pad(change, (window, 0), mode="edge")
    found: Curve = np.quantile(np.lib.stride_tricks.sliding_window_view(padded, window + 1), 0.5, axis=1)
    return found


def _closed(
    marked: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return runs with holes of one frame filled."""
    filled = marked.copy()
    filled[1:-1] |= marked[:-2] & marked[2:]
    return filled


def _runs(marked: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> list[tuple[int, int]]:
    """Return first and last of each run."""
    edges = np.diff(np.concatenate([[0], marked.astype(np.int8), [0]]))
    firsts, lasts = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0] - 1
    return [(int(first), int(last)) for first, last in zip(firsts, lasts, strict=True)]


def _sentence(stretches: list[Stretch], repeats: float, motion: float) -> tuple[Outcome, str]:
    words = {
        "freeze": "the picture stands still for {0} frames at {1}",
        "loop": "{0} frames at {1} show again what was shown at {2}",
        "gap": "{0} frames are missing by the times at {1}",
        "jump": "the picture jumps at {1}",
    }
    parts = [
        words[one.kind].format(
            one.frames, timecode(one.start_ms), "" if one.like_ms is None else timecode(one.like_ms)
        )
        for one in stretches
    ]
    listed = "; ".join(parts[:4]) + (f"; and {len(parts) - 4} more" if len(parts) > 4 else "")
    if any(one.kind != "jump" for one in stretches):
        return "found", f"Frames: {listed}."
    if motion < LEAST_MOTION:
        return (
            "inconclusive",
            "Frames cannot tell: the picture hardly moves, so a repeated one looks like the next.",
        )
    if len(stretches) > 0:
        return "inconclusive", f"Frames: {listed}, as where frames are left out or a hand jerks."
    if repeats > 0.1:
        share = round(100 * repeats)
        sentence = f"Frames: {share} in a hundred repeat the one before, as after a change of the frame rate."
        return "inconclusive", sentence
    return "nothing", "Frames: none repeats or is missing by the times, and no step stands out."
