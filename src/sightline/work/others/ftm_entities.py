"""Reads FollowTheMoney entities, one JSON object a line, into lines of the import format [1].

A person's name is recorded as sensitive unless the file itself gives a public position: it is encrypted from the first
moment and shown to nobody outside.

References
----------
.. [1] FollowTheMoney, https://followthemoney.tech/explorer/, model of version 4.11
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sightline.core.errors import Unreadable
from sightline.work.others.drafting import Cited, Drafting, Line, entity

ACTORS: Final = {
    "Organization": "organisation", "Company": "company", "PublicBody": "government", "LegalEntity": "unknown",
    "Person": "person",
}  # fmt: skip
ITEMS: Final = {
    "Video": "video", "Image": "photo", "Audio": "audio", "Document": "document", "Article": "article",
    "PlainText": "document", "HyperText": "page", "Pages": "document", "Table": "document", "Email": "message",
    "Message": "message",
}  # fmt: skip
EVENTS: Final = frozenset({"Event"})
ROLES: Final = {
    "allied with": "allied_with", "affiliated with": "affiliated_with", "fights": "fights",
    "pledged allegiance to": "pledged_to", "operates in": "operates_in", "controls": "controls",
    "members went to": "members_went_to", "signed": "signed", "governed by": "governed_by",
    "contested by": "contested_by", "besieged by": "besieged_by", "active in": "active_in",
}  # fmt: skip
MEMBERS: Final = {"leader": "leader_of", "part of": "part_of"}
SUCCEEDED: Final = {"merged into": "merged_into"}
READ: Final = frozenset(
    {
        "name", "alias", "weakAlias", "previousName", "summary", "description", "notes", "keywords", "position",
        "dissolutionDate", "classification", "date", "startDate", "endDate", "location", "addressEntity", "involved",
        "organizer", "proof", "full", "city", "latitude", "longitude", "remarks", "title", "fileName",
        "publishedAt", "sourceUrl", "contentHash", "mimeType", "fileSize",
    }
)  # fmt: skip
"""Properties that become statements, and those that only tell of a file that is not here."""
LONGEST: Final = 4_000_000
_REACH: Final = re.compile(r"within (\d{1,9}) m; .+")
"""How far a point may be off, as this program's own export writes it; without it a district would become a point."""
_WHEN: Final = "when: "
_INSIDE: Final = "in"
"""What a place is in another."""


def ftm_lines(path: Path, cited: Cited) -> Iterator[Line]:
    """Go through the lines that a file of FollowTheMoney entities comes to; the file is read twice.

    Raises
    ------
    Unreadable
        A line that is no entity: it names the line.
    """
    schemas = {str(one["id"]): str(one["schema"]) for _, one in _entities(path)}
    keys = {
        identifier: key
        for identifier, schema in schemas.items()
        if (key := _key(identifier, schema)) is not None
    }
    for number, one in _entities(path):
        out = Drafting(cited, number)
        props: Mapping[str, list[str]] = one["properties"]
        schema, key = str(one["schema"]), keys.get(str(one["id"]))
        if schema in ACTORS and key is not None:
            _actor(out, key, schema, props)
        elif schema in EVENTS and key is not None:
            _event(out, key, props, keys)
        elif schema == "Address" and key is not None:
            _address(out, key, props)
        elif schema in ITEMS and key is not None:
            _item(out, key, schema, props)
        else:
            _edge(out, schema, props, keys)
        if key is not None and schema != "Person":
            # of a person nothing stands in clear that no property here asks for
            _left(out, key, set(props) - READ - ({"country"} if schema == "Address" else set()), props)
        yield from out.take()


def _entities(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            where = f"{path.name}, line {number}"
            if line.strip() == b"":
                continue
            if len(line) > LONGEST:
                raise Unreadable(f"it is longer than {LONGEST} bytes", item=where, todo="part the file")
            try:
                one = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise Unreadable(f"it is no JSON: {error}", item=where, todo="one entity a line") from error
            if (
                not isinstance(one, dict)
                or not {"id", "schema", "properties"} <= set(one)
                or not isinstance(one["properties"], dict)
            ):
                raise Unreadable(
                    "it is no entity of FollowTheMoney", item=where, todo="it needs id, schema and properties"
                )
            for name, values in one["properties"].items():
                if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
                    raise Unreadable(
                        "its values are no list of texts",
                        item=f"{where}, property {name}",
                        todo="run ftm validate first",
                    )
            yield number, one


def _key(identifier: str, schema: str) -> str | None:
    kind = (
        "actor"
        if schema in ACTORS
        else "incident"
        if schema in EVENTS
        else "place"
        if schema == "Address"
        else "item"
        if schema in ITEMS
        else None
    )
    return None if kind is None else f"{kind}/ftm-{identifier}"


def _actor(out: Drafting, key: str, schema: str, props: Mapping[str, list[str]]) -> None:
    told = (out.cited.actor_kinds.get(text.casefold()) for text in props.get("classification", ()))
    out.say(key, "actor_kind", next(filter(None, told), ACTORS[schema]), kind="Actor")
    private = schema == "Person" and not props.get("position")
    for name in props.get("name", ()):
        out.say(key, "person_name" if private else "name", name)
    for name in (*props.get("alias", ()), *props.get("weakAlias", ()), *props.get("previousName", ())):
        out.say(key, "person_name" if private else "alias", name)
    for text in props.get("position", ()):
        # whether it is a public one, a person says
        out.say(key, "note", f"Position, as the file has it: {text}")
    for day in props.get("dissolutionDate", ()):
        out.say(key, "dissolved", day)
    _words(out, key, props)


def _event(out: Drafting, key: str, props: Mapping[str, list[str]], keys: Mapping[str, str]) -> None:
    for name in props.get("name", ())[:1]:
        out.say(key, "title", name, kind="Incident")
    if (when := _span(props)) is not None:
        out.say(key, "occurred", when)
    for place in props.get("location", ()):
        out.say(key, "place_name", place)
    for prop, ours in (("addressEntity", "place"), ("involved", "party"), ("organizer", "party")):
        for other in props.get(prop, ()):
            if other in keys:
                out.say(key, ours, entity(keys[other]))
    for other in props.get("proof", ()):
        if keys.get(other, "").startswith("item/"):
            out.say(keys[other], "reports", entity(key))
    _words(out, key, props)


def _address(out: Drafting, key: str, props: Mapping[str, list[str]]) -> None:
    names = props.get("name") or props.get("full") or props.get("city") or ["place without a name"]
    for name in names:
        out.say(key, "name", name, kind="Place")
    for name in props.get("alias", ()):
        out.say(key, "alias", name)
    if props.get("latitude") and props.get("longitude"):
        spot: dict[str, object] = {"lat": props["latitude"][0], "lon": props["longitude"][0]}
        known = next(filter(None, map(_REACH.fullmatch, props.get("remarks", ()))), None)
        out.say(key, "position", spot if known is None else spot | {"radius_m": int(known[1])})
    for country in props.get("country", ()):
        out.say(key, "country", country)
    _words(out, key, props)


def _item(out: Drafting, key: str, schema: str, props: Mapping[str, list[str]]) -> None:
    out.say(key, "item_kind", ITEMS[schema], kind="Item")
    out.say(key, "state", "listed")
    for title in (props.get("title") or props.get("fileName") or ())[:1]:
        out.say(key, "title", title)
    for day in (props.get("publishedAt") or props.get("date") or ())[:1]:
        out.say(key, "posted_at", day)
    for url in props.get("sourceUrl", ()):
        out.say(key, "url", url)
    for digest in props.get("contentHash", ()):
        out.say(key, "external_id", digest, quals={"scheme": "contentHash"})
    _words(out, key, props)


def _edge(out: Drafting, schema: str, props: Mapping[str, list[str]], keys: Mapping[str, str]) -> None:
    """Read a relation, a mention or a note; one whose ends are not in the file says nothing here."""
    role = next(iter(props.get("role", ())), "").casefold()
    ends = {
        "Membership": ("member", "organization", MEMBERS.get(role, "member_of")),
        "Succession": ("predecessor", "successor", SUCCEEDED.get(role, "succeeded_by")),
        "UnknownLink": ("subject", "object", ROLES.get(role, "")),
    }.get(schema)
    if ends is not None:
        first, second, prop = ends
        if schema == "Succession" and role == "split from":
            first, second, prop = "successor", "predecessor", "split_from"
        for one in props.get(first, ()):
            for other in props.get(second, ()):
                if one in keys and other in keys:
                    _relation(out, (keys[one], keys[other]), prop, props, role=role)
    elif schema == "Mention":
        for one in props.get("resolved", ()):
            for document in props.get("document", ()):
                if one in keys and document in keys:
                    out.say(keys[one], "described_in", entity(keys[document]))
    elif schema == "Note":
        for one in props.get("entity", ()):
            for text in props.get("description", ()):
                if one in keys:
                    out.say(keys[one], "note", text)


def _relation(
    out: Drafting, ends: tuple[str, str], prop: str, props: Mapping[str, list[str]], *, role: str
) -> None:
    told = next(iter(props.get("description", ())), None)
    if role == _INSIDE and all(one.startswith("place/") for one in ends):
        prop = "part_of"
    if prop == "":
        # a link of a sort that is not known here is kept in words rather than under a wrong name
        out.say(
            ends[0],
            "note",
            f"Linked to {ends[1].split('/ftm-', 1)[1]}: {role or 'how is not said'}. {told or ''}".strip(),
        )
        return
    out.say(
        ends[0], prop, entity(ends[1]), valid=_span(props), quals={"role": role} if role else {}, note=told
    )


def _span(props: Mapping[str, list[str]]) -> str | None:
    if props.get("date"):
        return min(props["date"])
    begin, end = props.get("startDate", ()), props.get("endDate", ())
    if begin or end:
        return f"{min(begin) if begin else '..'}/{max(end) if end else ''}"
    return None


def _left(out: Drafting, key: str, names: set[str], props: Mapping[str, list[str]]) -> None:
    """Keep in words what has no property here, so that it is not lost without a word."""
    for name in sorted(names):
        out.say(key, "note", f"{name}, as the file has it: {'; '.join(props[name])}" if props[name] else "")


def _words(out: Drafting, key: str, props: Mapping[str, list[str]]) -> None:
    for text in props.get("summary", ()):
        if not text.startswith(_WHEN):
            out.say(key, "summary", text)
    for name in ("description", "notes"):
        for text in props.get(name, ()):
            out.say(key, "note", text)
    for word in props.get("keywords", ()):
        out.say(key, "tag", word)
