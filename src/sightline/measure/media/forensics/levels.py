"""Error level analysis: save the picture again as JPEG and look where it changes more than its detail explains.

Parts that were saved fewer times, or at higher quality, change more. So do edges, text, saturated colours and fine
texture in every untouched picture: the bare map misleads, so a second map takes away what is usual for cells of the
same brightness and detail, and only that one is judged. [1]

Measured: a part stood out in 1 of 20 photographs saved once at 90 or 95 and in none of 20 camera files; an oval of a
twenty-fourth that was never saved, in a whole saved at 75 before and at 95 after, in 5 of 10; saved at 90 after 60,
in none of 10.

[1] Krawetz (2007), A picture's worth: digital image analysis and forensics. Black Hat Briefings.
"""

import io
from typing import TYPE_CHECKING, Final

import numpy as np

from sightline.core.errors import WrongUse
from sightline.measure.media.forensics.answers import Method, answer, draw, too_small
from sightline.measure.media.forensics.planes import Floats, read_planes
from sightline.measure.media.forensics.regions import smooth, words
from sightline.measure.media.forensics.residuals import cells_of, stand_out
from sightline.measure.media.forensics.unexplained import unexplained
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

NAME: Final = "media.forensics.levels"
VERSION: Final = 1
QUALITY: Final = 90
CELL: Final = 16
STANDS_OUT: Final = 2.5
MOST_SHARE: Final = 250
"""Of the picture [1/1000]."""
LEAST_QUALITY: Final = 85
"""Files saved at less are drawn, and no part is told: strong compression leaves as much as content does."""
LEAST_SHARE: Final = 0.012
METHOD: Final = Method(
    NAME,
    VERSION,
    "Error levels",
    "Error levels light up edges, text, strong colours and fine texture in untouched pictures too; a bright part is a "
    "place to look at, never a proof, and an even map does not show that nothing was changed.",
)


def measure_levels(subject: Subject) -> Finding:
    """Map how much each part changes when saved again, and what of that its content does not explain.

    Parameter ``quality`` (50 to 99, default 90): what it is saved at.

    :raises WrongUse: when the quality cannot be meant.
    :raises OverLimit: when it is too large to decode.
    :raises Damaged: when it does not decode.
    """
    quality = subject.parameters.get("quality", QUALITY)
    if not isinstance(quality, int) or not 50 <= quality <= 99:
        raise WrongUse("the quality of an error level must be a whole number from 50 to 99")
    planes = read_planes(subject, colour=True)
    if planes.too_small or planes.colour is None:
        return too_small(METHOD, planes)
    level = error_level(planes.colour, quality=quality)
    cells = cells_of(planes.luma, CELL)
    valid = ~cells.clipped & (cells.detail > 0.3)
    rest = stand_out(np.log(level + np.float32(0.2)), cells, valid=valid)
    even = smooth(rest, reach=2, valid=valid)
    found = unexplained(
        planes,
        even > STANDS_OUT,
        cell=CELL,
        least_cells=24,
        least_share=LEAST_SHARE,
        most_share=MOST_SHARE,
        least_quality=LEAST_QUALITY,
    )
    regions, own = found.regions, found.own_quality
    most = max(1.0, float(np.quantile(level, 0.995)))
    products = [
        draw(
            METHOD,
            subject,
            planes,
            level / most,
            low="hardly changes when saved again",
            high=f"changes by {most:.1f} levels of 255 and more",
        ),
        draw(
            METHOD,
            subject,
            planes,
            even / 6 + 0.5 * (even != 0),
            low="changes less than usual for its brightness and detail (red in the middle: as usual)",
            high="changes more than usual for its brightness and detail",
            regions=regions,
            title="Error levels that brightness and detail do not explain",
            suffix="_unexplained",
        ),
    ]
    values: dict[str, Json] = {
        "quality": quality,
        "typical_hundredths": round(100 * float(np.median(level))),
        "judged_per_mille": round(1000 * float(valid.mean())),
        "own_quality": own,
        "regions": [one.told() for one in regions],
    }
    if valid.mean() < 0.2:
        sentence = "Error levels cannot tell: nearly all of it is flat, black or white."
        return answer(METHOD, "inconclusive", sentence, values, products=products, planes=planes)
    if found.too_coarse:
        sentence = (
            f"Error levels cannot tell: saved at quality {own}, it is mostly compression that the map shows."
        )
        return answer(METHOD, "inconclusive", sentence, values, products=products, planes=planes)
    if len(regions) == 0:
        sentence = "Error levels: no part changes more on saving than its brightness and detail explain."
        return answer(METHOD, "nothing", sentence, values, products=products, planes=planes)
    sentence = (
        f"Error levels: a part changes more on saving than its brightness and detail explain "
        f"({words(regions, upright=planes.upright)}). It may have been put in later, or be another material."
    )
    # other materials look the same to this method: it is never more than a place to look at
    return answer(
        METHOD,
        "inconclusive",
        sentence,
        values,
        products=products,
        planes=planes,
        todo="look at the place in the other maps",
    )


def error_level(picture: "Picture", *, quality: int) -> Floats:
    """Return the mean change of each cell of 16 pixels when saved as JPEG, of the colour that changes most [levels].

    :param picture: 8-bit RGB.
    :param quality: 1 to 99.
    """
    from PIL import Image

    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality, subsampling=0)
    held.seek(0)
    rows, columns = picture.height // CELL, picture.width // CELL
    level = np.zeros((rows, columns), np.float32)
    with Image.open(held, formats=["JPEG"]) as again:
        again.load()
        together = max(1, 262_144 // max(1, picture.width * CELL))
        for first in range(0, rows, together):
            count = min(together, rows - first)
            box = (0, first * CELL, columns * CELL, (first + count) * CELL)
            before = np.asarray(picture.crop(box)).astype(np.int16)
            after = np.asarray(again.crop(box)).astype(np.int16)
            change = np.abs(before - after).max(axis=2)
            level[first : first + count] = change.reshape(count, CELL, columns, CELL).mean(axis=(1, 3))
    return level
