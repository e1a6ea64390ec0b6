"""Films of the generator, edited as people edit them, through the decoder: what the other tests stand for."""

import pytest
from tests.footage.compile import put_into
from tests.footage.edit import edit
from tests.footage.scene import film_scene

from sightline.measure.media.align import align
from sightline.measure.media.aligning.prints import Prints, read_film

SMALL = (480, 270)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("copies")


@pytest.fixture(scope="module")
def film(folder):
    return film_scene(folder / "film.mp4", seed=1, seconds=8, size=SMALL, sound=False)


@pytest.fixture(scope="module")
def host(folder):
    return film_scene(folder / "host.mp4", seed=2, seconds=8, size=SMALL, sound=False)


@pytest.mark.parametrize(
    "name, strength, told",
    [
        ("mirrored", 1, "mirrored"),
        ("letterbox", 0.125, "bordered"),
        ("crop", 0.10, "cropped"),
        ("crop-left", 0.10, "cropped"),
        ("rate-30", "blend", "frame-rate"),
        ("speed", 1.1, "speed"),
        ("logo", 0.18, ""),
        ("banner", 0.10, ""),
        ("refilmed", 0.025, ""),
    ],
)
def test_an_edited_copy_is_found_whole_and_its_edit_told(folder, film, host, name, strength, told):
    copy = read_film(edit(film, folder / f"{name}.mp4", name, strength=strength))
    (found,) = align(read_film(film), copy)
    assert found.a_end_ms - found.a_start_ms > 7000
    assert (strength if name == "speed" else 1.0) * 1000 == pytest.approx(found.speed, abs=10)
    assert 0 == pytest.approx(found.a_start_ms - found.b_start_ms * found.speed / 1000, abs=100)
    assert told == "" or told in found.edits
    assert () == align(read_film(host), copy)


@pytest.mark.parametrize("speed", [1.0, 1.1])
def test_a_piece_in_another_film_is_found_after_a_change_of_frame_rate(folder, film, host, speed):
    put = put_into(film, host, folder / f"put{speed}.mp4", at=3, length=4, piece_start=2, speed=speed)
    shown = read_film(edit(put, folder / f"put30-{speed}.mp4", "rate-30", strength="blend"))
    (found,) = align(read_film(film), shown)
    assert (2000, 6000) == pytest.approx((found.a_start_ms, found.a_end_ms), abs=150)
    assert (3000, 3000 + 4000 / speed) == pytest.approx((found.b_start_ms, found.b_end_ms), abs=150)
    assert 1000 * speed == pytest.approx(found.speed, abs=25)
    assert "cut" in found.edits


@pytest.mark.parametrize("shake", [0.0, 1.0])
def test_one_camera_at_one_place_at_two_times_is_no_copy(folder, shake):
    film = read_film(
        film_scene(
            folder / f"place{shake}.mp4", seed=6, seconds=12, size=SMALL, sound=False, cuts=False, shake=shake
        )
    )
    first, later = film.chosen(film.start_ms < 5900), film.chosen(film.start_ms >= 6100)
    later = Prints(later.start_ms - 6100, later.end_ms - 6100, later.hashes, later.quality, later.view)
    assert () == align(first, later)
