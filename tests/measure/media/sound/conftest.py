"""Sound files made for the tests, and the fingerprints of some."""

from fractions import Fraction

import av
import numpy as np
import pytest
from tests.measure.media.sound.soundtracks import RATE, at_8k, soundtrack

from sightline.measure.media.sound.peaks import peaks_of


def write_sound(path, sound, *, rate=RATE, codec=None, bit_rate=None, film=False, late=0.0, channels=1):
    """Write mono samples (or rows of channels) as a sound file, or under a grey picture; ``late`` [s] after it."""
    codec = (
        codec
        or {"wav": "pcm_s16le", "mp3": "libmp3lame", "m4a": "aac", "mp4": "aac", "mkv": "aac"}[
            path.suffix[1:]
        ]
    )
    rows = np.atleast_2d(sound)
    rows = np.repeat(rows, channels, axis=0) if len(rows) == 1 else rows
    with av.open(str(path), "w") as container:
        picture = None
        if film:
            picture = container.add_stream("mpeg4", rate=10)
            picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        stream = container.add_stream(codec, rate=rate, layout="mono" if len(rows) == 1 else "stereo")
        if bit_rate is not None:
            stream.bit_rate = bit_rate
        if picture is not None:
            for _ in range(int((rows.shape[1] / rate + late) * 10)):
                frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), format="rgb24")
                container.mux(picture.encode(frame))
            container.mux(picture.encode())
        size = stream.codec_context.frame_size or 1024
        whole = (np.clip(rows, -1, 1) * 32_000).astype(np.int16)
        for at in range(0, whole.shape[1], size):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(whole[:, at : at + size]),
                format="s16p",
                layout="mono" if len(rows) == 1 else "stereo",
            )
            frame.sample_rate, frame.pts = rate, at + int(late * rate)
            frame.time_base = Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


@pytest.fixture(scope="session")
def tracks():
    """Yield five different recordings of 20 s at 8 kHz: voice, street, music, bangs, and all at once."""
    return [at_8k(soundtrack(seed, 20)) for seed in range(5)]


@pytest.fixture(scope="session")
def prints(tracks):
    """Yield their peaks."""
    return [peaks_of(one) for one in tracks]
