"""Test tags of map objects: ``highway=primary|secondary & maxspeed>25 mph``, read from text and tried on an object.

Values carry units as people write them ("25 mph", "12 m", "110 kV"); numbers are compared in one unit of their kind,
and a number never compares with a word or with a number of another kind.
"""

import re
from collections.abc import Mapping
from typing import Final

from sightline.core.errors import BadValue
from sightline.measure.geo.landmarks.query import Filter, Operator, Shape, TagTest

LONGEST: Final = 500
MOST_TESTS: Final = 20
_TEST: Final = re.compile(
    r"""\s*(?:
        (?P<not>!|not\s+|no\s+)\s*(?P<nokey>[\w:.\-]+)
      | (?P<key>[\w:.\-]+)\s*(?:
            (?P<op>!=|>=|<=|=|>|<|≠|≥|≤)\s*(?P<value>.+?)
          | \s+(?P<word>starts(?:\s+with)?|ends(?:\s+with)?|contains)\s+(?P<text>.+?)
          | \s+(?P<exists>exists)
        )?
    )\s*$""",
    re.VERBOSE,
)
_SAME: Final[Mapping[str, Operator]] = {"≠": "!=", "≥": ">=", "≤": "<="}
_OPERATORS: Final[Mapping[str, Operator]] = {
    "=": "=",
    "!=": "!=",
    ">": ">",
    "<": "<",
    ">=": ">=",
    "<=": "<=",
    "starts": "starts",
    "ends": "ends",
    "contains": "contains",
    **_SAME,
}
_UNITS: Final[Mapping[str, tuple[str, float]]] = {
    "m": ("length", 1.0),
    "km": ("length", 1000.0),
    "cm": ("length", 0.01),
    "ft": ("length", 0.3048),
    "'": ("length", 0.3048),
    "yd": ("length", 0.9144),
    "mi": ("length", 1609.344),
    "nmi": ("length", 1852.0),
    "km/h": ("speed", 1.0),
    "kmh": ("speed", 1.0),
    "kph": ("speed", 1.0),
    "mph": ("speed", 1.609344),
    "knots": ("speed", 1.852),
    "t": ("mass", 1.0),
    "kg": ("mass", 0.001),
    "v": ("voltage", 1.0),
    "kv": ("voltage", 1000.0),
    "%": ("share", 1.0),
}
_DEFAULTS: Final[Mapping[str, str]] = {
    "maxspeed": "speed",
    "height": "length",
    "width": "length",
    "length": "length",
    "ele": "length",
    "maxheight": "length",
    "maxwidth": "length",
    "est_width": "length",
    "maxweight": "mass",
    "voltage": "voltage",
    "incline": "share",
}
_NUMBER: Final = re.compile(r"\s*([+-]?[0-9]+(?:[.,][0-9]+)?)\s*([a-zA-Z/%']*)\s*")


def read_filter(text: str, *, shape: Shape = "any", where: str = "") -> Filter:
    """Read tests joined by ``&`` ("and"); ``,`` between alternatives is not taken: list them as several filters.

    :param text: such as ``man_made=tower & tower:type=minaret``; ``highway`` alone asks for the key
    :param where: what messages name as the place
    :raises BadValue: naming the test that cannot be read
    """
    parts = re.split(r"\s*&\s*|\s+and\s+", text.strip())
    if len(parts) > MOST_TESTS:
        raise BadValue(f"at most {MOST_TESTS} tests of tags stand together", item=where or text[:80])
    tests = tuple(_read_test(part, where) for part in parts)
    return Filter((tests,), shape)


def both(one: Filter, other: Filter) -> Filter:
    """Join two filters: an object must pass both."""
    return Filter(
        tuple(first + second for first in one.alternatives for second in other.alternatives),
        one.shape if one.shape != "any" else other.shape,
    )


def _read_test(text: str, where: str) -> TagTest:
    found = _TEST.match(text) if len(text) <= LONGEST else None
    if found is None:
        raise BadValue(
            f"'{text[:80]}' is no test of a tag",
            item=where or text[:80],
            todo="write key=value, key!=value, key>5, key, !key, name starts Al, name contains mosque",
        )
    if found["nokey"] is not None:
        return TagTest(found["nokey"], "absent")
    key: str = found["key"]
    operator = found["op"] or (found["word"] or "").split(" ")[0].strip()
    if operator == "":
        return TagTest(key, "exists")
    kind = _OPERATORS[operator]
    values = tuple(_unquoted(one) for one in (found["value"] or found["text"]).split("|"))
    if values == ("*",) and kind in ("=", "!="):
        return TagTest(key, "exists" if kind == "=" else "absent")
    if any(one == "" for one in values):
        raise BadValue(
            f"'{text.strip()}' has an empty value", item=where or text[:80], todo="write key=value"
        )
    if kind in (">", "<", ">=", "<=") and any(_quantity(key, one) is None for one in values):
        raise BadValue(
            f"'{text.strip()}' compares with something that is no number",
            item=where or text[:80],
            todo="write a number with a unit or without: maxspeed>25 mph, height>=12 m",
        )
    return TagTest(key, kind, values)


def _unquoted(value: str) -> str:
    bare = value.strip()
    if len(bare) >= 2 and bare[0] in "\"'“" and bare[-1] in "\"'”":
        bare = bare[1:-1]
    return bare.strip()


def passes(tags: Mapping[str, str], test: Filter) -> bool:
    """Say whether an object's tags pass one of the alternatives (its shape is not looked at)."""
    return any(all(_holds(tags, one) for one in tests) for tests in test.alternatives)


def _holds(tags: Mapping[str, str], test: TagTest) -> bool:
    value = tags.get(test.key)
    if test.operator == "absent":
        return value is None
    if test.operator == "!=":
        return value is None or not any(_equal(test.key, value, wanted) for wanted in test.values)
    if value is None:
        return False
    match test.operator:
        case "exists":
            return True
        case "=":
            return any(_equal(test.key, value, wanted) for wanted in test.values)
        case "starts":
            return any(value.casefold().startswith(wanted.casefold()) for wanted in test.values)
        case "ends":
            return any(value.casefold().endswith(wanted.casefold()) for wanted in test.values)
        case "contains":
            return any(wanted.casefold() in value.casefold() for wanted in test.values)
        case _:
            return any(_compares(test.key, value, test.operator, wanted) for wanted in test.values)


def _equal(key: str, value: str, wanted: str) -> bool:
    if value == wanted or (";" in value and wanted in (part.strip() for part in value.split(";"))):
        return True
    if not wanted[:1].isdigit() or not value[:1].isdigit():
        return False
    here, there = _quantity(key, value), _quantity(key, wanted)
    return here is not None and there is not None and here[0] == there[0] and abs(here[1] - there[1]) < 1e-9


def _compares(key: str, value: str, operator: Operator, wanted: str) -> bool:
    there = _quantity(key, wanted)
    for part in value.split(";"):
        here = _quantity(key, part)
        if here is None or there is None or here[0] != there[0]:
            continue
        a, b = here[1], there[1]
        if {">": a > b, "<": a < b, ">=": a >= b, "<=": a <= b}[operator]:
            return True
    return False


def _quantity(key: str, text: str) -> tuple[str, float] | None:
    """Read a number with its unit: (kind, size in the unit of that kind); None for what is no number."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    number = float(found[1].replace(",", "."))
    if found[2] == "":
        return _DEFAULTS.get(key, "number"), number
    unit = _UNITS.get(found[2].lower())
    return None if unit is None else (unit[0], number * unit[1])


def keys_of(filters: tuple[Filter, ...]) -> frozenset[str] | None:
    """Give keys of which every object that passes has at least one; None where no such keys can be named."""
    keys: set[str] = set()
    for tests in (tests for one in filters for tests in one.alternatives):
        needed = sorted(one.key for one in tests if one.operator not in ("absent", "!="))
        if not needed:
            return None
        keys.add(next((key for key in needed if key not in ("building", "name", "highway")), needed[0]))
    return frozenset(keys)
