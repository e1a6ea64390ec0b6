"""Statements that point at a statement: in a file they name its line, since ids differ from case to case.

The id of a statement is keyed with the secret of its workspace. A citation in an assessment, or the grade of one claim,
would point nowhere in a copy, so an export writes ``line:17`` in the place of the id, and an import finds that again.
"""

import mmap
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from attrs import define, evolve, field
from sqlalchemy import Connection, select

from sightline.core.errors import BadValue
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.store.tables import statements

QUALIFIER: Final = "statement"
"""Name of the qualifier that holds the id of a statement."""
_POINTS: Final = re.compile(rb'"statement":\s*"line:([1-9][0-9]{0,11})"')
_LINE: Final = re.compile(r"line:([1-9][0-9]{0,11})")
_ID: Final = re.compile(r'"statement":\s*"([0-9a-f]{32})"')


@define(slots=True)
class References:
    """The lines of one file that others point at, and the statements that they became."""

    wanted: frozenset[int] = frozenset()
    ids: dict[int, str] = field(factory=dict)

    def points_at(self, draft: Draft) -> int | None:
        """Give the line that a draft points at; None where it points at none."""
        told = draft.qualifiers.get(QUALIFIER)
        found = _LINE.fullmatch(told) if isinstance(told, str) else None
        return None if found is None else int(found[1])

    def resolved(self, draft: Draft) -> Draft:
        """Put the id of the statement in the place of its line.

        Raises
        ------
        BadValue
            That line stands later, or says nothing.
        """
        line = self.points_at(draft)
        if line is None:
            return draft
        if line not in self.ids:
            raise BadValue(
                f"points at line {line}, which is no statement before it", todo="put that line first"
            )
        return evolve(draft, qualifiers={**draft.qualifiers, QUALIFIER: self.ids[line]})

    def learn(self, made: Iterable[tuple[int, bytes]]) -> None:
        """Note which statements lines became."""
        self.ids |= {line: identifier.hex() for line, identifier in made if line in self.wanted}

    def forget(self, after: int) -> None:
        """Forget what lines after one became."""
        self.ids = {line: identifier for line, identifier in self.ids.items() if line <= after}


def references_in(path: Path) -> References:
    """Find the lines of a file that others point at; most files have none."""
    if path.stat().st_size == 0:
        return References()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if whole.find(b'"line:') < 0:
            return References()
        return References(frozenset(int(found[1]) for found in _POINTS.finditer(whole)))


def pointed_at(connection: Connection) -> frozenset[str]:
    """List the statements (hex) that others of the case point at."""
    query = select(statements.c.quals).where(statements.c.quals.contains(f'"{QUALIFIER}"'))
    return frozenset(
        found[1] for text in connection.execute(query).scalars() for found in _ID.finditer(str(text))
    )


def by_line(qualifiers: Mapping[str, Json], lines: Mapping[str, int]) -> dict[str, Json]:
    """Write qualifiers with the line of a statement in the place of its id, where that stands in the file already."""
    told = qualifiers.get(QUALIFIER)
    line = lines.get(told) if isinstance(told, str) else None
    return dict(qualifiers) if line is None else {**qualifiers, QUALIFIER: f"line:{line}"}
