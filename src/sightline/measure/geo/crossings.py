"""Where is the thing that several cameras saw or heard: bearings, distances and differences of sound, intersected.

Every clip tells a line on which the thing lies (its camera's place and a bearing), a circle (flash and bang), or, of
two clips on one clock that heard one sound, a branch of a hyperbola. All are put together by weighted least squares,
with the errors of the cameras' places; a line that contradicts the others is named; lines that run beside each other
are said to. Magnetic bearings want a declination, which is looked up by the one who asks and never guessed here.

Sources:
[1] D. J. Torrieri, Statistical theory of passive location systems, IEEE Transactions on Aerospace and Electronic
    Systems AES-20 (1984), 183-198, https://doi.org/10.1109/TAES.1984.310439
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import evolve

from sightline.measure.geo.camera.crossing_records import Camera, Crossing, Heard, Place
from sightline.measure.geo.camera.crossing_rows import Row, rows_of, sights_of
from sightline.measure.geo.camera.ellipse import ellipse
from sightline.measure.geo.camera.fitting import Array, fit, inverse
from sightline.measure.geo.camera.outliers import Judged, judge
from sightline.measure.geo.camera.plane import BEARING, LATER, RANGE, Sights, model, part
from sightline.measure.geo.camera.records import AMBIGUOUS, CONTRADICTED, FOUND, UNDETERMINED, Misfit, Outlier
from sightline.measure.geo.camera.regions import region
from sightline.measure.geo.camera.solve import Found, freedom
from sightline.measure.geo.local import LocalFrame

METHOD: Final = "crossing of bearings and distances by weighted least squares, version 1"
_FREE: Final = np.array([0, 1])
_UNSURE: Final = 0.5
"""Long half axis over the middle distance from which lines count as running beside each other."""


def cross(
    cameras: Sequence[Camera],
    *,
    heard: Sequence[Heard] = (),
    declination_deg: float | None = None,
    declination_error_deg: float = 0.5,
) -> Crossing:
    """Find the thing that the cameras point at.

    :param cameras: up to 200, each with a bearing, a distance, or both
    :param heard: differences in distance by a sound that two of them heard
    :param declination_deg: of the magnetic needle, east positive, at the place and time; wanted for magnetic bearings
    :param declination_error_deg: standard deviation, shared by all magnetic bearings
    :returns: places with 95 % ellipses, or why there is none; "undetermined" and "contradicted" are answers
    :raises BadValue: for a place, bearing or error that cannot be
    :raises UnknownName: for a sound heard by a camera that is not there
    :raises WrongUse: for magnetic bearings without a declination, or nothing measured
    :raises OverLimit: for more than 200 cameras
    """
    rows = rows_of(cameras, heard, declination_deg)
    if len(rows) < 2:
        return _nothing("one line or circle tells no place: a second one is needed", ())
    frame = LocalFrame(cameras[0].lat, cameras[0].lon)
    east, north = frame.to_metres([c.lat for c in cameras], [c.lon for c in cameras])
    lat, lon = frame.to_degrees(float(np.median(east)), float(np.median(north)))
    frame = LocalFrame(float(lat), float(lon))
    sights = sights_of(cameras, rows, frame)
    judged = judge(sights, 1.0, known=0.0)
    why = _undetermined(judged)
    if why is not None:
        return _nothing(why, _doubts(cameras, rows))
    places = []
    for one in judged.found:
        place = _place(cameras, rows, frame, judged, one, declination_error_deg)
        if place is not None:
            places.append(place)
    outliers = tuple(_outlier(rows[row], places[0].misfits[row]) for row in judged.dropped)
    doubts = list(_doubts(cameras, rows))
    if judged.instead:
        told = " or ".join(f"'{rows[row].name}'" for row in judged.instead)
        doubts.append(f"the others agree without {told}; it cannot be told which of them is wrong")
    if places[0].freedom <= 0:
        doubts.append("nothing checks this: two lines always meet somewhere; add a third")
    status = CONTRADICTED if judged.contradicts else FOUND if len(places) == 1 else AMBIGUOUS
    return Crossing(status, _why(status, len(places)), tuple(places), outliers, tuple(doubts), METHOD)


def _undetermined(judged: Judged) -> str | None:
    if len(judged.found) == 0:
        return "the lines do not meet ahead of the cameras: they run beside or away from each other"
    best = judged.found[0]
    marks = part(judged.sights, judged.kept).marks[0]
    away = max(float(np.median(np.hypot(*(marks - best.state[:2]).T))), 1.0)
    semi = math.sqrt(max(float(np.linalg.eigvalsh(best.covariance[:2, :2])[1]) * 5.99, 0.0))
    if semi > _UNSURE * away and np.all(judged.sights.kind[judged.kept] == BEARING):
        bearings = judged.sights.value[0, judged.kept]
        apart = max(abs(math.degrees(math.remainder(a - b, math.pi))) for a in bearings for b in bearings)
        if apart < 10:
            return (
                f"the bearings are parallel to {apart:.1f} degrees: they meet somewhere within {_far(semi)}, which "
                "tells no place; add a camera to the side"
            )
    if semi > 3 * away:
        return f"the lines do not fix a place: its error would be {_far(semi)}; add a camera to the side"
    return None


def _far(metres: float) -> str:
    return f"{metres:,.0f} m" if metres < 100_000 else "more than 100 km"


def _place(
    cameras: Sequence[Camera],
    rows: Sequence[Row],
    frame: LocalFrame,
    judged: Judged,
    found: Found,
    declination_error: float,
) -> Place | None:
    state, about = found.state, frame
    for _ in range(3):
        lat, lon = about.to_degrees(float(state[0]), float(state[1]))
        about = LocalFrame(float(lat), float(lon))
        kept = part(sights_of(cameras, rows, about), judged.kept)
        state = fit(model(kept), np.zeros((1, 4)), _FREE, turns=30).state[0]
    lat, lon = about.to_degrees(float(state[0]), float(state[1]))
    whole = sights_of(cameras, rows, about)
    kept = part(whole, judged.kept)
    last = fit(model(kept), state[None], _FREE, turns=1)
    spare = freedom(kept)
    cost = float(last.cost[0])
    wider = max(1.0, cost / spare) if judged.contradicts and spare > 0 else 1.0
    spread = inverse(last.normal)[0] * wider
    spread += _by_declination(
        kept, [rows[row] for row in judged.kept], state, math.radians(declination_error)
    )
    corners, _ = region(model(kept), last.state[0], spread, _FREE, scale=wider)
    lats, lons = about.to_degrees(*(corners + last.state[0, :2]).T)
    ring = list(zip(lats.tolist(), lons.tolist(), strict=True))
    return Place(
        lat=float(lat),
        lon=float(lon),
        ellipse=ellipse(spread),
        covariance_m2=(
            (float(spread[0, 0]), float(spread[0, 1])),
            (float(spread[1, 0]), float(spread[1, 1])),
        ),
        chi2=cost,
        freedom=spare,
        misfits=_misfits(rows, whole, state),
        region=(*ring, ring[0]),
        why=f"chi-squared {cost:.1f} of {spare}" if spare > 0 else "as many lines as unknowns",
    )


def _by_declination(kept: Sights, rows: Sequence[Row], state: Array, sigma: float) -> Array:
    """Give what one declination, wrong for all magnetic bearings alike, adds to the covariance."""
    turned = np.array([sigma if row.magnetic else 0.0 for row in rows])
    if not np.any(turned):
        return np.zeros((2, 2))
    moved = fit(model(evolve(kept, value=kept.value + turned)), state[None], _FREE, turns=30).state[0]
    shift = moved[:2] - state[:2]
    return np.outer(shift, shift)


def _misfits(rows: Sequence[Row], sights: Sights, state: Array) -> tuple[Misfit, ...]:
    terms = model(sights)(state[None], np.array([0]))
    deviation = np.sqrt(np.diagonal(np.linalg.inv(terms.weight[0])))
    away = state[:2] - sights.marks[0]
    told = []
    for i, row in enumerate(rows):
        here = away[row.first]
        off = float(terms.residual[0, i])
        told.append(
            Misfit(
                name=row.name,
                kind={BEARING: "bearing", RANGE: "distance", LATER: "later"}[row.kind],
                residual=math.degrees(off) if row.kind == BEARING else off,
                unit="°" if row.kind == BEARING else "m",
                sigmas=off / float(deviation[i]),
                bearing_deg=math.degrees(math.atan2(here[0], here[1])) % 360.0,
                distance_m=float(np.hypot(*here)),
            )
        )
    return tuple(told)


def _outlier(row: Row, one: Misfit) -> Outlier:
    return Outlier(
        row.name,
        one.residual,
        one.unit,
        one.sigmas,
        f"the others meet within their errors without it and pass it by {abs(one.residual):.1f} {one.unit}, "
        f"{abs(one.sigmas):.1f} of its standard deviations: another thing, or a wrong place or north?",
    )


def _doubts(cameras: Sequence[Camera], rows: Sequence[Row]) -> tuple[str, ...]:
    magnetic = sum(row.magnetic for row in rows)
    bearings = sum(row.kind == BEARING for row in rows)
    if 0 < magnetic < bearings:
        names = ", ".join(c.name for c in cameras if c.north == "magnetic" and c.bearing_deg is not None)
        return (f"magnetic and true bearings are mixed: {names} magnetic",)
    return ()


def _why(status: str, places: int) -> str:
    if status == CONTRADICTED:
        return (
            "the lines contradict each other by more than their stated errors: one is wrong, or they look at different "
            "things; the place told is only the least bad"
        )
    return (
        "the lines meet in one place" if status == FOUND else f"the lines and circles meet in {places} places"
    )


def _nothing(why: str, doubts: tuple[str, ...]) -> Crossing:
    return Crossing(UNDETERMINED, why, (), (), doubts, METHOD)
