"""The indexes of a case, made and brought up to date by several at once."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sightline.core.errors import Busy
from sightline.work.add import add
from sightline.work.matching.indexes import open_indexes
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.taking.intake import Wish

MANY = 12
VIEWS = 10
"""Fingerprints of one picture: as it is, turned, mirrored."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    chance = np.random.default_rng(11)
    for number in range(3):
        pixels = chance.integers(0, 255, (6, 8, 3)).astype(np.uint8)
        Image.fromarray(pixels).resize((320, 240), Image.Resampling.BICUBIC).save(evidence / f"{number}.png")
    case = make_case(tmp_path / "case", title="Meeting", by="tester")
    list(add(case, [str(evidence)], Wish()))
    close_case(case)
    return tmp_path / "case"


# One that finds no mark of the case takes the index for a foreign one and removes it: not under another's hands.
def test_several_make_them_at_once(folder: Path) -> None:
    start = threading.Barrier(MANY)

    def look(_: int) -> int:
        case = open_case(folder)
        try:
            start.wait()
            with open_indexes(case) as indexes:
                return len(indexes.frames)
        finally:
            close_case(case)

    with ThreadPoolExecutor(MANY) as pool:
        for _ in range(5):
            shutil.rmtree(folder / "index")
            assert {3 * VIEWS} == set(pool.map(look, range(MANY)))


def test_one_that_is_removed_while_open_is_told(folder: Path) -> None:
    case = open_case(folder)
    try:
        with open_indexes(case) as indexes:
            shutil.rmtree(folder / "index" / "frames")
            with pytest.raises(Busy, match="removed this index"):
                len(indexes.frames)
        with open_indexes(case) as indexes:
            assert 3 * VIEWS == len(indexes.frames)
    finally:
        close_case(case)
