"""Ask every forensic method of pictures about a held-out set on which no threshold was set.

Run: python benchmarks/bench_forensics.py [--pictures 4] [--seed 2000] [FOLDER...]

The set is made by seeds: other things, cameras, sizes, noise and quantisation tables than those the methods were tuned
on, left alone or edited in one known way. Photographs in the folders (by default those beside the project, where they
are) count as left alone. A *false alarm* is a part told where nothing was edited, or an earlier save where there was
none; a *hit* is a part told whose box covers the edited one by three tenths and more of both together. There is no
peer: what is printed is how often to believe each method. The goal: at most one false alarm in twenty pictures saved
once, by each method that speaks of something found. Seeds 1000 to 1019 were looked at, and two faults seen there were
mended; so it begins at 2000. The pictures are shared out among the processors.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.footage.held_out import NEVER_TUNED, PICTURE_METHODS, WAYS, Case, cases  # noqa: E402

from sightline.core.errors import SightlineError  # noqa: E402
from sightline.measure.media.sniff import sniff_file  # noqa: E402
from sightline.measure.media.subject import Subject  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
FOLDERS = [SHARED / "photos" / "exif_jpg", SHARED / "images" / "copies" / "base_images"]
GOAL = 0.05
COVERS = 0.3


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--pictures", type=int, default=4, help="of each way")
    parser.add_argument("--seed", type=int, default=NEVER_TUNED)
    parser.add_argument("--ways", nargs="*", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--each", action="store_true", help="tell every picture")
    asked = parser.parse_args()
    began = time.perf_counter()
    told, of, sure = Counter(), Counter(), Counter()
    seeds = range(asked.seed, asked.seed + asked.pictures)
    orders = [(name, seed, None) for seed in seeds for name in asked.ways]
    orders += [("real photographs", 0, one) for one in photographs(asked.folders or FOLDERS)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for (name, seed, _), found_there in zip(
            orders, pool.map(asked_of, *zip(*orders, strict=True)), strict=True
        ):
            for method, (part, found) in found_there.items():
                of[name, method] += 1
                told[name, method] += part
                sure[name, method] += part and found
                if asked.each:
                    print(f"  {name} {seed} {method}: {'told' if part else 'not told'}", flush=True)
    names = list(dict.fromkeys(name for name, _ in of))
    left_alone = [name for name in names if name not in WAYS or WAYS[name].methods == PICTURE_METHODS]
    spent = round(time.perf_counter() - began)
    print(f"held out, {asked.pictures} pictures of each way from seed {asked.seed}; {spent} s")
    print()
    print(
        "| left alone: told a part, or an earlier save that was none |"
        + "".join(f" {m} |" for m in PICTURE_METHODS)
    )
    print("|---|" + "---|" * len(PICTURE_METHODS))
    for name in left_alone:
        print(f"| {name} |" + "".join(f" {told[name, m]}/{of[name, m]} |" for m in PICTURE_METHODS))
    print()
    print("| edited | asked | told at its place |")
    print("|---|---|---|")
    for name in names:
        for method in () if name in left_alone else WAYS[name].methods:
            print(f"| {name} | {method} | {told[name, method]}/{of[name, method]} |")
    missed = [
        m
        for m in PICTURE_METHODS
        if (count := of["saved once", m]) > 0 and sure["saved once", m] > max(1, GOAL * count)
    ]
    print()
    print(f"false alarms over {GOAL:.0%}: {', '.join(missed)}" if missed else "no method over its goal")
    return 1 if missed else 0


def asked_of(name, seed, photograph):
    """Make one picture, or take the photograph, and ask its methods about it."""
    return answers(next(cases(name, range(seed, seed + 1))) if photograph is None else photograph)


def answers(one):
    """Ask each method; gives (whether it is told at the place, or told at all where nothing was edited; found)."""
    out = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("a.png" if one.body[:4] == b"\x89PNG" else "a.jpg")
        path.write_bytes(one.body)
        for method in one.methods:
            room = Path(folder) / method
            room.mkdir()
            subject = Subject(path, sniff_file(path), {}, room, time.monotonic() + 120, {}.get)
            measure = import_module(f"sightline.measure.media.forensics.{method}")
            finding = getattr(measure, f"measure_{method}")(subject)
            parts = boxes(method, finding, one)
            found = finding.outcome == "found"
            if not found and method not in NEVER_FOUND:
                parts = []
            if one.box is not None:
                out[method] = any(covers(part, one.box) for part in parts), found
            else:
                out[method] = len(parts) > 0 or (found and not (one.saved_before and method in BEFORE)), found
    return out


NEVER_FOUND = (
    "levels",
    "noise",
)  # a part that stands out there is a place to look at, and is never told as found
BEFORE = ("quantisation", "grid", "thumbnail")


def boxes(method, finding, one):
    """List the parts a finding tells of, in pixels of the picture."""
    if method == "thumbnail":
        part = finding.values.get("part")
        if part is None:
            return []
        # told in pixels of the thumbnail, whose longer side has 160
        share = longer_side(one.body) / 160
        return [tuple(value * share for value in part)]
    keys = ("x", "y", "width", "height")
    return [tuple(region[key] for key in keys) for region in finding.values.get("regions", ())]


def longer_side(body):
    with Image.open(io.BytesIO(body)) as opened:
        return max(opened.size)


def covers(part, box):
    across = min(part[0] + part[2], box[0] + box[2]) - max(part[0], box[0])
    down = min(part[1] + part[3], box[1] + box[3]) - max(part[1], box[1])
    common = max(0, across) * max(0, down)
    return common >= COVERS * (part[2] * part[3] + box[2] * box[3] - common)


def photographs(folders):
    """Read the photographs of folders as pictures that were left alone; they may have been saved before."""
    for folder in folders:
        for path in sorted(folder.rglob("*.jpg")) if folder.is_dir() else ():
            try:
                sniffed = sniff_file(path)
            except SightlineError:
                continue
            if sniffed.media_type == "image/jpeg":
                yield Case("real photographs", 0, path.read_bytes(), None, PICTURE_METHODS, True)


if __name__ == "__main__":
    raise SystemExit(main())
