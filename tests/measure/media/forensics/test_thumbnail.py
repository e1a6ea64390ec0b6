"""Thumbnails in Exif data: the same, a part changed, a crop, another picture, black bars, none."""

import io
import struct

import numpy as np
import pytest
from PIL import Image

from sightline.measure.media.forensics.thumbnail import measure_thumbnail


def with_thumbnail(pixels, small):
    """Write a JPEG whose Exif data hold ``small`` as the thumbnail, and nothing else."""
    held = io.BytesIO()
    small.save(held, "JPEG", quality=85)
    body = held.getvalue()
    first = struct.pack("<HI", 0, 14)
    second = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 14 + 30, 0x0202, 4, 1, len(body), 0)
    exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + first + second + body
    held = io.BytesIO()
    Image.fromarray(pixels).save(held, "JPEG", quality=90, exif=exif)
    return held.getvalue()


def small_of(pixels):
    return Image.fromarray(pixels).resize((160, 120), Image.Resampling.LANCZOS)


def test_the_same_picture_speaks_against_a_change(look, photographs):
    for pixels in photographs:
        assert "against" == look(measure_thumbnail, with_thumbnail(pixels, small_of(pixels))).outcome


def test_black_bars_of_cameras_are_forgiven(look, photographs):
    framed = Image.new("RGB", (160, 120))
    framed.paste(small_of(photographs[0]).resize((160, 90)), (0, 15))
    wide = np.asarray(Image.fromarray(photographs[0]).resize((960, 540)))
    assert "against" == look(measure_thumbnail, with_thumbnail(wide, framed)).outcome


def test_a_part_painted_over_is_found(look, photographs):
    changed = photographs[1].copy()
    changed[200:360, 300:500] = (250, 30, 30)
    changed[200:360, 300:500, 1] += (np.arange(200) % 160).astype(np.uint8)
    found = look(measure_thumbnail, with_thumbnail(changed, small_of(photographs[1])))
    assert "found" == found.outcome
    left, top, width, height = found.values["part"]
    # painted over were x 62 to 104 and y 42 to 75 of the thumbnail
    assert 55 <= left < left + width <= 112
    assert 35 <= top < top + height <= 82
    assert width * height > 200


# Compared in brightness alone, a wall of bricks pasted on a hill of the same grey was "the same, in every part".
def test_a_part_of_another_colour_and_the_same_brightness_is_found(look, photographs):
    changed = Image.fromarray(photographs[0]).convert("YCbCr")
    light, blue, red = (np.asarray(one).copy() for one in changed.split())
    red[150:350, 200:450] = 175
    planes = [Image.fromarray(one) for one in (light, blue, red)]
    forged = np.asarray(Image.merge("YCbCr", planes).convert("RGB"))
    found = look(measure_thumbnail, with_thumbnail(forged, small_of(photographs[0])))
    assert "found" == found.outcome
    left, top, width, height = found.values["part"]
    assert np.allclose([42, 31, 52, 42], [left, top, width, height], atol=6)


def test_a_large_part_painted_over_leaves_the_same_view(look, photographs):
    # too little alike as a whole, the same view in every tile beside it
    changed = photographs[3].copy()
    changed[100:400, 150:500] = 255 - photographs[4][100:400, 150:500]
    found = look(measure_thumbnail, with_thumbnail(changed, small_of(photographs[3])))
    assert "found" == found.outcome
    assert "same view, but a part of it differs" in found.sentence


def test_a_crop_is_found_in_what_the_thumbnail_shows(look, photographs):
    cut = photographs[2][100:480, 150:660]
    found = look(measure_thumbnail, with_thumbnail(cut, small_of(photographs[2])))
    assert "found" == found.outcome
    assert np.allclose([31, 21, 106, 79], found.values["cut"], atol=5)


def test_another_picture_is_found(look, photographs):
    found = look(measure_thumbnail, with_thumbnail(photographs[3], small_of(photographs[4])))
    assert "found" == found.outcome
    assert "something else" in found.sentence


def test_without_a_thumbnail_nothing_is_said(look, forge, photographs):
    assert "nothing" == look(measure_thumbnail, forge.jpeg(photographs[0], 90)).outcome


def test_a_thumbnail_that_is_none_is_inconclusive(look, photographs):
    body = with_thumbnail(photographs[0], small_of(photographs[0]))
    at = body.index(b"\xff\xd8", 2)
    broken = body[: at + 2] + bytes(400) + body[at + 402 :]
    assert "inconclusive" == look(measure_thumbnail, broken).outcome


def test_thumbnails_of_real_cameras_agree(shared, subject):
    folder = shared / "data/photos/exif_jpg/gps"
    for path in sorted(folder.glob("*.jpg")):
        assert "against" == measure_thumbnail(subject(path)).outcome


@pytest.mark.parametrize("orientation", [6, 8])
def test_a_thumbnail_lies_as_the_picture_was_stored(look, photographs, orientation):
    body = bytearray(with_thumbnail(photographs[5], small_of(photographs[5])))
    assert "against" == look(measure_thumbnail, bytes(body)).outcome
