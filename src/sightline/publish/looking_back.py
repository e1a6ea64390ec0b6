"""Which dates a page offers to look back from: only those on which its answer differs.

Three questions are kept apart: what held in the world on a date, what sources had said by then, and what we had
recorded by then. They are answered here, by the same predicates as everywhere else, one letter a statement and date;
a page's script only shows and hides by these letters and knows no rule of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from sightline.core.errors import BadTime
from sightline.model.disclosed import TimeOffered
from sightline.model.shown import Axis, ClaimSide, ShownStatement
from sightline.model.shown_time import ShownTime
from sightline.model.span import Span
from sightline.model.span_order import Answer, held_at
from sightline.model.time import read
from sightline.publish.words import day_text

YES, POSSIBLY, LAST, NO, TAKEN = "y", "p", "l", "n", "t"
"""Yes; possibly; last attested before; not (yet); said or recorded by then, and taken back by then."""

DAY: Final = 86_400_000
MOST: Final = 8
"""Dates offered on one axis; more are a list nobody reads."""
TITLES: Final[Mapping[Axis, tuple[str, str]]] = {
    "said": ("as said by", "to date"),
    "known": ("as we knew it on", "now"),
    "held": ("as it held on", "any date"),
}
_LETTERS: Final = {Answer.HELD: YES, Answer.POSSIBLY: POSSIBLY, Answer.LAST_ATTESTED: LAST, Answer.NO: NO}


@frozen(slots=True)
class Choice:
    """One date to look back from: a span for ``held`` and ``said``, a moment [ms] for ``known``."""

    label: str
    key: str
    """How the page's address names it: EDTF or milliseconds."""
    span: Span | None = None
    ms: int = 0


@frozen(slots=True)
class Offer:
    """The choices of one axis on one page, with each statement's letters in their order."""

    axis: Axis
    choices: tuple[Choice, ...]

    @property
    def title(self) -> str:
        """What the choice is called."""
        return TITLES[self.axis][0]

    @property
    def now(self) -> str:
        """What not looking back is called."""
        return TITLES[self.axis][1]


@frozen(slots=True)
class Axes:
    """What one page offers; an axis on which all answers are one is left out."""

    offers: tuple[Offer, ...] = ()
    letters: Mapping[str, Mapping[Axis, str]] = field(factory=dict)
    """Letters by statement id."""

    def of(self, one: ShownStatement, axis: Axis) -> str:
        """Give a statement's letters on one axis, one a choice."""
        return self.letters.get(one.id, {}).get(axis, "")

    def side(self, one: ClaimSide) -> str:
        """Give a side's letters on axis ``said``."""
        for offer in self.offers:
            if offer.axis == "said":
                return "".join(_said(one.said, choice.span) for choice in offer.choices)
        return ""


def span_of(time: ShownTime | None) -> Span | None:
    """Read a shown time back into its exact span; None when there is none or it cannot be read."""
    if time is None:
        return None
    try:
        return read(time.edtf, zone=time.zone)
    except BadTime:
        return None


def _said(said: ShownTime | None, by: Span | None) -> str:
    limit = None if by is None else by.end_latest
    if limit is None:
        return YES
    if said is None:
        return POSSIBLY
    if said.end_max is not None and said.end_max <= limit:
        return YES
    return POSSIBLY if said.begin_min is None or said.begin_min < limit else NO


def said_by(one: ShownStatement, by: Span) -> str:
    """Answer whether a source had said it by a date, and stood by it."""
    limit = by.end_latest
    if limit is None:
        return YES
    if one.withdrawn_ms is not None and one.withdrawn_ms < limit:
        return TAKEN
    if one.said is None and one.origin != "source":
        return YES if one.recorded_ms is None or one.recorded_ms < limit else NO
    return _said(one.said, by)


def known_at(one: ShownStatement, ms: int) -> str:
    """Answer whether we had recorded it by a moment [ms], and not taken it back."""
    if one.recorded_ms is not None and ms < one.recorded_ms:
        return NO
    return TAKEN if one.retracted_ms is not None and ms >= one.retracted_ms else YES


def held_on(one: ShownStatement, at: Span) -> str:
    """Answer whether it held in the world on a date; what says nothing of when is always shown."""
    valid = span_of(one.valid)
    return YES if valid is None else _LETTERS[held_at(valid, at, said=span_of(one.said))]


def _answer(axis: Axis, one: ShownStatement, choice: Choice) -> str:
    if axis == "known" or choice.span is None:
        return known_at(one, choice.ms)
    return said_by(one, choice.span) if axis == "said" else held_on(one, choice.span)


def _written(label: str, text: str, zone: str | None) -> list[Choice]:
    try:
        span = read(text, zone=zone)
    except BadTime:
        return []
    return [Choice(label, text, span)]


def _said_choices(statements: Iterable[ShownStatement]) -> list[Choice]:
    times = {
        one.said.edtf: one.said for one in statements if one.said is not None and one.said.end_max is not None
    }
    return [choice for time in times.values() for choice in _written(time.text, time.edtf, time.zone)]


def _known_choices(statements: Sequence[ShownStatement]) -> list[Choice]:
    last: dict[int, int] = {}
    for ms in sorted(one.recorded_ms for one in statements if one.recorded_ms is not None):
        last[ms // DAY] = ms
    before = sorted({one.retracted_ms - 1 for one in statements if one.retracted_ms is not None})
    days = [Choice(day_text(ms), str(ms), ms=ms) for ms in last.values()]
    return days + [Choice(f"{day_text(ms)}, before a correction", str(ms), ms=ms) for ms in before]


def _held_choices(statements: Iterable[ShownStatement]) -> list[Choice]:
    """Offer days only where one property held differently at different times: a date of birth does not change."""
    times: dict[str, dict[str, ShownTime]] = {}
    for one in statements:
        if one.valid is not None:
            times.setdefault(one.property, {})[one.valid.edtf] = one.valid
    choices: list[Choice] = []
    for different in times.values():
        if len(different) < 2:
            continue
        for time in different.values():
            for day in time.edtf.replace("..", "").split("/"):
                if day.strip("~?%"):
                    choices += _written("", day, time.zone)
    return [Choice(_words(choice), choice.key, choice.span) for choice in choices if choice.span is not None]


def _words(choice: Choice) -> str:
    from_ms = None if choice.span is None else choice.span.begin_latest
    return choice.key if from_ms is None or len(choice.key) < 10 else day_text_of(choice.key)


def day_text_of(edtf: str) -> str:
    """Write an EDTF day as a person does; anything else stays as it is written."""
    span = read(edtf, zone="Z")
    return day_text(span.begin_earliest) if span.begin_earliest is not None else edtf


def _offer(axis: Axis, statements: Sequence[ShownStatement], choices: list[Choice]) -> Offer | None:
    """Keep the first choice of each different answer, newest first; None when all answers are one."""
    kept: dict[str, Choice] = {}
    now = "".join(TAKEN if _is_taken(axis, one) else YES for one in statements)
    for choice in choices:
        letters = "".join(_answer(axis, one, choice) for one in statements)
        empty = not set(letters) - {NO, TAKEN}
        if not empty and (axis == "held" or letters != now):
            kept.setdefault(letters, choice)
    if len(kept) < (2 if axis == "held" else 1):
        return None
    ordered = sorted(kept.values(), key=lambda choice: (-_moment(choice), choice.label))
    return Offer(axis, tuple(ordered[:MOST]))


def _moment(choice: Choice) -> int:
    if choice.span is None:
        return choice.ms
    return choice.span.end_latest if choice.span.end_latest is not None else 0


def _is_taken(axis: Axis, one: ShownStatement) -> bool:
    return (one.withdrawn_ms if axis == "said" else one.retracted_ms) is not None


def axes_of(statements: Sequence[ShownStatement], offered: Sequence[TimeOffered] = ()) -> Axes:
    """Find the dates on which the answers of these statements differ, the dossier's own dates first."""
    given: dict[Axis, list[Choice]] = {"said": [], "known": [], "held": []}
    for time in offered:
        if time.axis == "known":
            given["known"].append(Choice(time.label, time.at, ms=int(time.at)))
        else:
            given[time.axis] += _written(time.label, time.at, time.zone)
    found = (
        _offer("said", statements, given["said"] + _said_choices(statements)),
        _offer("known", statements, given["known"] + _known_choices(statements)),
        _offer("held", statements, given["held"] + _held_choices(statements))
        if _held_choices(statements)
        else None,
    )
    offers = tuple(offer for offer in found if offer is not None)
    letters: dict[str, dict[Axis, str]] = {}
    for one in statements:
        letters[one.id] = {
            offer.axis: "".join(_answer(offer.axis, one, choice) for choice in offer.choices)
            for offer in offers
        }
    return Axes(offers, letters)
