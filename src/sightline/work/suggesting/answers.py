"""Keep what people said of suggestions: judgements on the digest of text, words and claim, never overwritten."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from sightline.model.record import Record, judgement
from sightline.store.tables import judgements
from sightline.work.case import Case
from sightline.work.suggesting.offer import Answer

ON: Final = "suggestion"
_MADE: Final = "as "
_AT_ONCE: Final = 500


def answers_on(case: Case, ids: Sequence[str]) -> Mapping[str, Answer]:
    """Read the last answer to each suggestion that was not taken back; the newest of several people counts."""
    with case.catalogue.reading() as connection:
        return answers_in(connection, ids)


def answers_in(connection: Connection, ids: Sequence[str]) -> Mapping[str, Answer]:
    """Read the same in a transaction that is open already."""
    out: dict[str, Answer] = {}
    columns = ("on_id", "verdict", "by", "reason", "id")
    for start in range(0, len(ids), _AT_ONCE):
        wanted = [bytes.fromhex(one) for one in ids[start : start + _AT_ONCE]]
        query = select(*(judgements.c[name] for name in columns)).where(
            judgements.c.on_kind == ON, judgements.c.on_id.in_(wanted), judgements.c.undone.is_(None)
        )
        rows = connection.execute(query.order_by(judgements.c.pos, judgements.c.id))
        for on, verdict, by, reason, identifier in rows:
            out[bytes(on).hex()] = Answer(verdict, by or "", _made(reason), bytes(identifier).hex())
    return out


def answer_body(case: Case, on: str, verdict: str, *, made: str | None, reason: str | None) -> Record:
    """Make the judgement that keeps an answer, with the incident that the claim went to."""
    said = [part for part in (None if made is None else f"{_MADE}{made}", reason) if part is not None]
    return judgement(case.ids.new(), ON, bytes.fromhex(on), verdict, reason="; ".join(said) or None)


def _made(reason: str | None) -> str | None:
    if reason is None or not reason.startswith(_MADE):
        return None
    return reason.removeprefix(_MADE).split(";")[0].strip()
