"""Clips of one event on one clock, against what is known of how they were made; strangers stay alone."""

from collections.abc import Iterator

import pytest
from tests.footage.event import Event, clips_of_one_event
from tests.footage.scene import film_scene

from sightline.core.errors import BadValue, UnknownName, WrongUse
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.matches import matches
from sightline.work.opening import close_case, make_case
from sightline.work.rebuild import rebuild
from sightline.work.sync import Synced, sync
from sightline.work.taking.intake import Wish


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Event:
    return clips_of_one_event(tmp_path_factory.mktemp("event"), seed=4, count=3, seconds=20)


@pytest.fixture(scope="module")
def gathered(event: Event, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("clocks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        case = make_case(folder / "case", title="Clocks", by="tester")
        stranger = film_scene(folder / "stranger.mp4", seed=31, seconds=15)
        (folder / "note.txt").write_text("no clip")
        every = [*(clip.path for clip in event.clips), stranger, folder / "note.txt"]
        list(add(case, [str(path) for path in every], Wish()))
        yield case
        close_case(case)


@pytest.fixture(scope="module")
def synced(gathered: Case) -> Synced:
    return sync(gathered, ["ITM-1", "ITM-2", "ITM-3", "ITM-4"])


def test_offsets_hold_within_their_errors(synced: Synced, event: Event) -> None:
    (line,) = synced.lines
    assert ["ITM-1", "ITM-2", "ITM-3"] == [named.code for named, _ in line.clips]
    for (_, clock), clip in zip(line.clips, event.clips, strict=True):
        assert clock.offset_ms / 1000 == pytest.approx(
            clip.start - event.clips[0].start, abs=max(0.02, 1.5 * clock.error_ms / 1000)
        )
        assert clock.error_ms <= 700


def test_a_stranger_stays_alone(synced: Synced) -> None:
    assert ["ITM-4"] == [named.code for named in synced.alone]


def test_distances_hold_within_their_errors(synced: Synced, event: Event) -> None:
    (line,) = synced.lines
    assert 3 <= len(line.away)
    for away in line.away:
        clip = event.clips[int(away.item.code[-1]) - 1]
        near = min(event.bangs, key=lambda bang: abs(clip.heard(bang) * 1000 - away.bang_ms))
        assert away.distance.metres == pytest.approx(clip.distance(near), abs=1.5 * away.distance.error_m)


def test_the_moments_stand_in_order_of_the_common_clock(synced: Synced) -> None:
    (line,) = synced.lines
    times = [moment.at_ms for moment in line.moments]
    assert sorted(times) == times
    assert {"bang", "flash"} == {moment.kind for moment in line.moments}


def test_it_is_kept_once_and_survives_a_rebuild(gathered: Case, synced: Synced) -> None:
    again = sync(gathered, ["ITM-1", "ITM-2", "ITM-3", "ITM-4"])
    assert synced.finding == again.finding
    assert () == check(gathered).faults
    rebuild(gathered)
    assert () == check(gathered).faults


# Another camera at the same event hears the same bangs; taking it for a copy would lose a witness.
def test_another_camera_at_the_event_is_no_copy(gathered: Case) -> None:
    found = matches(gathered)
    assert all(part.signal == "sound" for one in found.matches for part in one.segments)
    assert () == found.families


def test_what_cannot_be_put_on_a_clock_is_refused(gathered: Case) -> None:
    with pytest.raises(WrongUse, match="2 to 24 items"):
        sync(gathered, ["ITM-1"])
    with pytest.raises(UnknownName):
        sync(gathered, ["ITM-1", "ITM-99"])
    with pytest.raises(UnknownName, match="neither sound nor moving pictures"):
        sync(gathered, ["ITM-1", "ITM-5"])
    with pytest.raises(BadValue, match="apart"):
        sync(gathered, ["ITM-1", "ITM-2"], apart_m=-1)
    with pytest.raises(BadValue, match="degrees"):
        sync(gathered, ["ITM-1", "ITM-2"], temperature_c=900)
