"""Tell words that only look like a date of what is told: "today" in a name or for "nowadays", the hour of an update."""

import re
from collections.abc import Iterable
from typing import Final

from sightline.measure.text.claims.dates_mended import mended
from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.record import DateGiven

_IN_NAME: Final = re.compile(r"(?<![.!?])\s(?:al-)?[A-Z]\w+\s$")
_PRESS: Final = re.compile(r"(?<!\w)[بلو]*(?:شبكه|قناه|صحيفه|موقع|جريده|راديو|تلفزيون|وكاله)\s(?:\w+\s)?$")
_NOWADAYS: Final = re.compile(
    r"(?<!\w)(?:و?هو|و?هي|المنتشره?|العامله?|المتمركزه?|تابعه?|جزءا?|[يت]عد|بات|باتت|اصبحت?|[يت]عرف|المعروفه?)\s$"
)
_OF_DAYS: Final = re.compile(r"\s(?:الاول|الثاني|الثالث|الرابع|الاخير|نفسه|ذاته|التالي|السابق)(?!\w)")
_UPDATE: Final = re.compile(r"(?:\bupdated?|تحديث)\W{0,3}$", re.IGNORECASE)
_FALL: Final = re.compile(r"(?:(?:about|after|before|since|until|around)\s)?(?:the\s)?[Ff]all")
_FALL_OF: Final = re.compile(r"\sof\s(?!(?:19|20)\d\d|last\b|this\b)")
_AN_HOUR: Final = "the hour of the text is not counted"
_NO_DAY: Final = "lock time without a day"
_NOON: Final = re.compile(
    r"(?:around\s|about\s|at\s)?(?:noon|midday|midnight|ظهرا?|الظهر|منتصف الليل)", re.IGNORECASE
)
_THAT: Final = re.compile(r"(?<!\w)(?:ب|في\s)?(?:ذلك|ذاك|هذاك|نفس|ذات)\s$")
_SAME: Final = re.compile(r"\s(?:نفسه|ذاته|عينه)(?!\w)")


def dates_told(text: str, dates: Iterable[DateGiven]) -> tuple[DateGiven, ...]:
    """Leave out what is no date of what is told; offsets are those of the text."""
    told = (mended(text, one) for one in dates if not _is_none(text, one))
    return tuple(one for one in told if one is not None)


def _is_none(text: str, one: DateGiven) -> bool:
    words = text[one.start : one.end]
    lead, behind = text[max(0, one.start - 30) : one.start], text[one.end : one.end + 60]
    if _FALL.fullmatch(words) is not None and _FALL_OF.match(behind) is not None:
        return True  # "about the fall of the town"
    if words == "Today":
        return _IN_NAME.search(lead) is not None
    if _AN_HOUR in one.why or (_NO_DAY in one.why and _NOON.fullmatch(words) is not None):
        return True
    plain = unify(lead)
    if unify(words).endswith("اليوم") and (
        _THAT.search(plain) is not None or _SAME.match(unify(behind)) is not None
    ):
        return True  # "on that day", "in the afternoon of the same day"
    if unify(words) == "اليوم":
        return (
            _PRESS.search(plain) is not None
            or _NOWADAYS.search(plain) is not None
            or _OF_DAYS.match(unify(behind)) is not None
        )
    return one.edtf is not None and "T" in one.edtf and _UPDATE.search(lead) is not None
