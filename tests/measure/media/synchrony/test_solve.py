"""Many clips on one clock: what hangs together, what contradicts, and what stands alone."""

import pytest

from sightline.core.errors import BadValue
from sightline.measure.media.synchrony.solve import solve_clock
from sightline.model.clock_group import OnClock, Tie


def tie(a, b, offset, *, signal="sound", error=20, drift=None, at=10_000):
    """Return a tie: at time ``at`` of b it is ``at + offset`` in a."""
    clock = OnClock(
        signal=signal,
        a_ms=at + offset,
        b_ms=at,
        error_ms=error,
        clock_error_ms=error,
        common_ms=20_000,
        moments=10,
        of_moments=20,
        strength=150,
        drift_ppb=drift,
        drift_error_ppb=0 if drift is None else 2_000,
    )
    return Tie(a, b, clock)


def test_three_clips_by_flashes_agree():
    # a 0, b starts 1 s later, c 3 s later
    ties = [tie("a", "b", 1_000, signal="flashes"), tie("b", "c", 2_010, signal="flashes")]
    (group,) = solve_clock([*ties, tie("a", "c", 2_995, signal="flashes")]).groups
    assert ["a", "b", "c"] == [one.clip for one in group.clips]
    assert 0 == group.clips[0].offset_ms == group.clips[0].error_ms
    assert 1_000 == pytest.approx(group.clips[1].offset_ms, abs=8)
    assert 3_000 == pytest.approx(group.clips[2].offset_ms, abs=8)
    assert 5 < group.clips[2].error_ms < 25
    assert () == group.outliers


def test_sound_alone_knows_the_clock_no_better_than_the_way():
    (group,) = solve_clock([tie("a", "b", 500)], apart_m=320).groups
    clip = group.clips[1]
    assert 500 == pytest.approx(clip.sound_offset_ms, abs=1)
    assert clip.sound_error_ms < 25
    assert 1_000 == pytest.approx(clip.error_ms, rel=0.02)
    assert clip.farther_m is None


def test_flash_and_sound_together_tell_how_much_farther_it_stood():
    # the sound is heard in b 300 ms later than light has it: 102 m farther
    ties = [tie("a", "b", 1_000, signal="flashes", error=20), tie("a", "b", 700, error=20)]
    (group,) = solve_clock(ties).groups
    clip = group.clips[1]
    assert 1_000 == pytest.approx(clip.offset_ms, abs=3)
    assert 700 == pytest.approx(clip.sound_offset_ms, abs=3)
    assert 102 == pytest.approx(clip.farther_m, abs=2)
    assert 5 < clip.farther_error_m < 15


def test_clips_without_common_sound_are_alone():
    clock = solve_clock([tie("a", "c", 0)], clips=["a", "b", "c", "d"])
    assert ("b", "d") == clock.alone
    assert [["a", "c"]] == [[one.clip for one in group.clips] for group in clock.groups]


def test_clips_tied_through_others_are_one_group_and_strangers_another():
    ties = [tie("a", "b", 0), tie("b", "c", 0), tie("x", "y", 0)]
    clock = solve_clock(ties)
    assert [["a", "b", "c"], ["x", "y"]] == [[one.clip for one in group.clips] for group in clock.groups]
    # through another the error grows
    assert clock.groups[0].clips[2].sound_error_ms > clock.groups[0].clips[1].sound_error_ms


def test_a_tie_that_contradicts_the_others_is_named_and_not_used():
    starts = {"a": 0, "b": 1_000, "c": 2_500, "d": 4_000}
    names = sorted(starts)
    ties = [tie(a, b, starts[b] - starts[a]) for at, a in enumerate(names) for b in names[at + 1 :]]
    wrong = tie("a", "d", 9_000)
    ties[2] = wrong
    (group,) = solve_clock(ties).groups
    assert (wrong,) == group.outliers
    assert 4_000 == pytest.approx(group.clips[3].sound_offset_ms, abs=5)
    assert () == group.doubts


def test_in_a_ring_of_three_nobody_can_say_which_is_wrong():
    ties = [tie("a", "b", 1_000), tie("b", "c", 1_000), tie("a", "c", 5_000)]
    (group,) = solve_clock(ties).groups
    assert () == group.outliers
    (doubt,) = group.doubts
    assert "cannot be told" in doubt
    # and the errors are widened to hold the contradiction
    assert group.clips[2].sound_error_ms > 500


def test_drift_of_each_clip_is_solved():
    ties = [tie("a", "b", 100, drift=30_000, at=600_000), tie("b", "c", 100, drift=-50_000, at=600_000)]
    (group,) = solve_clock(ties, apart_m=0).groups
    assert 30_000 == pytest.approx(group.clips[1].drift_ppb, abs=500)
    assert -20_000 == pytest.approx(group.clips[2].drift_ppb, abs=500)
    clip = group.clips[1]
    # at ten minutes of b it is 100 ms more in a
    assert 600_100 == pytest.approx(600_000 * (1 - clip.drift_ppb * 1e-9) + clip.offset_ms, abs=3)


def test_a_tie_with_itself_or_a_stranger_is_refused():
    with pytest.raises(BadValue):
        solve_clock([tie("a", "a", 0)])
    with pytest.raises(BadValue):
        solve_clock([tie("a", "b", 0)], clips=["a"])


def test_nothing_is_no_group():
    assert () == solve_clock([]).groups
    assert ("a",) == solve_clock([], clips=["a"]).alone
