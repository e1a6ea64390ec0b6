"""Releases an entity to an audience, and says whether media are fit to be shown: both are acts of a named person."""

from collections.abc import Sequence
from functools import partial

from attrs import evolve

from sightline.core.errors import BadValue, NeedsAuthority, WrongUse
from sightline.model.draft import Draft
from sightline.model.record import Record, closing
from sightline.store.read import statements_of
from sightline.work.act import Act, event_after, last_number
from sightline.work.case import Case
from sightline.work.people import written_name
from sightline.work.pointing import point_at
from sightline.work.say import record_drafts, typed
from sightline.work.write import Writer, writing


def release(
    case: Case,
    code: str,
    *,
    to: str | None = None,
    fit: str | None = None,
    reason: str | None = None,
    by: str | None = None,
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

    Raises
    ------
    NeedsAuthority
        A release without a reason or without a name.
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
        drafts = []
        for prop, term in (("release", to), ("fitness", fit)):
            if term is None:
                continue
            if prop not in case.schema.kinds[one.kind].properties:
                raise BadValue(
                    f"{one.code} is {one.kind}, which has no {prop}", item=f"--{prop}", todo="name an item"
                )
            value = typed(case.schema, writer.connection, one, prop, term)
            drafts.append(Draft(one.id.hex(), prop, value, origin="analyst", note=reason))
        earlier = [] if fit is None else _fitness(writer, one.id)
        closes = partial(_replaced, earlier, reason or "somebody looked again")
        done = record_drafts(writer, drafts, why=reason, closings=closes)
        told = tuple(f"{one.code} {d.property}: {d.value}" for d in drafts)
        ids = tuple(i.hex() for i in done.ids)
        return Act(
            "release", event_after(writer, before), code=one.code, ids=ids, known=done.new == 0, told=told
        )


def _fitness(writer: Writer, entity: bytes) -> list[bytes]:
    return [s.id for s in statements_of(writer.connection, [entity]) if s.property == "fitness"]


def _replaced(earlier: Sequence[bytes], reason: str, ids: Sequence[bytes]) -> list[Record]:
    """Close what was said of fitness before; the new word is the last of ``ids``."""
    return [closing(i, "superseded", reason=reason, successor=ids[-1]) for i in earlier if i != ids[-1]]
