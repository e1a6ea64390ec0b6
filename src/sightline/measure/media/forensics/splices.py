"""Cuts and splices in sound: the hum of the mains jumps in phase, or the noise floor steps.

Measured on sounds of made-up scenes, six of each kind, and the three real films beside the project; guarded by
tests/measure/media/forensics/test_films_splices.py:

    ==========================================  ====================  ===================
    sound                                       hum jumps             floor steps
    ==========================================  ====================  ===================
    honest with hum (6), without (6)            0 of 12               0 of 12
    real (3)                                    0 of 3 (no hum)       1 of 3
    0.1 to 0.3 s cut out under hum              6 of 6                0 of 6
    hiss 6, 12, 24 dB louder under voices       0 of 18 (no hum)      1 of 18
    steady hiss 14 dB louder, nobody speaks     (no hum)              found, both ends
    ==========================================  ====================  ===================

So a floor that does not step says nothing where somebody speaks or a street is loud, and one that steps says little.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from sightline.measure.media.container import warm as warm_decoder
from sightline.measure.media.drawing import timecode
from sightline.measure.media.forensics.answers import Method
from sightline.measure.media.forensics.charts import Panel, draw_chart
from sightline.measure.media.forensics.film_frames import FILMS
from sightline.measure.media.forensics.hum import LEAST_SECONDS, Jump, Tone, jumps_of, tones_of
from sightline.measure.media.forensics.noise_floor import Floor, FloorStep, floor_of, steps_of
from sightline.measure.media.opening import DEMUXERS, open_media
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.sound.decoding import Heard, decode_sound, sound_stream
from sightline.measure.media.sound.spectrum import RATE, Floats
from sightline.measure.media.subject import Subject
from sightline.measure.media.synchrony.onsets import onsets_of
from sightline.model.finding import Finding, Json, Outcome, Product

NAME: Final = "media.forensics.splices"
VERSION: Final = 1
MOST_SECONDS: Final = 3_600
"""Of sound are looked at, so that memory stays bounded."""
METHOD: Final = Method(
    NAME,
    VERSION,
    "Cuts in the sound",
    "Automatic gain, a hand on the microphone, wind, an engine that starts and walking through a door step the "
    "noise floor of untouched recordings; a telephone that was busy drops sound, and then the hum jumps as well. A "
    "recording without hum, or a cut by whole swings of the mains, shows no jump; and editors fade and lay room noise "
    "under cuts.",
)
_RESERVE_S: Final = 5.0
_MOST_TOLD: Final = 50


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type may hold sound."""
    return media_type in DEMUXERS


def warm(sniffed: Sniffed) -> None:
    """Load the decoders and what draws."""
    import av.audio.resampler  # noqa: F401 - imported to be there after the fork
    from PIL import ImageDraw, ImageFont, PngImagePlugin  # noqa: F401 - the same

    warm_decoder(sniffed)


def measure_splices(subject: Subject) -> Finding:
    """Tell where the hum of the mains jumps and where the noise floor steps.

    :returns: *found* where the hum jumps; *inconclusive* where only the floor steps, or the sound is too short;
        *against* where hum runs on without a jump; *nothing* where there is no hum and no step.
    :raises Damaged: when no sound decodes.
    :raises OverLimit: when there was no time for any.
    """
    with open_media(subject.path, subject.media_type) as container:
        stream = sound_stream(container)
        if stream is None:
            return Finding(NAME, VERSION, "nothing", "It holds no sound.")
        heard = Heard()
        blocks = list(_first(decode_sound(container, stream, heard, deadline=subject.deadline - _RESERVE_S)))
    sound = _joined(blocks)
    seconds = len(sound) / RATE
    values: dict[str, Json] = {
        "duration_ms": round(1000 * seconds),
        "gaps": heard.gaps,
        "faults": heard.faults,
    }
    if seconds < LEAST_SECONDS:
        sentence = (
            f"Cuts in the sound cannot be told: {seconds:.1f} s are too few; {LEAST_SECONDS} are needed."
        )
        return _told("inconclusive", sentence, values)
    floor = floor_of(onsets_of(blocks))
    tones = tones_of(sound)
    jumps, steps = jumps_of(tones), steps_of(floor)
    values["hum"] = [{"hertz": one.hertz, "over_db": round(one.over_db)} for one in tones]
    values["hum_jumps"] = [
        {"at_ms": one.at_ms, "turns_thousandths": one.turns_thousandths, "hertz": list(one.hertz)}
        for one in jumps[:_MOST_TOLD]
    ]
    values["floor_steps"] = [
        {"at_ms": one.at_ms, "step_tenths_db": one.step_tenths_db, "bands": one.bands}
        for one in steps[:_MOST_TOLD]
    ]
    product = draw_chart(
        METHOD,
        subject,
        _panels(tones, jumps, floor, steps),
        end_ms=round(1000 * seconds),
        means="places where the hum jumps or the noise floor steps",
    )
    parts = _parts(jumps, steps)
    todo = "" if len(parts) == 0 else "listen to these places, and look whether the picture is cut there too"
    if len(jumps) > 0:
        return _told("found", f"Sound: {'; '.join(parts)}.", values, product, todo=todo)
    if len(steps) > 0:
        sentence = (
            f"Sound: {'; '.join(parts)}, as where sound was set in, or gain, wind or the place changed."
        )
        return _told("inconclusive", sentence, values, product, todo=todo)
    if len(tones) > 0:
        sentence = f"Sound: the hum of the mains ({tones[0].hertz} Hz and others) runs on without a jump."
        return _told("against", sentence, values, product)
    return _told(
        "nothing",
        "Sound: no step of the noise floor; there is no hum of the mains that could show a cut.",
        values,
        product,
    )


def _parts(jumps: tuple[Jump, ...], steps: tuple[FloorStep, ...]) -> list[str]:
    parts = []
    if len(jumps) > 0:
        listed = ", ".join(
            f"{timecode(one.at_ms)} by {abs(one.turns_thousandths) / 1000:.2f} of a swing"
            for one in jumps[:4]
        )
        parts.append(f"the hum of the mains jumps at {listed}, as where a piece is missing")
    if len(steps) > 0:
        listed = ", ".join(f"{timecode(one.at_ms)} by {one.step_tenths_db / 10:+.0f} dB" for one in steps[:4])
        parts.append(f"the noise floor steps at {listed}")
    return parts


def _panels(
    tones: tuple[Tone, ...], jumps: tuple[Jump, ...], floor: Floor, steps: tuple[FloorStep, ...]
) -> list[Panel]:
    panels = [
        Panel(
            "Noise floor, mean of six bands [dB over the lowest level]",
            floor.times_ms,
            floor.mean,
            tuple((one.at_ms, one.at_ms) for one in steps),
        )
    ]
    jumped = {hertz for one in jumps for hertz in one.hertz}
    shown = sorted(tones, key=lambda one: (one.hertz not in jumped, -one.over_db))[:2]
    panels.extend(
        Panel(
            f"Hum at {tone.hertz} Hz: change of phase within 0.6 s [turns, without sign]",
            tone.times_ms,
            np.abs(tone.turns),
            tuple((one.at_ms, one.at_ms) for one in jumps),
        )
        for tone in shown
    )
    return panels


def _first(blocks: Iterator[tuple[int, Floats]]) -> Iterator[tuple[int, Floats]]:
    for at, samples in blocks:
        if at > MOST_SECONDS * RATE:
            return
        yield at, samples


def _joined(blocks: Iterable[tuple[int, Floats]]) -> Floats:
    """Return the sound in one piece; where nothing was recorded there is silence."""
    kept = list(blocks)
    sound: Floats = np.zeros(max((at + len(samples) for at, samples in kept), default=0), np.float32)
    for at, samples in kept:
        sound[at : at + len(samples)] = samples
    return sound


def _told(
    outcome: Outcome,
    sentence: str,
    values: dict[str, Json],
    product: Product | None = None,
    *,
    todo: str = "",
) -> Finding:
    if int(str(values["duration_ms"])) >= 1000 * MOST_SECONDS:
        sentence += f" Only its first {MOST_SECONDS // 60} minutes were looked at."
    return Finding(
        NAME,
        VERSION,
        outcome,
        sentence,
        values,
        uncertainty=f"{METHOD.caution} {FILMS}",
        products=() if product is None else (product,),
        todo=todo,
    )
