"""The hum of the mains jumps at a cut and runs on in an honest recording; the noise floor steps."""

import numpy as np
import pytest
from tests.footage.doctored_films import humming, whole
from tests.footage.kept import kept
from tests.measure.media.sound.conftest import write_sound

from sightline.measure.media.forensics.hum import jumps_of, tones_of
from sightline.measure.media.forensics.splices import accepts, measure_splices, warm

SMALL = {"size": (96, 54), "seconds": 14}
SEEDS = (1, 2, 3, 4)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    store = kept(tmp_path_factory)

    def make(maker, seed, **options):
        given = {**SMALL, "seed": seed, **options}
        return store.make(
            f"{maker.__name__}-{seed}", lambda path: maker(path, **given), of=sorted(given.items())
        )

    return make


@pytest.mark.parametrize("seed", SEEDS)
def test_hum_that_runs_on_speaks_against_a_cut(made, subject, seed):
    found = measure_splices(subject(made(humming, seed)))
    assert "against" == found.outcome
    assert [] == found.values["hum_jumps"]
    assert 50 in [one["hertz"] for one in found.values["hum"]]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_piece_cut_out_makes_the_hum_jump(made, subject, seed):
    found = measure_splices(subject(made(humming, seed, gone_at=7.0)))
    assert "found" == found.outcome
    (jump,) = found.values["hum_jumps"]
    assert 7_000 == pytest.approx(jump["at_ms"], abs=300)
    assert len(jump["hertz"]) >= 2
    assert "map" == found.products[0].role


@pytest.mark.parametrize("seed", SEEDS)
def test_sound_without_hum_tells_nothing(made, subject, seed):
    assert "nothing" == measure_splices(subject(made(whole, seed))).outcome


@pytest.mark.parametrize("mains", [50, 60])
def test_both_kinds_of_mains_are_known(mains):
    t = np.arange(8_000 * 10) / 8_000
    rng = np.random.default_rng(1)
    hum = 0.1 * np.sin(2 * np.pi * mains * t) + 0.1 * np.sin(4 * np.pi * mains * t + 1)
    sound = (hum + 0.02 * rng.standard_normal(len(t))).astype(np.float32)
    tones = tones_of(sound)
    assert {mains, 2 * mains} == {one.hertz for one in tones}
    assert () == jumps_of(tones)
    # a third of a swing is gone at 5 s
    cut = np.delete(sound, slice(40_000, 40_000 + round(8_000 * 1.34 / mains)))
    (jump,) = jumps_of(tones_of(cut))
    assert 5_000 == pytest.approx(jump.at_ms, abs=300)


def test_another_recorder_steps_the_floor_and_is_doubted(subject, tmp_path):
    rng = np.random.default_rng(4)
    sound = 0.003 * rng.standard_normal(22_050 * 16)
    sound[22_050 * 6 : 22_050 * 11] *= 5
    found = measure_splices(subject(write_sound(tmp_path / "a.wav", sound.astype(np.float32))))
    assert "inconclusive" == found.outcome
    first, second = found.values["floor_steps"]
    assert (6_000, 11_000) == (
        pytest.approx(first["at_ms"], abs=600),
        pytest.approx(second["at_ms"], abs=600),
    )
    assert 14 == pytest.approx(first["step_tenths_db"] / 10, abs=2)


def test_short_sound_cannot_be_told_and_no_sound_is_said(subject, tmp_path, films):
    short = write_sound(tmp_path / "a.wav", np.zeros(22_050 * 2, np.float32))
    assert "inconclusive" == measure_splices(subject(short)).outcome
    assert "It holds no sound." == measure_splices(subject(films / "plain.mp4")).sentence


def test_real_films_are_not_accused(shared, subject):
    told = [measure_splices(subject(path)) for path in sorted((shared / "data" / "videos").glob("*.mp4"))]
    assert "found" not in [one.outcome for one in told]
    # one of the three has a floor that steps by 5 dB, and nobody touched it
    assert sum(len(one.values["floor_steps"]) for one in told) <= 1


def test_types(films, subject):
    assert accepts("audio/mpeg")
    assert not accepts("image/png")
    warm(subject(films / "plain.mp4").sniffed)
