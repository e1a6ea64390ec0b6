"""What a pipe asks of a program whose output goes into it: to stop without a word when nobody reads on."""

import os
import select
from contextlib import suppress
from typing import Final, TextIO

NOBODY_READS: Final = 141
"""Exit code of what a shell's tools leave with then: 128 and the number of the signal for it."""


def has_lost_its_reader(stream: TextIO) -> bool:
    """Tell whether a stream goes into a pipe that nobody reads any more."""
    poll = select.poll()
    try:
        poll.register(stream.fileno(), select.POLLERR)
    except (OSError, ValueError):  # it is no file at all, as in a test
        return False
    return any(event & select.POLLERR for _, event in poll.poll(0))


def let_go(stream: TextIO) -> None:
    """Send what a stream still holds to nowhere, or Python would try again as it ends, and complain."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
