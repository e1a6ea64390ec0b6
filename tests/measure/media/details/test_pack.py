"""Details as bytes: what is written is read, and damage is said."""

import numpy as np
import pytest
from tests.measure.media.details.made import photograph

from sightline.core.errors import Damaged
from sightline.measure.media.details.pack import MAGIC, pack, unpack
from sightline.measure.media.details.points import find_details
from sightline.measure.media.details.records import joined

WHOLE = pack(joined([find_details(photograph(s), at_ms=s * 1000) for s in (1, 2)], duration_ms=9_000))


def test_what_is_packed_is_unpacked():
    one = unpack(WHOLE)
    assert MAGIC == WHOLE[:9]
    assert WHOLE == pack(one)
    assert [1000, 2000] == one.at_ms.tolist()
    assert (9_000, 2) == (one.duration_ms, one.frames)
    second = find_details(photograph(2), at_ms=2000)
    assert second.looks.tolist() == one.frame(1).looks.tolist()
    assert second.places.tolist() == one.frame(1).places.tolist()


@pytest.mark.parametrize("length", [0, 8, 20, len(WHOLE) - 1])
def test_what_is_cut_off_is_damaged(length):
    with pytest.raises(Damaged):
        unpack(WHOLE[:length])


def test_one_byte_changed_anywhere_is_damaged():
    for at in np.linspace(0, len(WHOLE) - 1, 60).astype(int).tolist():
        if 9 <= at < 17:
            continue  # the duration: any number is one
        broken = bytearray(WHOLE)
        broken[at] ^= 0x10
        with pytest.raises(Damaged):
            unpack(bytes(broken))


# A file that was made to mislead has a right check sum over rows that make no sense.
@pytest.mark.parametrize("field, value", [("octaves", 200), ("places", 65_000), ("at_ms", -5)])
def test_rows_that_make_no_sense_are_damaged(field, value):
    one = unpack(WHOLE)
    getattr(one, field)[0] = value
    with pytest.raises(Damaged):
        unpack(pack(one))
