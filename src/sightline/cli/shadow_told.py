"""The JSON documents of ``shadow``: one shape for when and for where, so that a program asks ``mode`` first."""

from pathlib import Path

from sightline.work.daylight.moments import utc_text, wall_clock
from sightline.work.shadow import METHOD, VERSION, PlacesAnswer, TimesAnswer, edtf_of, geojson


def times_document(found: TimesAnswer, plot: Path | None) -> dict[str, object]:
    """Write when a shadow fits."""
    remark = () if found.when.remark is None else (found.when.remark,)
    return {
        "mode": "times",
        "status": "fits" if found.fits else "impossible",
        "why": found.found.why,
        "confidence": found.found.confidence,
        "times": [found.when.text],
        "lat": round(found.lat, 7),
        "lon": round(found.lon, 7),
        "zone": found.when.zone,
        "zone_is": found.when.zone_is,
        "intervals": [
            {
                "begin": utc_text(one.begin),
                "end": utc_text(one.end),
                "best": utc_text(one.best),
                "local_begin": wall_clock(one.begin, found.when.zone, seconds=True),
                "local_end": wall_clock(one.end, found.when.zone, seconds=True),
                "edtf": edtf_of(one),
                "side": one.side,
                "azimuth": round(one.azimuth, 3),
                "elevation": round(one.elevation, 3),
            }
            for one in found.found.intervals
        ],
        "regions": [],
        "bands": [],
        **_rest(found.assumed, (*remark, *found.found.warnings), plot),
    }


def places_document(found: PlacesAnswer, plot: Path | None) -> dict[str, object]:
    """Write where shadows fit; geometries are GeoJSON, cut at the antimeridian."""
    return {
        "mode": "local places" if found.local else "places",
        "status": "fits" if found.fits else "impossible",
        "why": found.found.why,
        "confidence": found.found.confidence,
        "times": list(found.times),
        "lat": None,
        "lon": None,
        "zone": None,
        "zone_is": None,
        "intervals": [],
        "regions": [
            {
                "lat": round(one.best[0], 5),
                "lon": round(one.best[1], 5),
                "area_km2": round(one.area_km2, 1),
                "geometry": geojson(one),
            }
            for one in found.found.regions
        ],
        "bands": [
            {
                "lat": round(one.lat, 5),
                "lon": round(one.lon, 5),
                "inner_degrees": round(one.inner, 5),
                "outer_degrees": round(one.outer, 5),
            }
            for one in found.found.bands
        ],
        **_rest(found.assumed, found.found.warnings, plot),
    }


def _rest(assumed: tuple[str, ...], warnings: tuple[str, ...], plot: Path | None) -> dict[str, object]:
    return {
        "assumed": list(assumed),
        "warnings": list(warnings),
        "method": METHOD,
        "version": VERSION,
        "plot": None if plot is None else str(plot),
    }
