"""Keeps each analysis of where and when the work of one also at an import: lines that would add to another's are named.

A line that is known already changes nothing, so a copy of a case can be imported twice, by anybody; and an analysis
that comes in with the file is taken as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from sightline.core.errors import WrongUse
from sightline.model.record import Record, statement_ids
from sightline.store.read import names_of
from sightline.work.case import Case
from sightline.work.locating.blind import refuse_saying
from sightline.work.record import known_ids, secret_of

Line = tuple[int, Record]


def steps_of_others(
    case: Case, connection: Connection, steps: Iterable[Line]
) -> Iterator[tuple[int, WrongUse]]:
    """Name the lines that would add to an analysis of somebody else which the case holds.

    Parameters
    ----------
    steps : iterable of (line, body)
        What the lines say of analyses, whosever they are.
    """
    about: dict[bytes, list[Line]] = defaultdict(list)
    for line, body in steps:
        about[bytes.fromhex(str(body["subject"]))].append((line, body))
    held = names_of(connection, about) if about else {}
    for subject, mine in about.items():
        if subject in held:
            for line, body in _new(case, connection, mine):
                try:
                    refuse_saying(connection, held[subject], str(body["property"]), case.by)
                except WrongUse as error:
                    yield line, error


def _new(case: Case, connection: Connection, mine: Sequence[Line]) -> list[Line]:
    secret = secret_of(case)
    ids = [statement_ids(secret, body)[0] for _, body in mine]
    known = known_ids(connection, ids)
    return [one for one, identifier in zip(mine, ids, strict=True) if identifier not in known]
