"""Holds back from copies of a case (statements, sheets) what is of protected sources, without consent, or hazardous.

The same rules as those of the gate of disclosures, on statements one by one; a test compares the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import evolve, field, frozen
from sqlalchemy import Connection, and_, or_, select

from sightline.model.finding import Json
from sightline.model.view import Statement
from sightline.store.read import cluster_of, statements_of
from sightline.store.tables import capture_files, captures, statements
from sightline.work.safety.confirm import ALL, protected_sources
from sightline.work.safety.guard import PUBLISHABLE
from sightline.work.safety.text import restrained_statement

_NOT_GIVEN: Final = ('"refused"', '"withdrawn"')


@frozen(slots=True)
class Shield:
    """What may not be copied, and on whose word some of it may."""

    protected: frozenset[bytes] = frozenset()
    withdrawn: frozenset[bytes] = frozenset()
    authors: Mapping[bytes, frozenset[bytes]] = field(factory=dict)
    """Items by protected sources, with these."""
    shut: frozenset[bytes] = frozenset()
    """Items by protected sources that nobody confirmed."""
    confirmed: frozenset[tuple[bytes, str]] = frozenset()
    until: Mapping[bytes, int] = field(factory=dict)

    @property
    def gone(self) -> frozenset[bytes]:
        """Things that are not copied at all."""
        return self.protected | self.withdrawn | self.shut

    def let_out(self, one: Statement) -> Statement | None:
        """Give what may be copied of a statement; None where nothing may."""
        named = [_entity(value) for value in (one.value, *one.qualifiers.values())]
        if one.entity in self.gone or any(n in self.gone for n in named):
            return None
        safe = restrained_statement(one)
        if safe is not one:
            return None
        cited = [bytes.fromhex(ref.item) for ref in one.evidence]
        if cited and all(item in self.withdrawn for item in cited):
            return None
        from_ = {s for s in (one.source, one.via) if s is not None and s in self.protected}
        for item in (one.entity, *cited):
            from_ |= self.authors.get(item, frozenset())
        if not all(self._open(source, one) for source in from_):
            return None
        if not from_ and not set(cited) & self.gone:
            return one
        return evolve(
            one,
            source=None if one.source in self.protected else one.source,
            via=None if one.via in self.protected else one.via,
            evidence=tuple(ref for ref in one.evidence if bytes.fromhex(ref.item) not in self.gone),
        )

    def _open(self, source: bytes, one: Statement) -> bool:
        named = {(source, one.id.hex()), (source, one.entity.hex())} & self.confirmed
        return bool(named) or one.opened <= self.until.get(source, -1)


def shield_of(connection: Connection) -> Shield:
    """Read from a case what may not be copied, as of now."""
    protected = protected_sources(connection)
    confirmed: set[tuple[bytes, str]] = set()
    until: dict[bytes, int] = {}
    for source in sorted(protected):
        for one in statements_of(connection, cluster_of(connection, source)):
            if one.property == PUBLISHABLE and not one.hidden and not one.negated:
                confirmed.add((source, str(one.value)))
                if one.value == ALL:
                    until[source] = max(one.opened, until.get(source, -1))
    authors, opened = _authors(connection, protected)
    shut = {
        item
        for item, sources in authors.items()
        for source in sources
        if (source, item.hex()) not in confirmed and opened[item] > until.get(source, -1)
    }
    return Shield(protected, _withdrawn(connection), authors, frozenset(shut), frozenset(confirmed), until)


def _authors(
    connection: Connection, protected: Iterable[bytes]
) -> tuple[dict[bytes, frozenset[bytes]], dict[bytes, int]]:
    out: dict[bytes, set[bytes]] = defaultdict(set)
    opened: dict[bytes, int] = {}
    for source in sorted(protected):
        query = select(statements.c.entity, statements.c.opened).where(
            statements.c.target == source,
            statements.c.prop == "author",
            statements.c.closed.is_(None),
            statements.c.negated == 0,
        )
        for row in connection.execute(query):
            for item in cluster_of(connection, bytes(row.entity)):
                out[item].add(source)
                opened[item] = max(row.opened, opened.get(item, -1))
    return {item: frozenset(sources) for item, sources in out.items()}, opened


def _withdrawn(connection: Connection) -> frozenset[bytes]:
    query = select(statements.c.entity).where(
        statements.c.prop == "consent",
        statements.c.closed.is_(None),
        or_(statements.c.hidden != 0, and_(statements.c.value.in_(_NOT_GIVEN), statements.c.negated == 0)),
    )
    items = {bytes(one) for one in connection.execute(query).scalars()}
    out = {member for item in items for member in cluster_of(connection, item)}
    for item in sorted(out):
        joined = captures.join(capture_files, captures.c.id == capture_files.c.capture)
        own = select(capture_files.c.sha256).select_from(joined)
        own = own.where(captures.c.item == item, capture_files.c.role == "original")
        same = select(captures.c.item).select_from(joined).where(capture_files.c.sha256.in_(own)).distinct()
        out |= {bytes(other) for other in connection.execute(same).scalars()}
    return frozenset(out)


def _entity(value: Json) -> bytes | None:
    told = value.get("entity") if isinstance(value, dict) else None
    return bytes.fromhex(told) if isinstance(told, str) else None
