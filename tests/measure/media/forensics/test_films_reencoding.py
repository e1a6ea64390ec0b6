"""Earlier encodings leave old key frames; parts encoded otherwise leave steps; an honest film has neither."""

import pytest
from tests.footage.doctored_films import part_reencoded, twice_encoded, whole
from tests.footage.kept import kept

from sightline.measure.media.forensics.reencoding import accepts, measure_reencoding, warm

SMALL = {"size": (192, 108), "seconds": 10}
SEEDS = (1, 2, 3)


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
def test_an_honest_film_shows_nothing(made, subject, seed):
    found = measure_reencoding(subject(made(whole, seed)))
    assert "nothing" == found.outcome
    assert [] == found.values["sharpness_steps_ms"]
    assert 50 == found.values["key_distance"]
    assert "h264" == found.values["codec"]


@pytest.mark.parametrize("seed", SEEDS)
def test_old_key_frames_are_found_with_their_distance(made, subject, seed):
    # the first encoding had a key frame every 50 frames, and 13 were cut off
    found = measure_reencoding(subject(made(twice_encoded, seed, offset=13)))
    assert "found" == found.outcome
    assert (50, 37) == (found.values["recurrence"]["period"], found.values["recurrence"]["first"])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_part_encoded_badly_is_told_and_doubted(made, subject, seed):
    found = measure_reencoding(subject(made(part_reencoded, seed)))
    assert "inconclusive" == found.outcome
    assert any(abs(at - 4_000) <= 80 for at in found.values["sharpness_steps_ms"])
    assert any(abs(at - 7_000) <= 80 for at in found.values["sharpness_steps_ms"])


def test_too_few_frames_cannot_be_told(films, subject):
    found = measure_reencoding(subject(films / "plain.mp4"))
    assert "inconclusive" == found.outcome


def test_real_films_are_not_said_to_be_encoded_twice_by_this(shared, subject):
    # all three show steps of sharpness, which is why those are never more than inconclusive
    for path in sorted((shared / "data" / "videos").glob("*.mp4")):
        assert "found" != measure_reencoding(subject(path)).outcome


def test_types(films, subject):
    assert accepts("video/mp4")
    assert not accepts("image/png")
    warm(subject(films / "plain.mp4").sniffed)
