"""Reads what stands in a disclosed entity: by property, what was said and is not taken back."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from sightline.model.shown import ShownEntity, ShownStatement
from sightline.model.shown_time import ShownTime


def stated(entity: ShownEntity, *properties: str, negated: bool = False) -> Iterator[ShownStatement]:
    """Go through the statements of some properties that stand, preferred ones first.

    Parameters
    ----------
    negated : bool
        Those that say it is not so, instead of those that say it is.
    """
    polarity = "negated" if negated else "affirmed"
    mine = [s for s in entity.statements if s.property in properties and s.status == "current"]
    for rank in ("preferred", "normal"):
        yield from (s for s in mine if s.rank == rank and s.polarity == polarity)


def texts(entity: ShownEntity, *properties: str) -> list[str]:
    """Give the values of some properties as texts, each once."""
    return list(dict.fromkeys(s.value for s in stated(entity, *properties) if s.value != ""))


def first_text(entity: ShownEntity, *properties: str) -> str:
    """Give the first value of some properties; empty when there is none."""
    return next(iter(texts(entity, *properties)), "")


def term(entity: ShownEntity, prop: str) -> str:
    """Give the id of the first term of a property; empty when there is none."""
    return next((s.term for s in stated(entity, prop) if s.term != ""), "")


def coded(entity: ShownEntity, prop: str, qualifier: str) -> str:
    """Give the code that a statement of a property carries, such as a precision; empty when none does."""
    return next(
        (q.term for s in stated(entity, prop) for q in s.qualifiers if q.id == qualifier and q.term), ""
    )


def pointed(said: ShownStatement, known: Mapping[str, ShownEntity]) -> ShownEntity | None:
    """Give the entity that a value is, where the dossier shows it."""
    return None if said.code is None else known.get(said.code)


def days(time: ShownTime | None) -> tuple[str, str]:
    """Give the first and the last day that a time may cover, each ISO 8601 or empty where nothing bounds it.

    A written date without a zone may lie hours to either side; its days are those that were written.
    """
    if time is None:
        return "", ""
    # the zone that nobody stated widens a day by up to 14 hours each way: the middle is the day itself
    slack = timedelta(hours=0) if time.zone is not None else timedelta(hours=14)
    begin = "" if time.begin_min is None else _day(time.begin_min, slack)
    end = "" if time.end_max is None else _day(time.end_max - 1, -slack)
    if begin != "" and end != "" and end < begin:
        end = begin
    return begin, end


def _day(ms: int, shift: timedelta) -> str:
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms) + shift).date().isoformat()
    except OverflowError:
        return ""
