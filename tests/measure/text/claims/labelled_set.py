"""Reads the labelled passages, so that the check of the set and the scores read them in one way."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import frozen

HERE: Final = Path(__file__).parent / "labelled"
LANGUAGES: Final = ("en", "ar")
EVERY_PART: Final = ("seen", "opened", "held_out")
"""Read while the rules were written; held out at first and read since; never looked at while tuning."""
PARTS: Final = tuple(
    part for part in EVERY_PART if all((HERE / language / f"{part}.yaml").exists() for language in LANGUAGES)
)
"""The parts that are there: a held-out part that was read is opened, and the next one is put in its place."""
KINDS: Final = (
    "incident",
    "date",
    "place",
    "figure",
    "means",
    "perpetrator",
    "attribution",
    "relation",
    "control",
    "actor",
)


@frozen
class Expected:
    """One claim that should be suggested, with the place of its quote in the text."""

    kind: str
    start: int
    """Code points from the beginning of the text."""
    end: int
    optional: bool
    """Debatable: neither asked for nor counted against whoever suggests it."""
    label: Mapping[str, Any]
    """As written in the file."""


@frozen
class Passage:
    """A text with everything that should be suggested from it."""

    id: str
    language: str
    written: str
    country: str
    text: str
    expect: tuple[Expected, ...]


def file_of(language: str, part: str) -> Path:
    """Give the file of one part of one language."""
    return HERE / language / f"{part}.yaml"


def read(language: str, part: str) -> tuple[Passage, ...]:
    """Read one part of the set of one language.

    :param language: ``en`` or ``ar``
    :param part: ``seen``, ``opened`` or ``held_out``
    :raises ValueError: a quote is not in its text
    """
    return tuple(_passage(one, language) for one in _whole(language, part)["passages"])


def head(language: str, part: str) -> dict[str, tuple[str, ...]]:
    """Read the closed lists that stand at the head of a file."""
    return {name: tuple(terms) for name, terms in _whole(language, part)["vocabulary"].items()}


@lru_cache(maxsize=6)
def _whole(language: str, part: str) -> Mapping[str, Any]:
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    whole: Mapping[str, Any] = yaml.load(file_of(language, part).read_text(encoding="utf-8"), fast)
    return whole


def _passage(one: Mapping[str, Any], language: str) -> Passage:
    text = one["text"]
    expect = tuple(_expected(text, label, one["id"]) for label in one["expect"])
    return Passage(one["id"], language, one["written"], one["country"], text, expect)


def _expected(text: str, label: Mapping[str, Any], passage: str) -> Expected:
    quote = label["quote"]
    start = -1
    for _ in range(label.get("nth", 1)):
        start = text.find(quote, start + 1)
        if start < 0:
            raise ValueError(f"{passage}: {quote!r} is not in the text that often")
    return Expected(label["kind"], start, start + len(quote), label.get("optional", False), label)
