"""Tell words that only look like a date of what is told: "today" in a name or for "nowadays", the hour of an update."""

import re
from collections.abc import Iterable
from typing import Final

from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.record import DateGiven

_IN_NAME: Final = re.compile(r"(?<![.!?])\s(?:al-)?[A-Z]\w+\s$")
_PRESS: Final = re.compile(r"(?<!\w)[بلو]*(?:شبكه|قناه|صحيفه|موقع|جريده|راديو|تلفزيون|وكاله)\s(?:\w+\s)?$")
_NOWADAYS: Final = re.compile(
    r"(?<!\w)(?:و?هو|و?هي|المنتشره?|العامله?|المتمركزه?|تابعه?|جزءا?|[يت]عد|بات|باتت|اصبحت?|[يت]عرف|المعروفه?)\s$"
)
_OF_DAYS: Final = re.compile(r"\s(?:الاول|الثاني|الثالث|الرابع|الاخير|نفسه|ذاته|التالي|السابق)(?!\w)")
_UPDATE: Final = re.compile(r"(?:\bupdated?|تحديث)\W{0,3}$", re.IGNORECASE)
_WAS: Final = re.compile(r"[^.;]{0,50}?\b(?:was|were|had)\b")


def dates_told(text: str, dates: Iterable[DateGiven]) -> tuple[DateGiven, ...]:
    """Leave out what is no date of what is told; offsets are those of the text."""
    return tuple(one for one in dates if not _is_none(text, one))


def _is_none(text: str, one: DateGiven) -> bool:
    words = text[one.start : one.end]
    lead, behind = text[max(0, one.start - 30) : one.start], text[one.end : one.end + 60]
    if words == "Today":
        return _IN_NAME.search(lead) is not None
    if unify(words) == "اليوم":
        plain = unify(lead)
        return (
            _PRESS.search(plain) is not None
            or _NOWADAYS.search(plain) is not None
            or _OF_DAYS.match(unify(behind)) is not None
        )
    if re.match(r"by\s\w+day$", words, re.IGNORECASE) is not None:
        # in what is told as past, the next such day would be still to come
        return "next" in one.why and _WAS.match(behind) is not None
    return one.edtf is not None and "T" in one.edtf and _UPDATE.search(lead) is not None
