"""Points with their error, distances, release and spelling: the names that everything else uses.

What a position is stands in ``position``, the geometry in ``geodesic``, coarsening for release in ``place_release``,
the spellings in ``coordinates``.
"""

from sightline.model.coordinates import as_text, read_coordinates
from sightline.model.geodesic import Box, bearing_deg, box, distance_m, extent, near, nearness, overlap
from sightline.model.place_release import coarsen
from sightline.model.position import PRECISION_TERMS, PRECISIONS, Position, Precision, position, reach

__all__ = [
    "PRECISIONS",
    "PRECISION_TERMS",
    "Box",
    "Position",
    "Precision",
    "as_text",
    "bearing_deg",
    "box",
    "coarsen",
    "distance_m",
    "extent",
    "near",
    "nearness",
    "overlap",
    "position",
    "reach",
    "read_coordinates",
]
