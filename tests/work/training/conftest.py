"""The training case, rendered once for all tests of this folder."""

from pathlib import Path

import pytest

from sightline.work.training.build import Training, build_training


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Training:
    folder = tmp_path_factory.mktemp("training") / "valley"
    return build_training(folder, program="sightline", tell=lambda _: None)


@pytest.fixture(scope="session")
def folder(case: Training) -> Path:
    return case.folder
