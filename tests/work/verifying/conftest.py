"""The small case, to be verified."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.assessments import Small, small

from sightline.work.opening import close_case


@pytest.fixture
def made(tmp_path: Path, keys: Path) -> Iterator[Small]:
    """Make the small case."""
    case = small(tmp_path / "case")
    yield case
    close_case(case.case)
