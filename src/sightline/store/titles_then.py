"""Says what entities were called as of a position of the ledger: the title that their statements of then give.

The catalogue keeps the title of now. What was withheld or erased since is not readable then either.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

import orjson
from attrs import evolve
from sqlalchemy import Connection, select

from sightline.model.values import clean_text
from sightline.model.view import Named
from sightline.store.slices import slices
from sightline.store.tables import statements

Titles = Mapping[str, Mapping[str, int]]
"""By kind: the properties that give a title, the best first."""


def titled_then(
    connection: Connection,
    names: Mapping[bytes, Named],
    titles: Titles,
    known_at: int,
    *,
    lasting: Collection[str] = (),
) -> dict[bytes, Named]:
    """Give entities the titles of then; one that had none stands by its code.

    Parameters
    ----------
    known_at : int
        Local position of the ledger.
    lasting : collection of str
        Properties that count as of now, whenever they were said: what stands in place of a name that is protected.
    """
    props = sorted({prop for name in names.values() for prop in titles.get(name.kind, ())})
    offered: dict[bytes, list[tuple[int, int, str]]] = defaultdict(list)
    columns = (statements.c[c] for c in ("n", "entity", "prop", "value", "opened", "closed"))
    query = select(*columns).where(
        statements.c.prop.in_(props),
        statements.c.hidden == 0,
        statements.c.negated == 0,
        statements.c.value.is_not(None),
    )
    for some in slices(sorted(names)):
        rows = connection.execute(query.where(statements.c.entity.in_(some)))
        for n, entity, prop, value, opened, closed in rows:
            place = titles.get(names[entity].kind, {}).get(prop)
            stands = closed is None if prop in lasting else _stood(opened, closed, known_at)
            if place is not None and stands and isinstance(text := orjson.loads(value), str):
                offered[entity].append((place, n, clean_text(text)))
    return {
        entity: evolve(name, title=min(offered[entity])[2] if entity in offered else name.code)
        for entity, name in names.items()
    }


def _stood(opened: int, closed: int | None, known_at: int) -> bool:
    return opened <= known_at and (closed is None or closed > known_at)
