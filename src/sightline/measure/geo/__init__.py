"""Where: three names to be used alone from a notebook, each loaded when it is used. The rest stands in the rooms."""

from importlib import import_module
from typing import Any

_HOME = {"resect": "resection", "skyline": "horizons", "resolve": "resolving"}


def __getattr__(name: str) -> Any:
    """Give one of the three functions; importing this package loads none of them."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"sightline.measure.geo.{_HOME[name]}"), name)
