"""Read coordinates as people write them, and write them so that they read back.

Read: decimal degrees (``35.37, 36.60``; ``35,37; 36,60``; ``35.37 N 36.60 E``; ``N35.37 E36.60``), degrees, minutes
and seconds (``35°22'12"N 36°36'E``), Arabic and Persian digits with ``٫`` and ``،``, hemispheres in English, Arabic and
Russian, and ``geo:`` addresses [1]. Refused rather than guessed: ``35,37`` (one number or two?), out of range, one
number only, two latitudes.

Sources:
[1] RFC 5870, A Uniform Resource Identifier for Geographic Locations ('geo' URI), https://www.rfc-editor.org/rfc/rfc5870
"""

import re
from decimal import Decimal
from typing import Any, Final

from sightline.core.errors import BadValue
from sightline.model.position import Position, position

_TODO: Final = "write latitude, longitude: 35.3742, 36.6033 or 35°22'27\"N 36°36'12\"E"
_LONGEST: Final = 200
_SAME: Final[dict[int, str]] = {
    ord(sign): plain
    for signs, plain in (
        *(
            (digits, str(number))
            for number, digits in enumerate(zip("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", strict=True))
        ),
        ("٫", "."),
        ("،", ","),
        ("؛", ";"),
        ("\u2212\u2013", "-"),
        ("º˚", "°"),
        ("′’‘ʹ`´", "'"),
        ("″“”‟ʺ", '"'),
        ("\u00a0\u202f\u2009", " "),
    )
    for sign in signs
}
_DROPPED: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HEMISPHERES: Final[tuple[tuple[str, str], ...]] = (
    (r"شمالا?ً?|с\.?\s?ш\.?|north|n", "N"),
    (r"جنوبا?ً?|ю\.?\s?ш\.?|south|s", "S"),
    (r"شرقا?ً?|в\.?\s?д\.?|east|e", "E"),
    (r"غربا?ً?|з\.?\s?д\.?|west|w", "W"),
)
_NUMBER: Final = (
    r"(?P<{0}sign>[+-])?\s*(?P<{0}deg>[0-9]{{1,3}}(?:\.[0-9]+)?)\s*(?:°\s*"
    r"(?:(?P<{0}min>[0-9]{{1,2}}(?:\.[0-9]+)?)\s*'\s*(?:(?P<{0}sec>[0-9]{{1,2}}(?:\.[0-9]+)?)\s*\"\s*)?)?)?"
)
_LETTER: Final = r"(?P<{0}side>[NSEW])"
_BETWEEN: Final = r"(?:\s*[,;]\s*|\s+|(?<=[NSEW])|(?=[NSEW]))"
_PAIRS: Final[tuple[re.Pattern[str], ...]] = tuple(
    re.compile(f"{angle.format('x')}{_BETWEEN}{angle.format('y')}")
    for angle in (
        f"{_NUMBER}{_LETTER}?",
        rf"{_LETTER}\s*{_NUMBER}",
    )  # letters after both numbers, or before both
)
_DECIMAL_COMMAS: Final = re.compile(r"([+-]?[0-9]{1,3}),([0-9]+)(\s*;\s*|\s+|,\s+)([+-]?[0-9]{1,3}),([0-9]+)")
_ONE_OR_TWO: Final = re.compile(r"[+-]?[0-9]{1,3},[0-9]+(,[0-9]+)*")
_GEO: Final = re.compile(
    r"geo:(-?[0-9.]+),(-?[0-9.]+)(?:,-?[0-9.]+)?(?:;crs=wgs84)?(?:;u=([0-9.]+))?", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"\s*±\s*(?P<size>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>k?m)(?:\s*\((?P<term>[a-z]+)\))?$"
)
_TERM: Final = re.compile(r"\s*\((?P<term>[a-z]+)\)$")


def read_coordinates(text: str) -> Position:
    """Read a latitude and a longitude from ``text``, with ``± 500 m (village)`` after it if written.

    Raises BadValue when it is not exactly one point on the Earth.
    """
    if len(text) > _LONGEST:
        raise BadValue("this is too long for a pair of coordinates", item=text[:_LONGEST], todo=_TODO)
    plain = _DROPPED.sub("", text).translate(_SAME).strip()
    geo = _GEO.fullmatch(plain)
    if geo is not None:
        return position(geo[1], geo[2], radius_m=None if geo[3] is None else float(geo[3]))
    plain, radius_m, term = _tail(plain)
    plain = _hemispheres(plain.strip("()[] ")).replace("''", '"')
    if _ONE_OR_TWO.fullmatch(plain) is not None:
        raise BadValue("the commas can be read more than one way", item=text, todo="write 35.37, 36.60")
    plain = _DECIMAL_COMMAS.sub(r"\1.\2; \4.\5", plain)
    pair = next((found for found in (each.fullmatch(plain) for each in _PAIRS) if found is not None), None)
    if pair is None:
        raise BadValue("this is not a pair of coordinates", item=text, todo=_TODO)
    got = pair.groupdict()
    first, second = _angle(got, "x", text), _angle(got, "y", text)
    sides = (got["xside"], got["yside"])
    if (sides[0] is None) != (sides[1] is None):
        raise BadValue("only one of the two has a compass letter", item=text, todo=_TODO)
    if sides[0] is not None and (sides[0] in "NS") == (sides[1] in "NS"):
        raise BadValue("there must be one latitude and one longitude", item=text, todo=_TODO)
    if sides[0] is not None and sides[0] in "EW":
        first, second = second, first
    return position(first, second, radius_m=radius_m, precision=term)


def as_text(p: Position) -> str:
    """Write a position as decimal degrees with its error: ``35.37425, 36.6033 ± 2000 m (village)``."""
    error = "" if p.radius_m is None else f" ± {p.radius_m} m"
    return f"{_degrees(p.lat_e7)}, {_degrees(p.lon_e7)}{error}" + (
        "" if p.precision is None else f" ({p.precision})"
    )


def _degrees(e7: int) -> str:
    number = Decimal(e7).scaleb(-7)
    written = f"{number:.7f}".rstrip("0")
    return f"{written}0" if written.endswith(".") else written


def _tail(plain: str) -> tuple[str, float | None, str | None]:
    found = _TAIL.search(plain)
    if found is not None:
        size = float(found["size"]) * (1000 if found["unit"] == "km" else 1)
        return plain[: found.start()], size, found["term"]
    found = _TERM.search(plain)
    return (plain, None, None) if found is None else (plain[: found.start()], None, found["term"])


def _hemispheres(plain: str) -> str:
    for pattern, letter in _HEMISPHERES:
        plain = re.sub(rf"(?<![^\W\d_])(?:{pattern})(?![^\W\d_])", letter, plain, flags=re.IGNORECASE)
    return plain


def _angle(got: dict[str, Any], name: str, text: str) -> Decimal:
    side = got[f"{name}side"]
    if got[f"{name}sign"] is not None and side is not None:
        raise BadValue("a sign and a compass letter at one number", item=text, todo="write one of them")
    size = Decimal(got[f"{name}deg"])
    if got[f"{name}min"] is not None:
        minutes, seconds = Decimal(got[f"{name}min"]), Decimal(got[f"{name}sec"] or 0)
        if minutes >= 60 or seconds >= 60 or "." in got[f"{name}deg"]:
            raise BadValue(
                "minutes and seconds are below 60, degrees before them whole", item=text, todo=_TODO
            )
        size += minutes / 60 + seconds / 3600
    return -size if got[f"{name}sign"] == "-" or side in ("S", "W") else size
