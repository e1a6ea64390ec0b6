"""Keeps Python's cyclic garbage collector out of long runs that make no cycles.

An import holds some hundred thousand small records at a time, all of which die by their reference counts. The collector
looks through them again and again meanwhile, which was a fifth of the whole run.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from attrs import define, field


@define
class _Pauses:
    """How many runs want the collector to rest, and whether it worked before the first of them."""

    count: int = 0
    worked: bool = False
    lock: Lock = field(factory=Lock)


_pauses = _Pauses()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector; when the last of the runs that asked for it is over, it is as it was before."""
    with _pauses.lock:
        if _pauses.count == 0:
            _pauses.worked = gc.isenabled()
            gc.disable()
        _pauses.count += 1
    try:
        yield
    finally:
        with _pauses.lock:
            _pauses.count -= 1
            if _pauses.count == 0 and _pauses.worked:
                if gc.get_freeze_count() == 0:
                    # what is left is an answer or will be kept: it counts as old, and is not looked through at once
                    gc.freeze()
                    gc.unfreeze()
                gc.enable()
