"""Answers for relations on every pair of dates a reader may choose: as it held on one, as had been said by the other.

One letter an answer: for each source its latest word by then counts, and where sources differ the answer is *disputed*.
A page's script only shows and hides by these letters and knows no rule of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.core.errors import BadTime
from sightline.model.shown import ShownStatement
from sightline.model.span import Span
from sightline.model.time import read
from sightline.publish.looking_back import (
    LAST,
    NO,
    POSSIBLY,
    TAKEN,
    YES,
    day_text_of,
    held_on,
    said_by,
    span_of,
)
from sightline.publish.words import day_text

DENIED: Final = "d"
DISPUTED: Final = "x"
MOST_HELD: Final = 40
"""Steps of the slider; beyond that every so-manieth date is offered."""
MOST_SAID: Final = 8
_RANK: Final = {YES: 3, POSSIBLY: 2, LAST: 1}


@frozen(slots=True)
class Step:
    """One date that a reader may choose."""

    label: str
    span: Span


@frozen(slots=True)
class AsOf:
    """The dates of one page: as it held on, and as had been said by; the last of each is where the page begins."""

    held: tuple[Step, ...]
    said: tuple[Step, ...]
    left_out: int = 0
    """Dates on which something changed and that are not offered."""

    def letters(self, statements: Sequence[ShownStatement]) -> str:
        """Answer for the statements of one relation: one letter a pair of dates, all held dates for each said one."""
        return "".join(answer(statements, held.span, said.span) for said in self.said for held in self.held)

    @property
    def first(self) -> int:
        """The pair of dates the page begins with: the last of both."""
        return len(self.held) * len(self.said) - 1


def dates_of(statements: Iterable[ShownStatement]) -> AsOf:
    """Find the dates on which answers may change, in order of time."""
    every = list(statements)
    held: dict[int, Step] = {}
    said: dict[int, Step] = {}
    for one in every:
        for text in () if one.valid is None else _days(one.valid.edtf):
            _add(held, text, None if one.valid is None else one.valid.zone)
        if one.said is not None and (span := span_of(one.said)) is not None and span.end_latest is not None:
            said.setdefault(span.end_latest, Step(one.said.text, span))
            if one.valid is None or span_of(one.valid) is None:
                continue
            _add(held, one.said.edtf, one.said.zone)
    days = [held[at] for at in sorted(held)]
    posts = [said[at] for at in sorted(said)]
    step = -(-len(days) // MOST_HELD) if len(days) > MOST_HELD else 1
    kept = days[::-1][::step][::-1]
    return AsOf(tuple(kept), tuple(posts[-MOST_SAID:]), len(days) - len(kept))


def answer(statements: Sequence[ShownStatement], held: Span, said: Span) -> str:
    """Answer whether a relation held on a date, as had been said by another.

    Returns
    -------
    str
        ``y`` yes, ``p`` possibly, ``l`` last attested before, ``d`` every source that speaks of it denies it, ``x``
        sources differ, ``n`` nobody says so of that date.
    """
    voices: dict[str, list[tuple[int, int, str, ShownStatement]]] = defaultdict(list)
    for one in statements:
        when = held_on(one, held)
        if when == NO or said_by(one, said) in (NO, TAKEN):
            continue
        # a source without a code is one that may not be told from others: each of its sayings is a voice of its own
        who = "" if one.source is None else one.source.code or one.id
        spoken = -1 if one.said is None or one.said.end_max is None else one.said.end_max
        voices[who].append((spoken, _RANK.get(when, 0), when, one))
    words: list[tuple[str, ShownStatement]] = []
    for heard in voices.values():
        latest = max(spoken for spoken, *_ in heard)
        _, _, when, one = max(
            (h for h in heard if h[0] == latest), key=lambda h: (h[1], h[3].polarity, h[3].id)
        )
        words.append((when, one))
    yes = [(when, one) for when, one in words if one.polarity == "affirmed"]
    no = [one for _, one in words if one.polarity == "negated"]
    if yes and no:
        return DISPUTED
    if no:
        return DENIED
    if not yes:
        return NO
    if all(one.certainty == "hedged" for _, one in yes):
        return POSSIBLY
    return max(
        (when for when, one in yes if one.certainty == "asserted"), key=lambda when: _RANK.get(when, 0)
    )


def grouped(
    statements: Iterable[ShownStatement], keys: Mapping[str, tuple[str, str, str]]
) -> dict[tuple[str, str, str], list[ShownStatement]]:
    """Gather statements by the relation they speak of; ``keys`` gives it by statement id."""
    out: dict[tuple[str, str, str], list[ShownStatement]] = defaultdict(list)
    for one in statements:
        if one.id in keys:
            out[keys[one.id]].append(one)
    return dict(out)


def _days(edtf: str) -> list[str]:
    return [
        day for day in edtf.replace("..", "").strip("[]{}").replace(",", "/").split("/") if day.strip("~?%")
    ]


def _label(text: str, middle: int) -> str:
    """Write a day or a month as a person does; a year and what is marked stay as they are written."""
    if len(text) == len("2014-04-12"):
        return day_text_of(text)
    if len(text) == len("2014-04") and text.replace("-", "").isdigit():
        return day_text(middle).split(" ", 1)[1]
    return text if len(text) < 10 else day_text(middle)


def _add(steps: dict[int, Step], text: str, zone: str | None) -> None:
    for day in _days(text):
        try:
            span = read(day, zone=zone)
        except BadTime:
            continue
        if span.begin_latest is None or span.begin_earliest is None:
            continue
        middle = (span.begin_earliest + span.begin_latest) // 2
        steps.setdefault(middle, Step(_label(day, middle), span))
