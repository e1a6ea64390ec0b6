"""Cut the plain text into sentences, each with its language, so that no rule ever looks at more than one at a time.

A sentence that goes on for longer than any sentence does is cut at a space: tables and pages without full stops stay
bounded work.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

LONGEST: Final = 700
"""Characters of one sentence."""

_ENDS: Final = re.compile(r"(?:[.!?؟…](?=[\s\"')\]]|$)|//|\n)[\"')\]]*")
_SHORT: Final = re.compile(
    r"(?:\b(?:approx|ca|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|No|vs|e\.g|i\.e|a\.m|p\.m|[A-Z])|\bد|\bأ)\.$"
)
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_LATIN: Final = re.compile("[A-Za-z]")


@frozen(slots=True)
class Sentence:
    """``text[start:end]`` of the plain text; language ``en`` or ``ar`` by its letters, "" where it has neither."""

    start: int
    end: int
    language: str


def sentences(text: str) -> Iterator[Sentence]:
    """Cut a plain text of any length into sentences, in its order."""
    start = 0
    for match in _ENDS.finditer(text):
        if match.start() < start or _goes_on(text, start, match):
            continue
        yield from _bounded(text, start, match.end())
        start = match.end()
    yield from _bounded(text, start, len(text))


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Say whether a full stop belongs to a short form, or a line break only wraps the line."""
    sign = text[end.start()]
    if sign == "\n":
        after = text[end.end() : end.end() + 1]
        return after.islower()
    if sign != ".":
        return False
    if _SHORT.search(text[max(start, end.start() - 8) : end.start() + 1]) is not None:
        after = text[end.end() : end.end() + 2].strip()
        return (
            not text[max(start, end.start() - 4) : end.start() + 1].endswith(".m.") or not after[:1].isupper()
        )
    return False


def _bounded(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut + 1
        yield Sentence(start, cut, _language(text, start, cut))
        start = cut
    if start < end:
        yield Sentence(start, end, _language(text, start, end))


def _language(text: str, start: int, end: int) -> str:
    part = text[start:end]
    arabic, latin = len(_ARABIC.findall(part)), len(_LATIN.findall(part))
    if arabic == 0 and latin == 0:
        return ""
    return "ar" if arabic >= latin else "en"
