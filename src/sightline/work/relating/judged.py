"""Says what people judged of statements, in words beside them: a refuted claim is still what its source said."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from sightline.store.claims import Verdict, verdicts_of
from sightline.work.case import Case
from sightline.work.view import Times, moments_of

TOLD: Final = ("verified", "refuted")
"""Judgements that say whether a claim is right; the others say what to do with it."""


def judged_of(
    connection: Connection, statements: Iterable[str], *, known_at: int | None = None
) -> Mapping[str, str]:
    """Say of statements (ids, hex) who judged them right or wrong; those that nobody judged are not there."""
    found = verdicts_of(connection, (bytes.fromhex(one) for one in statements), known_at=known_at)
    return {statement.hex(): told for statement, said in found.items() if (told := _words(said))}


def judged(case: Case, statements: Iterable[str], times: Times) -> Mapping[str, str]:
    """Say the same, at the times of a question.

    Raises
    ------
    BadTime
        A time is not EDTF.
    """
    with case.catalogue.reading() as connection:
        return judged_of(connection, statements, known_at=moments_of(case, connection, times).known_at)


def _words(said: Iterable[Verdict]) -> str:
    return ", ".join(f"judged {one.verdict} by {one.by or 'somebody'}" for one in said if one.verdict in TOLD)
