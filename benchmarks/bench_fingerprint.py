"""Fingerprint every frame of 720p and 1080p H.264, beside ``ffmpeg -f null`` with the same threads, and vpdq.

Run: python benchmarks/bench_fingerprint.py [--seconds 20] [--repeat 5] [--threads 2] [--full-peer] [FILM...]

Without films, noise-covered test pictures are made with ffmpeg, with and without a letterbox. All sides run in turn,
and ratios are medians over the repeats of one side to another in the same repeat: a busy machine slows both. Goals: 95
% of ffmpeg's frames per second, and 3.5 times less CPU than vpdq on every frame. Where vpdq is not installed, its work
is done with its parts: every frame decoded, turned into colours and hashed by pdqhash, which is the library under it.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import pdqhash

from sightline.measure.media.decoding import Decoded, decode, video_stream
from sightline.measure.media.film_pass import pass_over
from sightline.measure.media.fingerprint import SIDE, hash_reduced, pdq, reduce_frame
from sightline.measure.media.fingerprint_loops import compiled
from sightline.measure.media.opening import open_media

try:
    import vpdq
except ImportError:
    vpdq = None

PEER = "vpdq" if vpdq is not None else "rgb and pdqhash"

GOAL, PEER_GOAL = 0.95, 3.5
OTHERS = ("every frame", "with crop views")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("films", nargs="*", type=Path)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--full-peer", action="store_true", help="let the peer hash the whole film, not 90 frames"
    )
    asked = parser.parse_args()
    began = time.perf_counter()
    compiled()
    print(f"loops compiled or loaded in {time.perf_counter() - began:.1f} s (once a run, never a film)")
    worst, least = float("inf"), float("inf")
    with tempfile.TemporaryDirectory() as folder:
        films = asked.films or [
            make(Path(folder), size, asked.seconds, bars=bars)
            for size in ("1280x720", "1920x1080")
            for bars in (False, True)
        ]
        for film in films:
            speed, times = compare(film, asked.repeat, asked.threads, whole=asked.full_peer)
            worst, least = min(worst, speed), min(least, times)
    print(f"\nworst: {worst:.0%} of ffmpeg -f null (goal {GOAL:.0%}), {least:.1f} times less CPU than {PEER}")
    return 0 if worst >= GOAL and least >= PEER_GOAL else 1


def make(folder, size, seconds, *, bars):
    """Make a film that costs as much to decode as a hand-held one: moving, with noise over it."""
    film = folder / f"{size}{'-letterbox' if bars else ''}.mp4"
    source = f"testsrc2=size={size}:rate=30:duration={seconds}"
    draw = "noise=alls=12:allf=t,format=yuv420p"
    if bars:
        draw += ",crop=iw:ih*3/4,pad=iw:ih*4/3:0:(oh-ih)/2"
    argv = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-vf", draw]
    subprocess.run([*argv, "-c:v", "libx264", "-preset", "veryfast", "-b:v", "4M", str(film)], check=True)
    return film


def compare(film, repeat, threads, *, whole):
    sides = {
        "ffmpeg -f null": null_decode,
        "decode only": only_decode,
        "every frame": every_frame,
        "with crop views": with_crops,
        PEER: partial(peer, most=None if whole else 90),
    }
    wall, spent = {name: [] for name in sides}, {name: [] for name in sides}
    for _ in range(repeat):
        for name, side in sides.items():
            before, began = cpu(), time.perf_counter()
            frames = max(1, side(film, threads))
            wall[name].append((time.perf_counter() - began) / frames)
            spent[name].append((cpu() - before) / frames)
    print(f"\n{film.name}, {threads} threads, medians of {repeat}")
    for name in sides:
        speed, cost = 1 / statistics.median(wall[name]), statistics.median(spent[name])
        print(f"  {name:24} {speed:8.1f} frames/s   {cost * 1e3:6.2f} CPU ms a frame")
    for name in OTHERS:
        for other in ("ffmpeg -f null", "decode only"):
            print(
                f"  {name}: {ratio(wall[other], wall[name]):.0%} of the frames/s of {other}, "
                f"{ratio(spent[name], spent[other]):.2f} times its CPU"
            )
    less = ratio(spent[PEER], spent["every frame"])
    print(f"  {PEER} needs {less:.1f} times the CPU of every frame")
    hash_cost(film)
    return ratio(wall["ffmpeg -f null"], wall["every frame"]), less


def ratio(ones, others):
    """Return the median of one to the other, repeat by repeat."""
    return statistics.median(one / other for one, other in zip(ones, others, strict=True))


def null_decode(film, threads):
    argv = [
        "ffmpeg",
        "-v",
        "error",
        "-threads",
        str(threads),
        "-i",
        str(film),
        "-map",
        "0:v:0",
        "-f",
        "null",
        "-",
    ]
    subprocess.run(argv, check=True)
    return count(film)


def only_decode(film, threads):
    report = Decoded()
    with open_media(film, "video/mp4") as container:
        for _ in decode(container, video_stream(container), report, deadline=float("inf"), threads=threads):
            pass
    return report.frames


def every_frame(film, threads, *, crops=False):
    with open_media(film, "video/mp4") as container:
        found = pass_over(
            container, video_stream(container), deadline=float("inf"), threads=threads, crops=crops
        )
    return found.report.frames


def with_crops(film, threads):
    return every_frame(film, threads, crops=True)


def peer(film, threads, *, most):
    """Hash every frame as vpdq does; by its parts, only the first ``most`` frames are hashed."""
    if vpdq is not None:
        return len(vpdq.computeHash(str(film), seconds_per_hash=0, thread_count=threads))
    frames = 0
    with open_media(film, "video/mp4") as container:
        report = Decoded()
        for frame, _ in decode(
            container, video_stream(container), report, deadline=float("inf"), threads=threads
        ):
            pdqhash.compute(frame.to_ndarray(format="rgb24"))
            frames += 1
            if frames == most:
                break
    return frames


COUNTED = {}


def count(film):
    if film not in COUNTED:
        COUNTED[film] = only_decode(film, 0)
    return COUNTED[film]


def hash_cost(film):
    """Print what hashing one decoded frame costs, beside pdqhash, and that both say the same."""
    with open_media(film, "video/mp4") as container:
        frame = next(container.decode(video_stream(container)))
        luma = np.ascontiguousarray(frame.to_ndarray(format="gray"))
        rgb = frame.to_ndarray(format="rgb24")
    room, reduced = np.empty((SIDE, luma.shape[1]), np.float32), np.empty((SIDE, SIDE), np.float32)

    def ours():
        reduce_frame(luma, room, reduced)
        hash_reduced(reduced)

    own, peer = timed(ours, 100), timed(lambda: pdqhash.compute(rgb), 3)
    theirs, _ = pdqhash.compute(np.repeat(luma[:, :, None], 3, axis=2))
    bits = int((np.unpackbits(np.frombuffer(pdq(luma)[0], np.uint8)) != theirs).sum())
    print(f"  one frame: {own * 1e3:.2f} ms, pdqhash {peer * 1e3:.1f} ms ({peer / own:.0f} times as much)")
    print(f"  bits that differ on its luma: {bits}")


def timed(call, times):
    began = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - began) / times


def cpu():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    sys.exit(main())
