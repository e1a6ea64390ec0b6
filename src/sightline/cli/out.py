"""What verbs print: a JSON document on standard output, or text; messages go to standard error."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from unicodedata import east_asian_width

Answer = TypeVar("Answer")

SCHEMAS = {
    "add": 1,
    "find": 1,
    "show": 1,
    "check": 1,
    "import": 1,
    "list": 1,
    "status": 1,
    "checkpoint": 1,
    "act": 1,
    "export": 1,
    "examine": 1,
    "publish": 1,
    "protect": 1,
    "names": 1,
    "rebuild": 1,
    "demo": 1,
    "training": 1,
    "training-answer": 1,
    "init": 1,
    "frames": 1,
    "adopt": 1,
    "matches": 1,
    "like": 1,
    "sync": 1,
    "dates": 1,
    "mentions": 1,
    "suggest": 1,
    "sun": 1,
    "place": 1,
    "shadow": 1,
    "resect": 1,
    "skyline": 1,
    "sight": 1,
    "landmarks": 1,
    "bounds": 1,
    "gazetteer": 1,
    "fused": 1,
    "claims": 1,
    "features": 1,
    "markings": 1,
    "relations": 1,
    "control": 1,
    "actor": 1,
    "alike": 1,
    "ask": 1,
    "group": 1,
    "assess": 1,
    "assessments": 1,
    "verify": 1,
    "verifications": 1,
    "track": 1,
    "plan": 1,
    "plans": 1,
}
"""Version of each document; a key that changes its meaning raises it."""

_ESCAPED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold plainly and drives a terminal, or cannot be printed: of the name of a file that is no UTF-8."""


def document(name: str, body: Mapping[str, object]) -> None:
    """Print one JSON document with its schema."""
    whole = {"schema": f"sightline/{name}/{SCHEMAS[name]}", **body}
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    sys.stdout.write(_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def answer(
    found: Answer,
    name: str,
    told: Callable[[Answer], Mapping[str, object]],
    shown: Callable[[Answer], None],
    *,
    as_json: bool,
) -> None:
    """Print what was found: as the document of this name, which ``told`` gives, or for a person, as ``shown`` does."""
    if as_json:
        document(name, told(found))
    else:
        shown(found)


def line(text: str = "") -> None:
    """Print a line of the answer."""
    sys.stdout.write(safe(text) + "\n")


def tell(text: str) -> None:
    """Print a message beside the answer."""
    sys.stderr.write(safe(text) + "\n")


def flat(text: str) -> str:
    """Put the words of a stranger into one line, so that none of them looks like a line of ours."""
    return " ".join(text.split())


def safe(text: str) -> str:
    """Take out what would drive a terminal: control characters and marks that reorder text."""
    return "".join(
        c
        if c == "\n" or (c.isprintable() and not "\u202a" <= c <= "\u202e" and not "\u2066" <= c <= "\u2069")
        else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, widest: int = 60) -> None:
    """Print rows in columns."""
    cells = [[safe(c.replace("\n", " ")) for c in row] for row in (headings, *rows)]
    cut = [[c if width(c) <= widest else c[: widest - 1] + "…" for c in row] for row in cells]
    widths = [max(width(row[i]) for row in cut) for i in range(len(headings))]
    for row in cut:
        sys.stdout.write(
            "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip() + "\n"
        )


def width(text: str) -> int:
    """Count the columns a text takes in a terminal."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
