"""Run the benchmarks one after the other and write what they print, word for word, to docs/benchmarks.md.

Run: python benchmarks/write_page.py [--only NAME...]

A section of the page is replaced when its benchmark was run; the others stay as they were, each with its own date and
machine. A benchmark that misses a goal still has its section, and the whole ends with exit code 1.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
EVERY = {
    "statements": "Import, views, search and rebuild",
    "add": "Adding",
    "examine": "Examining",
    "fingerprint": "Fingerprints of every frame",
    "hashes": "Exact search within 31 bits",
    "copies": "Copies by edit and strength",
    "matches": "A new film in a large case",
    "sound": "Copies by sound",
    "forensics": "Signs of editing",
    "places": "Place names",
    "dates": "Written dates",
    "sun": "Sun and shadow",
    "camera": "Where the camera stood",
    "terrain": "Skylines and terrain",
    "landmarks": "Constellations of landmarks",
    "bounds": "Bounds of times",
    "relations": "Relations and control as of a date",
    "independence": "Independence of sources",
    "grouping": "Grouping items into incidents",
    "suggest": "Suggestions from texts",
}
HEAD = """# Benchmarks

What `make bench` printed, word for word. Each benchmark runs its peer in the same run on the same machine; read ratios,
not absolutes. A goal that is missed says so. What each of them does stands at the head of its file in `benchmarks/`.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="*", choices=list(EVERY), default=list(EVERY))
    asked = parser.parse_args()
    missed = [name for name in asked.only if not run(name)]
    print("every goal is met" if not missed else f"a goal is missed in: {', '.join(missed)}")
    return 0 if not missed else 1


def run(name):
    print(f"== {name}", flush=True)
    began = time.strftime("%Y-%m-%d")
    process = subprocess.Popen(
        [sys.executable, str(HERE / f"bench_{name}.py")], stdout=subprocess.PIPE, text=True, cwd=HERE.parent
    )
    told = []
    for line in process.stdout:
        print(line, end="", flush=True)
        told.append(line.rstrip())
    process.wait()
    write(name, f"{began}, {machine()}", told, met=process.returncode == 0)
    return process.returncode == 0


def write(name, where, told, *, met):
    """Put one section into the page."""
    sections = (
        dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.MULTILINE | re.DOTALL))
        if PAGE.exists()
        else {}
    )
    tables = any(line.startswith("|") for line in told)
    body = "\n".join(told) if tables else "```text\n" + "\n".join(told) + "\n```"
    end = "" if met else "\n\nNot every goal of this benchmark was met in this run."
    sections[EVERY[name]] = f"\n`benchmarks/bench_{name}.py`, {where}.\n\n{body}{end}\n\n"
    ordered = [f"## {title}\n{sections[title]}" for title in EVERY.values() if title in sections]
    PAGE.write_text(f"{HEAD}\n{''.join(ordered)}".rstrip() + "\n")


def machine():
    """Name the machine by what it has."""
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = found[1] if found else platform.processor() or platform.machine()
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{os.cpu_count()} cores of {processor}, {memory:.0f} GiB, {system}, Python {platform.python_version()}"


if __name__ == "__main__":
    raise SystemExit(main())
