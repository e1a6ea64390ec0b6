"""Read a resection file: YAML or JSON with everything, or CSV with the landmarks alone.

Such files are passed around, so they are read with limits and every fault is named by its line. JSON is read by the
reader of YAML, of which it is a part, for the line numbers.
"""

from pathlib import Path
from typing import Final

from sightline.core.errors import BadValue, Unreadable
from sightline.core.resources import MOST_BYTES, Node, load_yaml
from sightline.measure.geo.camera.crossing_records import Heard
from sightline.measure.geo.camera.records import Bearing, Distance, Focal, Landmark
from sightline.measure.geo.ranges import from_size, from_sound
from sightline.measure.geo.vanishing import AXES, Segment
from sightline.work.cameras.asked import Asked, CameraAsked, PictureAsked, Target
from sightline.work.cameras.nodes import (
    aligned,
    bearing,
    direction,
    entries,
    landmark,
    maybe,
    name,
    number,
    pair,
    place,
)
from sightline.work.cameras.picture import read_picture_part
from sightline.work.cameras.table import read_table

_CAMERA: Final = (
    *("name", "picture", "landmarks", "aligned", "bearings", "distances", "lines", "method"),
    *("lat", "lon", "place", "error_m", "target", "map_error_m"),
)
_WHOLE: Final = ("cameras", "heard", "declination", "reach_m")
_MOST_CAMERAS: Final = 50

Declination = tuple[float, float] | None


def read_file(path: Path) -> Asked:
    """Read a resection file.

    Raises
    ------
    Unreadable
        The file is not there or cannot be opened.
    BadValue
        Something in it cannot be used; named by line and field.
    """
    if path.exists() and not path.is_file():
        raise Unreadable("is no ordinary file", item=str(path), todo="give a .yaml, .json or .csv file")
    if not path.is_file():
        raise Unreadable("there is no such file", item=str(path), todo="give a .yaml, .json or .csv file")
    if path.suffix.lower() in (".csv", ".tsv"):
        marks = read_table(path)
        picture = read_picture_part(None)
        camera = CameraAsked(
            "camera", str(path), picture, marks, (), (), (), (), None, None, None, mixed_north=False
        )
        return Asked(str(path), (camera,), (), None, None)
    root = load_yaml(_text(path), name=str(path), error=BadValue)
    if root.value is None:
        root.refuse("the file is empty", todo="see the how-to page 'Find the camera' for an example")
    return _whole(root, str(path))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as fault:
        raise Unreadable(f"cannot be read: {fault.strerror or fault}", item=str(path)) from fault
    if len(data) > MOST_BYTES:
        raise BadValue(
            f"is larger than {MOST_BYTES:,} bytes", item=str(path), todo="one file holds a few cameras"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise BadValue("is not UTF-8", item=f"{path}:{line}", todo="save the file as UTF-8") from fault
    # JSON may be indented by tabs, which YAML does not take; inside its strings no bare tab can stand
    return text.replace("\t", " ") if text.lstrip()[:1] in ("{", "[") else text


def _whole(root: Node, file: str) -> Asked:
    several = root.get("cameras")
    declination = _declination(root.get("declination"))
    error = maybe(root, "map_error_m", least=0, most=100_000)
    shared: dict[str, Landmark] = {}
    if several is None:
        root.only(*_CAMERA, *_WHOLE)
        cameras: tuple[CameraAsked, ...] = (_camera(root, "camera", shared, declination, error),)
    else:
        root.only(*_WHOLE, "landmarks", "map_error_m")
        for one in entries(root.get("landmarks")):
            mark = landmark(one, {}, 0.0 if error is None else error)
            if mark.name in shared:
                one.refuse(f"two landmarks are called '{mark.name}'")
            shared[mark.name] = mark
        nodes = entries(several)
        if not 0 < len(nodes) <= _MOST_CAMERAS:
            several.refuse(f"1 to {_MOST_CAMERAS} cameras are needed, not {len(nodes)}")
        for node in nodes:
            node.only(*_CAMERA)
        cameras = tuple(
            _camera(node, f"camera {i + 1}", shared, declination, error) for i, node in enumerate(nodes)
        )
        names: set[str] = set()
        for node, camera in zip(nodes, cameras, strict=True):
            if camera.name in names:
                node.refuse(f"two cameras are called '{camera.name}'", todo="give each its own name")
            names.add(camera.name)
    heard = tuple(_heard(node) for node in entries(root.get("heard")))
    return Asked(file, cameras, heard, declination, maybe(root, "reach_m", least=1, most=500_000))


def _camera(
    node: Node, called: str, shared: dict[str, Landmark], declination: Declination, error: float | None
) -> CameraAsked:
    own_error = maybe(node, "map_error_m", least=0, most=100_000)
    error = own_error if own_error is not None else 0.0 if error is None else error
    picture = read_picture_part(node.get("picture"))
    marks = tuple(landmark(one, shared, error) for one in entries(node.get("landmarks")))
    told = [bearing(one, declination) for one in entries(node.get("bearings"))]
    method = node.get("method")
    if method is not None and method.value not in ("plane", "pose"):
        method.refuse(f"there is no method '{method.value}'", todo="write plane or pose, or leave it out")
    where = place(node)
    known = None
    if where is not None:
        off = maybe(node, "error_m", least=0, most=100_000)
        known = (*where, 0.0 if off is None else off)
    title = node.get("name")
    target = node.get("target")
    return CameraAsked(
        name=called if title is None else name(title),
        where=f"{node.name}:{node.line}",
        picture=picture,
        landmarks=marks,
        aligned=tuple(aligned(one) for one in entries(node.get("aligned"))),
        bearings=tuple(one for one, _ in told),
        distances=tuple(_distance(one, picture) for one in entries(node.get("distances"))),
        lines=_lines(node.get("lines")),
        method=None if method is None else method.text(),
        place=known,
        target=None if target is None else _target(target, picture, declination),
        mixed_north=len({magnetic for _, magnetic in told}) > 1,
    )


def _distance(node: Node, picture: PictureAsked) -> Distance:
    metres, error = _how_far(node, picture, "landmark")
    return Distance(name(node.at("landmark")), metres, error)


def _how_far(node: Node, picture: PictureAsked, *beside: str) -> tuple[float, float]:
    """Read a distance: metres, a size in pixels, or the delay of a sound; with its standard deviation [m]."""
    node.only(
        *beside,
        "metres",
        "error",
        "size",
        "size_error",
        "pixels",
        "sound",
        "temperature",
        "temperature_error",
    )
    metres, delay = node.get("metres"), node.get("sound")
    error = maybe(node, "error", least=0, most=1e6)
    try:
        if metres is not None:
            far = number(metres, least=0.01, most=1e7)
            return far, 0.05 * far if error is None or error == 0 else error
        if delay is not None:
            warm = maybe(node, "temperature", least=-60, most=60)
            warm_error = maybe(node, "temperature_error", least=0, most=59)
            told = from_sound(
                number(delay, least=0.001, most=600),
                delay_error_s=0.02 if error is None else error,
                temperature_c=15.0 if warm is None else warm,
                temperature_error_c=(10.0 if warm is None else 3.0) if warm_error is None else warm_error,
            )
            return told.metres, told.sigma_m
        if picture.lens.kind != "px":
            node.refuse(
                "a distance from a size wants the focal length in pixels",
                todo="write picture: {focal: {px: ...}}",
            )
        told = from_size(
            number(node.at("size"), least=0.001, most=1e6),
            number(node.at("pixels"), least=0.1, most=1e6),
            Focal(picture.lens.value, 0.0 if picture.lens.error is None else picture.lens.error),
            size_error_m=maybe(node, "size_error", least=0, most=1e6) or 0.0,
            pixel_error=picture.pixel_error,
        )
    except BadValue as fault:
        if fault.item is not None and fault.item.startswith(node.name):
            raise
        node.refuse(f"{fault.item}: {fault.fault}", todo=fault.todo)
    return told.metres, told.sigma_m


def _target(node: Node, picture: PictureAsked, declination: Declination) -> Target:
    node.only("pixel", "column", "pixel_error", "bearing", "error", "north", "distance")
    pixel, far = node.get("pixel"), node.get("distance")
    column = maybe(node, "column", least=-1e6, most=1e6) if pixel is None else pair(pixel)[0]
    told = None
    magnetic = False
    if node.get("bearing") is not None:
        deg, error, magnetic = direction(node, declination)
        told = (deg, error)
    metres, spread = (None, 0.0) if far is None else _how_far(far, picture)
    if column is None and told is None and metres is None:
        node.refuse("a target wants a pixel, a bearing or a distance")
    return Target(
        column=column,
        pixel_error=maybe(node, "pixel_error", least=1e-3, most=10_000),
        bearing=None if told is None else Bearing(*told),
        magnetic=magnetic,
        distance_m=metres,
        distance_error_m=spread,
    )


def _lines(node: Node | None) -> tuple[tuple[str, tuple[Segment, ...]], ...]:
    if node is None:
        return ()
    node.only(*AXES)
    found = []
    for axis in AXES:
        drawn: list[Segment] = []
        for one in entries(node.get(axis)):
            ends = one.entries()
            if len(ends) != 4:
                one.refuse(
                    f"a line has four numbers, not {len(ends)}", todo="write [column, row, column, row]"
                )
            x1, y1, x2, y2 = (number(end, least=-1e6, most=1e6) for end in ends)
            drawn.append((x1, y1, x2, y2))
        if drawn:
            found.append((axis, tuple(drawn)))
    return tuple(found)


def _heard(node: Node) -> Heard:
    node.only("late", "early", "farther_m", "error")
    return Heard(
        name(node.at("late")),
        name(node.at("early")),
        number(node.at("farther_m"), least=-1e6, most=1e6),
        number(node.at("error"), least=1e-3, most=1e6),
    )


def _declination(node: Node | None) -> Declination:
    if node is None:
        return None
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return number(node, least=-180, most=180), 0.5
    node.only("east", "error")
    error = maybe(node, "error", least=0, most=90)
    return number(node.at("east"), least=-180, most=180), 0.5 if error is None else error
