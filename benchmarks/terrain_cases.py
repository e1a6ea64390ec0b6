"""Count how often a matched skyline tells the truth about its camera, on made-up mountains.

Every case: land in steps of 10 m, an elevation model of it in steps of 30 m with errors of its own (4.3 m that hang
together over 150 m, 2.5 m that do not: 5 m, as is told to the matching), a camera with roll, pitch and a focal length
known to 2 %, and a line traced with errors of 2 pixels, most of which hang together as a hand's do. The ridge stands
1.5 km off or more. Cameras stand in the region, or, to count what is claimed of pictures that were taken elsewhere,
outside of it.
"""

import json
import math
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter, gaussian_filter1d
from tests.footage.terrain import coarser, fractal

from sightline.measure.geo.terrain.candidates import survey
from sightline.measure.geo.terrain.fitting import Errors, View, spread_deg, window_of
from sightline.measure.geo.terrain.matching import match
from sightline.measure.geo.terrain.rays import cast
from sightline.measure.geo.terrain.surface import Grid, height_at, north_turn_deg, surface_of
from sightline.measure.geo.terrain.traced import focal_of, pixels, trace_of

WIDTH, HEIGHT = 1600, 1000
REACH = 20_000.0
SIDE, STEP = 2_100, 10.0
RADII = (3_000.0, 4_000.0, 5_000.0)
OUTSIDE = (1_200.0, 2_800.0)
"""How far beyond the region's edge cameras outside stand [m]."""
ERRORS = Errors(trace_px=2.0, height_m=5.0)


def world(seed, *, side=SIDE, radius=None):
    """Raise one country: the land, its elevation model, and the radius of the region in it.

    A smaller one than is counted by default, for a count in seconds: ``side`` in steps of 10 m, ``radius`` [m].
    """
    rng = np.random.default_rng([seed, 1])
    relief, widest, rough = rng.uniform(900, 1_900), rng.uniform(5_000, 9_000), rng.uniform(2.2, 2.6)
    land = fractal(side, side, STEP, seed=seed, relief_m=relief, widest_m=widest, roughness=rough)
    model = coarser(land, 3)
    smooth = gaussian_filter(rng.standard_normal(model.shape), 2.5, mode="wrap")
    model = model + 4.3 * smooth / smooth.std() + rng.normal(0, 2.5, model.shape)
    half = (side - 1) * STEP / 2
    rows, cols = model.shape
    return (
        surface_of(land, Grid(35.0, 37.0, -half, -half, STEP, side, side)),
        surface_of(model, Grid(35.0, 37.0, STEP - half, STEP - half, 3 * STEP, rows, cols)),
        RADII[seed % len(RADII)] if radius is None else radius,
    )


def photograph(land, radius, rng, *, outside):
    """Stand somewhere with far ridges in front, and trace them; returns east, north, heading and the trace."""
    while True:
        away, turn = (
            (radius + rng.uniform(*OUTSIDE), rng.uniform(0, 2 * math.pi))
            if outside
            else (0.95 * radius * math.sqrt(rng.uniform()), rng.uniform(0, 2 * math.pi))
        )
        east, north, heading = away * math.sin(turn), away * math.cos(turn), rng.uniform(0, 360)
        field = rng.uniform(45, 75)
        focal = focal_of(field, WIDTH)
        azimuth = np.linspace(-field / 2 - 6, field / 2 + 6, 1_200)
        slope, ridge, _ = cast(
            land, np.array([east]), np.array([north]), np.array([float(height_at(land, east, north)) + 1.7]),
            np.radians(heading + azimuth)[None], nearest=20.0, reach=REACH, refraction=0.13,
        )  # fmt: skip
        if np.percentile(ridge, 15) < 1_500:
            continue
        sky = np.degrees(np.arctan(slope[0]))
        pitch, roll = float(sky.mean()) + rng.normal(0, 4), rng.normal(0, 2)
        x, y = pixels(azimuth, sky, WIDTH, HEIGHT, focal, pitch_deg=pitch, roll_deg=roll)
        kept = (x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= HEIGHT)
        if kept.sum() < 500:
            continue
        x, y = x[kept], y[kept]
        hand = gaussian_filter1d(rng.standard_normal(len(y)), 15)
        y = np.clip(y + 1.7 * hand / hand.std() + rng.normal(0, 1.0, len(y)), 0, HEIGHT)
        told = focal * (1 + float(np.clip(rng.normal(0, 0.02), -0.04, 0.04)))
        trace = trace_of([np.stack([x, y], axis=1)], WIDTH, HEIGHT, focal_px=told)
        if spread_deg(window_of(trace, told, ERRORS)) > 0.5:
            return east, north, heading, trace


def beside_truth(model, one, east, north, heading):
    """Say of one camera: metres off, the same over the ellipse, heading's error over what was said, and the rest."""
    at_east, at_north = (float(x) for x in model.frame.to_metres(one.lat, one.lon))
    turn = math.radians(one.major_bearing)
    dx, dy = east - at_east, north - at_north
    along, across = dx * math.sin(turn) + dy * math.cos(turn), dx * math.cos(turn) - dy * math.sin(turn)
    true = heading - float(north_turn_deg(model, east, north))
    return {
        "off": math.hypot(dx, dy),
        "ellipse": math.hypot(along / one.major_m, across / one.minor_m),
        "turn": abs(math.remainder(one.bearing - true, 360.0)) / one.bearing_error,
        "share": one.share,
        "misfit": one.misfit,
        "rest": one.rest_deg,
        "major": one.major_m,
        "minor": one.minor_m,
        "bearing_error": one.bearing_error,
        "ridge": one.ridge_m,
        "from_middle": math.hypot(at_east, at_north),
    }


def _one_core(free):
    os.sched_setaffinity(0, {free.get()})


def cases_of(seed, inside, outside):
    """Match the pictures of one world."""
    land, model, radius = world(seed)
    country = survey(model, radius, View(1.7, REACH, 0.13), directions=360)
    told = []
    for number in range(inside + outside):
        rng = np.random.default_rng([seed, number, 7])
        east, north, heading, trace = photograph(land, radius, rng, outside=number >= inside)
        answer = match(country, trace, errors=ERRORS)
        told.append(
            {
                "world": seed,
                "outside": number >= inside,
                "status": answer.status,
                "why": answer.why,
                "radius": radius,
                "spread": spread_deg(window_of(trace, trace.focal_px, ERRORS)),
                "cameras": [beside_truth(model, one, east, north, heading) for one in answer.cameras],
            }
        )
    return told


def calibrate(worlds, inside, outside, *, keep=None):
    """Match ``inside`` and ``outside`` pictures of each world, several worlds at once; returns what was told."""
    told = []
    cores, context = sorted(os.sched_getaffinity(0)), get_context("spawn")
    free = context.SimpleQueue()
    for core in cores:
        free.put(core)
    with ProcessPoolExecutor(len(cores), context, _one_core, (free,)) as pool:
        for some in [pool.submit(cases_of, seed, inside, outside) for seed in worlds]:
            told += some.result()
            if keep is not None:
                Path(keep).write_text(json.dumps(told), encoding="utf-8")
    return told


def count(told):
    """Print what was told, and how often it was so."""
    for outside in (False, True):
        some = [one for one in told if one["outside"] is outside]
        if len(some) == 0:
            continue
        found = [one["cameras"][0] for one in some if one["status"] == "found"]
        answers = Counter(one["status"] for one in some)
        print(f"cameras {'outside' if outside else 'inside'} the region: {len(some)}")
        print("  " + ", ".join(f"{name} {number}" for name, number in sorted(answers.items())))
        print(f"  found, and more than three ellipses off: {sum(one['ellipse'] > 3 for one in found)}")
        if outside or len(found) == 0:
            continue
        off = sorted(one["off"] for one in found)
        held, turned = (sum(one[name] <= 1 for one in found) for name in ("ellipse", "turn"))
        print(f"  off by {off[len(off) // 2]:.0f} m (median), {off[len(off) * 9 // 10]:.0f} m (nine in ten)")
        print(
            f"  place in the ellipse {held} of {len(found)}, direction in its interval {turned} of {len(found)}"
        )
        many = [one["cameras"] for one in some if one["status"] == "ambiguous"]
        held = sum(min(one["ellipse"] for one in cameras) <= 1 for cameras in many)
        print(f"  ambiguous: the truth in one of the ellipses {held} of {len(many)}")
