"""What every test may ask for: the folder of real data, and how hard properties are tried."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A property that fails must fail again on the next machine: no random seed, no clock.
# `HYPOTHESIS_PROFILE=search` looks further, with fresh randomness, when somebody wants to hunt.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=100,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Yield the folder of real files that may lie beside the project; skip where it does not."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the folder of real data is not beside the project")
    return folder


pytest_plugins = [
    "tests.fixtures.postgres",
    "tests.fixtures.cases",
    "tests.fixtures.s3",
    "tests.fixtures.copies",
    "tests.fixtures.grouping",
]
