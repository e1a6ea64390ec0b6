"""Elevation tiles from strangers: cut short, of the wrong size, packed to burst, or not there; each named."""

import gzip
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from tests.footage.terrain import fractal, write_geotiff, write_hgt
from tests.hostile.conftest import Shell

from sightline.core.errors import BadValue, Damaged, OverLimit, SkipItem
from sightline.measure.geo.terrain.hgt import read_hgt
from sightline.measure.geo.terrain.surface import MOST_CELLS, grid_around
from sightline.work.skyline import see_from, sight
from sightline.work.terrain.tiles import gather_around


@pytest.fixture
def tiles(tmp_path: Path) -> Path:
    folder = tmp_path / "tiles"
    folder.mkdir()
    heights = fractal(400, 400, 90, seed=6)
    write_geotiff(folder / "good.tif", heights, west=36.8, south=34.8, step=0.001)
    return folder


def test_broken_tiles_are_named_and_the_others_used(tiles: Path) -> None:
    whole = (tiles / "good.tif").read_bytes()
    (tiles / "a_cut.tif").write_bytes(whole[: len(whole) // 3])
    (tiles / "a_header.tif").write_bytes(b"II*\x00\xff\xff\xff\xff" + b"\x00" * 64)
    (tiles / "a_text.tif").write_text("<html>not found</html>")
    (tiles / "a_empty.tif").write_bytes(b"")
    (tiles / "N34E037.hgt").write_bytes(b"\x00\x01" * 1000)
    write_geotiff(tiles / "a_nowhere.tif", np.zeros((9, 9)), west=0, south=0, step=1, crs="EPSG:4326")
    found = gather_around(tiles, 35.0, 37.0, 5_000)
    assert ["good.tif"] == [one.name for one in found.used]
    assert {"N34E037.hgt", "a_cut.tif", "a_empty.tif", "a_header.tif", "a_text.tif"} == {
        one.name for one in found.refused
    }
    assert all(one.fault != "" and one.todo is not None for one in found.refused)
    assert "2000 bytes are no tile" in next(one.fault for one in found.refused if one.name == "N34E037.hgt")


def test_the_sandbox_gives_what_reading_here_gives(tiles: Path) -> None:
    from sightline.measure.geo.terrain.gathering import gather

    there = gather_around(tiles, 35.0, 37.0, 4_000, step_m=60)
    here = gather(tiles, grid_around(35.0, 37.0, 4_000, 60))
    assert np.array_equal(here.surface.heights, there.surface.heights)


def test_packed_tiles_unpack_no_further_than_a_tile(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\x00" * 30_000_000, 1)
    (tmp_path / "N35E036.hgt.gz").write_bytes(bomb)
    with pytest.raises(OverLimit):
        read_hgt(tmp_path / "N35E036.hgt.gz")
    (tmp_path / "N35E037.hgt.gz").write_bytes(bomb[:1000])
    with pytest.raises(Damaged):
        read_hgt(tmp_path / "N35E037.hgt.gz")
    with zipfile.ZipFile(tmp_path / "N35E038.hgt.zip", "w") as archive:
        archive.writestr("readme.txt", "no tile")
    with pytest.raises(Damaged, match=r"0 tiles"):
        read_hgt(tmp_path / "N35E038.hgt.zip")
    (tmp_path / "N35E039.hgt.zip").write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(SkipItem):
        read_hgt(tmp_path / "N35E039.hgt.zip")


def test_an_area_too_large_is_refused_before_it_is_made() -> None:
    with pytest.raises(OverLimit):
        grid_around(35.0, 37.0, (MOST_CELLS**0.5) * 30, 30)
    with pytest.raises(BadValue):
        grid_around(35.0, 37.0, float("nan"), 30)


def test_points_outside_and_voids_are_said(tiles: Path) -> None:
    with pytest.raises(BadValue, match=r"no tile in it covers"):
        see_from(tiles, -12.0, 100.0, reach_m=3_000)
    with pytest.raises(BadValue, match=r"no tile in it covers"):
        see_from(tiles, 90.0, 0.0, reach_m=3_000)
    with pytest.raises(BadValue, match=r"do not know the ground|no tile in it covers"):
        sight(tiles, 35.0, 37.0, 35.0, 37.3)
    with pytest.raises(BadValue, match=r"at most"):
        see_from(tiles, 35.0, 37.0, reach_m=1e9)
    hole = fractal(300, 300, 90, seed=6)
    hole[140:160, 140:160] = np.nan
    (tiles / "good.tif").unlink()
    write_geotiff(tiles / "hole.tif", hole, west=36.85, south=34.85, step=0.001)
    with pytest.raises(BadValue, match=r"no tile in it covers|do not know the ground"):
        see_from(tiles, 35.0, 37.0, reach_m=5_000)
    seen = see_from(tiles, 35.0, 36.95, reach_m=8_000)
    assert not seen.skyline.whole.all()
    assert any(one.cell in ("N34E036", "N35E036", "N34E037", "N35E037") for one in seen.ground.unknown)


def test_over_the_date_line_and_beside_a_pole(tmp_path: Path) -> None:
    write_hgt(tmp_path, -17, 179, np.full((1201, 1201), 50.0))
    write_hgt(tmp_path, -17, -180, np.full((1201, 1201), 50.0))
    found = sight(tmp_path, -16.5, 179.95, -16.5, -179.95, target_m=5.0)
    assert found.sight.visible is True
    assert 10_690 == pytest.approx(found.sight.length_m, abs=40)
    assert 90 == pytest.approx(found.sight.bearing, abs=0.1)
    polar = tmp_path / "polar"
    polar.mkdir()
    write_geotiff(polar / "pole.tif", np.full((120, 3600), 2_800.0), west=-180.0, south=-90.0, step=0.1)
    seen = see_from(polar, -90.0, 0.0, reach_m=10_000)
    assert 2_800 == pytest.approx(seen.skyline.ground_m, abs=1)


def test_the_command_line_says_it_plainly(shell: Shell, tiles: Path) -> None:
    code, out, err = shell("skyline", "--from", "35,37", "--dem", tiles, "--reach", "4", "--json")
    assert (0, "") == (code, err)
    told = json.loads(out)
    assert "sightline/skyline/1" == told["schema"]
    assert 3600 == len(told["skyline"])
    for words, fault in (
        (["skyline", "--dem", tiles], "--around and --from"),
        (["skyline", "--from", "35,37"], "no elevation tiles"),
        (["skyline", "--around", "35,37,3", "--dem", tiles], "no traced skyline"),
        (["skyline", "x.json", "--around", "35", "--dem", tiles], "distance after the point is missing"),
        (["skyline", "--from", "95,37", "--dem", tiles], "latitude"),
        (["skyline", "--from", "35,37", "--dem", tiles / "none"], "no such folder"),
    ):
        code, _, err = shell(*words)
        assert fault in err
        assert code in (1, 2)
    code, out, _ = shell("sight", "35,37", "35.02,37.02", "--dem", tiles, "--json", "--plot", tiles / "a.png")
    assert 0 == code
    assert json.loads(out)["visible"] in (True, False)
    assert (tiles / "a.png").read_bytes().startswith(b"\x89PNG")
