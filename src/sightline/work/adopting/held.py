"""What a case says of adoptions: which chains it holds, and which entities may be one."""

from attrs import frozen
from sqlalchemy import Connection

from sightline.model.disclosed import Todo
from sightline.work.adopting.alike import alike
from sightline.work.adopting.histories import heads
from sightline.work.case import Case

EACH = 3
"""At most so many pairs are proposed as the same at once."""


@frozen(slots=True)
class ChainHeld:
    """One chain of the ledger that this copy holds."""

    ledger: str
    """Its id (hex)."""
    events: int
    own: bool
    """This copy appends to it; the others were adopted, or were there when it was copied."""


def chains_held(case: Case, connection: Connection) -> tuple[ChainHeld, ...]:
    """List the chains that a case holds."""
    own = b"" if case.chain.copied else case.chain.writer
    return tuple(ChainHeld(w.hex(), size, w == own) for w, size in sorted(heads(connection).items()))


def alike_todos(connection: Connection) -> tuple[Todo, ...]:
    """Propose that what two copies gave the same external key is one; a person decides."""
    return tuple(
        Todo(
            f"{low.title} and {high.title} were given the same key in two copies: say whether they are one.",
            low.code,
            f"sightline judge same {low.code} {high.code}",
        )
        for low, high in alike(connection)[:EACH]
    )
