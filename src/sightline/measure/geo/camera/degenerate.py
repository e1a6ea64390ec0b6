"""Say why a place cannot be told, and draw the line on which the camera stood as far as known.

Known weaknesses of resection: two directions leave a circle [1]; three landmarks on one circle with the camera leave
that circle (the danger circle); an unknown focal length takes one landmark more, and no number of landmarks is enough
when they all stand on one line, since a picture of a line is the same up to a scale from many places; landmarks that
are far away and close together fix a direction and no distance.

Sources:
[1] V. Pierlot, M. Van Droogenbroeck, A new three object triangulation algorithm for mobile robot positioning, IEEE
    Transactions on Robotics 30 (2014), 566-577, https://doi.org/10.1109/TRO.2013.2294061
"""

import math
from typing import Final

import numpy as np

from sightline.measure.geo.camera.fitting import Array, fit
from sightline.measure.geo.camera.plane import ALIGNED, BEARING, COLUMN, FOCAL, LOG_FOCAL, Sights, model, part
from sightline.measure.geo.camera.solve import Found, solve, unknowns

_LOOSE: Final = 1.0
"""Long half axis over the distance to the middle landmark from which a place counts as not determined."""


def used(sights: Sights) -> Array:
    """Give the landmarks (n, 2) that some measurement uses."""
    return np.asarray(part(sights, np.arange(len(sights.kind))).marks[0])


def collinear(marks: Array) -> bool:
    """Say whether three landmarks or more stand on one line, to a fiftieth of their length."""
    if len(marks) < 3:
        return False
    across = np.linalg.svd(marks - marks.mean(axis=0), compute_uv=False)
    return bool(across[1] < 0.02 * across[0])


def circle(marks: Array) -> tuple[Array, float] | None:
    """Fit the circle through three landmarks or more; None where they stand on a line or on no circle."""
    if len(marks) < 3 or collinear(marks):
        return None
    middle = marks.mean(axis=0)
    about = marks - middle
    answer, *_ = np.linalg.lstsq(
        np.column_stack((2 * about, np.ones(len(about)))), (about**2).sum(axis=1), rcond=None
    )
    radius = math.sqrt(max(float(answer[2] + answer[:2] @ answer[:2]), 0.0))
    off = np.abs(np.hypot(*(about - answer[:2]).T) - radius)
    return (answer[:2] + middle, radius) if float(off.max()) < 0.05 * radius else None


def on_danger_circle(marks: Array, camera: Array) -> bool:
    """Say whether the camera stands on the circle through all landmarks, to a tenth of its radius."""
    ring = circle(marks)
    return ring is not None and abs(math.hypot(*(camera - ring[0])) - ring[1]) < 0.1 * ring[1]


def undetermined(sights: Sights, found: tuple[Found, ...], *, loose_focal: bool) -> str | None:
    """Say in one sentence why the place is not determined; None where it is.

    :param loose_focal: nobody knows the focal length
    """
    if len(found) == 0:
        return "no place within 2,000 km fits: the lines run beside each other, or a pair is wrong"
    best = found[0]
    marks = used(sights)
    away = float(np.median(np.hypot(*(marks - best.state[:2]).T)))
    semi = math.sqrt(max(float(np.linalg.eigvalsh(best.covariance[:2, :2])[1]) * 5.99, 0.0))
    if semi < _LOOSE * max(away, 1.0):
        return None
    if loose_focal and collinear(marks):
        return (
            "all landmarks stand on one line, and with an unknown focal length no number of them tells the place: "
            "add one off the line, or the focal length"
        )
    if on_danger_circle(marks, best.state[:2]):
        return (
            "the landmarks and the camera lie on one circle (the danger circle), from all of which they are seen "
            "alike: add a landmark that is nearer or farther"
        )
    angles = np.degrees(np.unwrap(np.sort(np.arctan2(*(marks - best.state[:2]).T))))
    return (
        f"the landmarks are seen within {float(np.ptp(angles)):.1f} degrees of each other, too close to tell the "
        f"distance: the error would be {_far(semi)}; add landmarks farther apart, or nearer and farther ones"
    )


def _far(metres: float) -> str:
    return f"{metres:,.0f} m" if metres < 100_000 else "more than 100 km"


def missing(sights: Sights, *, loose_focal: bool) -> tuple[int, str] | None:
    """Say how many measurements are missing, and what would do; None where there are enough."""
    free = len(unknowns(sights))
    data = int(np.sum(sights.kind != FOCAL)) if loose_focal else len(sights.kind)
    if data >= free:
        return None
    what = {2: "the place", 3: "place and heading", 4: "place, heading and focal length"}[free]
    some = "1 measurement does" if data == 1 else f"{data} measurements do"
    less = " or the focal length" if loose_focal and free - data == 1 else ""
    return free - data, f"{some} not tell {what}: {free} are needed; add {free - data} more{less}"


def locus(sights: Sights, focal: float, *, loose_focal: bool) -> Array:
    """Draw the line of places that fit when one measurement is missing, (k, 2); empty where it is no line."""
    kinds = [int(kind) for kind in sights.kind if kind != FOCAL]
    if kinds == [COLUMN, COLUMN] and not loose_focal:
        return _arc(sights, focal)
    if kinds in ([ALIGNED], [BEARING]):
        return _line(sights, kinds[0])
    if loose_focal and kinds.count(COLUMN) == 3 and len(kinds) == 3:
        return _along_focals(sights, focal)
    return np.empty((0, 2))


def _arc(sights: Sights, focal: float) -> Array:
    """Draw the arc from which two columns are seen the right angle apart: headings are tried, the rays cross."""
    rows = np.flatnonzero(sights.kind == COLUMN)
    a, b = sights.marks[0, sights.first[rows]]
    off = np.arctan(sights.value[0, rows] / focal)
    turn = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    way = [np.stack((np.sin(turn + one), np.cos(turn + one)), axis=-1) for one in off]
    crossing = way[0][:, 0] * way[1][:, 1] - way[0][:, 1] * way[1][:, 0]
    if abs(crossing[0]) < 1e-9:
        return np.empty((0, 2))
    apart = a - b
    ra = (apart[0] * way[1][:, 1] - apart[1] * way[1][:, 0]) / crossing
    rb = (apart[0] * way[0][:, 1] - apart[1] * way[0][:, 0]) / crossing
    seen = (ra > 0) & (rb > 0)
    first = int(np.argmax(seen & ~np.roll(seen, 1)))
    order = np.roll(np.arange(len(turn)), -first)
    places: Array = (a - ra[:, None] * way[0])[order][seen[order]]
    return places


def _line(sights: Sights, kind: int) -> Array:
    row = int(np.flatnonzero(sights.kind == kind)[0])
    near = sights.marks[0, sights.first[row]]
    if kind == BEARING:
        way = -np.array([math.sin(sights.value[0, row]), math.cos(sights.value[0, row])])
        return np.asarray(near + np.array([[1.0], [10_000.0]]) * way)
    far = sights.marks[0, sights.second[row]]
    long = float(np.hypot(*(near - far)))
    if long < 0.5:
        return np.empty((0, 2))
    return np.asarray(near + np.array([[1.0], [max(10_000.0, 20 * long)]]) * (near - far) / long)


def _along_focals(sights: Sights, focal: float) -> Array:
    rows = np.flatnonzero(sights.kind == COLUMN)
    known = part(sights, rows)
    places: list[Array] = []
    last: Array | None = None
    for length in focal * np.geomspace(0.35, 6.0, 25):
        if last is not None:
            last[0, LOG_FOCAL] = math.log(length)
        found = solve(known, float(length), known=0.0, near=last)
        fitting = [one for one in found if one.cost < 1.0]
        if fitting:
            near = fitting[0] if last is None else min(fitting, key=lambda one: _away(one, last))
            places.append(near.state[:2])
            last = near.state[None].copy()
    return np.array(places).reshape(-1, 2)


def _away(one: Found, last: Array | None) -> float:
    return 0.0 if last is None else float(np.hypot(*(one.state[:2] - last[0, :2])))


def refit(sights: Sights, state: Array) -> Array:
    """Fit once more from a state near the solution, (4,)."""
    return np.asarray(fit(model(sights), state[None], unknowns(sights), turns=30).state[0])
