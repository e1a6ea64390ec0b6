"""What waits for a person, found by bounded queries: records that disagree, loose items, undecided findings."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, and_, cast, distinct, func, or_, select
from sqlalchemy import Text as AsText

from sightline.model.schema import Schema
from sightline.store.tables import (
    capture_files,
    captures,
    dates,
    entities,
    findings,
    judgements,
    membership,
    objects,
    products,
    proposals,
    statements,
)
from sightline.work.disclosing.whole_case import heads_of, standing, written

BARE: Final = "limits-only"
"""What a finding notes when no sandbox could be had around the program that read the file."""
_APART: Final = frozenset({"state", "fitness"})
"""Single properties that are about our own work; two of them are no disagreement of sources."""
_TYING: Final = ("shows", "reports")
_SHOWN_ROLES: Final = ("contact_sheet", "key_frame", "thumbnail", "page", "map")
_LOOKED_AT: Final = 2_000
_MANY: Final = 5_000


def assessed(connection: Connection) -> set[bytes]:
    """Give the records that an assessment weighs."""
    query = select(statements.c.target).select_from(
        entities.join(statements, statements.c.entity == entities.c.id)
    )
    query = query.where(
        entities.c.kind == "Assessment", statements.c.prop == "of", statements.c.target.is_not(None)
    )
    found = {bytes(one) for one in connection.execute(query).scalars()}
    return found | set(heads_of(connection, found).values())


def disagreeing(connection: Connection, schema: Schema, present: Mapping[str, int]) -> list[bytes]:
    """List the records, the oldest first, that may hold answers which disagree; of merged ones all that are merged."""
    asked = {
        prop.id
        for kind in schema.concrete()
        for prop in kind.properties.values()
        if (prop.contradicts or prop.single) and prop.id not in _APART and present.get(prop.id)
    }
    out: set[bytes] = set()
    if asked:
        answer = statements.c.value + cast(statements.c.negated, AsText)
        query = (
            select(statements.c.entity)
            .where(statements.c.prop.in_(sorted(asked)), *standing(connection))
            .group_by(statements.c.entity, statements.c.prop)
            .having(func.count() > 1, func.count(distinct(answer)) > 1)
            .order_by(statements.c.entity)
            .limit(_MANY)
        )
        out |= {bytes(one) for one in connection.execute(query).scalars()}
    merged = select(membership.c.canonical).where(membership.c.closed.is_(None)).distinct().limit(_MANY)
    out |= {bytes(one) for one in connection.execute(merged).scalars()}
    return sorted(set(heads_of(connection, out).values()))


def of_kind(connection: Connection, kind: str) -> Iterator[bytes]:
    """Go through the records of a kind that stand for themselves, the oldest first."""
    joined = entities.outerjoin(
        membership, and_(membership.c.entity == entities.c.id, membership.c.closed.is_(None))
    )
    query = select(entities.c.id).select_from(joined)
    query = query.where(entities.c.kind == kind, membership.c.entity.is_(None)).order_by(entities.c.id)
    last = b""
    while some := connection.execute(query.where(entities.c.id > last).limit(500)).scalars().all():
        yield from (bytes(one) for one in some)
        last = bytes(some[-1])


def _cited(connection: Connection) -> set[bytes]:
    """Give the items that incidents name as evidence."""
    joined = entities.join(statements, statements.c.entity == entities.c.id)
    query = select(statements.c.evidence).select_from(joined).distinct()
    query = query.where(entities.c.kind.in_(("Incident", "Aggregate")), statements.c.evidence.is_not(None))
    found = {
        bytes.fromhex(ref["item"])
        for evidence in connection.execute(query).scalars()
        for ref in json.loads(evidence)
    }
    return set(heads_of(connection, found).values())


def _saying(present: Mapping[str, int]) -> ColumnElement[bool] | None:
    """Say in SQL that an entity itself says what it shows or reports; None where nothing does."""
    if not any(present.get(prop) for prop in _TYING):
        return None
    said = select(statements.c.n).where(statements.c.entity == entities.c.id, statements.c.prop.in_(_TYING))
    return said.exists()


def loose_items(connection: Connection, present: Mapping[str, int], whole: int) -> int:
    """Count the items that are tied to no incident, of ``whole`` items."""
    tied = _cited(connection)
    if any(present.get(prop) for prop in _TYING):
        query = select(statements.c.entity).where(statements.c.prop.in_(_TYING)).distinct()
        tied |= {bytes(one) for one in connection.execute(query).scalars()}
    return max(0, whole - len(tied))


def first_loose(connection: Connection, present: Mapping[str, int]) -> bytes | None:
    """Give an item that is tied to no incident: one with pictures first, then one with a date."""
    tied = _cited(connection)
    saying = _saying(present)
    pictured = (
        select(captures.c.id)
        .select_from(
            captures.join(capture_files, capture_files.c.capture == captures.c.id)
            .join(findings, findings.c.input == capture_files.c.sha256)
            .join(products, products.c.finding == findings.c.id)
        )
        .where(captures.c.item == entities.c.id, products.c.role.in_(_SHOWN_ROLES))
        .exists()
    )
    dated = select(dates.c.n).where(dates.c.entity == entities.c.id).exists()
    any_picture = connection.execute(select(products.c.finding).limit(1)).first() is not None
    for wanted in (pictured, dated, None) if any_picture else (dated, None):
        query = select(entities.c.id).where(entities.c.kind == "Item").order_by(entities.c.id)
        for clause in (wanted, None if saying is None else ~saying):
            query = query if clause is None else query.where(clause)
        found = (bytes(one) for one in connection.execute(query.limit(_LOOKED_AT)).scalars())
        first = next((one for one in found if one not in tied), None)
        if first is not None:
            return heads_of(connection, {first})[first]
    return None


@frozen(slots=True)
class Waiting:
    """Findings that propose one property and that nobody has judged."""

    prop: str
    count: int
    item: bytes
    """The first that is of an item."""
    finding: bytes
    sentence: str


def waiting_findings(connection: Connection) -> list[Waiting]:
    """Count the findings that propose something nobody has judged, by property, and give the first of each."""
    decided = and_(judgements.c.on_id == findings.c.id, judgements.c.undone.is_(None))
    joined = (
        proposals.join(findings, findings.c.id == proposals.c.finding)
        .join(capture_files, capture_files.c.sha256 == findings.c.input)
        .join(captures, captures.c.id == capture_files.c.capture)
        .outerjoin(judgements, decided)
    )
    which = (proposals.c.hidden == 0, findings.c.hidden == 0, judgements.c.id.is_(None))
    counted = select(proposals.c.prop, func.count(distinct(findings.c.id))).select_from(joined).where(*which)
    out = []
    for prop, count in connection.execute(counted.group_by(proposals.c.prop).order_by(proposals.c.prop)):
        first = select(captures.c.item, findings.c.id, findings.c.sentence).select_from(joined)
        first = first.where(*which, proposals.c.prop == prop)
        row = connection.execute(first.order_by(captures.c.item, findings.c.n).limit(1)).one()
        item = bytes(row.item)
        out.append(
            Waiting(prop, count, heads_of(connection, {item})[item], bytes(row.id), row.sentence or "")
        )
    return out


def unseen_items(connection: Connection, present: Mapping[str, int]) -> tuple[int, bytes | None]:
    """Count the items with pictures that nobody has looked at, and give the first."""
    joined = (
        products.join(findings, findings.c.id == products.c.finding)
        .join(capture_files, capture_files.c.sha256 == findings.c.input)
        .join(captures, captures.c.id == capture_files.c.capture)
        .join(objects, objects.c.sha256 == products.c.sha256)
    )
    which = [products.c.role.in_(_SHOWN_ROLES), findings.c.hidden == 0, objects.c.state == "kept"]
    source: Any = joined
    if present.get("fitness"):
        judged = (
            select(statements.c.entity)
            .where(
                statements.c.prop == "fitness",
                statements.c.negated == 0,
                statements.c.value.in_(('"fit"', '"graphic"', '"never"')),
                *standing(connection),
            )
            .distinct()
            .subquery()
        )
        source = joined.outerjoin(judged, judged.c.entity == captures.c.item)
        which.append(judged.c.entity.is_(None))
    query = select(func.count(distinct(captures.c.item)), func.min(written(connection, captures.c.item)))
    count, first = connection.execute(query.select_from(source).where(*which)).one()
    if first is None:
        return 0, None
    item = bytes.fromhex(first)
    return count, heads_of(connection, {item})[item]


def old_findings(connection: Connection, stale: Sequence[tuple[str, int, int]]) -> tuple[int, bytes | None]:
    """Count the findings of older versions; the item of the first of them."""
    if not stale:
        return 0, None
    old = or_(
        *(and_(findings.c.measure == measure, findings.c.version == version) for measure, version, _ in stale)
    )
    count = connection.execute(select(func.count()).select_from(findings).where(old)).scalar_one()
    joined = findings.join(capture_files, capture_files.c.sha256 == findings.c.input).join(
        captures, captures.c.id == capture_files.c.capture
    )
    first = connection.execute(
        select(func.min(written(connection, captures.c.item))).select_from(joined).where(old)
    ).scalar()
    if first is None:
        return count, None
    item = bytes.fromhex(first)
    return count, heads_of(connection, {item})[item]


def bare_objects(connection: Connection) -> int:
    """Count the objects that were examined where no sandbox could be had."""
    noted = findings.c.body.like(f'%"sandbox":"{BARE}"%')
    return connection.execute(select(func.count(distinct(findings.c.input))).where(noted)).scalar_one()
