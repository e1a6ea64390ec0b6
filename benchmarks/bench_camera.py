"""Camera place and turn, beside OpenCV's solvePnP and a flat triangulation of three lines.

Run: python benchmarks/bench_camera.py [--cases 300]

Poses: eight landmarks 100 to 600 m ahead with heights, a focal length of 1500 px known, 2 px of error; the
landmarks lie 0, 2 and 5 m wrong on the map (half in height). OpenCV solves with SQPNP and refines by iterating;
it weighs every landmark alike and tells no error. Plane: the same kind of fan seen by a level camera; the peer
draws three columns (the outer two and a middle one) as bearings from a heading that it is *given*, crosses the
three back-bearings on a flat map of degrees, and takes the spread of the crossings as its ellipse, as tools
that cross vertical lines do. Medians of what each is off, how often the 95 % ellipse holds the truth, and the
time of one answer.
"""

import argparse
import math
import os
import platform
import statistics
import sys
import time

import cv2
import numpy as np

from sightline.measure.geo.camera import attitude, view
from sightline.measure.geo.camera.records import Focal, Landmark
from sightline.measure.geo.local import LocalFrame
from sightline.measure.geo.pose import pose
from sightline.measure.geo.resection import resect

LAT, LON, F, WIDTH, HEIGHT = 36.0, 38.0, 1500.0, 1920.0, 1080.0
CHI2 = 5.991
GOALS = {"held": (0.93, 0.97), "seconds": 0.5}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=300)
    asked = parser.parse_args()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"{asked.cases} cases a row"
    )
    faults = []
    for error_m in (0.0, 2.0, 5.0):
        faults += poses(asked.cases, error_m)
    for error_m in (0.0, 2.0, 5.0):
        faults += planes(asked.cases, error_m)
    print("missed: " + ", ".join(faults) if faults else "all goals met")
    return 1 if faults else 0


def poses(cases, error_m):
    random = np.random.default_rng(11)
    ours, theirs, ours_s, theirs_s, held = [], [], [], [], 0
    turned, their_turn = [], []
    for _ in range(cases):
        heading, pitch, roll = random.uniform(0, 360), random.uniform(-6, 6), random.uniform(-6, 6)
        marks, space, pixels = scene(random, heading, pitch, roll, error_m)
        began = time.perf_counter()
        best = pose(marks, width_px=WIDTH, height_px=HEIGHT, focal=Focal(F)).poses[0]
        ours_s.append(time.perf_counter() - began)
        east, north = LocalFrame(LAT, LON).to_metres(best.lat, best.lon)
        ours.append(math.hypot(east, north, best.height_m))
        off = np.array([float(east), float(north)])
        held += off @ np.linalg.inv(np.array(best.covariance_m2)) @ off < CHI2
        turned.append(abs(math.remainder(best.heading_deg - heading, 360)))
        began = time.perf_counter()
        where, their_heading = opencv(space, pixels)
        theirs_s.append(time.perf_counter() - began)
        theirs.append(float(np.linalg.norm(where)))
        their_turn.append(abs(math.remainder(their_heading - heading, 360)))
    share = held / cases
    print(
        f"pose, landmarks {error_m:g} m wrong: off [m] median, 95 %; heading [degrees]; ellipse holds; time"
    )
    row("OpenCV SQPNP, then iterative", theirs, their_turn, None, theirs_s)
    row("this", ours, turned, share, ours_s)
    return goals(f"pose {error_m:g} m", share, ours_s, cases)


def planes(cases, error_m):
    random = np.random.default_rng(12)
    ours, theirs, ours_s, theirs_s, held, their_held = [], [], [], [], 0, 0
    turned = []
    for _ in range(cases):
        heading = random.uniform(0, 360)
        marks, _, _ = scene(random, heading, 0.0, 0.0, error_m, level=True)
        began = time.perf_counter()
        best = resect(marks, width_px=WIDTH, focal=Focal(F)).solutions[0]
        ours_s.append(time.perf_counter() - began)
        east, north = (float(v) for v in LocalFrame(LAT, LON).to_metres(best.lat, best.lon))
        ours.append(math.hypot(east, north))
        off = np.array([east, north])
        held += off @ np.linalg.inv(np.array(best.covariance_m2)) @ off < CHI2
        turned.append(abs(math.remainder(best.heading_deg - heading, 360)))
        began = time.perf_counter()
        lat, lon, spread = flat(marks, heading)
        theirs_s.append(time.perf_counter() - began)
        east, north = (float(v) for v in LocalFrame(LAT, LON).to_metres(lat, lon))
        theirs.append(math.hypot(east, north))
        off = np.array([east, north])
        their_held += off @ np.linalg.pinv(spread) @ off < CHI2
    share = held / cases
    print(
        f"plane, landmarks {error_m:g} m wrong: off [m] median, 95 %; heading [degrees]; ellipse holds; time"
    )
    row("flat, three lines, heading given", theirs, [0.0], their_held / cases, theirs_s)
    row("this, heading solved for", ours, turned, share, ours_s)
    return goals(f"plane {error_m:g} m", share, ours_s, cases)


def row(name, off, turned, share, seconds):
    told = "     -" if share is None else f"{share:6.3f}"
    print(
        f"  {name:34} {statistics.median(off):7.2f} {np.quantile(off, 0.95):7.2f}   {statistics.median(turned):6.3f}   "
        f"{told}   {statistics.median(seconds) * 1e3:8.2f} ms"
    )


def goals(name, share, seconds, cases):
    slack = 2 * math.sqrt(0.95 * 0.05 / cases)  # few cases scatter; the test of 10,000 has none
    low, high = GOALS["held"]
    quick = statistics.median(seconds)
    print(
        f"    goal: the ellipse holds {low} to {high} (here ± {slack:.3f} by chance), under {GOALS['seconds']} s"
    )
    missed = [] if low - slack <= share <= min(1.0, high + slack) else [f"{name}: ellipse"]
    return missed if quick < GOALS["seconds"] else [*missed, f"{name}: time"]


def scene(random, heading, pitch, roll, error_m, *, level=False):
    """Eight landmarks seen by a camera at the middle, as records and as plain arrays for the peer."""
    off = random.permuted(
        (np.arange(8) + random.uniform(0.1, 0.9, 8)) / 8 * math.radians(60) - math.radians(30)
    )
    away, turn = random.uniform(100, 600, 8), off + math.radians(heading)
    up = np.zeros(8) if level else random.uniform(-10, 40, 8)
    truth = np.column_stack((away * np.sin(turn), away * np.cos(turn), up))
    turn_q = attitude.quaternion(attitude.towards(*np.radians([heading, pitch, roll])))
    state = np.concatenate(([0.0, 0.0, 0.0], turn_q, [math.log(F)]))[None]
    pixels = view.project(state, truth[None])[0][0] + random.normal(0, 2.0, (8, 2))
    space = truth + random.normal(0, 1, (8, 3)) * [error_m, error_m, error_m / 2]
    lats, lons = LocalFrame(LAT, LON).to_degrees(space[:, 0], space[:, 1])
    marks = [
        Landmark(
            f"L{i}",
            float(lats[i]),
            float(lons[i]),
            float(pixels[i, 0] + WIDTH / 2),
            error_m=error_m,
            row=float(pixels[i, 1] + HEIGHT / 2),
            height_m=float(space[i, 2]),
        )
        for i in range(8)
    ]
    return marks, space, pixels


def opencv(space, pixels):
    lens = np.array([[F, 0, 0], [0, F, 0], [0, 0, 1.0]])
    _, turn, place = cv2.solvePnP(space, pixels, lens, None, flags=cv2.SOLVEPNP_SQPNP)
    _, turn, place = cv2.solvePnP(space, pixels, lens, None, turn, place, True, flags=cv2.SOLVEPNP_ITERATIVE)
    rotation = cv2.Rodrigues(turn)[0]
    return -rotation.T @ place[:, 0], math.degrees(math.atan2(rotation[2, 0], rotation[2, 1]))


def flat(marks, heading):
    """Cross three back-bearings in degrees scaled by the cosine of one latitude; mean and spread of the crossings."""
    order = sorted(marks, key=lambda one: one.column)
    three = [order[0], order[4], order[-1]]
    narrow = math.cos(math.radians(LAT))
    lines = []
    for one in three:
        azimuth = math.radians(heading) + math.atan((one.column - WIDTH / 2) / F)
        lines.append(
            (np.array([one.lon * narrow, one.lat]), np.array([math.sin(azimuth), math.cos(azimuth)]))
        )
    met = []
    for i, j in ((0, 1), (0, 2), (1, 2)):
        (p, u), (q, v) = lines[i], lines[j]
        across = u[0] * v[1] - u[1] * v[0]
        along = ((q[0] - p[0]) * v[1] - (q[1] - p[1]) * v[0]) / across
        met.append(p + along * u)
    middle = np.mean(met, axis=0)
    spread = np.cov(np.array(met).T) * 111_195.0**2
    return float(middle[1]), float(middle[0] / narrow), spread


if __name__ == "__main__":
    sys.exit(main())
