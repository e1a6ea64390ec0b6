"""Places the nodes of a network on a sheet so that what is tied stands together; the same network always alike.

The layout of Fruchterman and Reingold [1], begun on a spiral instead of at random, so that nothing moves from one
publication to the next but what changed.

References
----------
.. [1] Fruchterman and Reingold 1991, Graph drawing by force-directed placement, doi:10.1002/spe.4380211102
"""

import math
from collections.abc import Sequence

import numpy as np

STEPS = 220


def place(
    count: int, ties: Sequence[tuple[int, int]], *, width: float, height: float
) -> list[tuple[float, float]]:
    """Place ``count`` nodes; ``ties`` are pairs of their numbers. Positions lie within width and height."""
    if count == 0:
        return []
    turn = math.pi * (3 - math.sqrt(5))
    number = np.arange(count)
    radius = np.sqrt((number + 0.5) / count) / 2
    at = np.stack([radius * np.cos(number * turn), radius * np.sin(number * turn)], axis=1)
    ends = np.array(sorted({(min(a, b), max(a, b)) for a, b in ties if a != b}), dtype=int).reshape(-1, 2)
    ideal = 1.1 / math.sqrt(count)
    for step in range(STEPS):
        apart = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-4)
        push = (apart / far[..., None]) * (ideal * ideal / far)[..., None]
        move = push.sum(axis=1)
        if len(ends):
            pull = at[ends[:, 0]] - at[ends[:, 1]]
            long = np.maximum(np.hypot(pull[:, 0], pull[:, 1]), 1e-4)[:, None]
            force = pull * long / ideal
            np.add.at(move, ends[:, 0], -force)
            np.add.at(move, ends[:, 1], force)
        move -= 0.6 * at
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)[:, None]
        at = at + move / length * np.minimum(length, 0.12 * (1 - step / STEPS) + 0.002)
    low, high = at.min(axis=0), at.max(axis=0)
    size = np.maximum(high - low, 1e-6)
    scaled = (at - low) / size * np.array([width, height]) if count > 1 else at * 0 + [width / 2, height / 2]
    return [(round(float(x), 1), round(float(y), 1)) for x, y in scaled]
