"""Fingerprints as bytes: what is written is read, and nothing else."""

import pytest

from sightline.core.errors import Damaged
from sightline.model.finding import FramePrint
from sightline.model.print_views import VIEWS
from sightline.store.prints import MAGIC, ROW, pack, unpack


def test_every_view_is_read_as_it_was_written():
    prints = [FramePrint(at, at + 40, bytes([at]) * 32, at, view) for at, view in enumerate(VIEWS)]
    assert prints == unpack(pack(prints))


def test_the_order_of_views_is_frozen():
    # written into every case there is: a name may only be added at the end
    assert (
        "full",
        "inner",
        "crop-05",
        "crop-10",
        "crop-15",
        "crop-20",
        "left-10",
        "right-10",
        "top-10",
        "bottom-10",
        "bottom-16",
    ) == VIEWS[:11]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SLPRINT2",
        MAGIC + b"x",
        MAGIC + ROW.pack(0, 40, bytes(32), 101, 0),
        MAGIC + ROW.pack(40, 0, bytes(32), 9, 0),
        MAGIC + ROW.pack(0, 40, bytes(32), 9, 250),
    ],
)
def test_what_are_no_fingerprints_is_damage(data):
    with pytest.raises(Damaged):
        unpack(data)
