"""Solve the clocks of many clips at once: least squares over all ties, with what contradicts the rest named.

Unknown for each clip but the first: the offset of its clock, how much longer sound takes to it, and its drift. Flashes
tell of the clock alone; sound of clock and way together. The way is known beforehand only to be no longer than the
cameras may stand apart; drift no more than quartz has. So one solution holds both clocks, each with its error.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue
from sightline.measure.media.synchrony.align import APART_M, SLOWEST_SOUND, UNMEASURED_DRIFT_PPB
from sightline.measure.media.synchrony.connected import connected
from sightline.model.clock_group import ClipClock, Clock, ClockGroup, Tie

SIGMAS: Final = 1.96
"""Deviations in half an interval for nineteen in twenty."""
OUTLYING: Final = 3.5
_CLEARLY: Final = 2.0
_SPEED: Final = 340.0

Floats = NDArray[np.float64]


@frozen(slots=True, eq=False)
class Solution:
    """Unknowns (clock, way, drift of each clip but the first), their covariance, and how each tie misses."""

    values: Floats
    covariance: Floats
    misses: Floats
    """Of each tie, in its own deviations."""
    squares: float
    spare: int
    """Ties beyond those needed."""


def solve_clock(ties: Sequence[Tie], *, clips: Sequence[str] = (), apart_m: float = APART_M) -> Clock:
    """Put all clips that hang together on one clock, that of the first of them.

    :param ties: of two clips each; several between the same two (sound and flashes) are several witnesses.
    :param clips: all that were asked for, in order; those without a tie come out as alone. Left out: those of the ties.
    :param apart_m: how far apart the cameras may have stood [m].
    :raises BadValue: when a tie joins a clip with itself or names one that was not asked for.
    """
    names = list(dict.fromkeys([*clips, *(name for tie in ties for name in (tie.a, tie.b))]))
    for tie in ties:
        if tie.a == tie.b:
            raise BadValue(f"{tie.a} is tied to itself", item=tie.a)
        if len(clips) > 0 and not {tie.a, tie.b} <= set(clips):
            raise BadValue(f"a tie names {tie.a} and {tie.b}, and one of them was not asked for")
    groups = []
    alone = []
    for members in connected(names, [(tie.a, tie.b) for tie in ties]):
        if len(members) == 1:
            alone.append(members[0])
        else:
            groups.append(_solve_group(members, [tie for tie in ties if tie.a in members], apart_m))
    return Clock(tuple(groups), tuple(alone))


def _solve_group(members: list[str], ties: list[Tie], apart_m: float) -> ClockGroup:
    kept, outliers, doubts = _without_outliers(members, ties, apart_m)
    solution = solved(members, kept, apart_m)
    widen = math.sqrt(max(1.0, solution.squares / solution.spare)) if solution.spare > 0 else 1.0
    by_light = _lit(members, kept)
    clocks = tuple(
        _clip(members, at, solution, kept, widen=widen, lit=name in by_light)
        for at, name in enumerate(members)
    )
    pairs = {frozenset((tie.a, tie.b)) for tie in kept}
    why = (
        f"{len(members)} clips on the clock of {members[0]}, by {len(pairs)} pairs of "
        f"{len(members) * (len(members) - 1) // 2}"
    )
    if len(outliers) > 0:
        why += f"; {len(outliers)} that contradict the others were left out"
    return ClockGroup(clocks, tuple(outliers), tuple(doubts), why + ".")


def _without_outliers(
    members: list[str], ties: list[Tie], apart_m: float
) -> tuple[list[Tie], list[Tie], list[str]]:
    """Take ties out one by one while one of them alone explains the contradiction."""
    kept, outliers, doubts = list(ties), list[Tie](), list[str]()
    while True:
        solution = solved(members, kept, apart_m)
        worst = int(np.argmax(np.abs(solution.misses)))
        if solution.spare < 1 or abs(solution.misses[worst]) < OUTLYING:
            return kept, outliers, doubts
        trials = []
        for at in range(len(kept)):
            rest = kept[:at] + kept[at + 1 :]
            if len(connected(members, [(tie.a, tie.b) for tie in rest])) == 1:
                trials.append((solved(members, rest, apart_m).squares, at))
        trials.sort()
        # a ring of three with one bad tie is as well mended by leaving out any of the three
        if len(trials) == 0 or (len(trials) > 1 and trials[1][0] < trials[0][0] + _CLEARLY * OUTLYING):
            names = sorted(
                f"{kept[at].a} and {kept[at].b}"
                for at in range(len(kept))
                if abs(solution.misses[at]) > OUTLYING * 0.8
            )
            doubts.append(f"{', '.join(names)} contradict each other, and which is wrong cannot be told")
            return kept, outliers, doubts
        outliers.append(kept.pop(trials[0][1]))


def solved(members: Sequence[str], ties: Sequence[Tie], apart_m: float) -> Solution:
    """Solve the clocks of clips that hang together by weighted least squares.

    :param members: the first has clock 0, way 0 and drift 0.
    """
    index = {name: at for at, name in enumerate(members)}
    others = len(members) - 1
    rows: list[Floats] = []
    wanted: list[float] = []
    of_tie: list[int] = []
    for number, tie in enumerate(ties):
        for row, value in _rows(tie, index, others):
            rows.append(row)
            wanted.append(value)
            of_tie.append(number)
    priors = _priors(others, apart_m)
    matrix = np.vstack([*rows, *priors])
    goal = np.array([*wanted, *(0.0 for _ in priors)])
    covariance = np.linalg.inv(matrix.T @ matrix)
    values = covariance @ matrix.T @ goal
    rest = goal - matrix @ values
    # a miss is measured against what it could be: its own deviation less what it pulls the answer after itself
    free = np.sqrt(np.clip(1 - np.einsum("ij,jk,ik->i", matrix, covariance, matrix), 1e-9, None))
    misses = np.zeros(len(ties))
    for at, number in enumerate(of_tie):
        if free[at] > 1e-3 and abs(rest[at] / free[at]) > abs(misses[number]):
            misses[number] = rest[at] / free[at]
    return Solution(values, covariance, misses, float((rest**2).sum()), max(0, len(ties) - others))


def _rows(tie: Tie, index: dict[str, int], others: int) -> list[tuple[Floats, float]]:
    """Return the equations of a tie, each over its deviation: clock (and way) at its moment, and its drift."""
    clock = tie.clock
    first, second = index[tie.a] - 1, index[tie.b] - 1
    row = np.zeros(3 * others)
    for at, sign, ms in ((first, 1.0, clock.a_ms), (second, -1.0, clock.b_ms)):
        if at >= 0:
            row[at] = sign
            row[others + at] = sign if clock.signal == "sound" else 0.0
            # drift in millionths: time of the group = time * (1 - drift) + offset
            row[2 * others + at] = -sign * ms * 1e-6
    # a at a_ms is b at b_ms: a_ms + offset a = b_ms + offset b
    deviation = max(0.5, clock.error_ms / SIGMAS)
    found = [(row / deviation, (clock.b_ms - clock.a_ms) / deviation)]
    if clock.drift_ppb is not None:
        row = np.zeros(3 * others)
        for at, sign in ((first, -1.0), (second, 1.0)):
            if at >= 0:
                row[2 * others + at] = sign
        deviation = max(100, clock.drift_error_ppb) / 1000 / SIGMAS
        found.append((row / deviation, clock.drift_ppb / 1000 / deviation))
    return found


def _priors(others: int, apart_m: float) -> list[Floats]:
    way = max(1.0, apart_m / SLOWEST_SOUND * 1000) / SIGMAS
    drift = UNMEASURED_DRIFT_PPB / 1000 / SIGMAS
    found = []
    for at in range(others):
        for block, deviation in ((1, way), (2, drift)):
            row = np.zeros(3 * others)
            row[block * others + at] = 1 / deviation
            found.append(row)
    return found


def _lit(members: list[str], ties: Sequence[Tie]) -> frozenset[str]:
    """Return the clips that flashes put on the clock of the first."""
    by_light = [(tie.a, tie.b) for tie in ties if tie.clock.signal == "flashes"]
    return frozenset(next(group for group in connected(members, by_light) if members[0] in group))


def _clip(
    members: list[str], at: int, solution: Solution, ties: Sequence[Tie], *, widen: float, lit: bool
) -> ClipClock:
    name = members[at]
    count = len({frozenset((tie.a, tie.b)) for tie in ties if name in (tie.a, tie.b)})
    if at == 0:
        return ClipClock(name, 0, 0, 0, 0, ties=count)
    others, one = len(members) - 1, at - 1
    clock, way, drift = one, others + one, 2 * others + one
    covariance = solution.covariance * widen**2
    heard = covariance[clock, clock] + covariance[way, way] + 2 * covariance[clock, way]
    by_sound = any(tie.clock.signal == "sound" and name in (tie.a, tie.b) for tie in ties)
    # the way is how much later sound comes, seen from the clock of the group: what is heard is put earlier by it
    farther = -float(solution.values[way]) / 1000 * _SPEED
    return ClipClock(
        clip=name,
        offset_ms=round(float(solution.values[clock])),
        error_ms=_half(covariance[clock, clock]),
        sound_offset_ms=round(float(solution.values[clock] + solution.values[way])),
        sound_error_ms=_half(heard),
        drift_ppb=round(1000 * float(solution.values[drift])),
        drift_error_ppb=round(1000 * SIGMAS * math.sqrt(covariance[drift, drift])),
        farther_m=round(farther) if lit and by_sound else None,
        farther_error_m=math.ceil(SIGMAS * math.sqrt(covariance[way, way]) / 1000 * _SPEED)
        if lit and by_sound
        else 0,
        ties=count,
    )


def _half(variance: float) -> int:
    return math.ceil(SIGMAS * math.sqrt(max(0.0, float(variance))) + 0.5)
