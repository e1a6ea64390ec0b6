"""The measure: what is said about sound, none of it, too little of it, and sound without end."""

import resource

import numpy as np
import pytest
from tests.measure.media.sound.conftest import write_sound
from tests.measure.media.sound.soundtracks import hum, soundtrack, white

from sightline.measure.media.sound.align import align_sound
from sightline.measure.media.sound.measure import FILE, accepts, measure_sound, read_sound, warm
from sightline.measure.media.sound.pack import unpack
from sightline.measure.media.sound.peaks import find_peaks


def test_a_film_with_sound_gives_peaks_as_a_product(subject, tmp_path):
    given = subject(write_sound(tmp_path / "a.mp4", soundtrack(0, 12), film=True))
    finding = measure_sound(given)
    assert "found" == finding.outcome
    (product,) = finding.products
    assert ("sound_prints", "application/vnd.sightline.sound") == (product.role, product.media_type)
    peaks = unpack((given.out / FILE).read_bytes())
    assert finding.values["peaks"] == len(peaks) > 100
    assert 12_000 == pytest.approx(finding.values["duration_ms"], abs=100)
    assert -40 < finding.values["level_db"] < 0
    assert read_sound(given.path).times_ms.tolist() == peaks.times_ms.tolist()


@pytest.mark.parametrize(
    "sound, outcome, words",
    [
        (np.zeros(22_050 * 4, np.float32), "nothing", "all of it silent"),
        (hum(6), "inconclusive", "too little in this sound to compare"),
        (white(1, 6), "inconclusive", "too little in this sound to compare"),
        (soundtrack(0, 0.1), "inconclusive", "too little in this sound to compare"),
    ],
    ids=["silence", "hum", "noise", "a tenth of a second"],
)
def test_what_says_too_little_is_told(subject, tmp_path, sound, outcome, words):
    finding = measure_sound(subject(write_sound(tmp_path / "a.wav", sound)))
    assert outcome == finding.outcome
    assert words in finding.sentence


def test_a_silent_film_holds_no_sound(films, subject):
    finding = measure_sound(subject(films / "plain.mp4"))
    assert ("nothing", "It holds no sound.") == (finding.outcome, finding.sentence)


def test_silence_is_told_as_a_share(subject, tmp_path):
    sound = np.concatenate([np.zeros(22_050 * 5, np.float32), soundtrack(2, 5)])
    values = measure_sound(subject(write_sound(tmp_path / "a.wav", sound))).values
    assert 500 == pytest.approx(values["silence_thousandths"], abs=60)


def test_re_encoding_at_a_low_rate_is_found_again(tmp_path):
    sound = soundtrack(4, 15)
    clean = read_sound(write_sound(tmp_path / "a.wav", sound))
    poor = read_sound(write_sound(tmp_path / "a.mp3", sound[22_050:], bit_rate=32_000))
    (one,) = align_sound(clean, poor)
    assert 1_000 == pytest.approx(one.a_start_ms - one.b_start_ms, abs=60)
    assert one.score > 400


def test_no_time_at_all_is_over_the_limit(subject, tmp_path):
    path = write_sound(tmp_path / "a.wav", soundtrack(0, 10))
    finding = measure_sound(subject(path, seconds=0))
    assert "inconclusive" == finding.outcome
    assert "time allowed ran out" in finding.sentence


def test_long_sound_needs_little_memory(tracks):
    # a quarter of an hour; only peaks may pile up, 11 bytes each
    block = np.concatenate(tracks)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = int(36_000 * 8_000 / len(block)) // 40
    peaks = find_peaks((at * len(block), block) for at in range(count))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert 900_000 == pytest.approx(peaks.duration_ms, rel=0.1)
    assert (after - before) / 1024 < 60


@pytest.mark.parametrize(
    "media_type, taken",
    [
        ("video/mp4", True),
        ("audio/mpeg", True),
        ("application/ogg", True),
        ("image/jpeg", False),
        ("video/x-mng", False),
    ],
)
def test_types(media_type, taken):
    assert taken == accepts(media_type)


def test_warming_up_needs_no_file(subject, tmp_path):
    warm(subject(write_sound(tmp_path / "a.wav", soundtrack(0, 1))).sniffed)
