"""Turn what a person wrote down about a picture into the measurements of a fit, and refuse what cannot be meant."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.core.errors import BadValue, OverLimit, UnknownName, WrongUse
from sightline.measure.geo.camera.fitting import Array
from sightline.measure.geo.camera.plane import ALIGNED, BEARING, COLUMN, FOCAL, HEADING, LATER, RANGE, Sights
from sightline.measure.geo.camera.records import Aligned, Bearing, Distance, Focal, Landmark
from sightline.measure.geo.local import LocalFrame

MOST_LANDMARKS: Final = 60
LOOSE_FOCAL: Final = 0.75
"""Standard deviation of the logarithm of a focal length that nobody knows: 9 to 170 mm (35 mm film) at 95 %."""
USUAL_FOCAL: Final = 38.0 / 36.0
"""Its middle, in picture widths."""
KINDS: Final = {
    COLUMN: "column",
    BEARING: "bearing",
    ALIGNED: "aligned",
    HEADING: "heading",
    FOCAL: "focal",
    RANGE: "distance",
    LATER: "later",
}


@frozen(slots=True, eq=False)
class Asked:
    """One question, checked."""

    landmarks: tuple[Landmark, ...]
    names: tuple[str, ...]
    """Of every measurement, as a person would say it."""
    kind: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    value: Array
    sigma: Array
    focal_px: float
    focal_known: float
    """Standard deviation of its logarithm; 0 exact, LOOSE_FOCAL where nobody knows."""

    def sights(self, frame: LocalFrame) -> Sights:
        """Lay the landmarks out in a frame."""
        east, north = frame.to_metres([x.lat for x in self.landmarks], [x.lon for x in self.landmarks])
        return Sights(
            kind=self.kind,
            first=self.first,
            second=self.second,
            value=self.value[None],
            sigma=self.sigma[None],
            marks=np.stack((east, north), axis=-1)[None],
            spread=np.array([x.error_m for x in self.landmarks]),
        )


def asked(
    landmarks: Sequence[Landmark],
    *,
    width_px: float | None,
    centre_px: float | None,
    focal: Focal | None,
    aligned: Sequence[Aligned],
    bearings: Sequence[Bearing],
    pixel_error: float,
    distances: Sequence[Distance] = (),
) -> Asked:
    """Check a question and number its parts; raises BadValue, UnknownName, OverLimit and WrongUse."""
    names = _names(landmarks)
    for mark in landmarks:
        _check(mark)
    centre = _centre(landmarks, width_px, centre_px)
    rows: list[tuple[str, int, int, int, float, float]] = []
    for i, mark in enumerate(landmarks):
        if mark.column is not None and centre is not None:
            error = pixel_error if mark.pixel_error is None else mark.pixel_error
            rows.append((mark.name, COLUMN, i, 0, mark.column - centre, _positive(error, mark.name)))
    for pair in aligned:
        a, b = _index(names, pair.near), _index(names, pair.far)
        if a == b:
            raise BadValue("a landmark cannot stand behind itself", item=pair.near, todo="name two landmarks")
        rows.append(
            (f"{pair.near} before {pair.far}", ALIGNED, a, b, 0.0, _angle_error(pair.error_deg, pair.near))
        )
    for one in bearings:
        what = "the camera's axis" if one.landmark is None else one.landmark
        if not math.isfinite(one.deg):
            raise BadValue(f"'{one.deg}' is no bearing", item=what, todo="degrees from true north, clockwise")
        kind = HEADING if one.landmark is None else BEARING
        at = 0 if one.landmark is None else _index(names, one.landmark)
        value = math.radians(one.deg % 360.0)
        rows.append((f"bearing of {what}", kind, at, 0, value, _angle_error(one.error_deg, what)))
    for far in distances:
        if not (0 < far.metres < 1e7 and 0 < far.error_m < 1e7):
            raise BadValue(
                f"a distance of {far.metres} ± {far.error_m} m cannot be",
                item=far.landmark,
                todo="metres, above 0",
            )
        at = _index(names, far.landmark)
        rows.append((f"distance of {far.landmark}", RANGE, at, 0, far.metres, far.error_m))
    guess, known = _focal(focal, width_px, centre)
    if known > 0 and any(row[1] == COLUMN for row in rows):
        rows.append(("focal length", FOCAL, 0, 0, math.log(guess), known))
    if all(row[1] in (FOCAL, HEADING) for row in rows):
        raise WrongUse("no landmark is seen anywhere", todo="give landmarks a column, a line or a bearing")
    return Asked(
        landmarks=tuple(landmarks),
        names=tuple(row[0] for row in rows),
        kind=np.array([row[1] for row in rows]),
        first=np.array([row[2] for row in rows]),
        second=np.array([row[3] for row in rows]),
        value=np.array([row[4] for row in rows]),
        sigma=np.array([row[5] for row in rows]),
        focal_px=guess,
        focal_known=known,
    )


def _names(landmarks: Sequence[Landmark]) -> list[str]:
    if len(landmarks) == 0:
        raise WrongUse("there are no landmarks", todo="three or more are needed")
    if len(landmarks) > MOST_LANDMARKS:
        raise OverLimit(
            f"{len(landmarks)} landmarks are more than {MOST_LANDMARKS}", todo="keep the best of them"
        )
    names = [mark.name for mark in landmarks]
    for name, count in Counter(names).items():
        if count > 1:
            raise BadValue("two landmarks have this name", item=name, todo="give each its own")
    return names


def _check(mark: Landmark) -> None:
    if not (
        math.isfinite(mark.lat) and math.isfinite(mark.lon) and abs(mark.lat) <= 90 and abs(mark.lon) <= 180
    ):
        raise BadValue(
            f"{mark.lat}, {mark.lon} is not on the Earth", item=mark.name, todo="latitude first, in degrees"
        )
    if not (math.isfinite(mark.error_m) and 0 <= mark.error_m <= 100_000):
        raise BadValue(f"an error of {mark.error_m} m cannot be", item=mark.name, todo="0 to 100,000 m")
    if mark.column is not None and not (math.isfinite(mark.column) and abs(mark.column) < 1e7):
        raise BadValue(
            f"'{mark.column}' is no column of a picture", item=mark.name, todo="pixels from the left"
        )


def _centre(landmarks: Sequence[Landmark], width_px: float | None, centre_px: float | None) -> float | None:
    if width_px is not None and not (math.isfinite(width_px) and 1 < width_px < 1e6):
        raise BadValue(f"a picture cannot be {width_px} px wide", item="width")
    if centre_px is not None:
        if not (math.isfinite(centre_px) and abs(centre_px) < 1e6):
            raise BadValue(f"'{centre_px}' is no column of a picture", item="centre")
        return centre_px
    if width_px is not None:
        return width_px / 2
    if any(mark.column is not None for mark in landmarks):
        raise WrongUse(
            "columns are given but neither the picture's width nor its centre",
            todo="give the width in pixels; for a cropped picture also the column of the lens's axis",
        )
    return None


def _focal(focal: Focal | None, width_px: float | None, centre: float | None) -> tuple[float, float]:
    if focal is None:
        wide = width_px if width_px is not None else 2 * abs(centre) if centre else 1000.0
        return wide * USUAL_FOCAL, LOOSE_FOCAL
    if not (math.isfinite(focal.px) and 1 <= focal.px < 1e7):
        raise BadValue(
            f"a focal length of {focal.px} px cannot be", item="focal", todo="pixels, not millimetres"
        )
    if not (math.isfinite(focal.error_px) and 0 <= focal.error_px < focal.px):
        raise BadValue(
            f"an error of {focal.error_px} px cannot be", item="focal", todo="less than the length itself"
        )
    return focal.px, focal.error_px / focal.px


def _index(names: list[str], name: str) -> int:
    if name not in names:
        raise UnknownName("there is no such landmark", item=name, todo="one of: " + ", ".join(names[:20]))
    return names.index(name)


def _positive(error: float, name: str) -> float:
    if not (math.isfinite(error) and 0 < error < 1e5):
        raise BadValue(f"a pixel error of {error} cannot be", item=name, todo="more than 0; 2 px is usual")
    return error


def _angle_error(error: float, name: str) -> float:
    if not (math.isfinite(error) and 0 < error <= 90):
        raise BadValue(
            f"an error of {error} degrees cannot be", item=name, todo="more than 0, at most 90 degrees"
        )
    return math.radians(error)
