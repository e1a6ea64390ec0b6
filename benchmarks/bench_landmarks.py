"""Search a constellation in a map extract, beside a search in Web Mercator as a public tool does it, and all pairs.

Run: python benchmarks/bench_landmarks.py [--objects 200000]

One synthetic extract (seeded) of points, roads and rivers is written as .osm.pbf. The question that all can answer is
"a minaret within 200 m of a water tower, a mast within 300 m of the minaret": every side gets the same objects, read
beforehand. The Web Mercator side joins each feature to the first one with a distance in map units (ST_DWithin in
EPSG:3857, here shapely's tree with the same predicate); the naive side measures all pairs in blocks. What is true is
measured with geodesics on WGS84. Then the whole question with direction, count and negation, which only one can answer.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod, Transformer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.measure.geo.landmarks.towns import Town, scattered

from sightline.measure.geo.landmarks.asking import read_query
from sightline.measure.geo.landmarks.reading import read_extract
from sightline.measure.geo.landmarks.searching import search

SIMPLE = "a minaret within 200 m of a water tower, a mast within 300 m"
WHOLE = f"{SIMPLE}, a road to its east within 500 m, no river within 500 m, at least 3 schools within 2 km"
GOALS = {"wrong": 0, "whole_cpu": 10.0}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--objects", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = scattered(Town(lat=36.2), asked.objects, seed=1).write(Path(folder) / "town.osm.pbf")
        print(
            f"{asked.objects:,} objects strewn over 80 x 80 km at 36.2 north, {path.stat().st_size >> 10:,} KiB"
        )
        query = read_query(SIMPLE)
        began = time.perf_counter()
        extract = read_extract(path, query)
        print(f"  read what the question needs    {time.perf_counter() - began:8.2f} s")
        points = by_kind(extract)
        true = truth(points)
        print(f"  places that truly fit           {len(true):8,}")
        ours_s, ours = timed(lambda: ours_found(extract, query), asked.runs)
        mercator_s, mercator = timed(lambda: mercator_found(points), asked.runs)
        naive_s, naive = timed(lambda: naive_found(points), 1)
        wrong = len(ours ^ true)
        row("this search, with near misses", ours_s, ours, true)
        row("joins in Web Mercator", mercator_s, mercator, true)
        row("all pairs, Web Mercator", naive_s, naive, true)
        whole = read_query(WHOLE)
        began, worked = time.perf_counter(), time.process_time()
        outcome = search(read_extract(path, whole), whole)
        whole_s, whole_cpu = time.perf_counter() - began, time.process_time() - worked
    print(
        f"the whole question, reading included: {whole_s:.2f} s, processor {whole_cpu:.2f} s "
        f"(goal {GOALS['whole_cpu']:.0f} s)"
    )
    print(f"  {outcome.why}")
    faults = [
        *(["wrong answers"] if wrong > GOALS["wrong"] else []),
        *(["whole"] if whole_cpu > GOALS["whole_cpu"] else []),
    ]
    print("missed: " + ", ".join(faults) if faults else "all goals met")
    return 1 if faults else 0


def row(name, seconds, found, true):
    print(
        f"  {name:31} {seconds:8.3f} s   {len(found):6,} places, "
        f"{len(found - true):5,} that do not fit, {len(true - found):5,} missed"
    )


def timed(act, runs):
    taken = []
    result = None
    for _ in range(runs):
        began = time.perf_counter()
        result = act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken), result


def by_kind(extract):
    """Longitudes and latitudes of minarets, water towers and masts, with the ids of the minarets."""
    found = []
    for bit in range(3):
        rows = np.flatnonzero(extract.masks & np.uint64(1 << bit))
        found.append(np.column_stack((extract.lons[rows], extract.lats[rows])))
    ids = np.array(extract.ids)[np.flatnonzero(extract.masks & np.uint64(1))]
    return ids, found


def ours_found(extract, query):
    return {place.objects[0].id for place in search(extract, query, limit=10**9).places}


def truth(points):
    ids, (minarets, towers, masts) = points
    geod = Geod(ellps="WGS84")
    fits = np.ones(len(ids), dtype=bool)
    for others, most in ((towers, 200.0), (masts, 300.0)):
        tree = shapely.STRtree(shapely.points(others))
        one, other = tree.query(shapely.points(minarets), predicate="dwithin", distance=0.02)
        far = geod.inv(*minarets[one].T, *others[other].T)[2]
        fits &= np.isin(np.arange(len(ids)), one[far <= most])
    return set(ids[fits].tolist())


def projected(points):
    move = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    return [np.column_stack(move.transform(*one.T)) for one in points]


def mercator_found(points):
    ids, kinds = points
    minarets, towers, masts = (shapely.points(one) for one in projected(kinds))
    fits = np.ones(len(ids), dtype=bool)
    for others, most in ((towers, 200.0), (masts, 300.0)):
        one, _ = shapely.STRtree(others).query(minarets, predicate="dwithin", distance=most)
        fits &= np.isin(np.arange(len(ids)), one)
    return set(ids[fits].tolist())


def naive_found(points):
    ids, kinds = points
    minarets, towers, masts = projected(kinds)
    fits = np.ones(len(ids), dtype=bool)
    for others, most in ((towers, 200.0), (masts, 300.0)):
        for start in range(0, len(ids), 500):
            part = minarets[start : start + 500]
            gaps = np.hypot(part[:, None, 0] - others[None, :, 0], part[:, None, 1] - others[None, :, 1])
            fits[start : start + 500] &= (gaps <= most).any(axis=1)
    return set(ids[fits].tolist())


if __name__ == "__main__":
    sys.exit(main())
