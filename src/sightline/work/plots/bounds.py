"""Draw when something was: begin and end as bars between their bounds, with the reasons for both ends below."""

import importlib
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sightline.work.bounding.reasons import written
from sightline.work.bounds import Bounds, Moment, Placed
from sightline.work.plots.canvas import BLUE, INK, QUIET, VERMILION, credits_line, figure, plain_axes, save

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WIDE: Final = 118
_UNDER: Final = 112
_TITLE: Final = 75
_MOST_LINES: Final = 14
_MOST_WITHOUT: Final = 3
_LEAST_MS: Final = 60_000
_FAR_MS: Final = 60_000_000_000_000
"""As far as is drawn: some nineteen hundred years from 1970."""


def draw(found: Bounds, path: Path) -> Path:
    """Draw the bounds by all reasons and by those that are not weak; ends in .png or .svg.

    :raises WrongUse: for another ending
    """
    page = figure(
        9.0,
        6.0,
        title=f"When was {found.thing.code}? {found.thing.title}"[:90],
        under=textwrap.shorten(found.why, _UNDER, placeholder=" …"),
    )
    rows = _rows(found)
    ends = [at for _, moment, _ in rows for at in _ends(moment) if at is not None]
    if not ends:
        page.text(0.5, 0.5, "nothing bounds it", ha="center", fontsize=12)
        return save(page, path)
    low, high = min(ends), max(ends)
    room = max(high - low, _LEAST_MS) * 0.12
    axes = plain_axes(page, where=(0.2, 0.47, 0.75, 0.37))
    left, right = _number(low - room), _number(high + room)
    axes.set_xlim(left, right)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), [name for name, _, _ in rows])
    dates: Any = importlib.import_module("matplotlib.dates")  # it comes without types, and late
    locator = dates.AutoDateLocator(tz=UTC)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, tz=UTC, show_offset=False))
    first, last = (dates.num2date(at, tz=UTC).date().isoformat() for at in (left, right))
    axes.set_xlabel(f"{first}, UTC" if first == last else f"{first} to {last}, UTC")
    for row, (_, moment, color) in enumerate(rows):
        _bar(axes, row, moment, color, left, right)
    page.text(0.03, 0.36, "\n".join(_told(found)), fontsize=8, va="top", color=INK, parse_math=False)
    credits_line(page, "times are UTC", "an arrow: nothing bounds that side", f"{len(found.reasons)} reasons")
    return save(page, path)


def _rows(found: Bounds) -> list[tuple[str, Moment, str]]:
    rows = []
    placed = found.otherwise if found.everything is None else found.everything
    if placed is not None:
        rows += _pair(placed, "", BLUE)
    if placed is None:
        for one in [one for one in found.without if one.placed is not None][:_MOST_WITHOUT]:
            rows += _pair(one.placed, f", without {' and '.join(one.reasons)}", BLUE) if one.placed else []
    elif found.without_weak is not None and found.without_weak != placed:
        rows += _pair(found.without_weak, ", weak left out", VERMILION)
    return rows


def _pair(placed: Placed, more: str, color: str) -> list[tuple[str, Moment, str]]:
    return [(f"begins{more}", placed.begin, color), (f"ends{more}", placed.end, color)]


def _ends(moment: Moment) -> list[int | None]:
    return [at for stretch in moment.stretches for at in stretch]


def _bar(axes: Any, row: int, moment: Moment, color: str, left: float, right: float) -> None:
    for low, high in moment.stretches:
        start = left if low is None else _number(low)
        stop = right if high is None else _number(high)
        least = (right - left) * 0.004
        axes.barh(
            row, max(stop - start, least), left=start, height=0.42, color=color, alpha=0.75, edgecolor=INK
        )
        for open_side, at, mark in ((low is None, left, "<"), (high is None, right, ">")):
            if open_side:
                axes.plot([at], [row], mark, color=INK, ms=8, clip_on=False, zorder=5)
    if moment.earliest is None and moment.latest is None:
        axes.text(
            (left + right) / 2, row, "nothing bounds it", ha="center", va="center", fontsize=8, color=QUIET
        )


def _told(found: Bounds) -> list[str]:
    lines = _wrapped(found.why) if len(found.why) > _UNDER else []
    words = {one.id: one.words for one in found.reasons}
    for one in found.contradictions[:3]:
        lines += _wrapped(
            "✗ cannot all be true: " + "; ".join(f"{name} {words[name]}" for name in one.reasons)
        )
    placed = found.otherwise if found.everything is None else found.everything
    if placed is not None:
        for side, bound in (("not before", placed.begin.earliest), ("not after", placed.end.latest)):
            if bound is not None:
                because = "; ".join(words[name] for name in bound.reasons if name in words)
                lines += _wrapped(f"{side} {written(bound.at_ms)}: {because}")
    return [*lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDE, subsequent_indent="    ")


def _number(at_ms: float) -> float:
    dates: Any = importlib.import_module("matplotlib.dates")  # it comes without types, and late
    return float(dates.date2num(_EPOCH + timedelta(milliseconds=min(max(at_ms, -_FAR_MS), _FAR_MS))))
