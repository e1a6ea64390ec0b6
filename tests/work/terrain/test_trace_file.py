"""A traced line is read from JSON, CSV, SVG or a picture; everything else is refused by place."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sightline.core.errors import BadValue, Damaged, SightlineError, Unreadable, WrongUse
from sightline.work.terrain.trace_file import Focal, read_trace

LINE = [[0, 512], [400, 430.5], [900, 470], [1600, 500]]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_json_csv_and_svg_say_the_same(tmp_path: Path) -> None:
    told = write(
        tmp_path, "a.json", json.dumps({"width": 1600, "height": 1200, "field_deg": 60, "line": LINE})
    )
    rows = write(tmp_path, "a.csv", "x,y\n" + "\n".join(f"{x},{y}" for x, y in LINE))
    path = "M 0 512 L 400,430.5 l 500 39.5 L1600 500"
    drawn = write(tmp_path, "a.svg", f'<svg viewBox="0 0 1600 1200"><g><path d="{path}"/></g></svg>')
    one = read_trace(told).trace
    two = read_trace(rows, size=(1600, 1200), focal=Focal(60, "field")).trace
    three = read_trace(drawn, focal=Focal(60, "field")).trace
    assert np.array_equal(one.y, two.y)
    assert np.allclose(one.y, three.y)
    assert 1385.64 == pytest.approx(one.focal_px or 0, abs=0.01)
    assert one.focal_px == two.focal_px == three.focal_px


def test_gaps_between_lines_stay_gaps(tmp_path: Path) -> None:
    told = {"width": 1600, "height": 1200, "lines": [LINE[:2], LINE[2:]]}
    found = read_trace(write(tmp_path, "a.json", json.dumps(told))).trace
    assert found.focal_px is None
    assert not bool(((found.x > 402) & (found.x < 898)).any())


def test_film_equivalent_focal_lengths_count_the_diagonal() -> None:
    # 26 mm on 36 x 24 mm film is 26 / 43.27 of the diagonal
    assert 26 / 43.2666 * 2000 == pytest.approx(Focal(26, "mm35").pixels(1600, 1200), rel=1e-4)


@pytest.mark.parametrize(
    "name,text,fault",
    [
        ("a.json", "{", "not JSON"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.json", "[]", "no object"),
        ("a.json", '{"width": 9, "height": 9}', "either 'line' or 'lines'"),
        ("a.json", '{"width": 9, "heigth": 9, "line": []}', "'heigth' is not known"),
        ("a.json", '{"width": 9, "height": 9, "line": [[1, NaN], [2, 3]]}', "not a number"),
        ("a.json", '{"width": 9, "height": 9, "line": [[1, 2, 3]]}', "a point is"),
        ("a.json", '{"width": 1e9, "height": 9, "line": [[0, 1], [9, 1]]}', "no number of pixels"),
        ("a.json", '{"width": 900, "height": 900, "line": [[0, 1], [9999, 1]]}', "outside the picture"),
        (
            "a.json",
            '{"width": 900, "height": 900, "field_deg": 0, "line": [[0, 1], [900, 9]]}',
            "field of view",
        ),
        ("a.csv", "a,b\n1,2", "does not name x and y"),
        ("a.csv", "x,y\n1,2\n3,zz", "no point"),
        ("a.csv", "x,y\n1,2\n3,4", "size of the picture"),
        ("a.svg", "<svg><path d='M0 0 C 1 2 3 4 5 6'/></svg>", "has a 'C'"),
        ("a.svg", "<svg><g transform='scale(2)'><path d='M0 0L1 2'/></g></svg>", "transformed"),
        ("a.svg", "<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>", "no drawing|not a drawing"),
        ("a.svg", "<svg viewBox='0 0 9 9'/>", "no line"),
        ("a.svg", "<svg", "not a drawing"),
        ("a.txt", "x", "is .json, .csv, .svg or a picture"),
    ],
)
def test_faults_are_named(tmp_path: Path, name: str, text: str, fault: str) -> None:
    with pytest.raises(SightlineError, match=fault) as told:
        read_trace(write(tmp_path, name, text))
    assert isinstance(told.value, BadValue | Damaged | WrongUse)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read_trace(tmp_path / "nowhere.json")
    with pytest.raises(Unreadable):
        read_trace(tmp_path / "nowhere.jpg")


def test_a_picture_is_traced_and_its_lens_read(tmp_path: Path) -> None:
    x = np.arange(800)
    ridge = 220 + 60 * np.sin(x / 90) + 15 * np.sin(x / 23)
    rows = np.arange(500)[:, None]
    rng = np.random.default_rng(0)
    luma = np.where(rows < ridge[None, :], 205 - rows * 0.05, 80.0) + rng.normal(0, 6, (500, 800))
    picture = Image.fromarray(np.clip(luma, 0, 255).astype(np.uint8)).convert("RGB")
    exif = Image.Exif()
    exif.get_ifd(0x8769)[41989] = 26
    picture.save(tmp_path / "ridge.jpg", exif=exif, quality=92)
    found = read_trace(tmp_path / "ridge.jpg")
    assert "traced by this program" == found.by
    assert any("look at it" in doubt for doubt in found.doubts)
    off = abs(found.trace.y - np.interp(found.trace.x, x, ridge))
    assert float(np.median(off)) < 1.5
    assert float(np.percentile(off, 95)) < 5
    assert Focal(26, "mm35").pixels(800, 500) == pytest.approx(found.trace.focal_px or 0)


def test_a_broken_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 this is no picture")
    with pytest.raises(Damaged, match=r"does not decode"):
        read_trace(tmp_path / "a.jpg")
