"""The same vault in an S3 bucket: ``s3://bucket/prefix/sha256/ab/cdef…``, each object written once by its digest.

A file is taken in locally first (hashed, checked that it did not change), then sent with ``If-None-Match: *`` and its
SHA-256; only when the bucket has it is it acknowledged. What sandboxed programs read is brought to a local folder.

What this vault cannot do: overwrite removed bytes, or remove older versions where the bucket keeps them.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define, field, frozen

from sightline.core.errors import Broken, Unsafe
from sightline.store.bucket import Bucket, digest_in, open_bucket
from sightline.store.sealed_bucket import SealedBucket
from sightline.store.sealed_folder import GONE, SEALED, SealedFolder
from sightline.store.vault import FolderVault, Stored

CACHE = 4 << 30
"""Bytes of objects that are kept near; what was used longest ago goes first."""


@define(slots=True)
class _Used:
    """Which objects are near: their sizes, the one used longest ago first."""

    sizes: dict[bytes, int] = field(factory=dict)
    total: int = 0

    def note(self, near: FolderVault, sha256: bytes, size: int) -> None:
        """Remember what was used, and let go of what was used longest ago."""
        self.forget(sha256)
        self.sizes[sha256] = size
        self.total += size
        while self.total > CACHE and len(self.sizes) > 1:
            oldest = next(iter(self.sizes))
            self.forget(oldest)
            if near.has(oldest):
                near.path(oldest).unlink()

    def forget(self, sha256: bytes) -> None:
        """Leave one out."""
        self.total -= self.sizes.pop(sha256, 0)


@frozen(slots=True)
class S3Vault:
    """A vault in a bucket, with a local folder for what is on its way there or was brought back."""

    bucket: Bucket
    near: FolderVault
    sealed: SealedBucket
    _used: _Used = field(factory=_Used, alias="used", repr=False, eq=False)

    @property
    def root(self) -> Path:
        """The folder in which :meth:`path` gives files."""
        return self.near.root

    def put_file(self, path: Path, *, limit: int | None = None, follow: bool = False) -> Stored:
        """Take a file in.

        Raises
        ------
        Unreadable, Unsafe, OverLimit, ChangedWhileRead
            Skip this file; nothing is kept of it.
        StoreFull, Busy
            No room, or the bucket does not answer; nothing acknowledged is lost.
        """
        stored = self.near.put_file(path, limit=limit, follow=follow)
        if (state := self.sealed.state(stored.sha256)) is not None:
            self.near.remove(stored.sha256)
            what = "is withheld in this case" if state == "withheld" else "was erased from this case"
            todo = "see sightline show, and sightline unprotect for what is withheld"
            raise Unsafe(f"{what}; nothing of it was kept in the open", item=str(path), todo=todo)
        return self._send(stored)

    def put(self, data: bytes) -> Stored:
        """Take bytes in; of what is withheld or erased nothing is kept in the open."""
        stored = self.near.put(data)
        if self.sealed.state(stored.sha256) is not None:
            self.near.remove(stored.sha256)
            return Stored(stored.sha256, stored.sha512, stored.size, new=False, head=stored.head)
        return self._send(stored)

    def put_blocks(self, blocks: Iterable[bytes]) -> Stored:
        """Put the plain bytes of a withheld object back, block by block."""
        return self._send(self.near.put_blocks(blocks))

    def has(self, sha256: bytes) -> bool:
        """Tell whether the object lies here in the open."""
        return self.bucket.size(_name(sha256)) is not None

    def path(self, sha256: bytes) -> Path:
        """Give a local file of an object, for reading by a sandboxed program; Broken when it is not here."""
        if not self.near.has(sha256):
            self._bring(sha256)
        self._used.note(self.near, sha256, self.near.path(sha256).stat().st_size)
        return self.near.path(sha256)

    def read(self, sha256: bytes) -> bytes:
        """Read an object and check it against its name; Broken when it is missing or other bytes."""
        self.path(sha256)
        return self.near.read(sha256)

    def fault(self, sha256: bytes) -> str | None:
        """Hash an object again, as it lies in the bucket: None, ``missing``, ``unreadable`` or ``changed``."""
        try:
            digest = self.bucket.digest(_name(sha256))
        except Broken:
            return "unreadable"
        if digest is None:
            return "missing"
        return None if digest == sha256 else "changed"

    def all(self) -> Iterator[bytes]:
        """Go through the names of all open objects, in order."""
        for path in self.bucket.names("sha256"):
            if (name := digest_in(path, "sha256")) is not None:
                yield bytes.fromhex(name)

    def strays(self) -> Iterator[str]:
        """Name everything under the prefix that is no object, open or sealed, in order."""
        for path in self.bucket.names():
            sealed = path.removesuffix(SEALED).removesuffix(GONE)
            if digest_in(path, "sha256") is None and digest_in(sealed, "sealed") is None:
                yield f"{self.bucket.url}/{path}"

    def shown(self, path: Path) -> str:
        """Name a file for people by its place in the bucket."""
        for area, folder in (("sealed", self.sealed.near.root), ("sha256", self.near.root / "sha256")):
            if path.is_relative_to(folder):
                return f"{self.bucket.url}/{area}/{path.relative_to(folder).as_posix()}"
        return path.name

    def where(self, sha256: bytes) -> str:
        """Name the place of an object, there or not."""
        return f"{self.bucket.url}/{_name(sha256)}"

    def remove(self, sha256: bytes) -> None:
        """Remove the open bytes of an object; older versions that a bucket keeps are out of reach."""
        self.bucket.delete(_name(sha256))
        self.near.remove(sha256)
        self._used.forget(sha256)

    def _send(self, stored: Stored) -> Stored:
        new = self.bucket.send(_name(stored.sha256), self.near.path(stored.sha256))
        if not new and self.fault(stored.sha256) is not None:
            fault = "holds other bytes than its name says"
            raise Broken(fault, item=self.where(stored.sha256), todo="restore it from a backup")
        self._used.note(self.near, stored.sha256, stored.size)
        return Stored(stored.sha256, stored.sha512, stored.size, new=new, head=stored.head)

    def _bring(self, sha256: bytes) -> None:
        item = f"object {sha256.hex()}"
        if not self.has(sha256):
            raise Broken("is not in the vault", item=item, todo="restore it from a backup")
        got = self.near.put_blocks(self.bucket.blocks(_name(sha256)))
        if got.sha256 != sha256:
            self.near.remove(got.sha256)
            fault = "holds other bytes than its name says"
            raise Broken(fault, item=item, todo="restore it from a backup")


def open_s3(url: str, scratch: Path) -> S3Vault:
    """Open a vault in a bucket.

    Parameters
    ----------
    url : str
        ``s3://bucket`` or ``s3://bucket/prefix``.
    scratch : Path
        Where unfinished files lie, and what is brought back.

    Raises
    ------
    BadSetting
        The URL names no bucket.
    """
    far = open_bucket(url)
    home = scratch / f"near-{os.getpid()}-{os.urandom(4).hex()}"
    (home / "objects").mkdir(parents=True)
    near = FolderVault(home / "objects", scratch)
    return S3Vault(far, near, SealedBucket(far, SealedFolder(home / "encrypted", scratch)))


def _name(sha256: bytes) -> str:
    digits = sha256.hex()
    return f"sha256/{digits[:2]}/{digits[2:]}"
