"""Makes a step of a verb out of what is its own: opening the case and printing the act are the same for all.

A function ``(case, …) -> Act`` becomes a step that takes ``--workspace``, ``--by`` and ``--json`` after its own words.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.signatures import take
from sightline.work.act import Act

_LAST = {"workspace": (Workspace, HERE), "by": (By, None), "as_json": (Json, False)}


def acting(act: Callable[..., Act]) -> Callable[..., None]:
    """Make a step of an act, whose first parameter is the case."""

    @wraps(act)
    def step(*, workspace: Path, by: str | None, as_json: bool, **words: Any) -> None:
        with opened(workspace, by=by) as case:
            print_act(act(case, **words), as_json=as_json)

    return take(step, act, last=_LAST)
