"""Prepare a film for one clock with others: the levels of its sound, and the bangs and flashes in it with times.

What is put on one clock is decided where several films are at hand; this only makes what is needed for it.
"""

import time
from typing import Final

import numpy as np

from sightline.measure.media.container import warm as warm_decoder
from sightline.measure.media.decoding import Decoded, decode, luma_of, video_stream
from sightline.measure.media.drawing import timecode
from sightline.measure.media.opening import DEMUXERS, open_media
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.sound.decoding import Heard, decode_sound, sound_stream
from sightline.measure.media.subject import Subject
from sightline.measure.media.synchrony.bangs import bangs_of
from sightline.measure.media.synchrony.flashes import cells_of, flashes_in
from sightline.measure.media.synchrony.onsets import WINDOW, Onsets, onsets_of
from sightline.measure.media.synchrony.pack import MEDIA_TYPE, ROLE, pack
from sightline.model.clock_group import Bang, Flash
from sightline.model.finding import Finding, Json, Outcome, Product

NAME: Final = "media.onsets"
VERSION: Final = 1
FILE: Final = "onsets.bin"
MOST_TOLD: Final = 200
_RESERVE_S: Final = 5.0
_SOUND_SHARE: Final = 0.4
"""Of the time allowed, sound may take."""
UNCERTAINTY: Final = (
    "Times are of the file's own clock; where picture and sound of a file are not in step, they are off by as much. "
    "A bang may be a door, a clap or a blow against the telephone; a flash may be a lamp, lightning or the sun. "
    "Flashes that light less than about four parts in a hundred of the picture are not seen."
)


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type may hold sound or moving pictures."""
    return media_type in DEMUXERS


def warm(sniffed: Sniffed) -> None:
    """Load the decoders and what transforms sound."""
    import av.audio.resampler  # noqa: F401 - imported to be there after the fork

    warm_decoder(sniffed)
    onsets_of([(0, np.zeros(2 * WINDOW, np.float32))])


def measure_onsets(subject: Subject) -> Finding:
    """Decode sound and picture once and find when things begin to sound, bang and flash.

    :returns: *found* with the levels as a product where there is sound or a flash; *nothing* where there is neither;
        *against* where part of it does not decode; *inconclusive* where the time allowed ran out.
    :raises Damaged: when it cannot be opened.
    :raises OverLimit: when its frames are too large, or there was no time for any sound.
    """
    deadline = subject.deadline - _RESERVE_S
    with open_media(subject.path, subject.media_type) as container:
        stream = sound_stream(container)
        heard = Heard()
        onsets = onsets_of(())
        if stream is not None:
            now = time.monotonic()
            until = now + (deadline - now) * _SOUND_SHARE
            onsets = onsets_of(decode_sound(container, stream, heard, deadline=until))
    flashes, seen = _flashes(subject, deadline)
    bangs = bangs_of(onsets)
    if len(onsets) > 0:
        (subject.out / FILE).write_bytes(pack(onsets))
    return _finding(onsets, bangs, flashes, heard, seen)


def _flashes(subject: Subject, deadline: float) -> tuple[tuple[Flash, ...], Decoded | None]:
    with open_media(subject.path, subject.media_type) as container:
        stream = video_stream(container)
        if stream is None:
            return (), None
        report = Decoded()
        frames = decode(container, stream, report, deadline=deadline)
        return flashes_in((at, cells_of(luma_of(frame))) for frame, at in frames), report


def _finding(
    onsets: Onsets, bangs: tuple[Bang, ...], flashes: tuple[Flash, ...], heard: Heard, seen: Decoded | None
) -> Finding:
    faults = heard.faults + (0 if seen is None else seen.faults)
    stopped = heard.stopped or (seen is not None and seen.stopped) or onsets.cut
    values: dict[str, Json] = {
        "duration_ms": onsets.duration_ms,
        "faults": faults,
        "bang_count": len(bangs),
        "flash_count": len(flashes),
        "bangs": [
            {"at_ms": one.at_ms, "strength_db": one.strength, "error_ms": one.error_ms}
            for one in bangs[:MOST_TOLD]
        ],
        "flashes": [
            {
                "at_ms": one.at_ms,
                "strength": one.strength,
                "error_ms": one.error_ms,
                "area_thousandths": one.area,
            }
            for one in flashes[:MOST_TOLD]
        ],
    }
    sentence = (
        f"{onsets.duration_ms / 1000:.1f} s of sound to align by, {_counted(bangs, 'bang', 'bangs')} and "
        f"{_counted(flashes, 'flash', 'flashes')}."
    )
    outcome: Outcome = "found"
    if len(onsets) == 0 and len(flashes) == 0:
        outcome, sentence = "nothing", "It holds no sound and no flash to put it on one clock with others."
    doubts = []
    if faults > 0:
        outcome = "against"
        doubts.append(f"{faults} packets could not be decoded or placed in time")
    if stopped:
        outcome = "inconclusive"
        doubts.append("it was not looked at to its end")
    if len(doubts) > 0:
        sentence += f" But {' and '.join(doubts)}."
    return Finding(
        NAME,
        VERSION,
        outcome,
        sentence,
        values,
        uncertainty=UNCERTAINTY,
        products=(Product(ROLE, FILE, MEDIA_TYPE, caption="levels of the sound"),) if len(onsets) > 0 else (),
        todo="" if len(doubts) == 0 else "look for a complete copy, or examine it alone with more time",
    )


def _counted(found: tuple[Bang, ...] | tuple[Flash, ...], one: str, many: str) -> str:
    if len(found) == 0:
        return f"no {one}"
    times = ", ".join(timecode(each.at_ms) for each in found[:5])
    more = "" if len(found) <= 5 else " and later"
    return f"{len(found)} {one if len(found) == 1 else many} ({times}{more})"
