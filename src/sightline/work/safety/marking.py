"""Records that a passage tells how agents or weapons are made or spread, or that it does not: acts of a named person.

What already cites the passage is withheld with it, so that no output holds it.
"""

from typing import Final

from attrs import evolve
from sqlalchemy import Connection, select

from sightline.core.errors import BadValue, NeedsAuthority, UnknownName, WrongUse
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.view import Named, Statement
from sightline.store.read import statements_with
from sightline.store.tables import citations
from sightline.work.act import Act, event_after, last_number
from sightline.work.case import Case
from sightline.work.citing import read_evidence
from sightline.work.people import written_name
from sightline.work.pointing import describe, point_at
from sightline.work.protect import protect
from sightline.work.protecting.find import Target
from sightline.work.safety.marks import PROPERTY, cites
from sightline.work.say import record_drafts
from sightline.work.text_layers import fitting, layer_text, layers_of
from sightline.work.write import writing

ITEM_KINDS: Final = ("Item", "Post")
_VALUE: Final = "how agents or weapons are made or spread"


def mark_hazardous(
    case: Case, where: str, *, authority: str, reason: str, harmless: bool = False, by: str | None = None
) -> Act:
    """Mark a passage as hazardous, or as harmless where the built-in list takes it wrongly.

    Parameters
    ----------
    where : str
        ``ITM-3@120-800:extraction``, or ``ITM-3`` for all of its text.
    authority, reason : str
        Who decided and why; recorded in clear, so they must not repeat the passage.

    Raises
    ------
    NeedsAuthority
        Authority or reason is not given.
    BadValue, UnknownName
        The span cannot be read, or there is no such item or text layer.
    """
    if not reason.strip() or not authority.strip():
        raise NeedsAuthority(
            "needs who decided and why", item=where, todo='give --authority "name" --reason "why"'
        )
    mine = case if by is None else evolve(case, by=written_name(by))
    ref = read_evidence(where)
    if ref.unit != "char" or (ref.start is not None and ref.layer is None):
        raise BadValue("names no span of a text", item=where, todo="for example ITM-3@120-800:extraction")
    with writing(mine) as writer:
        before = last_number(writer)
        item = point_at(writer.connection, ref.item, kinds=ITEM_KINDS)
        _refuse_outside(case, writer.connection, item, ref, reason)
        cited = evolve(ref, item=item.id.hex())
        draft = Draft(
            item.id.hex(), PROPERTY, _VALUE, origin="analyst", note=f"{authority.strip()}: {reason.strip()}",
            evidence=(cited,), polarity="negated" if harmless else "affirmed",
        )  # fmt: skip
        done = record_drafts(writer, [draft], why=reason)
        leaning = [] if harmless else _leaning(writer.connection, item, cited)
        named = [describe(writer.connection, case.schema, one).partition(":")[0] for one in leaning]
        event = event_after(writer, before)
    for one in leaning:
        protect(mine, Target("statement", one.id.hex()), authority=authority, reason=reason)
    how = "is open again" if harmless else "is kept, and shown, found, suggested and exported no more"
    return Act(
        "protect",
        event,
        code=item.code,
        id=done.ids[0].hex(),
        ids=tuple(one.hex() for one in done.ids),
        known=done.new == 0,
        told=(f"the passage {how}", *(f"{name} cites it and is withheld too" for name in named)),
    )


def _refuse_outside(case: Case, connection: Connection, item: Named, ref: EvidenceRef, reason: str) -> None:
    """Refuse a span that is none of the text, and a reason that repeats it."""
    if ref.layer is None:
        return
    every = layers_of(connection, item.id)
    fits = fitting(every, ref.layer)
    if not fits:
        have = ", ".join(sorted({one.kind for one in every})) or "none"
        raise UnknownName(f"has no text layer {ref.layer!r}", item=item.code, todo=f"its layers: {have}")
    text = layer_text(case, fits[-1])
    if text is None or ref.start is None or ref.end is None:
        return
    if ref.start >= ref.end or ref.end > len(text):
        raise BadValue(
            f"its {ref.layer} has {len(text)} characters",
            item=f"{ref.start}-{ref.end}",
            todo="give a span in it",
        )
    words = " ".join(text[ref.start : ref.end].split()).casefold()
    if len(words) >= len(_VALUE) and words in " ".join(reason.split()).casefold():
        raise WrongUse("the reason repeats the passage, and is recorded in clear", todo="word it otherwise")


def _leaning(connection: Connection, item: Named, ref: EvidenceRef) -> list[Statement]:
    """List the statements that cite words of the passage."""
    query = select(citations.c.n).where(citations.c.item == item.id)
    return [
        one
        for one in statements_with(connection, sorted(connection.execute(query).scalars()))
        if one.closed is None
        and not one.hidden
        and one.property != PROPERTY
        and any(cites(other, item.id.hex(), ref) for other in one.evidence)
    ]
