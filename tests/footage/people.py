"""Draw passers-by and cars that cross a place while somebody films it."""

from dataclasses import dataclass

import cv2
import numpy as np
from tests.footage.place import colour


@dataclass(frozen=True)
class Passer:
    """Somebody, or a car, that crosses the canvas: where it is at time 0, its speed and its looks."""

    start: float
    speed: float
    foot: float
    height: float
    pace: float
    coat: tuple
    legs: tuple
    car: bool


def crowd(seed: int, *, shot: int = 0, count: int | None = None) -> tuple[Passer, ...]:
    """Draw who passes in one shot; lengths in parts of the canvas."""
    rng = np.random.default_rng([seed, shot, 3])
    passers = []
    for _ in range(int(rng.integers(3, 8)) if count is None else count):
        car = rng.random() < 0.25
        size = rng.uniform(0.1, 0.3)
        passers.append(
            Passer(
                start=rng.uniform(0, 1),
                speed=float(rng.choice([-1, 1])) * rng.uniform(0.02, 0.06) * (3 if car else 1),
                foot=float(np.clip(0.58 + 0.9 * (size - 0.1) + rng.normal(0, 0.02), 0.5, 0.95)),
                height=size * (0.6 if car else 1),
                pace=rng.uniform(1.5, 2.2),
                coat=tuple(colour(rng, 15, 240).tolist()),
                legs=tuple(colour(rng, 10, 120).tolist()),
                car=bool(car),
            )
        )
    return tuple(sorted(passers, key=lambda passer: passer.foot))


def draw_crowd(frame: np.ndarray, passers: tuple[Passer, ...], t: float, matrix: np.ndarray, canvas) -> None:
    """Draw all passers-by as they are at ``t`` [s], seen through the camera's ``matrix``."""
    width, height = canvas
    for passer in passers:
        x = (passer.start + passer.speed * t) % 1.2 - 0.1
        points = (_car if passer.car else _walker)(passer, t)
        for shape, tone in points:
            placed = np.asarray(shape) * passer.height * height + np.array([x * width, passer.foot * height])
            seen = placed @ matrix[:, :2].T + matrix[:, 2]
            cv2.fillPoly(frame, [np.round(seen * 8).astype(np.int32)], tone, lineType=cv2.LINE_8, shift=3)


def _walker(passer: Passer, t: float):
    swing = 0.16 * np.sin(2 * np.pi * passer.pace * t / 2)
    yield [(-0.05, -0.45), (0.05, -0.45), (0.05 + swing, 0), (-0.03 + swing, 0)], passer.legs
    yield [(-0.05, -0.45), (0.05, -0.45), (0.05 - swing, 0), (-0.03 - swing, 0)], passer.legs
    yield [(-0.11, -0.82), (0.11, -0.82), (0.09, -0.42), (-0.09, -0.42)], passer.coat
    yield [(-0.12, -0.8), (-0.08, -0.8), (-0.08 - swing, -0.45), (-0.12 - swing, -0.45)], passer.coat
    angles = np.linspace(0, 2 * np.pi, 12)
    yield np.stack([0.06 * np.cos(angles), -0.91 + 0.08 * np.sin(angles)], 1), (110, 140, 180)


def _car(passer: Passer, t: float):
    yield [(-1, -0.15), (1, -0.15), (1, -0.55), (0.6, -0.6), (-0.9, -0.6)], passer.coat
    yield [(-0.8, -0.6), (0.5, -0.6), (0.3, -1), (-0.6, -1)], passer.coat
    yield [(-0.65, -0.63), (0.35, -0.63), (0.25, -0.92), (-0.55, -0.92)], (60, 50, 40)
    angles = np.linspace(0, 2 * np.pi, 14)
    for wheel in (-0.6, 0.6):
        yield np.stack([wheel + 0.17 * np.cos(angles), -0.16 + 0.17 * np.sin(angles)], 1), (25, 25, 25)
