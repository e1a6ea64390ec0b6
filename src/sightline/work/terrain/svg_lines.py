"""Take polylines from an SVG drawing: straight paths and polylines, without transforms. Everything else is refused."""

import re
from typing import Final

from sightline.core.errors import BadValue, Damaged

_TOKEN: Final = re.compile(r"([A-Za-z])|([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)|([\s,]+)|(.)")
_STRAIGHT: Final = "draw it with straight pieces only, or write the points to a .json file"
Line = list[tuple[float, float]]


def read_svg(text: str, item: str) -> tuple[list[Line], tuple[int, int] | None]:
    """Read the lines of a drawing, and its size from ``viewBox`` or width and height [pixels].

    :raises Damaged: when it is not XML; :raises BadValue: for curves, transforms, or no line at all.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(text)
    except (ParseError, DefusedXmlException, ValueError) as fault:
        raise Damaged(f"it is not a drawing: {fault}", item=item) from fault
    lines: list[Line] = []
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if element.get("transform") is not None:
            raise BadValue(f"its {name} is transformed", item=item, todo="apply the transform before saving")
        if name == "polyline":
            lines += _runs([("L", number) for number in _numbers(element.get("points") or "", item)], item)
        elif name == "path":
            lines += _path(element.get("d") or "", item)
    if len(lines) == 0:
        raise BadValue("it holds no line", item=item, todo=_STRAIGHT)
    return lines, _size(root.get("viewBox"), root.get("width"), root.get("height"))


def _size(box: str | None, width: str | None, height: str | None) -> tuple[int, int] | None:
    words = re.split(r"[\s,]+", box.strip()) if box is not None else ["0", "0", width or "", height or ""]
    try:
        left, top, wide, high = (float(word.removesuffix("px")) for word in words)
    except ValueError:
        return None
    return (
        (round(wide), round(high))
        if left == top == 0 and 0 < wide <= 100_000 and 0 < high <= 100_000
        else None
    )


def _numbers(text: str, item: str) -> list[float]:
    found = []
    for match in _TOKEN.finditer(text):
        if match[2] is not None:
            found.append(float(match[2]))
        elif match[3] is None:
            raise BadValue(f"'{match[0]}' stands among its points", item=item, todo=_STRAIGHT)
    return found


def _runs(tokens: list[tuple[str, float]], item: str) -> list[Line]:
    numbers = [number for _, number in tokens]
    if len(numbers) % 2 == 1 or len(numbers) < 4:
        raise BadValue("its points are not pairs", item=item, todo=_STRAIGHT)
    return [list(zip(numbers[::2], numbers[1::2], strict=True))]


def _path(text: str, item: str) -> list[Line]:
    lines: list[Line] = []
    x = y = 0.0
    command = ""
    held: list[float] = []
    for match in _TOKEN.finditer(text):
        if match[1] is not None:
            if match[1] not in "MmLlHhVvZz":
                raise BadValue(f"its path has a '{match[1]}'", item=item, todo=_STRAIGHT)
            command, held = match[1], []
            continue
        if match[4] is not None:
            raise BadValue(f"its path has a '{match[4]}'", item=item, todo=_STRAIGHT)
        if match[2] is None:
            continue
        held.append(float(match[2]))
        if command == "" or command in "Zz":
            raise BadValue("its path has a number without a command", item=item, todo=_STRAIGHT)
        if len(held) < (1 if command in "HhVv" else 2):
            continue
        base_x, base_y = (x, y) if command.islower() else (0.0, 0.0)
        if command in "Hh":
            x = base_x + held[0]
        elif command in "Vv":
            y = base_y + held[0]
        else:
            x, y = base_x + held[0], base_y + held[1]
        if command in "Mm":
            lines.append([])
            command = "L" if command == "M" else "l"
        if len(lines) == 0:
            raise BadValue("its path begins without M", item=item, todo=_STRAIGHT)
        lines[-1].append((x, y))
        held = []
    return [line for line in lines if len(line) > 1]
