"""Argue when something was recorded or happened: bounds with their reasons, times considered, and the answer."""

from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import frozen

from sightline.core.errors import BadTime, WrongUse
from sightline.model.finding import Json
from sightline.model.span import Span, bounds
from sightline.model.time import read
from sightline.model.view import Statement
from sightline.store.read import statements_of
from sightline.work.act import Act, last_number, reason_given
from sightline.work.case import Case
from sightline.work.locating.analysis import (
    Step,
    compared_with,
    given_only,
    record_steps,
    take_steps,
)
from sightline.work.locating.blind import NOT_BLIND, refuse_others, seen_before
from sightline.work.locating.places import VERDICTS
from sightline.work.locating.reading import newest
from sightline.work.pointing import point_at
from sightline.work.write import writing

KIND = ("Chronolocation",)
End = Literal["not_before", "not_after"]


@frozen(slots=True)
class Bound:
    """One end, and why."""

    end: End
    when: str
    """EDTF."""
    reason: str
    method: str | None = None
    of: str | None = None
    """Code of the item, incident or source that the reason is taken from."""


@frozen(slots=True)
class Considered:
    """A time that fits one method."""

    when: str
    """EDTF."""
    verdict: str = "open"
    reason: str | None = None
    method: str | None = None
    error: str | None = None
    """Error budget, in words."""


@frozen(slots=True)
class Answer:
    """When it was, as an interval."""

    when: str
    """EDTF."""
    method: str | None = None
    would_change: str | None = None


def bound(case: Case, code: str, every: Sequence[Bound]) -> Act:
    """Record bounds, each with its reason.

    Raises
    ------
    WrongUse
        A bound has no reason, or the analysis is somebody else's.
    BadTime, UnknownName
        A time or a code that cannot be read.
    """
    steps = []
    for one in every:
        told: dict[str, Json | None] = {
            "basis": reason_given(one.reason, act=one.end, option="--why"),
            "method": one.method,
            "from": one.of,
        }
        steps.append(Step(one.end, one.when, given_only(told)))
    return take_steps(case, code, steps, act="bound")


def consider(case: Case, code: str, every: Sequence[Considered]) -> Act:
    """Put times on record that were considered, each kept, rejected with its reason, or not decided.

    Raises
    ------
    WrongUse
        A rejected one has no reason, or a verdict is none; or the analysis is somebody else's.
    BadTime
        A time cannot be read.
    """
    steps = []
    for one in every:
        if one.verdict not in VERDICTS:
            raise WrongUse(f"{one.verdict!r} is no verdict", item=one.when, todo=", ".join(VERDICTS))
        if one.verdict == "rejected" and not (one.reason or "").strip():
            raise WrongUse("is rejected without a reason", item=one.when, todo='say why: --reject "…"')
        side = "against" if one.verdict == "rejected" else "basis"
        told: dict[str, Json | None] = {
            "verdict": one.verdict, side: one.reason, "method": one.method, "error": one.error,
        }  # fmt: skip
        steps.append(Step("interval", one.when, given_only(told), negated=one.verdict == "rejected"))
    return take_steps(case, code, steps, act="consider")


def contradiction(case: Case, code: str, text: str) -> Act:
    """Record which reasons cannot all be true; errors are those of any step."""
    return take_steps(case, code, [Step("contradiction", text)], act="contradiction")


def answer(case: Case, code: str, given: Answer) -> Act:
    """Give the answer. Beside a first or second look, the distance in time is measured and recorded.

    Raises
    ------
    WrongUse
        The analysis is somebody else's.
    BadTime
        The time cannot be read.
    """
    zone = case.settings.case_zone or None
    mine = read(given.when, zone=zone)
    steps = [Step("answer", given.when, given_only({"method": given.method}))]
    if given.would_change is not None:
        steps.append(Step("would_change", given.would_change))
    steps.append(Step("outcome", "answered"))
    with writing(case) as writer:
        before = last_number(writer)
        connection = writer.connection
        subject = point_at(connection, code, kinds=KIND)
        said = refuse_others(connection, subject, case.by)
        told = []
        again = NOT_BLIND if seen_before(connection, subject) else ""
        for other in compared_with(connection, subject, said):
            sentence, apart = compare(mine, statements_of(connection, [other.id]), other.code, zone=zone)
            sentence += again
            told.append(sentence)
            quals: Mapping[str, Json | None] = {"first": other.code, "apart_s": apart}
            steps.append(Step("agreement", sentence, given_only(quals)))
        return record_steps(case, writer, subject, steps, before=before, act="answer", told=told)


def compare(mine: Span, said: Sequence[Statement], code: str, *, zone: str | None) -> tuple[str, int | None]:
    """Tell how far apart two answers lie in time: the gap between the intervals, 0 where they meet [s]."""
    theirs = newest(said, "answer")
    if not isinstance(theirs, str):
        return f"{code} came to no answer", None
    try:
        other = read(theirs, zone=zone)
    except BadTime:
        return f"the answer of {code} cannot be compared with this", None
    (a0, a1), (b0, b1) = bounds(mine), bounds(other)
    if None in (a0, a1, b0, b1):
        return f"{code} says {theirs}: one of the two is open, and cannot be measured", None
    gap = max(0, max(a0 or 0, b0 or 0) - min(a1 or 0, b1 or 0))
    if gap == 0:
        return f"the interval meets that of {code} ({theirs})", 0
    return f"{-(-gap // 1000)} s apart from the interval of {code} ({theirs}), with nothing in common", -(
        -gap // 1000
    )
