"""Find the stretches that two films have in common: propose a line, walk along it, cut it, judge it, and look again.

Each round takes the line most frames vote for, and what it explains is put aside, so that a compilation gives one
stretch for each piece it is made of.
"""

from typing import Final

import numpy as np
from attrs import define
from numpy.typing import NDArray

from sightline.measure.media.aligning.judging import Stretch, judged, still_stretch
from sightline.measure.media.aligning.layers import Layers, layers_of
from sightline.measure.media.aligning.orientation import Bytes
from sightline.measure.media.aligning.prints import Prints
from sightline.measure.media.aligning.proposing import Proposals, proposals, sample_step_ms, views_along
from sightline.measure.media.aligning.speed import told_speed
from sightline.measure.media.aligning.voting import elect
from sightline.measure.media.aligning.walking import Line, fitted, walk

FEWEST_VOTES: Final = 2.5
_MOST_ROUNDS: Final = 60
_MOST_OTHERS: Final = 4
_VIEWS_WALKED: Final = 3
_REACH_MS: Final = 20_000
_FIT_WITHIN_MS: Final = (900, 700, 500, 500, 400, 400)
_ASIDE_MS: Final = 400


@define(slots=True)
class _Hunt:
    one: tuple[Layers, ...]
    other: Layers
    left: Proposals
    mirrored: tuple[bool, ...]
    found: list[Stretch]
    others: int = 0
    """Lines on which only another recording of the same scene was seen."""


def search(
    one: Prints, other: Prints, *, mirrored: bool, radius: int, most: int, hot: Bytes | None = None
) -> list[Stretch]:
    """Return at most so many stretches that the films share, the strongest first.

    The one film is sampled, the other read whole: give the shorter one first.
    """
    planes = (False, True) if mirrored else (False,)
    layers = tuple(layers_of(one, mirrored=plane, hot=hot) for plane in planes)
    theirs = layers_of(other, hot=hot)
    if len(one) == 0 or len(other) == 0:
        return []
    step = sample_step_ms(layers[0], theirs)
    hunt = _Hunt(
        layers, theirs, proposals(layers, theirs, radius=radius, step_ms=step, mirrored=planes), planes, []
    )
    for _ in range(_MOST_ROUNDS):
        if len(hunt.found) >= most or hunt.others >= _MOST_OTHERS or not _round(hunt):
            break
    if len(hunt.found) == 0 and hunt.others == 0:
        _look_for_still(hunt)
    return hunt.found


def _round(hunt: _Hunt) -> bool:
    """Try the line with the most votes; tell whether there was one."""
    elected = elect(hunt.left.votes)
    if len(elected.group) == 0:
        return False
    best = int(elected.votes.argmax())
    if elected.votes[best] < FEWEST_VOTES:
        return False
    plane = int(elected.group[best])
    rough = Line(float(elected.speed[best]), float(elected.offset_ms[best]), hunt.mirrored[plane])
    line, beside = _settled(rough, hunt.left, plane)
    pairs = views_along(hunt.left, beside, _VIEWS_WALKED)
    at = hunt.left.votes.at_ms[beside]
    start, end = float(at.min()) - _REACH_MS, float(at.max()) + _REACH_MS
    one = hunt.one[plane]
    for _ in range(2):
        line = fitted(line, walk(one, hunt.other, line, pairs, start_ms=start, end_ms=end))
    seen = walk(one, hunt.other, line, pairs, start_ms=start, end_ms=end)
    told = told_speed(one, hunt.other, line, pairs, seen)
    if told is not line:
        line, seen = told, walk(one, hunt.other, told, pairs, start_ms=start, end_ms=end)
    verdict = judged(one, hunt.other, line, pairs, seen, hunt.found)
    hunt.found.extend(verdict.stretches)
    hunt.others += verdict.other_recording
    votes = hunt.left.votes
    if len(verdict.stretches) == 0:
        aside = _beside(hunt.left, rough, plane, _ASIDE_MS) | _beside(hunt.left, line, plane, _ASIDE_MS)
    else:
        # another piece may lie on the same line and agree in other views
        aside = np.zeros(len(votes), np.bool_)
    for part in verdict.stretches:
        aside |= (
            (votes.at_ms >= part.one_start_ms - _ASIDE_MS)
            & (votes.at_ms <= part.one_end_ms + _ASIDE_MS)
            & (votes.end_ms >= part.other_start_ms - _ASIDE_MS)
            & (votes.start_ms <= part.other_end_ms + _ASIDE_MS)
        )
    hunt.left = hunt.left.chosen(~aside)
    return True


def _beside(found: Proposals, line: Line, plane: int, within_ms: float) -> NDArray[np.bool_]:
    """Tell which proposals lie on a line."""
    votes = found.votes
    place = line.at(votes.at_ms)
    close: NDArray[np.bool_] = (
        (votes.group == plane) & (place >= votes.start_ms - within_ms) & (place <= votes.end_ms + within_ms)
    )
    return close


def _settled(line: Line, found: Proposals, plane: int) -> tuple[Line, NDArray[np.bool_]]:
    """Fit the line to the proposals along it, again as it reaches farther."""
    votes = found.votes
    beside = _beside(found, line, plane, _FIT_WITHIN_MS[0])
    for within in _FIT_WITHIN_MS:
        times = votes.at_ms[beside].astype(np.float64)
        weight = votes.weight[beside].astype(np.float64)
        place = np.clip(line.at(times), votes.start_ms[beside], votes.end_ms[beside] - 1)
        middle, mean = float(np.average(times, weights=weight)), float(np.average(place, weights=weight))
        spread = float((weight * (times - middle) ** 2).sum())
        if spread <= 0:
            break
        slope = float((weight * (times - middle) * (place - mean)).sum()) / spread
        slope = min(2.1, max(0.48, slope))
        moved = Line(slope, mean - slope * middle, line.mirrored)
        again = _beside(found, moved, plane, within)
        if again.sum() < 0.7 * beside.sum():
            break
        line, beside = moved, again
    return line, beside


def _look_for_still(hunt: _Hunt) -> None:
    """Where nothing else was found, look whether one unmoving picture stands in both."""
    left = hunt.left
    if len(left) == 0:
        return
    best = int(left.bits.argmin())
    plane = int(left.votes.group[best])
    line = Line(1.0, float(left.votes.start_ms[best] - left.votes.at_ms[best]), hunt.mirrored[plane])
    pair = (int(left.mine[best]), int(left.theirs[best]))
    stretch = still_stretch(
        hunt.one[plane], hunt.other, line, (pair,), int(left.votes.at_ms[best]), int(left.bits[best])
    )
    if stretch is not None:
        hunt.found.append(stretch)
