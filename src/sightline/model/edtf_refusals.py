"""Say what was expected where a written time is not EDTF, with a hint for the spellings people really use."""

import re
from typing import Final

from sightline.core.errors import BadTime

_EXPECTED: Final = (
    "write 2014-04-12, 2014-04, 2014-04-XX, 2014-04~, 2014-04-09/2014-04-10 or 2014-04-12T03:15:00Z"
)
_SHOWN: Final = 200  # whatever is longer has no spelling to recognise, and no place in a message
_HINTS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (
        re.compile(r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}"),
        "'/' means an interval; write year-month-day: 2014-04-12",
    ),
    (re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"), "write the year first: 2014-04-12"),
    (re.compile(r"[0-9]{8}"), "write the hyphens: 2014-04-12"),
    (re.compile(r"-?[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?"), "months and days have two digits: 2014-04-02"),
    (re.compile(r"-?[0-9]{1,4}u{1,4}(-.*)?|.*-uu.*"), "an unknown digit is X: 2014-04-XX, 201X"),
    (
        re.compile(r".*\b(open|unknown)\b.*", re.IGNORECASE),
        "an open end is '..', an unknown one is left empty",
    ),
    (re.compile(r"[+-]?[0-9]{1,3}"), "years have four digits: 0476; a decade is 201X, a century 20XX"),
    (
        re.compile(r"Y?-?[0-9]+[ES][0-9ES]*"),
        "exponents and significant digits are not read; write the bounds",
    ),
    (re.compile(r"[0-9-]{10} [0-9:.]+.*"), "write T between date and time: 2014-04-12T03:15:00Z"),
    (re.compile(r"[+-]?[0-9]{5,}"), "a year of five digits or more is written Y17000 or Y-17000"),
    (re.compile(r".+(?<!\.)\.\.(?!\.).+"), "an interval is a/b; one of several is [a..b]"),
)


def refusal(text: str, fault: str) -> BadTime:
    """Make the error for ``text``, with the hint that fits its spelling or else the general one."""
    clean = text.strip()
    item = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    for pattern, hint in _HINTS:
        if len(clean) <= _SHOWN and pattern.fullmatch(clean) is not None:
            return BadTime(fault, item=item, todo=hint)
    return BadTime(fault, item=item, todo=_EXPECTED)
