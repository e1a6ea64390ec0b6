"""A card stands still, and two channels have different cards."""

import numpy as np
from tests.footage.encoding import has_sound, read_luma
from tests.footage.slate import slate

from sightline.measure.media.fingerprint import pdq


def test_a_card_stands_still_and_channels_differ(tmp_path):
    hashed = []
    for seed in (1, 2):
        path = slate(tmp_path / f"{seed}.mp4", seed=seed, seconds=1, size=(320, 180))
        frames = read_luma(path)
        assert 25 == len(frames)
        assert has_sound(path)
        first, last = pdq(frames[0]), pdq(frames[-1])
        assert first[1] >= 50
        bits = [np.unpackbits(np.frombuffer(one[0], np.uint8)) for one in (first, last)]
        assert 6 >= (bits[0] != bits[1]).sum()
        hashed.append(bits[0])
    assert 60 < (hashed[0] != hashed[1]).sum()
