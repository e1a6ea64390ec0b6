"""Tell how words stand: affirmed or negated, asserted or hedged, by what is said in their own clause."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence
from sightline.measure.text.claims.voices import Voice

_CLAUSE: Final = re.compile(
    r"[;:؛.]\s|\b(?:but|although|though)\b|(?<!\w)(?:لكن|غير ان|فيما|بينما)(?!\w)"
    r"|[،,]\s(?:و(?:قال|اكد|اضاف|اوضح|شدد|اعلن|ذكر|اشار)ت?(?!\w)|و[يت](?:قول|وكد|ضيف|شير|وضح|شدد|علن|ذكر)(?:ون|وا)?(?!\w)|(?:موكد|مشدد|مضيف)(?:ا|ه)\s|(?:and\s)?(?:said|says|saying|adding|insisting|added|insisted)\b)"
)
_SOFTER: Final = re.compile(
    r"[;:؛.,،]\s|\b(?:but|although|though|and that)\b|(?<!\w)(?:لكن|غير ان|فيما|بينما|وان)(?!\w)"
)
"""Where what is denied by "says it did not ..." ends: sooner than behind "denied that ..."."""
_COMMA: Final = re.compile(
    r"[,،]\s|\s(?:and\s|و(?!(?:حدات|زار[هي]|زير|لايه|كاله|ادي|سط|فد|الي|جهاء|جود|قوع|احد|احده)(?:\s|$)))"
)
"""Where what is negated ends: "and", not the words that begin with that letter."""
_REACH: Final = 90
_CALLED_FALSE: Final = re.compile(
    r"محض كذب|غير صحيح|عار عن الصحه|\b(?:is|are|was) (?:a lie|false|untrue|fabricated|devoid of truth)\b|"
    r"\bthere is no truth\b"
)
_BEHIND: Final = 36
_NOT_ONLY: Final = re.compile(
    r"no (?:longer|less|fewer|more than)|not (?:only|less|fewer|known|yet|clear)|"
    r"[وف]?(?:لا يقل|لا تقل|ما لا يقل|لم [يت]عد|لا يزال|لا تزال)",
    re.IGNORECASE,
)


def polarity_at(flat: Flat, one: Sentence, table: Lexicon, voice: Voice | None, start: int, end: int) -> str:
    """Say whether the words of a span are said not to be so.

    A source that denies makes what it denies negated; so does a word of negation before the verb in the same clause.
    """
    if voice is not None and voice.speech == "denied" and start >= voice.end and voice.reach_end >= end:
        whole = table.patterns["speech.denied"].search(flat.text, voice.start, voice.end) is not None
        cut = (_CLAUSE if whole else _SOFTER).search(flat.text, voice.end, start)
        if cut is None:
            return "negated"
    if _CALLED_FALSE.search(flat.text, end, min(one.end, end + 90)) is not None:
        return "negated"
    low = _low(flat, one, start)
    for m in table.patterns["negations"].finditer(flat.text, low, end):
        if _NOT_ONLY.match(flat.text, m.start()) is not None or _NOT_ONLY.search(m[0]) is not None:
            continue
        if m.start() >= start or _COMMA.search(flat.text, m.end(), start) is None:
            return "negated"
    return "affirmed"


def certainty_at(flat: Flat, one: Sentence, table: Lexicon, start: int, end: int) -> str:
    """Say whether the words of a span are left open by whoever says them."""
    low = _low(flat, one, start)
    high = min(one.end, end + _BEHIND)
    cut = _CLAUSE.search(flat.text, end, high)
    high = high if cut is None else cut.start()
    return "asserted" if table.patterns["hedges"].search(flat.text, low, high) is None else "hedged"


def _low(flat: Flat, one: Sentence, start: int) -> int:
    low = max(one.start, start - _REACH)
    ends = [m.end() for m in _CLAUSE.finditer(flat.text, low, start)]
    return ends[-1] if ends else low


def spans_of(voices: Sequence[Voice]) -> list[tuple[int, int]]:
    """Give the spans of attributing phrases."""
    return [(v.start, v.end) for v in voices]
