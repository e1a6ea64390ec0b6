"""JPEG ghosts: find parts that were once saved at a lower quality than the rest, by saving at every quality. [1]

A part that was a JPEG of quality 70 before it was put into a picture saved at 85 changes least when saved again at
70; the rest does not. This shows only where the part still lies on its old grid of 8 by 8 pixels (one place in 64 by
chance; parameters ``down`` and ``right`` try another grid) and only for earlier qualities clearly below the last.

Measured on eight photographs: no ghost told in 16 saved once; 24 saved twice were all told as saved before as a whole
and no part of them. An oval of a sixteenth that had been saved at 70 or 80 before, in a whole saved at 85 or 92: 14 of
16 found; at 60 in 75: 2 of 8; at 85 in 90: none. Of 20 camera files one was told. On pictures that nothing was set on,
three of twenty saved once with tables of a maker's own were told: since then such files are inconclusive.

[1] Farid (2009), Exposing digital forgeries from JPEG ghosts. doi:10.1109/TIFS.2008.2012215
"""

from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import WrongUse
from sightline.measure.media.forensics.answers import Method, answer, draw, too_small
from sightline.measure.media.forensics.planes import Floats, Planes, read_planes
from sightline.measure.media.forensics.regions import Region, find_regions, smooth, words
from sightline.measure.media.forensics.resaves import Resaved, dips, resave
from sightline.measure.media.forensics.tables import read_tables
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Outcome

NAME: Final = "media.forensics.ghost"
VERSION: Final = 2
DIP: Final = 0.25
"""How far below the line between its neighbours a block's change must fall, over the rest of the picture."""
LEAST_SHARE: Final = 0.004
WHOLE: Final = 0.12
"""Median dip from which all of the picture is taken to have been saved before."""
_LEAST_CHANGE: Final = 4.0
"""Blocks that hardly change even at quality 40 are flat [levels^2]."""
METHOD: Final = Method(
    NAME,
    VERSION,
    "JPEG ghosts",
    "A ghost shows only where a pasted part kept its place on the grid of 8 by 8 pixels and had been saved at a lower "
    "quality than the whole; so no ghost is no sign that nothing was pasted. Flat and very fine parts can dip by "
    "chance, and in files saved with tables of a maker's own nothing is told.",
)


@frozen(slots=True, eq=False)
class Ghost:
    """One quality at which a part dips and the rest does not."""

    quality: int
    dip: Floats
    regions: tuple[Region, ...]


def measure_ghost(subject: Subject) -> Finding:
    """Save the picture at many qualities and tell parts that change least at a quality of their own.

    Parameters: ``down`` and ``right`` (0 to 7, default 0): the grid it is saved on.

    :raises WrongUse: when the grid cannot be meant.
    :raises OverLimit: when it is too large to decode.
    :raises Damaged: when it does not decode.
    """
    down, right = subject.parameters.get("down", 0), subject.parameters.get("right", 0)
    if not all(isinstance(one, int) and 0 <= one <= 7 for one in (down, right)):
        raise WrongUse("down and right must be whole numbers from 0 to 7")
    planes = read_planes(subject)
    if planes.too_small:
        return too_small(METHOD, planes)
    tables = None if planes.jpeg is None else read_tables(planes.jpeg)
    last = 100 if tables is None else tables.quality
    resaved = resave(planes.luma, shift=(down, right))
    best, judged = strongest(resaved, planes, last=last, shift=(down, right))
    whole = whole_quality(resaved, last=last)
    if whole is not None:
        # where all of it was saved before, blocks dip here and there by their content alone
        best = Ghost(whole, best.dip, ())
    values: dict[str, Json] = {
        "own_quality": None if planes.jpeg is None else last,
        "down": down,
        "right": right,
        "whole_quality": whole,
        "judged_per_mille": round(1000 * judged),
        "ghost_quality": best.quality if len(best.regions) > 0 else None,
        "regions": [one.told() for one in best.regions],
    }
    field = np.repeat(np.clip(best.dip, 0, 1), resaved.every, axis=0)
    product = draw(
        METHOD,
        subject,
        planes,
        field,
        low="no trace of an earlier save",
        high=f"changes far less at quality {best.quality} than just beside it: saved at about that before",
        regions=best.regions,
    )
    own = tables is not None and tables.family != "annex-k"
    outcome, sentence, todo = _said(best, planes, whole=whole, judged=judged, last=last, own=own)
    return answer(METHOD, outcome, sentence, values, products=(product,), planes=planes, todo=todo)


def _said(
    best: Ghost, planes: Planes, *, whole: int | None, judged: float, last: int, own: bool
) -> tuple[Outcome, str, str]:
    """Give the outcome, the sentence and what to do.

    :param own: whether the file is saved with other tables than those of the free library.
    """
    if judged < 0.1 or last < 50:
        why = "it is too flat" if judged < 0.1 else f"its own quality of {last} is too low to leave ghosts"
        return "inconclusive", f"JPEG ghosts cannot be told: {why}.", ""
    told = len(best.regions) > 0
    part = f"a part ({words(best.regions, upright=planes.upright)})" if told else "all of it"
    if own and (whole is not None or told):
        sentence = (
            f"JPEG ghosts cannot be told: {part} changes least at quality {best.quality}, but the file is saved with "
            "tables of its maker's own, whose steps can look the same."
        )
        return "inconclusive", sentence, ""
    if whole is not None:
        sentence = (
            f"JPEG ghosts: all of it looks as if it had been saved at about quality {whole} before; parts "
            "cannot be told apart by this method."
        )
        return "inconclusive", sentence, ""
    if not told:
        sentence = "No JPEG ghost: no part looks as if it had been saved at a lower quality than the rest."
        return "nothing", sentence, ""
    sentence = (
        f"JPEG ghost: {part} looks as if it had been saved at about quality {best.quality} before, and the rest "
        "does not."
    )
    return (
        "found",
        sentence,
        "look at the place: whether its outline follows a thing that could have been put in",
    )


def strongest(resaved: Resaved, planes: Planes, *, last: int, shift: tuple[int, int]) -> tuple[Ghost, float]:
    """Return the quality with the largest ghost, and the share of blocks that could be judged (0 to 1).

    :param last: quality of the file; ghosts above it less four are the file's own.
    """
    dipping = dips(resaved)
    active = resaved.change[0] > _LEAST_CHANGE
    judged = float(active.mean())
    best: Ghost | None = None
    for at in range(2, len(resaved.qualities) - 2):
        quality = resaved.qualities[at]
        if quality > last - 4 and at > 2:
            continue
        usual = max(0.0, float(np.median(dipping[at][active]))) if active.any() else 0.0
        over = np.where(active, dipping[at] - usual, 0).astype(np.float32)
        flags = smooth((over > DIP).astype(np.float32), reach=2) > 0.55
        every = resaved.every
        regions = find_regions(
            np.repeat(flags, every, axis=0),
            cell=8,
            size=planes.size,
            orientation=planes.orientation,
            least_cells=60,
            least_share=LEAST_SHARE,
            origin=shift,
        )
        found = Ghost(quality, over, regions)
        if best is None or _weight(found) > _weight(best):
            best = found
    if best is None:
        raise WrongUse("there is no quality to try")
    return best, judged


def whole_quality(resaved: Resaved, *, last: int) -> int | None:
    """Return the earlier quality that most of the picture dips at, or None.

    :param last: quality of the file.
    """
    active = resaved.change[0] > _LEAST_CHANGE
    if not active.any():
        return None
    dipping = dips(resaved)
    usual = {
        quality: float(np.median(dipping[at][active]))
        for at, quality in enumerate(resaved.qualities)
        if 2 <= at < len(resaved.qualities) - 2 and quality <= last - 4
    }
    best = max(sorted(usual), key=usual.__getitem__, default=None)
    return best if best is not None and usual[best] > WHOLE else None


def _weight(ghost: Ghost) -> int:
    return ghost.regions[0].cells if len(ghost.regions) > 0 else 0
