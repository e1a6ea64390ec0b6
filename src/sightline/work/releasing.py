"""Releases an entity to an audience, and says whether media are fit to be shown: both are acts of a named person."""

from collections.abc import Sequence
from functools import partial

from attrs import evolve

from sightline.core.errors import BadValue, NeedsAuthority, WrongUse
from sightline.model.draft import Draft
from sightline.model.record import Record, closing
from sightline.model.view import Named
from sightline.store.read import cluster_of, statements_of
from sightline.work.act import Act, event_after, last_number
from sightline.work.case import Case
from sightline.work.people import same_person, written_name
from sightline.work.pointing import point_at
from sightline.work.safety.classes import unnamed_classes
from sightline.work.say import record_drafts, typed
from sightline.work.verifying.approval import CLOSING, classes
from sightline.work.write import Writer, writing


def release(
    case: Case,
    code: str,
    *,
    to: str | None = None,
    fit: str | None = None,
    reason: str | None = None,
    by: str | None = None,
    approved_by: str | None = None,
) -> Act:
    """Release an entity to an audience, or say how fit an item is to be shown, or both.

    Taking a release back is ``undo``, or a retraction of its statement.

    Parameters
    ----------
    to : str, optional
        A term of the vocabulary *audience*: internal, partner, court, public. Each is a release of its own.
    fit : str, optional
        A term of *fitness*: fit, graphic, never, unseen. It takes the place of what was said before.
    reason, by : str
        Why, and who decides; both are needed to release.
    approved_by : str, optional
        A second person who looked at it and agrees; needed where a class of sensitivity stands.

    Raises
    ------
    NeedsAuthority
        A release without a reason or without a name; of a sensitive thing without a second person; or of one whose
        consent was refused or withdrawn.
    BadValue
        No such audience or fitness.
    """
    if to is None and fit is None:
        raise WrongUse(
            "says neither to whom nor how fit", item="release", todo="give --to AUDIENCE or --fit TERM"
        )
    if to is not None and (not (reason or "").strip() or not (by or "").strip()):
        raise NeedsAuthority(
            "a release needs a reason and a name", item=code, todo='give --reason "…" and --by "who decides"'
        )
    mine = case if by is None else evolve(case, by=written_name(by))
    with writing(mine) as writer:
        before = last_number(writer)
        one = point_at(writer.connection, code)
        if to is not None:
            _refuse_closed(writer, one, mine.by, approved_by, reason or "")
        drafts = []
        for prop, term in (("release", to), ("fitness", fit)):
            if term is None:
                continue
            if prop not in case.schema.kinds[one.kind].properties:
                raise BadValue(
                    f"{one.code} is {one.kind}, which has no {prop}", item=f"--{prop}", todo="name an item"
                )
            value = typed(case.schema, writer.connection, one, prop, term)
            told_by = {"approved_by": written_name(approved_by)} if prop == "release" and approved_by else {}
            drafts.append(
                Draft(one.id.hex(), prop, value, origin="analyst", note=reason, qualifiers=dict(told_by))
            )
        earlier = [] if fit is None else _fitness(writer, one.id)
        closes = partial(_replaced, earlier, reason or "somebody looked again")
        done = record_drafts(writer, drafts, why=reason, closings=closes)
        told = tuple(f"{one.code} {d.property}: {d.value}" for d in drafts)
        ids = tuple(i.hex() for i in done.ids)
        return Act(
            "release", event_after(writer, before), code=one.code, ids=ids, known=done.new == 0, told=told
        )


def _refuse_closed(writer: Writer, one: Named, by: str, approved_by: str | None, reason: str) -> None:
    """Refuse to release what consent closes, or what is sensitive and was not approved by a second person."""
    said = statements_of(writer.connection, cluster_of(writer.connection, one.id))
    consents = {str(s.value) for s in said if s.property == "consent" and not s.hidden and not s.negated}
    if consents & CLOSING:
        raise NeedsAuthority(
            f"consent is {' and '.join(sorted(consents & CLOSING))}",
            item=one.code,
            todo=f"only a new consent opens it: sightline verify consent {one.code} …",
        )
    if not classes(said):
        return
    if approved_by is None or same_person(approved_by, by):
        told = ", ".join(str(s.value) for s in classes(said) if not s.hidden)
        raise NeedsAuthority(
            f"is sensitive ({told or 'withheld'}): a second person has to approve its release",
            item=one.code,
            todo='give --approved-by "somebody else than who decides"',
        )
    open_ = {str(s.value) for s in classes(said) if not s.hidden}
    if unnamed := unnamed_classes(writer.case.schema, reason, open_):
        raise NeedsAuthority(
            f"is sensitive, and the reason does not name {' and '.join(unnamed)}",
            item=one.code,
            todo=f"say in --reason why it may leave although it is of the class {unnamed[0].replace('_', ' ')}",
        )


def _fitness(writer: Writer, entity: bytes) -> list[bytes]:
    return [s.id for s in statements_of(writer.connection, [entity]) if s.property == "fitness"]


def _replaced(earlier: Sequence[bytes], reason: str, ids: Sequence[bytes]) -> list[Record]:
    """Close what was said of fitness before; the new word is the last of ``ids``."""
    return [closing(i, "superseded", reason=reason, successor=ids[-1]) for i in earlier if i != ids[-1]]
