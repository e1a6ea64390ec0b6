"""Tell of whom an Arabic number is: by the noun behind it, read by its form, or by "of" and those it is taken from."""

import re
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.arabic.figures.people import Read, read_word
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_WORD: Final = re.compile(r'[\s"]+(?P<word>[\u0621-\u064a]+)')
_PASSED: Final = frozenset(
    "من مما بين في صفوف اخرين اخرون اخري علي الاقل قوات ما يسمي تنظيم مجموعه عناصر كوادر افراد طاقم "
    "طواقم مختلف جثث"
    " جثه منها منهم منهن الباقين الباقون".split()
)
"""Words that may stand between a number and the noun that tells whom: "three of the crew", "four others of"."""
_BEFORE: Final = re.compile(
    r"(?<!\w)(?P<who>[\u0621-\u064a]+)\s(?:[وف]?(?:ال)?(?:بالغ\s)?عدد(?:هم|هن|هما)(?:\s\w+){0,3}\s|)$"
)
_THE: Final = "ال"
_RANKS: Final = re.compile(r"\s(?:(?P<in>(?:في|بين|من) صفوف|في اوساط)|بين|من)\s(?P<who>\w+)")
_UNIT: Final = re.compile(
    r"(?:ال)?(?:لواء|كتيبه|فرقه|فوج|جيش|قوات|قوه|فصيل|فصايل|تنظيم|جماعه|ميليشيا\w*|مليشيا\w*|حزب|حركه|داعش|معارضه|نظام|شرطه|حوثيين|امن)$"
)
_CASES: Final = re.compile(r"\sحال(?:ه|ات|تي|تا)\s(?P<of>\w+)")
Whom = tuple[str, int, int, str | None]
"""A group, where its words begin and end, and the state that they tell."""


def whom_behind(flat: Flat, one: Sentence, at: int, stop: int, table: Lexicon) -> Whom | None:
    """Read the noun of people right behind a number, and what stands on it: "seven of its fighters".

    :param stop: where the next number begins
    """
    found: Whom | None = None
    began = passed = 0
    end = at
    while passed < 4:
        word = _WORD.match(flat.text, end, min(one.end, max(stop, at)))
        if word is None:
            break
        read = read_word(word["word"], table.people)
        began = began or word.start("word")
        if read is not None and read.joined:
            break
        if read is not None and read.form.owned and word["word"].lstrip("و").startswith("شباب"):
            read = evolve(
                read, form=evolve(read.form, group="all")
            )  # "our young people" are those of a place
        if read is not None:
            found = _more(found, read, began, word.end())
            end = word.end()
            if passed > 0 and found[0] != "all":
                break
            if found[0] != "all" and found[3] is not None:
                break
        elif word["word"] in _PASSED:
            end = word.end()
        else:
            break
        passed += 1
    return found


def ranks_behind(flat: Flat, one: Sentence, at: int, table: Lexicon) -> str | None:
    """Read in whose ranks those before are: "in the ranks of the brigade", "of the civilians"."""
    word = _RANKS.match(flat.text, at, one.end)
    if word is None:
        return None
    if _UNIT.match(word["who"]) is not None:
        return "fighter" if word["in"] is not None else None
    read = read_word(word["who"], table.people)
    several = read is not None and read.form.number in (0, 3) and read.definite and read.form.state is None
    return read.form.group if several and read is not None and read.form.group != "all" else None


def case_of(flat: Flat, one: Sentence, at: int, table: Lexicon) -> Whom | None:
    """Read "46 cases of detention": what they are cases of tells what became of those counted."""
    word = _CASES.match(flat.text, at, one.end)
    for state, where, words in () if word is None else table.states:
        if word is not None and where != "after" and words.fullmatch(word["of"]) is not None:
            return "all", word.start("of"), word.end(), state
    return None


def _more(found: Whom | None, read: Read, at: int, end: int) -> Whom:
    """Add what a further word tells: "killed" of civilians, "fighters" of those who were only counted."""
    form = read.form
    if found is None:
        return form.group, at, end, form.state
    group = found[0] if found[0] != "all" or form.group == "all" else form.group
    return group, found[1], end if group != found[0] or form.state else found[2], found[3] or form.state


def whom_before(flat: Flat, one: Sentence, at: int, table: Lexicon) -> Whom | None:
    """Read those before a number: "the detainees, who number 17", "its sixty prisoners"."""
    if not flat.text.startswith(_THE, at) and "عدد" not in flat.text[max(one.start, at - 30) : at]:
        return None
    said = _BEFORE.search(flat.text, max(one.start, at - 60), at)
    read = None if said is None else read_word(said["who"], table.people)
    if read is None or read.form.number == 1:
        return None
    if read.form.state is None:  # "her three children", the number behind
        return (read.form.group, at, at, None) if read.form.owned and flat.text.startswith(_THE, at) else None
    return read.form.group, at, at, read.form.state
