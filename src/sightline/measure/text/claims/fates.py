"""Tell what became of people who are counted: the words of killing, wounding, fleeing before and behind a number."""

import re
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_REACH: Final = 110
_AHEAD: Final = 60
"""Characters behind a number that the words before it may look at."""
_CLAUSE: Final = re.compile(r"[;:.؛]|\.\s|\s[-–—]\s")
_OTHERS: Final = re.compile(
    r"\s[وف]?(?:بس|لكن|اما|فيما|بينما|في حين)\s(?:ان\s)?(?:ال\w{3,}|باقي|بقيه|\w+هم)\s"
)
"""Behind it the clause is of others: "but the rest fled"."""
_FUNCTION: Final = re.compile(
    r"[\s\"(]*(?:the|a|an|of|by|to|at|were|was|is|are|no|some|all|عن|من|الي|ان)?[\s\"]*", re.IGNORECASE
)
_BE: Final = re.compile(r"\b(?:was|were|been|be|being|are|is|got)\s(?:\w+\s)?$", re.IGNORECASE)
_ALONE: Final = re.compile(
    r"died|dead|dies|lost|fled|surrendered|missing|chok|suffer|had|have", re.IGNORECASE
)
_OBJECT: Final = re.compile(
    r"\s(?:the|an?|at least|about|some|his|her|their|its|more|several|dozens|people|civilians|him|them|\d+|two|three|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(r"\b(?:and|while|but|or)\b")
_PASSIVE: Final = re.compile(
    r"\b(?:was|were|been|be|being|are|is)\s(?:(?:\w+ly|now|also|since|still|so far)\s)?$"
)
_OF_THEMSELVES: Final = re.compile(r"\s(?:that\s)?they\s(?:had|have|were|was)\b")


def before_it(flat: Flat, low: int, at: int, table: Lexicon, language: str) -> tuple[str, str, int] | None:
    """Give the state that the words before a number tell, the words, and how many others stand between."""
    best: tuple[str, str, int] | None = None
    reach = max(low, at - (80 if language == "ar" else 40))
    for state, where, words in table.states:
        if where != "before":
            continue
        for m in words.finditer(flat.text, reach, at + _AHEAD):
            if m.end() > at:
                break
            gap = flat.text[m.end() : at]
            words_between = len(gap.split())
            if _FUNCTION.fullmatch(gap) is not None:
                words_between = 0
            if language == "en" and ("," in gap or words_between > 4 or _ANOTHER.search(gap) is not None):
                continue
            if (
                language == "en"
                and _PASSIVE.search(flat.text, max(low, m.start() - 12), m.start()) is not None
            ):
                continue
            if best is None or m.end() > at - best[2] * 6:
                best = (
                    (state, m[0].strip(), words_between) if best is None or words_between < best[2] else best
                )
    return best


def behind_it(
    flat: Flat, one: Sentence, at: int, table: Lexicon, *, stop: int
) -> tuple[str, str, int] | None:
    """Give the state that the words behind a number tell, the words, and how many others stand between.

    :param stop: where others begin, of whom the words may be instead
    """
    stop = min(one.end, at + _REACH, max(stop, at))
    cut = _CLAUSE.search(flat.text, at, stop)
    stop = stop if cut is None else cut.start()
    if one.language == "ar" and (others := _OTHERS.search(flat.text, at, stop)) is not None:
        stop = others.start()
    stop = _before_speech(flat, at, stop, table) if one.language == "en" else stop
    best: tuple[int, str, str] | None = None
    for state, where, words in table.states:
        if where == "after" and (m := words.search(flat.text, at, stop)) is not None:
            if one.language == "en" and _acts(flat, one, at, m):
                continue
            if best is None or m.start() < best[0]:
                best = (m.start(), state, m[0].strip())
    return None if best is None else (best[1], best[2], len(flat.text[at : best[0]].split()))


def _acts(flat: Flat, one: Sentence, at: int, m: re.Match[str]) -> bool:
    """Say whether those counted did it to others: "three gunmen entered and killed a man"."""
    if (
        _BE.search(flat.text, max(at, m.start() - 24), m.start()) is not None
        or _ALONE.match(m[0]) is not None
    ):
        return False
    return _OBJECT.match(flat.text, m.end(), one.end) is not None


def _before_speech(flat: Flat, at: int, stop: int, table: Lexicon) -> int:
    """End before those counted say something: "two doctors said that nine people were killed"."""
    for said in table.patterns["speech.strong"].finditer(flat.text, at, stop):
        if (
            _PASSIVE.search(flat.text, max(at, said.start() - 14), said.start()) is None
            and _OF_THEMSELVES.match(flat.text, said.end(), stop) is None
        ):
            break
    else:
        return stop
    # ", a nurse said," only stands between
    if flat.text[at : said.start()].count(",") == 1 and flat.text[said.end() : said.end() + 1] == ",":
        return stop
    return said.start()


def clause_start(flat: Flat, one: Sentence, at: int) -> int:
    """Tell where the clause begins that a place of the text is in."""
    ends = [m.end() for m in _CLAUSE.finditer(flat.text, max(one.start, at - _REACH), at)]
    return ends[-1] if ends else max(one.start, at - _REACH)
