"""Find the parts of a picture whose level stands out after brightness and detail are accounted for.

Shared by the methods that compare a level of every cell with what its surroundings let expect.
"""

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.media.forensics.planes import Planes
from sightline.measure.media.forensics.regions import Region, find_regions
from sightline.measure.media.forensics.tables import read_tables


@frozen(slots=True)
class Unexplained:
    """What stands out, and the quality the picture was itself saved at (None: no JPEG)."""

    regions: tuple[Region, ...]
    own_quality: int | None
    too_coarse: bool
    """Saved at a quality at which the compression hides what the method looks for: nothing is told then."""


def unexplained(
    planes: Planes,
    marked: npt.NDArray[np.bool_],
    *,
    cell: int,
    least_cells: int,
    least_share: float,
    most_share: int,
    least_quality: int,
) -> Unexplained:
    """Return the regions of marked cells that may be told.

    :param marked: (rows, columns) of cells of ``cell`` pixels, in stored orientation.
    :param least_cells: fewer marked cells together are not told.
    :param least_share: nor is less than this share of the picture, 0 to 1.
    :param most_share: what covers more of the picture [per mille] is no part of it but its other half.
    :param least_quality: JPEG quality below which nothing is told.
    """
    own = None if planes.jpeg is None else read_tables(planes.jpeg).quality
    too_coarse = own is not None and own < least_quality
    if too_coarse:
        return Unexplained((), own, too_coarse)
    regions = find_regions(
        marked,
        cell=cell,
        size=planes.size,
        orientation=planes.orientation,
        least_cells=least_cells,
        least_share=least_share,
    )
    return Unexplained(tuple(one for one in regions if one.share <= most_share), own, too_coarse)
