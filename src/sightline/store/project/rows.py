"""Collects the rows that events turn into, and writes them a table at a time.

The same code runs when an act is recorded and when the case is rebuilt from its ledger, so both give the same rows. Rows
wait in memory until something must be looked up or the batch ends.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Table, select

from sightline.core.fold import fold
from sightline.model.record import Record
from sightline.model.schema import Schema
from sightline.store.catalogue import Catalogue
from sightline.store.tables import counters, entities
from sightline.store.text_index import TextIndex

ReadObject = Callable[[bytes], bytes | None]
"""Gives the bytes of an object in the vault, or None where it is withheld, erased or missing."""


class Batch:
    """Rows of one or more events on their way into the catalogue."""

    def __init__(self, catalogue: Catalogue, connection: Connection, schema: Schema, text: TextIndex, read_object: ReadObject, *, index: bool = True) -> None:
        self.catalogue = catalogue
        self.connection = connection
        self.schema = schema
        self.text = text
        self.read_object = read_object
        self.index = index
        self.pos = 0
        self.received = 0
        self.act: Record = {}
        self._rows: dict[Table, list[tuple[object, ...]]] = defaultdict(list)
        self._documents: list[tuple[int, str]] = []
        self._titles: dict[bytes, tuple[int, int, str]] = {}
        self._kinds: dict[bytes, str] = {}
        self._codes: dict[str, int] = {}

    def row(self, table: Table, *values: object) -> None:
        """Add a row, its values in the table's order."""
        self._rows[table].append(values)

    def document(self, number: int, text: str) -> None:
        """Add a text to be found."""
        if self.index:
            folded = fold(text)
            if folded:
                self._documents.append((number, folded))

    def forget(self, number: int, text: str) -> None:
        """Take a text out of the index."""
        self.flush()
        folded = fold(text)
        if self.index and folded:
            self.text.remove(self.connection, [(number, folded)])

    def kind_of(self, entity: bytes) -> str | None:
        """Tell the kind of an entity, also of one that is only on its way in."""
        kind = self._kinds.get(entity)
        if kind is None:
            kind = self.connection.execute(select(entities.c.kind).where(entities.c.id == entity)).scalar()
            if kind is not None:
                if len(self._kinds) > 200_000:
                    self._kinds.clear()
                self._kinds[entity] = kind
        return kind

    def new_entity(self, entity: bytes, kind: str) -> None:
        """Give an entity its kind and the next code of that kind."""
        self._kinds[entity] = kind
        code = self.schema.kinds[kind].code if kind in self.schema.kinds else "UNK"
        if code not in self._codes:
            found = self.connection.execute(select(counters.c.last).where(counters.c.code == code)).scalar()
            self._codes[code] = found or 0
        self._codes[code] += 1
        self.row(entities, entity, kind, f"{code}-{self._codes[code]}", self.pos, None, None, None)

    def title(self, entity: bytes, prop: str, number: int, text: str) -> None:
        """Offer a text as the title of an entity; the best property wins, then the earliest."""
        kind = self.kind_of(entity)
        rank = None if kind is None else self.schema.titles.get(kind, {}).get(prop)
        if rank is None:
            return
        had = self._titles.get(entity)
        if had is None or (rank, number) < had[:2]:
            self._titles[entity] = (rank, number, text)

    def flush(self) -> None:
        """Write everything that waits."""
        for table in list(self._rows):
            self.catalogue.insert(self.connection, table, self._rows.pop(table))
        if self._documents:
            self.text.add(self.connection, self._documents)
            self._documents = []
        for code, last in self._codes.items():
            self.connection.execute(counters.delete().where(counters.c.code == code))
            self.connection.execute(counters.insert().values(code=code, last=last))
        self._codes = {}
        if self._titles:
            self._write_titles()

    def _write_titles(self) -> None:
        offered, self._titles = self._titles, {}
        have: dict[bytes, tuple[int | None, int | None]] = {}
        for some in _slices(sorted(offered), 500):
            query = select(entities.c.id, entities.c.title_rank, entities.c.title_n).where(entities.c.id.in_(some))
            have.update({bytes(r.id): (r.title_rank, r.title_n) for r in self.connection.execute(query)})
        better = [
            (title, rank, number, entity)
            for entity, (rank, number, title) in offered.items()
            if entity in have and ((old := have[entity])[0] is None or (rank, number) < (old[0], old[1] or 0))
        ]
        if better:
            mark = "?" if self.catalogue.sqlite else "%s"
            sql = f"UPDATE entities SET title={mark}, title_rank={mark}, title_n={mark} WHERE id={mark}"
            self.connection.exec_driver_sql(sql, better)


def _slices(values: list[bytes], size: int) -> Iterable[list[bytes]]:
    return (values[i : i + size] for i in range(0, len(values), size))
