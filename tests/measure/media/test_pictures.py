"""Pictures: known sizes, orientation, and files meant to exhaust memory."""

import io
import time

import numpy as np
import pytest
from PIL import Image

from sightline.core.errors import Damaged, OverLimit
from sightline.measure.media.pictures import measure_picture


def distance(one, other):
    return (int.from_bytes(one.prints[0].pdq, "big") ^ int.from_bytes(other.prints[0].pdq, "big")).bit_count()


@pytest.mark.parametrize("kind", ["landscape", "portrait"])
def test_sixteen_orientations_of_one_picture_are_the_same_picture(shared, subject, kind):
    folder = shared / "data/photos/exif_jpg/orientation"
    found = [measure_picture(subject(folder / f"{kind}_{at}.jpg")) for at in range(1, 9)]
    assert 1 == len({(one.values["width"], one.values["height"]) for one in found})
    # each was compressed anew and carries its own number; turned wrongly they are about 128 bits apart
    assert max(distance(found[0], one) for one in found[1:]) <= 31


@pytest.mark.parametrize("name", ["IMG_5195.HEIC", "samplefilehub.heif", "mobile/iphone_13_pro_max.HEIC"])
def test_heic_is_read(shared, subject, name):
    finding = measure_picture(subject(shared / "data/photos/exif_heic" / name))
    assert "found" == finding.outcome
    assert finding.values["width"] > 100


def test_the_thumbnail_is_small_and_carries_no_metadata(shared, subject):
    given = subject(shared / "data/photos/exif_jpg/gps/DSCN0010.jpg")
    finding = measure_picture(given)
    with Image.open(given.out / finding.products[0].file) as small:
        assert 480 == max(small.size)
        assert {} == dict(small.getexif())
        assert not {"icc_profile", "exif", "xmp", "comment"} & set(small.info)


def test_a_hundred_megapixels_in_a_few_kilobytes_are_refused_by_the_header(subject, tmp_path, make):
    path = make.bomb(tmp_path / "bomb.png", 10_000, 10_000)
    assert path.stat().st_size < 200_000
    began = time.monotonic()
    with pytest.raises(OverLimit, match="100000000"):
        measure_picture(subject(path))
    assert time.monotonic() - began < 1


def test_the_limit_of_pixels_is_a_parameter(subject, tmp_path, make):
    with pytest.raises(OverLimit, match="1000 x 1000 = 1000000 pixels"):
        measure_picture(subject(make.bomb(tmp_path / "b.png", 1000, 1000), most_pixels=900_000))


def test_a_header_of_any_size_is_refused_not_believed(subject, tmp_path):
    held = io.BytesIO()
    Image.new("RGB", (4, 4)).save(held, "BMP")
    body = bytearray(held.getvalue())
    body[18:26] = (60_000).to_bytes(4, "little") * 2
    path = tmp_path / "a.bmp"
    path.write_bytes(body)
    with pytest.raises(OverLimit):
        measure_picture(subject(path))


def test_a_truncated_picture_is_shown_as_far_as_it_goes(subject, tmp_path, make):
    held = io.BytesIO()
    Image.fromarray(make.scene(1)).save(held, "JPEG", quality=95)
    path = tmp_path / "cut.jpg"
    path.write_bytes(held.getvalue()[: len(held.getvalue()) // 2])
    finding = measure_picture(subject(path))
    assert "against" == finding.outcome
    assert "Part of it is missing" in finding.sentence


@pytest.mark.parametrize("name", ["gif.gif", "webp.webp"])
def test_what_does_not_decode_is_damage(shared, subject, name):
    with pytest.raises(Damaged):
        measure_picture(subject(shared / "data/odd_files/small" / name))


def test_deep_grey_and_transparent_pictures_keep_their_look(subject, tmp_path):
    deep = np.linspace(0, 65535, 128 * 96, dtype=np.uint16).reshape(96, 128)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    assert "found" == measure_picture(subject(tmp_path / "deep.png")).outcome
    Image.new("RGBA", (64, 64), (10, 20, 30, 0)).save(tmp_path / "clear.png")
    assert (64, 64) == tuple(
        measure_picture(subject(tmp_path / "clear.png")).values[key] for key in ("width", "height")
    )


def test_an_animation_counts_its_frames(subject, tmp_path, make):
    frames = [Image.fromarray(make.scene(seed, 64, 48)) for seed in range(5)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    finding = measure_picture(subject(tmp_path / "a.gif"))
    assert 5 == finding.values["frames"]
    assert finding.sentence.startswith("A moving picture of 5 frames")


def test_copies_of_one_photograph_are_near_and_others_far(shared, subject):
    folder = shared / "data/images/copies"
    paths = {path.name: path for path in sorted((shared / "data/images").rglob("ukbench*.jpg"))}
    one = measure_picture(subject(paths["ukbench00120.jpg"]))
    assert distance(one, measure_picture(subject(paths["ukbench00120_resize.jpg"]))) <= 31
    assert distance(one, measure_picture(subject(paths["ukbench09268.jpg"]))) > 60
    assert folder.is_dir()


def test_a_padded_picture_is_the_original_inside_its_border(shared, subject, tmp_path):
    path = shared / "data/images/copies/mixed_images/ukbench00120.jpg"
    with Image.open(path) as original:
        padded = Image.new("RGB", (original.width, original.height + 120), "white")
        padded.paste(original, (0, 60))
    padded.save(tmp_path / "padded.jpg", quality=80)
    one, other = measure_picture(subject(path)), measure_picture(subject(tmp_path / "padded.jpg"))
    assert {"full", "inner"} < {found.view for found in other.prints}
    inner = next(found for found in other.prints if found.view == "inner")
    assert 31 >= (int.from_bytes(inner.pdq, "big") ^ int.from_bytes(one.prints[0].pdq, "big")).bit_count()
    assert "flat border: 10 % above and below" in other.sentence


def test_a_cropped_picture_is_near_a_crop_view_of_the_original(shared, subject, tmp_path):
    path = shared / "data/images/copies/mixed_images/ukbench00120.jpg"
    with Image.open(path) as original:
        width, height = original.size
        cropped = original.crop((width // 20, height // 20, width - width // 20, height - height // 20))
    cropped.save(tmp_path / "cropped.jpg", quality=80)
    one, other = measure_picture(subject(path)), measure_picture(subject(tmp_path / "cropped.jpg"))
    near = next(found for found in one.prints if found.view == "crop-10")
    assert distance(one, other) > 40
    assert 16 >= (int.from_bytes(near.pdq, "big") ^ int.from_bytes(other.prints[0].pdq, "big")).bit_count()


def test_a_picture_of_one_colour_has_a_fingerprint_of_no_worth_and_no_views(subject, tmp_path):
    Image.new("RGB", (300, 200), (10, 90, 30)).save(tmp_path / "green.png")
    found = measure_picture(subject(tmp_path / "green.png"))
    assert [(0, "full")] == [(one.quality, one.view) for one in found.prints]


@pytest.mark.parametrize("size", [(1, 1), (1, 20_000), (20_000, 1), (5, 5), (6, 300)])
def test_pictures_of_odd_sizes(subject, tmp_path, size):
    Image.effect_noise(size, 90).convert("RGB").save(tmp_path / "odd.png")
    found = measure_picture(subject(tmp_path / "odd.png"))
    assert "full" == found.prints[0].view
    assert all(32 == len(one.pdq) for one in found.prints)


def test_views_can_be_left_out(subject, shared):
    found = measure_picture(
        subject(shared / "data/images/copies/mixed_images/ukbench00120.jpg", views="whole")
    )
    assert ["full"] == [one.view for one in found.prints]
