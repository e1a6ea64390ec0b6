"""Reads figures that are given in words: "dozens", "about twenty", "at least six", in English and Arabic.

The tables come with the program (``resources/figure_words``). What is read is a range; whoever records it keeps the
words beside it.
"""

import re
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from sightline.core.errors import BadSchema
from sightline.core.fold import fold
from sightline.core.resources import Node, builtin, load_yaml
from sightline.model.figures import Manner
from sightline.model.finding import Json

_SIDES: Final = ("at_least", "more_than", "at_most", "fewer_than", "around", "or_more")
_NUMBER: Final = re.compile(r"\d{1,3}(?: \d{3})+|\d+")
_BETWEEN: Final = re.compile(r"(?:between |from |بين |من )?(\d+) ?(?:to|and|or|و|الي|او) ?(\d+)")
_DASH: Final = re.compile(r"(?<=\d)\s*[-–—−]\s*(?=\d)")
"""Between two numbers; folding would leave a space there, which is also what parts thousands."""
_FRACTION: Final = re.compile(r"\d[.٫]\d")
_PLUS: Final = re.compile(r"(\d)\s*\+")
_GROUPED: Final = re.compile(r"(?<=\d)[,٬'\u202f\u00a0](?=\d{3}(?:\D|$))")


@frozen(slots=True)
class Worded:
    """A figure read from words."""

    value: dict[str, Json]
    manner: Manner = ""
    keep: bool = False
    """The range does not give its words back (dozens, more than 100), so they are to be kept beside it."""


@frozen(slots=True)
class _Words:
    sides: dict[str, str] = field(factory=dict)
    numbers: dict[str, int] = field(factory=dict)
    vague: dict[str, dict[str, Json]] = field(factory=dict)
    after: tuple[str, ...] = ()


def read_figure(text: str) -> Worded | None:
    """Read a figure that is given in words, with or without the noun after it; None where it is none.

    >>> read_figure("dozens").value
    {'min': 24, 'max': 99}
    """
    if _FRACTION.search(text) is not None or text.lstrip().startswith(("-", "−")):
        return None  # people are counted in whole numbers, and folding would part 1.5 in two
    words = _words()
    plain = fold(_DASH.sub(" to ", _PLUS.sub(r"\1 or more", _GROUPED.sub("", text))))
    for noun in words.after:
        plain = plain.removesuffix(f" {noun}")
    side, plain = _side(plain, words)
    if side is None and text.lstrip().startswith("~"):
        side = "around"
    if plain in words.vague and side in (None, "around", "at_least", "or_more", "more_than"):
        vague = words.vague[plain]
        open_above = side not in (None, "around")
        return Worded({"min": vague["min"]} if open_above else dict(vague), keep=True)
    if side is None and (both := _BETWEEN.fullmatch(plain)) is not None and int(both[1]) <= int(both[2]):
        return Worded({"min": int(both[1]), "max": int(both[2])})
    number = words.numbers.get(plain, int(plain.replace(" ", "")) if _NUMBER.fullmatch(plain) else None)
    if number is None:
        return None
    match side:
        case "at_least" | "or_more":
            return Worded({"min": number})
        case "more_than":
            return Worded({"min": number + 1}, "more than", keep=True)
        case "at_most":
            return Worded({"max": number}, keep=not fold(text).startswith("at most "))  # "up to 10" says less
        case "fewer_than":
            return Worded({"max": max(0, number - 1)}, "fewer than" if number else "", keep=True)
        case "around":
            return Worded({"best": number}, "about", keep=True)
        case _:
            return Worded({"best": number})


@lru_cache(maxsize=4_096)
def says_around(text: str) -> bool:
    """Tell whether the words of a figure say about, around, nearly."""
    if "~" in text:
        return True
    words, plain = _words(), f" {fold(text)} "
    return any(kind == "around" and f" {phrase} " in plain for phrase, kind in words.sides.items())


def manner_of(text: str, value: Json) -> Manner:
    """Tell what the words of a figure make of the number that was recorded with them.

    "More than" and "fewer than" only where they give the very bounds that were recorded: "more than 100" beside "at
    least 100" is told by its bounds.
    """
    if not text:
        return ""
    if says_around(text):
        return "about"
    worded = read_figure(text)
    return worded.manner if worded is not None and worded.value == value else ""


def _side(plain: str, words: _Words) -> tuple[str | None, str]:
    """Part the words before or after a number from it; the longest that fits."""
    for phrase in sorted(words.sides, key=len, reverse=True):
        if plain.startswith(f"{phrase} "):
            return words.sides[phrase], plain[len(phrase) + 1 :]
        if plain.endswith(f" {phrase}"):
            return words.sides[phrase], plain[: -len(phrase) - 1]
    return None, plain


@lru_cache(maxsize=1)
def _words() -> _Words:
    sides: dict[str, str] = {}
    numbers: dict[str, int] = {}
    vague: dict[str, dict[str, Json]] = {}
    after: list[str] = []
    for file in builtin("figure_words"):
        whole = load_yaml(file, error=BadSchema)
        whole.only("figure_words", "about", "source", "date", *_SIDES, "numbers", "vague", "after")
        for side in _SIDES:
            sides |= {fold(entry.text()): side for entry in whole.at(side).entries()}
        numbers |= {fold(word): node.whole() for word, node in whole.at("numbers").fields().items()}
        vague |= {fold(word): _range(node) for word, node in whole.at("vague").fields().items()}
        after += [fold(entry.text()) for entry in whole.at("after").entries()]
    return _Words(sides, numbers, vague, tuple(sorted(after, key=lambda word: (-len(word), word))))


def _range(node: Node) -> dict[str, Json]:
    node.only("min", "max")
    low, high = node.at("min").whole(), node.get("max")
    return {"min": low} if high is None else {"min": low, "max": high.whole()}
