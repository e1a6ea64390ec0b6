"""A speed other than 1 is told where the pictures hold it, and only there."""

import numpy as np
import pytest
from tests.measure.media.aligning.made import hand_held, resampled, swaying

from sightline.measure.media.align import align
from sightline.measure.media.aligning.layers import layers_of
from sightline.measure.media.aligning.prints import prints_of
from sightline.measure.media.aligning.speed import told_speed
from sightline.measure.media.aligning.walking import Line, walk

WHOLE = ((0, 0),)


def told(one, other, line):
    """Settle a fitted line on two films."""
    mine, theirs = layers_of(prints_of(one)), layers_of(prints_of(other))
    return told_speed(mine, theirs, line, WHOLE, walk(mine, theirs, line, WHOLE))


@pytest.mark.parametrize("speed", [0.93, 0.957, 1.045, 1.08])
def test_a_hand_before_a_still_view_tells_no_speed(speed) -> None:
    # Seen: a mirrored copy of a nearly still film came out at 1.08 times the speed, to a thousandth.
    fitted = Line(speed, 3_000 * (1 - speed))
    found = told(swaying(1, 6), swaying(2, 6), fitted)
    assert (1.0, False) == (found.speed, found.speed_told)
    assert abs(found.offset_ms) <= found.offset_error_ms <= 400
    assert abs(speed - 1) == pytest.approx(found.speed_error)


@pytest.mark.parametrize("speed", [0.93, 1.03, 1.1])
def test_a_moving_hand_tells_it(speed) -> None:
    film = hand_held(1, 8)
    copy = resampled(film, speed=1 / speed, noise=20)
    line = Line(speed, 0.0)
    assert line is told(film, copy, line)


def test_the_offset_is_known_no_better_than_the_speed_allows() -> None:
    held = [
        abs(found.b_start_ms - found.a_start_ms) <= found.offset_error_ms
        for seed in range(6)
        for found in align(swaying(seed, 6, noise=6), swaying(50 + seed, 6, noise=6))
    ]
    assert len(held) >= 5
    assert np.all(held)
