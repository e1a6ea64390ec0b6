import attrs
import pytest

from sightline.model.disclosed import INTERNAL, Dossier
from sightline.model.shown import ShownMedia


def test_records_cannot_be_changed_after_the_gate() -> None:
    dossier = Dossier("case", INTERNAL, "today")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        dossier.audience = "press"  # type: ignore[misc]


def test_two_pictures_are_the_same_when_their_digests_are() -> None:
    # how bytes are read (a closure over a vault) is no part of what a picture is
    one = ShownMedia("ab" * 32, "image/png", lambda: b"a")
    two = ShownMedia("ab" * 32, "image/png", lambda: b"a")
    assert one == two
    assert "lambda" not in repr(one)
