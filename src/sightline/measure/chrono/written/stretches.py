"""Find the stretches of a text where dates may stand, so that only these are cut and read.

A long text says the same words again and again, and nearly all of them have no part in a date. So the text is split
at its white space, each *different* run of letters is judged once, and what no date goes through is passed over
without being looked at again. A stretch ends with one run that no date goes through, because what follows a date may
decide what it is. Nothing is lost: every date of the text stands whole within one stretch.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from attrs import frozen

from sightline.measure.chrono.written.cutting import LONGEST_WORD, WORD, Cut, cut, digits_plain
from sightline.measure.chrono.written.letters import level
from sightline.measure.chrono.written.lexicon import LANGUAGES, lexicon, zones
from sightline.measure.chrono.written.lexing import ANCHORS, ATTACHED, FIRST_YEAR, LAST_YEAR, ROMAN, SIGNS

_PASSED, _JOINED, _NEEDED = 0, 1, 2
"""No date goes through it; a date may go through it; a date may be recognised by it."""

_BLANK = re.compile(r"\s")
_RUNS = re.compile(rb"[\1\2]++")
_WORD = re.compile(WORD)
_SAYS = re.compile(r"[^\W_]")
_SIGN = re.compile(f"[{re.escape(''.join(SIGNS))}]")
_DIGIT = re.compile(r"\d")


@frozen(slots=True)
class Stretches:
    """The pieces of each stretch in the order of the text, and how often each word occurs in the whole text."""

    pieces: tuple[list[Cut], ...]
    words: Counter[str]


def stretches(text: str, languages: Sequence[str] | None = None) -> Stretches:
    """Cut the stretches of a text of any length where dates may stand; None: in any of the languages."""
    plain = digits_plain(text)
    runs = _BLANK.sub(" ", plain).split(" ")
    begins = list(accumulate(map(len, runs), lambda at, length: at + length + 1, initial=0))
    asked = LANGUAGES if languages is None else tuple(languages)
    judged = {run: _judge(run, asked) for run in dict.fromkeys(runs)}
    kinds = bytes(map(judged.__getitem__, runs))
    found: list[list[Cut]] = []
    seen: Counter[str] = Counter()
    last = 0
    for match in _RUNS.finditer(kinds):
        first, end = match.start(), min(match.end() + 1, len(runs))
        if _NEEDED not in match.group():
            continue
        pieces = list(cut(plain, begins[first], begins[end] - 1))
        found.append(pieces)
        if languages is None:
            seen.update(runs[last:first])
            seen.update(piece.text for piece in pieces if piece.kind == "word")
        last = end
    if languages is None:
        seen.update(runs[last:])
    return Stretches(tuple(found), _words(seen))


def _words(seen: Counter[str]) -> Counter[str]:
    words: Counter[str] = Counter()
    for run, times in seen.items():
        if run.isalpha() and len(run) <= LONGEST_WORD:
            words[run] += times
        else:
            for word, often in Counter(_WORD.findall(run)).items():
                if len(word) <= LONGEST_WORD:
                    words[word] += times * often
    return words


def _judge(run: str, languages: tuple[str, ...]) -> int:
    """Judge one run of letters between blanks; in doubt it is one that a date may go through."""
    if run.isalpha():
        return _word(run, languages)
    if run.isdecimal():
        return _NEEDED if len(run) == 8 or (len(run) == 4 and _year(int(run))) else _JOINED
    if _SAYS.search(run) is None:
        return _JOINED
    if _DIGIT.search(run) is not None:
        return _NEEDED
    kinds = {_word(word, languages) for word in set(_WORD.findall(run))}
    if _NEEDED in kinds:
        return _NEEDED
    return _JOINED if _JOINED in kinds or _SIGN.search(run) is not None else _PASSED


def _year(number: int) -> bool:
    return FIRST_YEAR <= number <= LAST_YEAR or 1300 <= number <= 1500


def _word(word: str, languages: tuple[str, ...]) -> int:
    if len(word) > LONGEST_WORD:
        return _PASSED
    known, needed = _known(languages)
    leveled = level(word)
    if leveled == "":  # a line that lengthens Arabic letters: 7 ـ 10 ـ 2015
        return _JOINED
    forms = [leveled]
    if len(leveled) > 3 and leveled[0] in ATTACHED:
        forms.append(leveled[1:])
    if leveled == "q" or not needed.isdisjoint(forms):
        return _NEEDED
    if known.isdisjoint(forms) and word not in ROMAN and leveled != "ii" and word.casefold() not in zones():
        return _PASSED
    return _JOINED


@lru_cache(maxsize=16)
def _known(languages: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words that stand anywhere in a date, and those of them that a date may be recognised by."""
    known: set[str] = set()
    needed: set[str] = set()
    for language in languages:
        words = lexicon(language)
        known |= words.suffixes
        for phrases in words.phrases.values():
            for phrase, kinds in phrases:
                known.update(phrase)
                if not ANCHORS.isdisjoint(kinds):
                    letters = [word for word in reversed(phrase) if word.isalpha()]
                    needed.add(max(letters, key=len))  # a phrase is there only where its longest word is
    return frozenset(known), frozenset(needed)
