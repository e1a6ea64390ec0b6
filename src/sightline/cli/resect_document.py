"""Say as one JSON document what a resection file told, each number to digits that mean something."""

from collections.abc import Iterable, Sequence

from sightline.work.resection import Crossing, Outlier, Pose, PoseAnswer, Sighted, Sightlines, Solution

_Document = dict[str, object]
_Point = Sequence[float]


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
        place = {"lat": round(lat, 7), "lon": round(lon, 7), "error_m": round(error, 3)}
        told |= {"status": "given", "why": "its place is given", "method": None, "version": None}
        told |= {"solutions": [], "outliers": [], "place": place}
        told |= {"locus": [], "mirrored": False}
    elif isinstance(answer, PoseAnswer):
        told |= {"status": answer.status, "why": answer.why, **_method(answer.method)}
        told |= {"solutions": [_pose(one) for one in answer.poses]}
        told |= {
            "outliers": [
                {
                    "name": o.name,
                    "off": round(o.off_px, 2),
                    "unit": "px",
                    "sigmas": round(o.sigmas, 3),
                    "why": o.why,
                }
                for o in answer.outliers
            ],
            "place": None,
            "locus": [],
            "mirrored": answer.mirrored,
        }
    else:
        told |= {"status": answer.status, "why": answer.why, **_method(answer.method)}
        told |= {"solutions": [_solution(one) for one in answer.solutions]}
        told |= {
            "outliers": [_outlier(one) for one in answer.outliers],
            "place": None,
            "locus": _ring(answer.locus),
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
        "focal_px": None if lens.focal is None else round(lens.focal.px, 2),
        "why": "not known" if lens.focal is None else lens.focal.why,
        "vanishing": None
        if drawn is None
        else {
            "status": drawn.status,
            "why": drawn.why,
            "focal_px": None if drawn.focal is None else round(drawn.focal.px, 2),
            "focal_error_px": _to(drawn.focal_error_px, 2),
            "pitch": _to(drawn.pitch_deg, 4),
            "roll": _to(drawn.roll_deg, 4),
            "points": [
                {"axis": p.axis, "column": _to(p.column, 2), "row": _to(p.row, 2)} for p in drawn.points
            ],
            "doubts": list(drawn.doubts),
        },
    }


def _view(camera: Sighted) -> _Document | None:
    cone = camera.cone
    if cone is None:
        return None
    return {
        "width": round(cone.width_deg, 4),
        "why": cone.why,
        "best": _ring(cone.best),
        "surely": [_ring(ring) for ring in cone.surely],
        "possibly": [_ring(ring) for ring in cone.possibly],
    }


def _place(one: Solution | Pose) -> _Document:
    return {
        "lat": round(one.lat, 7),
        "lon": round(one.lon, 7),
        "ellipse": {
            "semi_major_m": round(one.ellipse.semi_major_m, 3),
            "semi_minor_m": round(one.ellipse.semi_minor_m, 3),
            "azimuth": round(one.ellipse.azimuth_deg, 4),
        },
        "covariance_m2": [[float(f"{value:.6g}") for value in row] for row in one.covariance_m2],
        "heading": _to(one.heading_deg, 4),
        "heading_error": _to(one.heading_error_deg, 4),
        "focal_px": _to(one.focal_px, 2),
        "focal_error_px": _to(one.focal_error_px, 2),
        "chi2": round(one.chi2, 3),
        "freedom": one.freedom,
        "why": one.why,
    }


def _solution(one: Solution) -> _Document:
    residuals = [
        {
            "name": m.name,
            "kind": m.kind,
            "off": round(m.residual, 4),
            "unit": m.unit,
            "sigmas": round(m.sigmas, 3),
            "bearing": _to(m.bearing_deg, 4),
            "distance_m": _to(m.distance_m, 2),
        }
        for m in one.misfits
    ]
    return _place(one) | {"residuals": residuals, "region": _ring(one.region)}


def _pose(one: Pose) -> _Document:
    residuals = [
        {
            "name": m.name,
            "right_px": round(m.right_px, 2),
            "down_px": round(m.down_px, 2),
            "sigmas": round(m.sigmas, 3),
            "bearing": _to(m.bearing_deg, 4),
            "distance_m": _to(m.distance_m, 2),
        }
        for m in one.misfits
    ]
    return _place(one) | {
        "height_m": round(one.height_m, 3),
        "height_error_m": round(one.height_error_m, 3),
        "pitch": round(one.pitch_deg, 4),
        "pitch_error": round(one.pitch_error_deg, 4),
        "roll": round(one.roll_deg, 4),
        "roll_error": round(one.roll_error_deg, 4),
        "residuals": residuals,
    }


def _outlier(one: Outlier) -> _Document:
    return {
        "name": one.name,
        "off": round(one.off, 4),
        "unit": one.unit,
        "sigmas": round(one.sigmas, 3),
        "why": one.why,
    }


def _target(target: Crossing) -> _Document:
    return {
        "status": target.status,
        "why": target.why,
        **_method(target.method),
        "places": [
            {
                "lat": round(one.lat, 7),
                "lon": round(one.lon, 7),
                "ellipse": {
                    "semi_major_m": round(one.ellipse.semi_major_m, 3),
                    "semi_minor_m": round(one.ellipse.semi_minor_m, 3),
                    "azimuth": round(one.ellipse.azimuth_deg, 4),
                },
                "chi2": round(one.chi2, 3),
                "freedom": one.freedom,
                "residuals": [
                    {
                        "name": m.name,
                        "kind": m.kind,
                        "off": round(m.residual, 4),
                        "unit": m.unit,
                        "sigmas": round(m.sigmas, 3),
                    }
                    for m in one.misfits
                ],
                "region": _ring(one.region),
            }
            for one in target.places
        ],
        "outliers": [_outlier(one) for one in target.outliers],
        "doubts": list(target.doubts),
    }


def _method(text: str) -> _Document:
    """Part the name of a method from its version, as every other document has them."""
    name, _, number = text.rpartition(", version ")
    return {"method": name, "version": int(number)} if number.isdigit() else {"method": text, "version": 1}


def _to(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _ring(points: Iterable[_Point]) -> list[list[float]]:
    """Write points as [latitude, longitude] to a centimetre."""
    return [[round(value, 7) for value in point] for point in points]
