"""Which segments to merge: so that few are left, and no row is written again more often than needed."""

from collections.abc import Sequence

from sightline.store.segments.columns import ColumnFile

FACTOR = 4
"""Each segment is to be at least so many times as large as all smaller ones together."""


def chosen_to_merge(files: Sequence[ColumnFile], *, whole: bool) -> list[ColumnFile]:
    """Choose segments that should become one; fewer than two when there is nothing to do.

    Taken from the smallest up while the next one is less than ``FACTOR`` times as large as those before it together:
    then n rows lie in no more than about log(n) segments, and a row is written again log(n) times.
    """
    rising = sorted(files, key=lambda file: (file.fact("rows"), file.path.name))
    if whole:
        return rising
    taken: list[ColumnFile] = []
    chosen: list[ColumnFile] = []
    total = 0
    for file in rising:
        if len(taken) > 0 and file.fact("rows") < FACTOR * total:
            chosen = [*taken, file]
        taken.append(file)
        total += file.fact("rows")
    return chosen
