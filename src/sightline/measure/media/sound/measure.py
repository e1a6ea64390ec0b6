"""Fingerprint the sound of a film or recording: a second signal, independent of the picture."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from attrs import define

from sightline.measure.media.container import warm as warm_decoder
from sightline.measure.media.drawing import timecode
from sightline.measure.media.opening import DEMUXERS, open_media
from sightline.measure.media.sniff import Sniffed, sniff_file
from sightline.measure.media.sound.decoding import Heard, decode_sound, sound_stream
from sightline.measure.media.sound.pack import MEDIA_TYPE, ROLE, pack
from sightline.measure.media.sound.peaks import Peaks, find_peaks
from sightline.measure.media.sound.spectrum import RATE, WINDOW, Floats, log_bands
from sightline.measure.media.sound.telling import TOO_LITTLE, says_too_little, telling
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Outcome, Product

NAME: Final = "media.sound"
VERSION: Final = 1
FILE: Final = "sound_prints.bin"
SILENCE_DB: Final = -60
_RESERVE_S: Final = 5.0
_FRAME: Final = RATE // 10


def accepts(media_type: str) -> bool:
    """Tell whether a file of this type may hold sound this measure decodes."""
    return media_type in DEMUXERS


def warm(sniffed: Sniffed) -> None:
    """Load the decoders and what transforms sound."""
    import av.audio.resampler  # noqa: F401 - imported to be there after the fork

    warm_decoder(sniffed)
    log_bands(np.zeros(WINDOW, np.float32))


def measure_sound(subject: Subject) -> Finding:
    """Decode the sound of a file once and find its peaks.

    :returns: *found* with the peaks as a product; *inconclusive* where they say too little to be compared (noise, hum,
        a few knocks), or time ran out; *against* where part of it does not decode or is missing; *nothing* where it
        has no sound, or only silence.
    :raises Damaged: when no sound decodes.
    :raises OverLimit: when there was no time for any.
    """
    with open_media(subject.path, subject.media_type) as container:
        stream = sound_stream(container)
        if stream is None:
            return Finding(NAME, VERSION, "nothing", "It holds no sound.")
        declared = _declared_ms(container.duration)
        report, loudness = Heard(), Loudness()
        blocks = decode_sound(container, stream, report, deadline=subject.deadline - _RESERVE_S)
        peaks = find_peaks(loudness.watch(blocks))
    (subject.out / FILE).write_bytes(pack(peaks))
    return _finding(peaks, report, loudness, declared)


def read_sound(path: Path) -> Peaks:
    """Return the peaks of a file's sound, without a case around it; none where it has no sound.

    :raises Damaged: when it cannot be opened or no sound decodes.
    """
    with open_media(path, sniff_file(path).media_type) as container:
        stream = sound_stream(container)
        if stream is None:
            return find_peaks([])
        return find_peaks(decode_sound(container, stream, Heard(), deadline=float("inf")))


@define(slots=True)
class Loudness:
    """How loud a sound is and how much of it is silent, in tenths of a second."""

    power: float = 0.0
    samples: int = 0
    frames: int = 0
    silent: int = 0

    def watch(self, blocks: Iterable[tuple[int, Floats]]) -> Iterator[tuple[int, Floats]]:
        """Pass blocks on and look at them."""
        for at, samples in blocks:
            squares = samples.astype(np.float64) ** 2
            self.power += float(squares.sum())
            self.samples += len(samples)
            whole = squares[: len(squares) // _FRAME * _FRAME].reshape(-1, _FRAME).mean(axis=1)
            self.frames += len(whole)
            self.silent += int((whole < 10 ** (SILENCE_DB / 10)).sum())
            yield at, samples

    @property
    def level_db(self) -> int | None:
        """Mean power against a square wave at full scale [dB]; None for digital silence."""
        return None if self.power == 0 else round(10 * float(np.log10(self.power / self.samples)))

    @property
    def silence(self) -> int:
        """Thousandths of the sound under -60 dB."""
        return 0 if self.frames == 0 else round(1000 * self.silent / self.frames)


def _declared_ms(duration: int | None) -> int | None:
    return None if duration is None or duration < 0 else duration // 1000


def _finding(peaks: Peaks, report: Heard, loudness: Loudness, declared: int | None) -> Finding:
    values: dict[str, Json] = {
        "duration_ms": report.samples * 1000 // RATE,
        "end_ms": report.end_ms,
        "declared_ms": declared,
        "peaks": len(peaks),
        "telling_peaks": telling(peaks),
        "silence_thousandths": loudness.silence,
        "level_db": loudness.level_db,
        "faults": report.faults,
        "gaps": report.gaps,
        "before_picture_ms": report.before * 1000 // RATE,
    }
    heard = f"{report.samples / RATE:.1f} s of sound"
    doubts = []
    if report.faults > 0:
        doubts.append(f"{report.faults} packets could not be decoded or placed in time")
    if report.stopped:
        doubts.append(f"the time allowed ran out at {timecode(report.end_ms)}; the rest has no fingerprints")
    outcome: Outcome = "against" if len(doubts) > 0 else "found"
    if loudness.silent == loudness.frames and len(peaks) == 0:
        sentence, outcome = f"{heard}, all of it silent.", "nothing"
    elif says_too_little(peaks):
        sentence, outcome = f"{heard}: {TOO_LITTLE}.", "inconclusive"
    else:
        sentence = f"{heard}, {len(peaks)} peaks to compare it by."
    if report.stopped:
        outcome = "inconclusive"
    if len(doubts) > 0:
        sentence += f" But {'; '.join(doubts)}."
    product = Product(ROLE, FILE, MEDIA_TYPE, caption="peaks of the sound")
    return Finding(
        NAME,
        VERSION,
        outcome,
        sentence,
        values,
        uncertainty="; ".join(doubts),
        products=(product,) if len(peaks) > 0 else (),
        todo="" if len(doubts) == 0 else "look for a complete copy, or examine it alone with more time",
    )
