"""The documents of ``features`` have the keys that the page for programs shows."""

from pathlib import Path

import pytest
from tests.docs.documents import printed, same_shape, shown

from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.say import Saying, say


@pytest.fixture
def case(tmp_path: Path, keys: Path) -> Path:
    made = make_case(tmp_path / "case", title="A case", by="tester")
    source = new(made, "Source", name="A blog").code
    for n in (1, 2, 3):
        new(made, "Incident", title=f"Attack {n}")
        new(made, "Item", title=f"Video {n}")
        say(made, f"ITM-{n}", "shows", f"INC-{n}", saying=Saying())
    for n in (1, 2):
        say(
            made, f"ITM-{n}", "seen", "three tail fins",
            saying=Saying(source=source, qualifiers={"at": "0:41", "region": "1,1,9,9"}, evidence=[f"ITM-{n}@0:41"]),
        )  # fmt: skip
    say(made, "ITM-3", "seen", "green paint", saying=Saying())
    new(made, "Artefact", title="Cylinder")
    say(made, "ART-1", "marking", "8G-77l5", saying=Saying())
    close_case(made)
    return tmp_path / "case"


def test_features(case: Path) -> None:
    found = printed("features", "INC-1", "-w", case)
    same_shape(shown("features"), found, optional=frozenset())
    assert 1 == len(found["alike"])


def test_markings(case: Path) -> None:
    found = printed("features", "--marking", "8G-7715", "-w", case)
    same_shape(shown("markings"), found, optional=frozenset())
    assert 0.25 == found["found"][0]["cost"]
