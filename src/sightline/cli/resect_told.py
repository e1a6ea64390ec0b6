"""Say in words what a resection file told."""

from collections.abc import Sequence
from pathlib import Path

from sightline.cli.out import line, table
from sightline.work.resection import (
    Crossing,
    Pose,
    Resection,
    Sighted,
    Sightlines,
    Solution,
)


def tell_all(found: Sightlines, plot: Path | None) -> None:
    """Print every camera and the target."""
    for camera in found.cameras:
        _tell_camera(camera)
    if found.target is not None:
        _tell_target(found.target)
    for one in found.left_out:
        line(f"not used for the target: {one}")
    if plot is not None:
        line(f"drawn: {plot}")


def _tell_camera(camera: Sighted) -> None:
    answer = camera.answer
    if answer is None:
        line(f"{camera.asked.name}: its place is given")
    else:
        line(f"{camera.asked.name}: {answer.status}: {answer.why}")
        places: Sequence[Solution | Pose] = (
            answer.solutions if isinstance(answer, Resection) else answer.poses
        )
        for i, one in enumerate(places):
            _tell_place(one, f"{i + 1}. " if len(places) > 1 else "")
            _tell_misfits(one)
        for outlier in answer.outliers:
            line(f"  contradicts the others and was not used: '{outlier.name}': {outlier.why}")
        for doubt in answer.doubts:
            line(f"  {doubt}")
        if isinstance(answer, Resection) and len(answer.locus) > 0:
            (a, b), (c, d) = answer.locus[0], answer.locus[-1]
            line(
                f"  it stood on a line of {len(answer.locus)} points from {a:.6f}, {b:.6f} to {c:.6f}, {d:.6f}"
            )
    drawn = camera.lens.vanishing
    if drawn is not None:
        line(f"  vanishing points: {drawn.status}: {drawn.why}")
        if drawn.focal is not None:
            line(f"    focal length {drawn.focal.px:.0f} ± {drawn.focal_error_px:.0f} px")
        for doubt in drawn.doubts:
            line(f"    {doubt}")
    for doubt in camera.doubts:
        line(f"  {doubt}")
    if camera.cone is not None:
        line(f"  field of view: {camera.cone.why}")
    line()


def _tell_place(one: Solution | Pose, number: str) -> None:
    shape = one.ellipse
    line(
        f"  {number}{one.lat:.6f}, {one.lon:.6f}; 95 % within {shape.semi_major_m:.1f} by {shape.semi_minor_m:.1f} m, "
        f"longer towards {shape.azimuth_deg:.0f} degrees"
    )
    if one.heading_deg is not None and one.heading_error_deg is not None:
        line(f"    looking {one.heading_deg:.2f} ± {one.heading_error_deg:.2f} degrees from true north")
    if isinstance(one, Pose):
        line(
            f"    height {one.height_m:.1f} ± {one.height_error_m:.1f} m; pitch {one.pitch_deg:.1f} ± "
            f"{one.pitch_error_deg:.1f}, roll {one.roll_deg:.1f} ± {one.roll_error_deg:.1f} degrees"
        )
    if one.focal_px is not None:
        line(f"    focal length {one.focal_px:.0f} ± {one.focal_error_px:.0f} px")
    line(f"    {one.why}")


def _tell_misfits(one: Solution | Pose) -> None:
    if isinstance(one, Pose):
        table(
            ["    landmark", "right", "down", "in sigmas", "bearing", "distance"],
            (
                [
                    f"    {m.name}",
                    f"{m.right_px:+.1f} px",
                    f"{m.down_px:+.1f} px",
                    f"{m.sigmas:.1f}",
                    f"{m.bearing_deg:.2f}",
                    f"{m.distance_m:,.0f} m",
                ]
                for m in one.misfits
            ),
        )
        return
    table(
        ["    landmark", "off by", "in sigmas", "bearing", "distance"],
        (
            [
                f"    {m.name}",
                f"{m.residual:+.2f} {m.unit}",
                f"{m.sigmas:+.1f}",
                "" if m.bearing_deg is None else f"{m.bearing_deg:.2f}",
                "" if m.distance_m is None else f"{m.distance_m:,.0f} m",
            ]
            for m in one.misfits
        ),
    )


def _tell_target(target: Crossing) -> None:
    line(f"target: {target.status}: {target.why}")
    for one in target.places:
        shape = one.ellipse
        line(
            f"  {one.lat:.6f}, {one.lon:.6f}; 95 % within {shape.semi_major_m:.1f} by {shape.semi_minor_m:.1f} m, "
            f"longer towards {shape.azimuth_deg:.0f} degrees"
        )
        table(
            ["    line", "off by", "in sigmas", "distance"],
            (
                [
                    f"    {m.name}",
                    f"{m.residual:+.2f} {m.unit}",
                    f"{m.sigmas:+.1f}",
                    f"{m.distance_m or 0:,.0f} m",
                ]
                for m in one.misfits
            ),
        )
    for outlier in target.outliers:
        line(f"  contradicts the others and was not used: {outlier.name}: {outlier.why}")
    for doubt in target.doubts:
        line(f"  {doubt}")
