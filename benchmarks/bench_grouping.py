"""Group a labelled list by place and day, beside plain matching of strings; then a hundred thousand items for time.

Run: python benchmarks/bench_grouping.py [--items 100000] [--list FILE]

The labelled set is the list of archived videos of August 2013; its label is place and day (see grouping_sample.py).
"as listed": the file taken in as it is. "one spelling": each row with its date, its words and one of the spellings
that a gazetteer holds for its place, no position; once in a case without a gazetteer and once in a case that keeps
one. Peers get the same rows: equal strings of the place on one day, and rapidfuzz's token_sort_ratio on one day at the
threshold that is best on the part that is not held out.
"""

import argparse
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from rapidfuzz import fuzz

from grouping_sample import drawn, read_rows, scores, spellings, statements

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
GOALS = {"F1": 0.9, "seconds": 120.0}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--list", type=Path, default=DATA / "lists" / "archive_incidents_2013.csv")
    parser.add_argument("--part", choices=["seen", "held_out", "both"], default="both")
    asked = parser.parse_args()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    missed = []
    with tempfile.TemporaryDirectory() as place:
        os.environ["SIGHTLINE_KEYS"] = str(Path(place) / "keys")
        if asked.list.exists():
            missed += labelled(Path(place), asked.list, asked.part)
        else:
            print("the labelled list is not beside the project; only time is measured")
        if asked.items:
            missed += timed(Path(place), asked.items)
    print("missed: " + ", ".join(missed) if missed else "all goals met")
    return 1 if missed else 0


def labelled(place, path, part):
    rows = read_rows(path)
    names = spellings(rows, DATA / "gazetteer" / "localities_sy_iq.tsv.gz")
    given = {row["id"]: drawn(row, names) if row["label"] else None for row in rows}
    distinct = len({one for one in given.values() if one})
    print(
        f"{len(rows)} rows, {len({r['label'] for r in rows if r['label']})} places and days, {distinct} spellings"
    )
    missed = []
    parts = {"seen": [False], "held_out": [True], "both": [False, True]}[part]
    for held in parts:
        some = [row for row in rows if row["held_out"] is held or row["label"] is None]
        title = "held out" if held else "seen"
        print(f"{title}: {sum(1 for r in some if r['label'])} rows")
        run = place / title.replace(" ", "-")
        run.mkdir()
        for name, found, goal in (
            ("as listed", as_listed(run, some), True),
            ("one spelling, no gazetteer", spelled(run / "bare", some, given, None), False),
            ("one spelling, gazetteer kept", spelled(run / "kept", some, given, DATA / "gazetteer"), True),
            ("  peer: equal strings, as listed", equal(some, lambda r: r["place"]), None),
            ("  peer: equal strings, one spelling", equal(some, lambda r: given[r["id"]]), None),
            ("  peer: rapidfuzz, one spelling", fuzzy(some, given, rows), None),
        ):
            precision, recall, f1 = scores(found, some)
            aim = f" (goal {GOALS['F1']})" if goal else ""
            print(f"  {name:36} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}{aim}")
            if goal and f1 < GOALS["F1"]:
                missed.append(f"{title}, {name}: F1 {f1:.3f}")
    return missed


def grouped(case):
    """Group a case: lists of the importer's ids."""
    from sqlalchemy import select

    from sightline.store.tables import entity_keys
    from sightline.store.tables import statements as said
    from sightline.work.group import group

    found = group(case, tell=lambda _: None)
    named = defaultdict(list)  # two rows of one video address are one item with two codes
    with case.catalogue.reading() as connection:
        for key, entity in connection.execute(select(entity_keys.c.key, entity_keys.c.entity)):
            named[bytes(entity)].append(key)
        query = select(said.c.entity, said.c.value).where(said.c.prop == "reference_code")
        for entity, value in connection.execute(query):
            named[bytes(entity)].append(json.loads(value))
    return [[key.removeprefix("item/") for n in one.items for key in named[n.id]] for one in found.groups]


def as_listed(place, rows):
    """Take in the rows as a file of their own, as anybody would."""
    import csv

    from sightline.work.add import add
    from sightline.work.opening import close_case, make_case
    from sightline.work.taking.intake import Wish

    path = place / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]["row"]))
        writer.writeheader()
        writer.writerows(row["row"] for row in rows)
    case = make_case(place / "listed", title="List", by="bench")
    try:
        for _ in add(case, [str(path)], Wish(), look=False):
            pass
        return grouped(case)
    finally:
        close_case(case)


def spelled(folder, rows, given, gazetteer):
    from sightline.work.importing import import_statements
    from sightline.work.opening import close_case, make_case

    case = make_case(folder, title="List", by="bench")
    try:
        path = folder / "rows.jsonl"
        lines = statements(rows, lambda row: given[row["id"]])
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
        import_statements(case, path)
        if gazetteer is not None:
            keep(case, gazetteer / "localities_sy_iq.tsv.gz")
        return grouped(case)
    finally:
        close_case(case)


def keep(case, path):
    from sightline.work.gazetteers.acts import add_gazetteer

    add_gazetteer(case, path, source="localities", retrieved="2026", licence="CC BY")


def equal(rows, place_of):
    out = defaultdict(list)
    for row in rows:
        if place_of(row):
            out[place_of(row), row["date"]].append(row["id"])
    return list(out.values())


def fuzzy(rows, given, every):
    """Join rows of one day whose places are alike enough, at the threshold that is best on the part that is seen."""
    seen = [row for row in every if not row["held_out"] and row["label"]]
    best = max(range(50, 101, 2), key=lambda least: scores(alike(seen, given, least), seen)[2])
    return alike(rows, given, best)


def alike(rows, given, least):
    groups = []
    for row in rows:
        name = given[row["id"]]
        if name is None:
            continue
        near = [
            g
            for g in groups
            if any(
                o["date"] == row["date"] and fuzz.token_sort_ratio(name, given[o["id"]]) >= least for o in g
            )
        ]
        merged = [row, *(one for g in near for one in g)]
        groups = [g for g in groups if g not in near] + [merged]
    return [[one["id"] for one in g] for g in groups]


def timed(place, count):
    from sightline.work.group import group
    from sightline.work.importing import import_statements
    from sightline.work.opening import close_case, make_case

    case = make_case(place / "many", title="Many", by="bench")
    path = place / "many.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for line in many(random.Random(2014), count):
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    began = time.perf_counter()
    import_statements(case, path)
    print(f"{count:,} items imported in {time.perf_counter() - began:.0f} s")
    group(case, ["ITM-1"], tell=lambda _: None) if count <= 2_000 else None
    began, worked = time.perf_counter(), time.process_time()
    found = group(case, tell=lambda _: None)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    largest = max((len(one.items) for one in found.groups), default=0)
    print(
        f"{count:,} items: {len(found.groups):,} groups, up to {largest} items, {len(found.left_alone):,} left alone;"
        f" {took:.1f} s, {worked:.1f} s of processor (goal {GOALS['seconds']:.0f} s)"
    )
    close_case(case)
    return [f"{took:.0f} s"] if took > GOALS["seconds"] else []


def many(chance, count):
    """Write items of three years in 3,000 places with four spellings each; a tenth lacks a date, a tenth a place."""
    names = [name(chance) for _ in range(3_000)]
    words = (
        "video shows shelling of the market road school houses aircraft smoke injured people morning".split()
    )
    made = 0
    while made < count:
        town = chance.randrange(len(names))
        month, day = chance.randrange(36), chance.randrange(1, 29)
        date = f"{2013 + month // 12}-{month % 12 + 1:02d}-{day:02d}"
        for _ in range(min(chance.choice((1, 1, 2, 3, 5, 9)), count - made)):
            item = f"item/{made}"
            made += 1
            text = " ".join(chance.choice(words) for _ in range(9)) + f" {names[town][0]}"
            yield {"entity": item, "kind": "Item", "property": "item_kind", "value": "video"}
            yield {"entity": item, "property": "title", "value": text}
            yield {"entity": item, "property": "posted_at", "value": f"{date}T18:00:00Z"}
            if chance.random() > 0.1:
                yield {"entity": item, "property": "claimed_time", "value": date}
            if chance.random() > 0.1:
                yield {"entity": item, "property": "claimed_place_name", "value": chance.choice(names[town])}


def name(chance):
    """Make up a name and three more spellings of it."""
    parts = [
        "".join(chance.choice("bdfghjklmnqrstz") + chance.choice("aiu") for _ in range(chance.choice((2, 3))))
        for _ in range(2)
    ]
    whole = " ".join(part.title() for part in parts)
    return whole, whole.replace("i", "e"), whole.replace("u", "ou"), whole.replace("a", "e", 1)


if __name__ == "__main__":
    sys.exit(main())
