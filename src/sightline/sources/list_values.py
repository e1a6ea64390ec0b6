"""Read single cells: coordinates in their many spellings, scripts, codes; and say what kind of value a cell holds."""

import re
from decimal import Decimal, InvalidOperation

__all__ = [
    "clean_cell",
    "language_by_script",
    "latin_digits",
    "looks_like_url",
    "read_coordinate",
    "read_pair",
    "split_links",
]

_DIGITS = {
    ord(eastern): str(value) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, eastern in enumerate(row)
}
_DIGITS |= {ord("٫"): ".", ord("−"): "-", ord("–"): "-"}
_URL = re.compile(
    r"^(?:https?://|www\.)[^\s]+$|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|be|me|ru|tv|co|ly|info)/\S*$",
    re.IGNORECASE,
)
_LINKS = re.compile(r"https?://\S+?(?=[\s,;|]*(?:https?://|$|\s))", re.IGNORECASE)
_DEGREES = re.compile(
    r"""^\s*(?P<front>[NSEW])?\s*(?P<sign>[-+])?\s*(?P<deg>\d{1,3})\s*[°º˚d:\s]\s*
        (?:(?P<min>\d{1,2}(?:[.,]\d+)?)\s*(?:['′’‘`´m:\s]|$)\s*)?
        (?:(?P<sec>\d{1,2}(?:[.,]\d+)?)\s*(?:''|["″”“']|$)?\s*)?
        (?P<back>[NSEW])?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_DECIMAL = re.compile(r"^\s*([NSEW])?\s*([-+]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEW])?\s*$", re.IGNORECASE)
_EDGES = " \t\n\r\v\f\u00a0\u2000\u2001\u2002\u2003\u2009\u200a\u200b\u200e\u200f\u202a\u202b\u202c\u202f\u3000\ufeff"
_UNIT = Decimal("0.0000001")


def clean_cell(text: str) -> str:
    """Return a cell without surrounding space and invisible marks at its ends."""
    return text.strip(_EDGES)


def latin_digits(text: str) -> str:
    """Return text with Arabic-Indic and Persian digits as 0-9."""
    return text.translate(_DIGITS)


def looks_like_url(text: str) -> bool:
    """Say whether a cell holds one web address."""
    return _URL.match(text.strip()) is not None


def split_links(text: str) -> tuple[str, ...]:
    """Return the web addresses of a cell, in order; one without a scheme is returned as it stands."""
    found = tuple(match.rstrip(",;|)") for match in _LINKS.findall(text.strip()))
    if len(found) > 0:
        return found
    return (text.strip(),) if looks_like_url(text) else ()


def read_coordinate(text: str, axis: str) -> str | None:
    """Return one coordinate as a decimal string of degrees with at most seven decimals; None when it is none.

    Read are decimal degrees (point or comma), degrees with minutes and seconds in their usual untidy spellings,
    hemisphere letters at either end, and Arabic digits.

    :param axis: ``lat`` (-90 to 90) or ``lon`` (-180 to 180).
    """
    cell = latin_digits(clean_cell(text))
    match = _DECIMAL.match(cell)
    if match is not None:
        front, number, back = match.groups()
        return _bounded(Decimal(number.replace(",", ".")), front or back, axis)
    match = _DEGREES.match(cell)
    if match is None:
        return None
    try:
        minutes = Decimal((match["min"] or "0").replace(",", "."))
        seconds = Decimal((match["sec"] or "0").replace(",", "."))
        degrees = Decimal(match["deg"]) + minutes / 60 + seconds / 3600
    except InvalidOperation:
        return None
    if minutes >= 60 or seconds >= 60:
        return None
    return _bounded(-degrees if match["sign"] == "-" else degrees, match["front"] or match["back"], axis)


def read_pair(text: str) -> tuple[str, str] | None:
    """Return (latitude, longitude) of a cell with both, latitude first; None when it is no pair."""
    cell = latin_digits(clean_cell(text)).strip("()[]")
    for parts in (
        re.split(r"[,;/]\s*|\s+", cell),
        re.split(r"\s*[,;]\s*", cell),
        re.split(r"(?<=[NSns])\s*,?\s*", cell),
    ):
        kept = [part for part in parts if part != ""]
        if len(kept) == 2:
            lat, lon = read_coordinate(kept[0], "lat"), read_coordinate(kept[1], "lon")
            if lat is not None and lon is not None:
                return lat, lon
    return None


def language_by_script(text: str) -> str | None:
    """Return the language that the script of a text suggests: ar, ru, uk, en, mul when mixed, None without letters.

    A script is no language: Persian counts as ar here and French as en. It is what a list can tell without a
    language measure, which may correct it later.
    """
    if text.isascii():
        return "en" if re.search(r"[A-Za-z]", text) is not None else None
    arabic = latin = cyrillic = 0
    for character in text:
        code = ord(character)
        if 0x0600 <= code <= 0x06FF or 0x0750 <= code <= 0x077F or 0xFB50 <= code <= 0xFEFC:
            arabic += character.isalpha()
        elif 0x0400 <= code <= 0x052F:
            cyrillic += 1
        elif code < 0x0250:
            latin += character.isalpha()
    total = arabic + latin + cyrillic
    if total == 0:
        return None
    if arabic >= total * 0.7:
        return "ar"
    if cyrillic >= total * 0.7:
        return "uk" if re.search("[іїєґІЇЄҐ]", text) is not None else "ru"
    return "en" if latin >= total * 0.7 else "mul"


def _bounded(degrees: Decimal, hemisphere: str | None, axis: str) -> str | None:
    if hemisphere is not None:
        letter = hemisphere.upper()
        if letter not in ("NS" if axis == "lat" else "EW"):
            return None
        if letter in "SW":
            degrees = -abs(degrees)
    limit = 90 if axis == "lat" else 180
    if not -limit <= degrees <= limit:
        return None
    text = format(degrees.quantize(_UNIT), "f").rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
