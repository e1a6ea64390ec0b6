"""Read written dates, beside dateparser: how many of a labelled set come out right, and how fast.

Run: python benchmarks/bench_dates.py [--peer PYTHON]

Both sides get the same passages with the same day of writing. The peer gives instants, so it is asked for less: the
first day of what is expected counts as right for it, ranges, nights and open ends included, and only passages that
name one date are put to it. It is told the language, which this side finds out by itself. The peer is run by another
Python where it is not installed beside this one (``--peer``), and skipped with the reason where there is none.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from sightline.measure.chrono.dates import read_dates
from sightline.model.time import read

LABELLED = Path(__file__).resolve().parents[1] / "tests" / "measure" / "chrono" / "labelled"
GOALS = {"held out": 0.95, "megabyte_s": 6.0}
PROSE = (
    "The shelling resumed on Friday near the old bridge and residents said that the aircraft had returned before dawn; "
    "nobody could say where the convoy had gone, who had sent it, or whether the road to the east was still open. "
)
PEER = """
import datetime, json, sys, time
import dateparser.search as search
cases = json.load(sys.stdin)
answers, begun = [], time.perf_counter()
for text, language, written in cases:
    base = datetime.datetime.fromisoformat(written)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    try:
        found = search.search_dates(text, languages=[language], settings=settings) or []
    except Exception:
        found = []
    answers.append([when.date().isoformat() for _, when in found])
json.dump([answers, time.perf_counter() - begun], sys.stdout)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", default=sys.executable, help="a Python that has dateparser")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    missed = []
    for name, path in (("tuned on", "dates.jsonl"), ("held out", "dates_held_out.jsonl")):
        share = labelled(name, LABELLED / path, asked.peer)
        missed += [name] if share < GOALS.get(name, 0) else []
    missed += speed()
    print("missed: " + ", ".join(missed) if missed else "all goals met")
    return 1 if missed else 0


def labelled(name, path, peer):
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    begun = time.perf_counter()
    right = [answer(case) == case["edtf"] for case in cases]
    took = time.perf_counter() - begun
    share = sum(right) / len(cases)
    goal = f"   goal {GOALS[name]}" if name in GOALS else ""
    print(f"{name}: {len(cases)} passages")
    print(
        f"  this, exactly the EDTF expected        {share:6.3f}   {took / len(cases) * 1e3:6.2f} ms each{goal}"
    )
    single = [
        case
        for case in cases
        if case["written"] == "2014-04-12" and len(case["edtf"]) == 1 and case["edtf"][0]
    ]
    none = [case for case in cases if case["written"] == "2014-04-12" and case["edtf"] == []]
    ours = sum(answer(case) == case["edtf"] for case in single) / len(single)
    print(f"  this, the {len(single)} with one date           {ours:6.3f}")
    print(f"  this, false alarms in {len(none)} without a date {sum(answer(c) != [] for c in none):4d}")
    theirs = asked_peer(peer, [*single, *none])
    if theirs is not None:
        answers, took = theirs
        hits = sum(first_day(case["edtf"][0]) in got[:1] for case, got in zip(single, answers, strict=False))
        alarms = sum(got != [] for got in answers[len(single) :])
        each = f"{took / len(answers) * 1e3:6.2f} ms each"
        print(f"  dateparser, the first day of each      {hits / len(single):6.3f}   {each}")
        print(f"  dateparser, false alarms               {alarms:4d} of {len(none)}")
    return share


def answer(case):
    said = None if case["written"] is None else read(case["written"])
    options = {key: case[key] for key in ("zone", "day_first") if key in case}
    return [date.edtf for date in read_dates(case["text"], said, **options)]


def first_day(edtf):
    found = re.search(r"\d{4}-[01]\d-\d{2}|\d{4}-[01]\d(?!\d)|\d{3}[\dX]", edtf).group().replace("X", "0")
    return (found + "-01-01")[:10] if len(found) == 4 else (found + "-01")[:10]


def asked_peer(python, cases):
    if subprocess.run([python, "-c", "import dateparser"], capture_output=True, check=False).returncode != 0:
        print("  dateparser: skipped, it is not installed (name a Python that has it with --peer)")
        return None
    asked = json.dumps([[case["text"], case["lang"], case["written"]] for case in cases])
    done = subprocess.run(
        [python, "-W", "ignore", "-c", PEER], input=asked, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def speed():
    written = read("2014-04-12")
    medians = {}
    for size in (250_000, 500_000, 1_000_000, 2_000_000):
        text = (PROSE * (size // len(PROSE) + 1))[:size]
        taken = []
        for _ in range(3 if size < 2_000_000 else 1):
            begun = time.process_time()
            read_dates(text, written)
            taken.append(time.process_time() - begun)
        medians[size] = statistics.median(taken)
        each = f"{medians[size] / size * 1e6:5.2f} s a MB"
        print(f"one line of {size / 1e6:.2f} MB   {medians[size]:6.2f} s of processor   {each}")
    per_megabyte = medians[2_000_000] / 2
    return ["seconds a megabyte"] if per_megabyte > GOALS["megabyte_s"] else []


if __name__ == "__main__":
    sys.exit(main())
