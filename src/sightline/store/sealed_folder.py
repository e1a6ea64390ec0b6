"""Encrypted objects: ``objects/sealed/ab/cdef….aead``.

Of an erased one an empty ``….erased`` stays, so that it is not taken in again unnoticed.
"""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from sightline.core.errors import StoreFull

SEALED, GONE = ".aead", ".erased"


@frozen(slots=True)
class SealedFolder:
    """The part of a vault where encrypted objects lie, by the digest of their plain bytes."""

    root: Path
    scratch: Path
    """Where unfinished files lie; on the same file system as ``root``."""

    def state(self, sha256: bytes) -> str | None:
        """Tell whether an object is ``withheld`` or ``erased`` here; None when it is neither."""
        if self.path(sha256).exists():
            return "withheld"
        return "erased" if self._file(sha256, GONE).exists() else None

    def path(self, sha256: bytes) -> Path:
        """Give the file of the encrypted bytes, there or not."""
        return self._file(sha256, SEALED)

    def digest(self, sha256: bytes) -> bytes | None:
        """Hash the encrypted bytes; None when they are not here."""
        try:
            with self.path(sha256).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").digest()
        except FileNotFoundError:
            return None

    def put(self, sha256: bytes, blocks: Iterable[bytes]) -> bytes:
        """Keep encrypted bytes, safe on disk; gives their own digest.

        Raises
        ------
        StoreFull
            No room; nothing was changed.
        """
        target = self.path(sha256)
        temporary = self.scratch / f"seal-{os.getpid()}-{os.urandom(8).hex()}"
        whole = hashlib.sha256()
        try:
            self._folder(target.parent)
            with temporary.open("xb") as stream:
                for block in blocks:
                    whole.update(block)
                    stream.write(block)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(0o444)
            temporary.replace(target)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise StoreFull(
                    "there is no room to encrypt it", todo="make room and run it again"
                ) from error
            raise
        sync_folder(target.parent)
        return whole.digest()

    def remove(self, sha256: bytes) -> None:
        """Remove the encrypted bytes of an object that was opened again."""
        self._unlink(self.path(sha256))

    def bury(self, sha256: bytes) -> None:
        """Remove the encrypted bytes of an object that was erased, and keep its name."""
        mark = self._file(sha256, GONE)
        if not mark.exists():
            self._folder(mark.parent)
            mark.touch(mode=0o444)
            sync_folder(mark.parent)
        self._unlink(self.path(sha256))

    def all(self) -> Iterator[bytes]:
        """Go through the names of all encrypted objects, in order."""
        for folder in sorted(self.root.iterdir()) if self.root.is_dir() else ():
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                name = folder.name + path.name.removesuffix(SEALED)
                if path.name.endswith(SEALED) and is_digest(name):
                    yield bytes.fromhex(name)

    def _file(self, sha256: bytes, ending: str) -> Path:
        name = sha256.hex()
        return self.root / name[:2] / f"{name[2:]}{ending}"

    def _folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)
            sync_folder(folder.parent.parent)

    def _unlink(self, path: Path) -> None:
        if path.exists():
            path.unlink()
            sync_folder(path.parent)


def is_digest(name: str) -> bool:
    """Tell whether a name is that of an object: 64 hex digits in small letters."""
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder safely to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
