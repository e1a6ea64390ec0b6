"""Begin a geolocation or chronolocation, take its steps, and let a second person repeat it blind.

An analysis is the work of one person: only they add steps to it. Somebody else begins a second look, and the first
answer is kept from them until they have given their own; the distance between the two is recorded then.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve, field, frozen
from sqlalchemy import Connection, select

from sightline.core.errors import WrongUse
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.finding import Json
from sightline.model.view import Named, Statement
from sightline.store.read import names_of, statements_of
from sightline.store.tables import statements
from sightline.work.act import Act, event_after, last_number, reason_given, sentences
from sightline.work.case import Case
from sightline.work.locating.blind import refuse_others
from sightline.work.locating.reading import SORTS, Sort, analyst_of, is_ended, newest
from sightline.work.new import begin_entity
from sightline.work.people import same_person
from sightline.work.pointing import point_at
from sightline.work.resolve import Resolver
from sightline.work.say import Saying, draft_of, record_drafts
from sightline.work.write import Writer, writing

SUBJECTS: Final = ("Item", "Incident")


@frozen(slots=True)
class Step:
    """One thing that is said of an analysis."""

    prop: str
    value: Json
    qualifiers: Mapping[str, Json] = field(factory=dict)
    evidence: Sequence[str | EvidenceRef] = ()
    note: str | None = None
    negated: bool = False
    """It is said that this is not so: a place or time that was rejected."""


def begin(case: Case, sort: Sort, of: str, *, title: str | None = None) -> Act:
    """Begin an analysis of an item or incident; the analyst is whoever does this.

    Parameters
    ----------
    of : str
        Code, key or title of an item or incident.
    title : str, optional
        By default made of what it is of. It is seen by everybody: it should not tell the answer.

    Raises
    ------
    UnknownName, AmbiguousName
        There is no such item or incident, or several.
    """
    with writing(case) as writer:
        subject = point_at(writer.connection, of, kinds=SUBJECTS)
        return _begin(case, writer, sort, subject, title or _titled(sort, subject.title), first=None)


def begin_with(
    case: Case, sort: Sort, of: str, steps: Sequence[Step], *, act: str, title: str | None = None
) -> Act:
    """Begin an analysis and take its steps at once, as one event; errors are those of ``begin`` and of any step."""
    with writing(case) as writer:
        subject = point_at(writer.connection, of, kinds=SUBJECTS)
        named = title or _titled(sort, subject.title)
        return evolve(_begin(case, writer, sort, subject, named, first=None, taken=steps), act=act)


def second(case: Case, code: str, *, title: str | None = None) -> Act:
    """Begin a second look at what somebody located: blind, the first answer is kept until this one is given.

    A first analysis that is not ended yet can be looked at again too; then neither sees the other's.

    Raises
    ------
    UnknownName
        There is no such analysis.
    WrongUse
        It is one's own, or it is a second look itself.
    """
    with writing(case) as writer:
        first = point_at(writer.connection, code, kinds=SORTS)
        said = statements_of(writer.connection, [first.id], closed=True)
        analyst = analyst_of(said, ever=True)
        if analyst is not None and same_person(analyst, case.by):
            raise WrongUse("is your own: a second look is somebody else's", item=first.code)
        if newest(said, "second_of") is not None:
            raise WrongUse(
                "is a second look itself",
                item=first.code,
                todo="look again at the first one, or begin another",
            )
        target = next(
            (s.target for s in said if s.property == "of" and s.closed is None and s.target is not None), None
        )
        if target is None:
            raise WrongUse("does not say what it is of", item=first.code)
        subject = names_of(writer.connection, [target])[target]
        sort: Sort = "Geolocation" if first.kind == "Geolocation" else "Chronolocation"
        named = title or f"{_titled(sort, subject.title)} (second look)"
        return _begin(case, writer, sort, subject, named, first=first)


def take_step(case: Case, code: str, step: Step, *, act: str) -> Act:
    """Add a step to an analysis of one's own.

    Raises
    ------
    WrongUse
        It is somebody else's.
    BadValue, BadTime, UnknownName
        A field that cannot be read.
    """
    return take_steps(case, code, [step], act=act)


def take_steps(case: Case, code: str, steps: Sequence[Step], *, act: str, why: str | None = None) -> Act:
    """Add several steps as one event, so that they can be taken back as one; errors are those of :func:`take_step`."""
    with writing(case) as writer:
        before = last_number(writer)
        subject = point_at(writer.connection, code, kinds=SORTS)
        refuse_others(writer.connection, subject, case.by)
        return record_steps(case, writer, subject, steps, before=before, act=act, why=why)


def record_steps(
    case: Case,
    writer: Writer,
    subject: Named,
    steps: Sequence[Step],
    *,
    before: int,
    act: str,
    why: str | None = None,
    told: Sequence[str | None] = (),
) -> Act:
    """Record steps inside a transaction that has begun; ``before`` is the last event's number as it began."""
    drafts = [_draft(case, writer.connection, subject, step) for step in steps]
    done = record_drafts(writer, drafts, why=why)
    ids = tuple(one.hex() for one in done.ids)
    return Act(
        act=act,
        event=event_after(writer, before),
        code=subject.code,
        id=ids[0] if ids else None,
        ids=ids,
        known=done.new == 0,
        told=sentences(told),
    )


def sure(case: Case, code: str, question: str, confidence: str, why: str) -> Act:
    """Say how sure the answer to one question of verification is, in words, and why.

    Raises
    ------
    WrongUse
        No reason is given, or the analysis is somebody else's.
    UnknownName, BadValue
        No such question or word of confidence.
    """
    basis = reason_given(why, act="sure", option="--why")
    step = Step("confidence", confidence, {"question": question, "basis": basis})
    return take_step(case, code, step, act="sure")


def unresolved(case: Case, code: str, why: str) -> Act:
    """End an analysis without an answer; what was tried stays readable.

    Raises
    ------
    WrongUse
        No reason is given, or the analysis is somebody else's.
    """
    basis = reason_given(why, act="unresolved", option="--why")
    return take_step(case, code, Step("outcome", "unresolved", {"basis": basis}), act="unresolved")


def compared_with(connection: Connection, subject: Named, said: Sequence[Statement]) -> list[Named]:
    """List the analyses whose answer stands beside this one: the first one, or second looks that were ended."""
    target = next((s.target for s in said if s.property == "second_of" and s.target is not None), None)
    if target is not None:
        return [names_of(connection, [target])[target]]
    query = select(statements.c.entity).where(
        statements.c.prop == "second_of", statements.c.target == subject.id, statements.c.closed.is_(None)
    )
    later = [bytes(one) for one in connection.execute(query.order_by(statements.c.n)).scalars()]
    names = names_of(connection, later)
    return [names[one] for one in later if is_ended(statements_of(connection, [one]))]


def given_only(told: Mapping[str, Json | None]) -> dict[str, Json]:
    """Leave out what was not given."""
    return {name: value for name, value in told.items() if value is not None}


def _begin(
    case: Case,
    writer: Writer,
    sort: Sort,
    subject: Named,
    title: str,
    *,
    first: Named | None,
    taken: Sequence[Step] = (),
) -> Act:
    before = last_number(writer)
    resolver = Resolver(case)
    made, drafts = begin_entity(resolver, case.schema.kind(sort), title=title)
    named = Named(made, "", sort, title)
    steps = [Step("of", subject.code), Step("analyst", case.by)]
    if first is not None:
        steps.append(Step("second_of", first.code))
    drafts += [_draft(case, writer.connection, named, step) for step in (*steps, *taken)]
    record_drafts(writer, drafts, resolver=resolver, why=f"new {sort}")
    writer.batch.flush()
    code = names_of(writer.connection, [made])[made].code
    kept = None if first is None else f"the answer of {first.code} is kept from you until you give yours"
    return Act(
        act="begin", event=event_after(writer, before), code=code, id=made.hex(), told=sentences((kept,))
    )


def _draft(case: Case, connection: Connection, subject: Named, step: Step) -> Draft:
    saying = Saying(
        qualifiers=step.qualifiers,
        evidence=tuple(step.evidence),
        note=step.note,
        negated=step.negated,
        origin="analyst",
    )
    return draft_of(case, connection, subject, step.prop, step.value, saying)


def _titled(sort: Sort, title: str) -> str:
    return f"{'Where' if sort == 'Geolocation' else 'When'}: {title}"
