"""Decisions of people about statements and findings. They combine by rule and are never overwritten, only taken back.

A finding proposes; accepting it records what it proposes as statements of the measure, with the item as evidence,
and the judgement, in one event.
"""

from collections.abc import Sequence

from sqlalchemy import select

from sightline.core.errors import AmbiguousName, BadTime, BadValue, SightlineError, UnknownName, WrongUse
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.record import Record, closing, judgement, statement_ids
from sightline.model.view import Named
from sightline.store.read import statements_of
from sightline.store.tables import judgements
from sightline.work.act import Act, event_after, last_number, own_error
from sightline.work.case import Case
from sightline.work.draft_body import body_of, names_in
from sightline.work.matching.kept import match_named, verdicts_on
from sightline.work.people import same_person
from sightline.work.pointing import SHORT, describe, point_at, statement_at
from sightline.work.proposals import Proposed, finding_at, items_of_finding, proposed_by
from sightline.work.record import record
from sightline.work.resolve import Resolver
from sightline.work.write import Writer, writing

ON_STATEMENT = ("accept", "reject", "verified", "refuted", "unsure")
ON_FINDING = ("accept", "reject", "unsure")
MATCH_WORDS = {
    "same": "the same footage",
    "different": "not the same footage",
    "unsure": "perhaps the same footage",
}
ON_MATCH = tuple(MATCH_WORDS)


def judge_statement(case: Case, *words: str, verdict: str, reason: str | None = None) -> Act:
    """Decide about a statement.

    Parameters
    ----------
    words : str
        Its id, or the first digits of it; or CODE and property, where that names one statement.
    verdict : str
        accept, reject, verified, refuted or unsure.

    Raises
    ------
    WrongUse
        No such verdict.
    UnknownName, AmbiguousName
        No such statement, or several; names them.
    """
    _verdict(verdict, ON_STATEMENT)
    with writing(case) as writer:
        before = last_number(writer)
        one = statement_at(writer.connection, case.schema, words, by=case.by)
        said = describe(writer.connection, case.schema, one)
        body, known = _judgement(writer, "statement", one.id, verdict, reason)
        if body is not None:
            writer.append("judgement.made", [body], why=reason)
        told = (f"{verdict}: {said}",) + (() if one.closed is None else (f"that statement is {one.closing}",))
        return Act("judge", event_after(writer, before), id=known, known=body is None, told=told)


def judge_finding(
    case: Case,
    finding: str,
    *,
    verdict: str,
    reason: str | None = None,
    item: str | None = None,
    only: Sequence[int] = (),
) -> Act:
    """Decide about a finding; accepting it makes statements of what it proposes.

    Parameters
    ----------
    finding : str
        Its id, or the first digits of it.
    verdict : str
        accept, reject or unsure. Rejecting closes what accepting it had made. Of a match of two media: same, different
        or unsure.
    item : str, optional
        The item it is accepted for, where several have these bytes.
    only : sequence of int, optional
        Which of its proposals, from 1; all by default.

    Raises
    ------
    WrongUse
        No such verdict, or a proposal that is not there.
    UnknownName, AmbiguousName
        No such finding; or several items, named, and none chosen.
    """
    with writing(case) as writer:
        before = last_number(writer)
        identifier = finding_at(writer.connection, finding)
        if (pair := match_named(writer.connection, identifier)) is not None:
            return _judge_match(writer, identifier, pair, verdict, reason)
        _verdict(verdict, ON_FINDING)
        about = _item(writer, identifier, item)
        chosen = _chosen(proposed_by(writer.connection, case.schema, identifier, about), only)
        body, known = _judgement(writer, "finding", identifier, verdict, reason)
        drafts = [_draft(about, p) for p in chosen] if verdict == "accept" else []
        extra = [] if body is None else [body]
        if verdict == "reject":
            extra += _withdrawn(writer, about, chosen, reason)
        try:
            done = record(writer, Resolver(case), drafts, kind="judgement.made", extra=extra, why=reason)
        except SightlineError as error:
            raise own_error(error) from error
        verb = {"accept": "now says", "reject": "does not say", "unsure": "may say"}[verdict]
        # two clocks of one file may propose the same time: it is said once
        told = tuple(dict.fromkeys(f"{about.code} {verb} {p.property}: {p.text}" for p in chosen))
        return Act(
            act="judge",
            event=event_after(writer, before),
            code=about.code,
            id=known,
            ids=tuple(i.hex() for i in done.ids),
            known=body is None and done.new == 0,
            told=told or ("the finding proposes nothing; the judgement is kept",),
        )


def _judge_match(writer: Writer, finding: bytes, pair: str, verdict: str, reason: str | None) -> Act:
    _verdict(verdict, ON_MATCH)
    before = last_number(writer)
    body, known = _judgement(writer, "finding", finding, verdict, reason)
    if body is not None:
        writer.append("judgement.made", [body], why=reason)
    every = verdicts_on(writer.connection, [finding]).get(finding, ())
    others = [v for v in every if not same_person(v.by or "", writer.case.by)]
    otherwise = [v for v in others if v.verdict != verdict]
    told = (
        f"{pair}: {MATCH_WORDS[verdict]}",
        *(f"{v.by} says: {MATCH_WORDS[v.verdict]}; both stand" for v in otherwise),
    )
    return Act("judge", event_after(writer, before), id=known, known=body is None, told=told)


def _verdict(verdict: str, allowed: tuple[str, ...]) -> None:
    if verdict not in allowed:
        raise WrongUse(f"{verdict!r} is no verdict here", item="judge", todo=f"one of {', '.join(allowed)}")


def _judgement(
    writer: Writer, on_kind: str, on: bytes, verdict: str, reason: str | None
) -> tuple[Record | None, str]:
    """Make the body of a judgement; None with the id of this person's last, where it says the same."""
    columns = (judgements.c.id, judgements.c.by, judgements.c.verdict, judgements.c.reason)
    query = select(*columns).where(
        judgements.c.on_id == on, judgements.c.on_kind == on_kind, judgements.c.undone.is_(None)
    )
    newest = writer.connection.execute(query.order_by(judgements.c.pos.desc()))
    stands = next((row for row in newest if same_person(row.by or "", writer.case.by)), None)
    if stands is not None and (stands.verdict, stands.reason) == (verdict, reason):
        return None, bytes(stands.id).hex()
    identifier = writer.case.ids.new()
    return judgement(identifier, on_kind, on, verdict, reason=reason), identifier.hex()


def _item(writer: Writer, finding: bytes, chosen: str | None) -> Named:
    every = items_of_finding(writer.connection, finding)
    if chosen is not None:
        one = point_at(writer.connection, chosen, kinds=("Item", "Post"))
        if every and one.id not in {n.id for n in every}:
            raise UnknownName(
                "this finding is about other bytes", item=one.code, todo=", ".join(n.code for n in every)
            )
        return one
    if len(every) == 0:
        raise UnknownName(
            "no item has the bytes of this finding", item=finding.hex()[:SHORT], todo="give --item CODE"
        )
    if len(every) > 1:
        codes = ", ".join(n.code for n in every)
        raise AmbiguousName(
            f"{len(every)} items have these bytes: {codes}",
            item=finding.hex()[:SHORT],
            todo="give --item CODE",
        )
    return every[0]


def _chosen(every: list[Proposed], only: Sequence[int]) -> list[Proposed]:
    missing = sorted(set(only) - {p.order for p in every})
    if missing:
        raise WrongUse(
            f"proposes {len(every)} things, and no number {missing[0]}", item="--only", todo="count from 1"
        )
    return [p for p in every if not only or p.order in only]


def _draft(item: Named, one: Proposed) -> Draft:
    return Draft(
        entity=item.id.hex(),
        property=one.property,
        value=one.value,
        lang=one.lang,
        qualifiers=one.qualifiers,
        valid=one.valid,
        certainty=one.certainty,
        evidence=(EvidenceRef(item.id.hex()),),
        origin="measure",
    )


def _withdrawn(writer: Writer, item: Named, chosen: list[Proposed], reason: str | None) -> list[Record]:
    """Close the statements that an earlier acceptance made of these proposals."""
    resolver = Resolver(writer.case)
    drafts = [_draft(item, p) for p in chosen]
    resolver.learn(writer.connection, (name for draft in drafts for name in names_in(draft)))
    secret = writer.ledger.keyring.secret
    made = set()
    for draft in drafts:
        try:
            made.add(statement_ids(secret, body_of(writer.case, resolver, draft)[0])[0])
        except (BadValue, BadTime, UnknownName):
            continue  # what cannot be recorded was never accepted
    return [
        closing(s.id, "retracted", reason=reason or "the finding was rejected")
        for s in statements_of(writer.connection, [item.id])
        if s.id in made
    ]
