"""Reads the names that a target is given by: ids in hex, events as ``<ledger>:<number>``, lists inside bodies."""

from sqlalchemy import select

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.finding import Json
from sightline.store.tables import events
from sightline.work.protecting.scan import Reader


def event_at(reader: Reader, name: str) -> int:
    """Find the position of the event ``<tail of a ledger id>:<number>``."""
    tail, _, number = name.partition(":")
    if number.isdigit():
        query = select(events.c.pos, events.c.writer).where(events.c.number == int(number))
        fits = [
            pos
            for pos, writer in reader.connection.execute(query)
            if tail and bytes(writer).hex().endswith(tail)
        ]
        if len(fits) == 1:
            return int(fits[0])
    raise UnknownName(
        f"there is no event {name!r}", todo="name it as sightline check does: <ledger>:<number>"
    )


def id_of(name: str, size: int) -> bytes:
    """Read an id of ``size`` bytes; WrongUse when it is none."""
    try:
        raw = bytes.fromhex(name)
    except ValueError:
        raw = b""
    if len(raw) != size:
        raise WrongUse(
            f"{name!r} is not {2 * size} hex digits", todo="give the id that sightline show prints"
        )
    return raw


def entries(value: Json) -> list[dict[str, Json]]:
    """Give the mappings of a list in a body; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
