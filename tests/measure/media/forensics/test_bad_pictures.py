"""Every forensic measure on what strangers send: tiny, thin, flat, other colours, cut off, moving."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from sightline.core.errors import OverLimit
from sightline.measure.media.forensics.picture import MEASURES, accepts, overview
from sightline.model.finding import Finding

FUNCTIONS = [pytest.param(function, id=name) for name, _, function in MEASURES]


def saved(picture, kind, **more):
    held = io.BytesIO()
    picture.save(held, kind, **more)
    return held.getvalue()


def bad_pictures(pixels):
    colour = Image.fromarray(pixels)
    deep = Image.fromarray(pixels[:, :, 0].astype(np.uint16) * 257)
    jpeg = saved(colour, "JPEG", quality=85)
    frames = [Image.fromarray(np.roll(pixels[:200, :200], at, 0)) for at in range(3)]
    return {
        "one.png": saved(Image.new("RGB", (1, 1)), "PNG"),
        "thin.png": saved(Image.new("RGB", (1, 20_000), "red"), "PNG"),
        "wide.jpg": saved(Image.new("RGB", (20_000, 9), "red"), "JPEG"),
        "flat.jpg": saved(Image.new("RGB", (400, 300), (9, 9, 9)), "JPEG"),
        "white.png": saved(Image.new("L", (300, 300), 255), "PNG"),
        "cmyk.jpg": saved(colour.convert("CMYK"), "JPEG"),
        "grey.jpg": saved(colour.convert("L"), "JPEG"),
        "deep.png": saved(deep, "PNG"),
        "palette.png": saved(colour.quantize(16), "PNG"),
        "alpha.png": saved(colour.convert("RGBA"), "PNG"),
        "bits.png": saved(colour.convert("1"), "PNG"),
        "cut.jpg": jpeg[: len(jpeg) // 2],
        "moving.gif": saved(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "odd.jpg": saved(colour.crop((0, 0, 201, 131)), "JPEG", quality=70, subsampling=0),
        "block.png": saved(colour.crop((0, 0, 128, 128)), "PNG"),
    }


@pytest.fixture(scope="session")
def bad(photographs):
    return bad_pictures(photographs[0][:320, :400])


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_bad_picture_gets_an_answer(look, bad, function):
    for name, body in bad.items():
        found = look(function, body, name=name)
        assert found.outcome in ("nothing", "inconclusive", "against", "found"), name
        assert found.sentence.endswith("."), name
        assert "." not in re.sub(r"[^0-9.]", "", str(list(found.values.values()))).replace("..", "")
        if name in ("one.png", "thin.png", "flat.jpg", "white.png"):
            assert found.outcome in ("nothing", "inconclusive"), name
            assert [] == found.values.get("regions", []), name


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_bomb_is_refused_by_its_header(subject, tmp_path, make, function):
    with pytest.raises(OverLimit):
        function(subject(make.bomb(tmp_path / "bomb.png", 10_000, 10_000)))


def test_a_picture_cut_off_says_so(look, bad):
    for _, _, function in MEASURES[1:3]:
        assert "Part of the file is missing" in look(function, bad["cut.jpg"]).sentence


def test_only_pictures_are_taken():
    assert accepts("image/jpeg")
    assert not accepts("video/mp4")


def found(name, box=None, outcome="found"):
    regions = [] if box is None else [dict(zip(("x", "y", "width", "height"), box, strict=True))]
    return Finding(f"media.forensics.{name}", 1, outcome, f"{name} says.", {"regions": regions})


def test_the_overview_counts_and_tells_where_methods_agree():
    told = overview(
        [
            found("levels", (100, 100, 50, 50), "inconclusive"),
            found("quantisation", (105, 100, 50, 50)),
            found("noise", None, "nothing"),
            found("ghost", (900, 900, 50, 50)),
            Finding("media.picture", 1, "found", "not ours"),
        ]
    )
    assert (("media.forensics.quantisation", "media.forensics.levels"),) == told.agreeing
    assert ("quantisation says.", "ghost says.", "levels says.", "noise says.") == told.sentences
    assert told.summary.startswith(
        "Of 4 methods 2 saw a trace and 1 could not tell; levels, quantisation point"
    )
    assert "score" not in told.summary
