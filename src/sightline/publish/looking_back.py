"""Which dates a page offers to look back from: only those on which its answer differs.

Three questions are kept apart: what held in the world on a date, what sources had said by then, and what we had
recorded by then. Each gives, for each statement, one of three answers. ``assets/site.js`` asks the same questions in
the reader's browser with the same rules; a test compares the two.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from attrs import frozen

from sightline.model.disclosed import TimeOffered
from sightline.model.shown import Axis, ShownStatement, ShownTime
from sightline.publish.words import day_text

Answer = Literal["yes", "possibly", "no", "past"]
"""``past``: it had been said or recorded by then, and had been taken back by then."""

DAY: Final = 86_400_000
MOST: Final = 8
"""Dates offered on one axis; more are a list nobody reads."""


@frozen(slots=True)
class Choice:
    """One date to look back from."""

    label: str
    ms: int


@frozen(slots=True)
class Axes:
    """The choices of one page; an empty axis is not shown."""

    said: tuple[Choice, ...] = ()
    known: tuple[Choice, ...] = ()
    held: tuple[Choice, ...] = ()

    @property
    def any(self) -> bool:
        """Tell whether there is anything to choose."""
        return bool(self.said or self.known or self.held)


def held_at(valid: ShownTime | None, ms: int) -> Answer:
    """Answer whether something held at a moment [ms]."""
    if valid is None:
        return "yes"
    if valid.begin_min is not None and ms < valid.begin_min:
        return "no"
    if valid.end_max is not None and ms >= valid.end_max:
        return "no"
    began = valid.begin_max is not None and ms >= valid.begin_max
    lasts = valid.ongoing or (valid.end_min is not None and ms < valid.end_min)
    return "yes" if began and lasts else "possibly"


def said_by(said: ShownTime | None, withdrawn_ms: int | None, ms: int) -> Answer:
    """Answer whether a source had said something by a moment [ms], and stood by it."""
    if said is not None:
        if said.begin_min is not None and ms <= said.begin_min:
            return "no"
        if withdrawn_ms is not None and ms >= withdrawn_ms:
            return "past"
        if said.end_max is not None and ms < said.end_max:
            return "possibly"
        return "yes"
    return "past" if withdrawn_ms is not None and ms >= withdrawn_ms else "yes"


def known_at(recorded_ms: int | None, retracted_ms: int | None, ms: int) -> Answer:
    """Answer whether we had recorded something by a moment [ms], and not taken it back."""
    if recorded_ms is not None and ms < recorded_ms:
        return "no"
    return "past" if retracted_ms is not None and ms >= retracted_ms else "yes"


def _answers(axis: Axis, statements: Sequence[ShownStatement], ms: int) -> tuple[Answer, ...]:
    if axis == "held":
        return tuple(held_at(one.valid, ms) for one in statements)
    if axis == "said":
        return tuple(said_by(one.said, one.withdrawn_ms, ms) for one in statements)
    return tuple(known_at(one.recorded_ms, one.retracted_ms, ms) for one in statements)


def _said_moments(statements: Iterable[ShownStatement]) -> list[Choice]:
    return [
        Choice(one.said.text, one.said.end_max)
        for one in statements
        if one.said is not None and one.said.end_max is not None
    ]


def _known_moments(statements: Iterable[ShownStatement]) -> list[Choice]:
    last: dict[int, int] = {}
    for ms in sorted(one.recorded_ms for one in statements if one.recorded_ms is not None):
        last[ms // DAY] = ms
    before = sorted({one.retracted_ms - 1 for one in statements if one.retracted_ms is not None})
    known = [Choice(day_text(ms), ms) for ms in last.values()]
    return known + [Choice(f"{day_text(ms)}, before a correction", ms) for ms in before]


def _held_moments(statements: Iterable[ShownStatement]) -> list[Choice]:
    """Offer moments only where one property held differently at different times: a date of birth does not change."""
    moments: list[Choice] = []
    times: dict[str, set[str]] = {}
    for one in statements:
        if one.valid is not None:
            times.setdefault(one.property, set()).add(one.valid.edtf)
    if all(len(different) < 2 for different in times.values()):
        return []
    for one in statements:
        valid = one.valid
        if valid is None:
            continue
        if valid.begin_min is not None and valid.begin_max is not None:
            moments.append(Choice(day_text(valid.begin_max - 1), valid.begin_max - 1))
        if valid.end_max is not None:
            moments.append(Choice(f"after {day_text(valid.end_max - 1)}", valid.end_max))
    return moments


def _differing(axis: Axis, statements: Sequence[ShownStatement], choices: list[Choice]) -> tuple[Choice, ...]:
    """Keep the first choice of each different answer, and give them newest first; nothing when all answers are one."""
    kept: dict[tuple[Answer, ...], Choice] = {}
    if axis != "held":
        kept[tuple("past" if _is_past(axis, one) else "yes" for one in statements)] = Choice("", 0)
    for choice in choices:
        answers = _answers(axis, statements, choice.ms)
        if any(answer in {"yes", "possibly"} for answer in answers):
            kept.setdefault(answers, choice)
    offered = sorted(
        (choice for choice in kept.values() if choice.label), key=lambda choice: (-choice.ms, choice.label)
    )
    if axis == "held" and len(offered) < 2:
        return ()
    return tuple(offered[:MOST])


def _is_past(axis: Axis, one: ShownStatement) -> bool:
    return (one.withdrawn_ms if axis == "said" else one.retracted_ms) is not None


def axes_of(statements: Sequence[ShownStatement], offered: Sequence[TimeOffered] = ()) -> Axes:
    """Find the dates on which the answer of these statements differs, with the dossier's own dates among them."""
    given: dict[Axis, list[Choice]] = {"said": [], "known": [], "held": []}
    for time in offered:
        given[time.axis].append(Choice(time.label, time.ms))
    return Axes(
        said=_differing("said", statements, given["said"] + _said_moments(statements)),
        known=_differing("known", statements, given["known"] + _known_moments(statements)),
        held=_differing("held", statements, given["held"] + _held_moments(statements)),
    )
