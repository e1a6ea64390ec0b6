"""Puts items under an incident, and incidents under an aggregate: each as a statement of its own."""

from collections.abc import Sequence

from attrs import frozen
from sqlalchemy import Connection

from sightline.core.errors import WrongUse
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.finding import Json
from sightline.model.view import Named
from sightline.store.read import names_of, statements_of
from sightline.work.act import Act, event_after, last_number
from sightline.work.case import Case
from sightline.work.new import begin_entity
from sightline.work.pointing import point_at
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.write import writing

NEW = "INC-NEW"
SHOWING = frozenset({"video", "photo", "audio"})
"""Sorts of items that show an incident; others report it."""


@frozen(slots=True)
class Known:
    """What is known of an incident by the items that are put under it."""

    prop: str
    value: Json
    evidence: tuple[EvidenceRef, ...]
    """The items that tell it."""
    note: str = ""
    is_hedged: bool = False


def group_into(
    case: Case,
    incident: str,
    codes: Sequence[str],
    *,
    title: str | None = None,
    how: str | None = None,
    known: Sequence[Known] = (),
    seen: int | None = None,
) -> Act:
    """Put items under an incident.

    Parameters
    ----------
    incident : str
        Code of an incident, or of an aggregate, which takes incidents as its known members; ``INC-new`` makes an
        incident.
    codes : sequence of str
        Items; incidents where the first is an aggregate.
    title : str, optional
        Title of the incident that is made.
    how : str, optional
        ``shows`` or ``reports``; by default videos and photos show, all else reports.
    known : sequence of Known
        What is recorded of the incident with it, by this case.
    seen : int, optional
        Position of the ledger at which it was looked at: what came under an incident after it is refused.

    Raises
    ------
    WrongUse
        Nothing to group, a new incident without a title, a kind that cannot stand there, or somebody was quicker.
    UnknownName, AmbiguousName
        A code that is not there, or several.
    """
    if len(codes) == 0:
        raise WrongUse("names nothing to put there", item="group-into", todo="give at least one code")
    if how is not None and how not in ("shows", "reports"):
        raise WrongUse(f"{how!r} is no way to group", item="--as", todo="use shows or reports")
    with writing(case) as writer:
        before = last_number(writer)
        connection = writer.connection
        resolver = Resolver(case)
        naming: list[Draft] = []
        if incident.upper() == NEW:
            kind = case.schema.kind("Incident")
            made, naming = begin_entity(resolver, kind, title=title)
            over = Named(made, NEW, kind.id, title or "")
        else:
            over = point_at(connection, incident, kinds=("Incident", "Aggregate"))
        members = [point_at(connection, code) for code in codes]
        if seen is not None:
            _refuse_taken(connection, members, seen)
        drafts = [_tie(connection, over, member, how) for member in members]
        knowing = [_draft(over, one) for one in known]
        done = record_drafts(
            writer, [*naming, *knowing, *drafts], resolver=resolver, why=f"group into {incident}"
        )
        writer.batch.flush()
        over = names_of(connection, [over.id])[over.id]
        told = (
            *(f"{m.code} {d.property} {over.code}" for m, d in zip(members, drafts, strict=True)),
            *(f"{over.code} {one.prop}, {one.note}" for one in known),
        )
        return Act(
            act="group-into",
            event=event_after(writer, before),
            code=over.code,
            ids=tuple(i.hex() for i in done.ids),
            known=done.new == 0,
            told=told,
        )


def _refuse_taken(connection: Connection, members: Sequence[Named], seen: int) -> None:
    codes = {member.id: member.code for member in members}
    for said in statements_of(connection, list(codes)):
        if said.property in ("shows", "reports") and not said.negated and said.opened > seen:
            raise WrongUse(
                "was put under an incident a moment ago",
                item=codes[said.entity],
                todo="look again: sightline group",
            )


def _draft(over: Named, one: Known) -> Draft:
    return Draft(
        over.id.hex(),
        one.prop,
        one.value,
        certainty="hedged" if one.is_hedged else "asserted",
        evidence=one.evidence,
        note=one.note,
        origin="analyst",
    )


def _tie(connection: Connection, over: Named, member: Named, how: str | None) -> Draft:
    if over.kind == "Aggregate":
        if member.kind != "Incident":
            raise WrongUse(
                f"an aggregate holds incidents, and {member.code} is {member.kind}", item=member.code
            )
        return Draft(over.id.hex(), "member", {"entity": member.id.hex()}, origin="analyst")
    if member.kind != "Item":
        raise WrongUse(f"{member.code} is {member.kind} and no Item", item=member.code, todo="group items")
    prop = how or ("shows" if _sort(connection, member) in SHOWING else "reports")
    return Draft(member.id.hex(), prop, {"entity": over.id.hex()}, origin="analyst")


def _sort(connection: Connection, item: Named) -> str:
    found = [
        s.value for s in statements_of(connection, [item.id]) if s.property == "item_kind" and not s.hidden
    ]
    return str(found[0]) if found else ""
