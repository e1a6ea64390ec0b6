"""What `skyline` and `sight` answer, as text and as JSON."""

import math
from pathlib import Path

import numpy as np

from sightline.cli.out import line, table
from sightline.work.skyline import (
    SEEN_METHOD,
    SIGHT_METHOD,
    VERSION,
    Camera,
    Ground,
    SeenFrom,
    Sighting,
    SkylineMatched,
)

_STEPS = 5


def tell_match(told: SkylineMatched, plot: Path | None) -> None:
    """Print a match."""
    line(f"{told.found.status}: {told.found.why}")
    table(
        ["", "place", "looking", "error ellipse", "ridge", "left over", "weight"],
        (
            [
                str(number),
                f"{one.lat:.5f}, {one.lon:.5f}",
                f"{one.bearing:.1f}° ± {one.bearing_error:.1f}°",
                f"{one.major_m:.0f} by {one.minor_m:.0f} m, long side to {one.major_bearing:.0f}°",
                f"{one.ridge_m / 1000:.1f} km",
                f"{one.rest_deg:.2f}° ({one.misfit:.1f} x)",
                f"{one.share:.2f}",
            ]
            for number, one in enumerate(told.found.cameras, 1)
        ),
    )
    if len(told.found.cameras) > 0:
        first = told.found.cameras[0]
        line(
            f"camera of 1: field of view {first.field_deg:.1f}°, pitch {first.pitch:+.1f}°, roll {first.roll:+.1f}°"
        )
        line("weight: of the likelihood of the places listed; no probability that the camera stood there")
    line(f"skyline {told.read.by}")
    _notes((*told.read.doubts, *told.found.caveats), told.ground, plot)


def tell_seen(told: SeenFrom, plot: Path | None) -> None:
    """Print a skyline, every fifth degree."""
    sky = told.skyline
    line(
        f"from {told.lat:.5f}, {told.lon:.5f}, eye {told.eye_m:g} m above ground at {sky.ground_m:.0f} m, "
        f"k = {told.refraction:g}"
    )
    rows = []
    for azimuth in range(0, 360, _STEPS):
        at = int(abs((sky.azimuth - azimuth + 180) % 360 - 180).argmin())
        if not math.isfinite(sky.elevation[at]):
            rows.append([f"{azimuth}°", "unknown", "", ""])
            continue
        open_end = "" if bool(sky.whole[at]) else "at least"
        rows.append(
            [f"{azimuth}°", f"{sky.elevation[at]:+.2f}°", f"{sky.distance[at] / 1000:.2f} km", open_end]
        )
    table(["direction", "skyline", "ridge off by", ""], rows)
    part = 1 - float(sky.whole.mean())
    if part > 0:
        line(f"at least: in {part:.0%} of the directions unknown ground or the edge of the area comes first")
    _notes((), told.ground, plot)


def tell_sight(told: Sighting, plot: Path | None) -> None:
    """Print a line of sight."""
    seen = told.sight
    line(seen.why)
    line(
        f"{seen.length_m / 1000:.3f} km to {seen.bearing:.2f}°, {seen.elevation:+.2f}° above the horizontal; "
        f"closest ground at {seen.at_lat:.5f}, {seen.at_lon:.5f}"
    )
    _notes((), told.ground, plot)


def _notes(words: tuple[str, ...], ground: Ground, plot: Path | None) -> None:
    for word in words:
        line(f"  {word}")
    for tile in ground.refused:
        line(f"  not used: {tile.name}: {tile.fault}" + ("" if tile.todo is None else f" ({tile.todo})"))
    for part in ground.unknown[:12]:
        line(f"  {part.sentence}")
    if len(ground.unknown) > 12:
        line(f"  and {len(ground.unknown) - 12} degrees more with unknown ground")
    for word in ground.caveats:
        line(f"  {word}")
    if plot is not None:
        line(f"drawn: {plot}")


def match_body(told: SkylineMatched, plot: Path | None) -> dict[str, object]:
    """Give a match as a document."""
    trace = told.read.trace
    return {
        "kind": "match",
        "file": told.file,
        "around": {
            "lat": round(told.lat, 7),
            "lon": round(told.lon, 7),
            "km": round(told.radius_m / 1000, 3),
        },
        "status": told.found.status,
        "why": told.found.why,
        "cameras": [_camera(one) for one in told.found.cameras],
        "traced": {
            "by": told.read.by,
            "width": trace.width,
            "height": trace.height,
            "columns": len(trace.x),
            "focal_px": None if trace.focal_px is None else round(trace.focal_px, 2),
        },
        "eye_m": round(told.eye_m, 3),
        "doubts": [*told.read.doubts, *told.found.caveats],
        "ground": _ground(told.ground),
        "method": told.found.method,
        "version": told.found.version,
        "plot": None if plot is None else str(plot),
    }


def _camera(one: Camera) -> dict[str, object]:
    return {
        "lat": round(one.lat, 7),
        "lon": round(one.lon, 7),
        "bearing": round(one.bearing, 3),
        "bearing_error": round(one.bearing_error, 3),
        "ellipse": {
            "major_m": round(one.major_m, 1),
            "minor_m": round(one.minor_m, 1),
            "bearing": round(one.major_bearing, 1),
        },
        "pitch": round(one.pitch, 2),
        "roll": round(one.roll, 2),
        "field_deg": round(one.field_deg, 2),
        "left_over_deg": round(one.rest_deg, 4),
        "misfit": round(one.misfit, 2),
        "ridge_m": None if not math.isfinite(one.ridge_m) else round(one.ridge_m),
        "weight": round(one.share, 4),
        "why": one.why,
    }


def seen_body(told: SeenFrom, plot: Path | None) -> dict[str, object]:
    """Give a skyline as a document."""
    sky = told.skyline
    return {
        "kind": "seen",
        "why": _seen_sentence(told),
        "lat": round(told.lat, 7),
        "lon": round(told.lon, 7),
        "eye_m": round(told.eye_m, 3),
        "ground_m": round(sky.ground_m, 1),
        "refraction": told.refraction,
        "reach_km": round(told.reach_m / 1000, 3),
        "skyline": [
            {
                "azimuth": round(float(azimuth), 2),
                "elevation": round(float(elevation), 4) if math.isfinite(elevation) else None,
                "distance_m": round(float(distance)) if math.isfinite(distance) else None,
                "whole": bool(whole),
            }
            for azimuth, elevation, distance, whole in zip(
                sky.azimuth, sky.elevation, sky.distance, sky.whole, strict=True
            )
        ],
        "ground": _ground(told.ground),
        "method": SEEN_METHOD,
        "version": VERSION,
        "plot": None if plot is None else str(plot),
    }


def _seen_sentence(told: SeenFrom) -> str:
    """Say in one sentence how much of the skyline is known."""
    known, whole = float(np.isfinite(told.skyline.elevation).mean()), float(told.skyline.whole.mean())
    return (
        f"the skyline is known in {known:.0%} of the directions, in {whole:.0%} of them over known ground to the end "
        "of the reach; elsewhere it is at least as high as told"
    )


def sight_body(told: Sighting, plot: Path | None) -> dict[str, object]:
    """Give a line of sight as a document, its profile in about a thousand points."""
    seen = told.sight
    every = max(1, len(seen.distance) // 1_000)
    return {
        "from": {"lat": round(told.lat, 7), "lon": round(told.lon, 7), "eye_m": round(told.eye_m, 3)},
        "to": {
            "lat": round(told.to_lat, 7),
            "lon": round(told.to_lon, 7),
            "target_m": round(told.target_m, 3),
        },
        "visible": seen.visible,
        "why": seen.why,
        "clearance_m": round(seen.clearance_m, 2),
        "closest": {
            "lat": round(seen.at_lat, 7),
            "lon": round(seen.at_lon, 7),
            "distance_m": round(seen.at_m, 1),
        },
        "bearing": round(seen.bearing, 3),
        "elevation": round(seen.elevation, 4),
        "length_m": round(seen.length_m, 1),
        "profile": [
            {
                "distance_m": round(float(distance), 1),
                "ground_m": round(float(ground), 2) if math.isfinite(ground) else None,
                "line_m": round(float(height), 2),
            }
            for distance, ground, height in zip(
                seen.distance[::every], seen.ground[::every], seen.line[::every], strict=True
            )
        ],
        "ground": _ground(told.ground),
        "method": SIGHT_METHOD,
        "version": VERSION,
        "plot": None if plot is None else str(plot),
    }


def _ground(ground: Ground) -> dict[str, object]:
    return {
        "step_m": round(ground.step_m, 3),
        "used": [
            {
                "name": one.name,
                "cell_m": round(one.cell_m, 2),
                "share": round(one.share, 4),
                "about": one.about,
            }
            for one in ground.used
        ],
        "refused": [{"name": one.name, "fault": one.fault, "todo": one.todo} for one in ground.refused],
        "unknown": [{"cell": one.cell, "share": round(one.share, 4)} for one in ground.unknown],
        "caveats": list(ground.caveats),
    }
