"""Text read by tesseract, with its boxes."""

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from sightline.core.errors import WrongUse
from sightline.measure.media.text_in_pictures import Word, layer_of, measure_text, parse_tsv

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
reads = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def sign(path, *lines):
    picture = Image.new("RGB", (900, 120 * len(lines) + 40), "white")
    font = ImageFont.truetype(str(FONT), 52) if FONT.is_file() else ImageFont.load_default(52)
    for at, line in enumerate(lines):
        ImageDraw.Draw(picture).text((40, 40 + 120 * at), line, font=font, fill="black")
    picture.save(path)
    return path


@reads
def test_a_sign_is_read_with_its_boxes(subject, tmp_path):
    finding = measure_text(subject(sign(tmp_path / "s.png", "Checkpoint Bridge"), languages=["eng"]))
    assert "found" == finding.outcome
    layer = finding.layers[0]
    assert "Checkpoint Bridge" == layer.text
    start, end, where = layer.anchors[0]
    assert "Checkpoint" == layer.text[start:end]
    x, y, width, height = (int(one) for one in where.removeprefix("box:").split(","))
    assert 30 < x < 60
    assert 20 < height < 80
    assert width > 200
    assert y > 30


@reads
@pytest.mark.skipif(not FONT.is_file(), reason="no font with Arabic and Cyrillic letters")
def test_arabic_and_cyrillic_are_read(subject, tmp_path):
    finding = measure_text(subject(sign(tmp_path / "s.png", "مدينة حماة", "Київ центр")))
    assert {"مدينة", "حماة", "Київ", "центр"} <= set(finding.layers[0].text.split())


@reads
def test_no_text_is_nothing_not_a_failure(subject, tmp_path):
    Image.new("RGB", (200, 100), "grey").save(tmp_path / "g.png")
    finding = measure_text(subject(tmp_path / "g.png"))
    assert ("nothing", "No text was read in it.") == (finding.outcome, finding.sentence)


@pytest.mark.parametrize("languages", [[], ["eng; rm"], "eng", ["--help"]])
@reads
def test_languages_that_are_no_names_are_refused(subject, tmp_path, languages):
    Image.new("RGB", (20, 10)).save(tmp_path / "g.png")
    with pytest.raises(WrongUse):
        measure_text(subject(tmp_path / "g.png", languages=languages))


def test_a_table_with_broken_rows_is_read_as_far_as_it_goes():
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = (
        "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t95.5\tBridge\n5\t1\tx\n5\t1\t1\t1\t1\t2\t1\t1\t1\t1\t12\tgrain\n"
    )
    assert [Word("Bridge", (1, 1, 1), (20, 40, 60, 80), 95)] == parse_tsv(head + rows, scale=0.5)


def test_words_of_a_film_are_anchored_to_their_time():
    layer = layer_of(
        [(1500, Word("one", (1, 1, 1), (1, 2, 3, 4), 90)), (1500, Word("two", (1, 1, 2), (5, 6, 7, 8), 90))]
    )
    assert "one\ntwo" == layer.text
    assert ((0, 3, "time:1500-1500"), (0, 3, "box:1,2,3,4")) == layer.anchors[:2]
