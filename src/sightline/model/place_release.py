"""Coarsen a point before it leaves the house, so that the original cannot be recovered from what is released.

The point is replaced by the middle of the cell of a fixed grid, without chance: every point of a cell becomes the same
point, so releasing it twice, or a hundred items filmed at one spot, tells no more than releasing it once. (Random
shifts would average out.) What a reader learns is the cell; two releases of one point at two precisions tell the
meeting of two cells, and no more.
"""

import math
from typing import Final

from sightline.core.errors import BadValue
from sightline.model.geodesic import MEAN_RADIUS_M
from sightline.model.position import (
    E7,
    HALF_TURN_E7,
    PRECISION_TERMS,
    PRECISIONS,
    QUARTER_TURN_E7,
    Position,
    reach,
)

_ELLIPSOID_MARGIN: Final = 1.006  # a degree is at most 0.6 % longer on WGS84 than on the mean sphere


def coarsen(p: Position, precision: str) -> Position:
    """Give the released form of ``p`` at ``precision``, a term of the vocabulary with a radius.

    The radius released always holds the original and its own error, and is a whole multiple of the precision's
    default. A point that is already known less well than asked keeps its own, coarser precision. Raises BadValue for
    'other' and for unknown terms.
    """
    order = _order(precision)
    if p.precision is not None and p.precision != "other":
        order = max(order, _order(p.precision))
    term = PRECISIONS[order].term
    step = PRECISIONS[order].radius_m
    if step is None:  # pragma: no cover - _order refuses it
        raise BadValue(
            f"'{precision}' says nothing about size", item=precision, todo="choose another precision"
        )
    lat_e7, lon_e7 = _cell_middle(p, step / _ELLIPSOID_MARGIN)
    own = reach(p) or 0
    times = max(1, math.ceil((step / 2 + own) / step))
    return Position(lat_e7, lon_e7, step * times, term)


def _order(term: str) -> int:
    if term not in PRECISION_TERMS or term == "other":
        raise BadValue(
            f"nothing can be coarsened to '{term}'",
            item=term,
            todo="one of: " + ", ".join(PRECISION_TERMS[:-1]),
        )
    return PRECISION_TERMS.index(term)


def _cell_middle(p: Position, diagonal_m: float) -> tuple[int, int]:
    """Find the middle of the cell of ``p`` in a grid whose cells are ``diagonal_m`` [m] from corner to corner."""
    side = diagonal_m / math.sqrt(2)
    rows = math.ceil(math.pi * MEAN_RADIUS_M / side)
    row = min((p.lat_e7 + QUARTER_TURN_E7) * rows // (2 * QUARTER_TURN_E7), rows - 1)
    lat_e7 = (2 * row + 1) * QUARTER_TURN_E7 // rows - QUARTER_TURN_E7
    half_row = math.radians(QUARTER_TURN_E7 / E7 / rows)
    widest = max(0.0, abs(math.radians(lat_e7 / E7)) - half_row)
    columns = math.ceil(2 * math.pi * MEAN_RADIUS_M * math.cos(widest) / side)
    column = (p.lon_e7 + HALF_TURN_E7) * columns // (2 * HALF_TURN_E7)
    return lat_e7, (2 * column + 1) * HALF_TURN_E7 // columns - HALF_TURN_E7
