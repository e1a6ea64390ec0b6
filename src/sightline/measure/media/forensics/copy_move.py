"""Copy-move: find a part of the picture that was copied onto another part of it, as it is, or turned, or resized.

Measured: none of 47 untouched photographs of many cameras was told. A part of about a fiftieth copied within six other
photographs: found in 3 to 5 of 6 saved at 95 and in 2 to 4 of 6 at 75, as it was, turned by 8 or 15 degrees, or resized
to 80 or 120 percent. What was missed was flat, or so fine that compression changed its grain.

Parts that look alike are everywhere: windows, tiles, railings, letters. So a pair is told as found only where it agrees
down to its grain, and no longer agrees three pixels beside; everything else that is alike is only shown.
"""

from typing import Final

import numpy as np

from sightline.measure.media.forensics.agreement import Agreement, agree
from sightline.measure.media.forensics.answers import Method, answer, draw, too_small
from sightline.measure.media.forensics.look_alikes import by_blocks, by_points
from sightline.measure.media.forensics.planes import Floats, Luma, Planes, read_planes
from sightline.measure.media.forensics.regions import Flags, Region, find_regions
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

NAME: Final = "media.forensics.copy_move"
VERSION: Final = 1
MOST_PIXELS: Final = 1_200_000
"""Larger pictures are looked at reduced by a whole number."""
LEAST_SHARE: Final = 0.006
LEAST_ALIKE: Final = 0.96
LEAST_GRAIN: Final = 0.7
MOST_BESIDE: Final = 0.5
"""Of the grain's correlation, three pixels beside."""
METHOD: Final = Method(
    NAME,
    VERSION,
    "Copied parts",
    "Text and logos laid over a picture, screens, and things made to be equal (tiles, windows, printed patterns) agree "
    "in untouched pictures too. Flat parts and parts under about a hundredth of the picture are not seen.",
)


def measure_copy_move(subject: Subject) -> Finding:
    """Look for parts of a picture that are copies of each other.

    :returns: *found* where two parts agree down to their grain; *inconclusive* where they are alike but not that much.
    :raises OverLimit: when it is too large to decode.
    :raises Damaged: when it does not decode.
    """
    planes = read_planes(subject)
    if planes.too_small:
        return too_small(METHOD, planes)
    plane, reduced = reduce_plane(planes.luma)
    pairs = find_copies(plane)
    sure = [one for one in pairs if is_copy(one)]
    shown = sure if len(sure) > 0 else [one for one in pairs if one.here.mean() >= LEAST_SHARE]
    boxes = [_boxes(one, planes, reduced) for one in shown]
    values: dict[str, Json] = {
        "reduced_by": reduced,
        "pairs": [_told(one, box) for one, box in zip(shown, boxes, strict=True)],
        "regions": [region.told() for box in boxes for region in box] if len(sure) > 0 else [],
    }
    field = np.zeros(plane.shape, np.float32)
    for one in shown:
        field[one.there] = 0.65
        field[one.here] = 1.0
    product = draw(
        METHOD,
        subject,
        planes,
        field,
        low="no like part elsewhere",
        high="agrees with the orange part; which of the two is the original is not told",
        regions=[region for box in boxes for region in box],
    )
    if len(sure) > 0:
        first = sure[0]
        how = "" if first.plain else ", turned or resized"
        (here, there) = boxes[0]
        sentence = (
            f"Two parts agree down to their grain{how}: {here.width} x {here.height} pixels from x {here.x}, "
            f"y {here.y} and {there.width} x {there.height} from x {there.x}, y {there.y}. "
            "One may be a copy of the other."
        )
        todo = "look at both: letters, logos and printed patterns agree without any copying"
        return answer(METHOD, "found", sentence, values, products=(product,), planes=planes, todo=todo)
    if len(shown) > 0:
        sentence = (
            "Parts look alike but do not agree down to their grain: repeated things such as windows or edges, or a "
            "copy that was compressed strongly since."
        )
        return answer(METHOD, "inconclusive", sentence, values, products=(product,), planes=planes)
    sentence = "No two parts of it are copies of each other, as far as can be seen."
    return answer(METHOD, "nothing", sentence, values, products=(product,), planes=planes)


def reduce_plane(luma: Luma, *, most_pixels: int = MOST_PIXELS) -> tuple[Floats, int]:
    """Return the brightness reduced by a whole number to at most so many pixels, and the number."""
    from PIL import Image

    by = 1
    while luma.size > most_pixels * by * by:
        by += 1
    small = luma if by == 1 else np.asarray(Image.fromarray(luma).reduce(by))
    return small.astype(np.float32), by


def find_copies(plane: Floats) -> list[Agreement]:
    """Return the pairs of parts that agree, the clearest first, each place once.

    :param plane: (height, width) brightness.
    """
    found: list[Agreement] = []
    for transform in by_points(plane) + by_blocks(plane):
        pair = agree(plane, transform)
        if pair is not None:
            found.append(pair)
    found.sort(key=lambda one: (not is_copy(one), -int(one.here.sum())))
    kept: list[Agreement] = []
    for one in found:
        if all(not _same_place(one, other) for other in kept):
            kept.append(one)
    return kept[:6]


def is_copy(pair: Agreement) -> bool:
    """Tell whether two parts agree as only copies do."""
    return (
        float(pair.here.mean()) >= LEAST_SHARE
        and pair.alike >= LEAST_ALIKE
        and pair.grain >= LEAST_GRAIN
        and pair.beside <= MOST_BESIDE * pair.grain
    )


def _same_place(one: Agreement, other: Agreement) -> bool:
    both = one.here | one.there
    return int((both & (other.here | other.there)).sum()) > 0.5 * int(both.sum())


def _boxes(pair: Agreement, planes: Planes, reduced: int) -> tuple[Region, Region]:
    return _box(pair.here, planes, reduced), _box(pair.there, planes, reduced)


def _box(part: Flags, planes: Planes, reduced: int) -> Region:
    # a part is one thing even where it touches itself at corners only: its frame is filled before it is told
    rows, columns = np.nonzero(part)
    filled = np.zeros(part.shape, bool)
    if rows.size > 0:
        filled[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = True
    else:
        filled[0, 0] = True
    return find_regions(
        filled, cell=reduced, size=planes.size, orientation=planes.orientation, least_cells=1
    )[0]


def _told(pair: Agreement, box: tuple[Region, Region]) -> Json:
    turn = np.degrees(np.arctan2(pair.transform[1, 0], pair.transform[0, 0]))
    scale = float(np.hypot(pair.transform[0, 0], pair.transform[1, 0]))
    return {
        "here": box[0].told(),
        "there": box[1].told(),
        "turned_tenths_of_degree": round(10 * float(turn)),
        "scale_per_mille": round(1000 * scale),
        "alike_per_mille": round(1000 * pair.alike),
        "grain_per_mille": round(1000 * pair.grain),
        "beside_per_mille": round(1000 * pair.beside),
    }
