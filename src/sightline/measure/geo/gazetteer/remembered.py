"""Remembers what was worked out of an opened gazetteer for as long as that gazetteer is in use, and no longer.

A gazetteer is opened for each question. A cache that holds the last thirty-two of them kept over a gigabyte alive in a
process that read one text after the other.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from sightline.measure.geo.gazetteer.index import Index

Result = TypeVar("Result")


def remembered(work: Callable[..., Result]) -> Callable[..., Result]:
    """Keep the results of a function of an index, and of what can be hashed beside it, with that index."""
    return lately(None)(work)


def lately(most: int | None) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Make what keeps the latest results of a function, as :func:`remembered` does, ``most`` with each index."""
    return partial(_kept, most)


def _kept(most: int | None, work: Callable[..., Result]) -> Callable[..., Result]:
    kept: WeakKeyDictionary[Index, OrderedDict[tuple[Hashable, ...], Result]] = WeakKeyDictionary()

    @wraps(work)
    def of(index: Index, *rest: Hashable) -> Result:
        mine = kept.setdefault(index, OrderedDict())
        if rest in mine:
            return mine[rest]
        result = mine[rest] = work(index, *rest)
        if most is not None and len(mine) > most:
            mine.popitem(last=False)
        return result

    return of
