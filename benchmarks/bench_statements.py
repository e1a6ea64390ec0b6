"""Import a million statements, then look at entities, search and rebuild; beside a script that keeps no record at all.

Run: python benchmarks/bench_statements.py [--count 1000000] [--only sqlite|following|postgresql|peer]

The peer is what a script with ``sqlite3`` alone does with the same file: it reads each line, puts one row with the same
columns and indexes into a table and its text into FTS5, with the same care for the disk. It keeps no chain, no salted
leaves and no ids that prove anything, and checks nothing: an upper bound. The speed of this machine at the moment is
printed too (a fixed loop), since nothing says more about a figure than what else ran beside it.
"""

import argparse
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.statements_sample import COMMON, ENGLISH, PER_ENTITY, RARE, write_sample
from sqlalchemy import func, select

from sightline.core.fold import fold, query_terms
from sightline.store.tables import entities
from sightline.work.following import follow_text
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.rebuild import rebuild
from sightline.work.search import find
from sightline.work.searching.query import Query
from sightline.work.view import entity

GOALS = {"sqlite": 8_000, "following": 12_000}
ENTITY_MS, SEARCH_MS, REBUILD_S = 2.0, 100.0, 120.0
LOOKED_AT = 400


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--only", action="append", choices=["peer", "sqlite", "following", "postgresql"])
    parser.add_argument("--without-rebuild", action="store_true")
    asked = parser.parse_args()
    wanted = asked.only or ["peer", "sqlite", "following", "postgresql"]
    missed = []
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as place:
        folder = Path(place)
        os.environ["SIGHTLINE_KEYS"] = str(folder / "keys")
        sample = folder / "statements.jsonl"
        write_sample(sample, asked.count)
        size = sample.stat().st_size / 1e6
        print(
            f"{asked.count} statements, {PER_ENTITY} an entity, {size:.0f} MB; a fixed loop: {machine():.2f} s"
        )
        for name in wanted:
            if name == "peer":
                peer(sample, folder / "peer.sqlite3", asked.count)
            else:
                with server(name) as url:
                    missed += ours(name, sample, folder / name, asked, url)
    print("every goal is met" if not missed else f"not met: {', '.join(missed)}")
    return 0 if not missed else 1


def ours(name, sample, folder, asked, url):
    if url is None:
        print(f"{name}: PostgreSQL is not installed")
        return []
    case = make_case(folder, title="Benchmark", url=url)
    if name == "following":
        close_case(case)
        settings = folder / "sightline.toml"
        settings.write_text(settings.read_text() + '\n[catalogue]\ntext = "following"\n')
        case = open_case(folder)
    missed = []
    began, used = time.perf_counter(), time.process_time()
    done = import_statements(case, sample)
    seconds, used = time.perf_counter() - began, time.process_time() - used
    assert asked.count == done.new
    rate = done.new / seconds
    goal = GOALS.get(name)
    spent = f"{seconds:.1f} s, {used:.1f} s of processor; the fixed loop now {machine():.2f} s"
    print(f"{name}: {rate:,.0f} statements a second{told(goal)} ({spent})")
    if goal is not None and rate < goal:
        missed.append(f"{name} import")
    if name == "following":
        began = time.perf_counter()
        followed = follow_text(case)
        print(
            f"  the text index caught up with {followed.documents} texts in {time.perf_counter() - began:.1f} s"
        )
    missed += looking(case, name) + searching(case, name)
    if name != "following" and not asked.without_rebuild:
        made = rebuild(case)
        print(f"  rebuild {made.seconds:.1f} s{told(REBUILD_S)}")
        if made.seconds > REBUILD_S * asked.count / 1e6 and name == "sqlite":
            missed.append(f"{name} rebuild")
    if case.catalogue.sqlite:
        print(f"  {(folder / 'catalogue.sqlite3').stat().st_size / 1e6:.0f} MB")
    close_case(case)
    return missed


def looking(case, name):
    """Time the view of an entity with its fifty statements."""
    with case.catalogue.reading() as connection:
        most = connection.execute(
            select(func.count()).select_from(entities).where(entities.c.kind == "Incident")
        ).scalar()
    chance = random.Random(3)
    codes = [f"INC-{chance.randint(1, most)}" for _ in range(LOOKED_AT)]
    entity(case, codes[0])
    times = []
    for code in codes:
        began = time.perf_counter()
        view = entity(case, code)
        times.append((time.perf_counter() - began) * 1000)
        assert len(view.statements) in (PER_ENTITY, len(view.statements))
    return tell(name, "an entity with its statements", times, ENTITY_MS)


def searching(case, name):
    """Time text search, apart for what is found up to the limit of ranking and beyond it."""
    chance = random.Random(5)
    asked = [chance.choice(RARE) for _ in range(60)]
    asked += [f"{chance.choice(ENGLISH)} {chance.choice(RARE)}" for _ in range(60)]
    asked += [f'"{chance.choice(ENGLISH)} {chance.choice(ENGLISH)}"' for _ in range(60)]
    asked += [chance.choice(ENGLISH) for _ in range(20)]
    asked += [f"{chance.choice(ENGLISH)} {chance.choice(ENGLISH)}" for _ in range(40)]
    asked += [COMMON] * 20
    ranked, newest, most = [], [], 0
    for text in asked:
        with case.catalogue.reading() as connection:
            count = case.text.count(connection, query_terms(text), most=10_000_000)
        began = time.perf_counter()
        found = find(case, Query(text=text))
        (newest if found.newest_first else ranked).append((time.perf_counter() - began) * 1000)
        most = max(most, count) if not found.newest_first else most
    missed = tell(name, f"text search, ranked (up to {most:,} hits)", ranked, SEARCH_MS)
    return missed + (tell(name, "text search, newest first", newest, SEARCH_MS) if newest else [])


def tell(name, what, times, goal):
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"  {what}: median {statistics.median(times):.2f} ms, p95 {p95:.2f} ms{told(goal)}, of {len(times)}"
    )
    return [f"{name} {what}"] if p95 > goal and name == "sqlite" else []


def told(goal):
    return "" if goal is None else f" (goal {goal:,.0f})"


def peer(sample, path, count):
    """Do the same with sqlite3 alone."""
    began = time.perf_counter()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (
        "page_size=8192",
        "journal_mode=WAL",
        "synchronous=FULL",
        "cache_size=-131072",
        "wal_autocheckpoint=8192",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    columns = (
        "n INTEGER PRIMARY KEY, entity, prop, value, lang, quals, valid, said, certainty, source, evidence"
    )
    connection.execute(f"CREATE TABLE statements ({columns})")
    for column in ("entity", "source", "value"):
        connection.execute(f"CREATE INDEX i_{column} ON statements ({column})")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='ascii')")
    rows, texts = [], []

    def flush():
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO statements VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
        connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", texts)
        connection.execute("COMMIT")
        rows.clear()
        texts.clear()

    with sample.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            value, get = row["value"], row.get
            if isinstance(value, str):
                texts.append((number, fold(value)))
            rows.append(
                (
                    number, row["entity"], row["property"], json.dumps(value, ensure_ascii=False), get("lang"),
                    json.dumps(get("qualifiers")), get("valid"), get("said"), get("certainty"), get("source"),
                    json.dumps(get("evidence"), ensure_ascii=False),
                )
            )  # fmt: skip
            if len(rows) >= 4_000:
                flush()
    flush()
    connection.close()
    seconds = time.perf_counter() - began
    print(
        f"peer: {count / seconds:,.0f} rows a second with sqlite3 alone ({seconds:.1f} s), nothing proved or checked"
    )


@contextmanager
def server(name):
    """Start a PostgreSQL with its ordinary care for the disk; "" for SQLite, None where there is no PostgreSQL."""
    if name != "postgresql":
        yield ""
        return
    from tests.fixtures import postgres

    place = postgres.programs()
    if place is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="sightline-pg-", dir="/tmp") as home:
        folder = Path(home)
        folder.chmod(0o755)
        before = postgres.as_server_user(folder)
        postgres.initdb([*before, str(place / "initdb")], folder / "data")
        control = [*before, str(place / "pg_ctl"), "-D", str(folder / "data"), "-w"]
        careful = f"-k {folder} -c listen_addresses='' -c shared_buffers=512MB -c max_wal_size=4GB"
        postgres.run([*control, "-l", str(folder / "log"), "-o", careful, "start"])
        cluster = postgres.Cluster(folder)
        try:
            yield cluster.url(cluster.create())
        finally:
            postgres.run([*control, "-m", "immediate", "stop"])


def machine():
    """Time a fixed loop [s of processor]: what this machine is worth at this moment."""
    began = time.process_time()
    total = 0
    for number in range(10_000_000):
        total += number & 3
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
