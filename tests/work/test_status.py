"""How a case stands: what is there, what is open, and ten things to do of which none is hidden by another."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.model.evidence_record import finding, finding_id
from sightline.model.finding import Finding, Outcome, Proposal
from sightline.model.record import run
from sightline.work.case import Case
from sightline.work.checkpoint import checkpoint
from sightline.work.disclose import disclose
from sightline.work.disclosing import unresolved_places
from sightline.work.holdings import holdings
from sightline.work.importing import import_statements
from sightline.work.status import status
from sightline.work.taking.collect import Wish, collect
from sightline.work.view import entity
from sightline.work.write import writing

Lines = Callable[..., Path]


def test_empty(case: Case) -> None:
    found = status(case)
    assert ((), 0) == (found.entities, found.statements)
    assert ["sightline add FILES-AND-FOLDERS", "sightline checkpoint"] == [t.command for t in found.todos]


def test_what_is_there(case: Case, lines: Lines) -> None:
    import_statements(
        case,
        lines(
            {"entity": "item/a", "property": "claimed_place_name", "value": "Zamalka"},
            {"entity": "item/a", "property": "claimed_place_name", "value": "زملكا", "lang": "ar"},
            {"entity": "item/b", "property": "claimed_place_name", "value": "Duma"},
            {"entity": "item/b", "property": "claimed_place", "value": {"entity": "place/duma"}},
            {"entity": "source/s", "property": "contact", "value": "sealed from the first moment"},
        ),
    )
    found = status(case)
    assert (("Item", 2), ("Place", 1), ("Source", 1)) == found.entities
    # two spellings of one place in one item are one thing to resolve; a place that is linked is resolved
    (note,) = found.arrivals.unresolved_places
    assert ("Zamalka / زملكا", "ITM-1") == (note.text, note.code)
    assert "sightline new Place --name Zamalka" in {t.command for t in found.todos}
    assert 1 == found.proof.withheld
    assert found.own_chain
    checkpoint(case)
    assert 0 == status(case).proof.unsigned_after


def test_copies_failures_and_what_is_unfinished(case: Case, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text("the same bytes")
    (tmp_path / "link").symlink_to(tmp_path / "one" / "one.txt")
    list(collect(case, [str(tmp_path / "one"), str(tmp_path / "two"), str(tmp_path / "link")], Wish()))
    with writing(case) as writer:
        writer.append("run.begun", [run(case.ids.new(), "import", "something")])
    found = status(case)
    (copy,) = found.arrivals.copies
    assert ("one.txt, two.txt", True) == (copy.detail, "found in 2 places" in copy.text)
    assert 1 == found.arrivals.objects
    assert ("import",) == found.unfinished
    assert len(found.arrivals.failures) == found.arrivals.failed


def test_sorts_take_turns(case: Case, lines: Lines) -> None:
    # fifty places that nobody resolved must not hide the one disagreement, nor the missing date
    rows: list[dict[str, object]] = [
        {"entity": f"item/{n}", "property": "claimed_place_name", "value": f"Place {n}"} for n in range(50)
    ]
    rows += [
        {
            "entity": "incident/i",
            "property": "attributed_to",
            "value": {"entity": f"actor/{who}"},
            "source": f"source/{who}",
        }
        for who in ("a", "b")
    ]
    import_statements(case, lines(*rows))
    told = status(case).todos
    assert len(told) <= 10
    assert 3 == sum(t.command.startswith("sightline new Place") for t in told)
    assert any("disagree" in t.text for t in told)
    assert any("has no date" in t.text for t in told)
    assert any("belong to no incident" in t.text for t in told)
    assert any(t.command == "sightline checkpoint" for t in told)


def test_what_is_counted_is_what_the_dossier_counts(case: Case, lines: Lines, tmp_path: Path) -> None:
    # status counts by queries, a dossier by reading everything: they must not drift apart
    (tmp_path / "box").mkdir()
    for name, text in {"a.txt": "same", "b.txt": "same", "c.txt": "other"}.items():
        (tmp_path / "box" / name).write_text(text)
    (tmp_path / "box" / "link").symlink_to(tmp_path / "box" / "a.txt")
    list(collect(case, [str(tmp_path / "box")], Wish()))
    note_finding(case, b"other", "media.frames", "failed", "No frame of it decodes.")
    rows: list[dict[str, object]] = [
        {"entity": f"item/{n}", "property": "claimed_place_name", "value": name}
        for n, names in enumerate(
            (("Duma", "دوما"), ("Duma", "دوما"), ("Duma", "دوما"), ("Zamalka",), ("Hama",))
        )
        for name in names
    ]
    rows += [
        {"entity": "item/4", "property": "claimed_position", "value": {"lat": "35.1", "lon": "36.7"}},
        {"entity": "item/5", "property": "claimed_place_name", "value": "Denied", "polarity": "negated"},
        {"entity": "item/3", "property": "state", "value": "listed"},
        {"identity": "same", "entities": ["item/0", "item/1"], "reason": "one film"},
    ]
    import_statements(case, lines(*rows))
    found, told = status(case).arrivals, disclose(case).arrivals
    assert told is not None
    for count in ("kept", "failed", "listed", "gone", "objects"):
        assert getattr(told, count) == getattr(found, count), count
    for notes in ("failures", "unread", "copies", "conflicting_dates", "unresolved_places"):
        assert getattr(told, notes) == getattr(found, notes), notes
    assert ["Duma / دوما", "Zamalka"] == [note.text for note in found.unresolved_places]
    assert "written in 2 records" == found.unresolved_places[0].detail
    assert disclose(case).todos == status(case).todos


def test_notes_are_bounded_and_their_number_is_not(
    case: Case, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a list of a million rows with a fault each must not be told whole
    monkeypatch.setattr(unresolved_places.unresolved, "__kwdefaults__", {"most": 5})
    names = [f"Place {n:02}" for n in range(12)]
    rows = [{"entity": f"item/{n}", "property": "place_name", "value": n} for n in names]
    import_statements(case, lines(*({**row, "property": "claimed_place_name"} for row in rows)))
    found = status(case)
    assert (5, 12) == (len(found.arrivals.unresolved_places), found.totals["unresolved_places"])


def note_finding(
    case: Case,
    data: bytes,
    measure: str,
    outcome: Outcome,
    sentence: str,
    *proposals: Proposal,
    version: int = 1,
) -> None:
    """Record what a measure came to on a file."""
    sha256 = hashlib.sha256(data).digest()
    made = Finding(measure, version, outcome, sentence, proposals=proposals)
    body = finding(finding_id((sha256,), made), sha256, made, products=(), prints=None, sandbox="none", ms=1)
    with writing(case) as writer:
        writer.append("object.examined", [body])


def test_what_could_not_be_read_is_told(case: Case, tmp_path: Path) -> None:
    # a folder with a dozen broken videos said "0 failed" and nothing else: they were kept, but nobody had seen them
    (tmp_path / "clip.mp4").write_bytes(b"half a video")
    list(collect(case, [str(tmp_path / "clip.mp4")], Wish()))
    note_finding(case, b"half a video", "media.frames", "failed", "No frame of it decodes.")
    note_finding(case, b"half a video", "media.sound", "failed", "No sound of it decodes.")
    found = status(case)
    (note,) = found.arrivals.unread
    assert ("clip.mp4: No frame of it decodes. (1 more measure failed.)", "ITM-1") == (note.text, note.code)
    assert 0 == found.arrivals.failed
    assert "sightline show ITM-1" in {t.command for t in found.todos}
    # read again with success, by a newer version of the measure: only the other is still said
    note_finding(case, b"half a video", "media.frames", "found", "Three frames.", version=2)
    (note,) = status(case).arrivals.unread
    assert "clip.mp4: No sound of it decodes." == note.text


def test_what_failed_once_and_was_read_since_is_shown_as_read(case: Case, tmp_path: Path) -> None:
    # a film of ten hours ran out of time on a busy machine; read again with success it was still shown as failed
    (tmp_path / "long.mp4").write_bytes(b"ten hours")
    list(collect(case, [str(tmp_path / "long.mp4")], Wish()))
    note_finding(case, b"ten hours", "media.frames", "failed", "Stopped after 68 seconds without an end.")
    item = entity(case, "ITM-1").id
    assert ["failed"] == [one.outcome for one in holdings(case, [item]).findings]
    note_finding(case, b"ten hours", "media.frames", "found", "9000 frames in 36000.0 s.", version=2)
    assert ["found"] == [one.outcome for one in holdings(case, [item]).findings]
    assert () == status(case).arrivals.unread


def test_what_is_proposed_is_told_property_by_property(case: Case, tmp_path: Path) -> None:
    for name in ("a.jpg", "b.txt"):
        (tmp_path / name).write_bytes(name.encode())
    list(collect(case, [str(tmp_path / "a.jpg"), str(tmp_path / "b.txt")], Wish()))
    note_finding(
        case, b"b.txt", "text.language", "found", "Most like one language.", Proposal("language", "en")
    )
    where = Proposal("position", {"lat": "35.1", "lon": "36.7"})
    note_finding(case, b"a.jpg", "media.metadata", "found", "It was recorded at 35.1, 36.7.", where)
    told = [t.text for t in status(case).todos if "nobody has decided" in t.text]
    assert 2 == len(told)
    assert "It was recorded at 35.1, 36.7." in told[0]
    assert "Most like one language." in told[1]


def test_a_file_found_twice_under_one_name_is_told_with_its_folders(case: Case, tmp_path: Path) -> None:
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "clip.txt").write_text("the same")
    list(collect(case, [str(tmp_path / "monday"), str(tmp_path / "tuesday")], Wish()))
    (copy,) = status(case).arrivals.copies
    assert "monday/clip.txt, tuesday/clip.txt" == copy.detail
