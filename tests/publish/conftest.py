"""Dossiers, published once, and a browser that may only read files."""

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from sightline.publish.dossier import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


def _load(name: str) -> ModuleType:
    """Load a file beside this one under a name that no other folder's file has."""
    full = f"sightline_tests_publish_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    return _load("sample")


@pytest.fixture(scope="session")
def april_site(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(sample.april(), tmp_path_factory.mktemp("april") / "site").folder


@pytest.fixture(scope="session")
def crowded_site(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(sample.crowded(), tmp_path_factory.mktemp("crowded") / "site").folder


@pytest.fixture(scope="session")
def hostile_site(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(sample.hostile(), tmp_path_factory.mktemp("hostile") / "site").folder


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    if not Path(CHROMIUM).is_file():
        pytest.skip("chromium is not installed: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()
