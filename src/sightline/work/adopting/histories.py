"""Verifies the chains of another copy, and finds what of them is not here; two histories of one writer are refused."""

from collections.abc import Iterator, Mapping

from attrs import frozen
from sqlalchemy import Connection, func, select

from sightline.core.errors import Broken, WrongUse
from sightline.store.ledger import Event, event_name
from sightline.store.sealed_state import read_withholding
from sightline.store.tables import events
from sightline.work.adopting.other import Other
from sightline.work.checking.chain import walk
from sightline.work.checking.signed import check_signed

TAKEN = "nothing was taken"
AT_ONCE = 1_000


@frozen(slots=True)
class Verified:
    """What a sound ledger of another copy names."""

    objects: Mapping[bytes, int]
    """State of every object, by its SHA-256."""
    events: int


def verify(other: Other, theirs: Connection) -> Verified:
    """Walk every chain of another copy: headers, leaves, checkpoints, changes of keys.

    Raises
    ------
    Broken
        Names the first thing that is not as it was written.
    """
    try:
        walked = walk(theirs, read_withholding(theirs), {})
        faults = [*walked.faults, *check_signed(walked, {})[0]]
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise Broken(
            f"its ledger cannot be read: {error!r}; {TAKEN}",
            item=str(other.folder),
            todo="restore that copy from a backup",
        ) from error
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise Broken(
            f"event {faults[0].where}: {faults[0].what}{more}; {TAKEN}",
            item=str(other.folder),
            todo=f"see all with: sightline check -w {other.folder}",
        )
    return Verified(dict(walked.objects), walked.events)


def heads(connection: Connection) -> dict[bytes, int]:
    """Give the number of the last event of every chain."""
    query = select(events.c.writer, func.max(events.c.number)).group_by(events.c.writer)
    return {bytes(writer): int(number) for writer, number in connection.execute(query)}


def missing(ours: Connection, theirs: Connection, other: Other) -> list[Event]:
    """List the events of another copy that are not here, in the order in which it received them.

    Raises
    ------
    WrongUse
        The two share no chain: they are not copies of one case.
    Broken
        A chain that both hold goes on differently: two histories of one writer.
    """
    here, there = heads(ours), heads(theirs)
    if not set(here) & set(there):
        raise WrongUse(
            f"is no copy of this case: the two share no chain, so the ids in them mean different things; {TAKEN}",
            item=str(other.folder),
            todo="export its statements there with sightline export statements, and import them here",
        )
    for writer in sorted(set(here) & set(there)):
        _refuse_fork(ours, theirs, writer, min(here[writer], there[writer]), other)
    query = select(events).order_by(events.c.pos)
    return [
        event
        for event in (Event(*row) for row in theirs.execute(query))
        if event.number > here.get(event.writer, 0)
    ]


def _refuse_fork(ours: Connection, theirs: Connection, writer: bytes, size: int, other: Other) -> None:
    for mine, yours in zip(_headers(ours, writer, size), _headers(theirs, writer, size), strict=False):
        if mine != yours:
            name = event_name(writer, mine[0])
            raise Broken(
                f"event {name} is another one there than here: the chain has two histories of one writer; {TAKEN}",
                item=str(other.folder),
                todo="run sightline check on both, and compare with a checkpoint that somebody else holds",
            )


def _headers(connection: Connection, writer: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    """Go through numbers and headers of a chain; holds no cursor open, since the comparison may stop anywhere."""
    columns = (events.c.number, events.c.header)
    for start in range(0, size, AT_ONCE):
        mine = (
            events.c.writer == writer,
            events.c.number > start,
            events.c.number <= min(size, start + AT_ONCE),
        )
        for number, header in connection.execute(
            select(*columns).where(*mine).order_by(events.c.number)
        ).all():
            yield int(number), bytes(header)
