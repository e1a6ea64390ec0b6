"""Fingerprints of one film or picture as arrays: what the alignment reads, wherever they came from.

A case keeps them as records, a notebook has only a file: both come here.
"""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import Damaged
from sightline.measure.media.decoding import video_stream
from sightline.measure.media.fingerprint import BYTES
from sightline.measure.media.frames import fingerprint_stream
from sightline.measure.media.opening import open_media
from sightline.measure.media.sniff import sniff_file
from sightline.model.finding import FramePrint
from sightline.model.print_views import VIEWS

WORDS: Final = 4
_HOUR_S: Final = 3600.0


@frozen(slots=True, eq=False)
class Prints:
    """Runs of like frames, sorted by view and then by time.

    ``start_ms`` and ``end_ms`` are (n,) int64 [ms], ``hashes`` (n, 32) uint8, ``quality`` (n,) uint8 0 to 100, ``view``
    (n,) uint8, an index into ``model.print_views.VIEWS``.
    """

    start_ms: NDArray[np.int64]
    end_ms: NDArray[np.int64]
    hashes: NDArray[np.uint8]
    quality: NDArray[np.uint8]
    view: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.start_ms)

    @property
    def duration_ms(self) -> int:
        """Where the last run ends [ms]."""
        return 0 if len(self) == 0 else int(self.end_ms.max())

    @property
    def words(self) -> NDArray[np.uint64]:
        """The hashes as (n, 4) whole words, for counting bits."""
        return words_of(self.hashes)

    def chosen(self, rows: NDArray[Any]) -> "Prints":
        """Return some of the rows, by mask or by number, in their order."""
        return Prints(
            self.start_ms[rows], self.end_ms[rows], self.hashes[rows], self.quality[rows], self.view[rows]
        )

    def of_view(self, *views: int) -> "Prints":
        """Return the rows of these views, in order of time."""
        kept = self.chosen(np.isin(self.view, views))
        return kept.chosen(np.argsort(kept.start_ms, kind="stable"))


def words_of(hashes: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return (n, 32) bytes as (n, 4) words; only good for counting bits that differ."""
    return np.ascontiguousarray(hashes).view(np.uint64).reshape(-1, WORDS)


def prints_of(prints: Prints | Iterable[FramePrint]) -> Prints:
    """Return fingerprints as arrays; arrays are returned as they are.

    Times that run backwards are put in order, and a run never ends before it begins.

    :raises ValueError: when a hash has not 32 bytes, or a view has no name we know.
    """
    if isinstance(prints, Prints):
        return prints
    rows: Sequence[FramePrint] = tuple(prints)
    for one in rows:
        if len(one.pdq) != BYTES:
            raise ValueError(f"a hash has {BYTES} bytes, not {len(one.pdq)}")
    start = np.array([one.start_ms for one in rows], np.int64)
    made = Prints(
        start,
        np.maximum(start, np.array([one.end_ms for one in rows], np.int64)),
        np.frombuffer(b"".join(one.pdq for one in rows), np.uint8).reshape(-1, BYTES),
        np.array([min(100, max(0, one.quality)) for one in rows], np.uint8),
        np.array([VIEWS.index(one.view) for one in rows], np.uint8),
    )
    return made.chosen(np.lexsort((made.end_ms, made.start_ms, made.view)))


def read_film(path: Path, *, crops: bool = True, threads: int = 0, seconds: float = _HOUR_S) -> Prints:
    """Fingerprint every frame of a local film; nothing but the file is needed.

    :param crops: whether the parts people crop to are hashed too: a cropped copy is found through them.
    :param threads: of the decoder; 0 is one for each core.
    :param seconds: of work after which it stops with what there is.
    :raises Damaged: when no moving picture of it decodes.
    :raises OverLimit: when its frames are too large.
    :raises Unreadable: when the file cannot be read.
    """
    sniffed = sniff_file(path)
    with open_media(path, sniffed.media_type) as container:
        stream = video_stream(container)
        if stream is None:
            raise Damaged("it holds no moving picture", item=str(path))
        _, prints, _ = fingerprint_stream(
            container, stream, deadline=time.monotonic() + seconds, threads=threads, crops=crops
        )
    return prints_of(prints)
