"""Match a new film of 60 seconds in a case of a million frames; beside a flat scan of all hashes with FAISS.

Run: python benchmarks/bench_matches.py [--frames 1000000]

The case is made of fingerprints that walk as hand-held footage does (20 to 50 bits between neighbours), kept, recorded
and indexed as those of real films are; only decoding is left out. The new film is a mirrored copy of 20 seconds of one
of them between two stretches of its own, each bit noisy as after a re-encoding. The peer answers a part of the
question: which stored frames lie within the radius of the same frames, without candidates, offsets or segments.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import faiss
import numpy as np

from sightline.measure.media.fingerprint import mirrored
from sightline.model.evidence_record import finding, finding_id, stored
from sightline.model.finding import Finding, FramePrint
from sightline.model.match import Segment
from sightline.store.prints import MEDIA_TYPE, pack
from sightline.work.match import match
from sightline.work.matching.indexes import open_indexes
from sightline.work.opening import close_case, make_case
from sightline.work.write import writing

RATE, SECONDS = 30, 60
FRAMES = RATE * SECONDS
GOAL_S = 2.0
ROUNDS = 5


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=1_000_000)
    asked = parser.parse_args()
    chance = np.random.default_rng(5)
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as place:
        os.environ["SIGHTLINE_KEYS"] = str(Path(place) / "keys")
        case = make_case(Path(place) / "case", title="Benchmark", by="bench")
        films = [walk(chance, FRAMES) for _ in range(max(2, asked.frames // FRAMES))]
        began = time.perf_counter()
        for number, hashes in enumerate(films):
            keep(case, hashes, number)
        print(
            f"{len(films) * FRAMES} frames of {len(films)} films recorded in {time.perf_counter() - began:.1f} s"
        )
        began = time.perf_counter()
        list(match(case, []))
        print(f"indexed in {time.perf_counter() - began:.1f} s")
        ours, peers = [], []
        flat = faiss.IndexBinaryFlat(256)
        flat.add(np.concatenate(films))
        faiss.omp_set_num_threads(1)
        targets = chance.permutation(len(films))[:ROUNDS].tolist()
        for round_, target in enumerate(targets):
            new = np.concatenate((walk(chance, 600), mirrored(films[target][300:900]), walk(chance, 600)))
            new = noisy(chance, new, 8)
            sha256 = keep(case, new, len(films) + round_)
            began = time.perf_counter()
            (done,) = match(case, [sha256])
            ours.append(time.perf_counter() - began)
            found = [segments for other, _, segments in done.found]
            assert len(found) == 1, f"{len(found)} films found"
            told(found[0])
            queries = np.concatenate((new[::15], mirrored(new[::15])))
            began = time.perf_counter()
            flat.range_search(queries, 32)
            peers.append(time.perf_counter() - began)
        began = time.perf_counter()
        with open_indexes(case):
            opened = time.perf_counter() - began
        close_case(case)
    median = statistics.median(ours)
    print(f"a new film of {SECONDS} s: {median:.2f} s after decoding (goal {GOAL_S:.0f}), median of {ROUNDS}")
    print(
        f"FAISS BinaryFlat, the same {len(queries)} hashes: {statistics.median(peers):.2f} s, and no segments yet"
    )
    print(f"the index, up to date, opens in {opened * 1000:.0f} ms")
    return 0 if median <= GOAL_S else 1


def told(segments: tuple[Segment, ...]) -> None:
    """Check that the answer is right before its time counts."""
    (one,) = segments
    lengths = (one.a_end_ms - one.a_start_ms, one.b_end_ms - one.b_start_ms)
    assert one.mirrored, "not told as mirrored"
    assert all(abs(length - 20_000) < 1_500 for length in lengths), lengths


def walk(chance, count):
    """Return (count, 32) hashes of one film: neighbours differ by about 30 bits."""
    steps = chance.random((count, 256)) < 30 / 256
    steps[0] = chance.random(256) < 0.5
    return np.packbits(np.bitwise_xor.accumulate(steps, axis=0), axis=1)


def noisy(chance, hashes, bits):
    """Flip about so many bits of each."""
    flips = np.packbits(chance.random((len(hashes), 256)) < bits / 256, axis=1)
    return hashes ^ flips


def keep(case, hashes, number):
    """Record a film that has these frames, as examining one does."""
    kept = case.vault.put(b"film %d %s" % (number, hashes[:4].tobytes()))
    step = 1000 / RATE
    prints = [
        FramePrint(round(at * step), round((at + 1) * step), one.tobytes(), 90, "full")
        for at, one in enumerate(hashes)
    ]
    made = case.vault.put(pack(prints))
    found = Finding("media.frames", 2, "found", "frames of a benchmark", {}, prints=tuple(prints[:1]))
    told_of = {"sha256": made.sha256.hex(), "count": len(prints)}
    with writing(case) as writer:
        writer.append(
            "object.examined",
            [
                stored(kept.sha256, kept.sha512, kept.size, role="original", media_type="video/mp4"),
                stored(made.sha256, made.sha512, made.size, role="derivative", media_type=MEDIA_TYPE),
                finding(
                    finding_id((kept.sha256,), found),
                    kept.sha256,
                    found,
                    products=(),
                    prints=told_of,
                    sandbox="",
                    ms=0,
                ),
            ],
        )
    return kept.sha256


if __name__ == "__main__":
    raise SystemExit(main())
