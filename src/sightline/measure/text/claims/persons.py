"""Tell of whom a number is: the noun behind it, the noun that a list shares, or the label that stands before it.

A noun counts as one of people where a list of words has it, or where its ending makes it one ("shopkeepers",
"Ukrainians") and it is none of the things that end alike ("rockets", "launchers").
"""

import re
from typing import Final

from attrs import evolve, frozen

from sightline.measure.text.claims.arabic.figures.persons import case_of, whom_before, whom_behind
from sightline.measure.text.claims.counts import Count
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_ADJECTIVES: Final = re.compile(
    r"(?:\s(?:more|other|further|additional|new|newly|former|ex|innocent|trapped|old|young|elderly|unarmed|armed|local|foreign|enemy|suspected|"
    r"alleged|whole|entire|small|unidentified|unknown|pregnant|fellow|male|female|of the|"
    r"of (?:its|his|her|their|our|these|those)(?!\s(?:men|fighters)\b)|of (?:whom|them) (?:are|were)|of whom|of them|"
    r"one more|[A-Z][a-z]+(?:an|ese|ish|i|ch|sh))\b)*\s?"
)
_FAMILY: Final = re.compile(r"\bfamily of $", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    r"[,،;:.()\"]|\b(?:and|or|of|in|by|on|were|was|are|is|from|to|at|had|have|has|after|when|as|with|who|that|مع|على|في|بينهم|منهم|بينها|منها|بحسب|حسب|وفق|وفقا|طبقا)\b"
)
_AND_ARABIC: Final = re.compile(r"\sو\w{2}")
_PARTICIPLES: Final = re.compile(
    r"killed|wounded|injured|hurt|harmed|displaced|missing|died|dead", re.IGNORECASE
)
_BEFORE_PARTICIPLE: Final = re.compile(
    r"[\s\"]*(?:(?:more|others?|confirmed|newly|still|already|reported(?:ly)?|badly|seriously|critically|lightly|severely|"
    r"feared|presumed|now|so far|were|was|are|is|as)[\s\"]*)*",
    re.IGNORECASE,
)
_WERE: Final = re.compile(r"\s(?:of (?:them|whom)\s)?(?:were|was|are|is)\s(?:(?:young|small|all)\s)?")
_OF_THE: Final = re.compile(r"\s(?:of the|of those)\s$")
_STATED: Final = re.compile(r"\s(?:(?:young|elderly|old|[A-Z][a-z]+(?:an|ese|ish|i))\s)?(?=\w)")
_BY_ENDING: Final = re.compile(
    r"(?P<noun>(?:[a-z]+(?:keepers|workers|owners|ists|makers|dwellers|seekers|holders|goers|runners|growers|smiths|"
    r"folk|mates|in-law)|[A-Z][a-z]+(?:ans|ese|ish|is|ites))|refugees|expatriates|nationals|labourers|laborers|"
    r"clerics|imams|priests|monks|nuns|judges|lawyers|engineers|fishermen|firemen|firefighters|businessmen|"
    r"peacekeepers|tribesmen|worshipers|pilgrims|tourists|bystanders|onlookers|mechanics|electricians|cooks|tailors|"
    r"barbers|butchers|grocers|plumbers|builders|sailors|pilots|crew|crewmen|commanders|leaders|spies|informers|"
    r"politicians|officials|protesters|protestors|demonstrators|rioters|voters|looters|smugglers|parents|fathers|"
    r"grandparents|grandchildren|nephews|nieces|uncles|aunts|husbands|wives|widows|orphans|twins|siblings|neighbours|"
    r"neighbors|friends|colleagues|comrades|occupants|commuters|customers|spectators|players|artists|poets|actors)\b"
)
_LABEL: Final = re.compile(
    r"(?:(?P<who>[A-Za-z]+)\s)?(?:newly\s|confirmed\s|reported\s)?(?P<state>[A-Za-z]+)"
    r"(?:\s(?:so far|today|now|yesterday|overnight|to date))?\s?[:=]\s*\"?$"
)


@frozen(slots=True)
class Person:
    """Of whom a number is: the group, where the words stand, and the state where the noun itself tells it."""

    group: str
    start: int
    end: int
    state: str | None


def person_of(flat: Flat, one: Sentence, count: Count, table: Lexicon, stop: int) -> Person | None:
    """Find of whom a number is: the noun behind it, at most three words away, or the label before it.

    :param stop: where the next number begins
    """
    if count.said is not None:
        return Person(count.said.get("group", "all"), count.start, count.end, count.said.get("state"))
    family = _FAMILY.search(flat.text, max(one.start, count.start - 16), count.start)
    if family is not None:
        return Person("all", family.start(), count.end, None)
    match = _ADJECTIVES.match(flat.text, count.end, one.end) if one.language == "en" else None
    begin = count.end if match is None else match.end()
    window = min(one.end, begin + 46, max(stop, begin + 1))
    best = _noun(flat, one, table, begin, window)
    if one.language == "ar":
        case = case_of(flat, one, begin, table)
        whom = whom_behind(flat, one, begin, stop, table) if case is None else case
        if whom is not None and (
            best is None or case is not None or whom[2] > best.end or whom[2] <= best.start
        ):
            best = Person(*whom)
        elif best is None and (before := whom_before(flat, one, count.start, table)) is not None:
            best = Person(before[0], count.start, count.end, before[3])
    if best is None and one.language == "en":
        best = _told_to_be(flat, one, count, table)
    if best is None and one.language == "en":
        best = _labelled(flat, one, count, table) or _by_ending(flat, begin, window)
    return best


def _noun(flat: Flat, one: Sentence, table: Lexicon, begin: int, window: int) -> Person | None:
    best: Person | None = None
    for state, where, words in table.states:
        m = words.search(flat.text, begin, window) if where == "noun" else None
        if m is not None and one.language == "ar" and m[0][0] == "و":
            continue  # "and wounding three" goes on with others
        if m is not None and _near(flat, begin, m.start()) and (best is None or m.start() < best.start):
            loose = one.language == "en" and _PARTICIPLES.fullmatch(m[0]) is not None
            if not loose or _BEFORE_PARTICIPLE.fullmatch(flat.text, begin, m.start()) is not None:
                best = Person("all", m.start(), m.end(), state)
    for group, words in table.groups:
        m = words.search(flat.text, begin, window)
        if m is not None and one.language == "ar" and m[0][0] == "و":
            continue
        if m is not None and _near(flat, begin, m.start()) and (best is None or m.start() < best.start):
            best = Person(group, m.start(), m.end(), None)
    if best is not None and best.state is not None:
        return _adjective(flat, one, best, table)
    if best is not None and best.state is None:
        noun = _state_noun(flat, best, table, one)
        best = best if noun is None else evolve(best, state=noun)
    return best


def _told_to_be(flat: Flat, one: Sentence, count: Count, table: Lexicon) -> Person | None:
    """Read "eight were children": what they were stands behind a verb."""
    m = _WERE.match(flat.text, count.end, one.end)
    for group, words in () if m is None else table.groups:
        said = words.match(flat.text, m.end(), one.end) if m is not None and group != "all" else None
        if said is not None:
            return Person(group, said.start(), said.end(), None)
    return None


def _adjective(flat: Flat, one: Sentence, said: Person, table: Lexicon) -> Person:
    """Read "three dead soldiers", "19 displaced families": the word of state stands before the noun."""
    if (
        one.language == "en"
        and _OF_THE.search(flat.text, max(one.start, said.start - 12), said.start) is not None
    ):
        were = _WERE.match(flat.text, said.end, one.end)  # "seven of the dead were children"
        for group, words in () if were is None else table.groups:
            whom = (
                words.match(flat.text, were.end(), one.end) if were is not None and group != "all" else None
            )
            if whom is not None:
                return Person(group, said.start, whom.end(), said.state)
    gap = _STATED.match(flat.text, said.end, one.end)
    for at in () if gap is None else {said.end + 1, gap.end() if one.language == "en" else said.end + 1}:
        for group, words in table.groups:
            m = words.match(flat.text, at, one.end)
            if m is not None:
                return Person(group, said.start, m.end(), said.state)
    return said


def _state_noun(flat: Flat, person: Person, table: Lexicon, one: Sentence) -> str | None:
    """Take "three people dead", "12 bodies": a noun of state directly behind, or the noun itself."""
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
    gap = flat.text[begin:at].replace('"', "")
    return len(gap.split()) <= 2 and _BETWEEN.search(gap) is None and _AND_ARABIC.search(gap) is None


def _by_ending(flat: Flat, begin: int, window: int) -> Person | None:
    m = _BY_ENDING.match(flat.text, begin, window)
    return None if m is None else Person("all", m.start(), m.end(), None)


def _labelled(flat: Flat, one: Sentence, count: Count, table: Lexicon) -> Person | None:
    """Read "Civilians killed: 31", "Wounded: 12"."""
    m = _LABEL.search(flat.text, max(one.start, count.start - 48), count.start)
    if m is None:
        return None
    for state, where, words in table.states:
        if where in ("noun", "after") and words.fullmatch(m["state"]) is not None:
            who = next((g for g, w in table.groups if m["who"] and w.fullmatch(m["who"])), "all")
            return Person(who, count.start, count.end, state)
    return None
