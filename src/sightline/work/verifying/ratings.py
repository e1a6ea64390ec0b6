"""Rate a source, an item or one statement, each on its own Admiralty scale; grades are never made out of each other.

A letter rates who speaks, a figure what is said. A source's letter is a statement of the source, an item's figure one
of the item; the figure of a single statement stands in the verification record of what the statement is about.
"""

from collections.abc import Collection, Sequence
from typing import Final

from attrs import evolve
from sqlalchemy import Connection

from sightline.core.errors import WrongUse
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.view import Moments, Named, Statement
from sightline.store.read import cluster_of, names_of, statements_of
from sightline.work.act import Act, event_after, last_number, reason_given, sentences
from sightline.work.assessing.citations import pointer, read_citation, voice_of
from sightline.work.assessing.reading import author
from sightline.work.assessing.taking import drafted, giving_way
from sightline.work.case import Case
from sightline.work.people import same_person
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.verifying.found import open_or_begin, verifications_of
from sightline.work.verifying.track import track_record
from sightline.work.write import Writer, writing

OF_KIND: Final = {"Source": "reliability", "Item": "credibility"}
"""What is rated of a kind; anything else is rated by its statements."""


def rate(case: Case, what: str, grade: str, *, why: str | None) -> Act:
    """Rate a source (A to F), an item or one statement (1 to 6); one's own earlier grade gives way, readable.

    Parameters
    ----------
    what : str
        SRC-2, ITM-3, the id of a statement, or ``INC-1.attributed_to``.

    Raises
    ------
    WrongUse
        No reason, or it is neither source, item nor statement.
    BadValue
        The grade is none of that scale.
    UnknownName, AmbiguousName
        It is not there, or several are.
    """
    reason = reason_given(why, act="verify rate", option="--why")
    done, speaker = _rate(case, what, grade, reason)
    if speaker is None:
        return done
    record = track_record(case, speaker.code)  # beside the grade; it makes none
    return evolve(done, told=(*done.told, f"{record.source.code} so far: {record.sentence}"))


def _rate(case: Case, what: str, grade: str, reason: str) -> tuple[Act, Named | None]:
    """Record a grade; gives also the source whose record stands beside it."""
    with writing(case) as writer:
        cited = read_citation(case, writer.connection, what)
        if cited.statement is not None:
            voice = voice_of(cited.statement)
            rated = _rate_claim(case, writer, cited.entity, cited.statement, grade, reason)
            return rated, None if voice is None else names_of(writer.connection, [voice])[voice]
        prop = OF_KIND.get(cited.entity.kind)
        if prop is None:
            raise WrongUse(
                f"is {cited.entity.kind}: a source is rated by a letter, an item or one statement by a figure",
                item=cited.entity.code,
                todo="give the id of a statement, see: sightline claims CODE",
            )
        before = last_number(writer)
        subject = cited.entity
        draft = drafted(case, writer, subject, prop, grade.upper(), note=reason)
        ids = cluster_of(writer.connection, subject.id)
        old = [s for s in statements_of(writer.connection, ids) if s.property == prop and _mine(case, s)]
        done = record_drafts(writer, [draft], why=reason, closings=giving_way(old, reason))
        act = Act(
            act="verify rate",
            event=event_after(writer, before),
            code=subject.code,
            id=done.ids[0].hex(),
            known=done.new == 0,
            told=sentences((f"{subject.code} {prop}: {draft.value}", _replaced(old, done.ids))),
        )
        return act, subject if subject.kind == "Source" else None


def claim_grades(
    connection: Connection, about: Collection[bytes], moments: Moments
) -> dict[str, tuple[str, ...]]:
    """Give the grades of single statements about some records, by the id (hex) of the statement that is rated."""
    records = verifications_of(connection, about, known_at=moments.known_at) if about else {}
    ids = sorted({one.id for some in records.values() for one in some})
    out: dict[str, list[str]] = {}
    for one in statements_of(connection, ids, known_at=moments.known_at) if ids else ():
        if one.property == "claim_credibility" and not one.hidden and not one.negated:
            out.setdefault(str(one.qualifiers.get("statement")), []).append(str(one.value))
    return {claim: tuple(dict.fromkeys(grades)) for claim, grades in out.items()}


def _rate_claim(case: Case, writer: Writer, about: Named, claim: Statement, grade: str, reason: str) -> Act:
    before = last_number(writer)
    resolver = Resolver(case)
    open_, drafts = open_or_begin(case, writer, about, resolver)
    told: dict[str, Json | None] = {"basis": reason, "analyst": case.by, **pointer(claim)}
    source = told.get("from")
    if isinstance(source, dict):
        told["from"] = str(source["entity"])
    draft: Draft = drafted(case, writer, open_.subject, "claim_credibility", grade, told)
    old = [
        s
        for s in open_.of("claim_credibility")
        if s.qualifiers.get("statement") == claim.id.hex() and _mine(case, s)
    ]
    done = record_drafts(
        writer, [draft, *drafts], resolver=resolver, why=reason, closings=giving_way(old, reason)
    )
    writer.batch.flush()
    record = names_of(writer.connection, [open_.subject.id])[open_.subject.id].code
    return Act(
        act="verify rate",
        event=event_after(writer, before),
        code=record,
        id=done.ids[0].hex(),
        known=done.new == 0,
        told=sentences(
            (f"{about.code} {claim.property}: credibility {draft.value}", _replaced(old, done.ids))
        ),
    )


def _mine(case: Case, one: Statement) -> bool:
    """Tell whether a grade is one's own word; what others graded stands beside it."""
    return one.origin == "analyst" and not one.hidden and same_person(author(one), case.by)


def _replaced(old: Sequence[Statement], ids: Sequence[bytes]) -> str | None:
    gave_way = any(one.id not in ids for one in old)
    return "your earlier grade stays readable, superseded" if gave_way else None
