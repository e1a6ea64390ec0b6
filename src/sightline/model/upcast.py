"""Lifts bodies of older event versions to the present shape, by pure functions with sample bytes in the tests."""

from collections.abc import Callable

from sightline.model.record import Record


def upcast(version: int, body: Record) -> Record:
    """Lift a body of an older event version to the present shape; pure."""
    for since, lift in UPCASTS:
        if version < since:
            body = lift(body)
    return body


UPCASTS: tuple[tuple[int, Callable[[Record], Record]], ...] = ()
"""(version that introduced the change, function) in order; none yet, version 1 is the first."""
