"""Quantisation: tables with known quality, an earlier save told and not invented, and the part that lacks it."""

import numpy as np
import pytest
from PIL import Image

from sightline.measure.media.forensics.planes import JpegFacts
from sightline.measure.media.forensics.quantisation import measure_quantisation
from sightline.measure.media.forensics.tables import (
    ANNEX_K_CHROMA,
    ANNEX_K_LUMA,
    MOZJPEG,
    read_tables,
    scaled,
)


def facts(luma, chroma=None):
    return JpegFacts(tuple(luma), None if chroma is None else tuple(chroma), 2, "4:2:0")


@pytest.mark.parametrize("quality", [30, 50, 75, 85, 92, 99])
def test_the_quality_of_the_free_library_is_told_exactly(quality):
    told = read_tables(facts(scaled(ANNEX_K_LUMA, quality), scaled(ANNEX_K_CHROMA, quality)))
    assert ("annex-k", quality, True, quality) == (told.family, told.quality, told.exact, told.chroma_quality)


def test_our_scaling_is_that_of_the_library_pillow_writes_with(forge, photographs, tmp_path):
    path = tmp_path / "a.jpg"
    for quality in (40, 75, 90):
        path.write_bytes(forge.jpeg(photographs[0], quality))
        with Image.open(path) as opened:
            assert scaled(ANNEX_K_LUMA, quality) == tuple(opened.quantization[0])


def test_families_are_told_only_where_a_table_proves_them():
    assert "mozjpeg" == read_tables(facts(scaled(MOZJPEG, 80), scaled(MOZJPEG, 80))).family
    own = read_tables(facts([step + 1 for step in scaled(ANNEX_K_LUMA, 80)]))
    assert ("own", False) == (own.family, own.exact)


@pytest.mark.parametrize("quality", [60, 75, 85, 92])
def test_a_picture_saved_once_has_no_earlier_save(look, forge, photographs, quality):
    for pixels in photographs:
        found = look(measure_quantisation, forge.jpeg(pixels, quality))
        assert "nothing" == found.outcome
        assert quality == found.values["quality"]


@pytest.mark.parametrize("before, after", [(60, 75), (75, 85), (75, 92), (85, 92)])
def test_an_earlier_save_is_told_with_its_quality_and_is_no_manipulation(
    look, forge, photographs, before, after
):
    for pixels in photographs[:4]:
        found = look(measure_quantisation, forge.jpeg(forge.decoded(forge.jpeg(pixels, before)), after))
        assert "found" == found.outcome
        assert abs(before - found.values["earlier_quality"]) <= 1
        assert [] == found.values["regions"]
        assert "not a picture manipulated" in found.uncertainty


def test_what_was_pasted_between_two_saves_is_told_with_its_place(look, forge, photographs):
    places = []
    for at, pixels in enumerate(photographs):
        host = forge.decoded(forge.jpeg(pixels, 75))
        forged = forge.pasted(host, photographs[at - 1], forge.BOX)
        found = look(measure_quantisation, forge.jpeg(forged, 90))
        places.append(forge.overlap(found.values["regions"][0], forge.BOX))
    assert min(places) > 0.7


def test_a_much_lower_last_quality_hides_the_earlier_save(look, forge, photographs):
    # said in the docstring: the method must not pretend to see through it
    body = forge.jpeg(forge.decoded(forge.jpeg(photographs[0], 97)), 60)
    assert "nothing" == look(measure_quantisation, body).outcome


def test_other_formats_and_flat_pictures_are_no_evidence(look, forge):
    flat = np.full((400, 400, 3), 90, np.uint8)
    assert "nothing" == look(measure_quantisation, forge.png(flat), name="a.png").outcome
    assert "inconclusive" == look(measure_quantisation, forge.jpeg(flat, 80)).outcome


def test_colours_stored_in_another_way_are_inconclusive(look, tmp_path, photographs):
    path = tmp_path / "cmyk.jpg"
    Image.fromarray(photographs[0]).convert("CMYK").save(path, quality=80)
    found = look(measure_quantisation, path.read_bytes())
    assert "inconclusive" == found.outcome
    assert 80 == found.values["quality"]


def test_camera_files_are_rarely_told_as_saved_twice(shared, subject):
    # ukbench09060 was saved twice by its tables; of the others none
    folder = shared / "data/images/copies/base_images"
    told = [
        path.stem
        for path in sorted(folder.glob("*.jpg"))
        if measure_quantisation(subject(path)).outcome == "found"
    ]
    assert ["ukbench09060"] == told
