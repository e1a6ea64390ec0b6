"""The plan of the sun: lines run to where the sun is, over countries or a town, at the poles and over the date line."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from PIL import Image
from tests.measure.geo.landmarks.towns import Town

from sightline.core.errors import Damaged, Unreadable
from sightline.work.plots import sun_path
from sightline.work.plots.plan_ground import lay_ground
from sightline.work.sun import sun
from sightline.work.surroundings import read_surroundings


@pytest.fixture
def town(tmp_path: Path) -> Path:
    made = Town(35.95, 39.01)
    made.line([(-600, 50), (600, 50)], highway="primary")
    made.line([(-600, -90), (600, -90)], waterway="river")
    made.area(100, 0, 20, building="yes")
    made.area(2_000, 0, 20, building="yes")
    made.point(5, 5, amenity="cafe")
    return made.write(tmp_path / "town.osm.pbf")


def test_roads_and_buildings_lie_in_true_metres_and_are_cut_to_the_plan(town: Path) -> None:
    found = read_surroundings(town, 35.95, 39.01, radius_m=400.0)
    assert ["building", "road", "water"] == sorted(one.kind for one in found.things)
    by_kind = {one.kind: one for one in found.things}
    east, north = np.array(by_kind["road"].runs[0]).T / 1000.0
    assert (-400.0, 400.0) == pytest.approx((east.min(), east.max()), abs=0.01)
    assert 50.0 == pytest.approx(north.mean(), abs=0.1)
    assert by_kind["building"].closed
    assert (100.0, 0.0) == pytest.approx(
        np.array(by_kind["building"].runs[0])[:4].mean(axis=0) / 1000, abs=0.1
    )
    assert not by_kind["water"].closed


def drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *words: object, osm: Path | None = None) -> Figure:
    kept: list[Figure] = []
    save = sun_path.save
    monkeypatch.setattr(sun_path, "save", lambda page, path: kept.append(page) or save(page, path))
    found = sun(float(words[0]), float(words[1]), str(words[2]))  # type: ignore[arg-type]
    around = None if osm is None else read_surroundings(osm, found.lat, found.lon)
    sun_path.draw(found, tmp_path / "sun.png", around=around, map_name="town.osm.pbf")
    return kept[0]


def test_lines_of_rise_set_and_now_run_to_their_azimuths(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, town: Path
) -> None:
    page = drawn(monkeypatch, tmp_path, 35.95, 39.01, "2014-08-19T15:30", osm=town)
    plan = page.axes[0]
    ends = {
        round(float(np.degrees(np.arctan2(*line.get_xydata()[1])) % 360))
        for line in plan.lines
        if len(line.get_xydata()) == 2
    }
    assert {73, 286, 252, 72} <= ends
    told = [text.get_text() for text in plan.texts]
    assert {"rise 05:45, 73°", "set 19:09, 286°", "sun 15:30, 252°", "shadows, 72°"} <= set(told)
    assert {"06", "12", "18"} <= set(told)
    assert any(isinstance(one, PolyCollection) and len(one.get_paths()) == 1 for one in plan.collections)
    assert any(isinstance(one, LineCollection) and len(one.get_paths()) == 1 for one in plan.collections)
    with Image.open(tmp_path / "sun.png") as picture:
        assert picture.width < 0.7 * picture.height  # upright, for a telephone


@pytest.mark.parametrize(
    "lat, lon, day",
    [
        (90.0, 0.0, "2014-08-19T12:00Z"),
        (-90.0, 180.0, "2014-08-19"),
        (65.0, -179.9, "2014-08-19"),
        (78.2, 15.6, "2024-12-21"),
    ],
)
def test_poles_the_date_line_and_polar_night_are_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lat: float, lon: float, day: str
) -> None:
    page = drawn(monkeypatch, tmp_path, lat, lon, day)
    assert 2 == len(page.axes)


def covering(page: Figure) -> list[tuple[str, str]]:
    """Name the words of a plan that lie upon others, upon the arrow to the north or out of the frame."""
    plan = page.axes[0]
    page.canvas.draw()
    extents = [(text.get_text(), text.get_window_extent()) for text in plan.texts if text.get_text() != ""]
    frame = plan.get_window_extent()
    found = [
        (words, "frame")
        for words, box in extents
        if box.x0 < frame.x0 or box.x1 > frame.x1 or box.y0 < frame.y0 or box.y1 > frame.y1
    ]
    for number, (words, box) in enumerate(extents):
        for others, other in extents[number + 1 :]:
            # measured boxes hold room for letters with tails, which digits leave empty
            across = min(box.x1, other.x1) - max(box.x0, other.x0)
            up = min(box.y1, other.y1) - max(box.y0, other.y0)
            if across > 0 and up > 4:
                found.append((words, others))
    return found


@pytest.mark.parametrize(
    "lat, time",
    [
        (-90.0, "2024-12-21"), (-65.0, "2024-12-10T12:00Z"), (-33.9, "2024-06-21"), (-0.5, "2024-03-20T10:00Z"),
        (-0.5, "2024-06-21T05:30Z"), (15.5, "2024-06-21T10:00Z"), (35.95, "2024-06-21"), (35.95, "2024-12-21"),
        (35.95, "2024-06-21T05:30Z"), (60.2, "2024-06-21T05:30Z"), (60.2, "2024-12-21"), (67.5, "2024-12-10T09:30Z"),
        (69.6, "2024-06-21T05:30Z"),
    ],
)  # fmt: skip
def test_no_words_cover_others_nor_the_number_of_an_hour(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lat: float, time: str
) -> None:
    # "rise 07:31" lay upon 07 and 08 in winter, "set 12:56" upon "rise 11:29" near the polar circle
    page = drawn(monkeypatch, tmp_path, lat, 25.0, time)
    assert [] == covering(page)


def test_covered_words_are_seen() -> None:
    page = Figure()
    plan = page.add_axes((0.1, 0.1, 0.8, 0.8))
    plan.text(0.5, 0.5, "rise 07:31, 119°")
    plan.text(0.52, 0.5, "08")
    assert [("rise 07:31, 119°", "08")] == covering(page)


def test_every_line_is_named_and_hours_are_numbered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, town: Path
) -> None:
    page = drawn(monkeypatch, tmp_path, 0.1, 39.01, "2024-06-21T07:00")
    told = {text.get_text() for text in page.axes[0].texts}
    assert {"rise 06:22, 67°", "set 18:30, 293°", "sun 07:00, 66°", "shadows, 246°"} <= told
    assert 9 <= len({f"{hour:02d}" for hour in range(7, 19)} & told)


@pytest.mark.parametrize("lat, lon, land", [(-33.0, -60.0, True), (0.0, -140.0, False)])
def test_a_country_on_the_other_side_of_the_earth_covers_nothing(lat: float, lon: float, land: bool) -> None:
    # seen from Argentina, China lies all around the rim: filled as it stands it covered the whole plan
    axes = Figure().add_subplot()
    lay_ground(axes, lat, lon, None)
    inside = [patch for patch in axes.patches if patch.get_path().contains_point((0.0, 0.0))]
    assert land is (len(inside) == 1)
    assert len(inside) < 2


def test_a_map_that_cannot_be_read_is_named(tmp_path: Path, town: Path) -> None:
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(town.read_bytes()[:150])
    with pytest.raises(Damaged, match=r"cut\.osm\.pbf"):
        read_surroundings(cut, 35.95, 39.01)
    with pytest.raises(Unreadable, match="no such map"):
        read_surroundings(tmp_path / "town", 35.95, 39.01)
    with pytest.raises(Unreadable, match="ordinary"):
        read_surroundings(tmp_path, 35.95, 39.01)
