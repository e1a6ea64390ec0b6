"""Folds what every question of a case takes into one: which case, at which times, in whose name, in what form.

A function ``(asked, …)`` becomes a verb that takes ``--held-at``, ``--said-by``, ``--known-at``, ``--workspace``,
``--by`` and ``--json`` after its own words.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, HeldAt, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import answer
from sightline.cli.signatures import take
from sightline.work.case import Case
from sightline.work.view import Times

Found = TypeVar("Found")

_LAST = {
    "held_at": (HeldAt, None),
    "said_by": (SaidBy, None),
    "known_at": (KnownAt, None),
    "workspace": (Workspace, HERE),
    "by": (By, None),
    "as_json": (Json, False),
}


@frozen(slots=True)
class Asked:
    """How a question was asked."""

    workspace: Path
    by: str | None
    times: Times
    as_json: bool

    def case(self) -> AbstractContextManager[Case]:
        """Open the case for as long as it is looked at."""
        return opened(self.workspace, by=self.by)

    def answer(
        self,
        found: Found,
        name: str,
        told: Callable[[Found], Mapping[str, object]],
        shown: Callable[[Found], None],
    ) -> None:
        """Print what was found, as the document of this name or for a person."""
        answer(found, name, told, shown, as_json=self.as_json)


def asking(question: Callable[..., None]) -> Callable[..., None]:
    """Make a verb of a question, whose first parameter is how it was asked."""

    @wraps(question)
    def verb(
        *,
        held_at: str | None,
        said_by: str | None,
        known_at: str | None,
        workspace: Path,
        by: str | None,
        as_json: bool,
        **words: Any,
    ) -> None:
        question(Asked(workspace, by, Times(held_at, said_by, known_at), as_json), **words)

    return take(verb, question, last=_LAST)
