"""Tell which of the names that a gazetteer knows are places here: not those inside a group's name, not common words.

A gazetteer of the world holds a village for almost every short word, so a name that resolves to nothing counts only
where the words before it say that it is a place.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.flat import Flat, flatten
from sightline.measure.text.claims.lexicon import LANGUAGES, Lexicon, lexicon
from sightline.measure.text.claims.names import Named, actors_in
from sightline.measure.text.claims.record import DateGiven, PlaceGiven
from sightline.measure.text.claims.sentences import sentences

_CAPITALS: Final = re.compile(r"(?<![\w'-])[A-Z][\w'-]{0,40}(?:\s[A-Z][\w'-]{0,40}){1,8}")
_VERBS: Final = ("speech.affirmed", "speech.denied", "incidents.verbs", "hedges", "blame.doing", "negations")
_LETTERS: Final = 60
SAID: Final = frozenset({"in", "near", "between"})
_ON_THE_WAY: Final = frozenset({"from", "toward", "off", "at", "to"})
_MOVES: Final = re.compile(
    r"(?<!\w)(?:[وفبل]|ال)*[يتن]?(?:انسحب|نسحب|انسحاب|نزح|نزوح|فرار|فر|فرت|فروا|وصل|وصول|توجه|نقل|هرب|لجا|غادر|عاد|دخل|"
    r"انتقل|نتقل|تقدم|طريق|قادم|قادمين|سافر|تهجير|هجر|عوده|زحف|عبر|رتل|ارتال|قافله|ممر|رحل|طرد)\w{0,2}(?!\w)"
)
"""Words before "from" and "to" behind which the name of a place stands."""
_BEGUN: Final = re.compile(r"(?:الشيخ|ابو|ابي|ام|خان|الحاج|السيده|السيد|النبي)$")
_ONE_MORE: Final = re.compile(
    r"\s(?!(?:في|من|علي|الي|عن|ان|قد|لم|لا|كان|يوم|مساء|صباح)(?!\w))[\u0621-\u064a]{2,}"
)
_LOYAL: Final = re.compile(
    r"\b(?:loyal|allied|belonging|belongs?|according|loyalty|allegiance|linked|close|affiliated) to (?:the )?$"
)
_ARTICLE: Final = re.compile("\u0627\u0644|\u0644\u0644")
_DIRECTED: Final = re.compile(r"\sال(?:شمالي|جنوبي|شرقي|غربي|شماليه|جنوبيه|شرقيه|غربيه)(?!\w)")
_ADVERB: Final = re.compile("[\u0627\u0649]\u064b$|\u064b[\u0627\u0649]$")
"""An accusative ending, written: of an adverb or an adjective, never of the name of a place."""


def worth_looking_up(
    text: str, spans: Sequence[tuple[int, int]], *, dates: Sequence[DateGiven] = ()
) -> tuple[bool, ...]:
    """Say of each name whether it may be a place here, before anybody looks it up.

    :param spans: the names, offsets in code points of the text
    """
    flat = flatten(text)
    row = list(sentences(flat.text))
    words = {name: lexicon(name) for name in LANGUAGES}
    shifted = [flat.flat_span(d.start, d.end) for d in dates]
    shut = _shut(flat, words, actors_in(flat, row, words), shifted)
    return tuple(_may_be(flat, words, *flat.flat_span(start, end), shut) for start, end in spans)


_ON_AIR: Final = re.compile(r"\s(?:television|TV|radio|news)\b", re.IGNORECASE)
"""Behind the name of a place: who speaks, and no place."""


def places_kept(
    flat: Flat,
    words: dict[str, Lexicon],
    places: Sequence[PlaceGiven],
    names: Sequence[Named],
    dates: Sequence[DateGiven],
) -> list[PlaceGiven]:
    """Leave out what is no place here; offsets are those of the plain text."""
    shut = _shut(flat, words, names, [(d.start, d.end) for d in dates])
    kept = []
    for place in (_whole(flat, p) for p in sorted(places, key=lambda p: p.start)):
        resolved = place.lat is not None
        told = place.said is not None and (place.said not in SAID or flat.text[place.start].isupper())
        if not resolved and _ARTICLE.match(flat.text, place.start) is not None and place.said in _ON_THE_WAY:
            told = False  # "إلى المعسكر": a common noun
        if told and not resolved and place.said in _ON_THE_WAY and not flat.text[place.start].isascii():
            told = _MOVES.search(flat.text, max(0, place.start - 50), place.start) is not None
        if not resolved and _LOYAL.search(flat.text, max(0, place.start - 20), place.start) is not None:
            told = False
        if place.said is None and _is_common(flat, words["ar"], place):
            continue
        if _ON_AIR.match(flat.text, place.end) is not None:
            continue
        if (resolved or told) and _may_be(flat, words, place.start, place.end, shut):
            kept.append(place)
    return kept


def _whole(flat: Flat, place: PlaceGiven) -> PlaceGiven:
    """Take the second word of a name that nobody knew, where its first only opens one: "قرية الشيخ علي"."""
    if place.lat is not None or _BEGUN.match(flat.text, place.start, place.end) is None:
        return place
    more = _ONE_MORE.match(flat.text, place.end)
    if more is None:
        return place
    return evolve(place, end=more.end(), name=flat.plain[place.start : more.end()])


def _is_common(flat: Flat, table: Lexicon, place: PlaceGiven) -> bool:
    """Say whether a name that no word before it calls a place is a common noun too: "الباب", "التل الشمالي"."""
    if flat.text[place.start : place.end] not in table.sets["told_only"]:
        return False
    before = flat.text[max(0, place.start - 20) : place.start].split()[-1:]
    led = before != [] and before[0].lstrip("و") in table.sets["place_before"]
    heads = flat.text[place.end : place.end + 1] == ":"
    return not (heads or led) or _DIRECTED.match(flat.text, place.end) is not None


def _shut(
    flat: Flat,
    words: dict[str, Lexicon],
    names: Sequence[Named],
    dates: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Gather the spans in which no name is a place: of groups, of dates, of offices called after a place."""
    spans = [(n.start, n.end) for n in names if n.kind != "short"] + list(dates)
    heads = words["en"].sets["actors.not_heads"]
    for match in _CAPITALS.finditer(flat.text):
        if match[0].rsplit(None, 1)[-1] in heads:
            spans.append(match.span())
    return sorted(spans)


def _may_be(
    flat: Flat, words: dict[str, Lexicon], start: int, end: int, shut: Sequence[tuple[int, int]]
) -> bool:
    if _touches(shut, start, end):
        return False
    low, high = start, end
    while low > max(0, start - _LETTERS) and flat.text[low - 1].isalnum():
        low -= 1
    while high < min(len(flat.text), end + _LETTERS) and flat.text[high].isalnum():
        high += 1
    if high - low < 3:
        return False
    whole, name = flat.text[low:high], flat.text[start:end]
    first, last = flat.original_span(start, high)
    if _ADVERB.search(flat.original[first:last]) is not None:
        return False
    for table in words.values():
        if whole in table.sets["not_places"] or name in table.sets["not_places"]:
            return False
        if any(table.patterns[key].fullmatch(whole) is not None for key in _VERBS):
            return False
        if table.patterns["actors.short"].fullmatch(name) is not None and table.language == "ar":
            return False
        if table.language == "ar" and (name in table.sets["actors.not_next"] or whole in table.numbers):
            return False
    return True


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(spans, (end, end))
    return any(s < end and start < e for s, e in spans[max(0, at - 4) : at])
