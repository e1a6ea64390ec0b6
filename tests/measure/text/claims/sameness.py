"""Tells whether a suggestion says the same as a labelled claim, apart from where in the text it was found.

The rules are those told in ``labelled/README.md`` under "How scoring matches". Names are compared by their words, so
that an article or a clitic makes no difference and a unit word does.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from sightline.core.errors import BadTime
from sightline.model.edtf import Edge
from sightline.model.geodesic import distance_m
from sightline.model.place import position
from sightline.model.time import read

NEAR_M: Final = 10_000.0
"""Metres within which two places are one."""
MUTUAL: Final = ("allied_with", "fights")
POLAR: Final = ("incident", "means", "perpetrator", "relation", "control")
"""Kinds in which "it was" and "it was not" are different claims."""

_IDLE: Final = frozenset("the a an of and al".split())
_FORCE_WORDS: Final = frozenset(
    "forces force troops units fighters rebels men aircraft planes jets helicopters warplanes army's "
    "قوات عناصر مقاتلو مقاتلي مقاتلون مقاتلين فصيل وحدات طيران طائرات حواجز".split()
)
_CLITICS: Final = re.compile(r"^(?:[وفبكل]{0,2}ال|لل|[وفب](?=\w{4}))")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_LETTERS: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "’": "'"})
_CLOCK: Final = re.compile(r"T[0-9:.]+(?:Z|[+-][0-9:]+)?")


def same_value(kind: str, label: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether a suggestion of the same kind has the value, the property and, where it counts, the polarity."""
    if kind in POLAR and given.get("polarity", "affirmed") != label["polarity"]:
        return False
    value = given.get("value")
    match kind:
        case "incident":
            return True
        case "date":
            return same_days(label["edtf"], value)
        case "place":
            return same_place(label, given)
        case "figure":
            return same_figure(label, given)
        case "means":
            return bool(label["means"] == value)
        case "perpetrator":
            return near_name(label["actor"], value)
        case "actor":
            return same_name(label["actor"], value)
        case "attribution":
            return label["speech"] == _speech(given) and near_name(label["by"], value)
        case "relation":
            return _same_relation(label, given)
        case "control":
            return label["property"] == given.get("property") and _same_ends(label, given, near_name)
        case _:
            return False


def same_days(expected: str, given: object) -> bool:
    """Tell whether two EDTF texts cover the same days; clock times and marks of doubt are left aside."""
    if not isinstance(given, str):
        return False
    try:
        return _days(expected) == _days(given)
    except BadTime:
        return False


def same_place(label: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether a place is named alike, or lies within 10 km where both have a position."""
    where = position_of(given)
    if "lat" in label and where is not None:
        return near(label, where)
    return near_name(label["name"], _name_of(given)) or near_name(label["quote"], _name_of(given))


def near(label: Mapping[str, Any], where: tuple[float, float]) -> bool:
    """Tell whether a position lies within 10 km of the labelled one."""
    return distance_m(position(label["lat"], label["lon"]), position(*where)) <= NEAR_M


def position_of(given: Mapping[str, Any]) -> tuple[float, float] | None:
    """Give the latitude and longitude [degree] of a suggestion, in its value or beside it; None where unresolved."""
    value = given.get("value")
    for row in (value, given):
        if isinstance(row, Mapping) and row.get("lat") is not None and row.get("lon") is not None:
            return float(row["lat"]), float(row["lon"])
    return None


def same_figure(label: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether a figure is of the same people in the same state and within the same bounds."""
    value = given.get("value")
    row = value if isinstance(value, Mapping) else given
    state = row.get("state") or given.get("state") or given.get("property")
    if label["state"] != ("detained" if state == "captured" else state):
        return False
    if label["group"] != (row.get("group") or given.get("group") or "all"):
        return False
    least, best, most = row.get("min"), row.get("best"), row.get("max")
    if label.get("vague"):
        said = least if least is not None else best
        return said is not None and label["min"] <= 2 * said and said <= 2 * label["min"]
    return _same_bounds((label["min"], label["best"], label["max"]), (least, best, most))


def same_name(expected: str, given: object) -> bool:
    """Tell whether two names have the same words; words such as "forces" or "fighters" do not count."""
    if not isinstance(given, str):
        return False
    a, b = _words(expected), _words(given)
    return len(a) > 0 and (a == b or (a - _FORCE_WORDS == b - _FORCE_WORDS and len(a - _FORCE_WORDS) > 0))


def near_name(expected: str, given: object) -> bool:
    """Tell whether the words of one name are all among those of the other."""
    if not isinstance(given, str):
        return False
    a, b = _words(expected), _words(given)
    return len(a) > 0 and len(b) > 0 and (a <= b or b <= a)


def _name_of(given: Mapping[str, Any]) -> object:
    value = given.get("value")
    if isinstance(value, Mapping):
        return value.get("name") or given.get("quote")
    return value if isinstance(value, str) else given.get("quote")


def _speech(given: Mapping[str, Any]) -> str:
    if given.get("property") in {"affirmed", "denied"}:
        return str(given["property"])
    return "denied" if given.get("polarity") == "negated" else "affirmed"


def _same_relation(label: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    if label["property"] != given.get("property"):
        return False
    if _same_ends(label, given, same_name):
        return True
    turned = {**given, "subject": given.get("value"), "value": given.get("subject")}
    return label["property"] in MUTUAL and _same_ends(label, turned, same_name)


def _same_ends(
    label: Mapping[str, Any], given: Mapping[str, Any], same_object: Callable[[str, object], bool]
) -> bool:
    subject, value = given.get("subject"), given.get("value")
    if isinstance(value, Mapping):
        value = value.get("name")
    subject_fits = label["subject"] is None or same_name(label["subject"], subject)
    return subject_fits and ("object" not in label or same_object(label["object"], value))


def _same_bounds(
    expected: tuple[int | None, int | None, int | None], given: tuple[int | None, int | None, int | None]
) -> bool:
    least, best, most = expected
    got_least, got_best, got_most = given
    if best is not None and least is not None:
        return got_best == best and got_least in {None, best} and got_most in {None, best}
    if best is not None:
        return got_best == best and (got_least or 0) <= best <= (best if got_most is None else got_most)
    if least is not None and most is not None:
        return (least, most) == (got_least, got_most)
    if least is not None:
        return got_least in {least, least - 1} and got_best in {None, least, least - 1} and got_most is None
    assert most is not None
    return got_most in {most, most + 1} and got_best in {None, most, most + 1} and got_least in {None, 0}


def _days(edtf: str) -> tuple[int | None, int | None, Edge, Edge]:
    plain = _CLOCK.sub("", re.sub("[~?%]", "", edtf))
    span = read(plain, zone="UTC")
    return span.begin_earliest, span.end_latest, span.begin_is, span.end_is


def _words(name: str) -> frozenset[str]:
    spread = unicodedata.normalize("NFKD", name.translate(_LETTERS)).casefold().translate(_LETTERS)
    plain = "".join(" " if c == "-" else c for c in spread if unicodedata.category(c) != "Mn")
    found = (_bare(word) for word in re.findall(r"[\w'@]+", plain))
    return frozenset(word for word in found if word and word not in _IDLE)


def _bare(word: str) -> str:
    if _ARABIC.search(word):
        cut = _CLITICS.sub("", word)
        return cut if len(cut) > 1 else word
    return word.strip("'").removesuffix("'s")
