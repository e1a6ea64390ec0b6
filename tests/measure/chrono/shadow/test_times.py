"""When a shadow fits at a place: known answers, both halves of the day, and each reason for which none does."""

import numpy as np
import pytest

from sightline.core.errors import BadTime, BadValue
from sightline.measure.chrono.shadow.measured import Ground, Measured, shadow
from sightline.measure.chrono.shadow.times import Times, times

RAQQA = (35.95, 39.01)
DAY = 86_400_000


def ms(text: str) -> int:
    return int(np.datetime64(text, "ms").astype(int))


def find(day: str = "2024-03-20", at: tuple[float, float] = RAQQA, **measured: object) -> Times:
    begin = ms(day) - round(at[1] / 15.0) * 3_600_000
    return times(shadow(**measured), *at, begin, begin + DAY)  # type: ignore[arg-type]


def test_a_length_alone_fits_before_and_after_noon() -> None:
    found = find(height=Measured(3.0, 0.1), length=Measured(4.0, 0.1))
    assert ["morning", "afternoon"] == [one.side for one in found.intervals]
    # at 06:42 and 12:21 UTC the sun stood at atan(3/4), 36.87 degrees, as seen
    for one, want in zip(found.intervals, ("2024-03-20T06:42", "2024-03-20T12:21"), strict=True):
        assert one.begin < ms(want) < one.end
        assert 36.87 == pytest.approx(one.elevation, abs=0.15)
    noon = found.day.transits[0]
    first, second = found.intervals
    assert noon - first.end == pytest.approx(second.begin - noon, abs=60_000)
    assert any("before and after noon" in warning for warning in found.warnings)


def test_a_direction_tells_which_and_narrows() -> None:
    both = find(height=Measured(3.0, 0.1), length=Measured(4.0, 0.1), azimuth=Measured(304.0, 2.0))
    alone = find(height=Measured(3.0, 0.1), length=Measured(4.0, 0.1))
    assert ["morning"] == [one.side for one in both.intervals]
    whole = alone.intervals[0].end - alone.intervals[0].begin
    assert both.intervals[0].end - both.intervals[0].begin < whole * 1.3


def test_around_noon_a_length_says_little_and_says_so() -> None:
    length = find(height=Measured(3.0, 0.1), length=Measured(2.2, 0.1))
    direction = find(azimuth=Measured(0.0, 2.0))
    assert ["around noon"] == [one.side for one in length.intervals]
    assert any("tells little" in warning for warning in length.warnings)
    wide, sharp = (one.intervals[0].end - one.intervals[0].begin for one in (length, direction))
    assert wide > 8 * sharp


def test_where_the_sun_circles_a_length_fits_all_day_and_not_around_noon() -> None:
    # at the pole in June every hour fits; it was called "around noon"
    begin = 1_718_928_000_000  # 2024-06-21
    found = times(shadow(ratio=Measured(2.3, 0.1)), 90.0, 0.0, begin, begin + 86_400_000)
    assert ["all day"] == [one.side for one in found.intervals]
    assert any("tells no time" in warning for warning in found.warnings)


def test_a_fit_of_seconds_is_not_stepped_over() -> None:
    found = find(azimuth=Measured(304.0, 0.005))
    assert 1 == len(found.intervals)
    assert found.intervals[0].end - found.intervals[0].begin < 10_000


@pytest.mark.parametrize(
    "measured, word",
    [
        ({"height": Measured(3, 0.1), "length": Measured(0.4, 0.1)}, "never shorter than 0.72"),
        ({"height": Measured(3, 0.1), "length": Measured(900, 1)}, "no edge that could be measured"),
        ({"azimuth": Measured(200, 2)}, "never towards 200"),
        ({"elevation": Measured(80, 1)}, "it rises to 54"),
        ({"height": Measured(3, 0.01), "length": Measured(4, 0.01), "azimuth": Measured(340, 2)}, "no moment fits all"),
    ],
)  # fmt: skip
def test_why_nothing_fits(measured: dict[str, Measured], word: str) -> None:
    found = find(**measured)
    assert () == found.intervals
    assert found.why.startswith("No: ")
    assert word in found.why


def test_mirrored_footage_is_hinted_at() -> None:
    # in the north of Syria shadows never fall to the south; in flipped footage they seem to
    found = find(azimuth=Measured(200, 2))
    assert "flipped" in found.why


def test_polar_night_and_midnight_sun() -> None:
    night = find("2024-12-21", (78.2, 15.6), height=Measured(3, 0.1), length=Measured(4, 0.1))
    assert "Polar night" in night.why
    assert () == night.intervals
    never = find("2024-06-21", (78.2, 15.6), height=Measured(3, 0.1), length=Measured(4.3, 0.1))
    assert never.intervals != ()
    long = find("2024-06-21", (78.2, 15.6), height=Measured(3, 0.1), length=Measured(60, 1))
    assert "at most" in long.why


def test_a_tip_outside_the_picture_leaves_the_low_sun() -> None:
    found = find(height=Measured(3, 0.1), length=Measured(4, 0.1), off_frame=True)
    whole = sum(one.end - one.begin for one in found.intervals)
    assert ["morning", "afternoon"] == [one.side for one in found.intervals]
    assert 5 * 3_600_000 < whole < 7 * 3_600_000
    assert any("lower bound" in warning for warning in found.warnings)
    assert any("no likelier than the rest" in each for each in found.warnings)


def test_a_slope_moves_the_answer_the_right_way() -> None:
    # ground falling away under the shadow makes it longer, so the same length means a higher sun: later in the morning
    level = find(height=Measured(3, 0.1), length=Measured(4, 0.1), azimuth=Measured(304, 8))
    falling = find(
        height=Measured(3, 0.1), length=Measured(4, 0.1), azimuth=Measured(304, 8), ground=Ground(5.0, 304.0)
    )
    assert falling.intervals[0].best > level.intervals[0].best
    unsure = find(
        height=Measured(3, 0.1),
        length=Measured(4, 0.1),
        azimuth=Measured(304, 8),
        ground=Ground(0.0, 0.0, 5.0),
    )
    widths = [one.intervals[0].end - one.intervals[0].begin for one in (level, unsure)]
    assert widths[1] > 1.5 * widths[0]


def test_a_leaning_object_widens() -> None:
    upright = find(height=Measured(3, 0.1), length=Measured(4, 0.1))
    leaning = find(height=Measured(3, 0.1), length=Measured(4, 0.1), lean=8.0)
    assert leaning.intervals[0].end - leaning.intervals[0].begin > 1.5 * (
        upright.intervals[0].end - upright.intervals[0].begin
    )


@pytest.mark.parametrize(
    "measured",
    [
        {}, {"height": Measured(3, 0.1)}, {"length": Measured(3, 0.1)}, {"azimuth": Measured(10, 0.0)},
        {"height": Measured(0, 0.1), "length": Measured(3, 0.1)}, {"height": Measured(3, 1), "length": Measured(-1, 1)},
        {"elevation": Measured(95, 1)}, {"azimuth": Measured(float("nan"), 1)}, {"ratio": Measured(float("inf"), 1)},
        {"azimuth": Measured(10, 2), "off_frame": True}, {"azimuth": Measured(10, 2), "ground": Ground(95.0)},
        {"azimuth": Measured(10, 2), "lean": 60.0},
        {"ratio": Measured(1, 0.1), "height": Measured(3, 0.1), "length": Measured(3, 0.1)},
    ],
)  # fmt: skip
def test_what_cannot_be_measured_is_refused(measured: dict[str, object]) -> None:
    with pytest.raises(BadValue) as told:
        shadow(**measured)  # type: ignore[arg-type]
    assert told.value.todo is not None


def test_a_week_is_no_day() -> None:
    with pytest.raises(BadTime, match="no day"):
        times(shadow(azimuth=Measured(10, 2)), 0.0, 0.0, 0, 7 * DAY)
