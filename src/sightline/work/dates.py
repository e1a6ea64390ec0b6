"""Read the dates that a text names: where the text comes from, when it was written, and what is refused."""

import sys
from collections.abc import Sequence
from pathlib import Path

from sightline.core.errors import OverLimit, Unreadable, WrongUse
from sightline.measure.chrono.dates import WrittenDate, read_dates
from sightline.model.time import Span, read

__all__ = ["WrittenDate", "dates_in", "text_from"]

MOST_BYTES = 16_000_000


def dates_in(
    text: str,
    *,
    written: str | None = None,
    languages: Sequence[str] = (),
    zone: str | None = None,
    day_first: bool | None = None,
) -> tuple[WrittenDate, ...]:
    """Read every date and range that a text names, relative to when it was written.

    :param text: the text itself
    :param written: EDTF of when it was written or published (``2014-04-12``, ``2014-04-12T18:30Z``); None: not known
    :param languages: codes to read it in; none: those its letters and words show
    :param zone: where the events are: IANA name, ``Z`` or ``+03:00``
    :param day_first: whether 11/04/14 is 11 April; None: settled from the text where it can be
    :raises BadTime: for a date or zone that cannot be
    :raises UnknownName: for a language that dates are not read in
    """
    said: Span | None = None if written is None else read(written, zone=zone)
    return read_dates(
        text, said, languages=None if not languages else tuple(languages), zone=zone, day_first=day_first
    )


def text_from(given: str) -> str:
    """Give the text that an argument stands for: itself, ``@FILE`` the content of a file, ``-`` standard input.

    :raises Unreadable: when the file cannot be read or is not UTF-8
    :raises OverLimit: for more than 16 MB
    :raises WrongUse: for ``@`` without a name
    """
    if given == "-":
        return _decoded(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input")
    if not given.startswith("@"):
        return given
    if given == "@":
        raise WrongUse("a file is named behind @", item=given, todo="write @FILE, or - for standard input")
    path = Path(given[1:])
    try:
        with path.open("rb") as stream:
            return _decoded(stream.read(MOST_BYTES + 1), str(path))
    except OSError as fault:
        raise Unreadable(
            f"cannot be read: {fault.strerror or fault}", item=str(path), todo="check the name behind @"
        ) from fault


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise OverLimit(f"is larger than {MOST_BYTES:,} bytes", item=name, todo="split the text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise Unreadable("is not UTF-8", item=f"{name}:{line}", todo="save the text as UTF-8") from fault
