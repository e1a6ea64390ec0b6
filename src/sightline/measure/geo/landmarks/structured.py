"""Read a query written as YAML or JSON, for what no sentence says well, and for programs.

::

    find:                       # the first is the anchor
      minaret: minaret          # a listed word
      tower: "[man_made=water_tower]"
      way: {thing: road, tags: "surface=unpaved", shape: line}
    where:
      - near: [minaret, tower]
        within: 200 m
      - near: [minaret, way]    # the second as seen from the first
        direction: east         # or bearing: 80 to 100
        within: 300 m
        beyond: 50 m
      - no: river
        of: minaret
        within: 500 m
      - count: water tower
        at least: 3
        within: 1 km
      - {along: [way, river], within: 50 m, for: 300 m}
      - {between: [minaret, tower, mast], within: 1 km, aside: 50 m}
      - {left to right: [tower, mast], from: minaret, within: 5 km}
      - {line: [minaret, tower, mast], within: 2 km, aside: 20 m}
      - {same side: [minaret, tower], of: way, within: 300 m}
      - {opposite sides: [minaret, mast], of: way}
      - {cross: [way, river]}
      - {inside: [tower, school]}
"""

from typing import Final

from sightline.core.errors import BadValue
from sightline.core.resources import Node, load_yaml
from sightline.measure.geo.landmarks import defaults
from sightline.measure.geo.landmarks.query import Query, Said
from sightline.measure.geo.landmarks.structured_rules import read_rule
from sightline.measure.geo.landmarks.structured_things import MOST_FEATURES, read_feature
from sightline.measure.geo.landmarks.tied import tied

MOST_RULES: Final = 40
_TAKEN: Final = {
    "near": defaults.TOWARD_M,
    "no": defaults.TOWARD_M,
    "count": defaults.TOWARD_M,
    "along": defaults.ALONG_M,
    "between": defaults.BETWEEN_M,
    "left to right": defaults.SIGHT_M,
    "line": defaults.LINE_M,
    "same side": defaults.SIDES_M,
    "opposite sides": defaults.SIDES_M,
}
"""Distance that is taken where an entry gives none [m]."""


def read_structured(text: str, *, name: str = "query") -> Query:
    """Read a structured query.

    :param name: what messages call it: the file, or "query"
    :raises BadValue: with line and path of what cannot be used
    """
    root = load_yaml(text, name=name, error=BadValue).only("find", "where")
    features = tuple(read_feature(called, node) for called, node in root.at("find").fields().items())
    if not 1 <= len(features) <= MOST_FEATURES:
        root.at("find").refuse(f"1 to {MOST_FEATURES} things are looked for")
    where = root.get("where")
    entries = () if where is None else where.entries()
    if where is not None and len(entries) > MOST_RULES:
        where.refuse(f"a query has at most {MOST_RULES} relations")
    names = {one.name for one in features}
    anchor = features[0].name
    rules = tuple(Said(read_rule(node, names, anchor), _words(node), node.line) for node in entries)
    return tied(Query(text, features, rules, _assumed(entries)))


def _words(node: Node) -> str:
    return ", ".join(f"{key} {_plain(value)}" for key, value in node.fields().items())


def _plain(node: Node) -> str:
    if isinstance(node.value, tuple):
        return " + ".join(_plain(one) for one in node.value)
    return str(node.plain())


def _assumed(entries: tuple[Node, ...]) -> tuple[str, ...]:
    told: dict[str, None] = {}
    for node in entries:
        fields = node.fields()
        for kind, most in _TAKEN.items():
            if kind in fields and "within" not in fields:
                told[f"{kind}: within {defaults.metres(most)} where no distance is given"] = None
    return tuple(told)
