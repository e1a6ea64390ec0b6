"""Grouping by what measures found in media: shared footage, common sound, one clock, equal bytes, and verdicts."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from attrs import evolve
from tests.fixtures.grouping import Asked

from sightline.model.arrival import Arrival, Origin
from sightline.model.evidence_record import capture, finding, finding_id, stored
from sightline.model.finding import Finding, Json
from sightline.model.match import Segment, Signal
from sightline.work.case import Case
from sightline.work.group import refuse
from sightline.work.judging import judge_finding
from sightline.work.matching.comparing import NAME as MATCH
from sightline.work.matching.segment_values import values_of
from sightline.work.sync import NAME as CLOCK
from sightline.work.write import writing

Make = Callable[..., Asked]
DATED: dict[str, Any] = {"id": "a", "claimed_time": "2021-05-03", "claimed_place_name": "Wadi Nahrin"}


def keep(asked: Asked, data: dict[str, bytes]) -> dict[str, bytes]:
    """Keep bytes for items, by the importer's names; gives the digest of each."""
    case, out = asked.case, {}
    items = {name: identifier for identifier, name in asked.keys.items()}
    for name, content in data.items():
        kept = case.vault.put(content)
        arrival = Arrival(f"item/{name}", "photo", "captured", Origin(address=f"/evidence/{name}.mp4"))
        files: list[dict[str, Json]] = [
            {"sha256": kept.sha256.hex(), "role": "original", "name": f"{name}.mp4"}
        ]
        taken = capture(
            case.ids.new(), items[name], None, arrival, files=files, collector={"collector": "tester"}
        )
        with writing(case) as writer:
            body = stored(kept.sha256, kept.sha512, kept.size, role="original", media_type=None)
            first = kept.sha256 not in out.values()
            writer.append("item.captured", [body, taken] if first else [taken])
        out[name] = kept.sha256
    return out


def found(case: Case, measure: str, inputs: Sequence[bytes], values: dict[str, Json]) -> str:
    """Record a finding over several objects; gives its id."""
    made = Finding(measure, 1, "found", "They share something.", values)
    ordered = tuple(sorted(inputs))
    identifier = finding_id(ordered, made)
    body = finding(
        identifier, ordered[0], made, products=(), prints=None, sandbox="", ms=0, further=ordered[1:]
    )
    with writing(case) as writer:
        writer.append("media.matched" if measure == MATCH else "media.synchronised", [body])
    return identifier.hex()


def matched(case: Case, one: bytes, other: bytes, signal: Signal) -> str:
    segment = Segment(0, 9_000, 0, 9_000, 1_000, False, 900, 60, 60, signal=signal, why="sixty frames agree")
    return found(case, MATCH, (one, other), {"segments": [values_of(segment)]})


@pytest.mark.parametrize("signal", ["frames", "sound"])
def test_a_match_joins_what_has_no_date_or_place(asked: Make, signal: Signal) -> None:
    made = asked([DATED, {"id": "b"}])
    kept = keep(made, {"a": b"one", "b": b"other"})
    matched(made.case, kept["a"], kept["b"], signal)
    assert [["a", "b"]] == made.groups()
    one = made.proposed().groups[0]
    assert {"frames": "copy", "sound": "sound"}[signal] in {reason.kind for reason in one.reasons}
    assert {"ITM-2 has no date at all", "ITM-2 has no place at all"} == {reason.why for reason in one.against}


def test_a_match_judged_different_joins_nothing(asked: Make) -> None:
    made = asked([DATED, {"id": "b"}])
    kept = keep(made, {"a": b"one", "b": b"other"})
    judge_finding(made.case, matched(made.case, kept["a"], kept["b"], "frames"), verdict="different")
    assert [] == made.groups()


def test_a_match_on_which_people_disagree_is_not_enough_and_is_told(asked: Make) -> None:
    # seen: it joined as if nobody had judged it
    made = asked([DATED, {"id": "b"}, DATED | {"id": "c"}])
    kept = keep(made, {"a": b"one", "b": b"other", "c": b"third"})
    for other in "bc":
        match = matched(made.case, kept["a"], kept[other], "frames")
        judge_finding(made.case, match, verdict="same")
        judge_finding(evolve(made.case, by="ben"), match, verdict="different")
    assert [["a", "c"]] == made.groups()
    (one,) = made.proposed().groups
    told = [reason for reason in one.against if reason.kind == "disputed"]
    assert ["ITM-1 and ITM-3: people judge differently whether it is the same footage"] == [
        r.why for r in told
    ]
    assert "copy" not in {reason.kind for reason in one.reasons}


def test_an_alarm_of_a_disputed_match_is_not_sure(asked: Make) -> None:
    made = asked([DATED, DATED | {"id": "b", "claimed_time": "2021-06-20"}])
    kept = keep(made, {"a": b"one", "b": b"other"})
    match = matched(made.case, kept["a"], kept["b"], "frames")
    assert [True] == [one.sure for one in made.proposed().alarms]
    judge_finding(made.case, match, verdict="same")
    judge_finding(evolve(made.case, by="ben"), match, verdict="different")
    (alarm,) = made.proposed().alarms
    assert not alarm.sure
    assert "people judge differently" in alarm.why


def test_clips_on_one_clock(asked: Make) -> None:
    made = asked([DATED, {"id": "b"}, {"id": "c"}])
    kept = keep(made, {"a": b"one", "b": b"other", "c": b"third"})
    groups: list[Json] = [{"clips": [{"clip": kept[name].hex()} for name in "abc"]}]
    found(made.case, CLOCK, list(kept.values()), {"groups": groups, "alone": []})
    assert [["a", "b", "c"]] == made.groups()


def test_equal_bytes_of_two_days_are_an_alarm(asked: Make) -> None:
    made = asked([DATED, DATED | {"id": "b", "claimed_time": "2021-06-20"}])
    keep(made, {"a": b"one", "b": b"one"})
    assert [] == made.groups()
    assert ["a", "b"] == sorted(made.keys[n.id] for n in made.proposed().alarms[0].items)


def test_one_sound_at_two_places_is_no_alarm(asked: Make) -> None:
    made = asked([DATED, DATED | {"id": "b", "claimed_place_name": "Tell Safar"}])
    kept = keep(made, {"a": b"one", "b": b"other"})
    matched(made.case, kept["a"], kept["b"], "sound")
    assert ((), []) == (made.proposed().alarms, made.groups())


def test_a_compilation_joins_no_two_events(asked: Make) -> None:
    # it shares footage with both; they share nothing with each other
    made = asked([DATED, DATED | {"id": "b", "claimed_time": "2021-06-20"}, {"id": "mix"}])
    kept = keep(made, {"a": b"one", "b": b"other", "mix": b"both"})
    matched(made.case, kept["a"], kept["mix"], "frames")
    matched(made.case, kept["b"], kept["mix"], "frames")
    assert all(not {"a", "b"} <= set(one) for one in made.groups())
    assert () == made.proposed().alarms


def test_refused_until_a_copy_is_found(asked: Make) -> None:
    made = asked([DATED, DATED | {"id": "b"}])
    refuse(made.case, "1", tell=lambda _: None)
    assert [] == made.groups()
    kept = keep(made, {"a": b"one", "b": b"other"})
    matched(made.case, kept["a"], kept["b"], "frames")
    assert [["a", "b"]] == made.groups()
