"""One state of the index as the search sees it: its parts, and what of them is visible at a ledger position."""

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from sightline.store.hashes.hits import Seen
from sightline.store.hashes.part import Part, part_of_file, part_of_tail
from sightline.store.segments.marks import visible
from sightline.store.segments.snapshot import Snapshot

_KEPT = 16
"""Ledger positions of which it is remembered what was visible."""


@define(slots=True, eq=False)
class View:
    """The parts of one snapshot."""

    snapshot: Snapshot
    parts: list[Part]
    media: NDArray[np.int64]
    """All media, in rising order."""
    _mediums: list[NDArray[np.int64]]
    _seen: dict[int | None, list[Seen]] = field(factory=dict)

    def at(self, known_at: int | None) -> list[Seen]:
        """Return the parts at a ledger position; None: now."""
        if known_at is not None and known_at >= self.snapshot.position:
            known_at = None  # every mark and row lies before
        found = self._seen.get(known_at)
        if found is None:
            found = [
                self._one(part, medium, known_at)
                for part, medium in zip(self.parts, self._mediums, strict=True)
            ]
            if len(self._seen) >= _KEPT:
                self._seen.pop(next(iter(self._seen)))
            self._seen[known_at] = found
        return found

    def _one(self, part: Part, medium: NDArray[np.int64], known_at: int | None) -> Seen:
        shown = visible(part.media, part.added, self.snapshot.marks, known_at)
        return Seen(part, None if shown.all() else shown, medium)


def view_of(snapshot: Snapshot, before: View | None) -> View:
    """See a snapshot; parts that were there before are taken over."""
    known = {} if before is None else dict(zip(map(id, before.snapshot.files), before.parts, strict=False))
    parts = [known.get(id(file)) or part_of_file(file) for file in snapshot.files]
    if len(snapshot.tail) > 0:
        parts.append(part_of_tail(snapshot.tail))
    media = np.unique(np.concatenate([np.empty(0, np.int64), *(part.media for part in parts)]))
    return View(snapshot, parts, media, [np.searchsorted(media, part.media) for part in parts])
