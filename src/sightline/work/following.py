"""Lets the text index catch up, when ``[catalogue] text = "following"`` let imports run ahead of it.

Every step holds the write lock for a moment only, and moves index and position together: it can be stopped anywhere.
"""

import json
from collections.abc import Callable

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.collector import collector_paused
from sightline.store.tables import passages, statements
from sightline.store.text_index import PASSAGES, WIDTH, searched_form
from sightline.store.text_state import indexed_to, last_leaf, set_indexed_to, statements_behind
from sightline.work.case import Case

STEP = 20_000
"""Leaves of one step."""

Tell = Callable[[int, int], None]


@frozen(slots=True)
class Followed:
    """What catching up came to."""

    documents: int
    steps: int


def follow_text(case: Case, *, tell: Tell | None = None) -> Followed:
    """Bring the text index up to what is recorded.

    Parameters
    ----------
    tell : callable, optional
        Called with (last leaf in the index, last leaf there is) after each step.

    Raises
    ------
    Busy, StoreFull
        What was done until then is kept.
    """
    documents = steps = 0
    with collector_paused():
        while True:
            with case.catalogue.writing() as connection:
                done = indexed_to(connection)
                if done is None:
                    return Followed(documents, steps)
                last = last_leaf(connection)
                upto = min(done + STEP, last)
                rows = _texts(case, connection, done, upto)
                case.text.add(connection, rows)
                whole = upto == last and case.settings.catalogue_text == "at once"
                set_indexed_to(connection, None if whole else upto)
            documents, steps = documents + len(rows), steps + 1
            if tell is not None:
                tell(upto, last)
            if upto == last:
                return Followed(documents, steps)


def behind(case: Case) -> int:
    """Count the statements that text search does not know yet."""
    with case.catalogue.reading() as connection:
        return statements_behind(connection)


def _texts(case: Case, connection: Connection, after: int, upto: int) -> list[tuple[int, str]]:
    """Read and fold what is to be found of the leaves after one up to another."""
    said = select(statements.c.n, statements.c.value, statements.c.clean).where(
        statements.c.n > after,
        statements.c.n <= upto,
        statements.c.hidden == 0,
        statements.c.prop.in_(sorted(case.schema.searched - case.schema.dated)),
    )
    texts = [
        (n, value if clean is None else clean)
        for n, quoted, clean in connection.execute(said.order_by(statements.c.n))
        if isinstance(value := json.loads(quoted), str)
    ]
    low, high = PASSAGES + (after + 1) * WIDTH, PASSAGES + (upto + 1) * WIDTH
    read = select(passages.c.doc, passages.c.text).where(passages.c.doc >= low, passages.c.doc < high)
    texts += [(document, text) for document, text in connection.execute(read.order_by(passages.c.doc))]
    return [(number, folded) for number, text in texts if (folded := searched_form(text))]
