"""Shows the plan of an investigation and its search log: steps, and what was looked for, where, when, with what result.

That nothing was found where it should have been is a finding, and can be cited; that a place could not be searched is
none.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sightline.core.errors import UnknownName
from sightline.model.view import EntityView, Named, Statement
from sightline.work.assessing.reading import author, text_of, whole, word
from sightline.work.case import Case
from sightline.work.view import NOW, Times, entity

KIND: Final = "Plan"


@frozen(slots=True)
class StepShown:
    """One step of a plan."""

    number: int
    text: str
    state: str
    phase: str | None
    why: str
    by: str
    statement: str


@frozen(slots=True)
class SearchShown:
    """One entry of a search log."""

    number: int
    text: str
    where: str
    query: str
    when: str
    how: str
    result: str
    result_label: str
    found: tuple[Named, ...]
    note: str
    by: str
    at: int
    statement: str


@frozen(slots=True)
class Planned:
    """A plan as it stands at the chosen times."""

    entity: Named
    question: str
    of: tuple[Named, ...]
    steps: tuple[StepShown, ...]
    searches: tuple[SearchShown, ...]
    risks: tuple[str, ...]
    limits: tuple[str, ...]
    withheld: int


def plan(case: Case, code: str, *, times: Times = NOW) -> Planned:
    """Look at a plan and its search log.

    Raises
    ------
    UnknownName
        There is no such plan.
    BadTime
        A time is not EDTF.
    """
    view = entity(case, code, times=times)
    if view.kind != KIND:
        raise UnknownName(f"is {view.kind}, not a plan", item=view.code, todo="begin one: sightline plan new")
    every = [shown.statement for shown in view.statements]
    said = [one for one in every if not one.hidden and not one.negated]
    labels = case.schema.vocabulary("search_result").terms
    steps = {n: one for one in said if one.property == "step" and (n := whole(one, "order")) is not None}
    searches = [one for one in said if one.property == "searched"]
    return Planned(
        entity=Named(view.id, view.code, view.kind, view.title),
        question=next((text_of(s.value) for s in said if s.property == "question"), ""),
        of=_targets(view, [s for s in said if s.property == "of"]),
        steps=tuple(_step_shown(n, steps[n]) for n in sorted(steps)),
        searches=tuple(
            _search_shown(
                one,
                labels[word(one, "result") or ""].label if word(one, "result") in labels else "",
                _targets(
                    view,
                    [s for s in said if s.property == "found" and whole(s, "search") == whole(one, "order")],
                ),
            )
            for one in sorted(searches, key=lambda one: whole(one, "order") or 0)
        ),
        risks=tuple(text_of(s.value) for s in said if s.property == "risk"),
        limits=tuple(text_of(s.value) for s in said if s.property == "limits"),
        withheld=sum(1 for one in every if one.hidden),
    )


def _targets(view: EntityView, said: Sequence[Statement]) -> tuple[Named, ...]:
    return tuple(view.names[s.target] for s in said if s.target is not None and s.target in view.names)


def _step_shown(number: int, one: Statement) -> StepShown:
    return StepShown(
        number, text_of(one.value), word(one, "state") or "open", word(one, "phase"), word(one, "basis") or "",
        one.by or "", one.id.hex(),
    )  # fmt: skip


def _search_shown(one: Statement, label: str, found: tuple[Named, ...]) -> SearchShown:
    return SearchShown(
        number=whole(one, "order") or 0,
        text=text_of(one.value),
        where=word(one, "where") or "",
        query=word(one, "query") or "",
        when=word(one, "when") or "",
        how=word(one, "how") or "",
        result=word(one, "result") or "",
        result_label=label,
        found=found,
        note=one.note or "",
        by=author(one),
        at=one.recorded,
        statement=one.id.hex(),
    )
