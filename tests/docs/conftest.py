"""Gives the tests of the documents the program that writes their reference part, and the verbs there are."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def make_reference() -> ModuleType:
    """Load tools/make_reference.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "tools" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def verbs(make_reference: ModuleType) -> dict[str, set[str]]:
    """Every verb of the command line (``import sheet`` too) with the options it takes."""
    if importlib.util.find_spec("sightline.cli.main") is None:
        pytest.skip("there is no command line yet")
    found: dict[str, set[str]] = {}

    def walk(command: Any, name: str, context: Any) -> None:
        found[name] = {"--help"} | {o for p in command.params for o in [*p.opts, *p.secondary_opts]}
        for sub in command.list_commands(context) if hasattr(command, "list_commands") else []:
            below = command.get_command(context, sub)
            walk(below, f"{name} {sub}".strip(), below.context_class(below, info_name=sub, parent=context))

    top = make_reference.command_line()
    walk(top, "", top.context_class(top, info_name="sightline"))
    return found
