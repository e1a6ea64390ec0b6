"""Write what was read from EDTF back in its one canonical form."""

from sightline.model.edtf import Clock, Date, Edge, Interval, Run, Written


def canonical(written: Written) -> str:
    """Write ``written`` as EDTF; reading it again gives an equal record."""
    if isinstance(written, Date):
        return _date(written)
    if isinstance(written, Interval):
        return f"{_end(written.begin)}/{_end(written.end)}"
    opening, closing = ("{", "}") if written.all_of else ("[", "]")
    return opening + ",".join(_member(member) for member in written.members) + closing


def _member(member: Date | Run) -> str:
    if isinstance(member, Date):
        return _date(member)
    first = "" if member.first is None else _date(member.first)
    last = "" if member.last is None else _date(member.last)
    return f"{first}..{last}"


def _end(end: Date | Edge) -> str:
    if isinstance(end, Edge):
        return ".." if end is Edge.OPEN else ""
    return _date(end)


def _date(date: Date) -> str:
    pieces = [
        f"{before}{digits}{after}"
        for before, digits, after in zip(
            date.before, (date.year, date.month, date.day), date.after, strict=True
        )
        if digits is not None
    ]
    clock = "" if date.clock is None else _clock(date.clock)
    return "-".join(pieces) + clock + date.mark


def _clock(clock: Clock) -> str:
    text = f"T{clock.hour:02d}"
    if clock.minute is not None:
        text += f":{clock.minute:02d}"
    if clock.second is not None:
        text += f":{clock.second:02d}"
    if clock.fraction is not None:
        text += f".{clock.fraction}"
    return text + (clock.offset or "")
