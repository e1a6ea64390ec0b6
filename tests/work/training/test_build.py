"""The folder a learner gets: complete, marked as a model, and without an answer in it."""

import json
import re
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from tests.work.training.flashes import flash_frame

from sightline.cli.main import VERBS
from sightline.core.errors import WrongUse
from sightline.work.training.build import PAGES, Training, build_training, is_training
from sightline.work.training.facts import FLASH_1, FLASH_2, coordinates, places
from sightline.work.training.views import SOUND_AT_20, film_1, film_2, to_blast

PICTURES = ("pictures/photo-1.png", "pictures/photo-2.png", "pictures/square.png", "map/map.png")
FILMS = ("clip-1.mp4", "clip-2.mp4", "clip-3.mp4")


def test_six_pages_and_a_front_page(case: Training) -> None:
    assert 7 == len(case.pages)
    for page in case.pages:
        text = page.read_text(encoding="utf-8")
        assert "$" not in text, page.name
        assert text.startswith("# ")


def test_every_file_a_page_names_is_there(case: Training) -> None:
    for page in case.pages:
        for name in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (case.folder / name).exists(), f"{page.name}: {name}"


def test_every_command_on_a_page_is_a_verb(case: Training) -> None:
    named = {
        verb
        for page in case.pages
        for verb in re.findall(r"\bsightline ([a-z]+)\b", page.read_text(encoding="utf-8"))
    }
    assert {"place", "landmarks", "shadow", "demo", "matches"} <= named
    assert set() == named - set(VERBS)


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_small_and_carries_the_band(folder: Path, name: str) -> None:
    with Image.open(folder / name) as picture:
        assert picture.width <= 960
        assert picture.height <= 640
        last = np.asarray(picture.convert("RGB"))[-3]
    yellow = (np.abs(last.astype(int) - (247, 196, 54)).max(axis=1) < 12).mean()
    assert yellow > 0.95


@pytest.mark.parametrize("name", FILMS)
def test_every_frame_of_a_film_carries_the_band(folder: Path, name: str) -> None:
    with av.open(str(folder / "films" / name)) as film:
        stream = film.streams.video[0]
        count = 0
        for frame in film.decode(stream):
            row = frame.to_ndarray(format="rgb24")[-3].astype(int)
            assert (np.abs(row - (247, 196, 54)).max(axis=1) < 40).mean() > 0.9
            count += 1
    assert (150, 640, 360) == (count, stream.width, stream.height)


def test_no_answer_stands_in_the_folder(case: Training) -> None:
    texts = [
        p
        for p in sorted(case.folder.rglob("*"))
        if p.suffix in (".md", ".txt", ".tsv", ".yaml", ".json", ".jsonl")
    ]
    whole = "\n".join(p.read_text(encoding="utf-8") for p in texts)
    assert coordinates(places()[3]) not in whole
    for secret in ("14:24", "13:24", "1341 m", "mirrored"):
        assert secret not in whole, secret


@pytest.mark.parametrize(
    "name,flash,camera", [("clip-1.mp4", FLASH_1, film_1), ("clip-2.mp4", FLASH_2, film_2)]
)
def test_the_bang_comes_as_late_as_sound_needs(folder: Path, name: str, flash: float, camera: object) -> None:
    with av.open(str(folder / "films" / name)) as film:
        heard = np.concatenate([f.to_ndarray()[0] for f in film.decode(audio=0)])
    onset = int(np.argmax(np.abs(heard) > 0.15)) / 48_000
    assert callable(camera)
    assert flash + to_blast(camera()) / SOUND_AT_20 == pytest.approx(onset, abs=0.01)


@pytest.mark.parametrize("name,flash", [("clip-1.mp4", FLASH_1), ("clip-2.mp4", FLASH_2)])
def test_the_flash_is_seen_in_its_frame(folder: Path, name: str, flash: float) -> None:
    # the hand moves the picture slowly; only the flash makes pixels leap from one frame to the next
    assert round(flash * 25) == flash_frame(folder / "films" / name)


def test_the_third_clip_is_the_second_seen_in_a_mirror(folder: Path) -> None:
    def middle(name: str) -> np.ndarray:
        with av.open(str(folder / "films" / name)) as film:
            frame = next(f for i, f in enumerate(film.decode(video=0)) if i == 60)
        small = Image.fromarray(frame.to_ndarray(format="gray")[30:300]).resize((64, 27))
        values = np.asarray(small, float)
        return (values - values.mean()) / values.std()

    second, third = middle("clip-2.mp4"), middle("clip-3.mp4")
    straight = float((second * third).mean())
    mirrored = max(
        float((np.roll(second[:, ::-1], (dy, dx), (0, 1)) * third).mean())
        for dy in range(-4, 5)
        for dx in range(-3, 4)
    )
    assert mirrored > straight + 0.05
    assert mirrored > 0.8


def test_maps_are_read_by_anybody(folder: Path) -> None:
    objects = json.loads((folder / "map/valley.geojson").read_text(encoding="utf-8"))
    kinds = [f["properties"].get("man_made") for f in objects["features"]]
    assert (3, 3) == (kinds.count("minaret"), kinds.count("water_tower"))
    first = (folder / "map/gazetteer.tsv").read_text(encoding="utf-8").splitlines()[0]
    assert "id\tname\talt_names\tlat\tlon\tcountry\tadmin\tplacetype" == first


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(WrongUse):
        build_training(tmp_path, program="sightline", tell=lambda _: None)
    assert ["mine.txt"] == [p.name for p in sorted(tmp_path.iterdir())]
    assert not is_training(tmp_path)


def test_built_again_it_is_the_same_and_the_learner_s_file_stays(
    case: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sightline.work.training.build._write_films", lambda folder: None)  # they take long
    mine = case.folder / "map/landmarks.yaml"
    before, same = mine.read_text(encoding="utf-8"), case.folder / "pictures/photo-2.png"
    picture = same.read_bytes()
    mine.write_text(before + "# mine\n", encoding="utf-8")
    try:
        build_training(case.folder, program="sightline", tell=lambda _: None)
        assert mine.read_text(encoding="utf-8").endswith("# mine\n")
        assert picture == same.read_bytes()
    finally:
        mine.write_text(before, encoding="utf-8")


def test_the_folder_knows_that_it_is_the_training_case(case: Training) -> None:
    assert is_training(case.folder)
    assert list(PAGES) == [page.name for page in case.pages]
