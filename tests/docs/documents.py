"""Read the JSON documents that the page for programs shows, run verbs for theirs, and compare the two key by key."""

import json
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from sightline.cli.main import run as start

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "use-from-programs.md"
SECTIONS = re.findall(r"^##+ (.*)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
FREE = {"entities", "value", "qualifiers", "geometry", "ids"}
"""Keys whose content is not part of the shape: names and values of a case, GeoJSON."""
OPTIONAL = {
    "fault", "said", "said_default", "source", "evidence", "valid", "lang", "note", "via", "qualifiers", "withheld",
    "erased", "held", "said_by", "layer", "start", "end", "unit", "region", "quote",
}  # fmt: skip
"""Keys that stand only where they apply, as the page says."""

Run = Callable[..., dict[str, Any]]


def shown(section: str) -> dict[str, Any]:
    """Give the first document that a section of the page shows."""
    text = re.split(r"\n##+ ", PAGE.read_text(encoding="utf-8").partition(f"# {section}\n")[2])[0]
    found = re.search(r"```json\n(.*?)```", text, flags=re.DOTALL)
    assert found is not None, section
    document = json.loads(found[1])
    assert isinstance(document, dict)
    return document


def printed(*words: object) -> dict[str, Any]:
    """Run a verb with ``--json`` and give the one document that it prints."""
    with patch.object(sys, "argv", ["sightline", *map(str, words), "--json"]), StringIO() as told:
        with redirect_stdout(told), pytest.raises(SystemExit) as end:
            start()
        assert end.value.code in {None, 0, 1}
        document = json.loads(told.getvalue())
    assert isinstance(document, dict)
    return document


def same_shape(
    page: Any, program: Any, where: str = "", *, optional: frozenset[str] = frozenset(OPTIONAL)
) -> None:
    """Compare keys, level by level; lists by their entries, against the first that the page shows."""
    if isinstance(page, dict) and isinstance(program, dict):
        missing = sorted(set(page) - set(program) - optional)
        unknown = sorted(set(program) - set(page) - optional)
        assert ([], []) == (missing, unknown), f"{where}: the page has more, the program has more"
        for key in sorted(set(page) & set(program) - FREE):
            same_shape(page[key], program[key], f"{where}.{key}", optional=optional)
        if where == "":
            assert page["schema"] == program["schema"]
    elif isinstance(page, list) and isinstance(program, list) and 1 < len({type(one) for one in page}):
        assert [type(one) for one in page] == [type(one) for one in program], (
            where
        )  # a pair, such as name and count
    elif isinstance(page, list) and isinstance(program, list) and page != []:
        for entry in program:
            same_shape(page[0], entry, f"{where}[]", optional=optional)
    elif page is not None and program is not None:
        assert type(page) is type(program) or {type(page), type(program)} <= {int, float}, where


def nothing_optional(page: Any, program: Any) -> None:
    """Compare keys where every one stands whether or not it applies."""
    same_shape(page, program, optional=frozenset())
