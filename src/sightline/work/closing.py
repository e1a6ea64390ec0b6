"""Closes and ranks statements. A row is never changed: it is closed from now on, and stays readable for earlier times.

Three acts that must not be mixed up: *retracted*, the source took it back; *mistranscribed*, we wrote it down wrongly;
*superseded*, something newer stands in its place because the world, or what is known of it, changed.
"""

from sightline.core.errors import WrongUse
from sightline.model.record import closing, ranking
from sightline.model.view import Statement
from sightline.work.act import Act, event_after, judgements_offered, last_number, reason_given, sentences
from sightline.work.case import Case
from sightline.work.locating.blind import refuse_closing
from sightline.work.pointing import SHORT, describe, statement_at
from sightline.work.safety.guard import refuse_unshielding
from sightline.work.write import writing

HOW = {
    "retracted": "its source took it back",
    "mistranscribed": "we wrote it down wrongly; the source never said so",
    "superseded": "the world, or what is known of it, changed, and something newer stands in its place",
}
"""The three ways in which a statement ends."""

RANKS = ("preferred", "normal", "deprecated")


def retract(case: Case, *words: str, how: str, reason: str | None, successor: str | None = None) -> Act:
    """Close a statement, from now on.

    Parameters
    ----------
    words : str
        Its id, or the first digits of it; or CODE and property, where that names one statement.
    how : str
        One of :data:`HOW`.
    reason : str
        Why; it stays readable with the act.
    successor : str, optional
        Id of the statement that stands in its place; judgements on the old one are offered for it.

    Raises
    ------
    WrongUse
        No reason, an unknown ``how``, or the statement is closed already; or it is a step of somebody else's analysis.
    UnknownName, AmbiguousName
        No such statement, or several.
    """
    why = reason_given(reason, act="retract")
    if how not in HOW:
        ways = "; ".join(f"{name}: {meaning}" for name, meaning in HOW.items())
        raise WrongUse(f"{how!r} is no way to close a statement", item="--how", todo=ways)
    with writing(case) as writer:
        before = last_number(writer)
        old = statement_at(writer.connection, case.schema, words, by=case.by)
        refuse_closing(writer.connection, [old], case.by)
        refuse_unshielding([old])
        _open(old)
        after = (
            None
            if successor is None
            else statement_at(writer.connection, case.schema, [successor], by=case.by)
        )
        if after is not None and (after.id == old.id or after.closed is not None):
            raise WrongUse(
                "is no successor: it is closed, or the statement itself", item=successor, todo="give another"
            )
        new_id = None if after is None else after.id
        writer.append("statement.closed", [closing(old.id, how, reason=why, successor=new_id)], why=why)
        offered = () if new_id is None else judgements_offered(writer, old, new_id)
        said = describe(writer.connection, case.schema, old)
        told = sentences(
            (f"{how}: {said}", None if how != "superseded" or after is not None else _no_successor())
        )
        return Act("retract", event_after(writer, before), id=old.id.hex(), told=told, offered=offered)


def rank(case: Case, *words: str, to: str, reason: str | None) -> Act:
    """Rank a statement: preferred, normal or deprecated, with the reason.

    Raises
    ------
    WrongUse
        No such rank, or no reason; or it is a step of somebody else's analysis.
    UnknownName, AmbiguousName
        No such statement, or several.
    """
    why = reason_given(reason, act="retract --rank")
    if to not in RANKS:
        raise WrongUse(f"{to!r} is no rank", item="--rank", todo=f"one of {', '.join(RANKS)}")
    with writing(case) as writer:
        before = last_number(writer)
        old = statement_at(writer.connection, case.schema, words, by=case.by)
        refuse_closing(writer.connection, [old], case.by)
        refuse_unshielding([old])
        _open(old)
        if old.rank == to:
            return Act("rank", None, id=old.id.hex(), known=True, told=(f"it is {to} already",))
        writer.append("statement.closed", [ranking(old.id, to, reason=why)], why=why)
        told = (f"{to}: {describe(writer.connection, case.schema, old)}",)
        return Act("rank", event_after(writer, before), id=old.id.hex(), told=told)


def _open(statement: Statement) -> None:
    if statement.closed is not None:
        short = statement.id.hex()[:SHORT]
        raise WrongUse(
            f"is {statement.closing or 'closed'} already",
            item=short,
            todo=f"say it again with: sightline undo {short}",
        )


def _no_successor() -> str:
    return "nothing stands in its place yet; say what does with: sightline say … --succeeds"
