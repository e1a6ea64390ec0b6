"""Add a folder of photographs and odd files to a new case, beside what a shell loop pays for far less.

Run: python benchmarks/bench_add.py [--repeat 3] [FOLDER...]

The peer is a loop of ``sha256sum`` and one ``ffprobe`` for each file, and one exiftool that stays open. Ours is
``sightline add`` as a person gives it, the start of Python included: every file hashed twice, kept and fsynced, every
default measure in the sandbox, findings and captures in the ledger. Both sides run in turn; the goal is 1.5 times the
peer. The case is made outside the clock, and so is bytecode: pip compiles what it installs, other tools and checkouts
leave that to the first start, and a sandbox never writes any.
"""

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

GOAL = 1.5
HERE = Path(__file__).resolve().parents[2] / "shared" / "data"
RUN = [sys.executable, "-c", "from sightline.cli.main import run; run()"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    folders = [folder.resolve() for folder in asked.folders or [HERE / "photos", HERE / "odd_files"]]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    if len(files) == 0:
        print("no files: name a folder")
        return 2
    for place in (sysconfig.get_path("purelib"), Path(__file__).resolve().parents[1] / "src"):
        compileall.compile_dir(place, quiet=2, workers=0)
    peers, ours, checks = [], [], []
    for number in range(asked.repeat):
        peers.append(peer(files))
        own, checked = add(folders)
        ours.append(own)
        checks.append(checked)
        print(f"  run {number + 1}: peer {peers[-1]:.1f} s, add {own:.1f} s", flush=True)
    theirs, own = statistics.median(peers), statistics.median(ours)
    print(
        f"{len(files)} files, medians of {asked.repeat}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    print(f"  sha256sum + ffprobe each, exiftool open        {theirs:6.1f} s")
    print(f"  sightline add, findings, ledger and fsync in   {own:6.1f} s")
    print(f"  sightline check of the case                    {statistics.median(checks):6.1f} s")
    print(f"  ratio {own / theirs:.2f}, goal {GOAL}")
    return 0 if own <= GOAL * theirs else 1


def peer(files):
    began = time.perf_counter()
    exiftool = subprocess.Popen(
        ["exiftool", "-stay_open", "True", "-@", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    for path in files:
        subprocess.run(["sha256sum", path], stdout=subprocess.DEVNULL, check=True)
        probe = ["ffprobe", "-v", "quiet", "-print_format", "json", "-show_format", "-show_streams", path]
        subprocess.run(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        exiftool.stdin.write(b"-json\n-G1\n" + os.fsencode(path) + b"\n-execute\n")
        exiftool.stdin.flush()
        while not exiftool.stdout.readline().endswith(b"{ready}\n"):
            pass
    exiftool.stdin.write(b"-stay_open\nFalse\n")
    exiftool.stdin.close()
    exiftool.stdout.read()
    exiftool.wait()
    return time.perf_counter() - began


def add(folders):
    with tempfile.TemporaryDirectory() as place:
        environment = {**os.environ, "SIGHTLINE_KEYS": str(Path(place, "keys"))}
        case = str(Path(place, "case"))

        def sightline(*words):
            began = time.perf_counter()
            done = subprocess.run(
                [*RUN, *map(str, words)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment,
                check=False,
            )
            if done.returncode not in {0, 1}:
                raise SystemExit(done.stderr.decode("utf-8", "replace"))
            return time.perf_counter() - began

        sightline("init", case)
        return sightline("add", *folders, "-w", case, "--json"), sightline("check", "-w", case)


if __name__ == "__main__":
    sys.exit(main())
