"""Count back from the text: "three days ago", "over the past 10 days", "for two weeks".

A count is as fine as its unit: days give a day, weeks the week about it, months and years are marked approximate.
"""

from attrs import evolve

from sightline.measure.chrono.written.anchoring import Anchor
from sightline.measure.chrono.written.placed import Placed, day_text, months, single, stretch, years
from sightline.measure.chrono.written.said import Amount, Phrase, Said
from sightline.measure.chrono.written.texts import Composed, date_text, sentence
from sightline.model.edtf_days import civil_from_days

_FEW = (2, 7)


def by_amount(phrase: Phrase, amount: Amount, at: Anchor) -> Composed:
    """Work out a count of units, relative to the days of the text."""
    count = amount.count if amount.count is not None else _FEW[1]
    if count > 100_000:
        return Composed(None, f"{count} {amount.unit}s lead out of the calendar.", relative=True)
    told = f"{'a few' if amount.count is None else count} {amount.unit}{'s' * (count != 1)}"
    if phrase.form == "past":
        begin = _back(amount.unit, count, at.first).begin
        return Composed(
            f"{begin}/{day_text(at.last)}", f"The last {told}, up to the day of the text.", relative=True
        )
    if phrase.form == "ahead":
        placed = _ago(amount, -count, at.first, at.last, phrase.mark)
        return Composed(
            date_text(placed, Said()), f"{told.capitalize()} after the day of the text.", relative=True
        )
    if phrase.form == "since_amount":
        begin = _back(amount.unit, count, at.first).begin
        return Composed(
            f"{begin}/..", f"For {told} up to the day of the text, still so when written.", relative=True
        )
    placed = _ago(amount, count, at.first, at.last, phrase.mark)
    day = placed.first if placed.first == placed.last else None
    return Composed(
        date_text(placed, Said()),
        sentence([f"{told} before the day of the text", *placed.why]),
        relative=True,
        day=day,
    )


def _back(unit: str, count: int, day: int) -> Placed:
    year, month, _ = civil_from_days(day)
    if unit == "year":
        return years(year - count, year - count)
    if unit == "month":
        serial = year * 12 + month - 1 - count
        return months(serial // 12, serial % 12 + 1, serial // 12, serial % 12 + 1)
    days = -(-count // 24) if unit == "hour" else count * (7 if unit in ("week", "weekend") else 1)
    return single(day - days)


def _ago(amount: Amount, count: int, first: int, last: int, mark: str) -> Placed:
    unit = amount.unit
    if amount.count is None and unit in ("day", "week"):
        size = 7 if unit == "week" else 1
        low, high = _FEW[1] * size, _FEW[0] * size
        return stretch(first - low, last - high, "a few: two to seven", run=True)
    if unit in ("month", "year"):
        return evolve(_back(unit, count, last), mark="~", why=("such a count is seldom exact",))
    if unit == "week":
        middle = (first - 7 * count, last - 7 * count)
        return stretch(middle[0] - 3, middle[1] + 3, "half a week either way", run=True)
    if unit == "hour":
        days = abs(count) // 24 + 1
        low, high = (first - days, last) if count >= 0 else (first, last + days)
        why = "the hour of the text is not counted"
        if high - low == 1:
            return evolve(single(low, why), others=(single(high),))
        return stretch(low, high, why, run=True)
    if first != last:
        return stretch(first - count, last - count, "the text has no single day itself", run=True)
    return single(first - count, mark=mark)
