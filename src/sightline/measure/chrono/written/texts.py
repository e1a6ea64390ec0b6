"""Write placed dates as EDTF, with their clock, and reasons as one sentence."""

from collections.abc import Sequence

from attrs import frozen

from sightline.measure.chrono.written.anchoring import offset_ms
from sightline.measure.chrono.written.placed import Placed, day_text
from sightline.measure.chrono.written.said import Clock, Said
from sightline.model.edtf_days import DAY_MS


@frozen(slots=True)
class Composed:
    """EDTF, or why there is none; ``day`` the single day it names, for a clock that stands alone further on."""

    edtf: str | None
    why: str
    relative: bool
    day: int | None = None
    part: str | None = None


def sentence(reasons: Sequence[str | None]) -> str:
    """Join reasons into one sentence."""
    told = list(dict.fromkeys(reason for reason in reasons if reason))
    whole = "; ".join(told) if told else "a date in full"
    return whole[0].upper() + whole[1:] + "."


def begin_text(placed: Placed) -> str:
    """Write the first date of all readings."""
    first = min([placed, *placed.others], key=lambda one: one.first if one.first is not None else 0)
    return first.begin + placed.mark


def end_text(placed: Placed) -> str:
    """Write the last date of all readings."""
    last = max([placed, *placed.others], key=lambda one: one.last if one.last is not None else 0)
    return last.end + placed.mark


def date_text(placed: Placed, said: Said) -> str:
    """Write one date: single, a stretch, or one of several readings."""
    if placed.others:
        return "[" + ",".join(member_text(one, said, placed.mark) for one in [placed, *placed.others]) + "]"
    if said.clock is not None and placed.begin == placed.end and placed.first is not None:
        return _clocked(placed, said, said.clock)
    if placed.run:
        return f"[{placed.begin}..{placed.end}]"
    if placed.begin == placed.end:
        return placed.begin + placed.mark
    return f"{begin_text(placed)}/{end_text(placed)}"


def member_text(placed: Placed, said: Said, mark: str) -> str:
    """Write one date as a member of a set."""
    if placed.begin != placed.end:
        return f"{placed.begin}{mark}..{placed.end}{mark}"
    if said.clock is not None and placed.first is not None and said.clock_to is not None:
        return _clocked(placed, said, said.clock).replace("/", f"{mark}..") + mark
    if said.clock is not None and placed.first is not None and not said.clock.midnight:
        return clock_text(placed.first, said.clock) + mark
    return placed.begin + mark


def _clocked(placed: Placed, said: Said, clock: Clock) -> str:
    day = placed.first or 0
    if clock.midnight:  # the midnight a day begins with, or the one it ends with
        return f"[{clock_text(day, clock)},{clock_text(day + 1, clock)}]"
    if said.clock_to is not None:
        until = day + ((said.clock_to.hour, said.clock_to.minute or 0) < (clock.hour, clock.minute or 0))
        return f"{clock_text(day, clock)}{placed.mark}/{clock_text(until, said.clock_to)}{placed.mark}"
    return clock_text(day, clock) + placed.mark


def clock_text(day: int, clock: Clock) -> str:
    """Write a day [from 1970-01-01] and a time of that day."""
    text = f"{day_text(day)}T{clock.hour:02d}"
    if clock.minute is not None:
        text += f":{clock.minute:02d}"
        text += "" if clock.second is None else f":{clock.second:02d}{clock.fraction}"
    if clock.zone is not None:
        away = offset_ms(day * DAY_MS + clock.hour * 3_600_000, clock.zone) // 60_000
        return text + f"{'-' if away < 0 else '+'}{abs(away) // 60:02d}:{abs(away) % 60:02d}"
    return text + (clock.offset or "")
