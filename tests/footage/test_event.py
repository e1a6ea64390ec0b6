"""Are the truths told about the clips of one event to be found in the clips?"""

import numpy as np
import pytest
from tests.footage.encoding import RATE, read_luma, read_sound, seconds_of
from tests.footage.event import SPEED_OF_SOUND, clips_of_one_event


@pytest.fixture(scope="module")
def event(tmp_path_factory):
    return clips_of_one_event(
        tmp_path_factory.mktemp("event"), seed=2, count=3, seconds=10, bangs=3, size=(64, 36), noise=0.1
    )


def test_clips_have_the_length_they_say(event):
    for clip in event.clips:
        assert clip.seconds == pytest.approx(seconds_of(clip.path), abs=0.05)
        assert abs(clip.drift_ppm) <= 30


def test_every_clip_hears_every_bang_when_it_says(event):
    for clip in event.clips:
        sound = np.abs(read_sound(clip.path))
        for bang in event.bangs:
            at = round(clip.heard(bang) * RATE)
            assert 0 < at < len(sound) - RATE // 10
            # just after the arrival it is louder than just before
            before, after = sound[at - 1300 : at - 150].mean(), sound[at : at + 1150].mean()
            assert after > 1.3 * before


def test_a_flash_is_bright_in_the_clips_that_face_it(event):
    seen = 0
    for clip in event.clips:
        light = np.array([luma.mean() for luma in read_luma(clip.path)])
        for bang in event.bangs:
            at = clip.seen(bang)
            if at is not None:
                first = int(np.ceil(at * 25))
                assert light[first] > light[first - 2] + 15
                seen += 1
    assert seen >= 2


def test_sound_comes_later_than_light_by_the_distance(event):
    for clip in event.clips:
        for bang in event.bangs:
            if clip.seen(bang) is not None:
                apart = clip.heard(bang) - clip.seen(bang)
                assert clip.distance(bang) / SPEED_OF_SOUND == pytest.approx(apart, abs=0.001)


def test_the_same_seed_gives_the_same_event(tmp_path):
    first, second = (
        clips_of_one_event(tmp_path / name, seed=3, count=2, seconds=4, bangs=1, size=(64, 36))
        for name in "ab"
    )
    assert first.bangs == second.bangs
    for one, other in zip(first.clips, second.clips, strict=True):
        assert one.start == other.start
        assert one.path.read_bytes() == other.path.read_bytes()
