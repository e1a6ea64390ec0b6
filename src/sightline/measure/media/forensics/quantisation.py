"""What the quantisation of a JPEG tells: its tables, whether it was a JPEG before, and which parts were not.

Measured on sixteen photographs made small (so that nothing earlier is left) and saved once at five qualities: no
earlier save told in 80. Eight of them saved twice on the same grid: told in 8 of 8 for each of 60 to 75, 60 to 85,
75 to 85, 75 to 92, 85 to 92 and 92 to 97, and from 85 down to 75; never from 92 or 97 down to 75 or 60, nor at equal
quality. A twentieth pasted between the two saves: that part told in 14 to 16 of 16 for 60 to 75, 75 to 85, 75 to 92,
80 to 90 and 85 to 92, in about 13 of 16 for 92 to 97; a part told in 1 of 96 pictures saved twice and not changed. Of
some fifty camera files of 256 pixels and more one was told as saved twice, and had been. The thresholds were set on
these same pictures: on others expect more false alarms.
"""

from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.forensics.answers import Method, answer, draw
from sightline.measure.media.forensics.histograms import (
    Earlier,
    block_evidence,
    coefficients,
    find_earlier,
    steps_of,
)
from sightline.measure.media.forensics.planes import Floats, JpegFacts, Luma, Planes, read_planes
from sightline.measure.media.forensics.regions import Flags, Region, find_regions, smooth, words
from sightline.measure.media.forensics.tables import Tables, read_tables
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Product

NAME: Final = "media.forensics.quantisation"
VERSION: Final = 1
LEAST_GAIN: Final = 12.0
"""Log likelihood per coefficient [1/1000]; pictures saved once reached 10."""
LEAST_TOLD: Final = 3
LEAST_COEFFICIENTS: Final = 20_000
LEAST_SEPARATION: Final = 0.6
"""Expected evidence of one block that lacks the trace, from which parts are told."""
LEAST_SHARE: Final = 0.004
METHOD: Final = Method(
    NAME,
    VERSION,
    "JPEG quantisation",
    "The test assumes that the earlier save lay on the same grid and used steps like those of the free JPEG library. "
    "Every editor and platform that saves a JPEG again leaves this trace, with or without a change; cropping, resizing "
    "and a much lower last quality take it away. A part without the trace can also be flat, clipped or very smooth.",
)


@frozen(slots=True, eq=False)
class Saves:
    """What the histograms tell."""

    earlier: Earlier
    enough: bool
    told: bool
    """Whether an earlier save is told."""
    evidence: Floats
    """Of each block: over 0 for two saves, under 0 for one."""
    lacking: tuple[Region, ...]


def measure_quantisation(subject: Subject) -> Finding:
    """Tell the quality of a JPEG, whether it had been one before, and parts that lack the trace of the earlier save.

    :returns: *found* where an earlier save is told; *nothing* for other pictures than JPEG.
    :raises OverLimit: when it is too large to decode.
    :raises Damaged: when it does not decode.
    """
    planes = read_planes(subject)
    if planes.jpeg is None:
        sentence = (
            "It is no JPEG, so it has no quantisation tables; the grid may still tell of an earlier JPEG."
        )
        return answer(METHOD, "nothing", sentence, {"jpeg": False}, planes=planes)
    tables = read_tables(planes.jpeg)
    values = _values(planes.jpeg, tables)
    if planes.too_small or not planes.exact:
        why = "it is too small" if planes.too_small else "its colours are stored in another way"
        sentence = f"{_tables_words(tables)} Whether it had been a JPEG before cannot be told: {why}."
        return answer(METHOD, "inconclusive", sentence, values, planes=planes)
    saves = read_saves(planes, planes.jpeg)
    values |= {
        "gain_per_mille": round(saves.earlier.gain),
        "frequencies_agreeing": saves.earlier.agreeing,
        "frequencies_told": saves.earlier.told,
        "earlier_quality": saves.earlier.quality if saves.told else None,
        "regions": [one.told() for one in saves.lacking],
    }
    if not saves.enough:
        sentence = (
            f"{_tables_words(tables)} Whether it had been a JPEG before cannot be told: too little detail."
        )
        return answer(METHOD, "inconclusive", sentence, values, planes=planes)
    if not saves.told:
        sentence = (
            f"{_tables_words(tables)} No trace of an earlier save at another quality on the same grid: it was saved "
            "once, or at the same or a higher quality before, or cropped or resized in between."
        )
        return answer(METHOD, "nothing", sentence, values, planes=planes)
    product = _draw(subject, planes, saves)
    sentence = f"{_tables_words(tables)} It had been saved before at about quality {saves.earlier.quality}."
    if len(saves.lacking) == 0:
        sentence += " No part lacks that trace: it looks saved again as a whole."
        return answer(METHOD, "found", sentence, values, products=(product,), planes=planes)
    sentence += (
        f" A part lacks that trace ({words(saves.lacking, upright=planes.upright)}): it may have been put in or "
        "painted between the two saves."
    )
    todo = "look at the place: whether its outline follows a thing that could have been put in"
    return answer(METHOD, "found", sentence, values, products=(product,), planes=planes, todo=todo)


def read_saves(planes: Planes, jpeg: JpegFacts) -> Saves:
    """Return what the histograms tell of an earlier save, as a whole and block by block."""
    luma = planes.luma
    steps = steps_of(coefficients(luma), jpeg.luma)
    earlier = find_earlier(steps, coefficients(luma, shift=(4, 4)), jpeg.luma)[0]
    enough = int(np.count_nonzero(steps)) >= LEAST_COEFFICIENTS
    told = (
        enough
        and earlier.gain >= LEAST_GAIN
        and earlier.told >= LEAST_TOLD
        and 4 * earlier.agreeing >= 3 * earlier.told
    )
    valid = ((steps != 0).sum(axis=0) >= 2) & ~_clipped(luma, steps.shape[1:])
    evidence = smooth(block_evidence(steps, earlier), reach=2, valid=valid)
    separation = float((earlier.single * np.log(earlier.double / earlier.single)).sum())
    lacking: tuple[Region, ...] = ()
    if told and separation <= -LEAST_SEPARATION:
        lacking = find_regions(
            evidence < min(-0.4, separation / 2),
            cell=8,
            size=planes.size,
            orientation=planes.orientation,
            least_cells=40,
            least_share=LEAST_SHARE,
        )
    return Saves(earlier, enough, told, evidence, lacking)


def _clipped(luma: Luma, shape: tuple[int, ...]) -> Flags:
    rows, columns = shape
    cut = luma[: rows * 8, : columns * 8]
    ends = ((cut <= 2) | (cut >= 253)).reshape(rows, 8, columns, 8)
    flags: Flags = ends.sum(axis=(1, 3)) > 3
    return flags


def _draw(subject: Subject, planes: Planes, saves: Saves) -> Product:
    reach = max(1.0, float(np.quantile(np.abs(saves.evidence), 0.98)))
    return draw(
        METHOD,
        subject,
        planes,
        0.5 - saves.evidence / (2 * reach),
        low=f"carries the trace of an earlier save at about quality {saves.earlier.quality}",
        high="lacks that trace (violet-red in the middle: cannot be told)",
        regions=saves.lacking,
    )


def _values(jpeg: JpegFacts, tables: Tables) -> dict[str, Json]:
    return {
        "jpeg": True,
        "family": tables.family,
        "quality": tables.quality,
        "quality_exact": tables.exact,
        "chroma_quality": tables.chroma_quality,
        "subsampling": jpeg.subsampling,
        "progressive": jpeg.progressive,
        "segments": list(jpeg.marks),
        "luma_table": list(jpeg.luma),
    }


def _tables_words(tables: Tables) -> str:
    if tables.family == "annex-k" and tables.chroma_quality in (None, tables.quality):
        return (
            f"Saved at quality {tables.quality} with the tables of the free JPEG library, as most software and "
            "platforms do and few cameras."
        )
    if tables.family == "annex-k":
        return (
            f"Saved with the standard tables, at quality {tables.quality} for brightness and "
            f"{tables.chroma_quality} for colour, as some cameras and telephones do."
        )
    if tables.family == "mozjpeg":
        return f"Saved at quality {tables.quality} with the tables that mozjpeg uses by default: software, no camera."
    return (
        f"Saved with tables of its maker's own, near quality {tables.quality}, as cameras and Photoshop do; they "
        "alone name no program."
    )
