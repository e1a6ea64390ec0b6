"""Writes the places of a dossier as GeoJSON (RFC 7946): incidents, items and places with their radius and what is said.

A point that is known to a district is written with its radius and precision, so that no map shows it as exact.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from sightline.model.disclosed import Dossier
from sightline.model.shown import ShownEntity, ShownPosition
from sightline.publish.dossier import Published
from sightline.publish.formats.one_file import write_lines
from sightline.publish.formats.stated import days, stated, texts


class GeoJson:
    """The places of the dossier as GeoJSON."""

    name = "geojson"

    def write(self, dossier: Dossier, target: Path) -> Published:
        """Write ``target``, one FeatureCollection, a feature a line."""
        return write_lines(target, _lines(dossier))


def _lines(dossier: Dossier) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": [\n'
    first = True
    for one in dossier.entities:
        if one.status != "shown":
            continue
        for spot in one.positions:
            yield ("" if first else ",\n") + json.dumps(feature(one, spot), ensure_ascii=False)
            first = False
    yield "\n]}\n"


def feature(one: ShownEntity, spot: ShownPosition) -> dict[str, object]:
    """Make one feature: longitude before latitude, as RFC 7946 has it."""
    begin, end = days(one.when)
    return {
        "type": "Feature",
        "id": f"{one.code}/{spot.statement or 'position'}",
        "geometry": {"type": "Point", "coordinates": [spot.lon_e7 / 1e7, spot.lat_e7 / 1e7]},
        "properties": {
            "code": one.code,
            "kind": one.kind,
            "title": one.title,
            "date": None if one.when is None else one.when.edtf,
            "begin": begin or None,
            "end": end or None,
            "description": one.summary or next(iter(texts(one, "summary")), ""),
            "place": one.where or spot.label,
            "role": spot.role or None,
            "radius_m": spot.radius_m,
            "precision": spot.precision,
            "aggregate": one.aggregate,
            "status": one.state or None,
            "source": list(dict.fromkeys(s.source.title for s in one.statements if s.source is not None)),
            "links": [s.value for s in stated(one, "url")],
        },
    }
