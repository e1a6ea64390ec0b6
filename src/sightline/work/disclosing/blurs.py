"""Blurred stand-ins for pictures that nobody has judged fit, made in a sandbox when a site is written.

What stands on a page by default is this stand-in itself, not the picture under a veil: it can be dragged out, printed
or looked at without a style sheet and shows nothing. Where none can be made, a grey area stands for it.
"""

import struct
import tempfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from sightline.core.errors import SightlineError
from sightline.core.sandbox import Examiner, Fault, Job, Limits
from sightline.core.sandbox_records import NotARecord
from sightline.measure.media.blurring import NAME, SIDE, Blurred
from sightline.store.vault_kind import Vault

_BATCH: Final = 1_000
_TRIES: Final = 4
"""How often what is left of a batch is tried after a picture brought its reader down."""
_LIMITS: Final = Limits(memory_bytes=1 << 30, wall_s=300, wall_s_per_mib=0, reply_bytes=16 << 20)


class Blurs:
    """The stand-ins of one disclosure: made in batches, in the order in which pictures were named."""

    def __init__(self, vault: Vault) -> None:
        """Begin with none."""
        self._vault = vault
        self._order: dict[bytes, int] = {}
        self._named: list[bytes] = []
        self._made: dict[bytes, bytes] = {}

    def of(self, sha256: bytes) -> Callable[[], bytes]:
        """Name a picture; what comes back gives its stand-in (PNG) when it is wanted."""
        if sha256 not in self._order:
            self._order[sha256] = len(self._named)
            self._named.append(sha256)
        return partial(self._get, sha256)

    def _get(self, sha256: bytes) -> bytes:
        if sha256 not in self._made:
            at = self._order[sha256]
            self._made = _batch(self._vault, self._named[at : at + _BATCH])
        return self._made.get(sha256) or png(1, 1, b"\x80")


def _batch(vault: Vault, wanted: Iterable[bytes]) -> dict[bytes, bytes]:
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="sightline-blur-") as place:
        folder = Path(place)
        left: list[str] = []
        for sha256 in wanted:
            try:
                (folder / sha256.hex()).write_bytes(vault.read(sha256))
            except SightlineError:
                continue  # whoever copies the picture itself says what is wrong with it
            left.append(sha256.hex())
        with Examiner(
            "sightline.measure.media.blurring", Blurred, _failed, read_only=[folder], limits=_LIMITS
        ) as examiner:
            for _ in range(_TRIES):
                if not left:
                    break
                heard = partial(_hear, frozenset(left), made)
                job = Job(folder / left[0], "", "", (NAME,), {NAME: {"files": left}}, folder)
                examiner.run(job, hear=heard)
                # the first that was not told is the one that brought the reader down
                left = [name for name in left if name not in made][1:]
    return {bytes.fromhex(name): picture for name, picture in made.items()}


def _hear(wanted: frozenset[str], made: dict[str, bytes], told: Blurred) -> None:
    """Take one stand-in.

    :raises NotARecord: when it is none.
    """
    fits = 0 <= told.width <= SIDE and 0 <= told.height <= SIDE and len(told.grey) == told.width * told.height
    if told.file not in wanted or not fits:
        raise NotARecord("a blurred picture is none")
    made[told.file] = png(told.width, told.height, told.grey) if told.grey else b""


def _failed(measure: str, _fault: Fault, _parameters: Mapping[str, Any]) -> Blurred:
    return Blurred(measure, "", 0, 0, b"")


def png(width: int, height: int, grey: bytes) -> bytes:
    """Write grey values as a PNG.

    :param grey: rows of values 0 to 255, ``width * height`` bytes.
    """
    rows = b"".join(b"\x00" + grey[at * width : (at + 1) * width] for at in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
