"""Fingerprint every frame of 720p and 1080p H.264, beside ``ffmpeg -f null`` with the same threads and pdqhash a frame.

Run: python benchmarks/bench_fingerprint.py [--seconds 20] [--repeat 3] [--threads 2] [FILM...]

Without films, two are made from noise-covered test pictures with ffmpeg. Both sides run in turn, and medians of frames
per second are printed; the goal is 95 % of ffmpeg. Decoding is nearly the whole cost, so the ratio is what counts.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pdqhash

from sightline.measure.media.decoding import Decoded, decode, video_stream
from sightline.measure.media.fingerprint import SIDE, bits_of, compiled, pdq, qualities, reduce_frame
from sightline.measure.media.frames import fingerprint_stream
from sightline.measure.media.opening import open_media

GOAL = 0.95


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("films", nargs="*", type=Path)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    began = time.perf_counter()
    compiled()
    print(f"loops compiled or loaded in {time.perf_counter() - began:.1f} s (once a run, never a film)")
    with tempfile.TemporaryDirectory() as folder:
        films = asked.films or [make(Path(folder), size, asked.seconds) for size in ("1280x720", "1920x1080")]
        worst = min(compare(film, asked.repeat, asked.threads) for film in films)
    print(f"worst ratio {worst:.2f}, goal {GOAL}")
    return 0 if worst >= GOAL else 1


def make(folder, size, seconds):
    """Make a film that costs as much to decode as a hand-held one: moving, with noise over it."""
    film = folder / f"{size}.mp4"
    source = f"testsrc2=size={size}:rate=30:duration={seconds}"
    argv = [
        "ffmpeg",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        source,
        "-vf",
        "noise=alls=12:allf=t,format=yuv420p",
    ]
    subprocess.run([*argv, "-c:v", "libx264", "-preset", "veryfast", "-b:v", "4M", str(film)], check=True)
    return film


def compare(film, repeat, threads):
    sides = {"ffmpeg -f null": null_decode, "decode only": only_decode, "every frame": every_frame}
    seen = {name: [] for name in sides}
    for _ in range(repeat):
        for name, side in sides.items():
            before, began = cpu(), time.perf_counter()
            frames = side(film, threads)
            seen[name].append(
                (frames / (time.perf_counter() - began), (cpu() - before) / max(1, frames) * 1000)
            )
    print(f"\n{film.name}, {threads} threads, medians of {repeat}")
    speed = {}
    for name, runs in seen.items():
        speed[name] = statistics.median(one for one, _ in runs)
        spent = statistics.median(one for _, one in runs)
        print(f"  {name:16} {speed[name]:8.1f} frames/s   {spent:6.2f} CPU ms a frame")
    ratio = speed["every frame"] / speed["ffmpeg -f null"]
    alone = speed["every frame"] / speed["decode only"]
    print(f"  every frame is at {ratio:.0%} of ffmpeg -f null, {alone:.0%} of decoding alone")
    hash_cost(film)
    return ratio


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


def every_frame(film, threads):
    with open_media(film, "video/mp4") as container:
        report, _, _ = fingerprint_stream(
            container, video_stream(container), deadline=float("inf"), threads=threads
        )
    return report.frames


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
    room, reduced = np.empty((SIDE, luma.shape[1]), np.float32), np.empty((1, SIDE, SIDE), np.float32)

    def ours():
        reduce_frame(luma, room, reduced[0])
        bits_of(reduced)
        qualities(reduced)

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
