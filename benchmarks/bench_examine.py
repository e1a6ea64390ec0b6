"""Examine a folder of photographs and odd files, beside what a shell loop pays for far less.

Run: python benchmarks/bench_examine.py [--repeat 3] [--workers 2] FOLDER...

The peer is a loop of ``sha256sum`` and one ``ffprobe`` for each file and one exiftool that stays open. Ours hashes each
file and runs every default measure in the sandbox: type, container, picture with thumbnail and PDQ, film frames,
Content Credentials, metadata, clocks, language. What adding costs beside (ledger, fsync) is not in here. Both sides
run in turn; the goal for adding as a whole is 1.5 times the peer.
"""

import argparse
import hashlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

from sightline.core.sandbox import Job
from sightline.measure.media.sniff import sniff_file
from sightline.measure.run import open_examiner, parameters_for, plan

GOAL = 1.5
HERE = Path(__file__).resolve().parents[2] / "shared" / "data"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    folders = [folder.resolve() for folder in asked.folders or [HERE / "photos", HERE / "odd_files"]]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    if len(files) == 0:
        print("no files: name a folder")
        return 2
    peers, ours, spent = [], [], defaultdict(float)
    for _ in range(asked.repeat):
        peers.append(peer(files))
        ours.append(examine(files, folders, asked.workers, spent))
    theirs, own = statistics.median(peers), statistics.median(ours)
    print(f"{len(files)} files, medians of {asked.repeat}")
    print(f"  sha256sum + ffprobe each, exiftool open   {theirs:6.1f} s")
    print(f"  every measure in the sandbox, {asked.workers} workers   {own:6.1f} s")
    print(f"  ratio {own / theirs:.2f}, goal for adding as a whole {GOAL}")
    for media_type, seconds in sorted(spent.items(), key=lambda one: -one[1])[:8]:
        print(f"    {seconds / asked.repeat:6.2f} s   {media_type}")
    return 0 if own <= GOAL * theirs else 1


def peer(files):
    began = time.perf_counter()
    exiftool = subprocess.Popen(
        ["exiftool", "-stay_open", "True", "-@", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for path in files:
        subprocess.run(["sha256sum", path], stdout=subprocess.DEVNULL, check=True)
        exiftool.stdin.write(f"-j\n{path}\n-execute\n".encode())
        exiftool.stdin.flush()
        subprocess.run(
            ["ffprobe", "-v", "quiet", "-show_format", "-show_streams", "-of", "json", path],
            stdout=subprocess.DEVNULL,
            check=False,
        )
    exiftool.stdin.write(b"-stay_open\nFalse\n")
    exiftool.stdin.close()
    exiftool.wait()
    return time.perf_counter() - began


def examine(files, folders, workers, spent):
    began = time.perf_counter()
    left = list(reversed(files))
    threads = [threading.Thread(target=serve, args=(left, folders, spent)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def serve(left, folders, spent):
    with open_examiner(folders) as examiner, tempfile.TemporaryDirectory() as out:
        while left:
            path = left.pop()
            sniffed = sniff_file(path)
            wanted = plan(sniffed)
            names = tuple(one.name for one in wanted)
            given = {one.name: parameters_for(one, {"name": path.name}) for one in wanted}
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            reply = examiner.run(Job(path, path.name, digest, names, given, Path(out)))
            spent[sniffed.media_type] += reply.seconds


if __name__ == "__main__":
    sys.exit(main())
