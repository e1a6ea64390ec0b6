"""The verbs `skyline` and `sight` end to end: a skyline seen, its camera found again, one point seen from another."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from tests.footage.terrain import fractal, local_crs, write_geotiff

from sightline.cli.main import run
from sightline.measure.geo.terrain.traced import focal_of, pixels

LAT, LON = 35.0, 37.0
WIDTH, HEIGHT, FIELD = 1600, 1000, 60.0
STEP = 60.0
SIDE = 330


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


@pytest.fixture(scope="module")
def tiles(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tiles")
    heights = fractal(SIDE, SIDE, STEP, seed=21, relief_m=1_500, widest_m=6_000, roughness=2.4)
    half = SIDE * STEP / 2
    write_geotiff(
        folder / "made.tif", heights, west=-half, south=-half, step=STEP, crs=local_crs(LAT, LON), nodata=None
    )
    return folder


def facing(told: dict) -> float:
    """Find the direction in which the ridge is farthest off over a whole picture."""
    away = np.array([one["distance_m"] or 0 for one in told["skyline"]])
    nearest = [float(np.percentile(np.roll(away, 300 - at)[:600], 15)) for at in range(len(away))]
    return float(told["skyline"][int(np.argmax(nearest))]["azimuth"])


def trace_from(told: dict, heading: float, path: Path) -> Path:
    """Write the trace of a picture that shows part of a skyline."""
    sky = told["skyline"]
    offset = np.array([math.remainder(one["azimuth"] - heading, 360.0) for one in sky])
    up = np.array([one["elevation"] for one in sky], np.float64)
    order = np.argsort(offset)
    order = order[np.abs(offset[order]) < 40]
    x, y = pixels(
        offset[order], up[order], WIDTH, HEIGHT, focal_of(FIELD, WIDTH), pitch_deg=3.0, roll_deg=1.5
    )
    kept = (x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= HEIGHT)
    line = [[round(float(a), 1), round(float(b), 1)] for a, b in zip(x[kept], y[kept], strict=True)]
    path.write_text(json.dumps({"width": WIDTH, "height": HEIGHT, "field_deg": FIELD, "lines": [line]}))
    return path


def test_what_is_seen_is_found_again(sightline, tiles, tmp_path) -> None:
    code, out, err = sightline("skyline", "--from", "35.004,37.006", "--dem", tiles, "--reach", "9", "--json")
    assert (0, "") == (code, err)
    seen = json.loads(out, parse_constant=pytest.fail)
    assert ("sightline/skyline/1", "seen") == (seen["schema"], seen["kind"])
    assert 3600 == len(seen["skyline"])
    heading = facing(seen)
    ridge = trace_from(seen, heading, tmp_path / "ridge.json")
    drawn = tmp_path / "match.png"
    asked = ("skyline", ridge, "--dem", tiles, "--around", "35,37,2", "--reach", "8", "--plot", drawn)
    code, out, err = sightline(*asked, "--json")
    assert (0, "") == (code, err)
    told = json.loads(out, parse_constant=pytest.fail)
    assert ("match", "found") == (told["kind"], told["status"])
    first = told["cameras"][0]
    assert 35.004 == pytest.approx(first["lat"], abs=0.0015)
    assert 37.006 == pytest.approx(first["lon"], abs=0.0015)
    assert abs(math.remainder(first["bearing"] - heading, 360.0)) <= max(1.0, first["bearing_error"])
    assert 3.0 == pytest.approx(first["pitch"], abs=0.7)
    assert 1.5 == pytest.approx(first["roll"], abs=0.7)
    assert drawn.read_bytes().startswith(b"\x89PNG")
    code, out, _ = sightline(*asked[:-2])
    assert 0 == code
    assert out.startswith("found: one place fits")
    assert "if the camera stood in the region at all" in out
    assert "no probability that the camera stood there" in out


def test_a_skyline_in_words_and_drawn(sightline, tiles, tmp_path) -> None:
    drawn = tmp_path / "panorama.svg"
    code, out, err = sightline(
        "skyline", "--from", "35.004,37.006,25", "--dem", tiles, "--reach", "5", "--plot", drawn
    )
    assert (0, "") == (code, err)
    assert "eye 25 m above ground" in out
    assert "direction" in out
    assert f"drawn: {drawn}" in out
    assert drawn.read_bytes().startswith(b"<?xml")


def test_a_point_is_seen_or_the_ground_in_the_way_is_told(sightline, tiles, tmp_path) -> None:
    code, out, _ = sightline(
        "sight", "35.004,37.006", "35.0041,37.0061", "--dem", tiles, "--height", "30", "--json"
    )
    told = json.loads(out, parse_constant=pytest.fail)
    assert (0, "sightline/sight/1", True) == (code, told["schema"], told["visible"])
    # across the whole made-up range, from the ground to the ground
    drawn = tmp_path / "line.png"
    code, out, _ = sightline("sight", "34.95,36.95", "35.05,37.05", "--dem", tiles, "--json", "--plot", drawn)
    told = json.loads(out, parse_constant=pytest.fail)
    assert (0, False) == (code, told["visible"])
    assert told["clearance_m"] < 0
    assert drawn.read_bytes().startswith(b"\x89PNG")
