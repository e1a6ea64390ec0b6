"""The verb `resect`: words, one document, a picture, and the right exit codes, without a workspace."""

import json

import pytest
from tests.fixtures.cameras import FAN, seen

from sightline.cli.main import run

CAMERA = (20.0, -30.0)


@pytest.fixture
def sightline(monkeypatch, capsys):
    def call(*words):
        monkeypatch.setattr("sys.argv", ["sightline", *map(str, words)])
        try:
            run()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def clip(tmp_path):
    marks = seen(36, 38, CAMERA, (*FAN, (-120.0, 450.0)), 5.0, pixel=1.0, error_m=1.0)
    text = "picture: {width: 1920, height: 1080, focal: {px: 1500}}\nlandmarks:\n" + "".join(
        f"  - {{name: منارة {m.name}, pixel: [{m.column + (90 if m.name == 'L3' else 0):.1f}, 540], lat: {m.lat:.8f}, "
        f"lon: {m.lon:.8f}, error_m: 1}}\n"
        for m in marks
    )
    path = tmp_path / "clip.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_in_words(sightline, clip) -> None:
    code, out, err = sightline("resect", clip)
    assert (0, "") == (code, err)
    assert "found: one place fits all but what is named as contradicting" in out
    assert "contradicts the others and was not used: 'منارة L3'" in out
    assert "degrees from true north" in out


def test_as_one_document(sightline, clip) -> None:
    code, out, _ = sightline("resect", clip, "--json")
    told = json.loads(out)
    assert (0, "sightline/resect/1") == (code, told["schema"])
    camera = told["cameras"][0]
    assert ["منارة L3"] == [one["name"] for one in camera["outliers"]]
    best = camera["solutions"][0]
    assert {
        "lat",
        "lon",
        "ellipse",
        "heading",
        "heading_error",
        "residuals",
        "region",
        "covariance_m2",
    } <= set(best)
    assert 6 == len(best["residuals"])
    assert camera["view"]["width"] == pytest.approx(65.2, abs=0.1)
    assert "standard deviations" == told["errors_in"]


def test_no_number_of_the_document_is_not_a_number(sightline, clip) -> None:
    _, out, _ = sightline("resect", clip, "--json")
    json.loads(out, parse_constant=pytest.fail)


@pytest.mark.parametrize("kind, begin", [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_the_picture(sightline, clip, tmp_path, kind, begin) -> None:
    drawn = tmp_path / f"lines.{kind}"
    code, out, _ = sightline("resect", clip, "--plot", drawn)
    assert 0 == code
    assert drawn.read_bytes().startswith(begin)
    assert str(drawn) in out


def test_undetermined_is_an_answer(sightline, clip, tmp_path) -> None:
    short = tmp_path / "short.yaml"
    short.write_text(
        "".join(clip.read_text(encoding="utf-8").splitlines(keepends=True)[:4]), encoding="utf-8"
    )
    code, out, _ = sightline("resect", short, "--plot", tmp_path / "arc.png")
    assert 0 == code
    assert "undetermined" in out
    assert "it stood on a line" in out


def test_wrong_use_is_told_with_the_line(sightline, clip) -> None:
    clip.write_text(clip.read_text(encoding="utf-8").replace("lat: 36", "lat: 136", 1), encoding="utf-8")
    code, out, err = sightline("resect", clip)
    assert (2, "") == (code, out)
    assert "clip.yaml:3" in err
    assert "what to do" in err


def test_a_table_with_size_and_lens(sightline, tmp_path) -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0)
    table = tmp_path / "clip.csv"
    table.write_text("name,x,lat,lon\n" + "".join(f"{m.name},{m.column},{m.lat},{m.lon}\n" for m in marks))
    assert 0 == sightline("resect", table, "--size", "1920x1080", "--focal", "1500px")[0]
    assert 2 == sightline("resect", table)[0]
    assert 2 == sightline("resect", table, "--size", "large")[0]
    assert 2 == sightline("resect", table, "--size", "1920x1080", "--focal", "long")[0]


def test_another_ending_of_the_picture(sightline, clip, tmp_path) -> None:
    assert 2 == sightline("resect", clip, "--plot", tmp_path / "lines.bmp")[0]
