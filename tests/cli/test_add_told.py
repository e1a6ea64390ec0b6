"""What an intake prints at its end: whole documents out of a file without a name, and lines for a person."""

import json

import pytest

from sightline.cli.add_told import Told
from sightline.work.add import Step
from sightline.work.examine import Examined
from sightline.work.match import Matched
from sightline.work.taking.intake import Added, Refused

SHA256 = "ab" * 32
STEPS: tuple[Step, ...] = (
    Added("ITM-1", "/a/فيديو.mp4", SHA256, False),
    Added("ITM-2", "/a/list.csv row 2", None, True, "row 2: 'x' is no date"),
    Refused("/a/\udcff.bin", "cannot be read", "check it"),
    Refused("/a/b", "gone"),
    Examined(bytes.fromhex(SHA256), ("m",), 0, (("media.frames", "Stopped."),) * 2, ("clocks",), "limits-only", 1.0),
)  # fmt: skip


def told(*steps: Step, as_json: bool) -> Told:
    made = Told(as_json)
    for step in steps:
        made.take(step)
    return made


def test_a_document_is_whole_and_says_what_could_not_be_examined(capsys: pytest.CaptureFixture[str]) -> None:
    made = told(STEPS[0], STEPS[1], *STEPS[3:], as_json=True)
    made.tell()
    document = json.loads(capsys.readouterr().out)
    assert {
        "schema": "sightline/add/1",
        "added": [
            {
                "code": "ITM-1", "path": "/a/فيديو.mp4", "sha256": SHA256, "known_before": False,
                "fault": "media.frames: Stopped.",
            },
            {
                "code": "ITM-2", "path": "/a/list.csv row 2", "sha256": None, "known_before": True,
                "fault": "row 2: 'x' is no date",
            },
        ],
        "refused": [{"path": "/a/b", "fault": "gone", "todo": None}],
        "matched": [],
    } == document  # fmt: skip
    assert made.faulty


def test_nothing_is_a_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    made = told(as_json=True)
    made.tell()
    empty = {"schema": "sightline/add/1", "added": [], "refused": [], "matched": []}
    assert empty == json.loads(capsys.readouterr().out)
    assert not made.faulty


def test_lines_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    told(*STEPS, as_json=False).tell()
    lines = capsys.readouterr().out.splitlines()
    assert [
        "2 taken in (1 known before), 2 refused, 1 examined",
        "  refused /a/\ufffd.bin: cannot be read (check it)",
        "  refused /a/b: gone",
        "  kept ITM-2 /a/list.csv row 2, but: row 2: 'x' is no date",
        "  media.frames: Stopped.",
        "  media.frames: Stopped.",
        "  1 with clocks that disagree: sightline status",
        "  examined under limits only, without a sandbox: install bubblewrap",
    ] == lines


def test_each_pair_that_shares_footage_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [("ITM-1", "ITM-2", "They look the same."), ("ITM-2", "ITM-1", "They look the same.")]
    many = [(f"ITM-{n}", "ITM-1", "They look the same.") for n in range(3, 30)]
    told(*(Matched(b"", (), 0, 0, 0.0, (pair,)) for pair in [*pairs, *many]), as_json=False).tell()
    lines = capsys.readouterr().out.splitlines()
    assert "  ITM-1 shares footage with ITM-2: They look the same." == lines[1]
    assert 10 == sum("shares footage with" in one for one in lines)
    assert "  and 18 more pairs that share footage" in lines


def test_what_went_well_is_only_counted(capsys: pytest.CaptureFixture[str]) -> None:
    made = told(*(Added(f"ITM-{n}", f"/a/{n}", None, False) for n in range(1_000)), as_json=False)
    assert (1_000, False, 0) == (made.added, made.faulty, made._added_file.tell())
    made.tell()
    assert "1000 taken in (0 known before), 0 refused, 0 examined\n" == capsys.readouterr().out


def test_rows_that_were_recorded_before_are_counted_and_not_named(capsys: pytest.CaptureFixture[str]) -> None:
    known = Added("ITM-1", "/a/list.csv", SHA256, known_before=True, rows_known=1_000_000)
    told(known, as_json=True).tell()
    (entry,) = json.loads(capsys.readouterr().out)["added"]
    assert (True, 1_000_000) == (entry["known_before"], entry["rows_known"])
    made = told(known, as_json=False)
    made.tell()
    assert "1000000 rows of lists were recorded before and say nothing new" in capsys.readouterr().out
    assert not made.faulty
