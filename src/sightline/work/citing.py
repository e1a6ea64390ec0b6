"""Reads where in the evidence a thing is said or seen, as a person types it: ``ITM-3@0:41-0:55:transcript``."""

import re

from sightline.core.errors import BadValue
from sightline.model.draft import EvidenceRef
from sightline.model.values import media_time_ms

LAYERS = ("original", "extraction", "ocr", "transcript", "translation")
EXAMPLE = "for example ITM-3, ITM-3@1204-1290:extraction, ITM-3@0:41-0:55, ITM-3#row=3 or ITM-3#page=2-4"
CLOCK = r"(?:\d+:)?\d{1,3}:\d{2}(?:\.\d{1,3})?"
SHAPE = re.compile(
    rf"(?P<item>.+?)"
    rf"(?:@(?P<time>{CLOCK})(?:-(?P<until>{CLOCK}))?|@(?P<start>\d+)-(?P<end>\d+)"
    rf"|\#(?P<unit>row|page)=(?P<first>\d+)(?:-(?P<last>\d+))?)?"
    rf"(?::(?P<layer>(?:{'|'.join(LAYERS)})(?::[a-z]{{2,3}})?))?"
)
REGION = re.compile(r"\d{1,4},\d{1,4},\d{1,4},\d{1,4}")


def read_evidence(text: str, *, quote: str | None = None, region: str | None = None) -> EvidenceRef:
    """Read one evidence reference.

    Parameters
    ----------
    text : str
        ITEM, then ``@start-end`` (code points of a text layer), ``@0:41`` or ``@0:41-0:55`` (media time), ``#row=3`` or
        ``#page=2-4``, then ``:layer``: original, extraction, ocr, transcript or translation, with its language as in
        ``:ocr:ar``. ITEM is a code or key, which may itself hold colons.
    quote : str, optional
        The words as they stand there.
    region : str, optional
        ``x,y,w,h`` in thousandths of the picture's width and height.

    Raises
    ------
    BadValue
        What cannot be read, with examples.
    """
    match = SHAPE.fullmatch(text.strip())
    if match is None or re.search(r"[@#](?:row|page|\d)[^/]*$", match["item"]) is not None:
        raise BadValue(f"evidence {text!r} cannot be read", item="--evidence", todo=EXAMPLE)
    if region is not None and REGION.fullmatch(region) is None:
        raise BadValue(
            f"region {region!r} is not x,y,w,h",
            item="--region",
            todo="in thousandths, for example 120,300,80,60",
        )
    start: int | None = None
    end: int | None = None
    unit = "char"
    if match["time"] is not None:
        unit, start = "ms", _clock(match["time"])
        end = start if match["until"] is None else _clock(match["until"])
    elif match["start"] is not None:
        start, end = int(match["start"]), int(match["end"])
    elif match["unit"] is not None:
        unit, start = match["unit"], int(match["first"])
        end = start if match["last"] is None else int(match["last"])
    if start is not None and end is not None and end < start:
        raise BadValue(f"evidence {text!r} ends before it begins", item="--evidence", todo=EXAMPLE)
    return EvidenceRef(match["item"], match["layer"], start, end, unit, region, quote)


def read_moment(text: str) -> tuple[str, int | None]:
    """Part ``ITM-3@0:41`` into the code and the media time [ms], None when there is none.

    Raises
    ------
    BadValue
        What follows the @ is no media time.
    """
    ref = read_evidence(text)
    if ref.start is not None and (ref.unit != "ms" or ref.start != ref.end):
        raise BadValue(f"{text!r} names no single moment", item="CODE", todo="for example ITM-3@0:41")
    return ref.item, ref.start


def _clock(text: str) -> int:
    ms = media_time_ms(text)
    if ms is None:
        raise BadValue(
            f"{text!r} is no time in a recording", item="--evidence", todo="for example 0:41 or 1:02:03"
        )
    return ms
