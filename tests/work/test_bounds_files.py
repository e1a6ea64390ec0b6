"""What files, copies, one clock and people's analyses say of when something was."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve

from sightline.core.clock import FixedClock, from_rfc3339, rfc3339
from sightline.model.arrival import Arrival, Origin
from sightline.model.evidence_record import capture, finding, finding_id, stored
from sightline.model.finding import Finding, Json
from sightline.model.match import Segment
from sightline.model.record import entity
from sightline.work.bounding.keeping import keep
from sightline.work.bounds import bounds
from sightline.work.case import Case
from sightline.work.locating.analysis import begin, second
from sightline.work.locating.times import Answer, Bound, answer, bound
from sightline.work.matching.comparing import NAME
from sightline.work.matching.segment_values import values_of
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.say import Saying, say
from sightline.work.view import entity as entity_view
from sightline.work.write import writing

TAKEN = from_rfc3339("2021-06-01T00:00:00Z")


@pytest.fixture
def fresh(tmp_path: Path, keys: Path) -> Iterator[Case]:
    case = make_case(tmp_path / "case", title="A case", clock=FixedClock(TAKEN), by="ana")
    yield case
    close_case(case)


@pytest.fixture
def clip(fresh: Case) -> Callable[[str], bytes]:
    """Take in a clip; gives the digest of its file."""

    def clip(name: str) -> bytes:
        ids, item = fresh.ids, fresh.ids.new()
        kept = fresh.vault.put(name.encode())
        arrival = Arrival(f"item/{name}", "video", "captured", Origin(address=f"/in/{name}.mp4"), title=name)
        files: list[dict[str, Json]] = [
            {"sha256": kept.sha256.hex(), "role": "original", "name": f"{name}.mp4"}
        ]
        with writing(fresh) as writer:
            writer.append(
                "item.captured",
                [
                    entity(item, "Item", key=f"item/{name}"),
                    stored(kept.sha256, kept.sha512, kept.size, role="original", media_type="video/mp4"),
                    capture(ids.new(), item, ids.new(), arrival, files=files, collector={}),
                ],
            )
        return kept.sha256

    return clip


@pytest.fixture
def found(fresh: Case) -> Callable[..., None]:
    """Record a finding over one or more files."""

    def found(measure: str, values: dict[str, Json], *inputs: bytes) -> None:
        made = Finding(measure, 1, "found", "A sentence.", values)
        body = finding(
            finding_id(inputs, made),
            inputs[0],
            made,
            products=(),
            prints=None,
            sandbox="none",
            ms=1,
            further=inputs[1:],
        )
        with writing(fresh) as writer:
            writer.append("object.examined", [body])

    return found


def reading(
    clock: str, start: str, stop: str, *, role: str = "recorded", zone: str | None = "Z"
) -> dict[str, Json]:
    return {
        "clock": clock, "tag": f"Tag of {clock}", "raw": start, "role": role, "zone": zone, "assumption": "",
        "from": f"2021-05-03T{start}Z", "to": f"2021-05-03T{stop}Z",
    }  # fmt: skip


def test_clocks_in_a_file(fresh: Case, clip: Callable[..., bytes], found: Callable[..., None]) -> None:
    one = clip("a")
    readings: list[Json] = [
        reading("camera", "10:00:00", "10:00:01"),
        reading("satellites", "10:01:00", "10:01:01"),
        reading("editor", "11:00:00", "11:00:01", role="not_after"),
        reading("file", "01:00:00", "01:00:01"),
    ]
    found("media.clocks", {"readings": readings}, one)
    found("media.container", {"duration_ms": 60_000}, one)
    told = bounds(fresh, "ITM-1")
    assert told.everything is not None
    # the satellites' moment lies within the film, which runs a minute
    assert told.everything.begin.earliest is not None
    assert told.everything.end.latest is not None
    assert "2021-05-03T10:00:00.000Z" == rfc3339(told.everything.begin.earliest.at_ms)
    assert "2021-05-03T10:02:01.000Z" == rfc3339(told.everything.end.latest.at_ms)
    words = [one.words for one in told.reasons]
    assert "Tag of satellites of ITM-1 says 10:01:00" in words
    assert not any("file" in one for one in words)  # when it was saved here is no clock of the camera
    weak = {one.words: one.weak for one in told.reasons}
    assert weak["Tag of camera of ITM-1 says 10:00:00"]
    assert not weak["Tag of satellites of ITM-1 says 10:01:00"]
    # without the weak ones: in hand on the day it was taken in, and no end from the film's length
    assert told.without_weak is not None
    assert told.without_weak.end.latest is not None
    assert TAKEN <= told.without_weak.end.latest.at_ms < TAKEN + 1000


def test_a_moment_of_a_film_does_not_deny_how_long_it_runs(
    fresh: Case, clip: Callable[..., bytes], found: Callable[..., None]
) -> None:
    # a clock reads one second; taken for the whole of a film of a minute, it excluded the film's own length
    one = clip("a")
    found("media.container", {"duration_ms": 60_000}, one)
    say(fresh, "ITM-1", "recorded_at", "2021-05-03T10:00:00Z", saying=Saying(origin="analyst"))
    told = bounds(fresh, "ITM-1")
    assert () == told.contradictions
    assert told.everything is not None
    assert told.everything.begin.earliest is not None
    assert told.everything.end.latest is not None
    assert "2021-05-03T09:59:00.000Z" == rfc3339(told.everything.begin.earliest.at_ms)
    assert "2021-05-03T10:01:01.000Z" == rfc3339(told.everything.end.latest.at_ms)


def test_what_was_only_answered_counts_and_what_bounds_gave_does_not(
    fresh: Case, clip: Callable[..., bytes]
) -> None:
    clip("a")
    begin(fresh, "Chronolocation", "ITM-1")
    answer(fresh, "CHR-1", Answer("2021-05-03", method="a calendar on the wall"))
    words = [one.words for one in bounds(fresh, "ITM-1").reasons]
    assert "CHR-1: ITM-1, its answer interval 2021-05-03, by a calendar on the wall" in words
    keep(fresh, bounds(fresh, "ITM-1"))
    told = bounds(fresh, "ITM-1")
    assert words == [one.words for one in told.reasons]
    assert ("what CHR-2 keeps from an answer like this one is no reason of its own",) == told.notes


def test_what_is_kept_names_sources_by_their_codes(fresh: Case, clip: Callable[..., bytes]) -> None:
    # a source is often protected only later, and text would keep its name in clear
    clip("a")
    new(fresh, "Source", name="Somebody at the mill")
    say(fresh, "ITM-1", "recorded_at", "2021-05-03", saying=Saying(source="SRC-1", hedged=True))
    keep(fresh, bounds(fresh, "ITM-1"))
    kept = {s.statement.property: s.statement for s in entity_view(fresh, "CHR-1").statements}
    assert "SRC-1 says that ITM-1 was recorded 2021-05-03" in str(kept["not_before"].qualifiers["basis"])
    assert str(kept["limits"].value).startswith("It rests on weak reasons: SRC-1 says that")
    assert "Somebody" not in repr(kept)


def test_clips_on_one_clock(fresh: Case, clip: Callable[..., bytes], found: Callable[..., None]) -> None:
    one, two = clip("a"), clip("b")
    found("media.clocks", {"readings": [reading("satellites", "10:00:00", "10:00:01")]}, one)
    clips: list[Json] = [
        {"clip": one.hex(), "offset_ms": 0, "error_ms": 0},
        {"clip": two.hex(), "offset_ms": 2_500, "error_ms": 100},
    ]
    found("media.clock", {"groups": [{"clips": clips, "outliers": []}], "alone": []}, one, two)
    told = bounds(fresh, "ITM-2")
    assert told.everything is not None
    assert told.everything.begin.latest is not None
    assert "2021-05-03T10:00:03.600Z" == rfc3339(told.everything.begin.latest.at_ms)
    assert "ITM-2 begins +2.50 s ± 0.10 s from ITM-1, on one clock" in [one.words for one in told.reasons]
    assert ("ITM-1",) == told.beside


def test_an_older_copy(fresh: Case, clip: Callable[..., bytes], found: Callable[..., None]) -> None:
    one, two = sorted((clip("a"), clip("b")))
    segment = Segment(0, 5_000, 1_000, 6_000, 1000, False, 900, 50, 50)
    found(NAME, {"segments": [values_of(segment)]}, one, two)
    told = bounds(fresh, "ITM-2")
    copies = [one for one in told.reasons if one.words.startswith("a copy of footage in ITM-2 was public")]
    assert 1 == len(copies)
    assert copies[0].weak  # nobody judged it yet
    assert told.everything is not None
    assert told.everything.begin.latest is not None
    first = bounds(fresh, "ITM-1").everything
    assert first is not None
    assert first.end.latest is not None
    # both were taken in one after the other: the copy was begun before the earlier was in hand
    assert told.everything.begin.latest.at_ms <= first.end.latest.at_ms


def test_bounds_that_people_argued_and_the_blind_look(fresh: Case, clip: Callable[..., bytes]) -> None:
    clip("a")
    begin(fresh, "Chronolocation", "ITM-1")
    bound(fresh, "CHR-1", [Bound("not_before", "2021-05-03T09:00Z", "the street is wet", method="weather")])
    told = bounds(fresh, "ITM-1")
    words = [one.words for one in told.reasons]
    assert "CHR-1: ITM-1 not before 2021-05-03T09:00Z, by weather: the street is wet" in words
    # whoever looks a second time is not told what the first found
    answer(fresh, "CHR-1", Answer("2021-05-03"))
    other = evolve(fresh, by="ben")
    second(other, "CHR-1")
    assert not any("CHR-1" in one.words for one in bounds(other, "ITM-1").reasons)
    assert any("CHR-1" in one.words for one in bounds(fresh, "ITM-1").reasons)
