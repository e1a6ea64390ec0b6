"""Find figures of people in a text: so many killed, injured, missing, with the group they are of and the bounds said.

A number counts only where words tell of whom it is and what became of them; missiles, villages and hours are no
figures of people. A part ("two of them children") takes the state of the whole before it.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.alone import list_goes_on, may_count, may_stand_alone
from sightline.measure.text.claims.arabic.figures.of_them import of_them
from sightline.measure.text.claims.arabic.figures.persons import ranks_behind, whom_behind
from sightline.measure.text.claims.counts import Count, counts_in
from sightline.measure.text.claims.figure_groups import (
    are_others,
    elided,
    of_two_kinds,
    one_of_them,
    told_group,
    two_fates,
    young,
)
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.freed import counts_nobody
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.outcomes import state_of
from sightline.measure.text.claims.persons import Person, person_of
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.sentences import Sentence

Span = tuple[int, int]
_LISTED: Final = re.compile(r"[\"\s,]*(?:(?:and|or|و|او)[\"\s]*)?")
_GOES_ON: Final = re.compile(
    r"(?:\s(?:of|from|belonging to)(?:\s[\w'-]+){1,4}?)?\s*(?:$|[,،(\"]|(?:and|or|including|incl|among|plus|"
    r"as well as|with|together|و|بينهم|منهم|بين|من بينهم|"
    r"اضافه)\b|و)"
)
_PICTURES: Final = re.compile(r"(?:تسجيل|مقطع|فيديو|شريط|تقرير|فيلم)\s$")
_WHO_TELLS: Final = re.compile(r"\b(?:according to|citing|quoting|in the words of)\s$", re.IGNORECASE)
_SAYS: Final = re.compile(r"\b(?:said|says|told us|reports|reported)\s$", re.IGNORECASE)
_SHARED: Final = re.compile(r"\s(?:من|بين|في صفوف|في اوساط)\s")
_AND: Final = re.compile(r"\s(?:و\s?)?")
_AMONG: Final = re.compile(r"(?<!\w)[وف]?(?:بينهم|بينهن|بينها|منهم|منهن|احدهم|ضمنهم)(?!\w)")
_BREATHED: Final = re.compile(
    r"\b(?:gas|gases|chlorine|sarin|fumes|chemicals?|suffocat\w+|chok\w+|breath\w*)\b"
)
_LOST_LIMB: Final = re.compile(r"'lost (?!(?:his|her|their) li(?:fe|ves))")
_OF_THEM: Final = re.compile(r"\sof (?:them|whom)\b(?!\s(?:was|were|are|is)?\s?(?:an?\s)?[A-Z])")
_TREATED: Final = re.compile(r"'(?:\w+ )?treat(?:ed|s|ing)'")


def figures_in(
    flat: Flat,
    one: Sentence,
    table: Lexicon,
    taken: Sequence[Span],
    *,
    earlier: str | None = None,
    gas: bool = False,
) -> list[Draft]:
    """Find the figures of one sentence.

    :param taken: spans that are dates, so that their numbers count nobody
    :param earlier: state of the last figure before the sentence, which "two of them" and a revised toll go on with
    :param gas: the text speaks of gas, so that those who "were treated" breathed it
    """
    out: list[Draft] = []
    last: tuple[str, int] | None = None
    group_before = last_group = "all"
    whole: tuple[str, int] | None = None
    mixed = -1
    gas = gas or _BREATHED.search(flat.text, one.start, one.end) is not None
    row = [c for c in counts_in(flat, one, table) if not any(_inside(flat, one, c, t, table) for t in taken)]
    persons = _persons(flat, one, row, table)
    for k, (count, person) in enumerate(zip(row, persons, strict=True)):
        stop = _stop(flat, one, row, persons, k)
        if counts_nobody(flat, one, count.start, count.end, count.best, table):
            continue
        state = state_of(flat, one, count, person, table, last, earlier, stop)
        state = _as_told(count, state, last, gas=gas)
        if state is None and person is not None and person.group == "fighter":
            group_before = "fighter"
        if person is None and (state is None or not may_stand_alone(flat, one, count, table)):
            state = list_goes_on(flat, one, count, last, earlier)
            group_before = last_group if state is not None else group_before
        if state is None or not _counts(flat, one, count, person, state[0], table):
            continue
        end = count.end if person is None else max(count.end, person.end)
        base = group_before if person is None or elided(flat, person, last, count) else person.group
        group = told_group(flat, one, count, person, base, state[1])
        if one.language == "ar" and person is not None and person.state in ("killed", "injured"):
            group = ranks_behind(flat, one, person.end, table) or group if group == "all" else group
            out[-1:] = _shared(flat, one, out[-1:], last, count, person, group)
        if out and count.bare and count.start < mixed:
            continue
        group, mixed = of_two_kinds(flat, one, count, end, group) if person is not None else (group, mixed)
        if one.language == "ar" and (person is None or person.group == "all"):
            group = of_them(flat, one, count, table, whole) or young(flat, one, end, group)
        group = last_group if one_of_them(flat, count, person) else group
        if whole is not None and whole[0] == "fighter" and are_others(flat, person):
            group = "fighter"
        if count.bare and not _may_be_one(flat, count, person, end):
            continue
        if _OF_THEM.match(flat.text, count.end, one.end) is not None and group == "all":
            group = last_group if one.language == "en" and last is not None else group
        value = {"min": count.low, "best": count.best, "max": count.high, "state": state[0], "group": group}
        out.append(Draft("figure", "casualties", value, count.start, end, f"{state[1]}; {_bounds(count)}"))
        out += [
            evolve(out[-1], value={**value, "state": other})
            for other in two_fates(flat, one, count, end, state[0])
        ]
        last, last_group = (state[0], end), group
        if count.best != 1 and (whole is None or _AMONG.search(flat.text, whole[1], count.start) is None):
            whole = group, end
        group_before = group if group == "fighter" else "all"
    return out


def _as_told(
    count: Count, state: tuple[str, str] | None, last: tuple[str, int] | None, *, gas: bool
) -> tuple[str, str] | None:
    """Give the state of one who goes on with a row, and of those treated where no gas is told of."""
    if count.goes_on:
        maimed = state is not None and state[0] == "injured" and _LOST_LIMB.search(state[1]) is not None
        goes_on = None if last is None else (last[0], "it goes on with the figure before it")
        return state if maimed else goes_on
    if state is not None and not gas and state[0] == "affected" and _TREATED.search(state[1]) is not None:
        return "injured", state[1]
    return state


def _shared(
    flat: Flat,
    one: Sentence,
    before: list[Draft],
    last: tuple[str, int] | None,
    count: Count,
    person: Person,
    group: str,
) -> list[Draft]:
    """Give the figure before the group that is told behind both: "two killed and five wounded in the ranks of"."""
    if not before or last is None or _AND.fullmatch(flat.text, last[1], count.start) is None:
        return before
    shared = _SHARED.search(flat.text, person.start, min(one.end, person.end + 12)) is not None
    return [_of_group(before[0], group)] if shared else before


def _of_group(draft: Draft, group: str) -> Draft:
    """Give the figure before the group that is told behind its list: "two killed and five wounded civilians"."""
    value = draft.value
    return (
        evolve(draft, value={**value, "group": group})
        if isinstance(value, dict) and value["group"] == "all"
        else draft
    )


def _inside(flat: Flat, one: Sentence, count: Count, date: Span, table: Lexicon) -> bool:
    """Say whether a number is of a date: not one at its end behind which stand people ("last week nine farmers")."""
    if not (date[0] < count.end and count.start < date[1]):
        return False
    led = one.language == "ar" and count.end == date[1] and count.start > date[0]
    return not led or whom_behind(flat, one, count.end, one.end, table) is None


def _counts(
    flat: Flat, one: Sentence, count: Count, person: Person | None, state: str, table: Lexicon
) -> bool:
    """Say whether people are counted: not families killed, which tell no number, nor "one" beside no word of a fate."""
    if (
        person is not None
        and state != "displaced"
        and table.patterns["families"].fullmatch(flat.text, person.start, person.end) is not None
    ):
        return False
    if one.language != "ar" or count.best != 1 or count.said is not None:
        return True
    told = person is not None and person.state is not None and flat.text.startswith("واحد", count.start)
    return told or may_count(flat, one, count, table)


def _persons(flat: Flat, one: Sentence, row: Sequence[Count], table: Lexicon) -> list[Person | None]:
    """Find of whom each number is; one without a noun shares that of the next in its list: "78 and about 60 bodies"."""
    found: list[Person | None] = []
    for k, count in enumerate(row):
        stop = row[k + 1].start if k + 1 < len(row) else one.end
        found.append(person_of(flat, one, count, table, stop))
    for k in range(len(row) - 2, -1, -1):
        behind = found[k + 1]
        if found[k] is None and behind is not None and not row[k].bare and row[k + 1].said is None:
            gap = flat.text[row[k].end : row[k + 1].start]
            if _LISTED.fullmatch(gap) is not None:
                found[k] = Person(behind.group, row[k].start, row[k].end, behind.state)
    return found


def _stop(flat: Flat, one: Sentence, row: Sequence[Count], persons: Sequence[Person | None], k: int) -> int:
    """Tell how far behind a number the words may be of it: up to others who are no part of its list."""
    person = persons[k]
    at = row[k].end if person is None else max(person.end, row[k].end)
    for count, other in zip(row[k + 1 :], persons[k + 1 :], strict=True):
        if other is None or count.start < at or count.bare:
            continue
        gap = flat.text[at : count.start]
        if _GOES_ON.match(gap) is None:
            return count.start
        at = max(other.end, count.end)
    return one.end


def _may_be_one(flat: Flat, count: Count, person: Person | None, end: int) -> bool:
    """Say whether "a" or a noun in the singular counts somebody: "a woman", not "a doctor who said"."""
    if person is None or (person.group == "all" and count.said is None and person.state is None):
        return False
    if (
        person.state is not None
        and person.group == "all"
        and re.search(r"found|recovered|pulled", flat.text[end : end + 25]) is None
        and count.said is None
    ):
        return False
    lead = flat.text[max(0, count.start - 20) : count.start]
    if _PICTURES.search(lead) is not None or _WHO_TELLS.search(lead) is not None:
        return False
    if _SAYS.search(lead) is not None and re.match(r"\s*(?:[.,;]|$)", flat.text[end : end + 6]) is not None:
        return False
    return (
        re.match(
            r"\s?(?:who|which|that|said|told|says|of(?! (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|"
            r"about))"
            r"|'s|to|in the|from the)\b",
            flat.text[end : end + 16],
        )
        is None
    )


def _bounds(count: Count) -> str:
    low, best, high = count.low, count.best, count.high
    if best is not None and low == high == best:
        return f"read as {best}"
    if best is not None:
        return f"read as about {best}"
    if low is not None and high is not None:
        return f"read as {low} to {high}"
    return f"read as at least {low}" if low is not None else f"read as at most {high}"
