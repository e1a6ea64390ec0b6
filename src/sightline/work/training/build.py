"""Builds the training case: pictures, films, maps, texts and six exercise pages in one folder.

It is rendered anew each time, from one seed, and always comes out the same. No answer stands in the folder.
"""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from attrs import frozen

from sightline.core.errors import Unreadable, WrongUse
from sightline.work.training.accounts import POST, SPELLED, TEXTS
from sightline.work.training.facts import (
    FLASH_1,
    FLASH_2,
    TOLERANCES,
    coordinates,
    pole_at,
    words,
)
from sightline.work.training.films import Frame, frames, heard_at, mirrored, write
from sightline.work.training.map_files import write_elevation, write_gazetteer, write_objects
from sightline.work.training.map_picture import draw_map
from sightline.work.training.pictures import aerial, photograph, save, still
from sightline.work.training.seeing import Camera
from sightline.work.training.statements import write_statements
from sightline.work.training.tasks import write_landmarks, write_skyline
from sightline.work.training.valley import ZONE
from sightline.work.training.views import (
    AERIAL_M_PER_PX,
    BLAST_AT,
    LANDMARKS,
    SOUND_AT_20,
    TAKEN,
    blast_pixel,
    film_1,
    film_2,
    photo_1,
    photo_2,
    sun_of,
    to_blast,
)

Tell = Callable[[str], None]

MARK: Final = "README.md"
PAGES: Final = (
    MARK,
    "1-place-name.md",
    "2-landmarks.md",
    "3-camera.md",
    "4-shadow.md",
    "5-sound.md",
    "6-account.md",
)
_FIRST_LINE: Final = "# Training: the valley of the Ozrem"


@frozen(slots=True)
class Training:
    """What was built."""

    folder: Path
    pages: tuple[Path, ...]


def build_training(folder: Path, *, program: str, tell: Tell) -> Training:
    """Build the training case in a folder, or make it again where it lies.

    :param program: how this program is called, for the commands on the pages
    :raises WrongUse: when it is no folder, or holds other files
    :raises Unreadable: when it cannot be written to
    """
    if folder.exists() and not folder.is_dir():
        raise WrongUse("this is no folder", item=str(folder), todo="name a new folder")
    try:
        return _build(folder, program, tell)
    except OSError as error:
        raise Unreadable(
            f"the training case cannot be written: {error.strerror or error}",
            item=str(folder if error.filename is None else error.filename),
            todo="name a folder that can be written to, on a disk with room for 20 MB",
        ) from error


def _build(folder: Path, program: str, tell: Tell) -> Training:
    if folder.exists() and any(folder.iterdir()) and not is_training(folder):
        raise WrongUse("the folder holds other files", item=str(folder), todo="name a new folder")
    for part in ("pictures", "films", "texts", "map/dem"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    pages = _write_pages(folder, program)
    for name, text in TEXTS.items():
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    write_statements(folder / "texts/accounts.jsonl")
    tell("drawing the maps of the valley")
    write_gazetteer(folder / "map/gazetteer.tsv")
    write_objects(folder / "map/valley.geojson")
    write_elevation(folder / "map/dem/valley.tif")
    save(draw_map(), folder / "map/map.png")
    tell("photographing it")
    _write_pictures(folder)
    tell("filming it")
    _write_films(folder / "films")
    return Training(folder, pages)


def is_training(folder: Path) -> bool:
    """Say whether a folder holds the training case."""
    try:
        with (folder / MARK).open(encoding="utf-8") as file:
            return file.readline().rstrip("\n") == _FIRST_LINE
    except (OSError, UnicodeDecodeError):
        return False


def _write_pages(folder: Path, program: str) -> tuple[Path, ...]:
    given = words() | {
        "program": program,
        "folder": folder.name,
        "post": POST,
        "spelled": SPELLED,
        "at": ",".join(coordinates(pole_at()).split(", ")),
        "zone": ZONE,
        "pixel": f"{AERIAL_M_PER_PX}",
        "landmarks": ", ".join(LANDMARKS[:-1]) + f" and {LANDMARKS[-1]}",
    }
    written: list[Path] = []
    for number, name in enumerate(PAGES):
        page = Template((files("sightline") / "resources/training" / name).read_text(encoding="utf-8"))
        limit = TOLERANCES.get(number)
        more = {} if limit is None else {"right": f"{limit.right:.0f}", "near": f"{limit.near:.0f}"}
        path = folder / name
        path.write_text(page.substitute(given | more), encoding="utf-8")
        written.append(path)
    return tuple(written)


def _write_pictures(folder: Path) -> None:
    sun = sun_of(TAKEN)
    wide = still(photo_1(), sun)
    save(photograph(wide), folder / "pictures/photo-1.png")
    if not (folder / "map/landmarks.yaml").exists():  # the learner writes in it
        write_landmarks(folder / "map/landmarks.yaml")
    write_skyline(folder / "map/skyline.json", wide.skyline)
    save(photograph(still(photo_2(), sun)), folder / "pictures/photo-2.png")
    save(aerial(sun), folder / "pictures/square.png")


def _write_films(folder: Path) -> None:
    """Film the flash twice, and copy the second film."""
    _film(folder / "clip-1.mp4", film_1(), FLASH_1, 5)
    whole = _film(folder / "clip-2.mp4", film_2(), FLASH_2, 6)
    sound = heard_at(FLASH_2, to_blast(film_2()), SOUND_AT_20, 6)
    write(folder / "clip-3.mp4", mirrored(whole), sound, bits_a_second=500_000)


def _film(path: Path, camera: Camera, flash_at: float, seed: int) -> list[Frame]:
    far = to_blast(camera)
    view = still(camera, sun_of(BLAST_AT))
    whole = frames(view.fine, blast_pixel(camera), camera.focal_px / far, flash_at, seed)
    write(path, whole, heard_at(flash_at, far, SOUND_AT_20, seed))
    return whole
