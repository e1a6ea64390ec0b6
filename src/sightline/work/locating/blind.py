"""Keep a first answer from the person who is repeating it, until both are in; and keep each analysis the work of one.

This keeps an honest analyst honest; it is no lock: the files of a workspace on one's own disk can be read by other
means, anybody can give another name, and what others wrote on the item itself (a position they accepted, a note) is
not hidden.

A second look stays one however its own statements were taken back since: it is left by answering it, or by ending it
without an answer, and by nothing else.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from sightline.core.errors import WrongUse
from sightline.model.view import Named, Statement
from sightline.store.read import cluster_of, names_of, statements_of
from sightline.store.tables import entities, statements
from sightline.work.locating.reading import OPEN_TO_ALL, SORTS, analyst_of, is_ended, newest
from sightline.work.people import same_person

LAID_DOWN: Final = frozenset({"of", "analyst", "second_of", "outcome", "agreement"})
"""What only the steps of an analysis write: whose it is, what of, and how it ended."""
NOT_BLIND: Final = "; given again when that one could be seen, so this comparison is not blind"
"""Of an answer that was given after an earlier end of the same analysis."""
_AT_ONCE: Final = 500
_SECONDS: Final = (
    select(statements.c.entity, statements.c.target)
    .join(entities, entities.c.id == statements.c.entity)
    .where(entities.c.kind.in_(SORTS), statements.c.prop == "second_of", statements.c.target.is_not(None))
    .order_by(statements.c.n)
)


def kept_from(connection: Connection, by: str) -> dict[bytes, bytes]:
    """Map every analysis that is kept from a person to their own, which stands beside it and still lacks an answer.

    Beside a first analysis stand all that look at it again, and what others argued of the same thing; each is kept
    from whoever has not ended their own.
    """
    groups = _groups(connection)
    said = _said(connection, {one for group in groups for one in group})
    mine = {one for one, every in said.items() if _is_of(every, by)}
    going = {one for one in mine if not is_ended(said[one])}
    waiting = {
        next(one for one in group if one in going): group for group in groups if not going.isdisjoint(group)
    }
    kept = {one: own for own, group in waiting.items() for one in group if one not in mine}
    if waiting:
        kept = _of_the_same(connection, {own: said[own] for own in waiting}, by) | kept
    return kept


def open_only(said: Sequence[Statement], kept: Collection[bytes]) -> list[Statement]:
    """Leave out how those analyses went that are kept from somebody: what they are of and whose stays."""
    return [one for one in said if one.entity not in kept or one.property in OPEN_TO_ALL]


def refuse_blind(
    connection: Connection, entity: Named, by: str, *, together: Collection[bytes] | None = None
) -> None:
    """Refuse to show an analysis to whoever has not ended their own beside it.

    :param together: the records that are shown as one with it; by default those that are now judged to be one

    Raises
    ------
    WrongUse
        Says which answer of one's own is waited for.
    """
    if entity.kind not in SORTS:
        return
    kept = kept_from(connection, by)
    # records judged to be one are shown together, so one that is kept keeps them all
    shown = kept and (cluster_of(connection, entity.id) if together is None else together)
    own = next((kept[one] for one in shown if one in kept), None)
    if own is not None:
        raise _is_kept(connection, entity, own)


def refuse_kept(connection: Connection, said: Sequence[Statement], by: str) -> None:
    """Refuse to tell statements that are kept from a person, be it in the fault that names them.

    Raises
    ------
    WrongUse
        Says which answer of one's own is waited for.
    """
    kept = kept_from(connection, by)
    for one in said:
        if one.entity in kept and one.property not in OPEN_TO_ALL:
            raise _is_kept(connection, names_of(connection, [one.entity])[one.entity], kept[one.entity])


def refuse_others(connection: Connection, subject: Named, by: str) -> list[Statement]:
    """Refuse whoever is not the analyst; gives what stands about the analysis.

    Raises
    ------
    WrongUse
        It is the work of somebody else.
    """
    said = statements_of(connection, [subject.id], closed=True)
    analyst = analyst_of(said, ever=True)
    if analyst is not None and not same_person(analyst, by):
        named = newest(said, "analyst", ever=True)  # a name that is withheld is in no message
        raise WrongUse(
            f"is the work of {named if isinstance(named, str) else 'somebody else'}, and you are {by}",
            item=subject.code,
            todo=f"begin a second look of your own: sightline {verb_of(subject)} second {subject.code}",
        )
    return [one for one in said if one.closed is None]


def refuse_saying(connection: Connection, subject: Named, prop: str, by: str) -> None:
    """Refuse to say of an analysis what is not one's own to say.

    Raises
    ------
    WrongUse
        It is somebody else's; or the property is one that only its steps write.
    """
    if subject.kind not in SORTS:
        return
    said = refuse_others(connection, subject, by)
    if prop in LAID_DOWN and analyst_of(said) is not None:
        raise WrongUse(
            f"{prop} is written by the steps of an analysis alone",
            item=subject.code,
            todo=f"sightline {verb_of(subject)} begin, second, answer or unresolved",
        )


def refuse_closing(connection: Connection, said: Sequence[Statement], by: str) -> None:
    """Refuse to close, rank or take back steps of somebody else's analysis, without telling what they say.

    Raises
    ------
    WrongUse
        One of them is a step of an analysis that is the work of another.
    """
    names = names_of(connection, {one.entity for one in said})
    for subject in sorted(names.values(), key=lambda one: one.code):
        if subject.kind in SORTS:
            refuse_others(connection, subject, by)


def seen_before(connection: Connection, subject: Named) -> bool:
    """Tell whether an analysis was ended once before, so that what stands beside it could be seen since."""
    said = statements_of(connection, [subject.id], closed=True)
    return any(one.property == "outcome" for one in said)


def verb_of(subject: Named) -> str:
    """Name the verb that works on an analysis."""
    return "locate" if subject.kind == "Geolocation" else "chronolocate"


def _groups(connection: Connection) -> list[tuple[bytes, ...]]:
    """List the analyses that stand beside each other: a first one, then those that look at it again, also if undone."""
    groups: dict[bytes, dict[bytes, None]] = {}
    for own, about in connection.execute(_SECONDS).all():
        groups.setdefault(bytes(about), {})[bytes(own)] = None
    return [(first, *(one for one in later if one != first)) for first, later in groups.items()]


def _of_the_same(
    connection: Connection, waiting: Mapping[bytes, Sequence[Statement]], by: str
) -> dict[bytes, bytes]:
    """Map the analyses of one sort that others made of what one's own is of, whether they name each other or not."""
    kinds = names_of(connection, waiting)
    about: dict[tuple[str, bytes], bytes] = {}
    for own, every in waiting.items():
        for one in every:
            if one.property == "of" and one.target is not None:
                about.setdefault((kinds[own].kind, one.target), own)
    query = (
        select(statements.c.entity, entities.c.kind, statements.c.target)
        .join(entities, entities.c.id == statements.c.entity)
        .where(statements.c.prop == "of", statements.c.target.in_(sorted({target for _, target in about})))
        .order_by(statements.c.n)
    )
    found = {
        bytes(entity): about[kind, bytes(target)]
        for entity, kind, target in connection.execute(query).all()
        if (kind, bytes(target)) in about
    }
    said = _said(connection, found)
    return {one: own for one, own in found.items() if not _is_of(said[one], by)}


def _said(connection: Connection, ids: Collection[bytes]) -> dict[bytes, list[Statement]]:
    """Read everything that was ever said of some analyses, many at once."""
    out: dict[bytes, list[Statement]] = {one: [] for one in ids}
    every = sorted(ids)
    for start in range(0, len(every), _AT_ONCE):
        for one in statements_of(connection, every[start : start + _AT_ONCE], closed=True):
            out[one.entity].append(one)
    return out


def _is_of(said: Sequence[Statement], by: str) -> bool:
    analyst = analyst_of(said, ever=True)
    return analyst is not None and same_person(analyst, by)


def _is_kept(connection: Connection, entity: Named, own: bytes) -> WrongUse:
    code = names_of(connection, [own])[own].code
    return WrongUse(
        f"is kept from you until you have answered {code}",
        item=entity.code,
        todo=f"give your answer, or end it: sightline {verb_of(entity)} answer {code} …, or unresolved",
    )
