"""Half-filled files of the exercises: the landmarks without their columns, and the traced skyline of photo 1."""

import json
import math
from pathlib import Path
from typing import Final

from sightline.work.training.valley import frame, valley
from sightline.work.training.views import LANDMARKS, photo_1

_EVERY: Final = 4
"""Columns between points of the trace [px]."""


def write_landmarks(path: Path) -> None:
    """Write the landmarks of photo 1 with their places, and leave their columns to the learner."""
    camera = photo_1()
    lines = [
        "# Write the column of each landmark's top, counted from the left edge of pictures/photo-1.png.",
        f"picture: {{width: {camera.width}, height: {camera.height}, focal: {{px: {camera.focal_px:.0f}}}}}",
        "map_error_m: 2",
        "landmarks:",
    ]
    for name in LANDMARKS:
        mark = valley().landmarks[name]
        lat, lon = frame().to_degrees(mark.east, mark.north)
        lines.append(f"  - {{name: {name}, lat: {float(lat):.6f}, lon: {float(lon):.6f}, column: }}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_skyline(path: Path, rows: tuple[float, ...]) -> None:
    """Write the trace of the line between ground and sky, every few columns."""
    camera = photo_1()
    line = [
        [column + 0.5, round(row, 1)]
        for column, row in enumerate(rows)
        if column % _EVERY == 0 and math.isfinite(row)
    ]
    whole = {
        "width": camera.width,
        "height": camera.height,
        "focal_px": camera.focal_px,
        "note": "traced from pictures/photo-1.png",
        "line": line,
    }
    path.write_text(json.dumps(whole) + "\n", encoding="utf-8")
