"""Events whose truth is known: as sound alone for many, as films for one."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import resample_poly
from tests.footage import event as footage
from tests.footage.event import clips_of_one_event
from tests.footage.kept import kept

from sightline.measure.media.synchrony.onsets import onsets_of

EVENTS = 21


def blocks_of(sound, rate=44_100):
    """Return sound as blocks of 8 kHz, as a decoder gives them."""
    low = resample_poly(sound, 80, rate // 100).astype(np.float32)
    return [(at, low[at : at + 32_000]) for at in range(0, len(low), 32_000)]


def heard_event(seed, **options):
    """Return an event and the levels of its clips, without rendering a picture."""
    sounds = {}

    def keep(path, _frames, *, size, rate, sound):
        sounds[path] = sound

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(footage, "write_film", keep)
        event = clips_of_one_event(Path("unwritten"), seed=seed, **options)
    return event, [onsets_of(blocks_of(sounds[clip.path])) for clip in event.clips]


@pytest.fixture(scope="session")
def events(tmp_path_factory):
    """Yield 21 events of two clips: near and far cameras, quiet and loud own noise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("events"))
        return [
            heard_event(
                500 + seed, count=2, seconds=20, reach=(60, 200, 500)[seed % 3], noise=(0.25, 0.6)[seed % 2]
            )
            for seed in range(EVENTS)
        ]


@pytest.fixture(scope="session")
def filmed(tmp_path_factory):
    """Yield one event as films of three clips."""
    folder = kept(tmp_path_factory).folder / "event-of-three"
    return clips_of_one_event(folder, seed=131, seconds=16, bangs=3, size=(96, 54), reach=200)


def two(items):
    return list(itertools.combinations(range(len(items)), 2))
