"""The small case of assessments, and the first matrix in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.assessments import Small, small

from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.matrix import Weighing, weigh
from sightline.work.opening import close_case


@pytest.fixture
def made(tmp_path: Path, keys: Path) -> Iterator[Small]:
    """Make the small case."""
    case = small(tmp_path / "case")
    yield case
    close_case(case.case)


@pytest.fixture
def matrix(made: Small) -> Small:
    """Fill a matrix of three explanations and three pieces: A has nothing against it, B most."""
    case = made.case
    new_assessment(
        case, "Who did it?", of="INC-1", explanations=["the government", "the rebels", "an accident"]
    )
    weigh(
        case,
        "ASM-1",
        Weighing("reports say a helicopter", [made.helicopter], "3", "high"),
        cells=["A=CC", "B=II", "C=I"],
    )
    weigh(
        case,
        "ASM-1",
        Weighing("television accuses them", [made.accused], "5", "low"),
        cells=["A=N", "B=C", "C=I"],
    )
    weigh(
        case,
        "ASM-1",
        Weighing("no helicopter of theirs", [made.none_known], "3", "high"),
        cells=["A=C", "B=I", "C=N"],
    )
    return made
