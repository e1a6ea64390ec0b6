"""Tiles of every sort become one surface; what is not there is named."""

from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer
from tests.footage.terrain import write_geotiff, write_hgt

from sightline.core.errors import BadValue, Unreadable
from sightline.measure.geo.horizons import stand
from sightline.measure.geo.terrain.gathering import Gathered, finest_m, gather
from sightline.measure.geo.terrain.hgt import cell_name, hgt_corner
from sightline.measure.geo.terrain.surface import Grid, grid_around, height_at, north_turn_deg


def country(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """A smooth land that can be asked at any point."""
    return 1000 + 300 * np.sin(lat * 40) + 200 * np.cos(lon * 50) + 100 * np.sin(60 * (lat + lon))


def degree(south: int, west: int, side: int = 1201) -> np.ndarray:
    return country(np.linspace(south, south + 1, side)[:, None], np.linspace(west, west + 1, side)[None, :])


def worst(found: Gathered) -> float:
    grid = found.surface.grid
    east, north = np.meshgrid(
        grid.west_m + np.arange(0, grid.cols, 5) * grid.step_m,
        grid.south_m + np.arange(0, grid.rows, 5) * grid.step_m,
    )
    lat, lon = found.surface.frame.to_degrees(east, north)
    return float(np.nanmax(abs(found.surface.heights[::5, ::5] - country(lat, lon))))


def test_neighbouring_tiles_join_without_a_seam(tmp_path: Path) -> None:
    write_hgt(tmp_path, 35, 36, degree(35, 36))
    write_hgt(tmp_path, 35, 37, degree(35, 37), packed="gz")
    write_hgt(tmp_path, 34, 36, degree(34, 36), packed="zip")
    write_hgt(tmp_path, 34, 37, degree(34, 37))
    found = gather(tmp_path, grid_around(35.0, 37.0, 8_000, 90))
    assert () == found.unknown
    assert () == found.refused
    assert worst(found) < 1.5  # whole metres in the tiles, and bilinear between


def test_a_tile_in_a_projection_of_its_own_lies_where_it_should(tmp_path: Path) -> None:
    turn = Transformer.from_crs("EPSG:32637", "EPSG:4326", always_xy=True)
    x = 300_000 + 15 + 30 * np.arange(1000)
    y = 3_850_000 + 15 + 30 * np.arange(1000)
    lon, lat = turn.transform(*np.meshgrid(x, y))
    write_geotiff(
        tmp_path / "utm.tif", country(lat, lon), west=300_000, south=3_850_000, step=30, crs="EPSG:32637"
    )
    found = gather(tmp_path, grid_around(float(lat[500, 500]), float(lon[500, 500]), 9_000, 30))
    assert () == found.unknown
    assert worst(found) < 0.5
    assert "EPSG:32637" in found.used[0].about


def test_the_finest_tile_comes_first_and_coarser_ones_fill(tmp_path: Path) -> None:
    write_hgt(tmp_path, 35, 36, degree(35, 36))
    fine = np.full((400, 400), 5_000.0)
    write_geotiff(tmp_path / "fine.tif", fine, west=36.45, south=35.45, step=0.00025)
    found = gather(tmp_path, grid_around(35.5, 36.5, 9_000, 60))
    assert ["fine.tif", "N35E036.hgt"] == [one.name for one in found.used]
    assert 5_000.0 == float(height_at(found.surface, 0.0, 0.0))
    assert any("different cells" in caveat for caveat in found.caveats)
    assert 27 < finest_m(tmp_path, 35.5, 36.5) < 29


def test_voids_and_missing_tiles_are_unknown_and_named(tmp_path: Path) -> None:
    # A void taken for sea level would hide the mountain behind it, or make a cliff.
    heights = degree(35, 36)
    heights[600:700, 1000:1200] = np.nan
    write_hgt(tmp_path, 35, 36, heights)
    found = gather(tmp_path, grid_around(35.5, 36.95, 15_000, 90))
    assert {"N35E036", "N35E037"} == {one.cell for one in found.unknown}
    missing = next(one for one in found.unknown if one.cell == "N35E037")
    void = next(one for one in found.unknown if one.cell == "N35E036")
    assert missing.share > 0.99
    assert 0.02 < void.share < 0.3
    assert "missing" in missing.sentence
    assert np.isnan(height_at(found.surface, 12_000.0, 0.0))
    assert not bool((found.surface.heights < 100).any())


def test_over_the_date_line(tmp_path: Path) -> None:
    write_hgt(tmp_path, -17, 179, degree(-17, 179))
    write_hgt(
        tmp_path,
        -17,
        -180,
        country(np.linspace(-17, -16, 1201)[:, None], 180 + np.linspace(0, 1, 1201)[None]),
    )
    found = gather(tmp_path, grid_around(-16.5, 180.0, 9_000, 90))
    assert () == found.unknown
    grid = found.surface.grid
    east, north = np.meshgrid(
        grid.west_m + np.arange(grid.cols) * 90.0, grid.south_m + np.arange(grid.rows) * 90.0
    )
    lat, lon = found.surface.frame.to_degrees(east, north)
    assert float(np.nanmax(abs(found.surface.heights - country(lat, lon % 360.0)))) < 2.0


def test_at_a_pole_ground_is_laid_whole(tmp_path: Path) -> None:
    land = np.full((120, 3600), 2_800.0)
    write_geotiff(tmp_path / "pole.tif", land, west=-180.0, south=-90.0, step=0.1)
    found = gather(tmp_path, grid_around(-90.0, 0.0, 20_000, 500))
    assert np.isfinite(found.surface.heights).mean() > 0.98
    assert 2_800.0 == pytest.approx(float(np.nanmedian(found.surface.heights)))


def test_a_folder_without_the_ground_says_so(tmp_path: Path) -> None:
    write_hgt(tmp_path, 10, 10, degree(10, 10))
    with pytest.raises(BadValue, match=r"no tile in it covers"):
        gather(tmp_path, grid_around(35.5, 36.5, 3_000, 90))
    with pytest.raises(Unreadable):
        gather(tmp_path / "nowhere", grid_around(35.5, 36.5, 3_000, 90))


def test_names_of_tiles() -> None:
    assert (35, 36) == hgt_corner("N35E036.hgt")
    assert (-1, -78) == hgt_corner("s01w078.SRTMGL1.hgt.zip")
    assert hgt_corner("holiday.hgt") is None
    assert "S01W078" == cell_name(-1, -78)


def test_true_north_turns_away_from_the_middle() -> None:
    from sightline.measure.geo.terrain.surface import surface_of

    surface = surface_of(np.zeros((3, 3)), Grid(35.0, 37.0, -90, -90, 90, 3, 3))
    found = north_turn_deg(surface, np.array([0.0, 50_000.0, -50_000.0]), np.array([0.0, 20_000.0, 20_000.0]))
    # east / R * tan(latitude), towards the middle's meridian
    assert [0.0, -0.3163, 0.3163] == pytest.approx(found.tolist(), abs=0.002)


def test_a_tile_missing_among_its_neighbours_is_named_as_missing(tmp_path: Path) -> None:
    # tiles have their outer rows in common: the missing degree kept 0.3 % of its heights and was called a void
    for south, west in ((35, 36), (35, 37), (34, 36)):
        write_hgt(tmp_path, south, west, degree(south, west))
    found = gather(tmp_path, grid_around(35.0, 37.0, 8_000, 90))
    assert ["N34E037"] == [one.cell for one in found.unknown]
    assert 0.97 < found.unknown[0].share < 0.9995
    assert "its tile is missing or empty" in found.unknown[0].sentence
    with pytest.raises(BadValue, match="N34E037"):
        stand(found.surface, 34.96, 37.04)
