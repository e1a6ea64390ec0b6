"""Bound thousands of moments by thousands of reasons, beside the shortest paths of networkx.

Run: python benchmarks/bench_bounds.py [--things 1000 5000]

A seeded case of clips and incidents: every thing has a begin and an end, most are tied to earlier ones (one clock,
before, after), some are dated. The peer computes the same earliest and latest moments with Bellman-Ford from and to the
epoch (networkx, where it is installed; it gives no reasons). Then one false date is put in, and the smallest set of
reasons that cannot all be true is named; the peer's negative cycle is whichever it meets first.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import time

from sightline.measure.chrono.bounds.network import EPOCH, Reason, apart, at, before, network
from sightline.measure.chrono.bounds.tightening import tighten

try:
    import networkx
except ImportError:
    networkx = None

GOALS = {"bounds_s": 1.0}
DAY = 86_400_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--things", nargs="*", type=int, default=[500, 2_000])
    asked = parser.parse_args()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    faults = []
    for things in asked.things:
        faults += one_size(things)
    print("missed: " + ", ".join(faults) if faults else "all goals met")
    return 1 if faults else 0


def one_size(things):
    limits, truth = made(things, seed=things)
    whole = net(limits)
    print(f"{len(whole.points):,} moments, {len(limits):,} constraints; processor time, medians of 3")
    ours_s, answer = timed(lambda: tighten(whole), 3)
    assert all(fits(one, truth[one.point]) for one in answer.everything.points)
    print(f"  all bounds with their reasons     {ours_s:8.3f} s   goal {GOALS['bounds_s']} s")
    if networkx is not None:
        peer_s, (up, down) = timed(lambda: peer(whole), 1)
        same = all(
            up.get(one.point) == (None if one.upper is None else one.upper.at_ms)
            and down.get(one.point) == (None if one.lower is None else one.lower.at_ms)
            for one in answer.everything.points
        )
        print(
            f"  networkx Bellman-Ford, no reasons {peer_s:8.3f} s   {'same bounds' if same else 'NOT EQUAL'}"
        )
    else:
        print("  networkx is not installed here: no peer")
        same = True
    deep = max(
        (one for one in answer.everything.points if one.lower is not None),
        key=lambda one: len(one.lower.reasons),
    )
    false = [*limits, at("false", deep.point, (None, deep.lower.at_ms - 1))]
    conflict_s, torn = timed(lambda: tighten(net(false)), 1)
    named = torn.everything.conflicts[0]
    print(
        f"  a false date: {len(named.reasons)} reasons named    {conflict_s:8.3f} s   {', '.join(named.reasons)}"
    )
    cycle = None if networkx is None else peer_cycle(net(false))
    if cycle is not None:
        print(f"  networkx's negative cycle         {cycle} reasons")
    slow = ours_s > GOALS["bounds_s"]
    return [*([f"bounds of {things}"] if slow else []), *([] if same else [f"equality at {things}"])]


def made(things, *, seed):
    """Constraints that a hidden truth satisfies."""
    dice = random.Random(seed)
    truth, limits = {}, []
    for n in range(things):
        start = dice.randrange(30 * DAY)
        truth[f"t{n} begin"], truth[f"t{n} end"] = start, start + dice.randrange(1_000, 3_600_000)
        limits.append(apart("given", f"t{n} begin", f"t{n} end", (0, 3_600_000)))
        for tie in range(3 if n else 0):
            other = dice.randrange(n)
            a, b = f"t{other} begin", f"t{n} begin"
            gap = truth[b] - truth[a]
            slack = dice.choice([500, 60_000, 3_600_000])
            if tie == 0 or dice.random() < 0.5:
                limits.append(apart(f"tie {n}.{tie}", a, b, (gap - slack, gap + slack)))
            else:
                first, second = (a, b) if gap >= 0 else (b, a)
                limits.append(before(f"order {n}.{tie}", first, second))
        if dice.random() < 0.1:
            limits.append(at(f"date {n}", f"t{n} end", (truth[f"t{n} end"] - DAY, truth[f"t{n} end"] + DAY)))
    return limits, truth


def net(limits):
    names = dict.fromkeys(one.reason for one in limits)
    return network([Reason(name, name, given=name == "given") for name in names], limits)


def fits(one, at_ms):
    return (one.lower is None or one.lower.at_ms <= at_ms) and (one.upper is None or at_ms <= one.upper.at_ms)


def graph_of(whole):
    graph = networkx.DiGraph()
    graph.add_nodes_from([EPOCH, *whole.points])
    for one in whole.limits:
        part = one.ranges[0]
        for u, v, w in (
            (one.start, one.end, part.most),
            (one.end, one.start, None if part.least is None else -part.least),
        ):
            if w is not None and (not graph.has_edge(u, v) or graph[u][v]["weight"] > w):
                graph.add_edge(u, v, weight=w)
    return graph


def peer(whole):
    graph = graph_of(whole)
    up = networkx.single_source_bellman_ford_path_length(graph, EPOCH)
    down = networkx.single_source_bellman_ford_path_length(graph.reverse(), EPOCH)
    return dict(up), {point: -length for point, length in dict(down).items()}


def peer_cycle(whole):
    graph = graph_of(whole)
    graph.add_node("everywhere")
    for point in list(graph):
        if point != "everywhere":
            graph.add_edge("everywhere", point, weight=0)
    try:
        return len(networkx.find_negative_cycle(graph, "everywhere")) - 1
    except networkx.NetworkXError:
        return None


def timed(act, runs):
    taken, result = [], None
    for _ in range(runs):
        began = time.process_time()
        result = act()
        taken.append(time.process_time() - began)
    return statistics.median(taken), result


if __name__ == "__main__":
    sys.exit(main())
