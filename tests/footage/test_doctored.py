"""Is what was done to the pictures really in them, and only there?"""

import numpy as np
import pytest
from PIL import ExifTags, Image
from tests.footage import doctored

SIZE = (384, 288)


def read(path):
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def test_an_honest_picture_has_one_quality(tmp_path):
    truth = doctored.once_saved(tmp_path / "a.jpg", seed=1, quality=80, size=SIZE)
    assert (80,) == truth.qualities
    assert (288, 384, 3) == read(truth.path).shape
    assert () == truth.boxes


def test_saving_twice_leaves_gaps_in_the_coefficients(tmp_path):
    # of a picture saved coarsely and then finely, many values of a coefficient never occur
    once = doctored.once_saved(tmp_path / "once.jpg", seed=1, quality=95, size=SIZE)
    twice = doctored.resaved(tmp_path / "twice.jpg", seed=1, first=60, second=95, size=SIZE)
    assert values_of(read(once.path)) > 1.5 * values_of(read(twice.path))


def values_of(rgb):
    """Count how often the coefficient (0, 1) of the blocks is not near a multiple of its step at quality 60."""
    luma = rgb @ np.array([0.299, 0.587, 0.114]) - 128
    rows, columns = luma.shape[0] // 8, luma.shape[1] // 8
    blocks = luma[: rows * 8, : columns * 8].reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3)
    wave = np.cos((2 * np.arange(8) + 1) * np.pi / 16) / 2
    coefficient = (blocks * wave).sum((2, 3)) / np.sqrt(8)
    step = 9
    return int((np.abs(coefficient / step - np.round(coefficient / step)) > 0.3).sum())


def test_a_shifted_grid_is_off_by_what_it_says(tmp_path):
    truth = doctored.grid_shifted(tmp_path / "a.jpg", seed=2, first=30, second=95, shift=(3, 5), size=SIZE)
    luma = read(truth.path).mean(2)
    across = np.abs(np.diff(luma, axis=1)).mean(0)
    steps = [across[at::8].mean() for at in range(8)]
    # the step between two blocks of the first save lies just before its grid line
    assert int(truth.numbers["grid_x"]) == (int(np.argmax(steps)) + 1) % 8


def test_a_splice_changes_its_box_only(tmp_path):
    truth = doctored.spliced(tmp_path / "a.jpg", seed=3, size=SIZE)
    host = doctored.resaved(tmp_path / "b.jpg", seed=3, first=85, second=92, size=SIZE)
    apart = np.abs(read(truth.path) - read(host.path)).mean(2)
    (left, top, width, height) = truth.boxes[0]
    inside = np.zeros(apart.shape, bool)
    inside[top : top + height, left : left + width] = True
    near = np.zeros(apart.shape, bool)
    near[max(0, top - 16) : top + height + 16, max(0, left - 16) : left + width + 16] = True
    assert apart[inside].mean() > 10
    assert apart[~near].max() == 0
    assert (0, 0) != (truth.numbers["grid_x"], truth.numbers["grid_y"])


@pytest.mark.parametrize("turn, scale", [(0.0, 1.0), (6.0, 1.0), (0.0, 1.15)])
def test_a_copied_part_is_in_two_places(tmp_path, turn, scale):
    truth = doctored.copy_moved(tmp_path / "a.jpg", seed=4, turn=turn, scale=scale, side=64, size=SIZE)
    rgb = read(truth.path)
    (x, y, side, _), (left, top, width, height) = truth.boxes
    first, second = rgb[y : y + side, x : x + side], rgb[top : top + height, left : left + width]
    middle = [part[part.shape[0] // 2 - 8 :, part.shape[1] // 2 - 8 :][:16, :16] for part in (first, second)]
    if turn == 0 and scale == 1:
        assert first.shape == second.shape
        assert np.abs(first - second).mean() < 6
    assert np.abs(middle[0].mean((0, 1)) - middle[1].mean((0, 1))).max() < 25
    assert x + side <= left or left + width <= x or y + side <= top or top + height <= y


def test_a_thumbnail_is_its_own_or_anothers(tmp_path):
    own = doctored.with_thumbnail(tmp_path / "own.jpg", seed=5, size=SIZE)
    other = doctored.with_thumbnail(tmp_path / "other.jpg", seed=5, thumbnail_of=6, size=SIZE)
    apart = []
    for truth in (own, other):
        content = truth.path.read_bytes()
        with Image.open(truth.path) as picture:
            inner = picture.getexif().get_ifd(ExifTags.IFD.IFD1)
            whole = np.asarray(picture.resize((160, 120), Image.Resampling.BOX)).astype(int)
        start = inner[0x0201] + content.index(b"Exif\0\0") + 6
        small = doctored.opened(content[start : start + inner[0x0202]])
        assert (120, 160, 3) == small.shape
        apart.append(np.abs(small - whole).mean())
    assert apart[0] < 8 < 15 < apart[1]


def test_the_same_forgery_every_time(tmp_path):
    for maker, more in ((doctored.spliced, {}), (doctored.copy_moved, {"side": 64})):
        one, other = (
            maker(tmp_path / f"{at}.jpg", seed=7, **more, size=(320, 240)).path.read_bytes() for at in (1, 2)
        )
        assert one == other
