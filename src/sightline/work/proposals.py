"""What measures propose of an item and nobody judged yet. A proposal is no statement: views do not see it."""

import json
from collections.abc import Mapping, Sequence

from attrs import field, frozen
from sqlalchemy import Connection, select

from sightline.core.errors import AmbiguousName, UnknownName
from sightline.model.finding import Json
from sightline.model.schema import Schema
from sightline.model.view import Named
from sightline.store.read import cluster_of, names_of
from sightline.store.tables import capture_files, captures, findings, judgements, proposals
from sightline.work.case import Case
from sightline.work.pointing import HEX, SHORT, point_at
from sightline.work.safety.text import hazardous_spans
from sightline.work.value_text import write_value


@frozen(slots=True)
class Proposed:
    """One statement that a finding proposes of an item."""

    finding: str
    """Id of the finding (hex): ``sightline judge finding ID accept``."""
    order: int
    """Its place among what the finding proposes, from 1."""
    measure: str
    version: int
    sentence: str
    """What the measure saw, in one sentence."""
    item: str
    """Code."""
    property: str
    value: Json
    text: str
    """The value for a person."""
    valid: str | None = None
    lang: str | None = None
    certainty: str = "asserted"
    qualifiers: Mapping[str, Json] = field(factory=dict)


def open_proposals(case: Case, code: str) -> tuple[Proposed, ...]:
    """List what measures propose of an item and nobody accepted or rejected yet.

    Raises
    ------
    UnknownName
        There is no such item.
    """
    with case.catalogue.reading() as connection:
        item = point_at(connection, code, kinds=("Item", "Post"))
        bytes_of = (
            select(capture_files.c.sha256)
            .join(captures, captures.c.id == capture_files.c.capture)
            .where(captures.c.item.in_(cluster_of(connection, item.id)))
        )
        judged = select(judgements.c.on_id).where(
            judgements.c.on_kind == "finding",
            judgements.c.undone.is_(None),
            judgements.c.verdict.in_(("accept", "reject")),
        )
        query = (
            select(findings.c.id)
            .where(findings.c.input.in_(bytes_of), findings.c.id.not_in(judged), findings.c.hidden == 0)
            .order_by(findings.c.n)
        )
        out: list[Proposed] = []
        for identifier in connection.execute(query).scalars().all():
            out += proposed_by(connection, case.schema, bytes(identifier), item)
    return tuple(out)


def proposed_by(connection: Connection, schema: Schema, finding: bytes, item: Named) -> list[Proposed]:
    """Read what a finding proposes of an item, in its order."""
    head = connection.execute(select(findings).where(findings.c.id == finding)).one()
    query = select(proposals).where(proposals.c.finding == finding, proposals.c.hidden == 0)
    out: list[Proposed] = []
    for row in connection.execute(query.order_by(proposals.c.ord)):
        body = json.loads(row.body)
        prop = schema.kinds[item.kind].properties.get(row.prop)
        value = body.get("value")
        if isinstance(value, str) and hazardous_spans(value):
            continue  # kept with the finding, and suggested to nobody
        out.append(
            Proposed(
                finding=finding.hex(),
                order=row.ord + 1,
                measure=head.measure,
                version=head.version,
                sentence=head.sentence or "",
                item=item.code,
                property=row.prop,
                value=value,
                text=str(value) if prop is None else write_value(prop, value, codes={}),
                valid=body.get("valid"),
                lang=body.get("lang"),
                certainty=body.get("certainty") or "asserted",
                qualifiers=body.get("qualifiers") or {},
            )
        )
    return out


def finding_at(connection: Connection, digits: str) -> bytes:
    """Find a finding by its id or the first digits of it.

    Raises
    ------
    UnknownName, AmbiguousName
        There is none, or several begin so.
    """
    if HEX.fullmatch(digits) is None:
        raise UnknownName("is no id of a finding", item=digits, todo="an id has 6 to 32 digits 0-9 a-f")
    low, high = bytes.fromhex(digits.ljust(32, "0")), bytes.fromhex(digits.ljust(32, "f"))
    found = [
        bytes(i)
        for i in connection.execute(
            select(findings.c.id).where(findings.c.id >= low, findings.c.id <= high).limit(5)
        ).scalars()
    ]
    if not found:
        raise UnknownName("there is no such finding", item=digits, todo="see them with: sightline show CODE")
    if len(found) > 1:
        named = ", ".join(i.hex()[:SHORT] for i in found)
        raise AmbiguousName(f"several findings begin so: {named}", item=digits, todo="give more digits")
    return found[0]


def items_of_finding(connection: Connection, finding: bytes) -> Sequence[Named]:
    """List the items whose bytes a finding is about, by code."""
    query = (
        select(captures.c.item)
        .join(capture_files, captures.c.id == capture_files.c.capture)
        .join(findings, findings.c.input == capture_files.c.sha256)
        .where(findings.c.id == finding)
    )
    named = names_of(connection, {bytes(i) for i in connection.execute(query).scalars()})
    return sorted(named.values(), key=lambda n: (n.id, n.code))
