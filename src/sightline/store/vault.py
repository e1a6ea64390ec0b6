"""Bytes that are kept: written once, safe on disk before they are acknowledged, read-only, verified on read.

``objects/sha256/ab/cdef…``: the name is the digest of the plain bytes. A protected object is replaced by
``objects/sealed/ab/cdef….aead``; an erased one is gone. Originals and derivatives share the vault; which is which, events say.
"""

import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from sightline.core.errors import Broken, ChangedWhileRead, OverLimit, StoreFull, Unreadable, Unsafe

BLOCK = 1 << 20


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
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
        try:
            handle = os.open(path, flags)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise Unsafe(
                    "is a link", item=str(path), todo="add what it points to by its own path"
                ) from error
            raise Unreadable(
                f"cannot be read: {error.strerror}", item=str(path), todo="check its rights"
            ) from error
        with os.fdopen(handle, "rb", buffering=0) as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise Unreadable("is no ordinary file", item=str(path), todo="add files and folders only")
            if limit is not None and before.st_size > limit:
                raise OverLimit(f"is {before.st_size} bytes, over the limit of {limit}", item=str(path))
            stored, made = self._take(stream, str(path), limit=limit)
            after = os.fstat(stream.fileno())
            same = (before.st_size, before.st_mtime_ns) == (
                after.st_size,
                after.st_mtime_ns,
            ) and stored.size == after.st_size
            if not same:
                made.unlink(missing_ok=True)
                raise ChangedWhileRead(
                    "changed while it was read", item=str(path), todo="add it again when it is finished"
                )
        return self._keep(stored, made)

    def put(self, data: bytes) -> Stored:
        """Take bytes in."""
        stored, made = self._take(io.BytesIO(data), "bytes", limit=None)
        return self._keep(stored, made)

    def has(self, sha256: bytes) -> bool:
        """Tell whether the object lies here in the open."""
        return self._path(sha256).exists()

    def path(self, sha256: bytes) -> Path:
        """Give the file of an object, for reading by a sandboxed program; Broken when it is not here."""
        path = self._path(sha256)
        if not path.exists():
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
                if _is_digest(folder.name + path.name):
                    yield bytes.fromhex(folder.name + path.name)

    def all_sealed(self) -> Iterator[bytes]:
        """Go through the names of all protected objects, in order."""
        base = self.root / "sealed"
        for folder in sorted(base.iterdir()) if base.is_dir() else ():
            for path in sorted(folder.iterdir()):
                if _is_digest(folder.name + path.name.removesuffix(".aead")):
                    yield bytes.fromhex(folder.name + path.name.removesuffix(".aead"))

    def strays(self) -> Iterator[str]:
        """Name every file under the vault that is no object, in order."""
        for path in sorted(self.root.rglob("*")):
            if path.is_dir():
                continue
            area, *rest = path.relative_to(self.root).parts
            name = "".join(rest)
            fits = len(rest) == 2 and len(rest[0]) == 2
            if not (fits and area == "sha256" and _is_digest(name)):
                if not (fits and area == "sealed" and name.endswith(".aead") and _is_digest(name[:-5])):
                    yield self.shown(path)

    def shown(self, path: Path) -> str:
        """Name a file of the vault for people, from the workspace's folder on."""
        return path.relative_to(self.root.parent).as_posix()

    def where(self, sha256: bytes, *, sealed: bool = False) -> str:
        """Name the file of an object, there or not."""
        return self.shown(self._sealed(sha256) if sealed else self._path(sha256))

    def put_blocks(self, blocks: Iterable[bytes]) -> Stored:
        """Take bytes in that come block by block."""
        stored, made = self._take(_Blocks(iter(blocks)), "blocks", limit=None)
        return self._keep(stored, made)

    def put_sealed(self, sha256: bytes, blocks: Iterable[bytes]) -> bytes:
        """Keep the encrypted bytes of an object, beside the open ones, safe on disk; gives their own digest.

        Raises
        ------
        StoreFull
            No room; nothing was changed.
        """
        target = self._sealed(sha256)
        self._folder(target.parent)
        temporary = self.scratch / f"seal-{os.getpid()}-{os.urandom(8).hex()}"
        whole = hashlib.sha256()
        try:
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
        _sync_folder(target.parent)
        return whole.digest()

    def has_sealed(self, sha256: bytes) -> bool:
        """Tell whether the encrypted bytes of an object are here."""
        return self._sealed(sha256).exists()

    def sealed_path(self, sha256: bytes) -> Path | None:
        """Give the file with the encrypted bytes of an object, or None."""
        path = self._sealed(sha256)
        return path if path.exists() else None

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
            _sync_folder(path.parent)

    def remove_sealed(self, sha256: bytes) -> None:
        """Remove the encrypted bytes of an object."""
        path = self._sealed(sha256)
        if path.exists():
            path.unlink()
            _sync_folder(path.parent)

    def _take(self, stream: Readable, name: str, *, limit: int | None) -> tuple[Stored, Path]:
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
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            made.unlink(missing_ok=True)
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise StoreFull(
                    "there is no room for it", item=name, todo="make room and run it again"
                ) from error
            raise
        except (OverLimit, Unreadable, Broken):
            made.unlink(missing_ok=True)
            raise
        return Stored(short.digest(), long.digest(), size, new=True, head=head), made

    def _keep(self, stored: Stored, made: Path) -> Stored:
        final = self._path(stored.sha256)
        self._folder(final.parent)
        try:
            os.chmod(made, 0o444)
            os.link(made, final)
        except FileExistsError:
            made.unlink()
            if final.stat().st_size == stored.size and self.fault(stored.sha256) is None:
                _sync_folder(final.parent)  # whoever linked it may not have come so far yet
                return Stored(stored.sha256, stored.sha512, stored.size, new=False, head=stored.head)
            raise Broken(
                "holds other bytes than its name says", item=str(final), todo="restore it from a backup"
            ) from None
        except OSError as error:
            made.unlink(missing_ok=True)
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StoreFull("there is no room for it", todo="make room and run it again") from error
            raise
        made.unlink()
        _sync_folder(final.parent)
        return stored

    def _folder(self, folder: Path) -> None:
        if str(folder) in self._folders:
            return
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            _sync_folder(folder.parent)
            _sync_folder(folder.parent.parent)
        self._folders.add(str(folder))

    def _path(self, sha256: bytes) -> Path:
        name = sha256.hex()
        return self.root / "sha256" / name[:2] / name[2:]

    def _sealed(self, sha256: bytes) -> Path:
        name = sha256.hex()
        return self.root / "sealed" / name[:2] / f"{name[2:]}.aead"


def _is_digest(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def _read(stream: Readable, name: str) -> bytes:
    try:
        return stream.read(BLOCK)
    except OSError as error:
        raise Unreadable(
            f"cannot be read to its end: {error.strerror}", item=name, todo="copy it from its medium again"
        ) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
