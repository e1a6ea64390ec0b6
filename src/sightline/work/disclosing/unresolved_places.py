"""Places as they are written of which nothing says where they are, over a whole case, by one bounded query."""

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from sightline.store.tables import entities, membership, statements
from sightline.work.disclosing.whole_case import MOST, open_member, standing, written

NAMES: Final = ("claimed_place_name", "place_name")
RESOLVED: Final = ("claimed_place", "claimed_position", "place", "position")
_SAME_SET: Final = 2_000
"""Records of one place name that are compared with those of another."""


def unresolved(
    connection: Connection, present: Mapping[str, int], *, most: int = MOST
) -> tuple[list[tuple[str, bytes, int]], int]:
    """List places as written of which nothing says where they are: (spellings, first record, records), and how many.

    The most frequent first; spellings that stand in the very same records go together.

    Parameters
    ----------
    present : mapping
        Statements by property, as :func:`properties_counted` gives them.
    """
    if not any(present.get(prop) for prop in NAMES):
        return [], 0
    says = (*standing(connection), statements.c.negated == 0)
    head = func.coalesce(membership.c.canonical, statements.c.entity).label("head")
    joined = statements.outerjoin(membership, and_(membership.c.entity == statements.c.entity, open_member()))
    named = select(head, statements.c.value).select_from(joined).where(statements.c.prop.in_(NAMES), *says)
    names = named.distinct().subquery()
    digits = written(connection, names.c.head)
    source: Any = names.outerjoin(entities, entities.c.id == names.c.head)
    # what is spoken of together is mostly spread over a region
    which: list[ColumnElement[bool]] = [(entities.c.kind != "Aggregate") | entities.c.kind.is_(None)]
    if any(present.get(prop) for prop in RESOLVED):
        known = (
            select(head)
            .select_from(joined)
            .where(statements.c.prop.in_(RESOLVED), *says)
            .distinct()
            .subquery()
        )
        source = source.outerjoin(known, known.c.head == names.c.head)
        which.append(known.c.head.is_(None))
    many = func.count().label("many")
    query = (
        select(names.c.value, many, func.min(digits).label("first"), func.max(digits).label("last"))
        .select_from(source)
        .where(*which)
        .group_by(names.c.value)
    )
    rows = connection.execute(query.order_by(many.desc(), names.c.value).limit(most)).all()
    whole = len(rows)
    if whole == most:
        whole = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    together: dict[tuple[object, ...], list[str]] = {}
    for row in rows:
        same: tuple[object, ...] = (row.many, bytes.fromhex(row.first), bytes.fromhex(row.last))
        if row.many > 2:  # a like number, first and last do not make two sets one
            same = (*same, _set_of(connection, names, row.value) if row.many <= _SAME_SET else row.value)
        together.setdefault(same, []).append(json.loads(row.value))
    found = [
        (" / ".join(sorted(texts)), key[1], key[0])
        for key, texts in together.items()
        if isinstance(key[1], bytes) and isinstance(key[0], int)
    ]
    found.sort(key=lambda one: (-one[2], one[0]))
    return found, whole - len(rows) + len(found)


def _set_of(connection: Connection, names: Any, value: str) -> tuple[bytes, ...]:
    query = select(names.c.head).where(names.c.value == value).distinct().order_by(names.c.head)
    return tuple(bytes(head) for head in connection.execute(query).scalars())
