"""Say as one JSON document what a resection file told."""

from sightline.work.resection import Crossing, Outlier, Pose, PoseAnswer, Sighted, Sightlines, Solution

_Document = dict[str, object]


def body(found: Sightlines) -> _Document:
    """Make the document."""
    return {
        "file": found.file,
        "errors_in": "standard deviations",
        "errors_out": "95 %",
        "cameras": [_camera(one) for one in found.cameras],
        "target": None if found.target is None else _target(found.target),
        "left_out": list(found.left_out),
    }


def _camera(camera: Sighted) -> _Document:
    answer = camera.answer
    told: _Document = {"name": camera.asked.name}
    if answer is None:
        lat, lon, error = camera.asked.place or (0.0, 0.0, 0.0)
        told |= {"status": "given", "why": "its place is given", "method": None}
        told |= {"solutions": [], "outliers": [], "place": {"lat": lat, "lon": lon, "error_m": error}}
        told |= {"locus": [], "mirrored": False}
    elif isinstance(answer, PoseAnswer):
        told |= {"status": answer.status, "why": answer.why, "method": answer.method}
        told |= {"solutions": [_pose(one) for one in answer.poses]}
        told |= {
            "outliers": [
                {"name": o.name, "off": o.off_px, "unit": "px", "sigmas": o.sigmas, "why": o.why}
                for o in answer.outliers
            ],
            "place": None,
            "locus": [],
            "mirrored": answer.mirrored,
        }
    else:
        told |= {"status": answer.status, "why": answer.why, "method": answer.method}
        told |= {"solutions": [_solution(one) for one in answer.solutions]}
        told |= {
            "outliers": [_outlier(one) for one in answer.outliers],
            "place": None,
            "locus": [list(point) for point in answer.locus],
            "mirrored": answer.mirrored,
        }
    doubts = [*camera.doubts, *(() if answer is None else answer.doubts)]
    return told | {"doubts": doubts, "lens": _lens(camera), "view": _view(camera)}


def _lens(camera: Sighted) -> _Document:
    lens = camera.lens
    drawn = lens.vanishing
    return {
        "width": lens.width,
        "height": lens.height,
        "focal_px": None if lens.focal is None else lens.focal.px,
        "why": "not known" if lens.focal is None else lens.focal.why,
        "vanishing": None
        if drawn is None
        else {
            "status": drawn.status,
            "why": drawn.why,
            "focal_px": None if drawn.focal is None else drawn.focal.px,
            "focal_error_px": drawn.focal_error_px,
            "pitch": drawn.pitch_deg,
            "roll": drawn.roll_deg,
            "points": [{"axis": p.axis, "column": p.column, "row": p.row} for p in drawn.points],
            "doubts": list(drawn.doubts),
        },
    }


def _view(camera: Sighted) -> _Document | None:
    cone = camera.cone
    if cone is None:
        return None
    return {
        "width": cone.width_deg,
        "why": cone.why,
        "best": [list(point) for point in cone.best],
        "surely": [[list(point) for point in ring] for ring in cone.surely],
        "possibly": [[list(point) for point in ring] for ring in cone.possibly],
    }


def _place(one: Solution | Pose) -> _Document:
    return {
        "lat": one.lat,
        "lon": one.lon,
        "ellipse": {
            "semi_major_m": one.ellipse.semi_major_m,
            "semi_minor_m": one.ellipse.semi_minor_m,
            "azimuth": one.ellipse.azimuth_deg,
        },
        "covariance_m2": [list(row) for row in one.covariance_m2],
        "heading": one.heading_deg,
        "heading_error": one.heading_error_deg,
        "focal_px": one.focal_px,
        "focal_error_px": one.focal_error_px,
        "chi2": one.chi2,
        "freedom": one.freedom,
        "why": one.why,
    }


def _solution(one: Solution) -> _Document:
    residuals = [
        {
            "name": m.name,
            "kind": m.kind,
            "off": m.residual,
            "unit": m.unit,
            "sigmas": m.sigmas,
            "bearing": m.bearing_deg,
            "distance_m": m.distance_m,
        }
        for m in one.misfits
    ]
    return _place(one) | {"residuals": residuals, "region": [list(point) for point in one.region]}


def _pose(one: Pose) -> _Document:
    residuals = [
        {
            "name": m.name,
            "right_px": m.right_px,
            "down_px": m.down_px,
            "sigmas": m.sigmas,
            "bearing": m.bearing_deg,
            "distance_m": m.distance_m,
        }
        for m in one.misfits
    ]
    return _place(one) | {
        "height_m": one.height_m,
        "height_error_m": one.height_error_m,
        "pitch": one.pitch_deg,
        "pitch_error": one.pitch_error_deg,
        "roll": one.roll_deg,
        "roll_error": one.roll_error_deg,
        "residuals": residuals,
    }


def _outlier(one: Outlier) -> _Document:
    return {"name": one.name, "off": one.off, "unit": one.unit, "sigmas": one.sigmas, "why": one.why}


def _target(target: Crossing) -> _Document:
    return {
        "status": target.status,
        "why": target.why,
        "method": target.method,
        "places": [
            {
                "lat": one.lat,
                "lon": one.lon,
                "ellipse": {
                    "semi_major_m": one.ellipse.semi_major_m,
                    "semi_minor_m": one.ellipse.semi_minor_m,
                    "azimuth": one.ellipse.azimuth_deg,
                },
                "chi2": one.chi2,
                "freedom": one.freedom,
                "residuals": [
                    {"name": m.name, "kind": m.kind, "off": m.residual, "unit": m.unit, "sigmas": m.sigmas}
                    for m in one.misfits
                ],
                "region": [list(point) for point in one.region],
            }
            for one in target.places
        ],
        "outliers": [_outlier(one) for one in target.outliers],
        "doubts": list(target.doubts),
    }
