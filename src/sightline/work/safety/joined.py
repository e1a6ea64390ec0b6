"""Lists the sources in clear that stand together with a protected one, as an adopted copy of a case may bring them.

Here such a judgement is refused, and so is a file that holds one. Another copy of the case is adopted as it is, with a
"same" that somebody judged there: nothing of either leaves then, and it is told, since the clear name stands for both.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection

from sightline.model.disclosed import Todo
from sightline.model.view import Named
from sightline.store.read import names_of
from sightline.work.safety.confirm import beside_protected


def joined_in_clear(connection: Connection, before: Collection[bytes] = ()) -> tuple[Named, ...]:
    """Give the records in clear that were judged to be one with a protected source, save those that were ``before``."""
    found = beside_protected(connection).difference(before)
    names = names_of(connection, found)
    return tuple(sorted((names[one] for one in found if one in names), key=lambda one: (one.code, one.id)))


def joined_todos(connection: Connection) -> Iterator[Todo]:
    """Say of each such record what to do."""
    for one in joined_in_clear(connection):
        text = f"{one.code} is named in clear and stands together with a protected source: protect it too."
        yield Todo(text, one.code, f"sightline show {one.code}")


def joined_told(joined: Collection[Named]) -> tuple[str, ...]:
    """Say in a sentence each what such a record tells, and what to do."""
    return tuple(
        f"{one.code} is named in clear and was called the same as a protected source, so its name tells who that is: "
        f'protect it too (sightline protect {one.code} --as "…" --authority "…" --reason "…"), or take the “same” back'
        for one in joined
    )
