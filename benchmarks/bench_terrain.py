"""Match a traced skyline against 50 by 50 km at 30 m, and see skylines, beside the plain way of both.

Run: python benchmarks/bench_terrain.py [--pictures 3] [--peer PYTHON] [--calibrate 140]

The plain way to match sees the skyline of every place of the same lattice ray by ray (numpy over all directions of a
place at once) and compares it in all directions; it is timed on a sample of places and scaled. Both sides look equally
far. With --calibrate nothing is timed: so many pictures from ten made-up countries are matched, and half as many taken
outside the region asked about, and it is counted how often the answer is right (some four seconds a picture).
Viewsheds are compared with xarray-spatial's where an interpreter that has it is named.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.terrain_cases import calibrate, count  # noqa: E402
from tests.footage.terrain import fractal  # noqa: E402

from sightline.measure.geo.horizons import skyline  # noqa: E402
from sightline.measure.geo.terrain.candidates import survey  # noqa: E402
from sightline.measure.geo.terrain.fitting import View  # noqa: E402
from sightline.measure.geo.terrain.matching import match  # noqa: E402
from sightline.measure.geo.terrain.rays import cast  # noqa: E402
from sightline.measure.geo.terrain.surface import grid_around, height_at, surface_of  # noqa: E402
from sightline.measure.geo.terrain.traced import focal_of, pixels, trace_of  # noqa: E402
from sightline.measure.geo.terrain.viewshed import viewshed  # noqa: E402

RADIUS = 28_200.0  # a circle of 50 by 50 km
REACH = 26_000.0
WIDTH, HEIGHT = 1600, 1000
GOAL_S = 60.0
FASTER = 50.0
COUNTED = range(20, 30)
"""Worlds that nothing was tuned on."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=int, default=3)
    parser.add_argument("--peer", help="python interpreter that has xarray-spatial")
    parser.add_argument(
        "--calibrate", type=int, default=0, metavar="N", help="count instead: N pictures and more"
    )
    asked = parser.parse_args()
    if asked.calibrate > 0:
        count(calibrate(COUNTED, max(1, asked.calibrate // 10), max(1, asked.calibrate // 20)))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    grid = grid_around(35.0, 37.0, RADIUS + REACH, 30)
    land = surface_of(
        fractal(grid.rows, grid.cols, 30, seed=4, relief_m=1_500, widest_m=14_000, roughness=2.5), grid
    )
    view = View(1.7, REACH, 0.13)
    survey(land, 600.0, view, directions=360)  # machine code at hand
    surveyed, survey_cpu, country = timed(lambda: survey(land, RADIUS, view, directions=360))
    pictures = [photograph(land, seed) for seed in range(asked.pictures)]
    match(country, pictures[0][3])
    walls, cpus = [], []
    for east, north, heading, trace in pictures:
        wall, cpu, answer = timed(lambda trace=trace: match(country, trace))
        walls.append(wall)
        cpus.append(cpu)
        first = answer.cameras[0] if answer.cameras else None
        away = (
            float("nan")
            if first is None
            else float(np.hypot(*np.subtract(land.frame.to_metres(first.lat, first.lon), (east, north))))
        )
        print(
            f"  camera looking {heading:5.1f}: {answer.status}, the first place {away:7.0f} m from the truth"
        )
    naive = plain_seconds(land, country, pictures[0][3])
    ours = survey_cpu + statistics.median(cpus)
    print(
        f"match {len(country.east)} places within {RADIUS / 1000:g} km, grid of {grid.rows} by {grid.cols} at 30 m"
    )
    print(f"  plain rays and comparing    {naive:9.0f} s processor (scaled from a sample)")
    picture, picture_cpu = statistics.median(walls), statistics.median(cpus)
    both = surveyed + picture
    print(
        f"  this: survey                {surveyed:9.1f} s   processor {survey_cpu:6.1f} s   once for a region"
    )
    print(f"  this: one picture           {picture:9.1f} s   processor {picture_cpu:6.1f} s")
    print(f"  this: both                  {both:9.1f} s   goal {GOAL_S:.0f} s on two cores")
    print(f"  faster, processor           {naive / ours:9.0f} x   goal {FASTER:.0f} x")
    one = min(timed(lambda: skyline(land, 35.0, 37.0))[0] for _ in range(5))
    print(f"skyline of 3,600 directions to 54 km: {one * 1e3:.0f} ms")
    views(land, asked.peer)
    missed = [
        name
        for name, fault in {
            "seconds": both > GOAL_S,
            "faster": naive / ours < FASTER,
        }.items()
        if fault
    ]
    print("missed: " + ", ".join(missed) if missed else "all goals met")
    return 1 if missed else 0


def timed(call):
    began, cpu = time.perf_counter(), time.process_time()
    found = call()
    return time.perf_counter() - began, time.process_time() - cpu, found


def photograph(land, seed):
    rng = np.random.default_rng(seed)
    focal = focal_of(60, WIDTH)
    azimuth = np.linspace(-36, 36, 1500)
    while True:
        east, north = rng.uniform(-19_000, 19_000, 2)
        heading = rng.uniform(0, 360)
        eye = float(height_at(land, east, north)) + 1.7
        slope, away, _ = cast(
            land, np.array([east]), np.array([north]), np.array([eye]), np.radians(heading + azimuth)[None],
            nearest=30.0, reach=REACH, refraction=0.13,
        )  # fmt: skip
        if np.percentile(away, 15) > 2_000:
            break
    x, y = pixels(azimuth, np.degrees(np.arctan(slope[0])), WIDTH, HEIGHT, focal, pitch_deg=2, roll_deg=1)
    y = y + rng.normal(0, 1.5, len(y))
    kept = (x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= HEIGHT)
    trace = trace_of([np.stack([x[kept], y[kept]], axis=1)], WIDTH, HEIGHT, focal_px=focal)
    return east, north, heading, trace


def plain_seconds(land, country, trace, sample=6):
    """Processor seconds that seeing and comparing every place of the lattice takes with numpy, from a few places."""
    del trace
    away = np.arange(30.0, REACH, 30.0)
    bearing = np.radians(np.arange(0, 360, 1.0))
    window = np.zeros(60)
    picks = np.random.default_rng(0).integers(0, len(country.east), sample)
    cpu = time.process_time()
    for at in picks:
        east = country.east[at] + away[None] * np.sin(bearing)[:, None]
        north = country.north[at] + away[None] * np.cos(bearing)[:, None]
        eye = float(height_at(land, country.east[at], country.north[at])) + 1.7
        slope = (height_at(land, east, north) - eye) / away - 0.87 * away / (2 * 6_371_008.8)
        seen = np.degrees(np.arctan(np.nanmax(slope, axis=1)))
        for turn in range(360):
            left = np.take(seen, np.arange(turn, turn + 60), mode="wrap") - window
            left -= left.mean()
            (left * left).mean()
    return (time.process_time() - cpu) / sample * len(country.east)


PEER = """
import sys, time, numpy as np, xarray as xr
from xrspatial import viewshed
h = np.load(sys.argv[1]); n = len(h)
x = np.arange(n) * 30.0
r = xr.DataArray(h.astype('f8'), coords={'y': x, 'x': x}, dims=('y', 'x'))
viewshed(r[:50, :50], x=600.0, y=600.0, observer_elev=1.7)
t = time.process_time(); v = viewshed(r, x=x[n // 2], y=x[n // 2], observer_elev=1.7); t = time.process_time() - t
np.save(sys.argv[2], v.values > 0); print(t)
"""


def views(land, peer):
    grid = land.grid
    half = 300
    middle = grid.rows // 2
    part = slice(middle - half, middle + half + 1)
    cut = surface_of(land.heights[part, part], grid_around(35.0, 37.0, half * 30, 30))
    viewshed(cut, 35.0, 37.0, reach_m=300.0)
    flat = 1.0 - 1e-12  # the peer knows no curvature: refraction that undoes it
    _, cpu, seen = timed(lambda: viewshed(cut, 35.0, 37.0, reach_m=half * 30.0, refraction=flat))
    print(f"viewshed of {2 * half + 1} by {2 * half + 1} cells: {cpu:.2f} s processor")
    if peer is None:
        print("  xarray-spatial: not named (--peer PYTHON)")
        return
    with tempfile.TemporaryDirectory() as place:
        np.save(f"{place}/h.npy", cut.heights)
        run = subprocess.run(
            [peer, "-W", "ignore", "-c", PEER, f"{place}/h.npy", f"{place}/v.npy"],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode != 0:
            print("  xarray-spatial did not run: " + run.stderr.strip().rpartition("\n")[2])
            return
        theirs = np.load(f"{place}/v.npy")
    both = seen >= 0
    agree = float(((seen == 1) == theirs)[both].mean())
    print(
        f"  xarray-spatial              {float(run.stdout):9.2f} s processor; {agree:.1%} of the cells agree"
    )


if __name__ == "__main__":
    sys.exit(main())
