"""Move a camera as a hand does: slow panning, tremor, steps, a little roll and zoom, and the lean of a rolling shutter.

All is a sum of sines at seeded frequencies, so that it can be asked at any time and any frame rate.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Wobble:
    """A smooth random function of time: sines of given frequencies [Hz], strengths and phases."""

    frequency: np.ndarray
    strength: np.ndarray
    phase: np.ndarray

    def at(self, t: float) -> float:
        """Return the value at ``t`` [s]."""
        return float((self.strength * np.sin(2 * np.pi * self.frequency * t + self.phase)).sum())

    def slope(self, t: float) -> float:
        """Return the change a second at ``t`` [s]."""
        turn = 2 * np.pi * self.frequency
        return float((self.strength * turn * np.cos(turn * t + self.phase)).sum())


def wobble(rng, low: float, high: float, strength: float, *, count: int = 5) -> Wobble:
    """Make a wobble whose frequencies lie between ``low`` and ``high`` [Hz] and whose deviation is ``strength``."""
    parts = rng.uniform(0.5, 1, count)
    parts *= strength * np.sqrt(2) / np.sqrt((parts**2).sum())
    return Wobble(rng.uniform(low, high, count), parts, rng.uniform(0, 2 * np.pi, count))


@dataclass(frozen=True)
class Hand:
    """The motion of one shot, in parts of the frame's height; angles in radians."""

    across: tuple[Wobble, Wobble]
    down: tuple[Wobble, Wobble]
    roll: Wobble
    zoom: Wobble
    shutter: float
    light: Wobble


def hold(seed: int, *, shot: int = 0, shake: float = 1.0) -> Hand:
    """Draw the motion of one shot; ``shake`` 0 is a tripod, 1 a hand, 2 somebody who runs."""
    rng = np.random.default_rng([seed, shot, 2])
    return Hand(
        across=(wobble(rng, 0.05, 0.22, 0.19 * shake), wobble(rng, 0.8, 5.0, 0.013 * shake)),
        down=(wobble(rng, 0.05, 0.25, 0.07 * shake), wobble(rng, 1.2, 6.0, 0.012 * shake)),
        roll=wobble(rng, 0.2, 2.5, 0.024 * shake),
        zoom=wobble(rng, 0.05, 0.5, 0.025 * shake),
        shutter=0.012,
        light=wobble(rng, 0.05, 0.4, 0.07),
    )


def view(hand: Hand, t: float, *, size: tuple[int, int], canvas: tuple[int, int], depth: float) -> np.ndarray:
    """Return the 2 x 3 matrix from a layer's canvas to the frame at ``t`` [s]."""
    width, height = size
    across, down = (sum(part.at(t) for part in parts) for parts in (hand.across, hand.down))
    angle, scale = hand.roll.at(t) * (0.7 + 0.3 * depth), 1.06 * np.exp(hand.zoom.at(t) * (0.5 + 0.5 * depth))
    lean = hand.shutter * sum(part.slope(t) for part in hand.across)
    stretch = 1 + hand.shutter * sum(part.slope(t) for part in hand.down)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turn = np.array([[1, lean], [0, stretch]]) @ turn
    reach = np.array([(canvas[0] - width) / 2, (canvas[1] - height) / 2])
    look = np.clip(np.array([across, down]) * height * depth, -0.9 * reach, 0.9 * reach)
    centre = np.array([canvas[0] / 2, canvas[1] / 2]) + look
    return np.hstack([turn, (np.array([width / 2, height / 2]) - turn @ centre)[:, None]])


def gain(hand: Hand, t: float) -> float:
    """Return how bright the frame at ``t`` [s] is, about 1: clouds pass and the exposure follows."""
    return float(np.clip(1 + hand.light.at(t), 0.7, 1.3))
