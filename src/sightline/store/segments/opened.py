"""What an opened index can do, whatever its rows are: hide, show, erase, commit, merge, check, close."""

from collections.abc import Collection
from concurrent.futures import Future
from types import TracebackType
from typing import Self

from attrs import define

from sightline.store.segments.marks import Mark
from sightline.store.segments.shelf import Shelf


@define(slots=True, eq=False)
class OpenedIndex:
    """An opened index. Whatever writes takes the writer's lock first and may say that another process is Busy."""

    shelf: Shelf

    @property
    def position(self) -> int:
        """Ledger position up to which the index has read; 0: nothing yet."""
        return self.shelf.snapshot().position

    def __len__(self) -> int:
        seen = self.shelf.snapshot()
        return len(seen.tail) + sum(file.fact("rows") for file in seen.files)

    def lock(self) -> None:
        """Become the writer now rather than at the first change.

        :raises Busy: when another process writes, or wrote since this one last looked.
        """
        self.shelf.lock()

    def hide(self, media: int, at: int) -> None:
        """Leave out the rows of a medium, later ones too, from ledger position ``at`` on; until it is shown again.

        :raises BadValue: when the index has read beyond ``at``.
        :raises Busy: when another process writes.
        """
        self.shelf.mark(Mark(media, at, hidden=True))

    def show(self, media: int, at: int) -> None:
        """Bring the rows of a hidden medium back from ledger position ``at`` on; errors as :meth:`hide`."""
        self.shelf.mark(Mark(media, at, hidden=False))

    def erase(self, media: int | Collection[int], at: int) -> int:
        """Remove the rows of media that were added up to ``at`` from every file; at once, durable by itself.

        Segments that hold them are written again, so it is cheaper to name all media in one call. A process that
        has the old files open sees the old state until its next query; then the disk's blocks are free. What a
        backup or the disk itself keeps of them is out of reach.

        :returns: how many rows are gone.
        :raises Busy: when another process writes.
        :raises StoreFull: when there is no room for what is written again; then nothing is erased.
        """
        return self.shelf.erase([media] if isinstance(media, int) else media, at)

    def commit(self, position: int) -> None:
        """Bring what was appended, hidden and shown safely to disk: the index has read up to ``position``.

        :raises BadValue: when the position lies before what is in the index.
        :raises StoreFull: when there is no room; what was committed before stays.
        """
        self.shelf.commit(position)

    def merge(self, *, whole: bool = False) -> bool:
        """Make few segments of many, while readers, and the writer in another thread, go on.

        :param whole: make one of all.
        :returns: whether there was anything to do.
        :raises Busy: when another process writes.
        """
        return self.shelf.merge(whole=whole)

    def start_merging(self) -> Future[bool]:
        """Merge in a thread; its result tells what :meth:`merge` does, and closing waits for it."""
        return self.shelf.start_merging()

    def check(self) -> None:
        """Read every byte of the segments.

        :raises Damaged: when one is not what was written.
        """
        self.shelf.check()

    def close(self) -> None:
        """Wait for a merge that is under way and let others write; what was not committed is forgotten."""
        self.shelf.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
