"""Mirrored and turned hashes from the bits alone, against the pictures really turned."""

import numpy as np
import pytest
from PIL import Image
from tests.measure.media.aligning.made import bits

from sightline.measure.media.aligning.orientation import MIRRORED, ORIENTATIONS, UPRIGHT, turned
from sightline.measure.media.fingerprint import mirrored, pdq


def picture():
    rough = np.random.default_rng(4).integers(0, 255, (12, 16), np.uint8)
    return np.asarray(Image.fromarray(rough).resize((320, 240), Image.Resampling.BICUBIC))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_hash_of_a_turned_picture_follows_from_its_bits(orientation):
    shown = picture()[:, ::-1] if orientation.mirrored else picture()
    shown = np.ascontiguousarray(np.rot90(shown, -orientation.quarters))
    known = np.frombuffer(pdq(picture())[0], np.uint8)[None]
    # the median does not move with the bits; in a picture as smooth as this one it lies farther from zero than in a
    # photograph, and still inside the radius
    differing = np.bitwise_count(turned(known, orientation) ^ np.frombuffer(pdq(shown)[0], np.uint8)).sum()
    assert differing <= 31


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_of_a_photograph_a_few_bits_differ(shared, orientation):
    with Image.open(shared / "data/images/bridge_mods/aaa-orig.jpg") as opened:
        photograph = np.asarray(opened.convert("L"))
    shown = photograph[:, ::-1] if orientation.mirrored else photograph
    shown = np.ascontiguousarray(np.rot90(shown, -orientation.quarters))
    known = np.frombuffer(pdq(photograph)[0], np.uint8)[None]
    assert np.bitwise_count(turned(known, orientation) ^ np.frombuffer(pdq(shown)[0], np.uint8)).sum() <= 16


def test_mirroring_twice_changes_nothing_and_is_the_fingerprints_own():
    hashes = bits(1, 50)
    np.testing.assert_array_equal(hashes, turned(turned(hashes, MIRRORED), MIRRORED))
    np.testing.assert_array_equal(mirrored(hashes), turned(hashes, MIRRORED))
    assert hashes is turned(hashes, UPRIGHT)
