"""Copies show themselves: on films of our own and on real ones, in one case and against a file outside it."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from attrs import evolve
from sqlalchemy import select
from tests.footage.compile import picture_in_picture, put_into
from tests.footage.edit import edit
from tests.footage.kept import Kept, kept
from tests.footage.scene import still

from sightline.core.errors import Damaged, UnknownName, WrongUse
from sightline.store.hashes.index import open_hashes
from sightline.store.tables import capture_files, captures, findings
from sightline.work.add import add
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.disclose import disclose
from sightline.work.judging import judge_finding
from sightline.work.like import find_like
from sightline.work.match import match
from sightline.work.matches import Matches, Matching, alarms_of, matches
from sightline.work.matching.indexes import open_indexes
from sightline.work.matching.printed import read_prints
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.protect import protect, unprotect
from sightline.work.protecting.find import Target
from sightline.work.rebuild import rebuild
from sightline.work.say import say
from sightline.work.status import status
from sightline.work.taking.intake import Wish
from sightline.work.undoing import undo


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return kept(tmp_path_factory)


@pytest.fixture(scope="module")
def gathered(films: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case of an original, a mirrored and smaller copy, a compilation with a piece of it, and two others."""
    folder = tmp_path_factory.mktemp("gathered")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        case = make_case(folder / "case", title="Films", by="tester")
        evidence = folder / "evidence"
        evidence.mkdir()
        first, other = films.scene(seed=3, seconds=12), films.scene(seed=4, seconds=12)
        shutil.copy(first, evidence / "a-original.mp4")
        shutil.copy(films.edited("mirror-letterbox", scene_seed=3, seconds=12), evidence / "b-mirrored.mp4")
        put_into(first, other, evidence / "c-compilation.mp4", at=6.0, length=5.0, piece_start=2.0)
        shutil.copy(films.scene(seed=5, seconds=8), evidence / "d-unrelated.mp4")
        list(add(case, [str(evidence)], Wish()))
        list(match(case))
        yield case
        close_case(case)


def pairs_of(found: Matches) -> set[tuple[str, ...]]:
    return {tuple(sorted((one.a.title[0], one.b.title[0]))) for one in found.matches}


def code_of(case: Case, title: str) -> str:
    found = {n.title: n.code for one in matches(case).matches for n in (one.a, one.b)}
    return next(code for name, code in found.items() if name.startswith(title))


def test_copies_are_found_and_nothing_else(gathered: Case) -> None:
    found = matches(gathered)
    assert {("a", "b"), ("a", "c"), ("b", "c")} == pairs_of(found)
    assert [{"a", "b", "c"}] == [{n.title[0] for n in family.items} for family in found.families]


def test_a_mirrored_copy_says_so_and_where(gathered: Case) -> None:
    (one,) = (m for m in matches(gathered).matches if {"a", "b"} == {m.a.title[0], m.b.title[0]})
    seen = [part for part in one.segments if part.signal == "frames"]
    assert all(part.mirrored for part in seen)
    assert any("mirrored" in part.edits for part in seen)
    covered = sum(part.a_end_ms - part.a_start_ms for part in seen)
    assert covered > 9_000
    assert all(abs(part.a_start_ms - part.b_start_ms) <= 200 for part in seen)


def test_a_piece_in_a_compilation_has_its_offset(gathered: Case) -> None:
    (one,) = (m for m in matches(gathered).matches if {"a", "c"} == {m.a.title[0], m.b.title[0]})
    part = max(one.segments, key=lambda s: s.score)
    whole, held = ("a", "b") if one.a.title[0] == "a" else ("b", "a")
    start, end = getattr(part, f"{whole}_start_ms"), getattr(part, f"{whole}_end_ms")
    offset = getattr(part, f"{held}_start_ms") - start
    assert offset == pytest.approx(4_000, abs=200)
    assert end - start == pytest.approx(5_000, abs=700)


def test_looking_again_finds_nothing_new(gathered: Case) -> None:
    assert [] == list(match(gathered))
    with gathered.catalogue.reading() as connection:
        before = connection.execute(select(findings.c.id)).all()
        objects = [bytes(s) for s in connection.execute(select(findings.c.input).distinct()).scalars()]
    assert {0} == {one.new for one in match(gathered, objects)}
    with gathered.catalogue.reading() as connection:
        assert before == connection.execute(select(findings.c.id)).all()


# A match that an older version had made stood for ever, though the newer one found nothing in common.
def test_a_newer_comparison_that_finds_nothing_takes_a_match_back(
    gathered: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(gathered.keys_folder))
    shutil.copytree(gathered.folder, tmp_path / "case")
    copied = open_case(tmp_path / "case", by="tester")
    (one,) = (m for m in matches(copied).matches if {"b", "c"} == {m.a.title[0], m.b.title[0]})
    assert one.finding is not None
    judge_finding(copied, one.finding, verdict="same")
    with copied.catalogue.reading() as connection:
        objects = [bytes(s) for s in connection.execute(select(findings.c.input).distinct()).scalars()]
    monkeypatch.setattr("sightline.work.matching.comparing.VERSION", 10_000)
    monkeypatch.setattr("sightline.work.match.compare", lambda a, b, *, by_details: ())
    assert 3 == sum(found.new for found in match(copied, objects))
    (left,) = matches(copied).matches
    assert {"b", "c"} == {left.a.title[0], left.b.title[0]}
    assert left.why.endswith("it stands because people judged it.")
    assert 0 == sum(found.new for found in match(copied, objects))
    close_case(copied)


# The index is no record: without it everything is found again, and nothing is recorded twice.
def test_a_lost_or_damaged_index_is_made_again(gathered: Case) -> None:
    folder = gathered.folder / "index"
    shutil.rmtree(folder)
    assert {0} == {one.new for one in match(gathered)}
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        file.write_bytes(b"\x00" * 37)
    assert {0} == {one.new for one in match(gathered)}
    assert {("a", "b"), ("a", "c"), ("b", "c")} == pairs_of(matches(gathered))


def test_a_file_outside_the_case_is_compared_and_not_kept(
    gathered: Case, films: Kept, tmp_path: Path
) -> None:
    with gathered.catalogue.reading() as connection:
        before = connection.execute(select(findings.c.id)).all()
    found = find_like(gathered, films.edited("re-encode", strength=35, scene_seed=5, seconds=8))
    assert ["d"] == [one.item.title[0] for one in found.found]
    nothing = find_like(gathered, films.scene(seed=9, seconds=6))
    assert () == nothing.found
    with gathered.catalogue.reading() as connection:
        assert before == connection.execute(select(findings.c.id)).all()
    text = tmp_path / "notes.txt"
    text.write_text("no film")
    with pytest.raises(WrongUse, match="no frames and no sound"):
        find_like(gathered, text)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 200)
    with pytest.raises(Damaged):
        find_like(gathered, broken)


def test_a_person_judges_and_can_take_it_back(gathered: Case) -> None:
    (one,) = (m for m in matches(gathered).matches if {"b", "c"} == {m.a.title[0], m.b.title[0]})
    assert one.finding is not None
    with pytest.raises(WrongUse, match="same, different, unsure"):
        judge_finding(gathered, one.finding, verdict="accept")
    act = judge_finding(gathered, one.finding, verdict="different", reason="another street")
    assert "not the same footage" in act.told[0]
    (judged,) = (m for m in matches(gathered).matches if m.finding == one.finding)
    assert "different" == judged.judged
    # a and c still hang together
    assert 3 == len(matches(gathered).families[0].items)
    assert act.id is not None
    undo(gathered, act.id)
    (judged,) = (m for m in matches(gathered).matches if m.finding == one.finding)
    assert judged.judged is None


def test_two_people_who_disagree_both_stand(gathered: Case) -> None:
    # only the newest verdict was shown, as if the other person had not looked
    (one,) = (m for m in matches(gathered).matches if {"b", "c"} == {m.a.title[0], m.b.title[0]})
    assert one.finding is not None
    other = evolve(gathered, by="other")
    first = judge_finding(gathered, one.finding, verdict="different", reason="another street")
    act = judge_finding(other, one.finding, verdict="same")
    assert ("tester says: not the same footage; both stand",) == act.told[1:]

    def seen() -> Matching:
        (found,) = (m for m in matches(gathered).matches if m.finding == one.finding)
        return found

    assert [("tester", "different", "another street"), ("other", "same", None)] == [
        (v.by, v.verdict, v.reason) for v in seen().verdicts
    ]
    assert seen().judged is None  # never averaged, and never the one that came last
    assert "tester says not the same footage; other says the same footage" in repr(disclose(gathered))
    # who thinks again is counted once, with the last word
    again = judge_finding(gathered, one.finding, verdict="same")
    assert ("same", ["other", "tester"]) == (seen().judged, [v.by for v in seen().verdicts])
    for made in (again, act, first):
        undo(gathered, str(made.id))
    assert () == seen().verdicts


def test_one_person_in_two_spellings_is_one_judge(gathered: Case) -> None:
    # 'Ben' and 'ben' stood against each other as two people
    (one,) = (m for m in matches(gathered).matches if {"b", "c"} == {m.a.title[0], m.b.title[0]})
    assert one.finding is not None
    first = judge_finding(evolve(gathered, by="Ben"), one.finding, verdict="different")
    again = judge_finding(evolve(gathered, by=" ben"), one.finding, verdict="same")
    assert 1 == len(again.told)
    (found,) = (m for m in matches(gathered).matches if m.finding == one.finding)
    assert ("same", 1) == (found.judged, len(found.verdicts))
    assert "people judge differently" not in repr(disclose(gathered))
    assert judge_finding(evolve(gathered, by="BEN"), one.finding, verdict="same").known
    for made in (again, first):
        undo(gathered, str(made.id))


def test_recycled_footage_is_told(gathered: Case) -> None:
    old, new = code_of(gathered, "a"), code_of(gathered, "b")
    assert () == matches(gathered).recycled
    say(gathered, old, "posted_at", "2013-08-21")
    say(gathered, new, "posted_at", "2014-04-12")
    say(gathered, new, "claimed_time", "2014-04-11")
    (alarm,) = matches(gathered).recycled
    assert (new, old, "2014-04-11") == (alarm.item.code, alarm.older.code, alarm.claimed)
    assert "was public by 2013-08-21" in alarm.why
    assert "2013-08-21" == getattr(matches(gathered, old).families[0].earliest, "text", None)
    evidence = gathered.folder.parent / "evidence"
    taken = [bytes.fromhex(digest_of(evidence / name)) for name in ("a-original.mp4", "b-mirrored.mp4")]
    assert [alarm.why] == [one.why for one in alarms_of(gathered, [alarm.item.id], taken[1:])]
    assert () == alarms_of(gathered, [alarm.older.id], taken[:1])
    shown = {one.code: one.alarms for one in disclose(gathered).entities}
    assert {new: 1} == {code: len(alarms) for code, alarms in shown.items() if alarms}
    assert f"{new} is said to show something of 2014-04-11" in shown[new][0]
    assert f"{old}, which shows the same footage, was public by 2013-08-21" in shown[new][0]


def test_status_and_dossier_count_the_same_copies(gathered: Case) -> None:
    # status counted only the same bytes, the dossier families of shared footage as well
    inside = disclose(gathered).arrivals.copies
    assert any("share footage, as far as was compared" in note.text for note in inside)
    found = status(gathered)
    assert sorted(inside) == sorted(found.arrivals.copies)
    assert len(inside) == found.totals["copies"]


def test_a_rebuild_and_a_check_agree(gathered: Case) -> None:
    before = matches(gathered)
    assert () == check(gathered).faults
    rebuild(gathered)
    assert before == matches(gathered)


def test_only_one_item_is_asked_for(gathered: Case) -> None:
    found = matches(gathered, code_of(gathered, "b"))
    assert {("a", "b"), ("b", "c")} == pairs_of(found)
    with pytest.raises(UnknownName):
        matches(gathered, "ITM-999")


# Protecting a film must take what was measured with it along, or its frames would go on telling what it shows.
def test_what_is_withheld_is_found_no_more(gathered: Case, films: Kept) -> None:
    (one,) = (m for m in matches(gathered).matches if {"a", "c"} == {m.a.title[0], m.b.title[0]})
    item = one.a.id if one.a.title[0] == "c" else one.b.id
    with gathered.catalogue.reading() as connection:
        query = select(capture_files.c.sha256).join(captures, captures.c.id == capture_files.c.capture)
        (film,) = connection.execute(query.where(captures.c.item == item)).scalars()
    protect(gathered, Target("object", bytes(film).hex()), authority="editor", reason="risk")
    assert {("a", "b")} == pairs_of(matches(gathered))
    found = find_like(gathered, films.scene(seed=4, seconds=12))
    assert () == found.found
    assert () == check(gathered).faults


def test_real_films_and_pictures_fall_into_their_families(shared: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
        case = make_case(tmp_path / "case", title="Real", by="tester")
    try:
        list(add(case, [str(shared / "data" / "videos"), str(shared / "data" / "images")], Wish()))
        list(match(case))
        found = [sorted(n.title for n in family.items) for family in matches(case).families]
    finally:
        close_case(case)
    bridge, pattern = next(f for f in found if len(f) == 12), next(f for f in found if "mp4" in f[0])
    assert "aaa-orig.jpg" in bridge
    assert ["pattern-hd-no-bar.mp4", "pattern-sd-grey-bar.mp4"] == pattern
    copies = [f for f in found if f[0].startswith("ukbench")]
    assert all(len({title[:12] for title in family}) == 1 for family in copies)
    assert any("ukbench00120_rotation.jpg" in family for family in copies)
    assert 4 == len(found)


# Whole frames are blind to these: a picture turned by any angle, a crop of a third, a film set into another film that
# keeps its own sound.
def test_what_whole_frames_miss_is_found_by_details(films: Kept, tmp_path: Path) -> None:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    picture = still(11, size=(640, 480))
    cv2.imwrite(str(evidence / "a-picture.jpg"), picture[:, :, ::-1])
    wheel = cv2.getRotationMatrix2D((320, 240), 30, 1.0)
    cv2.imwrite(str(evidence / "b-turned.jpg"), cv2.warpAffine(picture[:, :, ::-1], wheel, (640, 480)))
    cv2.imwrite(str(evidence / "c-cropped.jpg"), picture[72:408, 96:544, ::-1])
    shown, host = films.scene(seed=3, seconds=8), films.scene(seed=4, seconds=8)
    shutil.copy(shown, evidence / "d-film.mp4")
    both = picture_in_picture(shown, host, tmp_path / "both.mp4", scale=0.5)
    edit(both, evidence / "e-inset.mp4", "sound-replaced", seed=9)
    shutil.copy(films.scene(seed=5, seconds=8), evidence / "f-unrelated.mp4")
    cv2.imwrite(str(evidence / "g-unrelated.jpg"), still(12, size=(640, 480)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
        case = make_case(tmp_path / "case", title="Details", by="tester")
    try:
        list(add(case, [str(evidence)], Wish()))
        list(match(case))
        found = matches(case)
    finally:
        close_case(case)
    by_pair = {tuple(sorted((m.a.title[0], m.b.title[0]))): m.segments for m in found.matches}
    assert {("a", "b"), ("a", "c"), ("b", "c"), ("d", "e")} == by_pair.keys()
    turned, inset = by_pair["a", "b"][0], by_pair["d", "e"][0]
    assert ("details", ("turned",)) == (turned.signal, turned.edits)
    assert "turned by 30 degrees" in turned.why
    assert ("details", "inset") == (inset.signal, inset.edits[0])
    assert inset.crop is not None


# Withheld, its fingerprints leave the index at once, bytes and all; opened again, it is found again.
def test_what_is_withheld_is_found_no_more_until_it_is_opened_again(
    films: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    case = make_case(tmp_path / "case", title="Withheld", by="tester")
    scene, asked = (
        films.scene(seed=5, seconds=8),
        films.edited("re-encode", strength=35, scene_seed=5, seconds=8),
    )
    list(add(case, [str(scene)], Wish()))
    list(match(case))
    assert 1 == len(find_like(case, asked).found)
    with open_indexes(case) as indexes:
        (frames,) = (one for one in indexes.known.values() if one.sort not in ("sound", "details"))
        look = read_prints(case, frames).hashes[:1]
        assert len(indexes.frames.search(look).media) > 0
    target = Target("object", digest_of(scene))
    protect(case, target, authority="court", reason="a witness")
    with open_hashes(case.folder / "index" / "frames") as left:  # as it lies there, before anything follows
        assert 0 == len(left.search(look).media)
    assert not any(
        look.tobytes() in file.read_bytes() for file in (case.folder / "index").rglob("*") if file.is_file()
    )
    assert () == find_like(case, asked).found
    unprotect(case, target, authority="court", reason="no longer needed")
    assert 1 == len(find_like(case, asked).found)
    close_case(case)


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
