"""Say where the sun stands and where a shadow fits, beside ShadowFinder, astral and pvlib.

Run: python benchmarks/bench_sun.py [--rounds 7]

All sides run in turn in one process; medians of processor time are compared, since a busy machine stretches the clock.
ShadowFinder (skipped where it is not installed) is asked for its grid of likelihoods at half a degree, by UTC and by
local clocks, without its plot; its zones are loaded once, as it keeps them, and ours are too, and the time each side
needs to lay them is shown apart. It covers latitudes -60 to 85, ours the same nodes here. The year is one place at
every minute against pvlib's SPA in numpy, and astral for one moment at a time. Accuracy stands beside the time.
"""

import argparse
import os
import platform
import statistics
import sys
import time
import warnings
from datetime import UTC, datetime

import numpy as np
from pvlib import spa

from sightline.measure.chrono.shadow.globe import relative_lengths, relative_lengths_local
from sightline.measure.chrono.shadow.local_time import ZoneGrid, likelihood
from sightline.measure.chrono.shadow.measured import Measured, shadow
from sightline.measure.chrono.shadow.regions import Seen, places
from sightline.measure.chrono.sun import position
from sightline.measure.chrono.sun_events import sun_day

GOALS = {"part of ShadowFinder's time": 0.1, "degrees from SPA": 0.013}
WHEN = datetime(2024, 2, 29, 12, 0, tzinfo=UTC)
MS = int(WHEN.timestamp() * 1000)
RATIO = 1.2


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    missed = [*globe(rounds), *year(rounds), *accuracy()]
    print("missed: " + ", ".join(missed) if missed else "all goals met")
    return 1 if missed else 0


def globe(rounds):
    lats, lons = np.arange(-60.0, 85.0, 0.5), np.arange(-180.0, 180.0, 0.5)
    zones, ours_zones = cpu(lambda: zones_of(lats, lons))
    one = shadow(ratio=Measured(RATIO, 0.05 * RATIO), azimuth=Measured(300.0, 2.0))
    ours = {
        "position, azimuth and elevation, float64": lambda: position(lats[:, None], lons[None, :], MS),
        "lengths by UTC": lambda: relative_lengths(RATIO, lats, lons, MS),
        "lengths by local clocks": lambda: relative_lengths_local(RATIO, zones, MS),
        "length and direction with errors, local clocks": lambda: likelihood(one, MS, zones),
        "regions of length and direction, UTC, drawn": lambda: places((Seen(one, MS, MS),)),
    }
    theirs = shadowfinder()
    took = {name: [] for name in (*ours, *theirs)}
    for _ in range(rounds):
        for name, call in {**ours, **theirs}.items():
            took[name].append(cpu(call)[1])
    print(f"the globe at 0.5 degrees, {len(lats) * len(lons)} nodes; medians of {rounds}, processor time")
    for name, times in took.items():
        print(f"  {name:50} {statistics.median(times) * 1e3:9.2f} ms")
    print(f"  {'zones of all nodes, ours, once':50} {ours_zones * 1e3:9.2f} ms")
    if not theirs:
        print("  ShadowFinder is not installed: no comparison")
        return []
    missed = []
    for ours_name, theirs_name in (
        ("lengths by UTC", "ShadowFinder by UTC"), ("lengths by local clocks", "ShadowFinder by local clocks")
    ):  # fmt: skip
        part = statistics.median(took[ours_name]) / statistics.median(took[theirs_name])
        goal = GOALS["part of ShadowFinder's time"]
        print(
            f"  {ours_name}: {part:.3f} of ShadowFinder's time, {1 / part:.0f} times faster   goal {goal} of it"
        )
        missed += [ours_name] if part > goal else []
    return missed


def zones_of(lats, lons):
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder()
    lat, lon = np.meshgrid(lats, lons, indexing="ij")
    numbers = finder.timezone_ids_at(lats=lat.ravel(), lngs=lon.ravel()).astype(np.int64).reshape(lat.shape)
    return ZoneGrid(lats, lons, numbers, tuple(finder.timezone_names))


def shadowfinder():
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from shadowfinder import ShadowFinder
    except ImportError as error:
        print(f"  (ShadowFinder cannot be imported: {error})")
        return {}
    finders = {}
    for form in ("utc", "local"):
        finder = ShadowFinder(1.0, RATIO, WHEN.replace(tzinfo=None), form)
        _, spent = cpu(finder.generate_timezone_grid)
        finders[form] = finder
    print(f"  ShadowFinder lays its zones in {spent * 1e3:.0f} ms, once")

    def find(form):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            finders[form].find_shadows()

    return {
        "ShadowFinder by UTC": lambda: find("utc"),
        "ShadowFinder by local clocks": lambda: find("local"),
    }


def year(rounds):
    import astral
    import astral.sun

    begin = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp() * 1000)
    moments = np.arange(begin, begin + 366 * 86_400_000, 60_000)
    seconds, delta = moments / 1000.0, np.full(len(moments), 69.2)
    observer = astral.Observer(35.95, 39.01)
    few = [datetime.fromtimestamp(int(one) / 1000, UTC) for one in moments[::5000]]
    calls = {
        "a year at one minute, ours": lambda: position(35.95, 39.01, moments),
        "a year at one minute, pvlib SPA": lambda: spa.solar_position_numpy(
            seconds, 35.95, 39.01, 0, 1013.25, 12.0, delta, 0.5667, 1
        ),
        "rises, sets and twilights of a year, ours": lambda: sun_day(
            35.95, 39.01, begin, begin + 366 * 86_400_000
        ),
        "one moment, ours": lambda: position(35.95, 39.01, begin),
        f"{len(few)} moments one by one, astral": lambda: [
            (astral.sun.azimuth(observer, when), astral.sun.elevation(observer, when)) for when in few
        ],
    }
    took = {name: [] for name in calls}
    for number in range(rounds):
        for name, call in calls.items():
            if "SPA" not in name or number < 2:
                took[name].append(cpu(call)[1])
    print("one place")
    for name, times in took.items():
        print(f"  {name:50} {statistics.median(times) * 1e3:9.2f} ms")
    return []


def accuracy():
    random = np.random.default_rng(1)
    count = 100_000
    ms = random.integers(-2_208_988_800_000, 4_102_444_800_000, count)
    lat, lon = random.uniform(-90, 90, count), random.uniform(-180, 180, count)
    days = ms.astype("datetime64[ms]")
    years, months = (
        days.astype("datetime64[Y]").astype(int) + 1970,
        days.astype("datetime64[M]").astype(int) % 12 + 1,
    )
    delta = np.asarray(spa.calculate_deltat(years, months))
    found = spa.solar_position_numpy(ms / 1000.0, lat, lon, 0, 1013.25, 12.0, delta, 0.5667, 1)
    azimuth, elevation = position(lat, lon, ms)
    apart = separation(azimuth, elevation, found[4], found[3])
    print(f"against SPA, {count} random places and moments of 1900 to 2100")
    print(
        f"  largest separation {apart.max():.5f} degrees, mean {apart.mean():.5f}   goal {GOALS['degrees from SPA']}"
    )
    return ["degrees from SPA"] if apart.max() > GOALS["degrees from SPA"] else []


def separation(a1, e1, a2, e2):
    vectors = []
    for pair in ((a1, e1), (a2, e2)):
        a, e = (np.radians(angle) for angle in pair)
        vectors.append(np.stack((np.cos(e) * np.sin(a), np.cos(e) * np.cos(a), np.sin(e))))
    return np.degrees(2.0 * np.arcsin(np.linalg.norm(vectors[0] - vectors[1], axis=0) / 2.0))


def cpu(call):
    began = time.process_time()
    result = call()
    return result, time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
