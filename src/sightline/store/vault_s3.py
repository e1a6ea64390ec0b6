"""The same vault in an S3 bucket: ``s3://bucket/prefix/sha256/ab/cdef…``, each object written once by its digest.

A file is taken in locally first (hashed, checked that it did not change), then sent with ``If-None-Match: *`` and its
SHA-256, which the server verifies; only then is it acknowledged. What sandboxed programs read is brought to a local
folder, which is emptied of what was used longest ago. Endpoint and credentials come from the environment, as every tool
for S3 reads them (``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID`` and so on).

What this vault cannot do: overwrite removed bytes, or remove older versions where the bucket keeps them.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from sightline.core.errors import BadSetting, Broken, Busy, Unsafe
from sightline.store.sealed_folder import GONE, SEALED, SealedFolder, is_digest
from sightline.store.vault import FolderVault, Stored

if TYPE_CHECKING:
    from obstore.store import S3Store

LARGE = 64 << 20
"""Bytes from which a file is sent in parts, which S3 does without a condition; its name is its digest all the same."""
CACHE = 4 << 30
"""Bytes of objects that are kept near; what was used longest ago goes first."""
BLOCK = 1 << 20


@frozen(slots=True)
class Bucket:
    """A bucket, or a part of it: names and bytes, with the faults of S3 said in our words."""

    store: "S3Store"
    url: str

    def send(self, name: str, path: Path) -> bool:
        """Write a file under a name; False, and nothing is written, when something stands there."""
        import obstore
        from obstore.exceptions import AlreadyExistsError

        with _said(self.url):
            large = path.stat().st_size > LARGE
            if large and self.size(name) is not None:
                return False
            try:
                with path.open("rb") as stream:
                    mode = "overwrite" if large else "create"
                    obstore.put(self.store, name, stream, mode=mode, use_multipart=large)
            except AlreadyExistsError:
                return False
        return True

    def mark(self, name: str) -> None:
        """Write an empty object."""
        import obstore

        with _said(self.url):
            obstore.put(self.store, name, b"", use_multipart=False)

    def size(self, name: str) -> int | None:
        """Give the size of an object; None when there is none."""
        import obstore

        try:
            with _said(self.url):
                return int(obstore.head(self.store, name)["size"])
        except FileNotFoundError:
            return None

    def blocks(self, name: str) -> Iterator[bytes]:
        """Read an object in blocks; FileNotFoundError when there is none."""
        import obstore

        with _said(self.url):
            for block in obstore.get(self.store, name).stream(min_chunk_size=BLOCK):
                yield bytes(block)

    def names(self, area: str | None = None) -> list[str]:
        """List the names of all objects, or those of one area, in order."""
        import obstore

        with _said(self.url):
            return sorted(meta["path"] for some in obstore.list(self.store, prefix=area) for meta in some)

    def delete(self, name: str) -> None:
        """Remove an object, there or not."""
        import obstore

        try:
            with _said(self.url):
                obstore.delete(self.store, name)
        except FileNotFoundError:
            pass


@frozen(slots=True)
class SealedBucket:
    """Encrypted objects in a bucket: ``sealed/ab/cdef….aead``."""

    bucket: Bucket
    near: SealedFolder

    def state(self, sha256: bytes) -> str | None:
        """Tell whether an object is ``withheld`` or ``erased`` here; None when it is neither."""
        if self.bucket.size(_sealed_name(sha256, SEALED)) is not None:
            return "withheld"
        return "erased" if self.bucket.size(_sealed_name(sha256, GONE)) is not None else None

    def path(self, sha256: bytes) -> Path:
        """Give a local file of the encrypted bytes, there or not."""
        try:
            self.near.put(sha256, self.bucket.blocks(_sealed_name(sha256, SEALED)))
        except FileNotFoundError:
            self.near.remove(sha256)
        return self.near.path(sha256)

    def digest(self, sha256: bytes) -> bytes | None:
        """Hash the encrypted bytes; None when they are not here."""
        return _digest(self.bucket, _sealed_name(sha256, SEALED))

    def put(self, sha256: bytes, blocks: Iterable[bytes]) -> bytes:
        """Keep encrypted bytes; gives their own digest."""
        digest = self.near.put(sha256, blocks)
        name = _sealed_name(sha256, SEALED)
        self.bucket.delete(name)  # of an earlier attempt, under another key
        self.bucket.send(name, self.near.path(sha256))
        return digest

    def remove(self, sha256: bytes) -> None:
        """Remove the encrypted bytes of an object that was opened again."""
        self.bucket.delete(_sealed_name(sha256, SEALED))
        self.near.remove(sha256)

    def bury(self, sha256: bytes) -> None:
        """Remove the encrypted bytes of an object that was erased, and keep its name."""
        self.bucket.mark(_sealed_name(sha256, GONE))
        self.remove(sha256)

    def all(self) -> Iterator[bytes]:
        """Go through the names of all encrypted objects, in order."""
        for path in self.bucket.names("sealed"):
            if (
                path.endswith(SEALED)
                and (name := _digest_in(path.removesuffix(SEALED), "sealed")) is not None
            ):
                yield bytes.fromhex(name)


@frozen(slots=True)
class S3Vault:
    """A vault in a bucket, with a local folder for what is on its way there or was brought back."""

    bucket: Bucket
    near: FolderVault
    sealed: SealedBucket
    _used: dict[bytes, int] = field(factory=dict, alias="used", repr=False, eq=False)
    """Sizes of the objects that are near, the one used longest ago first."""

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
        self._note(sha256, self.near.path(sha256).stat().st_size)
        return self.near.path(sha256)

    def read(self, sha256: bytes) -> bytes:
        """Read an object and check it against its name; Broken when it is missing or other bytes."""
        self.path(sha256)
        return self.near.read(sha256)

    def fault(self, sha256: bytes) -> str | None:
        """Hash an object again, as it lies in the bucket: None, ``missing``, ``unreadable`` or ``changed``."""
        try:
            digest = _digest(self.bucket, _name(sha256))
        except Broken:
            return "unreadable"
        if digest is None:
            return "missing"
        return None if digest == sha256 else "changed"

    def all(self) -> Iterator[bytes]:
        """Go through the names of all open objects, in order."""
        for path in self.bucket.names("sha256"):
            if (name := _digest_in(path, "sha256")) is not None:
                yield bytes.fromhex(name)

    def strays(self) -> Iterator[str]:
        """Name everything under the prefix that is no object, open or sealed, in order."""
        for path in self.bucket.names():
            sealed = path.removesuffix(SEALED).removesuffix(GONE)
            if _digest_in(path, "sha256") is None and _digest_in(sealed, "sealed") is None:
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
        self._used.pop(sha256, None)

    def _send(self, stored: Stored) -> Stored:
        new = self.bucket.send(_name(stored.sha256), self.near.path(stored.sha256))
        if not new and self.fault(stored.sha256) is not None:
            fault = "holds other bytes than its name says"
            raise Broken(fault, item=self.where(stored.sha256), todo="restore it from a backup")
        self._note(stored.sha256, stored.size)
        return Stored(stored.sha256, stored.sha512, stored.size, new=new, head=stored.head)

    def _bring(self, sha256: bytes) -> None:
        item = f"object {sha256.hex()}"
        try:
            got = self.near.put_blocks(self.bucket.blocks(_name(sha256)))
        except FileNotFoundError as error:
            raise Broken("is not in the vault", item=item, todo="restore it from a backup") from error
        if got.sha256 != sha256:
            self.near.remove(got.sha256)
            fault = "holds other bytes than its name says"
            raise Broken(fault, item=item, todo="restore it from a backup")

    def _note(self, sha256: bytes, size: int) -> None:
        """Remember what was used, and let go of what was used longest ago."""
        self._used.pop(sha256, None)
        self._used[sha256] = size
        while sum(self._used.values()) > CACHE and len(self._used) > 1:
            oldest = next(iter(self._used))
            del self._used[oldest]
            if self.near.has(oldest):
                self.near.path(oldest).unlink()


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
    from obstore.store import S3Store

    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    if not url.startswith("s3://") or bucket == "":
        raise BadSetting(f"[vault] url is {url!r}", todo="write s3://bucket or s3://bucket/prefix")
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    store = S3Store(
        bucket,
        prefix=prefix.strip("/") or None,
        config={"checksum_algorithm": "SHA256", **({} if endpoint is None else {"endpoint": endpoint})},
        client_options={"allow_http": endpoint is not None and endpoint.startswith("http://")},
    )
    home = scratch / f"near-{os.getpid()}-{os.urandom(4).hex()}"
    (home / "objects").mkdir(parents=True)
    far = Bucket(store, url.rstrip("/"))
    near = FolderVault(home / "objects", scratch)
    return S3Vault(far, near, SealedBucket(far, SealedFolder(home / "encrypted", scratch)))


@contextmanager
def _said(url: str) -> Iterator[None]:
    """Say what S3 said in our words; what is not there stays FileNotFoundError, what is there AlreadyExistsError."""
    from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError

    try:
        yield
    except AlreadyExistsError:
        raise
    except (PermissionDeniedError, UnauthenticatedError) as error:
        todo = "check the credentials in the environment"
        raise Broken("the bucket does not let us in", item=url, todo=todo) from error
    except BaseError as error:
        todo = "see whether the bucket is there and can be reached, and run it again"
        raise Busy(f"the bucket does not answer: {str(error)[:300]}", item=url, todo=todo) from error


def _digest(bucket: Bucket, name: str) -> bytes | None:
    whole = hashlib.sha256()
    try:
        for block in bucket.blocks(name):
            whole.update(block)
    except FileNotFoundError:
        return None
    return whole.digest()


def _digest_in(path: str, area: str) -> str | None:
    """Give the digest that a name under an area stands for; None when it is no such name."""
    head, _, tail = path.removeprefix(f"{area}/").partition("/")
    fits = path.startswith(f"{area}/") and len(head) == 2 and is_digest(head + tail)
    return head + tail if fits else None


def _name(sha256: bytes) -> str:
    digits = sha256.hex()
    return f"sha256/{digits[:2]}/{digits[2:]}"


def _sealed_name(sha256: bytes, ending: str) -> str:
    digits = sha256.hex()
    return f"sealed/{digits[:2]}/{digits[2:]}{ending}"
