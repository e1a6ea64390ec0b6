"""Read what a resection file says about its picture and the lens."""

from typing import Final

from sightline.core.resources import Node
from sightline.work.cameras.asked import LensAsked, PictureAsked
from sightline.work.cameras.nodes import maybe, number, pair

_UNKNOWN: Final = LensAsked("unknown")


def read_picture_part(node: Node | None) -> PictureAsked:
    """Read what is said about the picture; nothing may be."""
    if node is None:
        return PictureAsked(None, None, None, _UNKNOWN, None, video=False, pixel_error=2.0, cropped=False)
    node.only("width", "height", "centre", "focal", "file", "video", "pixel_error", "cropped")
    centre, file, video = node.get("centre"), node.get("file"), node.get("video")
    cropped = node.get("cropped")
    error = maybe(node, "pixel_error", least=1e-3, most=10_000)
    return PictureAsked(
        width=maybe(node, "width", least=2, most=1_000_000),
        height=maybe(node, "height", least=2, most=1_000_000),
        centre=None if centre is None else pair(centre),
        lens=_lens(node.get("focal"), has_file=file is not None),
        file=None if file is None else file.text(),
        video=False if video is None else video.flag(),
        pixel_error=2.0 if error is None else error,
        cropped=False if cropped is None else cropped.flag(),
    )


def _lens(node: Node | None, *, has_file: bool) -> LensAsked:
    if node is None:
        return LensAsked("exif") if has_file else _UNKNOWN
    if isinstance(node.value, str):
        if node.value not in ("unknown", "exif"):
            node.refuse(
                f"'{node.value[:40]}' is no focal length",
                todo="write {mm35: 26}, {px: 1500}, {field: 65}, exif, unknown",
            )
        if node.value == "exif" and not has_file:
            node.refuse("exif wants the picture", todo="write file: NAME beside it")
        return LensAsked(node.value)
    node.only("px", "mm35", "mm", "sensor_mm", "field", "error")
    error = maybe(node, "error", least=0, most=1e6)
    given = [key for key in ("px", "mm35", "mm", "field") if node.get(key) is not None]
    if len(given) != 1:
        node.refuse("one of px, mm35, mm (with sensor_mm) and field is needed")
    value = number(node.at(given[0]), least=0.1, most=1e6)
    if given[0] == "mm":
        return LensAsked("sensor", value, error, number(node.at("sensor_mm"), least=0.1, most=200))
    return LensAsked(given[0], value, error)
