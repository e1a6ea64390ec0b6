"""Collects the rows that events turn into, and writes them a table at a time.

The same code runs when an act is recorded and when the case is rebuilt from its ledger, so both give the same rows.
Rows wait in memory until something must be looked up or the batch ends.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Table, select

from sightline.model.record import Record
from sightline.model.schema import Schema
from sightline.store.catalogue import Catalogue
from sightline.store.project.made import Made
from sightline.store.project.names import PROPS, Naming, Offer, name_rows
from sightline.store.slices import slices
from sightline.store.tables import counters, entities, name_keys, names
from sightline.store.text_index import TextIndex, searched_form
from sightline.store.text_state import leaf_of

Body = Mapping[str, Any]
"""A body as it came from the ledger: what it holds was checked before it was written."""


@frozen(slots=True)
class Words:
    """What the projection of a statement asks of the schema, small enough to be sent elsewhere."""

    dated: frozenset[str]
    """Properties whose values are dates."""
    searched: frozenset[str]
    """Properties whose texts are found."""
    titles: frozenset[str]
    """Properties that may give a title."""
    related: Mapping[str, int]
    """Properties that relate two entities: see :class:`sightline.model.schema.Schema`."""

    @classmethod
    def of(cls, schema: Schema) -> "Words":
        """Take them from a schema."""
        titles = frozenset(prop for ranks in schema.titles.values() for prop in ranks)
        return cls(schema.dated, schema.searched, titles, schema.related)


ReadObject = Callable[[bytes], bytes | None]
"""Gives the bytes of an object in the vault, or None where it is withheld, erased or missing."""


class Rows:
    """Rows that wait, with the texts and titles that go with them; it knows no catalogue."""

    def __init__(self, words: Words, *, found: bool = True) -> None:
        """Begin with nothing; texts are folded for the index where they are to be ``found`` at once."""
        self.words = words
        self.found = found
        self.pos = 0
        self._rows: dict[Table, list[tuple[object, ...]]] = defaultdict(list)
        self._documents: list[tuple[int, str]] = []
        self._titles: dict[bytes, dict[str, tuple[int, str]]] = defaultdict(dict)
        self._names: list[Offer] = []

    def row(self, table: Table, *values: object) -> None:
        """Add a row, its values in the table's order."""
        self._rows[table].append(values)

    def document(self, number: int, text: str) -> None:
        """Add a text to be found."""
        if self.found and (folded := searched_form(text)):
            self._documents.append((number, folded))

    def title(self, entity: bytes, prop: str, number: int, text: str) -> None:
        """Offer a text as the title of an entity; the best property wins, then the earliest statement."""
        if prop in self.words.titles:
            offered = self._titles[entity]
            if prop not in offered or number < offered[prop][0]:
                offered[prop] = (number, text)

    def name(self, entity: bytes, prop: str, number: int, text: str) -> None:
        """File a text by which an entity is called."""
        if prop in PROPS:
            self._names.append((entity, number, text))

    def made(self) -> Made:
        """Give what was collected, to be taken in where the leaves have their numbers."""
        titles = [
            (entity, prop, number, text)
            for entity, offered in self._titles.items()
            for prop, (number, text) in offered.items()
        ]
        rows = {str(table.name): rows for table, rows in self._rows.items()}
        return Made(rows, self._documents, titles, self._names)


class Batch(Rows):
    """Rows of one or more events on their way into the catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        connection: Connection,
        schema: Schema,
        text: TextIndex,
        read_object: ReadObject,
        naming: Naming,
        *,
        indexed_to: int | None = None,
    ) -> None:
        """Begin with nothing; ``indexed_to`` is the leaf after which texts are left for the index to follow."""
        super().__init__(Words.of(schema))
        self.catalogue = catalogue
        self.connection = connection
        self.schema = schema
        self.text = text
        self.read_object = read_object
        self.naming = naming
        self.indexed_to = indexed_to
        self.received = 0
        self.act: Record = {}
        self._codes: dict[str, int] = {}

    def document(self, number: int, text: str) -> None:
        """Add a text to be found, unless the index follows later."""
        if self._at_once(number):
            super().document(number, text)

    def take(self, made: Made, first: int) -> None:
        """Add rows that were made elsewhere, now that their first leaf has a number."""
        for table, rows in made.shifted(first, self.pos):
            self._rows[table].extend(rows)
        self._documents += [
            (first + at, folded) for at, folded in made.documents if self._at_once(first + at)
        ]
        for entity, prop, at, text in made.titles:
            self.title(entity, prop, first + at, text)
        self._names += [(entity, first + at, text) for entity, at, text in made.names]

    def forget(self, number: int, text: str) -> None:
        """Take a text out of the index."""
        self.flush()
        if self._at_once(number) and (folded := searched_form(text)):
            self.text.remove(self.connection, [(number, folded)])

    def _at_once(self, number: int) -> bool:
        return self.indexed_to is None or leaf_of(number) <= self.indexed_to

    def new_entity(self, entity: bytes, kind: str) -> None:
        """Give an entity its kind and the next code of that kind."""
        code = self.schema.kinds[kind].code if kind in self.schema.kinds else "UNK"
        if code not in self._codes:
            found = self.connection.execute(select(counters.c.last).where(counters.c.code == code)).scalar()
            self._codes[code] = found or 0
        self._codes[code] += 1
        self.row(entities, entity, kind, f"{code}-{self._codes[code]}", self.pos, None, None, None)

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
        if self._names:
            offers, self._names = self._names, []
            found, keyed = name_rows(self.connection, offers, self.naming)
            self.catalogue.insert(self.connection, names, found)
            self.catalogue.insert(self.connection, name_keys, keyed)

    def _write_titles(self) -> None:
        offers, self._titles = self._titles, defaultdict(dict)
        better: list[tuple[str, int, int, bytes]] = []
        columns = (entities.c.id, entities.c.kind, entities.c.title_rank, entities.c.title_n)
        for some in slices(sorted(offers)):
            for row in self.connection.execute(select(*columns).where(entities.c.id.in_(some))):
                ranks = self.schema.titles.get(row.kind, {})
                offered = offers[bytes(row.id)]
                fit = [
                    (ranks[prop], number, text) for prop, (number, text) in offered.items() if prop in ranks
                ]
                if not fit:
                    continue
                rank, number, text = min(fit)
                if row.title_rank is None or (rank, number) < (row.title_rank, row.title_n):
                    better.append((text, rank, number, row.id))
        if better:
            mark = "?" if self.catalogue.sqlite else "%s"
            sql = f"UPDATE entities SET title={mark}, title_rank={mark}, title_n={mark} WHERE id={mark}"  # noqa: S608
            self.connection.exec_driver_sql(sql, better)
