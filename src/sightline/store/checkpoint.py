"""Writes and reads checkpoints: the C2SP texts that many tools know, signed with Ed25519.

A checkpoint [1]_ is three lines: origin, number of leaves, base64 of the root. It is carried in a signed note [2]_:
the text, an empty line, and one line for each signature, made of an em dash, the key's name, and the base64 of four
bytes of key hash with the signature of the text. The key's name is the origin, ``sightline/<ledger id>``.

References
----------
.. [1] C2SP, "Transparency log checkpoints". https://c2sp.org/tlog-checkpoint
.. [2] C2SP, "Signed notes". https://c2sp.org/signed-note
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable

from attrs import frozen

from sightline.core.errors import Broken, WrongUse
from sightline.store.keyring import signature_fits

ORIGIN = "sightline/"
ED25519 = b"\x01"
LINE = re.compile(
    r"sightline/(?P<writer>[0-9a-f]{32})\s+(?P<size>\d{1,15})\s+(?P<root>[A-Za-z0-9+/]{43}=)(?:\s+(?P<date>\S+))?"
)


@frozen(slots=True)
class Checkpoint:
    """A state of one chain: so many events, with this root over their headers."""

    writer: bytes
    size: int
    root: bytes

    @property
    def origin(self) -> str:
        """Name the chain."""
        return f"{ORIGIN}{self.writer.hex()}"

    def text(self) -> str:
        """Write the three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@frozen(slots=True)
class Note:
    """A checkpoint with its signatures, as read."""

    checkpoint: Checkpoint
    text: str
    """What is signed, byte for byte, its last newline included."""
    signatures: tuple[tuple[str, bytes, bytes], ...]
    """(name, four bytes of key hash, signature)."""

    def signed_by(self, public: bytes) -> bool:
        """Tell whether one of the signatures is of this text by this key."""
        name = self.checkpoint.origin
        wanted = key_hash(name, public)
        return any(
            signer == name and hashed == wanted and signature_fits(public, signature, self.text.encode())
            for signer, hashed, signature in self.signatures
        )


def key_hash(name: str, public: bytes) -> bytes:
    """Compute the four bytes that name an Ed25519 key in a note."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def sign(checkpoint: Checkpoint, public: bytes, sign_bytes: Callable[[bytes], bytes]) -> str:
    """Write the signed note of a checkpoint."""
    text = checkpoint.text()
    signed = base64.b64encode(key_hash(checkpoint.origin, public) + sign_bytes(text.encode())).decode()
    return f"{text}\n\u2014 {checkpoint.origin} {signed}\n"


def parse(note: str) -> Note:
    """Read a signed note.

    Raises
    ------
    Broken
        It is no checkpoint; says which line is wrong.
    """
    text, gap, rest = note.partition("\n\n")
    lines = text.split("\n")
    if not gap or len(lines) < 3:
        raise Broken("the checkpoint is no signed note of three lines")
    if not re.fullmatch(r"sightline/[0-9a-f]{32}", lines[0]) or not re.fullmatch(
        r"0|[1-9]\d{0,14}", lines[1]
    ):
        raise Broken("the checkpoint names no chain or no size")
    signatures = []
    for line in rest.splitlines():
        dash, _, tail = line.partition(" ")
        name, _, data = tail.partition(" ")
        raw = _decode(data)
        if dash != "\u2014" or len(raw) < 5:
            raise Broken("the checkpoint has a line that is no signature")
        signatures.append((name, raw[:4], raw[4:]))
    root = _decode(lines[2])
    if len(root) != 32:
        raise Broken("the checkpoint's root is not 32 bytes")
    checkpoint = Checkpoint(bytes.fromhex(lines[0].removeprefix(ORIGIN)), int(lines[1]), root)
    return Note(checkpoint, text + "\n", tuple(signatures))


def one_line(checkpoint: Checkpoint, date: str) -> str:
    """Write a checkpoint as one line to post or mail: origin, size, root, date."""
    return f"{checkpoint.origin} {checkpoint.size} {base64.b64encode(checkpoint.root).decode()} {date}"


def read_line(line: str) -> Checkpoint:
    """Find the checkpoint in a line that somebody held; WrongUse when there is none."""
    match = LINE.search(line)
    if match is None:
        raise WrongUse(
            "holds no checkpoint",
            item=f"the line {line[:60]!r}",
            todo="give it as it was printed: sightline/<ledger> <number of events> <root> <date>",
        )
    return Checkpoint(bytes.fromhex(match["writer"]), int(match["size"]), base64.b64decode(match["root"]))


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
