"""Read the tables of date words: for each language, what a word or a short phrase may mean.

A word may mean several things (Russian ``до`` is "until" and "to"); which one it is, the grammar decides.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources.abc import Traversable

from attrs import frozen

from sightline.core.errors import BadSchema, UnknownName
from sightline.core.resources import Node, builtin, load_yaml
from sightline.measure.chrono.written.cutting import cut
from sightline.measure.chrono.written.letters import level

LANGUAGES = ("en", "ar", "fr", "ru", "uk", "tr")

Meaning = int | str
Phrase = tuple[str, ...]

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_LISTS = {
    "months": "month",
    "hijri_months": "hijri",
    "weekdays": "weekday",
    "weekdays_short": "weekday_short",
}
_NUMBERED = {"days": "day_on", "nights": "night_on", "numbers": "count", "ordinals": "ordinal"}
_NAMED = {"units": "unit", "duals": "dual", "parts": "part"}
_PLAIN = ("few", "half", "overnight", "noon", "midnight", "am", "pm", "oclock", "clock_before", "local")
_PLAIN_TOO = ("night_into", "night_before", "blockers", "decades", "ordinal_suffixes", "suffixes")


@frozen
class Lexicon:
    """The date words of one language: by first word, the phrases that begin with it, longest first."""

    language: str
    phrases: Mapping[str, tuple[tuple[Phrase, Mapping[str, Meaning]], ...]]
    doubtful: frozenset[str]
    """Words that are months or weekdays only where something beside them says so."""
    suffixes: frozenset[str]
    day_first: bool
    week_begins: int
    from_is_since: bool
    night_either: bool
    since_amount_is_ago: bool


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(language: str) -> Lexicon:
    """Load the words of one language (``en``, ``ar``, ``fr``, ``ru``, ``uk``, ``tr``).

    Raises UnknownName for another language, and BadSchema, with file and line, for a table that cannot be read.
    """
    if language not in LANGUAGES:
        raise UnknownName(
            "dates are not read in this language", item=language, todo=f"choose among {', '.join(LANGUAGES)}"
        )
    node = load_yaml(_file(f"{language}.yaml"), name=f"written_dates/{language}.yaml", error=BadSchema)
    found: dict[Phrase, dict[str, Meaning]] = {}
    for words, kind, meaning in _entries(node):
        for each in words:
            found.setdefault(_phrase(each), {})[kind] = meaning
    found.pop((), None)
    by_first: dict[str, list[tuple[Phrase, Mapping[str, Meaning]]]] = {}
    for phrase, kinds in found.items():
        by_first.setdefault(phrase[0], []).append((phrase, kinds))
    doubtful = [*_texts(node.get("doubtful_months")), *_texts(node.get("doubtful_weekdays"))]
    since_amount = node.get("since_amount")
    return Lexicon(
        language,
        {first: tuple(sorted(all_, key=lambda one: -len(one[0]))) for first, all_ in by_first.items()},
        frozenset(level(word) for word in doubtful),
        frozenset(level(word) for word in _texts(node.get("suffixes"))),
        node.at("numbers_read").text() == "day first",
        node.at("week_begins").whole(),
        node.at("from_alone").text() == "since",
        node.at("night_of").text() == "either",
        since_amount is not None and since_amount.text() == "ago",
    )


@lru_cache(maxsize=1)
def zones() -> Mapping[str, str]:
    """Give offset or IANA name of each short zone name that has one meaning."""
    node = load_yaml(_file("zones.yaml"), name="written_dates/zones.yaml", error=BadSchema)
    return {name.casefold(): zone.text() for name, zone in node.at("zones").fields().items()}


def _file(name: str) -> Traversable:
    for file in builtin("written_dates"):
        if file.name == name:
            return file
    raise BadSchema("the table is missing from the package", item=name, todo="install Sightline again")


def _entries(node: Node) -> Iterable[tuple[list[str], str, Meaning]]:
    for key, kind in _LISTS.items():
        for number, names in enumerate(node.at(key).entries(), start=1):
            yield _texts(names), kind, number
    for key, kind in _NUMBERED.items():
        for number_text, names in node.at(key).fields().items():
            yield _texts(names), kind, int(number_text)
    for key, kind in _NAMED.items():
        table = node.get(key)
        for name, names in ({} if table is None else table.fields()).items():
            yield _texts(names), kind, name
    for name, names in node.at("seasons").fields().items():
        yield _texts(names), "season", _SEASONS[name]
    for name in (*_PLAIN, *_PLAIN_TOO):
        if name != "suffixes":
            yield _texts(node.get(name)), name, name
    for name, names in node.at("cues").fields().items():
        yield _texts(names), name, name


def _texts(node: Node | None) -> list[str]:
    return [] if node is None else [str(entry.value) for entry in node.entries()]


def _phrase(words: str) -> Phrase:
    return tuple(level(piece.text) for piece in cut(words) if piece.kind != "sign" or piece.text == "&")
