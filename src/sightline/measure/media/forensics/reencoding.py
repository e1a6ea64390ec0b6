"""Traces of encoding: groups of pictures, what the encoder wrote about itself, and signs that it was encoded before.

Measured on films of a hand-held scene, six of each kind, and the three real ones beside the project; guarded by
tests/measure/media/forensics/test_films_reencoding.py:

    ========================================  ==================  ====================
    film                                      old key frames      steps of sharpness
    ========================================  ==================  ====================
    honest (12)                               0 of 12             0 of 12
    real (3; they hold cuts and focusing)     0 of 3              3 of 3
    badly, then well encoded, 13 frames off   5 of 6              0 of 6
    3 s of it badly encoded, then all well    0 of 6              6 of 6
    ========================================  ==================  ====================

Encoded again is what nearly all films from the net are. What may matter is a part that was, and the rest not.
"""

from typing import Final

import numpy as np

from sightline.measure.media.drawing import timecode
from sightline.measure.media.forensics.answers import Method
from sightline.measure.media.forensics.charts import Panel, draw_chart
from sightline.measure.media.forensics.encoder_traces import recurrence, recurs, steps_of_sharpness
from sightline.measure.media.forensics.film_frames import KEY, LEAST_FRAMES, Frames, read_frames, told
from sightline.measure.media.forensics.frame_steps import accepts as accepts_film
from sightline.measure.media.forensics.frame_steps import warm as warm_film
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

NAME: Final = "media.forensics.reencoding"
VERSION: Final = 1
METHOD: Final = Method(
    NAME,
    VERSION,
    "Traces of encoding",
    "Old key frames show only where the later encoding was better than the earlier, and not where the same distance "
    "fell on the same frames; so none seen is no sign of a first generation. Sharpness steps where a camera focuses, "
    "is knocked, or the scene changes; tags of encoders can be written by anybody.",
)
_MOST_TOLD: Final = 30


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type may be a film."""
    return accepts_film(media_type)


def warm(sniffed: Sniffed) -> None:
    """Load decoder and fonts."""
    warm_film(sniffed)


def measure_reencoding(subject: Subject) -> Finding:
    """Tell how a film was encoded and whether it, or a part of it, was encoded before.

    :returns: *found* where old key frames recur; *inconclusive* where only sharpness steps, or it is too short;
        *nothing* where neither is seen, which proves nothing.
    :raises Damaged: when nothing decodes.
    :raises OverLimit: when its frames are too large or no time is left.
    """
    frames = read_frames(subject)
    if frames is None:
        return Finding(NAME, VERSION, "nothing", "It holds no moving picture.")
    keys = np.nonzero(frames.kinds == KEY)[0]
    distances = np.diff(keys)
    values: dict[str, Json] = {
        "frames": len(frames),
        "codec": frames.codec,
        "key_frames": len(keys),
        "key_distance": None if len(distances) == 0 else int(np.median(distances)),
        "key_distance_steady": len(distances) > 0 and bool((distances == distances[0]).all()),
        "kinds": {name: int((frames.kinds == kind).sum()) for name, kind in (("i", KEY), ("p", 2), ("b", 3))},
        "encoder_tags": list(frames.tags),
    }
    if len(frames) < LEAST_FRAMES or len(keys) == len(frames):
        why = (
            f"{len(frames)} frames are too few"
            if len(frames) < LEAST_FRAMES
            else "every frame is a key frame, so none is predicted"
        )
        return told(METHOD, "inconclusive", f"Earlier encoding cannot be told: {why}.", values, frames)
    found = recurrence(frames)
    steps = steps_of_sharpness(frames)
    recurring = recurs(found)
    values["recurrence"] = (
        None
        if found is None
        else {
            "period": found.period,
            "first": found.first,
            "times": found.times,
            "deviations_tenths": round(10 * found.deviations),
            "told": recurring,
        }
    )
    values["sharpness_steps_ms"] = [int(frames.times_ms[at]) for at in steps[:_MOST_TOLD]]
    old = list(range(found.first, len(frames), found.period)) if found is not None and recurring else []
    product = draw_chart(
        METHOD,
        subject,
        _panels(frames, old, steps),
        end_ms=frames.end_ms,
        means="frames that look like old key frames (above), places where sharpness steps (below)",
    )
    parts = []
    if found is not None and recurring:
        parts.append(
            f"every {found.period} frames one is larger and sharper than its neighbours, {found.times} times, as old "
            "key frames are: it was encoded before"
        )
    if len(steps) > 0:
        listed = ", ".join(timecode(int(frames.times_ms[at])) for at in steps[:4])
        parts.append(
            f"sharpness steps from one frame to the next at {listed}, as where a part was encoded otherwise, or a "
            "camera focuses"
        )
    if len(parts) == 0:
        sentence = "Encoding: no trace of an earlier one, which a worse or a like encoding would hide."
        return told(METHOD, "nothing", sentence, values, frames, products=(product,))
    return told(
        METHOD,
        "found" if recurring else "inconclusive",
        f"Encoding: {'; '.join(parts)}.",
        values,
        frames,
        products=(product,),
        todo=""
        if len(steps) == 0
        else "look whether the picture goes on across these places, and what changes",
    )


def _panels(frames: Frames, old: list[int], steps: list[int]) -> list[Panel]:
    times = frames.times_ms.astype(np.float64)
    sizes = frames.sizes.astype(np.float64)
    sizes[(frames.kinds == KEY) | (sizes == 0)] = np.nan
    return [
        Panel(
            "Bytes of each predicted frame (key frames left out)",
            times,
            sizes,
            tuple((int(frames.times_ms[at]), int(frames.times_ms[at])) for at in old),
        ),
        Panel(
            "Sharpness of each frame [levels of 255]",
            times,
            frames.sharpness,
            tuple((int(frames.times_ms[at]), int(frames.times_ms[at])) for at in steps),
        ),
    ]
