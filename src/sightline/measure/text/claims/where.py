"""Tell which of the names that a gazetteer knows are places here: not those inside a group's name, not common words.

A gazetteer of the world holds a village for almost every short word, so a name that resolves to nothing counts only
where the words before it say that it is a place.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.flat import Flat, flatten
from sightline.measure.text.claims.lexicon import LANGUAGES, Lexicon, lexicon
from sightline.measure.text.claims.names import Named, actors_in
from sightline.measure.text.claims.record import DateGiven, PlaceGiven
from sightline.measure.text.claims.sentences import sentences

_CAPITALS: Final = re.compile(r"(?<![\w'-])[A-Z][\w'-]{0,40}(?:\s[A-Z][\w'-]{0,40}){1,8}")
_VERBS: Final = ("speech.affirmed", "speech.denied", "incidents.verbs", "hedges", "blame.doing", "negations")
_LETTERS: Final = 60
SAID: Final = frozenset({"in", "near", "between"})
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
    for place in sorted(places, key=lambda p: p.start):
        resolved = place.lat is not None
        told = place.said is not None and (place.said not in SAID or flat.text[place.start].isupper())
        if (resolved or told) and _may_be(flat, words, place.start, place.end, shut):
            kept.append(place)
    return kept


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
