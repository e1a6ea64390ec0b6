"""One writer at a time: a lock on a file, which the system lets go of when the process ends, however it ends."""

import errno
import fcntl
import os
from pathlib import Path

from attrs import define

from sightline.core.errors import Busy
from sightline.store.segments.files import told


@define(slots=True)
class WriterLock:
    """The lock of a folder, held or not."""

    path: Path
    _handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this holder may write."""
        return self._handle is not None

    def take(self) -> None:
        """Take the lock.

        :raises Busy: when another process, or another opening in this one, holds it.
        """
        if self._handle is not None:
            return
        with told(self.path):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                os.close(handle)
                if error.errno not in {errno.EWOULDBLOCK, errno.EACCES}:
                    raise
                raise Busy(
                    "another process is writing to this index; nothing was written",
                    item=str(self.path.parent),
                    todo="wait until it is done and try again",
                ) from error
        self._handle = handle

    def let_go(self) -> None:
        """Let others write."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
