"""Every vocabulary says where its words come from and when they were taken."""

import re
from pathlib import Path

import pytest
import yaml


def vocabularies(package: Path) -> list[Path]:
    return sorted((package / "resources" / "vocabularies").rglob("*.yaml"))


def test_vocabularies_exist(package: Path) -> None:
    assert [] != vocabularies(package)


def test_every_vocabulary_has_source_and_date(package: Path) -> None:
    faults = []
    for path in vocabularies(package):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        source, date = data.get("source"), data.get("date")
        if not isinstance(source, str) or source.strip() == "":
            faults.append(f"{path.name}: source")
        # a standard is often dated by its year or month alone
        if re.fullmatch(r"(19|20)\d\d(-[01]\d(-[0-3]\d)?)?", str(date)) is None:
            faults.append(f"{path.name}: date {date!r}")
    assert [] == faults


def test_resources_are_yaml_that_loads_safely(package: Path) -> None:
    for path in sorted((package / "resources").rglob("*.yaml")):
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert isinstance(loaded, dict), path.name


def test_no_resource_has_two_spellings_of_its_ending(package: Path) -> None:
    # `.yml` files would be skipped by the loaders without a word.
    assert [] == sorted(path.name for path in (package / "resources").rglob("*.yml"))


@pytest.mark.parametrize("ending", [".exe", ".so", ".dll", ".pyc"])
def test_resources_hold_no_programs(package: Path, ending: str) -> None:
    assert [] == sorted(path.name for path in (package / "resources").rglob(f"*{ending}"))
