"""Score `sightline suggest` on the labelled passages and time it: long texts, and what a case of 8,000 incidents holds.

Run: python benchmarks/bench_suggest.py [--megabytes 1,5] [--incidents 8000]

Precision and recall are told field by field, part by part of the labelled set: "seen" was read while the rules were
written, "opened" since, "held_out" never. The goals are for dates, places and figures (0.85 and 0.7) and for relations
(0.8 precision), and are judged on the part that was read least.

The long text is the labelled passages over and over with other numbers and towns, as an archive page in two languages
that goes on for megabytes would have them; places are looked up in the built-in gazetteer. Time and the highest memory
of the process are told for each size. The case holds incidents with dates, names, positions and figures from several
sources each; a text about some of them is asked for.
"""

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOAL_S_PER_MB = 20.0
GOAL_GB = 1.5
GOAL_HELD_S = 1.0
GOALS = {"date": (0.85, 0.7), "place": (0.85, 0.7), "figure": (0.85, 0.7), "relation": (0.8, None)}
TOWNS = (
    "Kafr Zita|Telmenes|Saraqeb|Binnish|Idlib|Homs|Aleppo|Raqqa|Qamishli|Azaz|Douma|Zabadani|Talbiseh".split(
        "|"
    )
)
TEXT = (
    "Two barrel bombs hit {town} on {day}. At least {n} people were killed and about sixty others had difficulty "
    "breathing, residents said. State television blamed the Harvest Brigades."
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", default="1,5")
    parser.add_argument("--incidents", type=int, default=8_000)
    parser.add_argument("--one", type=float, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one is not None:
        return alone(asked.one)
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    missed = quality()
    for size in asked.megabytes.split(","):
        done = subprocess.run([sys.executable, __file__, "--one", size], check=False)
        missed += [f"{size} MB"] if done.returncode else []
    with tempfile.TemporaryDirectory() as place:
        os.environ["SIGHTLINE_KEYS"] = str(Path(place) / "keys")
        missed += held(Path(place), asked.incidents)
    print("missed: " + ", ".join(missed) if missed else "all goals met")
    return 1 if missed else 0


def quality():
    """Score what is suggested from the labelled passages, and name the goals that are missed."""
    sys.path.insert(0, str(ROOT))
    from tests.measure.text.claims.labelled_set import LANGUAGES, PARTS, read
    from tests.measure.text.claims.scoring import score, suggested, table

    missed = []
    for language in LANGUAGES:
        for part in PARTS:
            passages = read(language, part)
            told = score(passages, suggested(passages))
            print(f"{language}, {part}: {len(passages)} passages\n{table(told)}")
            for kind, goals in GOALS.items() if part == PARTS[-1] else ():
                for name, goal in zip(("precision", "recall"), goals, strict=True):
                    share = getattr(told[kind], name)
                    if goal is None:
                        continue
                    print(f"  {kind} {name}: {'-' if share is None else f'{share:.2f}'} (goal {goal})")
                    if share is None or share < goal:
                        missed.append(f"{language} {kind} {name}")
    return missed


def alone(megabytes):
    """Suggest from one long text, in a process of its own, so that its memory is its own."""
    from sightline.work.suggest import suggest_in

    text = long_text(int(megabytes * 1e6))
    began, worked = time.perf_counter(), time.process_time()
    found = suggest_in(text, written="2016-01-01")
    whole, worked = time.perf_counter() - began, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    size = len(text.encode()) / 1e6
    print(
        f"{size:.1f} MB, {len(found.offers):,} suggestions: {whole:.1f} s ({worked:.1f} s of processor), "
        f"{whole / size:.1f} s a MB (goal {GOAL_S_PER_MB:.0f}), {memory:.2f} GB (goal {GOAL_GB})"
    )
    return int(whole / size > GOAL_S_PER_MB or memory > GOAL_GB)


def long_text(size):
    """Make a text of so many bytes that never says the same twice."""
    sys.path.insert(0, str(ROOT))
    from tests.measure.text.claims.labelled_set import LANGUAGES, PARTS, read

    rng = random.Random(2014)
    texts = [one.text for language in LANGUAGES for part in PARTS for one in read(language, part)]
    parts, length = [], 0
    while length < size:
        told = TEXT.format(
            town=rng.choice(TOWNS), day=f"{rng.randint(1, 28)} April 2014", n=rng.randint(2, 90)
        )
        part = f"{rng.choice(texts)}\n{told}\n\n"
        parts.append(part)
        length += len(part.encode())
    return "".join(parts)


def held(place, incidents):
    """Ask a case of many incidents which of them a text may be about."""
    from sightline.core.clock import FixedClock
    from sightline.work.importing import import_statements
    from sightline.work.opening import make_case
    from sightline.work.suggest import suggest_in
    from sightline.work.suggesting.holding import held_for

    rows = list(planted(random.Random(2014), incidents))
    path = place / "statements.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    case = make_case(place / "case", title="Many incidents", clock=FixedClock(), by="bench")
    import_statements(case, path)
    missed = []
    for name, text in (
        ("one incident", TEXT.format(town="Telmenes", day="21 April 2014", n=3)),
        ("ten incidents", " ".join(TEXT.format(town=t, day=f"{k + 1} May 2014", n=k + 2) for k, t in
                                   enumerate(TOWNS[:10]))),
        ("since 2012", "Since 2012 at least 9 people were killed by shelling in Homs."),
    ):  # fmt: skip
        found = [one.suggestion for one in suggest_in(text, written="2015-01-01").offers]
        best = min(timed(held_for, case, found) for _ in range(3))
        answer = held_for(case, found)
        print(
            f"{incidents:,} incidents, {len(rows):,} statements, {name}: {best:.2f} s (goal {GOAL_HELD_S}), "
            f"{sum(len(row) for row in answer.values())} offered"
        )
        missed += [f"offers of {name}"] if best > GOAL_HELD_S else []
    return missed


def timed(act, *given):
    began = time.perf_counter()
    act(*given)
    return time.perf_counter() - began


def planted(rng, incidents):
    """Make the statements of a case: five sources for each incident, which differ a little."""
    for k in range(incidents):
        entity, town = f"incident/{k}", rng.choice(TOWNS)
        day = f"{rng.randint(2012, 2016)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        lat, lon = 33 + 4 * rng.random(), 36 + 5 * rng.random()
        base = {"entity": entity, "kind": "Incident"}
        yield {**base, "property": "title", "value": f"Barrel bombs on {town}", "source": "source/0"}
        for s in range(5):
            by = {"source": f"source/{rng.randint(1, 500)}"}
            yield {**base, **by, "property": "occurred", "value": day}
            yield {**base, **by, "property": "place_name", "value": town}
            where = {"lat": f"{lat + s / 1000:.5f}", "lon": f"{lon:.5f}", "radius_m": 1000}
            yield {**base, **by, "property": "position", "value": where}
            yield {**base, **by, "property": "casualties", "value": {"min": rng.randint(1, 40)},
                   "qualifiers": {"state": "killed", "group": "all"}}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
