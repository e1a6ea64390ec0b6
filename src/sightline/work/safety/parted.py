"""Parts a text into folded words, and says what stands between them: a comma, a colon, the end of a sentence.

Orders and descriptions are known by how their sentences are built; both read a text parted like this.
"""

import re
from functools import lru_cache
from typing import Final

from attrs import define

from sightline.core.fold import fold_map
from sightline.work.safety.order_words import OrderWords

COMMA: Final = 1
COLON: Final = 2
SENTENCE: Final = 3
_BREAKS: Final = (
    (SENTENCE, re.compile(r"[!?؟;؛\n•·]|\.(?!\d)|(?:^|\s)[-–—*](?=\s)")),
    (COLON, re.compile(r"[:]")),
    (COMMA, re.compile(r"[,،()\[\]\"“”«»]|\s[–—-]\s")),
)
_WHOLE: Final = re.compile(r"\d+")


@define(slots=True)
class Text:
    """A piece of text in folded words, and what parts them."""

    words: list[str]
    spans: list[tuple[int, int]]
    breaks: list[int]
    sentence: list[int]
    begins: list[int]
    folded: str


def parted(text: str) -> Text:
    """Part a text."""
    folded, spans = fold_map(text)
    words = folded.split(" ") if folded else []
    breaks: list[int] = []
    sentence: list[int] = []
    begins: list[int] = []
    at = 0
    for number in range(len(words)):
        gap = text[spans[number - 1][1] : spans[number][0]] if number else "\n"
        breaks.append(0 if gap == " " else _break(gap))
        sentence.append((sentence[-1] if sentence else 0) + (breaks[-1] == SENTENCE))
        begins.append(at)
        at += len(words[number]) + 1
    return Text(words, spans, breaks, sentence, begins, folded)


@lru_cache(maxsize=4_096)
def _break(gap: str) -> int:
    """Tell what parts two words."""
    return next((kind for kind, pattern in _BREAKS if pattern.search(gap)), 0)


def amount_in(text: Text, known: OrderWords, start: int, until: int) -> bool:
    """Tell whether an amount (a number and its unit) stands in a stretch of words."""
    return any(
        text.words[n + 1] in known.sets["units"]
        and (_WHOLE.fullmatch(text.words[n]) is not None or text.words[n] in known.sets["numbers"])
        for n in range(start, until - 1)
    )


def until_of(text: Text, at: int, reach: int) -> int:
    """Give the word after the last that stands within ``reach`` of one, in its sentence."""
    until = at + 1
    while until < len(text.words) and until <= at + reach and text.sentence[until] == text.sentence[at]:
        until += 1
    return until
