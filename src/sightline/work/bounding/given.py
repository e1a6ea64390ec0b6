"""Read a reason that somebody gives with the question: ``after INC-3: the street is still wet``.

::

    [maybe] [CODE] before|after|during|not during WHAT: reason
    [maybe] [CODE] 10 to 20 min after|before WHAT: reason

WHAT is a code, or a time as EDTF. Without a CODE the thing in question is meant. "maybe" makes the reason weak.
"""

import re
from collections.abc import Callable
from typing import Final

from sightline.core.errors import BadTime, WrongUse
from sightline.model.time import read
from sightline.work.bounding.reasons import (
    Gathering,
    Limit,
    apart_by,
    begin,
    begun_by,
    during,
    end,
    ended_after,
    not_after,
    not_before,
    stretches,
)

_TODO: Final = (
    'write: --with "after INC-3: the crater is already there", or "10 to 20 min before 2014-04-11T10:00Z: …"'
)
_FORM: Final = re.compile(
    r"\s*(?P<maybe>maybe\s+)?(?:(?P<code>[A-Za-z]{2,5}-[0-9]+)\s+)?"
    r"(?:(?P<least>[0-9]+(?:\.[0-9]+)?)\s*(?:(?:to|-)\s*(?P<most>[0-9]+(?:\.[0-9]+)?)\s*)?(?P<unit>[a-z]+)\s+)?"
    r"(?P<how>before|after|not\s+during|during)\s+(?P<what>[^:]+?(?::[0-9]{2}[^:]*?)*)\s*:\s+(?P<why>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_UNITS: Final = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1_000),
    **dict.fromkeys(("min", "minute", "minutes"), 60_000),
    **dict.fromkeys(("h", "hour", "hours"), 3_600_000),
    **dict.fromkeys(("d", "day", "days"), 86_400_000),
}
_CODE: Final = re.compile(r"[A-Za-z]{2,5}-[0-9]+")


def say_given(
    gathering: Gathering, text: str, code: str, *, zone: str | None, find: Callable[[str], str]
) -> None:
    """Take in one reason.

    :param code: the thing in question
    :param find: gives the code of what a code names; raises UnknownName
    :raises WrongUse: when it cannot be read
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise WrongUse(f"--with {text[:80]!r} is no reason", todo=_TODO)
    subject = code if found["code"] is None else find(found["code"])
    what, how = found["what"].strip(), re.sub(r"\s+", " ", found["how"].lower())
    low = high = None
    if found["unit"] is not None:
        size = _UNITS.get(found["unit"].lower())
        if size is None or "during" in how:
            raise WrongUse(
                f"--with: {found['unit']!r} is no unit of time here",
                todo="s, min, h or days; before or after",
            )
        low = round(float(found["least"]) * size)
        high = low if found["most"] is None else round(float(found["most"]) * size)
        if high < low:
            raise WrongUse(f"--with {text[:80]!r}: the shorter time comes first", todo=_TODO)
    gathering.thing(subject)
    if _CODE.fullmatch(what):
        other = find(what)
        if other == subject:
            raise WrongUse(f"--with {text[:80]!r} ties {subject} to itself", todo=_TODO)
        gathering.thing(other)
        limits = _beside(subject, how, other, low, high)
    else:
        limits = _by_clock(subject, how, what, zone, low, high)
    gathering.because(f"given: {text.strip()}", *limits, weak=found["maybe"] is not None)


def _beside(subject: str, how: str, other: str, low: int | None, high: int | None) -> tuple[Limit, ...]:
    if how == "after":
        return (apart_by(end(other), begin(subject), low or 0, high),)
    if how == "before":
        return (apart_by(end(subject), begin(other), low or 0, high),)
    if how == "during":
        return (
            apart_by(begin(other), begin(subject), 0, None),
            apart_by(end(subject), end(other), 0, None),
        )
    raise WrongUse(
        "'not during' takes a time, not a code",
        todo='say "before" or "after", or give the time: not during 2014-04-11',
    )


def _by_clock(
    subject: str, how: str, what: str, zone: str | None, low: int | None, high: int | None
) -> tuple[Limit, ...]:
    try:
        span = read(what, zone=zone)
    except BadTime as fault:
        raise WrongUse(f"--with: {what[:60]!r} is no code and no time", todo=fault.todo or _TODO) from fault
    earliest, latest = span.begin_earliest, span.end_latest
    if how == "during":
        return during(subject, stretches(span))
    if how == "not during":
        holes = [(None, earliest)] if earliest is not None else []
        around = (*holes, *([(latest, None)] if latest is not None else []))
        return during(subject, around)
    if how == "after":
        least = None if earliest is None else earliest + (low or 0)
        most = None if latest is None or high is None else latest + high
        return (not_before(subject, least), *(() if most is None else (begun_by(subject, most),)))
    most = None if latest is None else latest - (low or 0)
    least = None if earliest is None or high is None else earliest - high
    return (not_after(subject, most), *(() if least is None else (ended_after(subject, least),)))
