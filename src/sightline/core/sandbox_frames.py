"""How the two sides of the sandbox talk: frames of one letter, a length and bytes.

The side inside may be taken over by what it parses, so the reader outside trusts nothing but its own counting:
every frame and every conversation has a greatest size.
"""

import os
import select
import struct
import time
from typing import Final

from attrs import frozen

HELLO: Final = b"H"
DATA: Final = b"D"
FILE: Final = b"F"
END: Final = b"E"
KINDS: Final = (HELLO, DATA, FILE, END)
_HEAD: Final = struct.Struct(">cI")
_CHUNK: Final = 1 << 16


class BrokenTalk(Exception):
    """The other side sent what is no frame, sent too much, or is gone."""


class TalkTimeout(BrokenTalk):
    """The other side said nothing in time."""


@frozen(slots=True)
class Frame:
    """One thing said: its letter and its bytes."""

    kind: bytes
    body: bytes


def send(fd: int, kind: bytes, body: bytes) -> None:
    """Write one frame to a blocking file descriptor.

    :param kind: one of ``KINDS``.
    :param body: at most 2**32 - 1 bytes.
    :raises OSError: when the reader is gone.
    """
    view = memoryview(_HEAD.pack(kind, len(body)) + body)
    while len(view) > 0:
        view = view[os.write(fd, view) :]


class Reader:
    """Read frames from a file descriptor with a deadline and a greatest total of bytes."""

    def __init__(self, fd: int, *, most: int) -> None:
        self._fd = fd
        self._held = bytearray()
        self._most = most
        self._taken = 0

    def forget_total(self) -> None:
        """Start counting anew: one conversation is over."""
        self._taken = 0

    def next(self, deadline: float) -> Frame:
        """Return the next frame.

        :param deadline: on the monotonic clock [s].
        :raises TalkTimeout: when the deadline passed.
        :raises BrokenTalk: when the other side closed, sent an unknown letter or sent too much.
        """
        self._fill(_HEAD.size, deadline)
        kind, size = _HEAD.unpack_from(self._held)
        if kind not in KINDS:
            raise BrokenTalk(f"unknown frame {kind!r}")
        self._taken += size
        if self._taken > self._most:
            raise BrokenTalk(f"more than {self._most} bytes in one reply")
        self._fill(_HEAD.size + size, deadline)
        body = bytes(self._held[_HEAD.size : _HEAD.size + size])
        del self._held[: _HEAD.size + size]
        return Frame(kind=kind, body=body)

    def _fill(self, size: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        while len(self._held) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise TalkTimeout("no answer in time")
            chunk = os.read(self._fd, _CHUNK)
            if chunk == b"":
                raise BrokenTalk("the other side closed")
            self._held += chunk
