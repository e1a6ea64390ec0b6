"""Count which sources are witnesses of their own, over a whole case: 50,000 sources of 8,000 incidents.

Run: python benchmarks/bench_independence.py [--incidents 8000] [--sources 50000]

A case is made in a scratch folder, with posts, authors and texts, and with planted ties of every kind that can be found
without media: quoting, repeating, reposting, citing, resting on one post, near copies of wording in English and Arabic,
and one upstream. What is timed is `work.corroborate.independence` over the whole case, texts and catalogue included;
the counts must be those that were planted. The ties alone, on records in memory, are timed apart.
"""

import argparse
import json
import os
import platform
import random
import sys
import tempfile
import time
from pathlib import Path

GOAL_S = 60.0
LATIN = "attack village morning aircraft smoke people hospital wounded road market school street".split()
ARABIC = "قصف قرية صباح طائرة دخان ناس مشفى جرحى طريق سوق مدرسة شارع منزل حي قذيفة".split()
KINDS = ("quotes", "takes_from", "shares", "cites", "near_copy", "upstream")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--incidents", type=int, default=8_000)
    parser.add_argument("--sources", type=int, default=50_000)
    asked = parser.parse_args()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    with tempfile.TemporaryDirectory() as place:
        os.environ["SIGHTLINE_KEYS"] = str(Path(place) / "keys")
        return run(Path(place), asked.incidents, asked.sources)


def run(place, incidents, sources):
    from sightline.core.clock import FixedClock
    from sightline.work.corroborate import independence
    from sightline.work.importing import import_statements
    from sightline.work.opening import close_case, make_case

    rows, expected = planted(random.Random(2014), incidents, sources)
    path = place / "statements.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    case = make_case(place / "case", title="Many sources", clock=FixedClock(), by="bench")
    began = time.perf_counter()
    import_statements(case, path)
    print(f"{len(rows):,} statements imported in {time.perf_counter() - began:.1f} s")
    before = spent()
    found = independence(case)
    whole, worked, queued, read, written = (b - a for a, b in zip(before, spent(), strict=True))
    counts = [(one.counted.sources, one.counted.untied) for one in found]
    right = sum(mine == theirs for mine, theirs in zip(counts, expected, strict=True))
    told = sum(sources for sources, _ in counts)
    print(
        f"{told:,} sources of {len(found):,} incidents: {whole:.1f} s, {worked:.1f} s of processor "
        f"(goal {GOAL_S:.0f} s)"
    )
    print(
        f"  {queued:.1f} s in the queue for a processor, {max(0.0, whole - worked - queued):.1f} s waiting for anything"
        f" else; {read / 1e6:.0f} MB read from the disk and {written / 1e6:.0f} MB written"
    )
    print(f"  counts as planted: {right:,} of {len(found):,}")
    print(f"  ties alone, in memory: {ties_alone(case):.1f} s")
    one = one_by_one(case, [one.entity.code for one in found][:: max(1, len(found) // 100)])
    print(f"  the claims of one incident among them: {one[0]:.0f} ms at the median, {one[1]:.0f} ms at p95")
    close_case(case)
    faults = [f"{len(found) - right} counts are not as planted"] if right < len(found) else []
    faults += [f"{whole:.1f} s"] if whole > GOAL_S else []
    print("missed: " + ", ".join(faults) if faults else "all goals met")
    return 1 if faults else 0


def spent():
    """Give the time on the clock, on a processor and in the queue for one [s], and what went over the disk [bytes]."""
    queued = sum(
        int(task.joinpath("schedstat").read_text().split()[1]) for task in Path("/proc/self/task").iterdir()
    )
    disk = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    clocks = time.perf_counter(), time.process_time(), queued / 1e9
    return (*clocks, int(disk["read_bytes"]), int(disk["write_bytes"]))


def ties_alone(case):
    """Time the counting without the catalogue: everything is read before."""
    from sightline.work.corroborate import all_incidents
    from sightline.work.corroborating.counting import counted
    from sightline.work.corroborating.scene import bonds_of, read_scene, told_of
    from sightline.work.view import NOW, moments_of

    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, NOW)
        clusters = all_incidents(connection, moments)
        every = [one for ids in clusters.values() for one in ids]
        scene = read_scene(case, connection, every, case.schema.kinds["Incident"], moments)
    began = time.perf_counter()
    for ids in clusters.values():
        told = told_of(scene, ids)
        counted({s for one in told for s in (one.source, one.via)}, bonds_of(scene, ids, told))
    return time.perf_counter() - began


def one_by_one(case, codes):
    """Time the whole table of one incident, many times over: (median, p95) [ms]."""
    from sightline.work.corroborate import claims

    took = []
    for code in codes:
        began = time.perf_counter()
        claims(case, code)
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.95)]


def planted(chance, incidents, sources):
    """Make statements, and for each incident how many sources it has and how many of them are origins."""
    rows, expected, number = [], [], 0
    for at in range(incidents):
        incident = f"incident/{at}"
        rows.append({"entity": incident, "kind": "Incident", "property": "title", "value": f"Incident {at}"})
        mine = sources // incidents + (at < sources % incidents)
        origins, made = 0, []
        while len(made) < mine:
            name = f"source/{number}"
            number += 1
            kind = chance.choice(KINDS) if made and chance.random() < 0.55 else None
            rows += one_source(chance, incident, name, kind, made)
            origins += kind is None
            made.append((name, rows[-1]["value"]))
        # what takes from the same origin through an upstream that is none of the sources ties both
        expected.append((mine, origins))
    return rows, expected


def one_source(chance, incident, name, kind, made):
    """Make one source with a post and a claim; ``kind`` says how it is tied to one that is there already."""
    other, text = chance.choice(made) if made else ("", "")
    item, other_item = name.replace("source/", "item/"), other.replace("source/", "item/")
    words = chance.choice((LATIN, ARABIC))
    mine = " ".join(f"{chance.choice(words)}{chance.randrange(400)}" for _ in range(60))
    if kind == "near_copy":
        changed = text.split()
        changed[chance.randrange(len(changed))] = "changed"
        mine = " ".join(changed)
    claim = {
        "entity": incident,
        "property": "casualties",
        "value": {"min": chance.randrange(1, 40)},
        "qualifiers": {"state": "killed"},
        "source": name,
        "said": "2014-04-12",
        "evidence": [{"item": item}],
    }
    rows = [{"entity": item, "kind": "Item", "property": "author", "value": {"entity": name}}, claim]
    if kind == "quotes":
        quoted = claim | {"property": "means", "value": "a shell", "via": other}
        del quoted["qualifiers"]
        rows.append(quoted)
    elif kind == "takes_from":
        rows.append({"entity": name, "property": "copies_from", "value": {"entity": other}})
    elif kind == "shares":
        rows.append({"entity": item, "property": "repost_of", "value": {"entity": other_item}})
    elif kind == "upstream":
        agency = f"source/agency-of-{other.removeprefix('source/')}"
        rows += [
            {"entity": one, "property": "copies_from", "value": {"entity": agency}} for one in (name, other)
        ]
    elif kind == "cites":
        rows.append({"entity": item, "property": "cites", "value": {"entity": other_item}})
    rows.append({"entity": item, "property": "text", "value": mine})
    return rows


if __name__ == "__main__":
    sys.exit(main())
