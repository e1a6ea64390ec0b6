"""Bytes that are kept: written once, safe on disk before they are acknowledged, read-only, verified on read.

``objects/sha256/ab/cdef…``: the name is the digest of the plain bytes. A protected object is replaced by
``objects/sealed/ab/cdef….aead``; an erased one is gone. Originals and derivatives share the vault; which is which,
events say.
"""

import errno
import hashlib
import io
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from sightline.core.errors import Broken, Busy, ChangedWhileRead, OverLimit, StoreFull, Unreadable, Unsafe
from sightline.store.sealed_folder import GONE, SEALED, SealedFolder, is_digest, sync_folder

BLOCK = 1 << 20
KEPT_OUT = {
    "withheld": "is withheld in this case; nothing of it was kept in the open",
    "erased": "was erased from this case, and is not taken in again",
}


class Readable(Protocol):
    """Gives bytes until there are none."""

    def read(self, size: int, /) -> bytes:
        """Give some bytes; none at the end."""
        ...


class _Blocks:
    """Reads from blocks that somebody makes."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks

    def read(self, _size: int, /) -> bytes:
        """Give the next block that holds anything, or nothing at the end."""
        return next((block for block in self._blocks if block), b"")


@frozen(slots=True)
class Stored:
    """What the vault says of bytes it took."""

    sha256: bytes
    sha512: bytes
    size: int
    new: bool
    """False when the same bytes were here already."""
    head: bytes = b""
    """The first 4 KiB, for whoever wants to know what it is."""


@frozen(slots=True)
class FolderVault:
    """A vault in a local folder."""

    root: Path
    scratch: Path
    """Where unfinished files lie; on the same file system as ``root``."""
    _folders: set[str] = field(factory=set, alias="folders", repr=False, eq=False)

    def put_file(self, path: Path, *, limit: int | None = None, follow: bool = False) -> Stored:
        """Take a file in.

        Raises
        ------
        Unreadable, Unsafe, OverLimit, ChangedWhileRead
            Skip this file; nothing is kept of it.
        StoreFull
            No room; nothing acknowledged is lost.
        """
        with os.fdopen(_open_ordinary(path, follow=follow), "rb", buffering=0) as stream:
            before = os.fstat(stream.fileno())
            if limit is not None and before.st_size > limit:
                raise OverLimit(f"is {before.st_size} bytes, over the limit of {limit}", item=str(path))
            room = shutil.disk_usage(self.scratch).free
            if (
                before.st_size > room
            ):  # a sparse file says 8 TB and holds nothing; it would fill the disk all the same
                raise OverLimit(
                    f"is {before.st_size} bytes, and {room} are left on the disk of the case",
                    item=str(path),
                    todo="make room, or copy it without its holes, and add it again",
                )
            stored, made = self._take(stream, str(path), limit=limit, expected=before.st_size)
            after = os.fstat(stream.fileno())
            same = before.st_size == after.st_size == stored.size and before.st_mtime_ns == after.st_mtime_ns
            if not same:
                made.unlink(missing_ok=True)
                raise ChangedWhileRead(
                    "changed while it was read", item=str(path), todo="add it again when it is finished"
                )
        if (state := self.sealed.state(stored.sha256)) is not None:
            made.unlink()
            raise Unsafe(KEPT_OUT[state], item=str(path), todo="see who did it and why with sightline show")
        return self._keep(stored, made)

    def put(self, data: bytes) -> Stored:
        """Take bytes in; of what is withheld or erased nothing is kept in the open."""
        stored, made = self._take(io.BytesIO(data), "bytes", limit=None)
        return self._keep(stored, made)

    @property
    def sealed(self) -> SealedFolder:
        """The part of the vault where encrypted objects lie."""
        return SealedFolder(self.root / "sealed", self.scratch)

    def has(self, sha256: bytes) -> bool:
        """Tell whether the object lies here in the open."""
        return self._path(sha256).exists()

    def path(self, sha256: bytes) -> Path:
        """Give the file of an object, for reading by a sandboxed program; Broken when it is not here."""
        path = self._path(sha256)
        if not path.exists():
            if (state := self.sealed.state(sha256)) is not None:
                todo = "see who did it and why with sightline show"
                raise Broken(f"is {state}", item=f"object {sha256.hex()}", todo=todo)
            raise Broken(
                "is not in the vault", item=f"object {sha256.hex()}", todo="restore it from a backup"
            )
        return path

    def read(self, sha256: bytes) -> bytes:
        """Read an object and check it against its name; Broken when it is missing or other bytes."""
        data = self.path(sha256).read_bytes()
        if hashlib.sha256(data).digest() != sha256:
            raise Broken(
                "holds other bytes than its name says",
                item=f"object {sha256.hex()}",
                todo="restore it from a backup",
            )
        return data

    def fault(self, sha256: bytes) -> str | None:
        """Hash an object again: None, ``missing``, ``unreadable`` or ``changed``."""
        try:
            with self._path(sha256).open("rb") as stream:
                return None if hashlib.file_digest(stream, "sha256").digest() == sha256 else "changed"
        except FileNotFoundError:
            return "missing"
        except OSError:
            return "unreadable"

    def all(self) -> Iterator[bytes]:
        """Go through the names of all open objects, in order."""
        base = self.root / "sha256"
        for folder in sorted(base.iterdir()) if base.is_dir() else ():
            for path in sorted(folder.iterdir()):
                if is_digest(folder.name + path.name):
                    yield bytes.fromhex(folder.name + path.name)

    def strays(self) -> Iterator[str]:
        """Name every file under the vault that is no object, open or sealed, in order."""
        for path in sorted(self.root.rglob("*")):
            if path.is_dir():
                continue
            area, *rest = path.relative_to(self.root).parts
            name = "".join(rest) if len(rest) == 2 and len(rest[0]) == 2 else ""
            if area == "sealed":
                name = name.removesuffix(SEALED).removesuffix(GONE)
            if area not in ("sha256", "sealed") or not is_digest(name):
                yield self.shown(path)

    def shown(self, path: Path) -> str:
        """Name a file of the vault for people, from the workspace's folder on."""
        return path.relative_to(self.root.parent).as_posix()

    def where(self, sha256: bytes) -> str:
        """Name the file of an object, there or not."""
        return self.shown(self._path(sha256))

    def put_blocks(self, blocks: Iterable[bytes]) -> Stored:
        """Put the plain bytes of a withheld object back, block by block."""
        stored, made = self._take(_Blocks(iter(blocks)), "blocks", limit=None)
        return self._keep(stored, made, opening=True)

    def remove(self, sha256: bytes) -> None:
        """Overwrite and remove the open bytes of an object; its blocks on the disk are out of reach."""
        path = self._path(sha256)
        if path.exists():
            size = path.stat().st_size
            path.chmod(0o600)
            with path.open("r+b") as stream:
                for start in range(0, size, BLOCK):
                    stream.write(b"\0" * min(BLOCK, size - start))
                stream.flush()
                os.fsync(stream.fileno())
            path.unlink()
            sync_folder(path.parent)

    def _take(
        self, stream: Readable, name: str, *, limit: int | None, expected: int | None = None
    ) -> tuple[Stored, Path]:
        made = self.scratch / f"take-{os.getpid()}-{os.urandom(8).hex()}"
        short, long, size, head = hashlib.sha256(), hashlib.sha512(), 0, b""
        try:
            with made.open("xb") as out:  # buffered: a raw write may take only a part when the disk fills
                while chunk := _read(stream, name):
                    short.update(chunk)
                    long.update(chunk)
                    head = head or chunk[:4096]
                    size += len(chunk)
                    if limit is not None and size > limit:
                        raise OverLimit(f"grew over the limit of {limit} bytes", item=name)
                    if expected is not None and size > expected:  # one that is written to may never end
                        raise ChangedWhileRead(
                            "grew while it was read", item=name, todo="add it again when it is finished"
                        )
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            made.unlink(missing_ok=True)
            raise _unwritten(error, name) from error
        except (OverLimit, Unreadable, Broken, ChangedWhileRead):
            made.unlink(missing_ok=True)
            raise
        return Stored(short.digest(), long.digest(), size, new=True, head=head), made

    def _keep(self, stored: Stored, made: Path, *, opening: bool = False) -> Stored:
        if not opening and self.sealed.state(stored.sha256) is not None:
            made.unlink()
            return Stored(stored.sha256, stored.sha512, stored.size, new=False, head=stored.head)
        final = self._path(stored.sha256)
        try:
            self._folder(final.parent)
            made.chmod(0o444)
            os.link(made, final)
        except FileExistsError:
            made.unlink()
            if final.stat().st_size == stored.size and self.fault(stored.sha256) is None:
                sync_folder(final.parent)  # whoever linked it may not have come so far yet
                return Stored(stored.sha256, stored.sha512, stored.size, new=False, head=stored.head)
            raise Broken(
                "holds other bytes than its name says", item=str(final), todo="restore it from a backup"
            ) from None
        except OSError as error:
            made.unlink(missing_ok=True)
            raise _unwritten(error, "the vault") from error
        made.unlink()
        sync_folder(final.parent)
        return stored

    def _folder(self, folder: Path) -> None:
        if str(folder) in self._folders:
            return
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)
            sync_folder(folder.parent.parent)
        self._folders.add(str(folder))

    def _path(self, sha256: bytes) -> Path:
        name = sha256.hex()
        return self.root / "sha256" / name[:2] / name[2:]


def _open_ordinary(path: Path, *, follow: bool) -> int:
    """Open a file for reading, when it is an ordinary one."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Unsafe("is a link", item=str(path), todo="add what it points to by its own path") from error
        raise Unreadable(
            f"cannot be read: {error.strerror}", item=str(path), todo="check its rights"
        ) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable("is no ordinary file", item=str(path), todo="add files and folders only")
    return handle


def _unwritten(error: OSError, name: str) -> StoreFull | Busy:
    """Say why bytes could not be written: nothing of them was acknowledged."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull("there is no room for it", item=name, todo="make room and run it again")
    return Busy(
        f"the vault cannot be written to: {error.strerror}", item=name, todo="check the rights and the disk"
    )


def _read(stream: Readable, name: str) -> bytes:
    try:
        return stream.read(BLOCK)
    except OSError as error:
        raise Unreadable(
            f"cannot be read to its end: {error.strerror}", item=name, todo="copy it from its medium again"
        ) from error
