"""One case of everything faulty and empty that people send: all of it is kept, and none of it is a false pair."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from attrs import frozen
from sqlalchemy import select
from tests.footage.broken import BROKEN
from tests.footage.compile import put_into
from tests.footage.encoding import EXACT, SOUND_OPTIONS, run, video_options
from tests.footage.kept import Kept, kept

from sightline.core.errors import Damaged
from sightline.store.tables import findings
from sightline.work.add import Summary, add, summary
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.like import find_like
from sightline.work.match import Matched, match
from sightline.work.matches import matches
from sightline.work.opening import close_case, make_case
from sightline.work.rebuild import rebuild
from sightline.work.taking.intake import Wish

SMALL = (320, 180)
SILENCE = "anullsrc=r=44100:cl=mono"
HUM = "0.3*sin(2*PI*50*t)+0.2*sin(2*PI*100*t)+0.1*sin(2*PI*200*t)+0.05*sin(2*PI*300*t)+0.03*(random({})-0.5)"
MOST_MEMORY = 1 << 30
MOST_SECONDS = 120

NAMED = {
    "no-frames": "no frame of it decodes",
    "index-cut": "its index is missing",
    "index-half": "Box size extends beyond",
}
"""Faults that are told as failures; the others are told in what was found."""
EMPTY = {"black", "one-colour", "one-frame", "8k", "picture-1x1", "picture-1x20000", "picture-one-colour"}


@frozen
class Gathered:
    """A case of all of them, and what came of it."""

    case: Case
    done: Summary
    matched: tuple[Matched, ...]
    seconds: float
    grown: int
    """Bytes by which the memory of this process grew at its peak."""
    evidence: Path

    @property
    def names(self) -> dict[str, str]:
        return {a.sha256: Path(a.path).stem for a in self.done.added if a.sha256 is not None}


def plain(target: Path, picture: str, sound: str, seconds: float) -> None:
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-t", str(seconds)]
    run(*inputs, *video_options(), *SOUND_OPTIONS, *EXACT, target)


def fill(folder: Path, films: Kept) -> None:
    for name in BROKEN:
        shutil.copy(films.broken(name), folder / f"{name}.{BROKEN[name][1]}")
    # black and of one colour once more: another size, rate, length and compression
    plain(folder / "black-2.mp4", "color=c=black:s=426x240:r=30", SILENCE, 4)
    plain(folder / "black-noise.mp4", "color=c=black:s=320x180,noise=alls=6:allf=t", "sine=f=330:d=3", 3)
    plain(folder / "colour-2.mp4", "color=c=0x804060:s=320x180:r=25", SILENCE, 3)
    plain(folder / "colour-3.mp4", "color=c=0x804060:s=426x240:r=30", SILENCE, 4)
    for number in (1, 2):
        hum = f"aevalsrc={HUM.format(number)}:d={5 + number}"
        plain(
            folder / f"hum-{number}.mp4", f"color=c=0x30{number}060:s={SMALL[0]}x{SMALL[1]}", hum, 5 + number
        )
        seen = films.scene(seed=60 + number, seconds=3, size=SMALL, sound=False)
        more = ["-f", "lavfi", "-i", SILENCE, "-shortest", "-c:v", "copy", *SOUND_OPTIONS, *EXACT]
        run("-i", seen, *more, folder / f"silent-{number}.mp4")
    cv2.imwrite(str(folder / "picture-black.png"), np.zeros((200, 300, 3), np.uint8))
    cv2.imwrite(str(folder / "picture-1x1-2.png"), np.full((1, 1, 3), 9, np.uint8))
    real, other = (films.scene(seed=seed, seconds=5, size=SMALL) for seed in (41, 42))
    shutil.copy(real, folder / "real-a.mp4")
    shutil.copy(other, folder / "real-b.mp4")
    put_into(
        other, folder / "black.mp4", folder / "black-with-piece.mp4", at=1.0, length=3.0, piece_start=1.0
    )
    # the index stands first: what was loaded before the line broke plays
    content = real.read_bytes()
    (folder / "real-half.mp4").write_bytes(content[: len(content) * 6 // 10])
    # what index-half holds, whole
    shutil.copy(films.scene(seed=29, seconds=2, size=SMALL, cuts=False), folder / "whole-29.mp4")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathered]:
    folder = tmp_path_factory.mktemp("odd")
    evidence = folder / "evidence"
    evidence.mkdir()
    fill(evidence, kept(tmp_path_factory))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        case = make_case(folder / "case", title="Odd", by="tester")
        before = memory(reset=True)
        began = time.process_time()
        steps = list(add(case, [str(evidence)], Wish()))
        matched = [*(one for one in steps if isinstance(one, Matched)), *match(case)]
        seconds = time.process_time() - began
        grown = memory() - before
        yield Gathered(case, summary(steps), tuple(matched), seconds, grown, evidence)
        close_case(case)


def memory(*, reset: bool = False) -> int:
    """Return the most memory this process held since the last reset [bytes]."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def pairs(gathered: Gathered) -> set[frozenset[str]]:
    return {
        frozenset({Path(one.a.title).stem, Path(one.b.title).stem}) for one in matches(gathered.case).matches
    }


TRUE_PAIRS = {
    frozenset({"black-with-piece", "real-b"}),
    frozenset({"real-a", "real-half"}),
    frozenset({"index-half", "whole-29"}),
}


def test_every_file_is_accounted_for(gathered: Gathered) -> None:
    files = {path.stem for path in gathered.evidence.iterdir()}
    assert files == set(gathered.names.values())
    assert () == gathered.done.refused
    examined = {one.sha256.hex(): one for one in gathered.done.examined}
    assert set(gathered.names) == set(examined)
    failed = {
        gathered.names[sha256]: "; ".join(text for _, text in one.failed)
        for sha256, one in examined.items()
        if one.failed
    }
    assert set(NAMED) == set(failed)
    assert all(words in failed[name] for name, words in NAMED.items())


def test_a_fault_that_is_no_failure_is_told_in_what_was_found(gathered: Gathered) -> None:
    def told(name: str, measure: str) -> tuple[str, str]:
        sha256 = next(digest for digest, stem in gathered.names.items() if stem == name)
        query = select(findings.c.outcome, findings.c.sentence).where(
            findings.c.measure == measure, findings.c.input == bytes.fromhex(sha256)
        )
        with gathered.case.catalogue.reading() as connection:
            outcome, sentence = connection.execute(query).one()
        return outcome, sentence or ""

    assert ("nothing", "It holds no moving picture.") == told("index-zeroed", "media.frames")
    assert "nothing" == told("only-sound", "media.frames")[0]
    assert ("nothing", "It holds no sound.") == told("no-sound", "media.sound")
    assert "all of it silent" in told("silent-1", "media.sound")[1]
    assert "too little in this sound" in told("black", "media.sound")[1]
    assert "clock jumps" in told("backwards", "media.frames")[1]
    assert "against" == told("real-half", "media.frames")[0]


# Black is like black and silence like silence: neither says that two films are one footage.
def test_only_what_shares_footage_is_a_pair(gathered: Gathered) -> None:
    assert TRUE_PAIRS == pairs(gathered)
    found = matches(gathered.case)
    assert 3 == len(found.families)
    assert {len(family.items) for family in found.families} == {2}


def test_a_black_film_matches_by_the_piece_in_it(gathered: Gathered) -> None:
    (one,) = (m for m in matches(gathered.case).matches if "black-with-piece.mp4" in (m.a.title, m.b.title))
    side = "a" if one.a.title == "black-with-piece.mp4" else "b"
    (part,) = (part for part in one.segments if part.signal == "frames")
    assert getattr(part, f"{side}_start_ms") == pytest.approx(1_000, abs=120)
    assert getattr(part, f"{side}_end_ms") == pytest.approx(4_000, abs=120)


def test_a_broken_film_matches_by_what_decodes(gathered: Gathered) -> None:
    (one,) = (m for m in matches(gathered.case).matches if "real-half.mp4" in (m.a.title, m.b.title))
    part = max(one.segments, key=lambda part: part.score)
    assert 1_500 < part.a_end_ms - part.a_start_ms < 4_500
    assert part.a_start_ms == pytest.approx(part.b_start_ms, abs=120)


def test_memory_and_time_are_bounded(gathered: Gathered) -> None:
    assert gathered.grown < MOST_MEMORY
    assert gathered.seconds < MOST_SECONDS
    assert {0} == {one.more for one in gathered.matched}


def test_a_file_like_them_finds_itself_or_nothing(gathered: Gathered) -> None:
    together = {name: {name} for name in gathered.names.values()}
    for pair in TRUE_PAIRS:
        for name in pair:
            together[name] |= pair
    for path in sorted(gathered.evidence.iterdir()):
        if path.stem == "ten-hours":  # as the others, and takes minutes
            continue
        found = {Path(one.item.title).stem for one in find_like(gathered.case, path).found}
        # the very file is in the case, and is named whatever can be seen in it
        assert path.stem in found
        assert found <= together[path.stem]
        if path.stem not in EMPTY | {
            "black-2",
            "black-noise",
            "picture-black",
            "picture-1x1-2",
            "only-sound",
        } and (not path.stem.startswith(("colour", "hum"))):
            assert together[path.stem] == found


def test_what_cannot_be_read_and_is_not_held_is_refused(gathered: Gathered, tmp_path: Path) -> None:
    for name in ("no-frames", "index-cut", "index-zeroed"):
        path = next(one for one in gathered.evidence.iterdir() if one.stem == name)
        other = tmp_path / path.name
        other.write_bytes(path.read_bytes() + b"\x00")
        with pytest.raises(Damaged, match="complete copy"):
            find_like(gathered.case, other)


def test_looking_again_checking_and_rebuilding_agree(gathered: Gathered) -> None:
    before = matches(gathered.case)
    assert [] == list(match(gathered.case))
    assert () == check(gathered.case).faults
    rebuild(gathered.case)
    assert before == matches(gathered.case)
    with gathered.case.catalogue.reading() as connection:
        every = [bytes(s) for s in connection.execute(select(findings.c.input).distinct()).scalars()]
    some = [one for one in every if gathered.names.get(one.hex()) != "ten-hours"]
    assert 0 == sum(one.new for one in match(gathered.case, some))
    assert before == matches(gathered.case)
