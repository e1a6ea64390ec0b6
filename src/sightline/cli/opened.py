"""Opens a case for one verb and closes it after, whatever happens in between."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
