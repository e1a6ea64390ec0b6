"""The loops that run for every frame of a film, compiled to machine code that runs without the interpreter's lock.

Each has a plain twin beside what it serves, which gives the same to a rounding and is used for short films, since
loading a compiler costs more than it saves there.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np
from attrs import frozen

LINE_POINTS: Final = 256
"""Points looked at along a line when borders are sought; more say nothing more about a flat line."""


def _vertical_loop(plane: Any, low: Any, high: Any, weights: Any, out: Any) -> None:
    """Apply the operator of the rows: (height, width) to (64, width); four rows at once cost a third less."""
    width = plane.shape[1]
    for point in range(64):
        for column in range(width):
            out[point, column] = 0
        first, length = low[point], high[point] - low[point]
        whole = length - length % 4
        for at in range(0, whole, 4):
            one, two = weights[point, at], weights[point, at + 1]
            three, four = weights[point, at + 2], weights[point, at + 3]
            row = first + at
            for column in range(width):
                out[point, column] += (one * plane[row, column] + two * plane[row + 1, column]) + (
                    three * plane[row + 2, column] + four * plane[row + 3, column]
                )
        for at in range(whole, length):
            weight = weights[point, at]
            for column in range(width):
                out[point, column] += weight * plane[first + at, column]


def _horizontal_loop(rows: Any, low: Any, high: Any, weights: Any, out: Any) -> None:
    """Apply the operator of the columns: (64, width) to (64, 64)."""
    for line in range(64):
        for point in range(64):
            # views of their own, counted from 0: the sum is then done eight at a time
            band, values = rows[line, low[point] : high[point]], weights[point]
            total = np.float32(0)
            for at in range(band.shape[0]):
                total += values[at] * band[at]
            out[line, point] = total


def _hash_loop(reduced: Any, cosine: Any, bits: Any) -> None:
    """Write the 32 bytes of the hash of a (64, 64) picture."""
    half = np.zeros((16, 64), np.float32)
    low = np.empty(256, np.float32)
    for row in range(16):
        for at in range(64):
            weight = cosine[row, at]
            for column in range(64):
                half[row, column] += weight * reduced[at, column]
    for row in range(16):
        for column in range(16):
            total = np.float32(0)
            for at in range(64):
                total += half[row, at] * cosine[column, at]
            low[row * 16 + column] = total
    median = low[0]
    for at in range(256):
        less, same = 0, 0
        for other in range(256):
            less += low[other] < low[at]
            same += low[other] == low[at]
        if less <= 127 < less + same:
            median = low[at]
            break
    for byte in range(32):
        value = 0
        for bit in range(8):
            value = (value << 1) | (1 if low[255 - byte * 8 - bit] > median else 0)
        bits[byte] = value


def _quality_loop(reduced: Any) -> int:
    """Return the quality of a (64, 64) picture."""
    scale = np.float32(100 / 255)
    steps = 0
    for row in range(63):
        for column in range(64):
            steps += abs(int((reduced[row + 1, column] - reduced[row, column]) * scale))
    for row in range(64):
        for column in range(63):
            steps += abs(int((reduced[row, column + 1] - reduced[row, column]) * scale))
    return min(100, steps // 90)


def _step_loop(reduced: Any, before: Any) -> float:
    """Return the mean difference of two (64, 64) pictures, and copy the first over the second."""
    total = np.float32(0)
    for row in range(64):
        for column in range(64):
            total += abs(reduced[row, column] - before[row, column])
            before[row, column] = reduced[row, column]
    return float(total / np.float32(4096))


def _edge_loop(plane: Any, tolerance: int, most: int) -> bool:
    """Tell whether any of the four outermost lines of a picture is flat; most pictures have none."""
    height, width = plane.shape
    for side in range(4):
        rows = side < 2
        length = width if rows else height
        at = 0 if side % 2 == 0 else (height if rows else width) - 1
        inner = 1 if side % 2 == 0 else at - 1
        step = max(1, length // LINE_POINTS)
        points = (length + step - 1) // step
        total = 0
        for along in range(0, length, step):
            total += plane[inner, along] if rows else plane[along, inner]
        colour = (total + points // 2) // points
        differ = 0
        for along in range(0, length, step):
            value = np.int64(plane[at, along] if rows else plane[along, at])
            if abs(value - colour) > tolerance:
                differ += 1
                if differ > points * most // 1000:
                    break
        if differ <= points * most // 1000:
            return True
    return False


def _border_loop(lines: Any, tolerance: int, most: int, found: Any) -> None:
    """Follow a flat border from the first of some lines inwards.

    :param lines: (depth, length), line 0 at the edge of the picture.
    :param tolerance: by how much a point may differ from the border's colour.
    :param most: how many points of a line may differ more, in thousandths.
    :param found: receives how many lines the border has, its colour, and the largest share [thousandths] of points
        that differ among the lines 3, 6 and 10 further in: whether it ends in an edge.
    """
    depth, length = lines.shape
    step = max(1, length // LINE_POINTS)
    points = (length + step - 1) // step
    allowed = points * most // 1000
    found[0], found[1], found[2] = 0, 0, 0
    if depth < 2:
        return
    total = 0
    for at in range(0, length, step):
        total += lines[1, at]
    colour = (total + points // 2) // points
    found[1] = colour
    darkest, span = np.int32(colour - tolerance), np.uint32(2 * tolerance)
    end = 0
    while end < depth:
        # every point counted, and one comparison for darker and brighter: no branch is three times as fast
        line, differ = lines[end], 0
        for at in range(points):
            differ += 1 if np.uint32(np.int32(line[at * step]) - darkest) > span else 0
        if differ > allowed:
            break
        end += 1
    found[0] = end
    if end == 0:
        return
    # compared with where the border ends: what gets brighter slowly has no edge
    total = 0
    for at in range(0, length, step):
        total += lines[end - 1, at]
    colour = (total + points // 2) // points
    for beyond in (3, 6, 10):
        if end + beyond < depth:
            differ = 0
            for at in range(0, length, step):
                if abs(np.int64(lines[end + beyond, at]) - colour) > tolerance:
                    differ += 1
            found[2] = max(found[2], differ * 1000 // points)


@frozen(slots=True)
class Loops:
    """The loops as machine code."""

    vertical: Callable[[Any, Any, Any, Any, Any], None]
    horizontal: Callable[[Any, Any, Any, Any, Any], None]
    hash: Callable[[Any, Any, Any], None]
    quality: Callable[[Any], int]
    border: Callable[[Any, int, int, Any], None]
    edge: Callable[[Any, int, int], bool]
    step: Callable[[Any, Any], float]


@cache
def compiled() -> Loops:
    """Return the loops as machine code.

    Compiling takes seconds and is kept on disk where ``NUMBA_CACHE_DIR`` points; so it is done once in the parent of
    the workers, never in a worker.
    """
    import numba

    floats, whole = numba.float32[:, ::1], numba.int64[::1]
    frame = numba.types.Array(numba.uint8, 2, "A", readonly=True)

    def build(signature: Any, loop: Any) -> Any:
        return numba.njit([signature], nogil=True, fastmath=True, cache=True)(loop)

    return Loops(
        build(numba.void(frame, whole, whole, floats, floats), _vertical_loop),
        build(numba.void(floats, whole, whole, floats, floats), _horizontal_loop),
        build(numba.void(floats, floats, numba.uint8[::1]), _hash_loop),
        build(numba.int64(floats), _quality_loop),
        build(numba.void(frame, numba.int64, numba.int64, whole), _border_loop),
        build(numba.boolean(frame, numba.int64, numba.int64), _edge_loop),
        build(numba.float64(floats, floats), _step_loop),
    )


def is_compiled() -> bool:
    """Tell whether the loops are there already: compiling them is not worth it for a short film."""
    return compiled.cache_info().currsize > 0
