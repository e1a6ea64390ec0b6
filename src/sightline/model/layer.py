"""Where a span of a text layer stands in its parent, and where it stands in a better layer of the same parent.

A layer keeps anchors: (start, end, where), with ``where`` a page, span, media time or box of the parent. A citation
names the layer it was made on and never moves; what can move is the reader, through the parent, into a newer layer.
"""

import re
from collections.abc import Sequence

from attrs import frozen

from sightline.core.fold import tokens

Anchor = tuple[int, int, str]

_RANGE = re.compile(r"(page|span|time):(\d+)(?:-(\d+))?")
_BOX = re.compile(r"box:(\d+),(\d+),(\d+),(\d+)")


@frozen(slots=True)
class Moved:
    """A span found again in another layer."""

    start: int
    end: int
    how: str
    """``quote``: the same words; ``anchor``: the same place in the parent, other words perhaps."""


def in_parent(anchors: Sequence[Anchor], start: int, end: int) -> tuple[str, ...]:
    """List the places of the parent that a span [code points, half-open] was made from, in order."""
    return tuple(where for a, b, where in anchors if (a < end and start < b) or (start == end == a))


def find_again(
    old: tuple[str, Sequence[Anchor]], new: tuple[str, Sequence[Anchor]], start: int, end: int
) -> Moved | None:
    """Find a span of an old layer in a newer one: by its words near the same place, else by the place alone.

    Parameters
    ----------
    old, new : (text, anchors)
        The two layers of one parent.
    start, end : int
        The span in the old text [code points, half-open].
    """
    where = in_parent(old[1], start, end)
    around = _hull(new[1], where)
    words = [t.word for t in tokens(old[0][start:end])]
    if words:
        middle = (
            (around[0] + around[1]) // 2
            if around is not None
            else round((start + end) / 2 * len(new[0]) / max(len(old[0]), 1))
        )
        found = _nearest(new[0], words, middle)
        if found is not None and (
            around is None or (found[0] < around[1] + 200 and around[0] < found[1] + 200)
        ):
            return Moved(*found, "quote")
    return None if around is None else Moved(*around, "anchor")


def _hull(anchors: Sequence[Anchor], places: Sequence[str]) -> tuple[int, int] | None:
    hits = [(a, b) for a, b, where in anchors if any(_meet(where, place) for place in places)]
    return None if not hits else (min(a for a, _ in hits), max(b for _, b in hits))


def _meet(one: str, other: str) -> bool:
    """Tell whether two places of a parent share anything."""
    if one == other:
        return True
    left, right = _RANGE.fullmatch(one), _RANGE.fullmatch(other)
    if left is not None and right is not None:
        if left[1] != right[1]:
            return False
        (a, b), (c, d) = _ends(left), _ends(right)
        return a < d and c < b
    boxes = _BOX.fullmatch(one), _BOX.fullmatch(other)
    if boxes[0] is None or boxes[1] is None:
        return False
    (x, y, w, h), (u, v, k, m) = (tuple(map(int, b.groups())) for b in boxes if b is not None)
    return x < u + k and u < x + w and y < v + m and v < y + h


def _ends(match: "re.Match[str]") -> tuple[int, int]:
    begin = int(match[2])
    return begin, begin + 1 if match[3] is None else int(match[3])


def _nearest(text: str, words: Sequence[str], middle: int) -> tuple[int, int] | None:
    """Find words in a row, however they are written, nearest to a place."""
    every = list(tokens(text))
    size = len(words)
    best: tuple[int, int] | None = None
    for i in range(len(every) - size + 1):
        if all(every[i + k].word == words[k] for k in range(size)):
            span = (every[i].start, every[i + size - 1].end)
            if best is None or abs(span[0] - middle) < abs(best[0] - middle):
                best = span
    return best
