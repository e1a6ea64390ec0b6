"""Keeps what people took apart, so that it is not proposed again as long as the evidence is the same.

A judgement stands on the digest of what is known of one thing, not on the thing: when something more becomes known of
it, the digest is another, and the question is open again. All judgements of one act belong together: things on
different sides of it are never joined. Taken back with the act, like every judgement.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from sightline.model.record import judgement
from sightline.store.tables import judgements
from sightline.work.act import Act, event_after, last_number
from sightline.work.case import Case
from sightline.work.grouping_items.facts import Facts
from sightline.work.grouping_items.joining import Mark
from sightline.work.write import writing

ON: Final = "grouping"
REFUSED: Final = "not one event"
"""Every one of the act stands for itself."""
KEPT: Final = "stays"
TAKEN_OFF: Final = "taken off"


def marks_of(connection: Connection, facts: Sequence[Facts]) -> Mapping[bytes, Sequence[Mark]]:
    """Read what people took apart and what still rests on the same evidence."""
    query = select(judgements.c.pos, judgements.c.on_id, judgements.c.verdict).where(
        judgements.c.on_kind == ON, judgements.c.undone.is_(None)
    )
    said: dict[bytes, list[Mark]] = defaultdict(list)
    for pos, on, verdict in connection.execute(query.order_by(judgements.c.pos, judgements.c.id)):
        side = bytes(on).hex() if verdict == REFUSED else verdict
        said[bytes(on)].append((pos, side))
    return {one.id: tuple(said[one.mark]) for one in facts if one.mark in said}


def taken_apart(
    facts: Sequence[Facts], marks: Mapping[bytes, Sequence[Mark]]
) -> Mapping[bytes, tuple[Facts, ...]]:
    """Give for each thing those that a person took it off, or refused with it, as far as both marks still hold."""
    sides: dict[int, list[tuple[str, Facts]]] = defaultdict(list)
    for one in facts:
        for act, side in marks.get(one.id, ()):
            sides[act].append((side, one))
    out: dict[bytes, dict[bytes, Facts]] = defaultdict(dict)
    for mine in sides.values():
        for side, one in mine:
            out[one.id].update({other.id: other for their, other in mine if their != side})
    return {one: tuple(others.values()) for one, others in out.items() if others}


def keep_apart(
    case: Case, marks: Sequence[tuple[str, bytes]], *, off: frozenset[bytes], reason: str | None, what: str
) -> Act:
    """Record that things are not of one event.

    Parameters
    ----------
    marks : sequence of (code, digest)
        What was refused.
    off : set of digests
        Those taken off the others; empty where all of them are refused.
    """
    with writing(case) as writer:
        before = last_number(writer)
        bodies, ids = [], []
        for _, mark in marks:
            verdict = REFUSED if not off else TAKEN_OFF if mark in off else KEPT
            identifier = case.ids.new()
            ids.append(identifier.hex())
            bodies.append(judgement(identifier, ON, mark, verdict, reason=reason))
        writer.append("judgement.made", bodies, why=reason if reason is not None else what)
        codes = [code for code, mark in marks if mark in off]
        rest = [code for code, mark in marks if mark not in off]
        again = "unless more becomes known of them"
        told = (
            f"{', '.join(rest)}: not proposed as one event again, {again}"
            if not off
            else f"{', '.join(codes)} taken off {', '.join(rest)}: not proposed together again, {again}",
        )
        return Act("group", event_after(writer, before), id=ids[0], ids=tuple(ids), told=told)
