"""Cut a long list of values into parts that one query can name: a database takes only so many parameters."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

AT_ONCE: Final = 400
"""Values of one query; SQLite's own builds of old take 999 parameters in all."""


def slices(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Give the values in order, at most :data:`AT_ONCE` at a time."""
    return (values[i : i + AT_ONCE] for i in range(0, len(values), AT_ONCE))
