"""Turn a fit into an answer: degrees, true north at the camera, residuals with names, and the region allowed."""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import evolve

from sightline.measure.geo.camera.asked import KINDS, Asked
from sightline.measure.geo.camera.degenerate import refit
from sightline.measure.geo.camera.ellipse import NORMAL_95, ellipse
from sightline.measure.geo.camera.fitting import Array, fit, inverse
from sightline.measure.geo.camera.outliers import ALL_WRONG, Judged, chance
from sightline.measure.geo.camera.plane import (
    COLUMN,
    FOCAL,
    HEADING,
    LATER,
    LOG_FOCAL,
    RANGE,
    TURN,
    Sights,
    model,
    part,
)
from sightline.measure.geo.camera.records import Misfit, Outlier, Solution
from sightline.measure.geo.camera.regions import region
from sightline.measure.geo.camera.solve import Found, freedom, unknowns
from sightline.measure.geo.local import LocalFrame

_BENT: Final = 1.5
"""Region against ellipse from which the difference is told."""


def solution(question: Asked, frame: LocalFrame, judged: Judged, found: Found) -> Solution:
    """Lay the frame about the camera, fit once more, and say what was found."""
    state = found.state
    about = frame
    for _ in range(2):
        lat, lon = about.to_degrees(float(state[0]), float(state[1]))
        about = LocalFrame(float(lat), float(lon))
        state = np.array([0.0, 0.0, state[TURN], state[LOG_FOCAL]])
        state = refit(part(_laid(question, about, judged), judged.kept), state)
    lat, lon = about.to_degrees(float(state[0]), float(state[1]))
    whole = _laid(question, about, judged)
    sights = part(whole, judged.kept)
    free = unknowns(sights)
    last = fit(model(sights), state[None], free, turns=1)
    spread = inverse(last.normal)[0]
    cost = float(last.cost[0])
    spare = freedom(sights)
    wider = max(1.0, cost / spare) if judged.contradicts and spare > 0 else 1.0
    spread = spread * wider
    corners, times = region(model(sights), last.state[0], spread[:2, :2], free, scale=wider)
    corner_lat, corner_lon = about.to_degrees(*(corners + last.state[0, :2]).T)
    shape = ellipse(spread[:2, :2])
    heading = _one(free, spread, TURN)
    focal = _one(free, spread, LOG_FOCAL)
    focal_px = float(np.exp(last.state[0, LOG_FOCAL])) if TURN in free else None
    ring = list(zip(corner_lat.tolist(), corner_lon.tolist(), strict=True))
    return Solution(
        lat=float(lat),
        lon=float(lon),
        ellipse=shape,
        covariance_m2=(
            (float(spread[0, 0]), float(spread[0, 1])),
            (float(spread[1, 0]), float(spread[1, 1])),
        ),
        heading_deg=None if heading is None else math.degrees(float(last.state[0, TURN])) % 360.0,
        heading_error_deg=None if heading is None else NORMAL_95 * math.degrees(heading),
        focal_px=focal_px if np.any(sights.kind == COLUMN) else None,
        focal_error_px=None
        if focal_px is None or not np.any(sights.kind == COLUMN)
        else 0.0
        if focal is None
        else NORMAL_95 * focal * focal_px,
        chi2=cost,
        freedom=spare,
        misfits=misfits(question, whole, last.state[0]),
        region=(*ring, ring[0]),
        why=_why(cost, spare, float(times.max()), float(times.min())),
    )


def _laid(question: Asked, frame: LocalFrame, judged: Judged) -> Sights:
    """Lay the landmarks out in a frame, the columns as they were judged (mirrored or not)."""
    return evolve(question.sights(frame), value=judged.sights.value)


def misfits(question: Asked, sights: Sights, state: Array) -> tuple[Misfit, ...]:
    """Say for every measurement, those left out too, how far it is from the prediction."""
    terms = model(sights)(state[None], np.array([0]))
    deviation = np.sqrt(np.diagonal(np.linalg.inv(terms.weight[0])))
    away = sights.marks[0] - state[:2]
    told: list[Misfit] = []
    for i, kind in enumerate(sights.kind):
        seen = kind not in (HEADING, FOCAL)
        mark = away[sights.first[i]]
        residual, unit = _told(sights, state, i, float(terms.residual[0, i]))
        told.append(
            Misfit(
                name=question.names[i],
                kind=KINDS[int(kind)],
                residual=residual,
                unit=unit,
                sigmas=float(terms.residual[0, i] / deviation[i]),
                bearing_deg=math.degrees(math.atan2(mark[0], mark[1])) % 360.0 if seen else None,
                distance_m=float(np.hypot(*mark)) if seen else None,
            )
        )
    return tuple(told)


def outliers_of(question: Asked, judged: Judged, best: Solution) -> tuple[Outlier, ...]:
    """Describe what was left out against the best solution."""
    told: list[Outlier] = []
    for row in judged.dropped:
        one = best.misfits[row]
        told.append(
            Outlier(
                name=question.names[row],
                off=one.residual,
                unit=one.unit,
                sigmas=one.sigmas,
                why=_reason(question, one, row),
            )
        )
    return tuple(told)


def _reason(question: Asked, one: Misfit, row: int) -> str:
    kind = question.kind[row]
    mark = question.landmarks[question.first[row]]
    if kind == COLUMN and one.distance_m is not None and one.distance_m < max(3 * mark.error_m, 2.0):
        return (
            f"the others put the camera {one.distance_m:.1f} m from '{one.name}', closer than its place is known: "
            "a landmark on the camera tells no direction"
        )
    said = (
        f"the others agree within their errors without it and put it {abs(one.residual):.1f} {one.unit} away"
    )
    much = f"{abs(one.sigmas):.1f} of its standard deviations"
    if kind == COLUMN:
        side = "right" if one.residual > 0 else "left"
        return f"{said} to the {side}, {much}: is it another object, or the wrong point on the map?"
    return f"{said}, {much}"


def _told(sights: Sights, state: Array, row: int, residual: float) -> tuple[float, str]:
    """Give a residual as a person measured it: pixels for a column, degrees for an angle, percent for a length."""
    kind = sights.kind[row]
    if kind == COLUMN:
        focal = float(np.exp(state[LOG_FOCAL]))
        measured = float(sights.value[0, row])
        angle = math.atan(measured / focal) + residual
        if abs(angle) < 1.5:
            return focal * math.tan(angle) - measured, "px"
        return math.degrees(residual), "°"
    if kind in (RANGE, LATER):
        return residual, "m"
    if kind == FOCAL:
        return 100 * math.expm1(residual), "%"
    return math.degrees(residual), "°"


def _one(free: npt.NDArray[np.int64], spread: Array, which: int) -> float | None:
    at = np.flatnonzero(free == which)
    return None if len(at) == 0 else math.sqrt(max(float(spread[at[0], at[0]]), 0.0))


def _why(cost: float, spare: int, widest: float, narrowest: float) -> str:
    said = (
        "as many measurements as unknowns: the residuals say nothing"
        if spare <= 0
        else f"residuals as large as the stated errors let one expect (chi-squared {cost:.1f} of {spare})"
        if chance(cost, spare) >= ALL_WRONG
        else f"residuals larger than the stated errors (chi-squared {cost:.1f} of {spare})"
    )
    if widest > _BENT or narrowest < 1 / _BENT:
        said += f"; the places allowed are no ellipse ({narrowest:.1f} to {widest:.1f} times as far): draw the region"
    return said
