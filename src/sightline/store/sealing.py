"""Encrypts files of any size: blocks of AES-256-GCM, chained so that none can be dropped, doubled or moved.

A sealed file is ``SLSEAL1`` and a newline, seven random bytes, then blocks of one MiB of plain text, each followed
by its tag. The nonce of block ``i`` is those seven bytes, ``i`` in four, and one byte that is 1 for the last block
(the STREAM construction [1]_), so a file that was cut short does not open.

References
----------
.. [1] V. T. Hoang, R. Reyhanitabar, P. Rogaway, D. Vizár, "Online authenticated-encryption and its nonce-reuse
   misuse-resistance", CRYPTO 2015. https://doi.org/10.1007/978-3-662-47989-6_24
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sightline.core.errors import Broken

MAGIC = b"SLSEAL1\n"
BLOCK = 1 << 20
TAG = 16


def seal_blocks(key: bytes, plain: BinaryIO) -> Iterator[bytes]:
    """Encrypt a stream block by block; the key must be fresh for every file."""
    cipher, prefix = AESGCM(key), secrets.token_bytes(7)
    yield MAGIC + prefix
    number, block = 0, plain.read(BLOCK)
    while True:
        following = plain.read(BLOCK)
        yield cipher.encrypt(_nonce(prefix, number, last=not following), block, None)
        if not following:
            return
        number, block = number + 1, following


def open_blocks(key: bytes, sealed: BinaryIO) -> Iterator[bytes]:
    """Decrypt what :func:`seal_blocks` made; Broken when the key is another or a byte was changed."""
    head = sealed.read(len(MAGIC) + 7)
    if len(head) != len(MAGIC) + 7 or not head.startswith(MAGIC):
        raise Broken("is no sealed file")
    cipher, prefix, number = AESGCM(key), head[len(MAGIC) :], 0
    block = sealed.read(BLOCK + TAG)
    while True:
        following = sealed.read(BLOCK + TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, number, last=not following), block, None)
        except InvalidTag as error:
            raise Broken("does not open: another key, or a changed byte") from error
        if not following:
            return
        number, block = number + 1, following


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")
