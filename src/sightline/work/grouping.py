"""Puts items under an incident, and incidents under an aggregate: each as a statement of its own."""

from collections.abc import Sequence

from sqlalchemy import Connection

from sightline.core.errors import WrongUse
from sightline.model.draft import Draft
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


def group_into(
    case: Case, incident: str, codes: Sequence[str], *, title: str | None = None, how: str | None = None
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

    Raises
    ------
    WrongUse
        Nothing to group, a new incident without a title, or a kind that cannot stand there.
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
        drafts = [_tie(connection, over, member, how) for member in members]
        done = record_drafts(writer, [*naming, *drafts], resolver=resolver, why=f"group into {incident}")
        writer.batch.flush()
        over = names_of(connection, [over.id])[over.id]
        told = tuple(f"{m.code} {d.property} {over.code}" for m, d in zip(members, drafts, strict=True))
        return Act(
            act="group-into",
            event=event_after(writer, before),
            code=over.code,
            ids=tuple(i.hex() for i in done.ids),
            known=done.new == 0,
            told=told,
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
