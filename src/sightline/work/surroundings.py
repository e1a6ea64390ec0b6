"""The roads, buildings and water of a local map file about a place, for pictures drawn over them.

The map file is read in the sandbox, under limits and without a network, by the reader of ``landmarks``.
"""

from pathlib import Path
from typing import Final

from sightline.core.errors import Damaged
from sightline.core.sandbox import Examiner, Fault, Job
from sightline.measure.geo.landmarks.child import Refusal
from sightline.measure.geo.landmarks.surroundings import NAME, Outlined, Surroundings
from sightline.measure.geo.landmarks.surroundings_child import Drawn
from sightline.model.position import position
from sightline.work.landmarks import LIMITS, refuse_special, refuse_stopped, refused

__all__ = ["RADIUS_M", "Outlined", "Surroundings", "read_surroundings"]

RADIUS_M: Final = 400.0
"""How far about a place a picture over a street map shows [m]."""
_MODULE: Final = "sightline.measure.geo.landmarks.surroundings_child"


def read_surroundings(osm: Path, lat: float, lon: float, *, radius_m: float = RADIUS_M) -> Surroundings:
    """Read what stands about a place in a map file.

    :param osm: .osm.pbf, .osm, .geojson or .geojsonseq
    :param lat, lon: the place [degrees]
    :raises Unreadable: when the file cannot be opened
    :raises Damaged: when the map is cut short or is no map
    :raises OverLimit: when reading it costs more than it may
    """
    refuse_special(osm, "map")
    place = position(lat, lon)
    given = {"around": [place.lat_e7, place.lon_e7, round(radius_m * 1000)]}
    job = Job(osm.resolve(), osm.name, "", (NAME,), {NAME: given})
    with Examiner(_MODULE, Drawn, _failed, read_only=[osm.resolve()], limits=LIMITS) as examiner:
        reply = examiner.run(job)
    refuse_stopped(reply.faults, osm.name, "reading the map", "cut the region out of the map file first")
    told = reply.findings[0]
    if told.refused is not None:
        raise refused(told.refused, osm.name)
    if told.surroundings is None:
        raise Damaged("its reader gave no answer", item=osm.name)
    return told.surroundings


def _failed(measure: str, fault: Fault, _parameters: object) -> Drawn:
    return Drawn(measure, refused=Refusal("Damaged", fault.sentence, todo=fault.todo))
