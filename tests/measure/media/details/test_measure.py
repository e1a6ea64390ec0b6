"""The measure: what is kept of pictures and films, and what is said where nothing stands out."""

import pytest
from PIL import Image
from tests.measure.media.details.made import photograph

from sightline.core.errors import Damaged, OverLimit
from sightline.measure.media.details.align import align_details
from sightline.measure.media.details.measure import FILE, accepts, measure_details
from sightline.measure.media.details.pack import unpack
from sightline.measure.media.details.points import MOST


def test_a_picture_gives_details_as_a_product(subject, tmp_path):
    path = tmp_path / "a.jpg"
    Image.fromarray(photograph(1, size=(1600, 1200))).save(path)
    given = subject(path)
    finding = measure_details(given)
    assert ("found", MOST, 1) == (finding.outcome, finding.values["details"], finding.values["frames"])
    (product,) = finding.products
    assert ("detail_prints", "application/vnd.sightline.details") == (product.role, product.media_type)
    assert MOST == len(unpack((given.out / FILE).read_bytes()))


def test_a_film_gives_those_of_its_key_frames(subject, films):
    given = subject(films / "cut.mp4")
    finding = measure_details(given)
    assert accepts(given.media_type)
    details = unpack((given.out / FILE).read_bytes())
    assert finding.values["frames"] == details.frames >= 1
    assert details.duration_ms > 0


@pytest.mark.parametrize("size", [(1, 1), (20_000, 1), (300, 200)])
def test_nothing_stands_out_in_one_colour(subject, tmp_path, size):
    path = tmp_path / "a.png"
    Image.new("RGB", size, "grey").save(path)
    finding = measure_details(subject(path))
    assert ("nothing", ()) == (finding.outcome, finding.products)
    assert "Too little stands out in the picture" in finding.sentence


def test_what_is_too_large_or_broken_is_refused(subject, tmp_path, make):
    with pytest.raises(OverLimit):
        measure_details(subject(make.bomb(tmp_path / "bomb.png", 10_000, 10_000)))
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    with pytest.raises(Damaged):
        measure_details(subject(broken))


# What a telephone notes on how it was held must not count as a turn of the picture.
def test_the_orientation_tag_is_honoured(subject, tmp_path):
    upright, tagged = tmp_path / "a.jpg", tmp_path / "b.jpg"
    picture = Image.fromarray(photograph(2))
    picture.save(upright)
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.transpose(Image.Transpose.ROTATE_90).save(tagged, exif=exif)
    found = []
    for path in (upright, tagged):
        given = subject(path)
        measure_details(given)
        found.append(unpack((given.out / FILE).read_bytes()))
    (one,) = align_details(*found)
    assert "turned" not in one.edits


def test_pictures_turned_by_any_angle_join_their_originals(shared, subject):
    folder = shared / "data" / "images" / "copies"
    found = []
    for name in (
        "base_images/ukbench00120",
        "mixed_images/ukbench00120_rotation",
        "base_images/ukbench09060",
    ):
        given = subject(folder / f"{name}.jpg")
        measure_details(given)
        found.append(unpack((given.out / FILE).read_bytes()))
    original, rotated, other = found
    (one,) = align_details(original, rotated)
    assert "turned by 30 degrees" in one.why
    assert () == align_details(other, rotated)
