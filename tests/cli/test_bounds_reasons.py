"""Each sort of reason for when something was, from the command line alone: put into a case, found in the bounds."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.footage.edit import edit
from tests.footage.event import clips_of_one_event
from tests.footage.scene import film_scene
from typer.testing import CliRunner

from sightline.cli.main import app

Do = Callable[..., dict[str, Any]]


@pytest.fixture
def do(tmp_path: Path, keys: Path) -> Do:
    """Run a verb on one small case; gives its JSON document."""

    def do(*words: object) -> dict[str, Any]:
        verb, *rest = map(str, words)
        sub = [rest.pop(0)] if verb == "chronolocate" else []
        done = CliRunner().invoke(
            app, [verb, *sub, "-w", str(tmp_path / "case"), "--json", *rest], catch_exceptions=False
        )
        assert 0 == done.exit_code, done.output
        document = json.loads(done.stdout)
        assert isinstance(document, dict)
        return document

    made = CliRunner().invoke(app, ["init", str(tmp_path / "case")], catch_exceptions=False)
    assert 0 == made.exit_code, made.output
    do("new", "Incident", "--title", "Strike on the mill")
    return do


def ends(told: dict[str, Any], key: str = "everything") -> tuple[str | None, str | None]:
    """Earliest begin and latest end, to the second."""
    placed = told[key]
    low, high = placed["begin"]["earliest"], placed["end"]["latest"]
    return (None if low is None else low["at"][:19], None if high is None else high["at"][:19])


def begun_by(told: dict[str, Any]) -> str | None:
    latest = told["everything"]["begin"]["latest"]
    return None if latest is None else str(latest["at"][:19])


def words(told: dict[str, Any]) -> str:
    return "\n".join(f"{one['words']}{' (weak)' if one['weak'] else ''}" for one in told["reasons"])


def a_post(do: Do, code: str, posted: str) -> None:
    do("new", "Item", "--title", f"Post {code}")
    do("say", code, "posted_at", posted, "--origin", "analyst")


def test_first_known_posting_and_an_incident_inherits_it(do: Do) -> None:
    a_post(do, "ITM-1", "2021-05-03T12:00Z")
    a_post(do, "ITM-2", "2021-05-03T09:30Z")
    do("say", "ITM-1", "reports", "INC-1", "--origin", "analyst")
    do("say", "ITM-2", "shows", "INC-1", "--origin", "analyst")
    assert "2021-05-03T09:31:00" == ends(do("bounds", "ITM-2"))[1]
    # the earlier of the two bounds the incident; neither says when it ended
    told = do("bounds", "INC-1")
    assert ("2021-05-03T09:31:00", None) == (begun_by(told), ends(told)[1])
    assert ["ITM-1", "ITM-2"] == told["beside"]


def photo(path: Path, *, taken: str | None = None, seed: int = 1, quality: int = 90) -> Path:
    """Write a picture with a clock in it."""
    rng = np.random.default_rng(seed)
    small = Image.fromarray(rng.integers(0, 255, (12, 16, 3), dtype=np.uint8))
    exif = Image.Exif()
    if taken is not None:
        own = exif.get_ifd(0x8769)
        own[0x9003], own[0x9011] = taken, "+03:00"
    small.resize((640, 480), Image.Resampling.BICUBIC).save(path, quality=quality, exif=exif)
    return path


def test_the_clock_of_a_camera_and_when_it_was_in_hand(do: Do, tmp_path: Path) -> None:
    begun = datetime.now(UTC)
    do("add", photo(tmp_path / "mill.jpg", taken="2021:05:03 13:00:00"))
    do("say", "ITM-1", "shows", "INC-1", "--origin", "analyst")
    told = do("bounds", "ITM-1")
    # 13:00 at +03:00, three minutes to either side; a camera's clock is weak
    assert "ITM-1 says 2021:05:03 13:00:00 (weak)" in words(told).replace("+03:00", "")
    end = told["everything"]["end"]
    assert "2021-05-03T09:57:00" == end["earliest"]["at"][:19]
    assert "2021-05-03T10:03:01" == begun_by(told)
    # without it: when it was in hand
    sure = datetime.fromisoformat(str(ends(told, "without_weak")[1]) + "+00:00")
    assert begun - timedelta(seconds=1) <= sure <= datetime.now(UTC)
    assert "ITM-1 was in hand on" in words(told)
    # a picture may have been taken at any moment of the incident, and within a minute: it bounds both of its sides
    of_it = do("bounds", "INC-1")
    assert "2021-05-03T10:04:01" == begun_by(of_it)
    assert "2021-05-03T09:56:00" == of_it["everything"]["end"]["earliest"]["at"][:19]


def test_sun_weather_and_damage(do: Do) -> None:
    a_post(do, "ITM-1", "2021-05-04T08:00Z")
    do("chronolocate", "begin", "ITM-1")
    for when in ("2021-05-03T06:00Z/2021-05-03T06:20Z", "2021-05-03T12:40Z/2021-05-03T13:00Z"):
        kept = ("--keep", "length and direction of the pole's shadow")
        do("chronolocate", "consider", "CHR-1", when, *kept, "--method", "sun and shadow")
    # a shadow fits a morning and an afternoon: one of the two, not both
    told = do("bounds", "ITM-1")
    assert [] == told["contradictions"]
    assert 2 == len(told["everything"]["begin"]["stretches"])
    rain = ("--why", "the street is wet, and it rained from nine to ten", "--method", "weather")
    do("chronolocate", "bound", "CHR-1", "--not-before", "2021-05-03T09:00Z", *rain)
    told = do("bounds", "ITM-1")
    assert ("2021-05-03T12:40:00", "2021-05-03T13:01:00") == ends(told)
    assert "by weather: the street is wet, and it rained from nine to ten" in words(told)
    damage = ("--why", "the roof is whole, and was hit by then", "--method", "damage seen")
    do("chronolocate", "bound", "CHR-1", "--not-after", "2021-05-03T12:45Z", *damage)
    assert ("2021-05-03T12:40:00", "2021-05-03T12:46:00") == ends(do("bounds", "ITM-1"))


def test_before_and_after(do: Do) -> None:
    a_post(do, "ITM-1", "2021-05-03T12:00Z")
    do("new", "Item", "--title", "The street before")
    do("say", "ITM-2", "recorded_at", "2021-05-03T07:00Z/2021-05-03T07:30Z", "--origin", "analyst")
    crater = ("--qualifier", "basis=the crater is not there yet")
    do("say", "ITM-2", "before", "INC-1", *crater, "--origin", "analyst")
    gap = ("--qualifier", "at_least_s=600", "--qualifier", "at_most_s=1200")
    do("say", "ITM-1", "after", "INC-1", *gap, "--qualifier", "basis=the smoke", "--origin", "analyst")
    told = do("bounds", "INC-1")
    # over ten minutes before the post's thing began
    assert ("2021-05-03T07:00:00", "2021-05-03T11:51:00") == ends(told)
    assert "ITM-2 was before INC-1: the crater is not there yet" in words(told)
    assert "ITM-1 was after INC-1, at least 600 s, at most 1200 s: the smoke" in words(told)
    # and the other way: what is after the incident is after what was before it
    assert "2021-05-03T07:10:00" == ends(do("bounds", "ITM-1"))[0]


def test_what_was_said_of_it_by_a_day(do: Do) -> None:
    do("new", "Source", "--name", "Valley Radio")
    said = ("--source", "SRC-1", "--said", "2021-05-04T06:00Z")
    do("say", "INC-1", "occurred", "2021-05", *said)
    told = do("bounds", "INC-1")
    # weak: it may have been foretold, or the date of the telling be wrong
    assert "Valley Radio says that INC-1 happened, and said so 2021-05-04T06:00Z (weak)" in words(told)
    assert "2021-05-04T06:01:00" == begun_by(told)
    assert "2021-06-01T12:00:00" == ends(told, "without_weak")[1]


def test_a_copy_that_was_public_before(do: Do, tmp_path: Path) -> None:
    film = film_scene(tmp_path / "mill.mp4", seed=5, seconds=6)
    do("add", film)
    do("add", edit(film, tmp_path / "again.mp4", "re-encode", strength=35))
    do("say", "ITM-2", "posted_at", "2021-05-03T12:00Z", "--origin", "analyst")
    told = do("bounds", "ITM-1")
    assert "a copy of footage in ITM-1 was public 2021-05-03T12:00Z (weak)" in words(told)
    assert "2021-05-03T12:01:00" == begun_by(told)


def test_another_clip_on_the_same_clock(do: Do, tmp_path: Path) -> None:
    event = clips_of_one_event(tmp_path, seed=4, count=2, seconds=20)
    do("add", *(clip.path for clip in event.clips))
    do("sync", "ITM-1", "ITM-2")
    do("say", "ITM-1", "recorded_at", "2021-05-03T12:00:00Z", "--origin", "analyst")
    do("say", "ITM-2", "shows", "INC-1", "--origin", "analyst")
    told = do("bounds", "ITM-2")
    later = event.clips[1].start - event.clips[0].start
    begin = told["everything"]["begin"]
    low, high = (datetime.fromisoformat(begin[side]["at"]) for side in ("earliest", "latest"))
    begun = datetime(2021, 5, 3, 12, tzinfo=UTC) + timedelta(seconds=later)
    assert low - timedelta(seconds=2) <= begun <= high + timedelta(seconds=2)
    assert "on one clock" in words(told)
    # the incident inherits it from the clip that shows it
    assert "on one clock" in words(do("bounds", "INC-1"))
    assert begun_by(do("bounds", "INC-1")) is not None
