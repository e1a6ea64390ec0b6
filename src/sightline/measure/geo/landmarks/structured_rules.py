"""Read the relations of a structured query: one entry under ``where``, of exactly one kind."""

from collections.abc import Callable, Mapping
from typing import Final

from sightline.core.errors import BadValue
from sightline.core.resources import Node
from sightline.measure.geo.landmarks import defaults
from sightline.measure.geo.landmarks.query import (
    Along,
    Between,
    Cross,
    Feature,
    Inside,
    Near,
    Number,
    Order,
    Rule,
    Sides,
    Toward,
)
from sightline.measure.geo.landmarks.scanner import scan
from sightline.measure.geo.landmarks.structured_things import MOST_FEATURES, read_kind


def read_rule(node: Node, names: set[str], anchor: str) -> Rule:
    """Read one relation; BadValue with its line."""
    kinds = [key for key in node.fields() if key in _READERS]
    if len(kinds) != 1:
        node.refuse("each relation has one kind", todo=f"one of: {', '.join(_READERS)}")
    return _READERS[kinds[0]](node, names, anchor)


def _names(node: Node, key: str, names: set[str], *, least: int, most: int) -> tuple[str, ...]:
    entries = node.at(key).entries()
    if not least <= len(entries) <= most:
        node.at(key).refuse(
            f"{least} names are needed" if least == most else f"{least} names or more are needed"
        )
    found = tuple(_name(entry, names) for entry in entries)
    if len(set(found)) != len(found):
        node.at(key).refuse("a thing stands twice")
    return found


def _name(node: Node, names: set[str]) -> str:
    text = node.text()
    if text not in names:
        node.refuse(f"'{text}' is not among what is looked for", todo=f"names: {', '.join(sorted(names))}")
    return text


def _distance(node: Node, key: str, otherwise: float) -> float:
    found = node.get(key)
    if found is None:
        return otherwise
    if isinstance(found.value, int | float) and not isinstance(found.value, bool):
        found.refuse("a distance without a unit", todo="such as: 200 m")
    try:
        size = scan(found.text()).distance()
    except BadValue as fault:
        found.refuse(fault.fault, todo=fault.todo or "such as: 200 m")
    if not 0 < size <= defaults.FARTHEST_M:
        found.refuse(f"more than 0 and at most {defaults.metres(defaults.FARTHEST_M)}")
    return size


def _toward(node: Node) -> Toward | None:
    if node.get("direction") is not None:
        found = defaults.direction(node.at("direction").text().replace(" ", "-"))
        if found is None:
            node.at("direction").refuse("no such direction", todo="such as: east, north-west, NNE")
        return Toward(*found)
    bearing = node.get("bearing")
    if bearing is None:
        return None
    parts = bearing.text().replace("±", " ± ").split()
    try:
        numbers = [float(part) for part in parts if part not in ("to", "±")]
    except ValueError:
        numbers = []
    if len(numbers) != 2 or not 0 <= numbers[0] <= 360:
        bearing.refuse("a bearing is two numbers", todo="80 to 100, or 90 ± 10")
    half = numbers[1] if "±" in parts else (numbers[1] - numbers[0]) % 360.0 / 2
    middle = numbers[0] if "±" in parts else (numbers[0] + half) % 360.0
    if not 0 < half < 180:
        bearing.refuse("a bearing is wider than nothing and narrower than all around")
    return Toward(middle, half, f"{middle:g} ± {half:g} degrees")


def _near(node: Node, names: set[str], _anchor: str) -> Rule:
    node.only("near", "within", "beyond", "direction", "bearing")
    one, other = _names(node, "near", names, least=2, most=2)
    least = _distance(node, "beyond", 0.0)
    most = _distance(node, "within", max(defaults.TOWARD_M, 2 * least))
    if least >= most:
        node.refuse("beyond must be less than within")
    return Near(one, other, most, least, _toward(node))


def _cross(node: Node, names: set[str], _anchor: str) -> Rule:
    node.only("cross")
    return Cross(*_names(node, "cross", names, least=2, most=2))


def _inside(node: Node, names: set[str], _anchor: str) -> Rule:
    node.only("inside")
    return Inside(*_names(node, "inside", names, least=2, most=2))


def _along(node: Node, names: set[str], _anchor: str) -> Rule:
    node.only("along", "within", "for")
    one, other = _names(node, "along", names, least=2, most=2)
    length = _distance(node, "for", defaults.ALONG_LENGTH_M)
    return Along(one, other, _distance(node, "within", defaults.ALONG_M), length)


def _between(node: Node, names: set[str], _anchor: str) -> Rule:
    node.only("between", "within", "aside")
    one, two, three = _names(node, "between", names, least=3, most=3)
    aside = None if node.get("aside") is None else _distance(node, "aside", 0.0)
    return Between(one, two, three, aside, _distance(node, "within", defaults.BETWEEN_M))


def _sight(node: Node, names: set[str], anchor: str) -> Rule:
    node.only("left to right", "from", "within")
    members = _names(node, "left to right", names, least=2, most=MOST_FEATURES)
    stand = anchor if node.get("from") is None else _name(node.at("from"), names)
    if stand in members:
        node.refuse(f"'{stand}' is seen from itself", todo="say from which thing: from: bridge")
    return Order(members, "sight", stand, _distance(node, "within", defaults.SIGHT_M))


def _line(node: Node, names: set[str], _anchor: str) -> Rule:
    node.only("line", "aside", "within")
    members = _names(node, "line", names, least=3, most=MOST_FEATURES)
    aside = None if node.get("aside") is None else _distance(node, "aside", 0.0)
    return Order(members, "line", None, _distance(node, "within", defaults.LINE_M), aside)


def _sides(kind: str, *, same: bool) -> Callable[[Node, set[str], str], Rule]:
    def read(node: Node, names: set[str], _anchor: str) -> Rule:
        node.only(kind, "of", "within")
        one, other = _names(node, kind, names, least=2, most=2)
        line = _name(node.at("of"), names)
        if line in (one, other):
            node.at("of").refuse("a thing cannot be its own side")
        return Sides(one, other, line, same, _distance(node, "within", defaults.SIDES_M))

    return read


def _counted(kind: str) -> Callable[[Node, set[str], str], Rule]:
    def read(node: Node, names: set[str], anchor: str) -> Rule:
        node.only(
            kind,
            "of",
            "within",
            "direction",
            "bearing",
            *(("at least", "at most") if kind == "count" else ()),
        )
        subject = anchor if node.get("of") is None else _name(node.at("of"), names)
        words = node.at(kind)
        least = 0 if node.get("at least") is None else node.at("at least").whole()
        most = None if node.get("at most") is None else node.at("at most").whole()
        if kind == "no":
            most = 0
        elif (
            (node.get("at least") is None and most is None)
            or least < 0
            or (most is not None and most < least)
        ):
            node.refuse("say how many", todo="at least: 3, at most: 5, or both")
        feature = Feature(words.text(), words.text(), read_kind(words))
        within = _distance(node, "within", defaults.TOWARD_M)
        return Number(subject, feature, least, most, within, _toward(node))

    return read


_READERS: Final[Mapping[str, Callable[[Node, set[str], str], Rule]]] = {
    "near": _near,
    "cross": _cross,
    "inside": _inside,
    "along": _along,
    "between": _between,
    "left to right": _sight,
    "line": _line,
    "same side": _sides("same side", same=True),
    "opposite sides": _sides("opposite sides", same=False),
    "no": _counted("no"),
    "count": _counted("count"),
}
