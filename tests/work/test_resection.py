"""Resection files: read in three spellings, answered, crossed; every fault named by its line."""

import json
import math
import re
from pathlib import Path

import pytest
from attrs import evolve
from tests.fixtures.cameras import FAN, off_by, posed, seen

from sightline.core.errors import BadValue, SightlineError, Unreadable, Unsafe
from sightline.work.cameras.asked import LensAsked
from sightline.work.cameras.lens import lens_of
from sightline.work.resection import Pose, Solution, best_of, resect_file

CAMERA = (20.0, -30.0)
SPREAD = ((-200, 400, 20), (-50, 300, -5), (40, 600, 30), (150, 350, 12), (100, 220, 2), (-20, 150, 8))
HEAD = "picture: {width: 1920, height: 1080, focal: {px: 1500}}\nlandmarks:\n"


def rows(marks):
    return "".join(
        f"  - {{name: {m.name}, pixel: [{m.column:.6f}, 540], lat: {m.lat:.9f}, lon: {m.lon:.9f}}}\n"
        for m in marks
    )


@pytest.fixture
def write(tmp_path):
    def put(text, name="clip.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return put


def test_yaml_json_and_csv_say_the_same(write) -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0)
    yaml = write(HEAD + rows(marks))
    whole = {
        "picture": {"width": 1920, "height": 1080, "focal": {"px": 1500}},
        "landmarks": [{"name": m.name, "column": m.column, "lat": m.lat, "lon": m.lon} for m in marks],
    }
    by_json = write(json.dumps(whole, indent="\t"), "clip.json")
    table = write(
        "name;x;lat;lon\n" + "".join(f"{m.name};{m.column};{m.lat};{m.lon}\n" for m in marks), "clip.csv"
    )
    for found in (
        resect_file(yaml),
        resect_file(by_json),
        resect_file(table, size=(1920.0, 1080.0), focal=LensAsked("px", 1500.0)),
    ):
        assert off_by(best_of(found.cameras[0]), 36, 38, CAMERA) < 0.01


def test_heights_make_it_a_full_pose(write) -> None:
    marks = posed((5, -10, 12), 2, 3, -4, SPREAD)
    whole = {
        "picture": {"width": 1920, "height": 1080, "focal": {"px": 1500}},
        "landmarks": [
            {"name": m.name, "pixel": [m.column, m.row], "lat": m.lat, "lon": m.lon, "height": m.height_m}
            for m in marks
        ],
    }
    best = best_of(resect_file(write(json.dumps(whole), "clip.json")).cameras[0])
    assert isinstance(best, Pose)
    assert 12 == pytest.approx(best.height_m, abs=0.1)
    whole["method"] = "plane"
    assert isinstance(best_of(resect_file(write(json.dumps(whole), "clip.json")).cameras[0]), Solution)


def test_places_in_any_spelling(write) -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0)
    text = HEAD + "".join(
        f'  - {{name: {m.name}, column: {m.column}, place: "{m.lat:.7f} N {m.lon:.7f} E"}}\n' for m in marks
    )
    assert off_by(best_of(resect_file(write(text)).cameras[0]), 36, 38, CAMERA) < 0.5


def three_clips(noise=0.0, error_m=0.0):
    target, told, places = (30.0, 420.0), [], []
    for k, (camera, heading) in enumerate((((20, -30), 5), ((-300, 100), 50), ((350, 80), -40))):
        marks = seen(36, 38, camera, (*FAN, target), heading, pixel=noise, error_m=error_m, seed=k)
        if not places:
            places = [{"name": m.name, "lat": m.lat, "lon": m.lon, "error_m": error_m} for m in marks[:5]]
        told.append(
            {
                "name": f"clip {k + 1}",
                "picture": {"width": 1920, "height": 1080, "focal": {"px": 1500}},
                "landmarks": [{"name": m.name, "column": m.column} for m in marks[:5]],
                "target": {"column": marks[5].column},
            }
        )
    return {"landmarks": places, "cameras": told}, target


def test_three_clips_of_one_thing_are_crossed(write) -> None:
    whole, target = three_clips()
    found = resect_file(write(json.dumps(whole), "clips.json"))
    assert ["found"] * 3 == [one.answer.status for one in found.cameras]
    assert "found" == found.target.status
    assert off_by(found.target.places[0], 36, 38, target) < 0.1


def test_a_given_place_a_compass_and_a_sound(write) -> None:
    whole, target = three_clips()
    frame_lat, frame_lon = 36.0, 38.0
    whole["cameras"].append({"name": "roof", "lat": frame_lat, "lon": frame_lon, "error_m": 3, "target": {
        "bearing": math.degrees(math.atan2(*target)) - 4.5, "error": 0.5, "north": "magnetic",
        "distance": {"sound": math.hypot(*target) / 340.9, "temperature": 15, "temperature_error": 3}}})  # fmt: skip
    whole["declination"] = {"east": 4.5, "error": 0.3}
    found = resect_file(write(json.dumps(whole), "clips.json"))
    assert 5 == len(found.target.places[0].misfits)
    assert off_by(found.target.places[0], 36, 38, target) < 3
    whole.pop("declination")
    with pytest.raises(BadValue, match="declination"):
        resect_file(write(json.dumps(whole), "clips.json"))


def test_a_camera_without_a_place_is_left_out_of_the_crossing_and_says_so(write) -> None:
    whole, _ = three_clips()
    whole["cameras"][1]["landmarks"] = whole["cameras"][1]["landmarks"][:2]
    found = resect_file(write(json.dumps(whole), "clips.json"))
    assert "undetermined" == found.cameras[1].answer.status
    assert any(one.startswith("clip 2:") for one in found.left_out)
    assert found.target is not None


def test_the_field_of_view_is_drawn_to_just_beyond_the_landmarks(write) -> None:
    cone = resect_file(write(HEAD + rows(seen(36, 38, CAMERA, FAN, 5.0)))).cameras[0].cone
    assert 65.2 == pytest.approx(cone.width_deg, abs=0.1)
    far = resect_file(write("reach_m: 5000\n" + HEAD + rows(seen(36, 38, CAMERA, FAN, 5.0)))).cameras[0].cone
    assert "5,000 m" in far.why


def test_lenses_from_millimetres_lines_and_fields(write) -> None:
    marks = rows(seen(36, 38, CAMERA, FAN, 5.0, focal=1600.0))
    for lens in ("{mm35: 30}", "{field: 61.93, error: 1}", "{mm: 4.5, sensor_mm: 5.4}"):
        found = resect_file(
            write(f"picture: {{width: 1920, height: 1080, focal: {lens}}}\nlandmarks:\n{marks}")
        )
        assert off_by(best_of(found.cameras[0]), 36, 38, CAMERA) < 3, lens
        assert best_of(found.cameras[0]).focal_error_px > 0


def test_landmarks_high_in_the_picture_want_heights(write) -> None:
    # A level camera is assumed; a roof at the upper edge of a tilted picture moves its column.
    marks = rows(seen(36, 38, CAMERA, FAN, 5.0)).replace("540]", "90]", 1)
    found = resect_file(write(HEAD + marks))
    assert any("taken as level" in doubt for doubt in found.cameras[0].doubts)


def test_a_cropped_picture_does_not_keep_its_millimetres(write) -> None:
    marks = rows(seen(36, 38, CAMERA, FAN, 5.0))
    found = resect_file(
        write(
            f"picture: {{width: 1920, height: 1080, focal: {{mm35: 26}}, cropped: true}}\nlandmarks:\n{marks}"
        )
    )
    assert any("cropped" in doubt for doubt in found.cameras[0].doubts)
    assert found.cameras[0].lens.focal is None


@pytest.mark.parametrize(
    "text, line, said",
    [
        (HEAD + "  - {name: A, pixel: [1, 2], lat: 36}\n", 3, "lat and lon"),
        (HEAD + "  - {name: A, pixel: [1], lat: 36, lon: 38}\n", 3, "two numbers"),
        (HEAD + "  - {name: A, pixel: [1, x], lat: 36, lon: 38}\n", 3, "not a number"),
        (HEAD + "  - {name: A, column: 5, lat: 138, lon: 36}\n", 3, "swapped"),
        (HEAD + "  - {name: A, colum: 5, lat: 36, lon: 38}\n", 3, "did you mean"),
        (HEAD + "  - {column: 5, lat: 36, lon: 38}\n", 3, "'name'"),
        (HEAD + "  - {name: A, column: .inf, lat: 36, lon: 38}\n", 3, "not a number"),
        (HEAD + "  - {name: A, column: 5, lat: 36, lon: 38, error_m: -3}\n", 3, "between"),
        (HEAD + "  - {name: A, column: 5, place: nowhere}\n", 3, "place"),
        ("picture: {width: 1920, focal: long}\n", 1, "no focal length"),
        ("picture: {width: 1920, focal: {px: 5, mm35: 6}}\n", 1, "one of px"),
        ("picture: {width: 1920, focal: exif}\n", 1, "wants the picture"),
        ("method: guess\n", 1, "no method"),
        ("bearings:\n  - {bearing: 30, north: up}\n", 2, "no north"),
        ("lines: {along: [[1, 2, 3]]}\n", 1, "four numbers"),
        ("cameras: []\n", 1, "1 to 50 cameras"),
        ("cameras:\n  - {name: a}\n  - {name: a}\n", 3, "two cameras"),
        ("cameras:\n  - {target: {}}\n", 2, "a pixel, a bearing or a distance"),
        ("landmarks: &a [1]\nx: *a\n", 1, "anchors"),
        ("landmarks: 5\n", 1, "a list"),
        ("declination: {east: 400}\n", 1, "between"),
        ("", 1, "empty"),
    ],
)
def test_faults_are_named_by_their_line(write, text, line, said) -> None:
    with pytest.raises(BadValue) as caught:
        resect_file(write(text))
    assert caught.value.item.endswith(f"clip.yaml:{line}")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text, where, said",
    [
        ("name,x,lat\nA,1,36\n", ":1", "column is missing"),
        ("name,x,lat,lon,colour\nA,1,36,38,red\n", ":1", "no column 'colour'"),
        ("name,x,lat,lon\nA,1,36\n", ":2", "3 cells under 4"),
        ("name,x,lat,lon\nA,1,36,38\nB,one,36,38\n", ":3", "x: 'one'|column: 'one'"),
        ("name,x,lat,lon\nA,1,98,38\n", ":2", "between"),
        ("name,x,lat,lon\n,1,36,38\n", ":2", "no name"),
        ("name,x,lat,lon\nA,1,,38\n", ":2", "no place"),
        ('name,x,lat,lon\n"A,1,36,38\n', "", "no table"),
        ("", "", "empty"),
    ],
)
def test_faults_of_tables_are_named_by_their_line(write, text, where, said) -> None:
    with pytest.raises(BadValue, match=said) as caught:
        resect_file(write(text, "clip.csv"), size=(1920.0, 1080.0))
    assert caught.value.item.endswith("clip.csv" + where)


def test_a_table_wants_the_size_from_the_command_line(write) -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0)
    table = write(
        "name,x,lat,lon\n" + "".join(f"{m.name},{m.column},{m.lat},{m.lon}\n" for m in marks), "clip.csv"
    )
    with pytest.raises(SightlineError, match="width"):
        resect_file(table)


def test_a_file_that_is_not_there(tmp_path) -> None:
    with pytest.raises(Unreadable):
        resect_file(tmp_path / "none.yaml")


def test_a_picture_outside_the_folder_is_not_opened(write) -> None:
    with pytest.raises(Unsafe):
        resect_file(write("picture: {file: ../../etc/passwd}\nlandmarks: []\n"))
    with pytest.raises(Unreadable, match="no such picture"):
        resect_file(write("picture: {file: none.jpg}\nlandmarks: []\n"))


def test_what_a_camera_wrote_is_read_turned_upright(shared, write, tmp_path) -> None:
    # A phone held upright: 4032 x 3024 in the file, orientation 6, shown as 3024 x 4032; 26 mm.
    (photo,) = (shared / "data" / "photos").rglob("iphone_13_pro_max.HEIC")
    (tmp_path / "photo.heic").write_bytes(photo.read_bytes())
    asked = resect_read(
        write("picture: {file: photo.heic}\nlandmarks: [{name: A, column: 5, lat: 36, lon: 38}]\n")
    )
    lens = lens_of(asked, tmp_path)
    assert (3024.0, 4032.0) == (lens.width, lens.height)
    assert 2971 == pytest.approx(lens.focal.px, rel=0.02)
    cut = evolve(asked, picture=evolve(asked.picture, width=2000.0, height=4032.0))
    assert lens_of(cut, tmp_path).focal is None
    assert any("cropped" in doubt for doubt in lens_of(cut, tmp_path).doubts)


def resect_read(path):
    from sightline.work.cameras.file import read_file

    return read_file(path).cameras[0]


def test_the_examples_of_the_how_to_page_work(write) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "find-the-camera.md").read_text(
        encoding="utf-8"
    )
    clip, lines, more, several = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    for text in (clip, clip + lines, clip + more):
        found = resect_file(write(text))
        assert "found" == found.cameras[0].answer.status
        assert off_by(best_of(found.cameras[0]), 36, 38, CAMERA) < 15
    found = resect_file(write(clip + lines)).cameras[0]
    assert "found" == found.lens.vanishing.status
    crossed = resect_file(write(several))
    assert () == crossed.left_out
    assert off_by(crossed.target.places[0], 36, 38, (30.0, 420.0)) < 15
