"""Where did the camera stand: from landmarks that are seen in the picture and stand on the map.

Every landmark at a column of the picture says in which direction from the axis it was seen; two landmarks one behind
the other give a line on the map; a compass gives a bearing. Together they give place, heading and, where it is not
known, the focal length, by least squares with the errors of the columns and of the map, every solution found and none
guessed. Distances are true metres and directions true north at the camera: the frame is laid about the camera itself.

The camera is taken as level, or its landmarks to lie near the horizon; for a tilted camera, or landmarks of known
height, see ``pose``.

Sources:
[1] P. R. Wolf, B. A. Dewitt, B. E. Wilkinson, Elements of Photogrammetry with Applications in GIS, 4th ed. (2014),
    ch. 7 and 10: resection, and propagation of errors in least squares
[2] E. M. Mikhail, F. Ackermann, Observations and Least Squares (1976): errors in what is held known, ch. 7
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import evolve

from sightline.measure.geo.camera.answers import outliers_of, solution
from sightline.measure.geo.camera.asked import LOOSE_FOCAL, Asked, asked
from sightline.measure.geo.camera.degenerate import locus, missing, undetermined, used
from sightline.measure.geo.camera.fitting import Array
from sightline.measure.geo.camera.outliers import Judged, judge
from sightline.measure.geo.camera.plane import COLUMN, FOCAL, Sights, part
from sightline.measure.geo.camera.records import (
    AMBIGUOUS,
    CONTRADICTED,
    FOUND,
    UNDETERMINED,
    Aligned,
    Bearing,
    Distance,
    Focal,
    Landmark,
    Resection,
)
from sightline.measure.geo.camera.solve import freedom
from sightline.measure.geo.local import LocalFrame

METHOD: Final = "plane resection by weighted least squares, version 1"
ON_IT_M: Final = 2.0
_FAR_M: Final = 200_000.0


def resect(
    landmarks: Sequence[Landmark],
    *,
    width_px: float | None = None,
    centre_px: float | None = None,
    focal: Focal | None = None,
    aligned: Sequence[Aligned] = (),
    bearings: Sequence[Bearing] = (),
    distances: Sequence[Distance] = (),
    pixel_error: float = 2.0,
) -> Resection:
    """Find where a camera stood and where it looked.

    :param landmarks: what is seen, with its place on the map and its column; up to 60
    :param width_px: width of the picture [px]; the lens's axis is taken to be in its middle
    :param centre_px: column of the lens's axis [px], for a picture that was cropped
    :param focal: focal length in pixels of the picture as it is; None: unknown, and solved for
    :param aligned: landmarks that stand one behind the other
    :param bearings: directions from the camera, true north
    :param distances: of landmarks from the camera (see ``ranges``)
    :param pixel_error: standard deviation of a column [px]
    :returns: places with 95 % ellipses, or why there is none; "undetermined" and "contradicted" are answers
    :raises BadValue: for a place, column or error that cannot be
    :raises UnknownName: for a line or bearing to a landmark that is not there
    :raises WrongUse: where nothing is seen, or columns are given without the picture's width
    :raises OverLimit: for more than 60 landmarks
    """
    question = asked(
        landmarks,
        width_px=width_px,
        centre_px=centre_px,
        focal=focal,
        aligned=aligned,
        bearings=bearings,
        distances=distances,
        pixel_error=pixel_error,
    )
    frame = _middle(question)
    sights = question.sights(frame)
    loose = focal is None and bool(np.any(sights.kind == FOCAL))
    doubts = list(_doubts(question, frame))
    lacking = missing(sights, loose_focal=loose)
    if lacking is not None:
        line = locus(sights, question.focal_px, loose_focal=loose) if lacking[0] == 1 else np.empty((0, 2))
        tail = "; what there is leaves the line told as locus" if len(line) > 0 else ""
        return Resection(
            UNDETERMINED,
            lacking[1] + tail,
            (),
            (),
            tuple(doubts),
            mirrored=False,
            locus=_degrees(frame, line),
            method=METHOD,
        )
    judged = _judged(question, sights)
    kept = part(judged.sights, judged.kept)
    why = undetermined(kept, judged.found, loose_focal=loose)
    if why is not None:
        return Resection(UNDETERMINED, why, (), (), tuple(doubts), mirrored=False, locus=(), method=METHOD)
    return _answer(question, frame, judged, doubts)


def _judged(question: Asked, sights: Sights) -> Judged:
    """Solve; a landmark on which the camera stands tells no direction and is left out."""
    judged = judge(sights, question.focal_px, known=question.focal_known)
    if len(judged.found) == 0:
        return judged
    away = np.hypot(*(judged.sights.marks[0] - judged.found[0].state[:2]).T)
    close = away < np.maximum(3 * sights.spread, ON_IT_M)
    rows = [row for row in judged.kept if sights.kind[row] == COLUMN and close[sights.first[row]]]
    rest = np.array([row for row in judged.kept if row not in rows], np.int64)
    fewer = part(judged.sights, rest)
    if not rows or missing(fewer, loose_focal=False) is not None:
        return judged
    again = judge(fewer, question.focal_px, known=question.focal_known)
    dropped = tuple(sorted({*judged.dropped, *rows, *(int(rest[row]) for row in again.dropped)}))
    return evolve(
        again,
        sights=judged.sights,
        kept=rest[again.kept],
        dropped=dropped,
        instead=tuple(int(rest[row]) for row in again.instead),
        mirrored=judged.mirrored,
    )


def _answer(question: Asked, frame: LocalFrame, judged: Judged, doubts: list[str]) -> Resection:
    spare = freedom(part(judged.sights, judged.kept))
    if judged.instead:
        names = " or ".join(f"'{question.names[row]}'" for row in judged.instead)
        doubts.append(f"the others agree without {names}; it cannot be told which of them is wrong")
    solutions = tuple(solution(question, frame, judged, one) for one in judged.found)
    outliers = outliers_of(question, judged, solutions[0])
    if spare <= 0:
        doubts.append("nothing checks this: there are just as many measurements as unknowns; add a landmark")
    elif spare == 1 and len(judged.dropped) > 0:
        doubts.append("what is left is checked by a single measurement: add a landmark")
    status = CONTRADICTED if judged.contradicts else FOUND if len(solutions) == 1 else AMBIGUOUS
    why = _why(
        status, len(solutions), "all but what is named as contradicting" if outliers else "all measurements"
    )
    if judged.mirrored:
        why += (
            "; but only if the picture is mirrored: look for writing, number plates, the side people drive on"
        )
    return Resection(
        status,
        why,
        solutions,
        outliers,
        tuple(dict.fromkeys(doubts)),
        mirrored=judged.mirrored,
        locus=(),
        method=METHOD,
    )


def _why(status: str, places: int, what: str) -> str:
    if status == CONTRADICTED:
        return (
            "the measurements contradict each other by more than their stated errors: a pair is wrong, or the errors "
            "are larger than stated; the place told is only the least bad, its ellipse widened by what was seen"
        )
    if status == FOUND:
        return f"one place fits {what}"
    return f"{places} places fit {what}: a further landmark, or knowing what lies to the left of what, tells which"


def _middle(question: Asked) -> LocalFrame:
    """Lay the frame in the middle of the landmarks; one that lies in another country does not move it."""
    first = LocalFrame(question.landmarks[0].lat, question.landmarks[0].lon)
    lats, lons = [x.lat for x in question.landmarks], [x.lon for x in question.landmarks]
    east, north = first.to_metres(lats, lons)
    lat, lon = first.to_degrees(float(np.median(east)), float(np.median(north)))
    return LocalFrame(float(lat), float(lon))


def _doubts(question: Asked, frame: LocalFrame) -> list[str]:
    doubts: list[str] = []
    marks = used(question.sights(frame))
    spread = np.hypot(*(marks - np.median(marks, axis=0)).T)
    if len(marks) > 2 and float(spread.max()) > _FAR_M:
        name = question.landmarks[int(np.argmax(spread))].name
        doubts.append(
            f"'{name}' lies {spread.max() / 1000:,.0f} km from the others: are latitude and longitude swapped?"
        )
    east, north = frame.to_metres([x.lat for x in question.landmarks], [x.lon for x in question.landmarks])
    apart = np.hypot(east[:, None] - east, north[:, None] - north) + np.tri(len(east)) * 1e12
    for a, b in np.argwhere(apart < 0.5):
        doubts.append(
            f"'{question.landmarks[a].name}' and '{question.landmarks[b].name}' stand on the same spot of the map"
        )
    if question.focal_known == LOOSE_FOCAL and np.any(question.kind == FOCAL):
        doubts.append("the focal length is not known and was solved for, which widens the result")
    return doubts


def _degrees(frame: LocalFrame, line: Array) -> tuple[tuple[float, float], ...]:
    if len(line) == 0:
        return ()
    lat, lon = frame.to_degrees(line[:, 0], line[:, 1])
    return tuple(zip(lat.tolist(), lon.tolist(), strict=True))
