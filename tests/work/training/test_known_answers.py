"""The measures find in the pictures what the renderer put there: the whole way from files to answers."""

import csv
import json
import math
from pathlib import Path

import av
import numpy as np
import pytest
from tests.work.training.flashes import flash_frame

from sightline.measure.chrono.sun import position
from sightline.measure.geo.gazetteer.delimited import read_table
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.gazetteer.index import build
from sightline.measure.geo.gazetteer.records import Source
from sightline.measure.geo.resolving import resolve
from sightline.measure.media.align import align
from sightline.measure.media.aligning.prints import read_film
from sightline.measure.media.synchrony.align import align_onsets
from sightline.measure.media.synchrony.onsets import onsets_of
from sightline.model.geodesic import distance_m
from sightline.model.position import Position
from sightline.work.dates import dates_in
from sightline.work.landmarks import find_landmarks
from sightline.work.measured_text import gather
from sightline.work.resection import best_of, resect_file
from sightline.work.shadow import shadow_times
from sightline.work.skyline import match_skyline, see_from
from sightline.work.training.accounts import POST, SPELLED
from sightline.work.training.answers import RIGHT, check_answer
from sightline.work.training.facts import FLASH_1, FLASH_2, PHRASE, WRITTEN, places, pole_at
from sightline.work.training.valley import LAT, LON, POLE_M, ZONE
from sightline.work.training.views import (
    EYE_1_M,
    LANDMARKS,
    SOUND_AT_20,
    TAKEN,
    film_1,
    film_2,
    photo_1,
    pixels,
    place_of,
    to_blast,
    true_skyline,
)

QUERY = "a minaret within 200 m of a water tower, a road to its east, no river within 500 m"


def apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    first, second = (Position(round(lat * 1e7), round(lon * 1e7)) for lat, lon in (a, b))
    return distance_m(first, second)


def test_the_constellation_is_found_once_and_the_others_are_rejected_with_reasons(folder: Path) -> None:
    outcome = find_landmarks(QUERY, folder / "map/valley.geojson").outcome
    (place,) = outcome.places
    assert RIGHT == check_answer(2, f"{place.lat_e7 / 1e7}, {place.lon_e7 / 1e7}").word
    assert 2 == len(outcome.rejected)
    failed = " ".join(one.measured for each in outcome.rejected for one in each.relations if not one.held)
    assert "river" in failed
    assert "water tower" in failed


def test_the_passage_tells_the_namesakes_apart(folder: Path) -> None:
    table = read_table(folder / "map/gazetteer.tsv")
    gazetteer = Gazetteer((build(table, Source("the valley")),))
    answer = resolve(SPELLED, gazetteer, context=POST)
    assert "resolved" == answer.status
    best = answer.candidates[0]
    assert RIGHT == check_answer(1, f"{best.lat}, {best.lon}").word
    assert "ambiguous" == resolve(SPELLED, gazetteer).status


def filled(folder: Path, to: Path, *, off_px: tuple[float, ...] = (0.0,) * 6) -> Path:
    """Write the landmark file as a learner would, columns read to whole pixels."""
    columns = pixels(photo_1())
    text = (folder / "map/landmarks.yaml").read_text(encoding="utf-8")
    for name, off in zip(LANDMARKS, off_px, strict=True):
        text = text.replace("column: }", f"column: {round(columns[name][0] + off)}}}", 1)
    to.write_text(text, encoding="utf-8")
    return to


def test_landmarks_lead_to_the_camera(folder: Path, tmp_path: Path) -> None:
    found = best_of(resect_file(filled(folder, tmp_path / "landmarks.yaml")).cameras[0])
    assert found is not None
    assert apart(place_of(photo_1()), (found.lat, found.lon)) < 15
    assert RIGHT == check_answer(3, f"{found.lat}, {found.lon}").word


def test_a_learner_who_is_two_pixels_off_is_still_right(folder: Path, tmp_path: Path) -> None:
    file = filled(folder, tmp_path / "landmarks.yaml", off_px=(2, -2, 1, -1, 2, -2))
    found = best_of(resect_file(file).cameras[0])
    assert found is not None
    assert RIGHT == check_answer(3, f"{found.lat}, {found.lon}").word


def test_the_skyline_of_the_elevation_tile_is_the_rendered_one(folder: Path) -> None:
    camera = photo_1()
    seen = see_from(folder / "map/dem", *place_of(camera), eye_m=EYE_1_M, reach_m=16_000.0)
    azimuths = np.arange(330.0, 360.0, 2.5)
    truth = true_skyline(camera, tuple(float(a) for a in azimuths))
    found = np.interp(azimuths, seen.skyline.azimuth, seen.skyline.elevation)
    # a cell of the tile is 30 m wide: a crest 4 km off may lie some hundredths of a degree lower
    assert truth == pytest.approx(found, abs=0.15)
    assert np.abs(np.array(truth) - found).mean() < 0.05


def test_the_traced_skyline_leads_to_the_same_hillock(folder: Path) -> None:
    answer = match_skyline(folder / "map/skyline.json", folder / "map/dem", LAT, LON, 1_500.0, eye_m=EYE_1_M)
    offs = [apart(place_of(photo_1()), (one.lat, one.lon)) for one in answer.found.cameras]
    assert min(offs) < 150
    assert answer.found.cameras[0].bearing == pytest.approx(photo_1().heading, abs=1.0)


def test_the_shadow_tells_the_time_and_its_length_alone_tells_two() -> None:
    azimuth, elevation = (float(one) for one in position(LAT, LON, TAKEN))
    length = POLE_M / math.tan(math.radians(elevation))
    measured = {"height": f"{POLE_M:g}±0.05", "length": f"{length:.1f}±0.15"}
    both = gather(measured | {"azimuth": f"{(azimuth + 180) % 360:.0f}±1"})
    alone = gather(measured)
    at = pole_at()
    (interval,) = shadow_times(both, *at, "2021-10-09", zone=ZONE).found.intervals
    taken = int(TAKEN.timestamp() * 1000)
    assert interval.begin <= taken < interval.end
    assert 2 == len(shadow_times(alone, *at, "2021-10-09", zone=ZONE).found.intervals)


def test_the_pole_s_shadow_can_be_measured_in_the_picture(folder: Path) -> None:
    """Find the dark lane in the picture of the square, as a learner does, and read the time from it."""
    from PIL import Image

    with Image.open(folder / "pictures/square.png") as picture:
        grey = np.asarray(picture.convert("L"), float)
    # the pole's foot is the middle of the picture; look along every direction for the longest dark lane
    y0, x0, best = 270.0, 480.0, (0.0, 0.0)
    for degrees in np.arange(0.0, 360.0, 0.5):
        step = np.arange(8.0, 400.0)
        x = (x0 + step * math.sin(math.radians(degrees))).astype(int)
        y = (y0 - step * math.cos(math.radians(degrees))).astype(int)
        inside = (x >= 0) & (x < 880) & (y >= 80) & (y < 460)
        dark = np.where(inside, grey[np.clip(y, 0, 539), np.clip(x, 0, 959)] < 125, False)
        length = float(np.argmin(dark)) + 8.0 if not dark.all() else 400.0
        best = max(best, (length if dark[0] else 0.0, float(degrees)))
    length_m, direction = best[0] * 0.06, best[1]
    azimuth, elevation = (float(one) for one in position(LAT, LON, TAKEN))
    assert POLE_M / math.tan(math.radians(elevation)) == pytest.approx(length_m, abs=0.3)
    assert (azimuth + 180) % 360 == pytest.approx(direction, abs=1.5)


def test_the_phrase_of_the_news_is_read_as_the_night_before() -> None:
    (found,) = dates_in(PHRASE, written=WRITTEN)
    assert "2021-10-09/2021-10-10" == found.edtf


def test_the_delay_of_the_bang_gives_the_distance(folder: Path) -> None:
    with av.open(str(folder / "films/clip-2.mp4")) as film:
        heard = np.concatenate([f.to_ndarray()[0] for f in film.decode(audio=0)])
    flash = flash_frame(folder / "films/clip-2.mp4") / 25
    bang = int(np.argmax(np.abs(heard) > 0.15)) / 48_000
    assert RIGHT == check_answer(5, f"{(bang - flash) * 343.2:.0f} m").word


def test_the_sound_puts_the_clips_on_one_clock_and_the_way_is_told(folder: Path) -> None:
    first, second = film_1(), film_2()
    one = align_onsets(
        onsets_of(folder / "films/clip-1.mp4"), onsets_of(folder / "films/clip-2.mp4"), apart_m=2_000
    )
    assert one is not None
    later = FLASH_1 - FLASH_2 + (to_blast(first) - to_blast(second)) / SOUND_AT_20
    assert 1_000 * later == pytest.approx(one.offset_ms, abs=20)
    assert one.error_ms <= 65
    # the cameras' clocks are another question: sound alone knows them no better than the way between the cameras
    assert abs(one.offset_ms - 1_000 * (FLASH_1 - FLASH_2)) <= one.clock_error_ms


def test_the_mirrored_copy_runs_at_no_speed_of_its_own(folder: Path) -> None:
    # nearly nothing moves in it: at 1.08 times the speed it fitted as well
    films = [read_film(folder / "films" / name) for name in ("clip-2.mp4", "clip-3.mp4")]
    (found,) = align(*films)
    assert (1_000, True) == (found.speed, found.mirrored)
    assert "speed" not in found.edits
    assert abs(found.b_start_ms - found.a_start_ms) <= found.offset_error_ms


def test_only_the_false_account_contradicts_the_first_posting(folder: Path) -> None:
    lines = (folder / "texts/posted.tsv").read_text(encoding="utf-8").splitlines()
    rows = {row["clip"]: row["first posted"] for row in csv.DictReader(lines, delimiter="\t")}
    news = (folder / "texts/ozrem-news.txt").read_text(encoding="utf-8")
    assert PHRASE in news
    # the copy was posted after the original, and the original before nine at night
    assert rows["clip-2.mp4"] < "2021-10-09T21:00" < rows["clip-3.mp4"]


def test_the_post_holds_the_spelling_and_the_words_that_settle_it() -> None:
    assert SPELLED in POST
    assert "countryside of" in POST
    assert places()[1] != places()[2]


def test_the_trace_is_of_the_whole_width(folder: Path) -> None:
    trace = json.loads((folder / "map/skyline.json").read_text(encoding="utf-8"))
    assert (960, 540, 1_400.0) == (trace["width"], trace["height"], trace["focal_px"])
    assert len(trace["line"]) > 200
