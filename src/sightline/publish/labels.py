"""Writes names beside the dots of a drawing so that they cover neither each other nor the dots, where there is room."""

import textwrap
from collections.abc import Sequence
from typing import Final, Literal

from attrs import frozen

Anchor = Literal["start", "middle", "end"]
Box = tuple[float, float, float, float]
LETTER: Final = 7.2
"""Width of a letter [units of the drawing], on the wide side."""
LEADING: Final = 14.0
_MOST_LINES: Final = 3
_GAP: Final = 9.0
_COVERS: Final = 1.0
_OUTSIDE: Final = 4.0
_FAR: Final = 0.02
"""What a label costs for a unit that it covers or stands outside, and for each step away from the first choice."""


@frozen(slots=True)
class Label:
    """A name in its lines: the first one's middle, start or end stands at x, its foot at y."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: Anchor


def labels_of(
    names: Sequence[str],
    dots: Sequence[tuple[float, float]],
    *,
    width: float,
    height: float,
    letters: int,
) -> tuple[Label, ...]:
    """Place a name at each dot: above it, below, right or left, wherever it covers least.

    Parameters
    ----------
    letters : int
        Letters in a line; what does not fit in three lines ends in an ellipsis.
    """
    taken: list[Box] = [(x - 6, y - 6, x + 6, y + 6) for x, y in dots]
    made = []
    for name, (x, y) in zip(names, dots, strict=True):
        lines = tuple(textwrap.wrap(name, letters, max_lines=_MOST_LINES, placeholder="…")) or (name,)
        choices = _choices(lines, x, y)
        costs = [
            (_COVERS * sum(_overlap(box, other) for other in taken) ** 0.5
             + _OUTSIDE * _outside(box, width, height) + _FAR * number, number)
            for number, (_, box) in enumerate(choices)
        ]  # fmt: skip
        label, box = choices[min(costs)[1]]
        made.append(label)
        taken.append(box)
    return tuple(made)


def _choices(lines: tuple[str, ...], x: float, y: float) -> list[tuple[Label, Box]]:
    """Give the four sides of a dot, the best first, each with the ground that the name would cover."""
    wide, high = max(len(line) for line in lines) * LETTER, len(lines) * LEADING
    above, below, middle = y - _GAP - high, y + _GAP, y - high / 2
    sides: tuple[tuple[float, Anchor, float, float], ...] = (
        (x, "middle", x - wide / 2, above),
        (x, "middle", x - wide / 2, below),
        (x + _GAP, "start", x + _GAP, middle),
        (x - _GAP, "end", x - _GAP - wide, middle),
    )
    return [
        (Label(lines, round(at, 1), round(top + LEADING - 3, 1), anchor), _box(left, top, wide, high))
        for at, anchor, left, top in sides
    ]


def _box(left: float, top: float, wide: float, high: float) -> Box:
    return left, top, left + wide, top + high


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(one: Box, width: float, height: float) -> float:
    return max(0.0, -one[0]) + max(0.0, -one[1]) + max(0.0, one[2] - width) + max(0.0, one[3] - height)
