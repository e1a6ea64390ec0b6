"""Cases of items with a time and a place, and what is asked of the groups that are proposed for them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from sqlalchemy import select

from sightline.store.tables import entity_keys
from sightline.work.case import Case
from sightline.work.group import group
from sightline.work.grouping_items.records import Grouping
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

Row = Mapping[str, Any]


@frozen
class Asked:
    """A case, its grouping, and the importer's names of items."""

    case: Case
    keys: Mapping[bytes, str]

    def groups(self) -> list[list[str]]:
        """List the groups by the importer's names, each in order."""
        found = [sorted(self.keys[n.id] for n in one.items) for one in self.proposed().groups]
        return sorted(found)

    def proposed(self) -> Grouping:
        """Propose anew."""
        return group(self.case, tell=lambda _: None)

    def code(self, name: str) -> str:
        """Give the code of an item by the importer's name."""
        wanted = next(i for i, key in self.keys.items() if key == name)
        found = self.proposed()
        every = [n for one in found.groups for n in (*one.items, *one.members)]
        return next(n.code for n in [*every, *(one.item for one in found.left_alone)] if n.id == wanted)


@pytest.fixture
def asked(tmp_path: Path, keys: Path) -> Iterator[Callable[[Sequence[Row]], Asked]]:
    """Make a case of rows; a row names its item with ``id`` and gives properties."""
    made: list[Case] = []

    def make(rows: Sequence[Row], more: Sequence[Row] = (), zone: str = "") -> Asked:
        case = make_case(tmp_path / f"case-{len(made)}", title="A case", by="tester")
        made.append(case)
        path = tmp_path / "rows.jsonl"
        lines = [*(line for row in rows for line in said_of(row)), *more]
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), "utf-8")
        import_statements(case, path)
        with case.catalogue.reading() as connection:
            query = select(entity_keys.c.entity, entity_keys.c.key)
            names = {bytes(e): k.removeprefix("item/") for e, k in connection.execute(query)}
        return Asked(case, names)

    yield make
    for one in made:
        close_case(one)


def said_of(row: Row) -> list[dict[str, Any]]:
    """Write the statements of one item."""
    item = f"item/{row['id']}"
    out: list[dict[str, Any]] = [
        {"entity": item, "kind": "Item", "property": "item_kind", "value": row.get("item_kind", "video")}
    ]
    for prop, value in row.items():
        if prop not in ("id", "label", "item_kind") and value is not None:
            values = value if isinstance(value, list) else [value]
            out += [{"entity": item, "property": prop, "value": one, "source": "source/s"} for one in values]
    return out
