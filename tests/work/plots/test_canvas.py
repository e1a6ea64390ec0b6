"""The page that pictures are drawn on: the outlines are where they should be, bytes repeat, bad names are refused."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.path import Path as Outline
from PIL import Image

from sightline.core.errors import BadValue, Unreadable, WrongUse
from sightline.work.plots.canvas import Window, around, credits_line, figure, map_axes, plain_axes, save
from sightline.work.plots.outlines import outlines


def on_land(lat: float, lon: float) -> bool:
    return any(
        sum(Outline(ring).contains_point((lon + turn, lat)) for ring in rings) % 2 == 1
        for turn in (-360.0, 0.0, 360.0)
        for rings in outlines().countries
    )


@pytest.mark.parametrize(
    "lat, lon, land",
    [(35.95, 39.01, True), (0.0, -30.0, False), (67.0, -179.0, True), (48.5, 35.0, True)],
)
def test_land_is_land_and_sea_is_sea(lat: float, lon: float, land: bool) -> None:
    assert land is on_land(lat, lon)


def test_no_line_runs_across_the_world() -> None:
    # Russia and Fiji cross the antimeridian; drawn as they are stored they would be bands around the globe
    assert max(np.abs(np.diff(line[:, 0])).max() for line in outlines().lines if len(line) > 1) < 20.0


def drawn(path: Path) -> Path:
    page = figure(title="الرقة, Київ, $x$", under="of the test")
    axes = map_axes(page, around([35.95, 36.2], [39.0, 39.4]))
    axes.plot([39.01], [35.95], "o")
    credits_line(page, "nothing")
    return save(page, path)


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("png", "svg"):
        assert drawn(tmp_path / f"a.{ending}").read_bytes() == drawn(tmp_path / f"b.{ending}").read_bytes()
    with Image.open(tmp_path / "a.png") as picture:
        assert (1200, 900) == picture.size


def test_a_map_round_the_date_line_and_of_the_whole_world(tmp_path: Path) -> None:
    for number, window in enumerate((Window(-25.0, 170.0, -10.0, 190.0), Window(-90.0, -180.0, 90.0, 180.0))):
        page = figure()
        map_axes(page, window)
        plain_axes(page, where=(0.7, 0.7, 0.1, 0.1), across="h", up="m")
        assert save(page, tmp_path / f"{number}.png").stat().st_size > 5_000


def test_a_window_around_one_point_has_an_extent() -> None:
    window = around([90.0], [10.0])
    assert window.north == 90.0
    assert window.south < 90.0
    with pytest.raises(BadValue, match="no point"):
        around([], [])
    with pytest.raises(BadValue, match="no extent"):
        Window(1.0, 2.0, 1.0, 3.0)


def test_other_endings_and_missing_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="PNG or SVG"):
        save(figure(), tmp_path / "a.pdf")
    with pytest.raises(Unreadable, match="cannot be written"):
        save(figure(), tmp_path / "nowhere" / "a.png")
