"""Read dates that are told from the date before them: "two days later", "the next day", "بعد ذلك بيومين".

They count from the last single day that the text told; without one nothing is suggested.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from datetime import date, timedelta

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.record import DateGiven
from sightline.measure.text.claims.sentences import Sentence


def later_dates(
    flat: Flat, row: Sequence[Sentence], words: dict[str, Lexicon], given: Sequence[DateGiven]
) -> list[DateGiven]:
    """Find the dates that count from another one of the text; offsets of all are those of the plain text."""
    out: list[DateGiven] = []
    ordered = sorted(given, key=lambda d: d.start)
    starts = [d.start for d in ordered]
    days = [(d.start, d.end, day) for d in ordered if (day := _day(d.edtf)) is not None]
    for one in row:
        table = words.get(one.language)
        for name, pattern in () if table is None else table.later:
            for m in pattern.finditer(flat.text, one.start, one.end):
                near = bisect_left(starts, m.end())
                if any(d.start < m.end() and m.start() < d.end for d in ordered[max(0, near - 3) : near]):
                    continue
                step = _step(name, m.groupdict().get("n"), table)
                before = [
                    day for _, end, day in days[: bisect_left(days, (m.start(),))][-3:] if end <= m.start()
                ]
                if step is None or not before:
                    continue
                told = before[-1] + timedelta(days=step)
                why = f"'{flat.plain[m.start() : m.end()]}' counts from {before[-1].isoformat()}, told before it"
                out.append(DateGiven(m.start(), m.end(), told.isoformat(), why))
                insort(days, (m.start(), m.end(), told))
    return out


def _step(name: str, number: str | None, table: Lexicon | None) -> int | None:
    fixed = {"day": 1, "two_days": 2, "before": -1, "two_before": -2, "week": 7}
    if name in fixed:
        return fixed[name]
    if number is None or table is None:
        return None
    n = int(number) if number.isdigit() else table.numbers.get(number.lower())
    return None if n is None or n > 400 else n * (7 if name == "weeks" else 1)


def _day(edtf: str | None) -> date | None:
    """Read a single day; None for anything wider, which nothing is counted from."""
    if edtf is None:
        return None
    plain = edtf.split("T")[0].rstrip("~?%")
    if "/" in plain:  # a night: the day it ends on
        plain = plain.split("/")[1]
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return None
