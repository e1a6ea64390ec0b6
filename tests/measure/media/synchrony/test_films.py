"""The measure on films: flashes, bangs, what is told, and the clock that follows from them."""

import numpy as np
import pytest

from sightline.core.errors import Damaged
from sightline.measure.media.synchrony.align import align_onsets
from sightline.measure.media.synchrony.distance import flash_to_bang
from sightline.measure.media.synchrony.flash_align import align_flashes
from sightline.measure.media.synchrony.flashes import flashes_in, flashes_of
from sightline.measure.media.synchrony.measure import FILE, accepts, measure_onsets, warm
from sightline.measure.media.synchrony.onsets import onsets_of
from sightline.measure.media.synchrony.pack import pack, unpack
from sightline.model.clock_group import Flash


@pytest.fixture(scope="module")
def seen(filmed):
    return [flashes_of(clip.path) for clip in filmed.clips]


def test_flashes_are_found_when_they_are_seen_and_nothing_else(filmed, seen):
    for clip, flashes in zip(filmed.clips, seen, strict=True):
        true = [1000 * at for at in map(clip.seen, filmed.bangs) if at is not None]
        assert len(true) == len(flashes)
        for at, flash in zip(true, flashes, strict=True):
            assert -1 <= flash.at_ms - at <= flash.error_ms


def test_flashes_give_the_clock_of_the_cameras(filmed, seen):
    first, second = filmed.clips[:2]
    sound = align_onsets(*(onsets_of(clip.path) for clip in (first, second)))
    one = align_flashes(seen[0], seen[1], sound=sound)
    assert "flashes" == one.signal
    assert abs(one.offset_ms - 1000 * (second.start - first.start)) <= one.error_ms <= 41


def test_a_flash_and_its_bang_tell_the_distance(filmed, seen):
    clip, (flash, *_) = filmed.clips[0], seen[0]
    bang = min(filmed.bangs, key=lambda one: abs(1000 * clip.clock(one.time) - flash.at_ms))
    found = flash_to_bang(
        flash.at_ms - flash.error_ms / 2, 1000 * clip.heard(bang), error_ms=30, temperature_c=20
    )
    assert abs(found.metres - clip.distance(bang)) <= found.error_m


def test_the_measure_tells_times_and_packs_levels(filmed, subject):
    given = subject(filmed.clips[0].path)
    found = measure_onsets(given)
    assert "found" == found.outcome
    (product,) = found.products
    onsets = unpack((given.out / FILE).read_bytes())
    assert "onsets" == product.role
    assert len(onsets) == pytest.approx(filmed.clips[0].seconds * 200, abs=20)
    assert found.values["flash_count"] == len(found.values["flashes"]) > 0
    assert "flash" in found.sentence
    assert accepts("video/mp4")
    assert not accepts("image/jpeg")
    warm(given.sniffed)


def test_a_film_without_sound_or_flash_gives_nothing(films, subject):
    found = measure_onsets(subject(films / "plain.mp4"))
    assert ("nothing", ()) == (found.outcome, found.products)


def steady(count, *, level=100.0):
    return [(40 * at, np.full((9, 16), level, np.float32)) for at in range(count)]


def test_a_cut_to_a_brighter_place_is_no_flash():
    assert () == flashes_in(iter(steady(30) + [(40 * at, np.full((9, 16), 180.0)) for at in range(30, 90)]))


def test_a_lamp_switched_on_is_no_flash_and_a_shot_is():
    frames = steady(60)
    frames[30][1][:] = 220.0
    (flash,) = flashes_in(iter(frames))
    assert (1_200, 40) == (flash.at_ms, flash.error_ms)
    lamp = steady(60)
    for _, cells in lamp[30:]:
        cells[:] = 150.0
    assert () == flashes_in(iter(lamp))


def test_flashes_without_sound_need_three_in_common():
    times = [1_000, 3_400, 9_000, 9_700]
    first = [Flash(at, 60, 40) for at in times]
    second = [Flash(at - 800, 60, 40) for at in times]
    assert 800 == pytest.approx(align_flashes(first, second).offset_ms, abs=21)
    assert align_flashes(first[:2], second[:2]) is None
    assert align_flashes(first, [Flash(at, 60, 40) for at in (10, 5_000, 6_110, 20_000)]) is None


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: b"x" + data, lambda data: data[:10]])
def test_levels_that_are_not_as_written_are_refused(filmed, spoil):
    data = pack(onsets_of(filmed.clips[1].path))
    with pytest.raises(Damaged):
        unpack(spoil(data))


def test_levels_are_small(filmed):
    # kept for every film: under a kilobyte a second
    clip = filmed.clips[0]
    assert len(pack(onsets_of(clip.path))) < 1_000 * clip.seconds


def test_a_hole_in_the_sound_is_kept_as_one():
    tone = np.sin(np.arange(16_000) / 3).astype(np.float32)
    onsets = onsets_of([(0, tone), (80_000, tone)])
    assert 12_000 == pytest.approx(onsets.duration_ms, abs=40)
    assert (onsets.levels[500:1_900] == 0).all()
    assert (onsets.levels[10:300, 3] > 0).all()
