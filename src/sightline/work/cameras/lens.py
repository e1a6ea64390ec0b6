"""How large is the picture and how long its lens: as the file says, as the camera wrote, or from vanishing points."""

import math
import tempfile
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from sightline.core.errors import BadValue, Unreadable, Unsafe
from sightline.core.sandbox import Job
from sightline.measure.geo.camera.records import Focal
from sightline.measure.geo.focal_length import from_field, from_mm35, from_sensor, resized
from sightline.measure.geo.vanishing import Vanishing, vanishing
from sightline.measure.run import open_examiner
from sightline.work.cameras.asked import CameraAsked, LensAsked, PictureAsked

_SIDEWAYS: Final = ("5", "6", "7", "8")
_SAME_SHAPE: Final = 0.01


@frozen(slots=True)
class Lens:
    """What is known of a picture's size and lens."""

    width: float | None
    height: float | None
    focal: Focal | None
    centre: tuple[float, float] | None
    vanishing: Vanishing | None
    doubts: tuple[str, ...]


@frozen(slots=True)
class Written:
    """What a picture's file says of itself; the size is as it is shown, turned upright."""

    width: float
    height: float
    mm35: float | None
    taken: tuple[float, float] | None
    zoom: float | None


def lens_of(camera: CameraAsked, folder: Path) -> Lens:
    """Gather size and focal length of one camera of the file.

    Raises Unreadable or Unsafe for the picture's file, BadValue for sizes that cannot be.
    """
    picture = camera.picture
    doubts: list[str] = []
    written = None if picture.file is None else read_picture(folder, picture.file, camera.where)
    width = picture.width if picture.width is not None or written is None else written.width
    height = picture.height if picture.height is not None or written is None else written.height
    focal = _focal(picture, written, width, height, camera.where, doubts)
    found: Vanishing | None = None
    if camera.lines and width is not None and height is not None:
        found = vanishing(dict(camera.lines), width_px=width, height_px=height, centre_px=picture.centre)
        if found.focal is not None and found.status == "found":
            focal = _both(focal, found.focal, doubts)
    return Lens(width, height, focal, picture.centre, found, tuple(doubts))


def _focal(
    picture: PictureAsked,
    written: Written | None,
    width: float | None,
    height: float | None,
    where: str,
    doubts: list[str],
) -> Focal | None:
    lens = picture.lens
    if lens.kind == "px":
        return Focal(lens.value, 0.0 if lens.error is None else lens.error)
    if lens.kind == "unknown":
        return None
    if width is None or height is None:
        raise BadValue(
            "a focal length that is not in pixels wants the picture's size",
            item=where,
            todo="write width and height",
        )
    if lens.kind == "exif":
        return _from_file(picture, written, width, height, doubts)
    told = _given(lens, width, height, video=picture.video)
    if picture.cropped:
        doubts.append(
            "the picture was cropped: the focal length is not that of the whole picture and was not used"
        )
        return None
    if lens.error is not None and lens.kind != "field":
        return Focal(told.px, told.px * lens.error / lens.value, told.why)
    return told


def _given(lens: LensAsked, width: float, height: float, *, video: bool) -> Focal:
    if lens.kind == "mm35":
        return from_mm35(lens.value, width, height, video=video)
    if lens.kind == "sensor":
        return from_sensor(lens.value, lens.sensor_mm, width, video=video)
    return from_field(lens.value, width, error_deg=1.0 if lens.error is None else lens.error)


def _from_file(
    picture: PictureAsked, written: Written | None, width: float, height: float, doubts: list[str]
) -> Focal | None:
    if written is None or written.mm35 is None:
        doubts.append("the picture does not say its focal length, so it was solved for")
        return None
    if picture.cropped:
        doubts.append("the picture was cropped: what its camera wrote about the lens was not used")
        return None
    whole = written.taken if written.taken is not None else (written.width, written.height)
    if abs(math.log((whole[0] / whole[1]) / (width / height))) > _SAME_SHAPE:
        doubts.append(
            f"the camera took {whole[0]:.0f} x {whole[1]:.0f} px and the picture has {width:.0f} x {height:.0f}: it "
            "was cropped, and the focal length that its camera wrote was not used"
        )
        return None
    told = resized(from_mm35(written.mm35, *whole, video=picture.video), whole[0], width)
    if written.zoom is not None and written.zoom > 1.01:
        doubts.append(
            f"the camera zoomed by cropping ({written.zoom:g} times); most write that into the 35 mm number"
        )
        return Focal(told.px, told.px * 0.05, told.why + ", digital zoom")
    return Focal(told.px, told.error_px, f"{told.why}, as the camera wrote")


def _both(given: Focal | None, drawn: Focal, doubts: list[str]) -> Focal:
    """Put two focal lengths together, or say that they contradict each other."""
    if given is None:
        return drawn
    a, b = max(given.error_px, 1e-6), max(drawn.error_px, 1e-6)
    if abs(given.px - drawn.px) > 3 * math.hypot(a, b):
        doubts.append(
            f"the vanishing points tell a focal length of {drawn.px:.0f} px, not {given.px:.0f} ({given.why}): was the "
            "picture cropped? the given one was used"
        )
        return given
    weight = 1 / a**2 + 1 / b**2
    return Focal((given.px / a**2 + drawn.px / b**2) / weight, weight**-0.5, f"{given.why} and {drawn.why}")


def read_picture(folder: Path, name: str, where: str) -> Written:
    """Read a picture's size and lens, in the sandbox where everything foreign is read.

    Raises Unsafe for a name that leads out of the folder, Unreadable where it is not there or says no size.
    """
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Unsafe(
            "the picture lies outside the file's folder",
            item=f"{where}: {name[:100]}",
            todo="put it beside the file",
        )
    if not path.is_file():
        raise Unreadable(
            "there is no such picture", item=f"{where}: {name[:100]}", todo="put it beside the file"
        )
    with tempfile.TemporaryDirectory(prefix="sightline-") as out, open_examiner([path.parent]) as examiner:
        reply = examiner.run(Job(path, path.name, "", ("media.metadata",), {}, Path(out)))
    tags: Any = reply.findings[0].values.get("tags", {}) if len(reply.findings) > 0 else {}
    read = {name: _raw(value) for name, value in tags.items()} if isinstance(tags, dict) else {}
    width, height = _number(read, "ImageWidth"), _number(read, "ImageHeight")
    if width is None or height is None:
        fault = reply.faults[0][1].sentence if len(reply.faults) > 0 else "it says no size"
        raise Unreadable(
            f"the picture was not read: {fault}", item=str(path), todo="write width and height yourself"
        )
    taken = _number(read, "ExifImageWidth"), _number(read, "ExifImageHeight")
    whole = None if taken[0] is None or taken[1] is None else (taken[0], taken[1])
    if read.get("IFD0:Orientation") in _SIDEWAYS:
        width, height = height, width
        whole = None if whole is None else (whole[1], whole[0])
    mm35 = _number(read, "FocalLengthIn35mmFormat")
    return Written(width, height, mm35, whole, _number(read, "DigitalZoomRatio"))


def _raw(value: Any) -> str:
    return str(value.get("raw", "") if isinstance(value, dict) else value)


def _number(read: dict[str, str], tag: str) -> float | None:
    """Give a tag of the picture itself; those of its thumbnail (IFD1) do not count."""
    for group in ("File", "ExifIFD", "IFD0", "PNG", "QuickTime", "RIFF"):
        text = read.get(f"{group}:{tag}")
        if text is not None:
            try:
                value = float(text)
            except ValueError:
                continue
            if math.isfinite(value) and value > 0:
                return value
    return None
