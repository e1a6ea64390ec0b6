"""Find figures of people in a text: so many killed, injured, missing, with the group they are of and the bounds said.

A number counts only where words tell of whom it is and what became of them; missiles, villages and hours are no
figures of people. A part ("two of them children") takes the state of the whole before it.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sightline.measure.text.claims.counts import Count, counts_in
from sightline.measure.text.claims.fates import before_it, behind_it, clause_start
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.sentences import Sentence

Span = tuple[int, int]
_CLAUSE: Final = re.compile(r"[;:.؛]|\.\s|\s[-–—]\s")
_ADJECTIVES: Final = re.compile(
    r"(?:\s(?:more|other|further|additional|new|old|young|unarmed|local|enemy|Syrian|missing|armed|of the|of whom|"
    r"of them are|of them|one more)\b)*\s?",
    re.IGNORECASE,
)
_FAMILY: Final = re.compile(r"\bfamily of $", re.IGNORECASE)
_OF_THEM: Final = re.compile(r"\sof (?:them|whom|these)\b")
_AT_END: Final = re.compile(
    r"\"?\s?(?:[.,;:)!]|$|(?:and|in|on|at|when|by|near|during|outside|inside|others?|more|as|after|before)\b)"
)
_MISSING: Final = re.compile(r"\bmissing\b")
_PART: Final = re.compile(
    r"\b(?:including|among them|among whom|of whom|of them|one of them|بينهم|بينهن|منهم|من بينهم|and|or)\b|و$",
    re.IGNORECASE,
)


@frozen(slots=True)
class _Person:
    group: str
    start: int
    end: int
    state: str | None


def figures_in(
    flat: Flat, one: Sentence, table: Lexicon, taken: Sequence[Span], *, earlier: str | None = None
) -> list[Draft]:
    """Find the figures of one sentence.

    :param taken: spans that are dates, so that their numbers count nobody
    :param earlier: state of the last figure before the sentence, which "two of them" and a revised toll go on with
    """
    out: list[Draft] = []
    last: tuple[str, int] | None = None
    group_before = "all"
    row = [c for c in counts_in(flat, one, table) if not any(s < c.end and c.start < e for s, e in taken)]
    for k, count in enumerate(row):
        stop = row[k + 1].start if k + 1 < len(row) else one.end
        person = _person(flat, one, count, table, stop)
        state = _state(flat, one, count, person, table, last, earlier)
        if state is None and person is not None and person.group == "fighter":
            group_before = "fighter"
        if state is None or (person is None and not _may_stand_alone(flat, one, count, table)):
            continue
        group = group_before if person is None else person.group
        if group in ("man", "all") and re.search(r"'los(?:t|ing|ses)'", state[1]) is not None:
            group = "fighter" if group == "man" or "enemy" in flat.text[count.end : count.end + 12] else group
        group = _sided(flat, one, count, person, group)
        end = count.end if person is None else max(count.end, person.end)
        if count.bare and not _may_be_one(flat, count, person, end):
            continue
        value = {"min": count.low, "best": count.best, "max": count.high, "state": state[0], "group": group}
        out.append(Draft("figure", "casualties", value, count.start, end, f"{state[1]}; {_bounds(count)}"))
        last = (state[0], end)
        group_before = group if group == "fighter" else "all"
    return out


def _person(flat: Flat, one: Sentence, count: Count, table: Lexicon, stop: int) -> _Person | None:
    """Find of whom a number is: the noun behind it, at most two words away."""
    if count.said is not None:
        return _Person(count.said.get("group", "all"), count.start, count.end, count.said.get("state"))
    family = _FAMILY.search(flat.text, max(one.start, count.start - 16), count.start)
    if family is not None:
        return _Person("all", family.start(), count.end, None)
    match = _ADJECTIVES.match(flat.text, count.end, one.end)
    begin = count.end if match is None else match.end()
    window = min(one.end, begin + 46, max(stop, begin + 1))
    best: _Person | None = None
    for state, where, words in table.states:
        m = words.search(flat.text, begin, window) if where == "noun" else None
        if m is not None and _near(flat, begin, m.start()) and (best is None or m.start() < best.start):
            best = _Person("all", m.start(), m.end(), state)
    for group, words in table.groups:
        m = words.search(flat.text, begin, window)
        if m is not None and _near(flat, begin, m.start()) and (best is None or m.start() < best.start):
            best = _Person(group, m.start(), m.end(), None)
    if best is not None and best.state is None:
        noun = _state_noun(flat, best, table, one)
        best = best if noun is None else _Person(best.group, best.start, best.end, noun)
    return best


def _state_noun(flat: Flat, person: _Person, table: Lexicon, one: Sentence) -> str | None:
    """Take "three people dead", "12 bodies": a noun of state directly behind."""
    for state, where, words in table.states:
        m = (
            words.match(flat.text, person.end + 1, one.end)
            if where == "noun" and one.language == "en"
            else None
        )
        if m is not None and flat.text[person.end] == " ":
            return state
    for state, where, words in table.states:
        if where == "noun" and words.fullmatch(flat.text, person.start, person.end) is not None:
            return state
    return None


def _near(flat: Flat, begin: int, at: int) -> bool:
    gap = flat.text[begin:at]
    gap = gap.replace('"', "")
    return (
        len(gap.split()) <= 2
        and re.search(r"[,;:.()\"]|\b(?:and|of|in|by|on|were|was|from|to|at|had|have|مع|على|في)\b", gap)
        is None
    )


def _state(
    flat: Flat, one: Sentence, count: Count, person: _Person | None, table: Lexicon,
    last: tuple[str, int] | None, earlier: str | None,
) -> tuple[str, str] | None:  # fmt: skip
    """Tell what became of the people counted, and by which words."""
    if person is not None and person.state is not None:
        return person.state, f"'{flat.plain[person.start : person.end]}' says what became of them"
    end = count.end if person is None else person.end
    low = clause_start(flat, one, count.start)
    gap = "" if last is None else flat.text[last[1] : count.start]
    part = (
        last is not None and len(gap) < 60 and _PART.search(gap) is not None and _CLAUSE.search(gap) is None
    )
    before = before_it(flat, low, count.start, table, one.language)
    after = behind_it(flat, one, end, table)
    if before is not None and before[2] <= 3:
        return before[0], f"'{before[1]}' stands before it"
    of_them = _OF_THEM.match(flat.text, count.end, one.end) is not None
    if of_them and last is None and earlier is not None and after is None:
        return earlier, "it is a part of the figure before it"
    told_part = part and re.search(r"(?:of them|of whom|among|including|بين|منه)", gap) is not None
    told_part = told_part or (of_them and last is not None and len(gap) < 60)
    if _MISSING.search(flat.text, count.end, end) is not None:
        return "missing", "'missing' stands beside it"
    if after is not None and after[0] == "affected" and after[2] <= 3:
        return "affected", f"'{after[1]}' stands behind it"
    if told_part and last is not None:
        return last[0], "it is a part of the figure before it"
    if one.language == "ar" and before is not None:
        return before[0], f"'{before[1]}' stands before it"
    if after is not None:
        return after[0], f"'{after[1]}' stands behind it"
    if part and last is not None:
        return last[0], "it goes on with the figure before it"
    if before is not None:
        return before[0], f"'{before[1]}' stands before it"
    if (
        table.patterns["tolls"].search(flat.text, max(one.start, count.start - 48), count.start + 1)
        is not None
    ):
        return (earlier or "killed"), "it is told as a toll"
    if last is not None and person is not None and person.group != "all" and len(gap) < 70:
        return last[0], "it goes on with the figure before it"
    return None


def _may_stand_alone(flat: Flat, one: Sentence, count: Count, table: Lexicon) -> bool:
    """Say whether a number without a noun may be of people: "eight were missing", "forty died", a toll."""
    behind = flat.text[count.end : min(one.end, count.end + 40)]
    if one.language == "en":
        if not count.bare and _AT_END.match(behind) is not None:
            near = before_it(flat, max(one.start, count.start - 40), count.start, table, "en")
            if near is not None and near[2] <= 1:
                return True
        if re.match(r"\"? of the enemy|,? or\b", behind) or re.search(
            r"\bor \"?(?:\w+ )?$", flat.text[max(one.start, count.start - 12) : count.start]
        ):
            return not count.bare and re.match(r"\"?(?: of the enemy|[,.]|,? or\b)", behind) is not None
        verb = re.match(
            r"\s(?:of (?:them|whom|these) )?(?:(?:were|was|are|is|have been|had been|have|had)\s)?(?:\w+ly\s)?",
            behind,
        )
        at = count.end + (0 if verb is None else verb.end())
        if verb is not None and any(
            words.match(flat.text, at, one.end) is not None
            for _, where, words in table.states
            if where == "after"
        ):
            return not count.bare
    elif re.match(r"\s?(?:[،.,]|و|بين|فقط|منهم|وفق|في قصف|$)", behind) is not None and not count.bare:
        return True
    if (
        table.patterns["tolls"].search(flat.text, max(one.start, count.start - 48), count.start + 1)
        is not None
    ):
        return not count.bare
    return table.patterns["of_them"].match(flat.text, count.end + 1, one.end) is not None and not count.bare


def _may_be_one(flat: Flat, count: Count, person: _Person | None, end: int) -> bool:
    """Say whether "a" or a noun in the singular counts somebody: "a woman", not "a doctor who said"."""
    if person is None or (person.group == "all" and count.said is None and person.state is None):
        return False
    if (
        person.state is not None
        and re.search(r"found|recovered|pulled", flat.text[end : end + 25]) is None
        and count.said is None
    ):
        return False
    return (
        re.match(
            r"\s?(?:who|which|that|said|told|says|of|'s|to|in the|from the)\b", flat.text[end : end + 12]
        )
        is None
    )


def _sided(flat: Flat, one: Sentence, count: Count, person: _Person | None, group: str) -> str:
    if group == "all" and count.said is None and person is not None and person.end < one.end:
        behind = flat.text[person.end : min(one.end, person.end + 30)]
        if one.language == "ar" and re.match(
            r"\s(?:علي الاقل\s)?من (?:التنظيم|القوات|الجيش|عناصر|مقاتلي)", behind
        ):
            return "fighter"
    return group


def _bounds(count: Count) -> str:
    low, best, high = count.low, count.best, count.high
    if best is not None and low == high == best:
        return f"read as {best}"
    if best is not None:
        return f"read as about {best}"
    if low is not None and high is not None:
        return f"read as {low} to {high}"
    return f"read as at least {low}" if low is not None else f"read as at most {high}"
