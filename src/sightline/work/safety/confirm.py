"""Records that a person confirmed that something of a protected source does not tell who it is.

What the source said may leave without it only after a person confirmed that quote, media, place and time do not
identify it: for one statement, one item, or everything recorded until then.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve
from sqlalchemy import Connection, select

from sightline.core.errors import NeedsAuthority, UnknownName, WrongUse
from sightline.model.draft import Draft
from sightline.model.record import closing
from sightline.store.read import cluster_of, find_entity, statements_of
from sightline.store.tables import entities, statements
from sightline.work.act import Act, event_after, last_number
from sightline.work.case import Case
from sightline.work.people import written_name
from sightline.work.pointing import HEX, point_at, statement_at
from sightline.work.safety.guard import PSEUDONYM, PUBLISHABLE
from sightline.work.say import record_drafts
from sightline.work.write import writing

ALL: Final = "all"
CHECKS: Final = ("quote", "media", "place", "time")
"""What a person looks through before anything of a protected source leaves."""


def confirm_publishable(
    case: Case, code: str, what: str = ALL, *, checked: Sequence[str], reason: str, by: str
) -> Act:
    """Record that a person confirmed that something of a protected source does not tell who it is.

    Taking it back is ``undo``.

    Parameters
    ----------
    what : str
        The id of a statement, the code of an item, or ``all``: everything recorded until now.
    checked : sequence of str
        Everything of ``CHECKS``: what was looked through.
    reason, by : str
        Why, and who looked.

    Raises
    ------
    NeedsAuthority
        No reason or no name.
    WrongUse
        Something was not looked through; or the source is not protected.
    UnknownName
        No such source, statement or item; or it is not of this source.
    """
    missing = [one for one in CHECKS if one not in checked]
    if missing or any(one not in CHECKS for one in checked):
        raise WrongUse(
            f"{', '.join(missing) or 'more than these four'} not looked through",
            item=code,
            todo=f"look at each, then say --checked {','.join(CHECKS)}",
        )
    if not reason.strip() or not by.strip():
        raise NeedsAuthority(
            "needs a reason and a name", item=code, todo='give --reason "…" and --by "who looked"'
        )
    mine = evolve(case, by=written_name(by))
    with writing(mine) as writer:
        connection = writer.connection
        before = last_number(writer)
        source = point_at(connection, code, kinds=("Source",))
        members = cluster_of(connection, source.id)
        if members[0] not in protected_sources(connection):
            raise WrongUse("is not protected", item=source.code, todo="a release of it is enough")
        named, told = _what(mine, connection, members, what)
        draft = Draft(members[0].hex(), PUBLISHABLE, named, origin="analyst", note=reason)
        # what was confirmed once and is confirmed again, counts from the second time on
        old = [
            s for s in statements_of(connection, members) if s.property == PUBLISHABLE and s.value == named
        ]
        if old:
            again = [closing(one.id, "superseded", reason="confirmed anew") for one in old]
            writer.append("statement.closed", again, why=reason)
        done = record_drafts(writer, [draft], why=reason)
        looked = f"{', '.join(CHECKS)} were looked through"
        return Act(
            "protect", event_after(writer, before), code=source.code, id=done.ids[0].hex(),
            ids=tuple(one.hex() for one in done.ids), told=(f"{told} may leave without its source: {looked}",),
        )  # fmt: skip


def is_protected(case: Case, code: str) -> bool:
    """Tell whether a code, id or title names a protected source."""
    with case.catalogue.reading() as connection:
        found = find_entity(connection, code)
        return found is not None and found.kind == "Source" and found.id in protected_sources(connection)


def protected_sources(connection: Connection) -> frozenset[bytes]:
    """List the sources that are protected, with every record that was judged to be one of them."""
    return frozenset(one for source in _called(connection) for one in cluster_of(connection, source))


def beside_protected(connection: Connection) -> frozenset[bytes]:
    """List the records in clear that were judged to be one with a protected source."""
    named = _called(connection)
    return frozenset(one for source in named for one in cluster_of(connection, source)) - named


def _called(connection: Connection) -> frozenset[bytes]:
    """List the sources that have a pseudonym of their own."""
    query = select(statements.c.entity).where(
        statements.c.entity.in_(select(entities.c.id).where(entities.c.kind == "Source")),
        statements.c.prop == PSEUDONYM,
        statements.c.closed.is_(None),
        statements.c.negated == 0,
    )
    return frozenset(bytes(one) for one in connection.execute(query).scalars())


def refuse_joining(verdict: str, ids: Iterable[bytes], protected: frozenset[bytes]) -> None:
    """Refuse to call a protected source the same as one that is not: its clear name would stand for both.

    Raises
    ------
    WrongUse
        Says what to do instead.
    """
    named = set(ids)
    if verdict == "same" and named & protected and named - protected:
        raise WrongUse(
            "would tell who a protected source is: one of the two is protected and the other is not",
            item="judge same",
            todo="protect the other too, and call them the same then; or say same_person_as, which is encrypted",
        )


def refuse_joined(connection: Connection, before: frozenset[bytes]) -> None:
    """Refuse an act that put a protected source together with one in clear by what it no longer keeps apart.

    A "same" that a "different" kept from being applied takes effect when that is taken back. ``before`` is what
    :func:`beside_protected` gave before the act.

    Raises
    ------
    WrongUse
        Says what to do instead; nothing of the act may stay.
    """
    if beside_protected(connection) - before:
        raise WrongUse(
            "would tell who a protected source is: it would stand together with one that is not protected",
            item="identity",
            todo="take back the “same” between them first, or protect the other too",
        )


def _what(case: Case, connection: Connection, members: Sequence[bytes], what: str) -> tuple[str, str]:
    """Read what is confirmed: its name as recorded, and in words."""
    if what == ALL:
        return ALL, "everything recorded of it until now"
    if HEX.fullmatch(what) is not None:
        one = statement_at(connection, case.schema, [what], by=case.by)
        cited = {bytes.fromhex(ref.item) for ref in one.evidence} | {one.entity}
        if not {one.source, one.via} & set(members) and not cited & _items_by(connection, members):
            raise UnknownName("is no statement of this source", item=what, todo="see: sightline show CODE")
        return one.id.hex(), f"statement {what}"
    item = point_at(connection, what, kinds=("Item", "Post"))
    if not set(cluster_of(connection, item.id)) & _items_by(connection, members):
        raise UnknownName("is not by this source", item=item.code, todo="see: sightline show CODE")
    return item.id.hex(), item.code


def _items_by(connection: Connection, members: Sequence[bytes]) -> set[bytes]:
    query = select(statements.c.entity).where(
        statements.c.target.in_(members), statements.c.prop == "author", statements.c.closed.is_(None)
    )
    return {bytes(one) for one in connection.execute(query).scalars()}
