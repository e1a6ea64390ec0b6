"""What the quantisation tables of a JPEG say about the program that wrote it: the quality, and hardly more.

Only what a table proves is told. The tables of Annex K scaled by the rule of the free JPEG library are written by that
library and everything built on it, which is most software and most platforms, so they name nobody. Other tables are
usual of cameras, of Photoshop and of phones. [1] [2]

[1] ITU-T T.81 (1992), Annex K. https://www.w3.org/Graphics/JPEG/itu-t81.pdf
[2] Kornblum (2008), Using JPEG quantization tables to identify imagery processed by software.
    doi:10.1016/j.diin.2008.05.004
"""

from typing import Final, Literal

from attrs import field, frozen

from sightline.measure.media.forensics.planes import JpegFacts

Family = Literal["annex-k", "mozjpeg", "flat", "own"]

# fmt: off
ANNEX_K_LUMA: Final = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)
ANNEX_K_CHROMA: Final = (
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, *(99,) * 32,
)
MOZJPEG: Final = (
    16, 16, 16, 18, 25, 37, 56, 85, 16, 17, 20, 27, 34, 40, 53, 75, 16, 20, 24, 31, 43, 62, 91, 135,
    18, 27, 31, 40, 53, 74, 106, 156, 25, 34, 43, 53, 69, 94, 131, 189, 37, 40, 62, 74, 94, 124, 169, 238,
    56, 53, 91, 106, 131, 169, 226, 311, 85, 75, 135, 156, 189, 238, 311, 418,
)
# fmt: on


@frozen(slots=True)
class Tables:
    """What the tables of one JPEG say."""

    family: Family
    quality: int
    """On the scale of the free library, 1 to 100: the nearest where ``exact`` is False."""
    chroma_quality: int | None
    """The same for colour; None without colour."""
    exact: bool = field(default=False, kw_only=True)


def scaled(base: tuple[int, ...], quality: int) -> tuple[int, ...]:
    """Return a table scaled to a quality of 1 to 100 by the rule of the free JPEG library."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return tuple(min(255, max(1, (step * scale + 50) // 100)) for step in base)


def read_tables(jpeg: JpegFacts) -> Tables:
    """Tell the family and the quality of a JPEG's tables.

    >>> steps = scaled(ANNEX_K_LUMA, 85)
    >>> read_tables(JpegFacts(steps, None, 1, "none")).quality
    85
    """
    chroma = None if jpeg.chroma is None else _nearest(jpeg.chroma, ANNEX_K_CHROMA)
    quality, off = _nearest(jpeg.luma, ANNEX_K_LUMA)
    colour = None if chroma is None else chroma[0]
    if off == 0 and (chroma is None or chroma[1] == 0):
        return Tables("annex-k", quality, colour, exact=True)
    moz, moz_off = _nearest(jpeg.luma, MOZJPEG)
    if moz_off == 0 and moz < 100 and (jpeg.chroma is None or _nearest(jpeg.chroma, MOZJPEG)[1] == 0):
        return Tables("mozjpeg", moz, colour, exact=True)
    if len(set(jpeg.luma)) == 1:
        return Tables("flat", quality, colour)
    return Tables("own", quality, colour)


def _nearest(table: tuple[int, ...], base: tuple[int, ...]) -> tuple[int, int]:
    """Return the quality whose table is nearest, and how far off it is (sum of steps)."""
    off = {
        quality: sum(abs(a - b) for a, b in zip(table, scaled(base, quality), strict=True))
        for quality in range(1, 101)
    }
    best = min(sorted(off, reverse=True), key=off.__getitem__)
    return best, off[best]
