"""Remembers what was worked out of an opened gazetteer for as long as that gazetteer is in use, and no longer.

A gazetteer is opened for each question. A cache that holds the last thirty-two of them kept over a gigabyte alive in a
process that read one text after the other.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from sightline.measure.geo.gazetteer.index import Index

Result = TypeVar("Result")


def remembered(work: Callable[..., Result]) -> Callable[..., Result]:
    """Keep the results of a function of an index, and of what can be hashed beside it, with that index."""
    kept: WeakKeyDictionary[Index, dict[tuple[Hashable, ...], Result]] = WeakKeyDictionary()

    @wraps(work)
    def of(index: Index, *rest: Hashable) -> Result:
        mine = kept.setdefault(index, {})
        if rest not in mine:
            mine[rest] = work(index, *rest)
        return mine[rest]

    return of
