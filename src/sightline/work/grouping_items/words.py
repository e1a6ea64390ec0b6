"""Finds the date and the place that the words of an item name, where nobody said them of it as such."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from sightline.core.errors import BadTime
from sightline.core.fold import fold
from sightline.measure.chrono.dates import read_dates
from sightline.measure.geo.gazetteer.index import LONGEST_ROW
from sightline.measure.geo.gazetteer.letters import readings, skeleton
from sightline.measure.text.toponyms.finding import find_toponyms
from sightline.model.time import Span, read
from sightline.work.grouping_items.facts import DAY_MS, Window
from sightline.work.grouping_items.spellings import Places, rows_apart
from sightline.work.grouping_items.times import windows_of

WIDEST_MS: Final = 10 * DAY_MS
MOST_DATES: Final = 3
MOST_PLACES: Final = 3
LONG_ENOUGH: Final = 4
"""Consonants that a name must have to be known in another script than it was given in."""
ALIKE_IN_WORDS: Final = 0.1
_DIGIT: Final = re.compile(r"\d")

Finder = Callable[[str], tuple[tuple[int, ...], tuple[str, ...]]]


def dates_named(text: str, written: str | None, zone: str | None) -> tuple[Window, ...]:
    """Read the dates that a text names, of ten days at most; () where there is none, or more than three.

    A text that names many dates tells a story, and none of them can be taken for its own.
    """
    if _DIGIT.search(text) is None:
        return ()
    try:
        said: Span | None = None if written is None else read(written, zone=zone)
        found = read_dates(text, said, zone=zone)
    except BadTime:
        return ()
    windows: dict[tuple[int | None, int | None], Window] = {}
    for one in found:
        if one.edtf is None or "X" in one.edtf:
            continue
        for window in windows_of(one.edtf, zone=zone):
            if window.width is not None and window.width <= WIDEST_MS:
                windows.setdefault((window.begin, window.end), window)
    return tuple(windows.values()) if len(windows) <= MOST_DATES else ()


def places_named(places: Places) -> Finder:
    """Give a function that finds names of places, known from elsewhere in the case, in a text of any script.

    It gives numbers and spellings, or nothing where a text names more than three.
    """
    lexicon = {fold(title): number for number, title in places.title.items()}
    lexicon |= {fold(text): number for text, number in places.number.items()}
    lexicon = {form: number for form, number in lexicon.items() if len(form) > 2}
    by_skeleton: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for form, number in sorted(lexicon.items()):
        for row in readings(form):
            if len(skeleton(row)) >= LONG_ENOUGH:
                by_skeleton[skeleton(row)].append((row[:LONGEST_ROW], number))

    @lru_cache(maxsize=100_000)
    def number_of(form: str) -> int | None:
        """Look a folded form up, letter by letter or as another script writes it."""
        if form in lexicon:
            return lexicon[form]
        rows = [row[:LONGEST_ROW] for row in readings(form)]
        near = [
            (rows_apart(row, other), number)
            for row in rows
            for other, number in by_skeleton.get(skeleton(row), ())
        ]
        best = min(near, default=None)
        return None if best is None or best[0] > ALIKE_IN_WORDS else best[1]

    def find(text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        if not lexicon:
            return (), ()
        every = find_toponyms(text, known=lambda form: number_of(form) is not None)
        found = [(number_of(one.form), one.text) for one in every if one.known and one.looks_like is None]
        numbers = {number: text for number, text in reversed(found) if number is not None}
        if not 0 < len(numbers) <= MOST_PLACES:
            return (), ()
        return tuple(sorted(numbers)), tuple(numbers[number] for number in sorted(numbers))

    return find
