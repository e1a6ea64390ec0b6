"""Decoding: on the clock of the picture, whatever the container does with the sound."""

import numpy as np
import pytest
from tests.measure.media.sound.conftest import write_sound
from tests.measure.media.sound.soundtracks import RATE

from sightline.core.errors import Damaged
from sightline.measure.media.opening import open_media
from sightline.measure.media.sniff import sniff_file
from sightline.measure.media.sound.decoding import Heard, decode_sound, mono, sound_stream


def click(seconds, at):
    """Return near silence with a short loud tone at a time."""
    sound = np.random.default_rng(0).standard_normal(int(seconds * RATE)) * 1e-3
    time = np.arange(int(0.05 * RATE)) / RATE
    sound[int(at * RATE) : int(at * RATE) + len(time)] += 0.5 * np.sin(2 * np.pi * 900 * time)
    return sound.astype(np.float32)


def heard(path):
    report = Heard()
    with open_media(path, sniff_file(path).media_type) as container:
        blocks = list(decode_sound(container, sound_stream(container), report, deadline=float("inf")))
    return blocks, report


def loud_at(blocks):
    """Return when sound is first loud [s]."""
    for at, samples in blocks:
        (loud,) = np.nonzero(np.abs(samples) > 0.2)
        if len(loud) > 0:
            return (at + loud[0]) / 8_000
    return None


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.m4a", "a.mkv"])
def test_time_runs_from_the_begin_in_every_container(tmp_path, name):
    path = write_sound(tmp_path / name, click(4, 2.5))
    blocks, report = heard(path)
    assert 2.5 == pytest.approx(loud_at(blocks), abs=0.03)
    assert 4_000 == pytest.approx(report.end_ms, abs=80)
    assert 0 == report.gaps


@pytest.mark.parametrize("name, late", [("a.mp4", 0.0), ("a.mp4", 1.5), ("a.mkv", 1.5)])
def test_sound_that_begins_after_the_picture_keeps_the_clock_of_the_picture(tmp_path, name, late):
    path = write_sound(tmp_path / name, click(4, 2.0), film=True, late=late)
    assert 2.0 + late == pytest.approx(loud_at(heard(path)[0]), abs=0.04)


def test_blocks_join_without_a_gap_or_an_overlap(tmp_path):
    blocks, report = heard(write_sound(tmp_path / "a.m4a", click(13, 2.5)))
    ends = [at + len(samples) for at, samples in blocks]
    assert [at for at, _ in blocks[1:]] == ends[:-1]
    assert report.samples == sum(len(samples) for _, samples in blocks)


def test_a_hole_in_the_middle_stays_a_hole(tmp_path):
    # a recording paused and resumed: what comes after keeps its time
    import av

    path = tmp_path / "hole.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8_000, layout="mono")
        for begin in [*range(0, 16_000, 800), *range(40_000, 56_000, 800)]:
            tone = (np.sin(np.arange(800) / 3) * (16_000 if begin >= 40_000 else 100)).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(tone[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = 8_000, begin
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    blocks, report = heard(path)
    assert 5.0 == pytest.approx(loud_at(blocks), abs=0.01)
    assert (1, 32_000) == (report.gaps, report.samples)


def test_channels_that_cancel_each_other_are_not_silence():
    # a balanced cable wired wrong gives such recordings
    tone = np.sin(np.arange(800, dtype=np.float32) / 5)
    assert tone.tolist() == mono(np.stack([tone, -tone])).tolist()
    assert np.allclose(tone, mono(np.stack([tone, tone])))


def test_what_is_no_number_is_silence():
    assert [0.0, 4.0, 0.5] == mono(np.array([[np.nan, np.inf, 0.5]], np.float32)).tolist()


def test_a_sound_damaged_in_the_middle_keeps_its_good_parts(tmp_path):
    path = write_sound(tmp_path / "a.mp3", click(20, 18.0))
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + 4_000] = bytes(4_000)
    path.write_bytes(data)
    blocks, report = heard(path)
    assert report.end_ms > 18_000
    assert loud_at(blocks) > 16


def test_a_film_of_damage_only_is_damage(tmp_path):
    path = write_sound(tmp_path / "a.m4a", click(3, 1))
    data = bytearray(path.read_bytes())
    begin = data.index(b"mdat") + 4
    end = data.index(b"moov")
    data[begin : end - 4] = b"\xff" * (end - 4 - begin)
    path.write_bytes(data)
    with pytest.raises(Damaged):
        heard(path)
