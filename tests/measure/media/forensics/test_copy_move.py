"""Copied parts: found as they are, turned and resized; stripes and equal things are not told as copies."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from sightline.measure.media.forensics.copy_move import measure_copy_move


@pytest.fixture(scope="module")
def sharp():
    """Yield pictures with things to hold on to and little noise, as photographs are after they were made small."""
    made = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        picture = Image.new("RGB", (900, 700), (120, 130, 125))
        draw = ImageDraw.Draw(picture)
        for _ in range(1500):
            x, y, size = int(rng.integers(0, 900)), int(rng.integers(0, 700)), int(rng.integers(5, 34))
            shape = draw.ellipse if rng.random() < 0.5 else draw.rectangle
            shape(
                (x, y, x + size, y + int(rng.integers(5, 34))), fill=tuple(rng.integers(20, 235, 3).tolist())
            )
        pixels = np.asarray(picture.resize((765, 595), Image.Resampling.LANCZOS)).astype(float)
        made.append(np.clip(pixels + rng.normal(0, 1, pixels.shape), 0, 255).astype(np.uint8))
    return made


def copied(pixels, *, turned=0, scale=1.0):
    picture = Image.fromarray(pixels)
    side = int(140 * scale)
    part = picture.crop((90, 230, 230, 370)).resize((side, side), Image.Resampling.BICUBIC)
    mask = Image.new("L", (side, side), 255)
    turn = {"angle": turned, "resample": Image.Resampling.BICUBIC}
    picture.paste(part.rotate(**turn), (470, 200), mask.rotate(turned))
    return np.asarray(picture)


@pytest.mark.parametrize("turned, scale", [(0, 1.0), (12, 1.0), (0, 0.85), (-6, 1.15)])
def test_a_copied_part_is_found_with_its_turn_and_size(look, forge, sharp, turned, scale):
    for pixels in sharp:
        found = look(measure_copy_move, forge.jpeg(copied(pixels, turned=turned, scale=scale), 90))
        assert "found" == found.outcome
        pair = found.values["pairs"][0]
        assert abs(abs(turned) - abs(pair["turned_tenths_of_degree"]) / 10) < 1
        assert min(abs(pair["scale_per_mille"] - value) for value in (1000 * scale, 1000 / scale)) < 30


def test_untouched_pictures_have_no_copies(look, forge, sharp, photographs):
    for pixels in [*sharp, *photographs[:3]]:
        assert "nothing" == look(measure_copy_move, forge.jpeg(pixels, 88)).outcome


def test_stripes_agree_everywhere_and_are_no_copy(look, forge):
    # edges and stripes were the commonest false alarm of shifted blocks
    x = np.arange(700)[None, :]
    stripes = 120 + 60 * np.sign(np.sin(x / 9)) + np.random.default_rng(1).normal(0, 2, (500, 700))
    pixels = np.clip(np.stack([stripes] * 3, axis=2), 0, 255).astype(np.uint8)
    assert "found" != look(measure_copy_move, forge.jpeg(pixels, 90)).outcome


def test_few_real_photographs_are_told(shared, subject):
    folder = shared / "data/images/copies/base_images"
    outcomes = [measure_copy_move(subject(path)).outcome for path in sorted(folder.glob("*.jpg"))]
    assert 0 == outcomes.count("found")
