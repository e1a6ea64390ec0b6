"""Writes a dossier as FollowTheMoney entities, one JSON object a line, as ``ftm`` and its tools read them.

Actors become Organization or Person, incidents Event, places Address, items Video, Image, Audio or Document, relations
Membership, Succession or UnknownLink with their dates, and each passage that names an actor or incident a Mention.
Claims, polarity and confidence have no home there [1]: what is denied or only hedged is written as a Note in words,
never as a plain link, so that nobody downstream takes a denial for a fact.

References
----------
.. [1] FollowTheMoney, https://followthemoney.tech/explorer/, model of version 4.11
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sightline.model.disclosed import Dossier
from sightline.model.shown import ShownEntity, ShownStatement
from sightline.model.shown_time import ShownTime
from sightline.publish.dossier import Published
from sightline.publish.formats.ftm_records import Properties, id_of, listed, proof_of, record
from sightline.publish.formats.ftm_words import (
    LINKS,
    MEMBERSHIPS,
    PERSONS,
    SUCCESSIONS,
    mentions,
    notes,
    sentence,
)
from sightline.publish.formats.one_file import write_lines
from sightline.publish.formats.stated import days, first_text, pointed, stated, term, texts

MEDIA: Final = {"video": "Video", "photo": "Image", "audio": "Audio"}
_PLAIN_DATE: Final = re.compile(r"\d{4}(-\d{2}){0,2}")


class FollowTheMoney:
    """The dossier as FollowTheMoney entities."""

    name = "ftm"

    def write(self, dossier: Dossier, target: Path) -> Published:
        """Write ``target``, one entity a line."""
        return write_lines(target, (json.dumps(one, ensure_ascii=False) + "\n" for one in entities(dossier)))


def entities(dossier: Dossier) -> Iterator[dict[str, object]]:
    """Go through what a dossier holds as FollowTheMoney entities, those that others point to first."""
    kinds = {one.code: one for one in dossier.entities if one.status == "shown"}
    shown = _documents(kinds)
    for one in kinds.values():
        made = _entity(one, kinds, shown)
        if made is not None:
            yield made
    for one in kinds.values():
        yield from _links(one, kinds)
        yield from mentions(one, kinds)
        yield from notes(one, kinds)


def _documents(kinds: Mapping[str, ShownEntity]) -> dict[str, list[str]]:
    """List by incident the items that show or report it, read once: an incident asks for its own alone."""
    out: dict[str, list[str]] = defaultdict(list)
    for item in kinds.values():
        if item.kind != "Item":
            continue
        for code in dict.fromkeys(s.code for s in stated(item, "shows", "reports") if s.code is not None):
            out[code].append(item.code)
    return out


def _entity(
    one: ShownEntity, kinds: Mapping[str, ShownEntity], shown: Mapping[str, Sequence[str]]
) -> dict[str, object] | None:
    if one.kind == "Actor":
        return _actor(one)
    if one.kind == "Source":
        return record(one.code, "Organization", _named(one) | listed(website=texts(one, "url")))
    if one.kind in {"Incident", "Aggregate"}:
        return _event(one, kinds, shown.get(one.code, ()))
    if one.kind == "Place":
        return _address(one)
    if one.kind in {"Item", "Post"}:
        return _document(one, kinds)
    if one.kind == "Artefact":
        return (
            None  # FollowTheMoney has no munition or marking; what is seen is told in the notes of its item
        )
    return None


def _actor(one: ShownEntity) -> dict[str, object]:
    schema = "Person" if term(one, "actor_kind") in PERSONS else "Organization"
    properties = _named(one)
    properties |= listed(previousName=[s.value for s in stated(one, "alias") if s.valid is not None])
    if schema == "Organization":
        kind = first_text(one, "actor_kind")
        properties |= listed(
            classification=[kind] if kind else [],
            dissolutionDate=[d for s in stated(one, "dissolved") if (d := _date(s.raw or s.value))],
        )
    return record(one.code, schema, properties)


def _event(one: ShownEntity, kinds: Mapping[str, ShownEntity], documents: Sequence[str]) -> dict[str, object]:
    properties = _named(one) | _dated(one.when)
    actors = [s.code for s in stated(one, "attributed_to") if s.code in kinds and s.certainty == "asserted"]
    places = [s.code for s in stated(one, "place") if s.code in kinds]
    category = texts(one, "category")
    return record(
        one.code,
        "Event",
        properties
        | listed(
            location=texts(one, "place_name"),
            addressEntity=[id_of(code) for code in places if code],
            keywords=[*category, *(["aggregate: never counted with its members"] if one.aggregate else [])],
            # an alleged perpetrator is involved according to somebody; the notes name who says so
            involved=[id_of(code) for code in actors if code],
            documentedBy=[],
            proof=[id_of(code) for code in documents],
            notes=[one.tally] if one.tally else [],
        ),
    )


def _address(one: ShownEntity) -> dict[str, object]:
    spot = one.positions[0] if one.positions else None
    point = (
        {}
        if spot is None
        else listed(
            latitude=[f"{spot.lat_e7 / 1e7:.7f}".rstrip("0")],
            longitude=[f"{spot.lon_e7 / 1e7:.7f}".rstrip("0")],
        )
    )
    names = texts(one, "name", "title") or [one.title]
    country = texts(one, "country")
    return record(
        one.code,
        "Address",
        _named(one)
        | point
        | listed(
            full=[", ".join([names[0], *country[:1]])],
            city=names[:1] if term(one, "place_kind") in {"town", "city", "village"} else [],
            remarks=[] if spot is None else [f"within {spot.radius_m} m; {spot.precision}"],
        ),
    )


def _document(one: ShownEntity, kinds: Mapping[str, ShownEntity]) -> dict[str, object]:
    schema = MEDIA.get(term(one, "item_kind"), "Document")
    kept = [file for capture in one.captures for file in capture.files if file.role == "original"]
    authors = [by.title for s in stated(one, "author") if (by := pointed(s, kinds)) is not None]
    properties = listed(
        title=[one.title],
        fileName=[kept[0].name if kept and kept[0].name else one.code],
        contentHash=[],
        fileSize=[str(kept[0].size)] if kept else [],
        mimeType=[kept[0].media_type] if kept and kept[0].media_type else [],
        author=authors,
        publishedAt=[d for s in stated(one, "posted_at") if (d := _date(s.raw or s.value))][:1],
        sourceUrl=[url for url in texts(one, "url") if url.startswith(("http://", "https://"))],
        language=texts(one, "language"),
        summary=texts(one, "summary"),
        notes=[f"sha256 of the kept bytes: {file.sha256}" for file in kept],
        keywords=texts(one, "tag"),
    )
    return record(one.code, schema, properties)


def _links(one: ShownEntity, kinds: Mapping[str, ShownEntity]) -> Iterator[dict[str, object]]:
    for said in stated(one, *MEMBERSHIPS, *SUCCESSIONS, *LINKS):
        other = pointed(said, kinds)
        if other is None or said.certainty == "hedged":
            continue
        about = _dated(said.valid) | _told(said, kinds)
        prop = said.property
        acting = one.kind == "Actor" and other.kind == "Actor"
        if prop in MEMBERSHIPS and acting and term(other, "actor_kind") not in PERSONS:
            ends = listed(
                member=[id_of(one.code)], organization=[id_of(other.code)], role=[MEMBERSHIPS[prop]]
            )
            yield record(said.id, "Membership", ends | about)
        elif prop in SUCCESSIONS and acting:
            first, second = (other, one) if prop == "split_from" else (one, other)
            ends = listed(
                predecessor=[id_of(first.code)], successor=[id_of(second.code)], role=[SUCCESSIONS[prop]]
            )
            yield record(said.id, "Succession", ends | about)
        else:
            ends = listed(subject=[id_of(one.code)], object=[id_of(other.code)], role=[said.label])
            yield record(said.id, "UnknownLink", ends | about)


def _told(said: ShownStatement, kinds: Mapping[str, ShownEntity]) -> Properties:
    who = said.via or said.source
    return listed(
        description=[sentence(said)],
        publisher=[] if who is None else [who.title],
        proof=proof_of(said, kinds),
        recordId=[said.id],
    )


def _named(one: ShownEntity) -> Properties:
    names = texts(one, "name", "title") or [one.title]
    return listed(
        name=names, alias=[t for t in texts(one, "alias") if t not in names], summary=texts(one, "summary")
    )


def _dated(time: ShownTime | None) -> Properties:
    """Give a time as FollowTheMoney has it: a day, month or year, or its first and last day."""
    if time is None:
        return {}
    if (plain := _date(time.edtf)) is not None:
        return listed(date=[plain])
    begin, end = days(time)
    return listed(
        startDate=[begin] if begin else [],
        endDate=[end] if end and not time.ongoing else [],
        summary=[f"when: {time.text}"],
    )


def _date(text: str) -> str | None:
    return text if _PLAIN_DATE.fullmatch(text) else None
