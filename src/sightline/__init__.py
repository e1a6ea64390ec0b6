"""Sightline, the workbench for open-source investigation: the library's public names, loaded when they are used."""

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    """Give a public name of :mod:`sightline.api`; importing this package loads no house."""
    if name.startswith("_"):
        raise AttributeError(name)
    return getattr(import_module("sightline.api"), name)
