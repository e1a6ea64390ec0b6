"""Walk a million dated relations as of a date, map who holds ten thousand places, find misspelt names of groups.

Run: python benchmarks/bench_relations.py [--actors 100000] [--relations 1000000] [--places 10000] [--folder DIR]

The peer walks the same statements with one recursive query of plain SQL over the table of statements and its ordinary
indexes, as a script with sqlite3 would: it neither judges how surely a thing held, nor counts what it left out, nor
names anything. Both sides walk from the same entities at the same dates. A hub is the start of one walk in ten
and stands next to the start of another. With --folder, a case that was made before is used again.
"""

import argparse
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.names_sample import misspelt
from benchmarks.relations_sample import DAYS, FIRST, write_relations
from sqlalchemy import select, text

from sightline.core.errors import AmbiguousName, UnknownName
from sightline.store.tables import entities
from sightline.work.control import control
from sightline.work.identify import actor, find_actor
from sightline.work.identifying import finding
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.relations import relations
from sightline.work.view import Times

WALK_MS, MAP_MS, NAME_MS, MOST, HUB = 100.0, 500.0, 500.0, 2_000, 27_000
PEER = """WITH RECURSIVE walk(id, hop) AS (
    SELECT :start, 0
    UNION
    SELECT CASE WHEN s.entity = walk.id THEN s.target ELSE s.entity END, hop + 1
    FROM walk JOIN statements s ON s.entity = walk.id OR s.target = walk.id
    WHERE hop < 2 AND s.target IS NOT NULL AND s.closed IS NULL AND (s.v0 IS NULL OR s.v0 < :last)
        AND (s.v3 IS NULL OR s.v3 > :first) LIMIT 2000)
SELECT count(*) FROM walk"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actors", type=int, default=100_000)
    parser.add_argument("--relations", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=10_000)
    parser.add_argument("--walks", type=int, default=100)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as place:
        folder = asked.folder or Path(place)
        os.environ["SIGHTLINE_KEYS"] = str(folder / "keys")
        case = open_case(folder / "case") if (folder / "case").exists() else made(folder, asked)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; a fixed loop: {machine():.2f} s")
        missed = walks(case, asked) + maps(case) + names(case)
        close_case(case)
    print("every goal is met" if not missed else f"not met: {', '.join(missed)}")
    return 0 if not missed else 1


def made(folder, asked):
    folder.mkdir(parents=True, exist_ok=True)
    hub = HUB * asked.relations // 1_000_000
    began = time.perf_counter()
    count = write_relations(
        folder / "relations.jsonl",
        actors=asked.actors,
        count=asked.relations,
        hub=hub,
        places=asked.places,
        sources=5,
    )
    case = make_case(folder / "case", title="Benchmark")
    print(f"{count:,} statements written in {time.perf_counter() - began:.0f} s; importing them")
    began = time.perf_counter()
    import_statements(case, folder / "relations.jsonl")
    spent = time.perf_counter() - began
    size = (folder / "case" / "catalogue.sqlite3").stat().st_size / 1e6
    print(f"imported in {spent:.0f} s ({count / spent:,.0f} a second), {size:.0f} MB")
    return case


def walks(case, asked):
    """Time two hops as of a date, the peer's walk of the same in turn."""
    chance = random.Random(5)
    beside = neighbours(case)
    plain = sqlite3.connect(f"file:{case.folder / 'catalogue.sqlite3'}?mode=ro", uri=True)
    plain.execute("PRAGMA cache_size=-262144")
    ids = dict(plain.execute("SELECT key, entity FROM entity_keys WHERE key LIKE 'actor/%'"))
    relations(case, "actor/1", times=Times(held_at="2014-04-12"))
    ours, theirs, most, left = {"hub": [], "beside the hub": [], "any": []}, [], 0, 0
    spent, asked_too = [], []
    for number in range(asked.walks):
        day = (FIRST + timedelta(days=chance.randrange(DAYS))).isoformat()
        sort = {0: "hub", 1: "beside the hub"}.get(number % 10, "any")
        start = {"hub": "actor/0", "beside the hub": chance.choice(beside)}.get(
            sort, f"actor/{chance.randrange(asked.actors)}"
        )
        began, used = time.perf_counter(), time.process_time()
        answer = relations(case, start, times=Times(held_at=day), hops=2, most=MOST)
        ours[sort].append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - used) * 1000)
        most, left = max(most, len(answer.edges)), max(left, answer.left_out)
        assert len(answer.edges) <= MOST
        asked_too.append((ids[start], day))
    for start, day in asked_too[
        ::4
    ]:  # after, since it reads so much that it pushes everything else out of memory
        began = time.perf_counter()
        peer(plain, start, day)
        theirs.append((time.perf_counter() - began) * 1000)
    plain.close()
    print(
        f"two hops as of a date, {MOST:,} edges at most; at most {most:,} came back and {left:,} were left out"
    )
    for sort, times in ours.items():
        print(
            f"  {sort:16} median {statistics.median(times):7.1f} ms, longest {max(times):7.1f} ms, of {len(times)}"
        )
    p95 = statistics.quantiles([t for times in ours.values() for t in times], n=20)[-1]
    processor = statistics.quantiles(spent, n=20)[-1]
    print(f"  all together     p95 {p95:.1f} ms (goal {WALK_MS:.0f}), of processor {processor:.1f} ms")
    p95_peer = statistics.quantiles(theirs, n=20)[-1]
    print(
        f"  plain SQL        median {statistics.median(theirs):7.1f} ms, p95 {p95_peer:.1f} ms, of {len(theirs)}"
    )
    return ["walks"] if p95 > WALK_MS else []


def peer(plain, start, day):
    first = int(time.mktime(time.strptime(day, "%Y-%m-%d"))) * 1000
    return plain.execute(PEER, {"start": start, "first": first, "last": first + 86_400_000}).fetchone()


def neighbours(case):
    """Keys of some actors that stand next to the hub."""
    with case.catalogue.reading() as connection:
        sql = """SELECT k.key FROM relations r JOIN entity_keys k ON k.entity = r.other
            WHERE r.land = 0 AND r.entity = (SELECT entity FROM entity_keys WHERE key = 'actor/0') LIMIT 500"""
        return sorted({key for (key,) in connection.execute(text(sql))})


def maps(case):
    """Time the map of who holds what by every source."""
    times, spent, cells = [], [], 0
    control(case, at="2014-04-12")
    for number in range(20):
        day = (FIRST + timedelta(days=DAYS // 4 + number * 120)).isoformat()
        began, used = time.perf_counter(), time.process_time()
        answer = control(case, at=day)
        times.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - used) * 1000)
        cells = max(cells, sum(len(place.holdings) for place in answer.places))
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"map of {len(answer.places):,} places, {cells:,} words of sources, {len(answer.contradictions):,} disputed"
    )
    print(
        f"  median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms (goal {MAP_MS:.0f}),"
        f" processor median {statistics.median(spent):.0f} ms"
    )
    return ["map"] if p95 > MAP_MS else []


def names(case):
    """Time the search for a misspelt name, and the sheet of an actor; some answers are held against comparing all."""
    chance, times, sheets, found, alike = random.Random(7), [], [], 0, 0
    with case.catalogue.reading() as connection:
        titles = sorted(
            connection.execute(select(entities.c.title).where(entities.c.kind == "Actor")).scalars()
        )
    asked = [misspelt(chance.choice(titles), chance) for _ in range(100)]
    answers = []
    for wanted in asked:
        began = time.perf_counter()
        with case.catalogue.reading() as connection:
            answers.append(find_actor(connection, wanted))
        times.append((time.perf_counter() - began) * 1000)
        found += bool(answers[-1])
    for title in chance.sample(titles, 40):
        began = time.perf_counter()
        with suppress(AmbiguousName, UnknownName):
            actor(case, title)
        sheets.append((time.perf_counter() - began) * 1000)
    quick, finding.keyed_kinds = finding.keyed_kinds, lambda _: None
    began = time.perf_counter()
    for wanted, answer in list(zip(asked, answers, strict=True))[::20]:
        with case.catalogue.reading() as connection:
            alike += find_actor(connection, wanted) == answer
    whole = (time.perf_counter() - began) / 5 * 1000
    finding.keyed_kinds = quick
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"misspelt names among those of {len(titles):,} actors: something found for {found} of {len(times)}"
    )
    print(
        f"  median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms (goal {NAME_MS:.0f}); comparing all:"
        f" {whole:.0f} ms, {alike} of 5 answers the same"
    )
    print(
        f"  the sheet of an actor by its name: median {statistics.median(sheets):.0f} ms, longest {max(sheets):.0f} ms"
    )
    return ["names"] if p95 > NAME_MS else []


def machine():
    """Time a fixed loop [s of processor]: what this machine is worth at this moment."""
    began, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number & 3
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
