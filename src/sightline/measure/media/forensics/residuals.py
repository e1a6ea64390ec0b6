"""Hold a quantity of each cell against what cells of like brightness and like detail show, and find what stands out.

Error levels and noise both depend on what is in the picture: edges and text light up, skies are dark. What remains
after the usual value for a cell's brightness and detail is taken away is what may be told.
"""

from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.forensics.planes import Floats, Luma
from sightline.measure.media.forensics.regions import Flags

_GROUPS: Final = 12


@frozen(slots=True, eq=False)
class Cells:
    """What is known of each cell of a picture."""

    brightness: Floats
    detail: Floats
    """Mean absolute step between neighbouring means of 4 by 4 pixels, which noise hardly reaches [levels]."""
    clipped: Flags
    """More than a tenth of its pixels are black or white: nothing can be told there."""


def cells_of(luma: Luma, side: int) -> Cells:
    """Return brightness, detail and clipping of the whole cells of ``side`` pixels, a multiple of 4.

    :param luma: (height, width).
    """
    rows, columns = luma.shape[0] // side, luma.shape[1] // side
    brightness = np.zeros((rows, columns), np.float32)
    detail = np.zeros((rows, columns), np.float32)
    clipped = np.zeros((rows, columns), bool)
    together = max(1, 1_000_000 // (side * max(1, luma.shape[1])))
    for first in range(0, rows, together):
        count = min(together, rows - first)
        strip = luma[first * side : (first + count) * side, : columns * side].astype(np.float32)
        shape = (count, side, columns, side)
        cut = slice(first, first + count)
        brightness[cut] = strip.reshape(shape).mean(axis=(1, 3))
        coarse = strip.reshape(count * side // 4, 4, columns * side // 4, 4).mean(axis=(1, 3))
        steps = np.zeros(coarse.shape, np.float32)
        steps[:, 1:] += np.abs(np.diff(coarse, axis=1))
        steps[1:] += np.abs(np.diff(coarse, axis=0))
        detail[cut] = steps.reshape(count, side // 4, columns, side // 4).mean(axis=(1, 3)) / 2
        clipped[cut] = ((strip <= 2) | (strip >= 253)).reshape(shape).mean(axis=(1, 3)) > 0.1
    return Cells(brightness, detail, clipped)


def stand_out(value: Floats, cells: Cells, *, valid: Flags) -> Floats:
    """Return by how many usual spreads each cell's value is over what is usual for its brightness and detail.

    :param value: (rows, columns), on a scale where equal steps mean equal ratios (a logarithm).
    :param valid: cells that count; others come back as 0.
    """
    found = np.zeros(value.shape, np.float32)
    if int(valid.sum()) < 4 * _GROUPS:
        return found
    rest = value.astype(np.float32).copy()
    for reason in (np.log(cells.detail + 0.5), cells.brightness, np.log(cells.detail + 0.5)):
        given = reason[valid]
        edges = np.quantile(given, np.linspace(0, 1, _GROUPS + 1))
        middles = (edges[1:] + edges[:-1]) / 2
        group = np.clip(np.searchsorted(edges, given, side="right") - 1, 0, _GROUPS - 1)
        some = rest[valid]
        usual = np.array(
            [np.median(some[group == at]) if (group == at).any() else 0 for at in range(_GROUPS)]
        )
        rest -= np.interp(reason, middles, usual).astype(np.float32)
    spread = 1.4826 * float(np.median(np.abs(rest[valid] - np.median(rest[valid]))))
    found[valid] = rest[valid] / max(spread, 0.02)
    return found
