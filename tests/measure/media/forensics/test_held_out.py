"""A floor under the forensic methods, on pictures of other cameras than those any threshold was set on.

The set is ``tests/footage/held_out.py``; the whole of it is measured by ``benchmarks/bench_forensics.py``. To lower a
floor here needs a commit of its own and its reason; to set a threshold on these pictures would make them useless.
"""

from collections import Counter

import pytest
from benchmarks.bench_forensics import answers
from tests.footage.cameras_apart import camera, saved, taken
from tests.footage.held_out import NEVER_TUNED, PICTURE_METHODS, cases

from sightline.measure.media.forensics.tables import read_tables

SEEDS = range(1000, 1004)
"""Of the block that was looked at: a floor under what was reached. The benchmark measures a later one."""
FOUND = [method for method in PICTURE_METHODS if method not in ("levels", "noise")]
"""Those that speak of something found; the other two only show places to look at."""


# An honest photograph called a forgery harms whoever took it.
def test_no_method_finds_anything_in_photographs_saved_once() -> None:
    told = Counter(
        method
        for one in cases("saved once", SEEDS)
        for method, (part, found) in answers(one).items()
        if part and found
    )
    assert {} == dict(told)


# Measured on eight of each: a part on another grid 8, copied 6, painted over behind its thumbnail 8, saved lower 5.
@pytest.mark.parametrize(
    "name, floor",
    [
        ("a part on another grid", 4),
        ("a copied part", 3),
        ("painted over, thumbnail kept", 4),
        ("a part saved lower before", 2),
    ],
)
def test_edits_are_told_at_their_place(name: str, floor: int) -> None:
    told = [part for one in cases(name, SEEDS) for part, _ in answers(one).values()]
    assert floor <= sum(told)


def test_the_same_seed_is_the_same_picture_and_cameras_differ() -> None:
    assert (taken(7, size=(320, 240)) == taken(7, size=(320, 240))).all()
    makers = {camera(seed).maker for seed in range(NEVER_TUNED, NEVER_TUNED + 20)}
    assert {"library", "steep", "even"} == makers
    assert len({camera(seed).size for seed in range(NEVER_TUNED, NEVER_TUNED + 20)}) >= 4


def test_tables_of_makers_are_no_tables_of_the_library(tmp_path) -> None:
    from PIL import Image

    from sightline.measure.media.forensics.planes import JpegFacts

    for seed in SEEDS:
        made = camera(seed)
        path = tmp_path / f"{seed}.jpg"
        path.write_bytes(saved(taken(seed, size=(160, 120)), made))
        with Image.open(path) as opened:
            tables = [tuple(opened.quantization[at]) for at in (0, 1)]
        told = read_tables(JpegFacts(tables[0], tables[1], 2, "4:2:0"))
        assert (made.maker == "library") == (told.family == "annex-k")
