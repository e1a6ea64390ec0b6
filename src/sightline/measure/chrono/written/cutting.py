"""Cut a text into words, numbers and signs, once for all languages, and set aside numbers that are no dates.

Versions, coordinates, prices, telephone numbers and names of weapons are made of the same digits as dates. What
decides is what the digits stand against: ``Su-24/25``, ``2.4.1``, ``35.4567``, ``0944-12-11`` are each one thing.
"""

import re
from collections.abc import Iterator
from typing import Literal

from attrs import frozen

Kind = Literal["word", "number", "sign", "date", "time", "month", "opaque", "decimal"]


@frozen(slots=True)
class Cut:
    """One piece of the text: ``text[start:end]``; ``glued`` when nothing stands between it and the piece before."""

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool
    parts: tuple[str, ...] = ()
    lifted: bool = False
    """An apostrophe stands directly before it."""


LONGEST_WORD = 64
"""Letters of the longest word that is looked up; what is longer is no word of any language's dates."""

_LETTER = r"[^\W\d_]"
WORD = rf"{_LETTER}+(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]+|{_LETTER}+)*+"
"""Letters and the marks upon them, as a pattern."""

_PIECE = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?)?"
    r"(?![\d:]|[-./]\d))"
    # as titles of films write it: 7 10 2015, 15_2_2016, 27 - 10 - 2015
    r"|(?P<spaced>(?:(?<!\d[ .,:/_-])|(?<=[^\W\d_]\d ))\d{1,2}"
    r"(?:(?P<a>[ _\\])\d{1,2}(?P=a)| ?(?P<b>[-/ـ]) ?\d{1,2} ?(?P=b) ?)(?:19|20)\d{2}(?![\d.,:/_%-]*\d| \d))"
    r"|(?P<french>\d{1,2}h\d{0,2}(?![\w]))"
    r"|(?P<cluster>\d+(?:[.,:/\-‐‑‒–—]\d+)++)"
    r"|(?P<number>\d+)"
    rf"|(?P<word>{WORD})"
    r"|(?P<sign>[^\w\s'’ʼ`‘\u200e\u200f\u200c\u200d])"
)
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)([Zz]|[+-]\d{2}:?\d{2})?)?"
)
_TRIPLE = re.compile(r"(\d{1,4})([./\-])(\d{1,2})\2(\d{4}|\d{2}|\d{1})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})")
_SPREAD = re.compile(
    r"\d{1,2}(?:[/\-‐‑‒–—]\d{1,2}){1,3}|\d{4}[/\-‐‑‒–—]\d{1,4}|\d{1,2},\d{4}|\d{1,2}(?:,\d{1,2}){1,3}"
)
_MONTH = re.compile(
    r"(?:(?P<y>(?:19|20)\d{2})-(?P<m>0[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])[./](?P<y2>(?:19|20)\d{2}))"
)
_COMPACT = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_LIFTS = frozenset("'’ʼ`‘")
_AGAINST = frozenset("#$€£₺+=%°№@&^\\")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def digits_plain(text: str) -> str:
    """Write Arabic and Persian digits as 0 to 9, one character for one character: offsets stay."""
    return text.translate(_DIGITS)


def cut(plain: str, begin: int = 0, end_at: int | None = None) -> Iterator[Cut]:
    """Cut a text of any length and script whose digits are plain, or what stands between two blanks of it."""
    last = -1
    for match in _PIECE.finditer(plain, begin, len(plain) if end_at is None else end_at):
        start, end = match.span()
        piece = match.group()
        glued, lifted = start == last, start > 0 and plain[start - 1] in _LIFTS
        last = end
        kind = match.lastgroup
        if kind == "word":
            long = len(piece) > LONGEST_WORD
            yield Cut("opaque" if long else "word", piece[:LONGEST_WORD], start, end, glued, (), lifted)
        elif kind == "sign":
            yield Cut("sign", piece, start, end, glued, (), lifted)
        elif kind == "spaced":
            yield _spaced(piece, start, end, glued=glued)
        elif _stands_against(plain, start, end):
            yield Cut("opaque", piece, start, end, glued, (), lifted)
        elif kind == "number":
            parts = (piece[:4], piece[4:6], piece[6:]) if _COMPACT.fullmatch(piece) else ()
            yield Cut("date" if parts else "number", piece, start, end, glued, parts, lifted)
        elif kind == "french":
            hour, _, minute = piece.partition("h")
            yield Cut("time", piece, start, end, glued, (hour, minute, ""))
        elif kind == "iso":
            yield _iso(piece, start, end, glued=glued)
        else:
            yield from _cluster(piece, start, end, glued=glued)


def _stands_against(plain: str, start: int, end: int) -> bool:
    """Say whether digits are part of something longer, such as a price, a version, a link or a calibre."""
    before = plain[start - 1] if start > 0 else " "
    after = plain[end] if end < len(plain) else " "
    if before == "+" and plain[max(0, start - 4) : start - 1] in ("UTC", "GMT"):
        return False
    if before in _AGAINST or after in "%°_#@=€$£₺":
        return True
    if before == "_" or (
        before == "*" and start > 1 and plain[start - 2].isalnum()
    ):  # 2*11; not **11 April**
        return True
    # a point, colon or comma with a digit behind it; ``2014-rc1``
    return before in ".:/" and start > 1 and plain[start - 2].isalnum() and not plain[start - 2].isalpha()


def _iso(piece: str, start: int, end: int, *, glued: bool) -> Cut:
    found = _ISO.fullmatch(piece)
    parts = () if found is None else tuple(part or "" for part in found.groups())
    return Cut("date", piece, start, end, glued, parts)


def _spaced(piece: str, start: int, end: int, *, glued: bool) -> Cut:
    a, b, c = re.findall(r"\d+", piece)
    mark = piece[len(a) : -len(c) - len(b)].strip()[:1]
    parts = (a, b, c, "-" if mark == "ـ" else (mark if mark != "" else " "))
    return Cut("date", piece, start, end, glued, parts)


def _cluster(piece: str, start: int, end: int, *, glued: bool) -> Iterator[Cut]:
    """Tell what numbers joined by signs are: a date, a clock, a month, a pair such as ``9-10``, or nothing of ours."""
    if (found := _TRIPLE.fullmatch(piece)) is not None:
        a, mark, b, c = found.groups()
        if (len(a) == 4 and len(c) <= 2) or (len(a) <= 2 and len(c) != 1):
            yield Cut("date", piece, start, end, glued, (a, b, c, mark))
            return
    if (found := _TIME.fullmatch(piece)) is not None:
        yield Cut("time", piece, start, end, glued, (found[1], found[2], found[3] or ""))
    elif (found := _MONTH.fullmatch(piece)) is not None:
        yield Cut("month", piece, start, end, glued, (found["y"] or found["y2"], found["m"] or found["m2"]))
    elif (found := _DOTTED.fullmatch(piece)) is not None:
        yield Cut("decimal", piece, start, end, glued, (found[1], found[2], ""))
    elif _SPREAD.fullmatch(piece) is not None:
        for part in re.finditer(r"\d+|\D", piece):
            a, b = start + part.start(), start + part.end()
            kind: Kind = "number" if part.group().isdigit() else "sign"
            yield Cut(kind, part.group(), a, b, glued or part.start() > 0)
    elif "/" in piece and (pair := _two_dates(piece, start)) is not None:
        yield from pair
    elif (times := re.fullmatch(r"(\d{1,2}:\d{2})([-–—])(\d{1,2}:\d{2})", piece)) is not None:
        for group in (1, 2, 3):
            a, b = start + times.start(group), start + times.end(group)
            parts = (*times[group].split(":"), "") if group != 2 else ()
            yield Cut("sign" if group == 2 else "time", times[group], a, b, glued=True, parts=parts)
    else:
        yield Cut("opaque", piece, start, end, glued)


def _two_dates(piece: str, start: int) -> list[Cut] | None:
    """Read ``2014-04-09/2014-04-11``."""
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", piece)
    if found is None:
        return None
    middle = start + found.end(1)
    return [
        _iso(found[1], start, middle, glued=False),
        Cut("sign", "-", middle, middle + 1, glued=True),
        _iso(found[2], middle + 1, start + len(piece), glued=True),
    ]
