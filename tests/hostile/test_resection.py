"""Resection files from strangers: bombs, floods, nonsense numbers and paths; each ends in a clear refusal, quickly."""

import json
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.core.errors import SightlineError
from sightline.measure.geo.camera.records import Focal, Landmark
from sightline.measure.geo.pose import pose
from sightline.measure.geo.resection import resect
from sightline.work.resection import resect_file

HEAD = "picture: {width: 1920, height: 1080, focal: {px: 1500}}\nlandmarks:\n"
NUMBERS = some.one_of(
    some.floats(),
    some.sampled_from([0.0, -0.0, 90.0, -90.0, 180.0, -180.0, 1e308, -1e308, 5e-324, 960.0]),
)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: [*a, *a]\n",
        "landmarks: " + "[" * 10_000 + "]" * 10_000,
        "{" * 5_000,
        "landmarks:\n" + "  - {name: A, column: 1, lat: 36, lon: 38}\n" * 600,
        "cameras:\n" + "".join(f"  - {{name: c{i}}}\n" for i in range(60)),
        "x" * 5_000_000,
        "\x00\x01\x02",
        "landmarks: !!python/object/apply:os.system ['true']\n",
        HEAD + "  - {name: A, column: 1e400, lat: 36, lon: 38}\n",
        HEAD + "  - {name: A, column: nan, lat: 36, lon: 38}\n",
        HEAD + "  - {name: [A], column: 1, lat: 36, lon: 38}\n",
        HEAD + '  - {name: "' + "n" * 3000 + '", column: 1, lat: 36, lon: 38}\n',
        "picture: {file: /etc/hostname}\nlandmarks: []\n",
        "picture: {file: '../x.jpg'}\nlandmarks: []\n",
        "picture: {width: 0}\nlandmarks: []\n",
        "- 1\n- 2\n",
        "42",
    ],
)
def test_files_made_to_break_the_reader(tmp_path, text) -> None:
    path = tmp_path / "evil.yaml"
    path.write_bytes(text.encode())
    began = time.monotonic()
    with pytest.raises(SightlineError) as caught:
        resect_file(path)
    assert caught.value.exit_code in {1, 2}
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"name,x,lat,lon\n\xff,1,2,3\n", b"a\x00b,c\n1,2\n", b"x" * 2_000_000]
)
def test_tables_made_to_break_the_reader(tmp_path, data) -> None:
    path = tmp_path / "evil.csv"
    path.write_bytes(data)
    with pytest.raises(SightlineError):
        resect_file(path)


def test_a_picture_that_is_a_link_out_of_the_folder(tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "in" / "photo.jpg").symlink_to(tmp_path / "secret.jpg")
    path = tmp_path / "in" / "clip.yaml"
    path.write_text("picture: {file: photo.jpg}\nlandmarks: []\n")
    with pytest.raises(SightlineError, match="outside"):
        resect_file(path)


def test_a_picture_that_is_none_is_refused_by_the_sandbox(tmp_path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe1" + b"\x00" * 50)
    path = tmp_path / "clip.yaml"
    path.write_text("picture: {file: photo.jpg}\nlandmarks: []\n")
    with pytest.raises(SightlineError, match="not read"):
        resect_file(path)


def test_sixty_landmarks_that_contradict_are_answered_in_seconds() -> None:
    marks = [
        Landmark(
            f"L{i}",
            36 + 0.004 + 0.001 * math.sin(i),
            38 + 0.00002 * (i - 100),
            960 + 1500 * 0.004 * (i - 100),
        )
        for i in range(60)
    ]
    began = time.monotonic()
    resect(marks, width_px=1920.0, focal=Focal(1500.0))
    assert time.monotonic() - began < 60


@given(some.lists(some.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=6), some.booleans())
def test_whatever_the_numbers_an_answer_or_a_refusal(numbers, known) -> None:
    marks = [
        Landmark(f"L{i}", lat, lon, column, error_m=error)
        for i, (lat, lon, column, error) in enumerate(numbers)
    ]
    try:
        answer = resect(marks, width_px=1920.0, focal=Focal(1500.0) if known else None)
    except SightlineError:
        return
    assert answer.status in {"found", "ambiguous", "undetermined", "contradicted"}
    json.dumps(
        [[one.lat, one.lon, one.chi2, one.ellipse.semi_major_m] for one in answer.solutions], allow_nan=False
    )


@given(
    some.lists(
        some.tuples(
            some.floats(-0.01, 0.01),
            some.floats(-0.01, 0.01),
            some.floats(-500, 2500),
            some.floats(0, 1080),
            NUMBERS,
        ),
        min_size=3,
        max_size=6,
    )
)
def test_poses_of_random_points_end_in_an_answer_or_a_refusal(numbers) -> None:
    marks = [
        Landmark(f"L{i}", 36 + lat, 38 + lon, column, row=row, height_m=height)
        for i, (lat, lon, column, row, height) in enumerate(numbers)
    ]
    try:
        answer = pose(marks, width_px=1920.0, height_px=1080.0, focal=Focal(1500.0))
    except SightlineError:
        return
    json.dumps(
        [[one.lat, one.height_m, one.heading_deg, one.focal_px] for one in answer.poses], allow_nan=False
    )
