"""Join flagged cells of a grid to regions, and tell them in pixels of the upright picture."""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.media.forensics.planes import Floats
from sightline.model.finding import Json

Flags = npt.NDArray[np.bool_]

MOST_REGIONS: Final = 12


@frozen(slots=True)
class Region:
    """A box around connected cells, in pixels of the upright picture."""

    x: int
    y: int
    width: int
    height: int
    cells: int
    """How many cells of the grid are in it."""
    share: int
    """Of the whole grid [1/1000]."""

    def told(self) -> Json:
        """Return it as values of a finding."""
        return {
            "x": self.x,
            "y": self.y,
            "width": self.width,
            "height": self.height,
            "share_per_mille": self.share,
        }


def smooth(field: Floats, *, reach: int, valid: Flags | None = None) -> Floats:
    """Return the mean of the (2 reach + 1)^2 cells around each cell, of valid ones only.

    Cells with less than a quarter of valid neighbours become 0.
    """
    good = np.ones(field.shape, np.float32) if valid is None else valid.astype(np.float32)
    total = _box_sum(field * good, reach)
    count = _box_sum(good, reach)
    least = (2 * reach + 1) ** 2 / 4
    mean: Floats = np.where(count >= least, total / np.maximum(count, 1), 0).astype(np.float32)
    return mean


def _box_sum(field: Floats, reach: int) -> npt.NDArray[np.float64]:
    side = 2 * reach + 1
    padded = np.pad(field.astype(np.float64), ((reach + 1, reach), (reach + 1, reach)))
    padded[: reach + 1] = 0
    padded[:, : reach + 1] = 0
    summed = padded.cumsum(axis=0).cumsum(axis=1)
    whole: npt.NDArray[np.float64] = (
        summed[side:, side:] - summed[:-side, side:] - summed[side:, :-side] + summed[:-side, :-side]
    )
    return whole


def label(flags: Flags) -> npt.NDArray[np.int32]:
    """Number the connected regions of a grid (neighbours share a side); 0 is no region."""
    labels = np.zeros(flags.shape, np.int32)
    rows, columns = flags.shape
    number = 0
    for start in np.flatnonzero(flags).tolist():
        row, column = divmod(start, columns)
        if labels[row, column] != 0:
            continue
        number += 1
        labels[row, column] = number
        waiting = [(row, column)]
        while len(waiting) > 0:
            y, x = waiting.pop()
            for near_y, near_x in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                inside = 0 <= near_y < rows and 0 <= near_x < columns
                if inside and flags[near_y, near_x] and labels[near_y, near_x] == 0:
                    labels[near_y, near_x] = number
                    waiting.append((near_y, near_x))
    return labels


def find_regions(
    flags: Flags,
    *,
    cell: int,
    size: tuple[int, int],
    orientation: int,
    least_cells: int,
    least_share: float = 0.0,
    origin: tuple[int, int] = (0, 0),
) -> tuple[Region, ...]:
    """Return the connected regions that are large enough, largest first, at most 12.

    :param flags: (rows, columns) of cells of ``cell`` by ``cell`` stored pixels.
    :param size: width and height of the stored picture.
    :param orientation: Exif orientation, to tell boxes upright.
    :param least_cells: smaller regions are left out.
    :param least_share: of the whole grid, 0 to 1: smaller regions are left out.
    :param origin: (down, right) of the grid [stored pixels].
    """
    labels = label(flags)
    counts = np.bincount(labels.ravel())
    least = max(least_cells, least_share * flags.size)
    wanted = [int(one) for one in np.argsort(-counts, kind="stable") if one != 0 and counts[one] >= least]
    found = []
    for number in wanted[:MOST_REGIONS]:
        rows, columns = np.nonzero(labels == number)
        left, top = origin[1] + int(columns.min()) * cell, origin[0] + int(rows.min()) * cell
        right = min(size[0], origin[1] + (int(columns.max()) + 1) * cell)
        bottom = min(size[1], origin[0] + (int(rows.max()) + 1) * cell)
        x, y, width, height = upright_box((left, top, right - left, bottom - top), size, orientation)
        found.append(
            Region(x, y, width, height, int(counts[number]), round(1000 * int(counts[number]) / flags.size))
        )
    return tuple(found)


def upright_box(
    box: tuple[int, int, int, int], size: tuple[int, int], orientation: int
) -> tuple[int, int, int, int]:
    """Return a stored box (x, y, width, height) in pixels of the upright picture.

    :param size: width and height of the stored picture.
    """
    x, y, width, height = box
    far_x, far_y = size[0] - x - width, size[1] - y - height
    turned = {
        2: (far_x, y, width, height),
        3: (far_x, far_y, width, height),
        4: (x, far_y, width, height),
        5: (y, x, height, width),
        6: (far_y, x, height, width),
        7: (far_y, far_x, height, width),
        8: (y, far_x, height, width),
    }
    return turned.get(orientation, box)


def words(regions: tuple[Region, ...], *, upright: tuple[int, int]) -> str:
    """Say in words where the largest region lies and how many there are."""
    first = regions[0]
    across = (first.x + first.width / 2) / upright[0]
    down = (first.y + first.height / 2) / upright[1]
    column = "left" if across < 0.36 else "right" if across > 0.64 else ""
    row = "upper" if down < 0.36 else "lower" if down > 0.64 else ""
    where = "the middle" if row == column == "" else " ".join(one for one in (row, column) if one != "")
    where = where if where == "the middle" else f"the {where} part"
    place = f"{first.width} x {first.height} pixels in {where}, from x {first.x}, y {first.y}"
    more = len(regions) - 1
    return place if more == 0 else f"{place}, and {more} smaller"
