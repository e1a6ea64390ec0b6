"""Reasons that statements give: when something happened or was recorded, and what shows or reports what."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from sightline.model.time import read
from sightline.model.view import Named, Statement
from sightline.store.read import names_of, statements_of
from sightline.work.bounding.reasons import (
    Gathering,
    apart_by,
    begin,
    begun_by,
    during,
    end,
    ended_after,
    not_after,
    not_before,
    stretches,
)
from sightline.work.locating.blind import kept_from
from sightline.work.matching.dated import postings_of

TIES: Final = ("shows", "reports", "copy_of", "repost_of")
_SHORT: Final = 12
_WHEN: Final = {"occurred": "happened", "recorded_at": "was recorded", "claimed_time": "shows something of"}


def say_dates(
    gathering: Gathering, connection: Connection, things: Mapping[bytes, Named], *, zone: str | None
) -> None:
    """Take in what statements say of when things were, and when items were public.

    :param zone: of the case, for dates written without one; None widens them by what zones can differ
    """
    items = [one for one, named in things.items() if named.kind in ("Item", "Post")]
    for item, posting in sorted(
        postings_of(connection, items).items(), key=lambda pair: things[pair[0]].code
    ):
        code = things[item].code
        words = (
            f"{code} was in hand on {posting.text}"
            if posting.by_capture
            else f"{code} was posted {posting.text}"
        )
        gathering.because(words, not_after(code, posting.latest_ms))
    said = statements_of(connection, sorted(things))
    names = names_of(connection, {one.source for one in said if one.source is not None})
    for one in said:
        if one.property not in _WHEN or not _stands(one) or not isinstance(one.value, str):
            continue
        _say_date(gathering, one, things[one.entity].code, names, zone)


def _say_date(
    gathering: Gathering, one: Statement, code: str, names: Mapping[bytes, Named], zone: str | None
) -> None:
    span = read(str(one.value), zone=zone)
    source = None if one.source is None else names.get(one.source)
    who = "" if source is None else f"{source.title} says that "
    words = f"{who}{code} {_WHEN[one.property]} {one.value}"
    unsure = span.approximate or span.uncertain
    weak = one.hedged or unsure or one.property == "claimed_time"
    limits = during(code, stretches(span))
    if one.property == "claimed_time":  # the item must run at some moment of what it is said to show
        limits = (begun_by(code, span.end_latest), ended_after(code, span.begin_earliest))
    gathering.because(words, *limits, weak=weak, cite=one.id.hex()[:_SHORT])


def say_ties(gathering: Gathering, connection: Connection, things: Mapping[bytes, Named]) -> None:
    """Take in which item shows or reports which incident, and which item repeats which."""
    for one in statements_of(connection, sorted(things)):
        if one.property not in TIES or not _stands(one) or one.target is None or one.target not in things:
            continue
        item, other = things[one.entity].code, things[one.target].code
        cite = one.id.hex()[:_SHORT]
        if one.property == "shows" and things[one.target].kind in ("Incident", "Aggregate"):
            gathering.because(
                f"{item} shows {other}",
                apart_by(begin(item), end(other), 0, None),
                apart_by(begin(other), end(item), 0, None),
                weak=one.hedged,
                cite=cite,
            )
        elif one.property == "reports":
            gathering.because(
                f"{item} reports {other}",
                apart_by(begin(other), end(item), 0, None),
                weak=one.hedged,
                cite=cite,
            )
        elif one.property in ("copy_of", "repost_of"):
            gathering.because(
                f"{item} is a copy of {other}, so both were recorded at once",
                apart_by(begin(other), end(item), 0, None),
                apart_by(begin(item), end(other), 0, None),
                weak=one.hedged,
                cite=cite,
            )


def say_analyses(
    gathering: Gathering,
    connection: Connection,
    things: Mapping[bytes, Named],
    mentions: list[Statement],
    by: str,
    *,
    zone: str | None,
) -> None:
    """Take in the bounds that people argued; what is kept from whoever looks a second time stays so."""
    kept = kept_from(connection, by)
    about = {
        one.entity: one.target
        for one in mentions
        if one.property == "of" and _stands(one) and one.target is not None
    }
    names = names_of(connection, about)
    for analysis, thing in sorted(about.items()):
        if names[analysis].kind != "Chronolocation" or analysis in kept or thing not in things:
            continue
        for one in statements_of(connection, [analysis]):
            if one.property in ("not_before", "not_after", "interval") and _stands(one):
                _say_analysed(gathering, one, things[thing].code, names[analysis].code, zone)


def _say_analysed(gathering: Gathering, one: Statement, code: str, analysis: str, zone: str | None) -> None:
    if not isinstance(one.value, str) or one.qualifiers.get("verdict") == "open":
        return
    span = read(one.value, zone=zone)
    method = one.qualifiers.get("method") or one.qualifiers.get("basis") or one.note
    words = f"{analysis}: {code} {one.property.replace('_', ' ')} {one.value}" + (
        f", by {method}" if method else ""
    )
    limits = {
        "not_before": (not_before(code, span.begin_earliest),),
        "not_after": (not_after(code, span.end_latest),),
        "interval": during(code, stretches(span)),
    }[one.property]
    weak = one.hedged or span.approximate or span.uncertain
    gathering.because(words, *limits, weak=weak, cite=one.id.hex()[:_SHORT])


def _stands(one: Statement) -> bool:
    return one.closed is None and not one.negated and one.hidden == 0 and one.rank != "deprecated"
