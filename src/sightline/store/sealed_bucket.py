"""Encrypted objects in a bucket: ``sealed/ab/cdef….aead``; of an erased one an empty ``….erased`` stays."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from sightline.store.bucket import Bucket, digest_in
from sightline.store.sealed_folder import GONE, SEALED, SealedFolder


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
        return self.bucket.digest(_sealed_name(sha256, SEALED))

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
            if path.endswith(SEALED) and (name := digest_in(path.removesuffix(SEALED), "sealed")) is not None:
                yield bytes.fromhex(name)


def _sealed_name(sha256: bytes, ending: str) -> str:
    digits = sha256.hex()
    return f"sealed/{digits[:2]}/{digits[2:]}{ending}"
