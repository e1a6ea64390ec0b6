"""Opens a case for one verb and closes it after, whatever happens in between."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.cli.options import HERE
from sightline.core.settings import FILE
from sightline.work.case import Case
from sightline.work.opening import close_case, open_case


@contextmanager
def opened(workspace: Path, *, by: str | None = None) -> Iterator[Case]:
    """Yield the case in a folder."""
    case = open_case(workspace, by=by)
    try:
        yield case
    finally:
        close_case(case)


@contextmanager
def in_case_or_none(workspace: Path, *, by: str | None = None) -> Iterator[Case | None]:
    """Yield the case of a verb that does without one; None where the current folder is no workspace."""
    if workspace == HERE and not (workspace / FILE).is_file():
        yield None
        return
    with opened(workspace, by=by) as case:
        yield case
