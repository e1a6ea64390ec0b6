"""The blocking grid: where the grid of 8 by 8 pixels begins, whether an older one lies under it, and parts that lie on
another.

Measured on the same photographs as the quantisation: no grid told in 16 pictures that never were JPEG; the
right origin told after JPEG at 75, 90, 95 and 98 and a crop in all 11 of 11 that have texture (flat ones tell
nothing); an older grid under the stored one told in 0 of 64 pictures saved once, in 16 of 16 cropped and
saved again at a higher quality (60 to 75, 75 to 85, 85 to 92), in 9 of 16 at equal quality 75, and in none
from 90 down to 75.
"""

from typing import Final

import numpy as np

from sightline.measure.media.forensics.answers import Method, answer, draw, too_small
from sightline.measure.media.forensics.earlier_grid import EarlierGrid, find_earlier_grid
from sightline.measure.media.forensics.planes import Planes, read_planes
from sightline.measure.media.forensics.regions import Region, find_regions, smooth, words
from sightline.measure.media.forensics.votes import Votes, cast_votes, tally
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json, Outcome

NAME: Final = "media.forensics.grid"
VERSION: Final = 1
LEAST_LEAD: Final = 0.12
"""Share of votes from which a grid is told; without JPEG the best of 64 had at most 0.06."""
LEAST_MARGIN: Final = 5.0
"""Of an older grid over the next best; pictures saved once reached 2.4."""
LEAST_GATHERING: Final = 0.02
LEAST_OTHER: Final = 0.35
"""Share of votes for one other grid within 9 by 9 cells."""
LEAST_SHARE: Final = 0.004
METHOD: Final = Method(
    NAME,
    VERSION,
    "Blocking grid",
    "A grid that does not begin at the corner comes from a crop, which is no manipulation. Stripes, fences and screens "
    "repeat every few pixels and can vote for a grid of their own. Resizing and the highest qualities take the grid "
    "away, and a last save as JPEG lays its own over all parts.",
)


def measure_grid(subject: Subject) -> Finding:
    """Tell the origin of the blocking grid, an older grid under it, and parts with a grid of their own.

    :raises OverLimit: when it is too large to decode.
    :raises Damaged: when it does not decode.
    """
    planes = read_planes(subject)
    if planes.too_small:
        return too_small(METHOD, planes)
    votes, every = cast_votes(planes.luma)
    count = tally(votes)
    total = int(count.sum())
    main = int(count.argmax())
    lead = int(count[main]) / max(1, total)
    told = lead >= LEAST_LEAD and total >= 200
    older = None
    if told and main == 0 and planes.jpeg is not None:
        older = _older(planes)
    regions, other = find_other(votes, planes, main=main, every=every) if told else ((), None)
    values: dict[str, Json] = {
        "down": main // 8 if told else None,
        "right": main % 8 if told else None,
        "lead_per_mille": round(1000 * lead),
        "votes": total,
        "older_down": None if older is None else older.down,
        "older_right": None if older is None else older.right,
        "older_quality": None if older is None else older.quality,
        "part_down": None if other is None else other // 8,
        "part_right": None if other is None else other % 8,
        "regions": [one.told() for one in regions],
    }
    product = draw(
        METHOD,
        subject,
        planes,
        np.repeat(_field(votes, main), every, axis=0),
        low="on the main grid" if told else "no grid, or none in particular",
        high="on another grid (violet-red in the middle: flat, cannot be told)",
        regions=regions,
    )
    if total < 200:
        sentence = "The blocking grid cannot be told: it is too flat."
        return answer(METHOD, "inconclusive", sentence, values, products=(product,), planes=planes)
    sentence = _grid_words(planes, main if told else None, older)
    if len(regions) > 0:
        sentence += (
            f" A part lies on another grid ({words(regions, upright=planes.upright)}): it may have been put in from "
            "another JPEG."
        )
        todo = "look at the place: whether its outline follows a thing that could have been put in"
        return answer(METHOD, "found", sentence, values, products=(product,), planes=planes, todo=todo)
    trace = older is not None or (told and (main != 0 or planes.jpeg is None))
    outcome: Outcome = "found" if trace else "nothing"
    return answer(METHOD, outcome, sentence, values, products=(product,), planes=planes)


def find_other(
    votes: Votes, planes: Planes, *, main: int, every: int
) -> tuple[tuple[Region, ...], int | None]:
    """Return the parts that agree on one grid that is not the main one, and the origin of the largest.

    :param votes: from ``cast_votes``, with its ``every``.
    :param main: 8 * down + right of the main grid.
    """
    found: list[tuple[Region, int]] = []
    count = tally(votes)
    for origin in np.argsort(-count, kind="stable")[:12].tolist():
        if origin == main or count[origin] < 40:
            continue
        share = smooth((votes == origin).astype(np.float32), reach=4)
        regions = find_regions(
            np.repeat(share > LEAST_OTHER, every, axis=0),
            cell=8,
            size=planes.size,
            orientation=planes.orientation,
            least_cells=60,
            least_share=LEAST_SHARE,
        )
        found += [(one, origin) for one in regions]
    found.sort(key=lambda one: -one[0].cells)
    return tuple(one for one, _ in found), None if len(found) == 0 else found[0][1]


def _older(planes: Planes) -> EarlierGrid | None:
    older = find_earlier_grid(planes.luma)
    if older is None or older.margin < LEAST_MARGIN or older.gathering < LEAST_GATHERING:
        return None
    return older


def _field(votes: Votes, main: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    valid = votes >= 0
    other = smooth((valid & (votes != main)).astype(np.float32), reach=2, valid=valid)
    enough = smooth(valid.astype(np.float32), reach=2) > 0.25
    return np.where(enough, other, 0.5).astype(np.float32)


def _grid_words(planes: Planes, main: int | None, older: EarlierGrid | None) -> str:
    if main is None:
        if planes.jpeg is not None:
            return "No blocking grid can be seen: saved at the highest quality."
        return (
            "No blocking grid: it was no JPEG before, or one of the highest quality, or it was resized since."
        )
    down, right = main // 8, main % 8
    if planes.jpeg is None:
        begin = (
            "begins at the corner"
            if main == 0
            else f"begins {right} right and {down} down: it was cropped since"
        )
        return f"It was a JPEG before: a blocking grid {begin}."
    if main != 0:
        return (
            f"The strongest blocking grid begins {right} right and {down} down, not at the corner: it was a JPEG "
            "before, was cropped or moved, and saved again at a higher quality."
        )
    if older is not None:
        return (
            f"Under the stored grid lies an older one that begins {older.right} right and {older.down} down: it had "
            f"been a JPEG of about quality {older.quality}, and was cropped or moved before it was saved again."
        )
    return "One blocking grid, beginning at the corner, and no older one under it."
