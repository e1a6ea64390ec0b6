"""Opens workbooks of strangers and writes their cells as text: one way for lists and for sheets."""

import datetime as dt
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def opened_workbook(path: Path, *, results: bool) -> Iterator[Any]:
    """Open a workbook to read, and close its file whatever happens: openpyxl leaves it open when it fails."""
    import openpyxl

    with path.open("rb") as stream:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, read_only=True, data_only=results, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def cell_text(value: object) -> str:
    """Write the value of a cell as a person sees it, dates as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
