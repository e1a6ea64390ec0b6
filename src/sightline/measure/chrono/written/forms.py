"""Write each form of expression as EDTF: a date, a range, a night, before, after, since, one of several."""

from collections.abc import Callable, Mapping

from sightline.measure.chrono.written.placed import Placed, day_text, months, years
from sightline.measure.chrono.written.said import Phrase, Said
from sightline.measure.chrono.written.texts import begin_text, date_text, end_text, member_text
from sightline.model.edtf_days import civil_from_days

Written = tuple[str, str] | None
"""EDTF and a reason; None: the range ends before it begins."""


def _one(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    said = phrase.dates[0]
    midnight = said.clock is not None and said.clock.midnight
    return date_text(placed[0], said), "the midnight before or after that day" if midnight else ""


def _range(placed: list[Placed], phrase: Phrase) -> tuple[str, str] | None:
    del phrase
    if len(placed) == 1:
        return _one(placed, Phrase("one", (Said(),), 0, 0))
    a, b = placed
    if a.others and len(a.others) == 1 and not b.others:
        return f"{begin_text(a)}/{end_text(b)}", "from the first to the last"
    if a.first is not None and b.last is not None and a.first > b.last:
        return None
    return f"{begin_text(a)}/{end_text(b)}", "from the first to the last"


def _night_range(placed: list[Placed], phrase: Phrase) -> Written:
    made = _range(placed, phrase)
    return None if made is None else (made[0], "the night between these days")


def _all(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    members = [member_text(one, said, one.mark) for one, said in zip(placed, phrase.dates, strict=True)]
    return "{" + ",".join(members) + "}", "each of them"


def _either(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    members = [member_text(one, said, one.mark) for one, said in zip(placed, phrase.dates, strict=True)]
    return "[" + ",".join(members) + "]", "one of them"


def _nights(before: int, after: int, why: str, placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    one = placed[0]
    if one.first is None or one.last is None:
        return date_text(one, phrase.dates[0]), f"{why}, the other day is not written"
    if one.others:
        choices = [
            f"{day_text((x.first or 0) - before)}..{day_text((x.last or 0) + after)}"
            for x in [one, *one.others]
        ]
        return "[" + ",".join(choices) + "]", why
    return f"{day_text(one.first - before)}{one.mark}/{day_text(one.last + after)}{one.mark}", why


def _night(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    return _nights(0, 1, "the night that begins on that day", placed, phrase)


def _night_into(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    return _nights(1, 0, "the night into that day", placed, phrase)


def _night_either(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    return _nights(
        1,
        1,
        "the night before that day by the older count, after it in the press: both are kept",
        placed,
        phrase,
    )


def _since(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    del phrase
    return f"{begin_text(placed[0])}/..", "from then on, still so when written"


def _until(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    del phrase
    return f"../{end_text(placed[0])}", "up to and with that date"


def _before(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    one = placed[0]
    if one.first is None:
        return f"[..{one.begin}]", "before that date, whose year is not written"
    said = phrase.dates[0]
    year, month, _ = civil_from_days(one.first)
    if said.day is None and said.month is not None and not said.hijri and said.piece is None:
        return (
            f"[..{months((year * 12 + month - 2) // 12, (month - 2) % 12 + 1, year, month).begin}{one.mark}]",
            "before it",
        )
    if said.year is not None and said.month is None and said.season is None and not said.hijri:
        return f"[..{years(year - 1, year - 1).begin}{one.mark}]", "before it"
    if said.clock is not None:
        return f"[..{date_text(one, said)}]", "before it"
    return f"[..{day_text(one.first - 1)}{one.mark}]", "before it, the day itself left out"


def _after(placed: list[Placed], phrase: Phrase) -> tuple[str, str]:
    one = placed[0]
    if one.last is None:
        return f"[{one.end}..]", "after that date, whose year is not written"
    said = phrase.dates[0]
    if said.clock is not None:
        return f"[{date_text(one, said)}..]", "after it"
    return f"[{day_text(one.last + 1)}{one.mark}..]", "after it, the day itself left out"


FORMS: Mapping[str, Callable[[list[Placed], Phrase], Written]] = {
    "one": _one, "range": _range,
    "night_range": _night_range, "all": _all, "either": _either, "night": _night, "night_into": _night_into,
    "night_either": _night_either, "since": _since, "until": _until, "by": _until, "before": _before, "after": _after,
}  # fmt: skip
"""By the name of the form."""
