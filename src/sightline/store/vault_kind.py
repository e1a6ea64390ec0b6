"""What every vault does, wherever its objects lie; who uses one does not know which it is."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from sightline.store.vault import Stored


class Sealed(Protocol):
    """The part of a vault where encrypted objects lie, by the digest of their plain bytes."""

    def state(self, sha256: bytes) -> str | None:
        """Tell whether an object is ``withheld`` or ``erased`` here; None when it is neither."""
        ...

    def path(self, sha256: bytes) -> Path:
        """Give a file of the encrypted bytes, there or not."""
        ...

    def digest(self, sha256: bytes) -> bytes | None:
        """Hash the encrypted bytes; None when they are not here."""
        ...

    def put(self, sha256: bytes, blocks: Iterable[bytes]) -> bytes:
        """Keep encrypted bytes; gives their own digest."""
        ...

    def remove(self, sha256: bytes) -> None:
        """Remove the encrypted bytes of an object that was opened again."""
        ...

    def bury(self, sha256: bytes) -> None:
        """Remove the encrypted bytes of an object that was erased, and keep its name."""
        ...

    def all(self) -> Iterator[bytes]:
        """Go through the names of all encrypted objects, in order."""
        ...


class Vault(Protocol):
    """Bytes that are kept: written once, safe before they are acknowledged, verified on read."""

    @property
    def root(self) -> Path:
        """The folder in which :meth:`path` gives files."""
        ...

    @property
    def sealed(self) -> Sealed:
        """The part of the vault where encrypted objects lie."""
        ...

    def put_file(self, path: Path, *, limit: int | None = None, follow: bool = False) -> Stored:
        """Take a file in."""
        ...

    def put(self, data: bytes) -> Stored:
        """Take bytes in; of what is withheld or erased nothing is kept in the open."""
        ...

    def put_blocks(self, blocks: Iterable[bytes]) -> Stored:
        """Put the plain bytes of a withheld object back, block by block."""
        ...

    def has(self, sha256: bytes) -> bool:
        """Tell whether the object lies here in the open."""
        ...

    def path(self, sha256: bytes) -> Path:
        """Give a local file of an object, for reading by a sandboxed program; Broken when it is not here."""
        ...

    def read(self, sha256: bytes) -> bytes:
        """Read an object and check it against its name; Broken when it is missing or other bytes."""
        ...

    def fault(self, sha256: bytes) -> str | None:
        """Hash an object again: None, ``missing``, ``unreadable`` or ``changed``."""
        ...

    def all(self) -> Iterator[bytes]:
        """Go through the names of all open objects, in order."""
        ...

    def strays(self) -> Iterator[str]:
        """Name everything in the vault that is no object, open or sealed, in order."""
        ...

    def shown(self, path: Path) -> str:
        """Name a file of the vault for people."""
        ...

    def where(self, sha256: bytes) -> str:
        """Name the place of an object, there or not."""
        ...

    def remove(self, sha256: bytes) -> None:
        """Remove the open bytes of an object."""
        ...
