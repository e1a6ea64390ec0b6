"""A "same" between a protected source and one in clear is refused in a file, and lets nothing out with a copy."""

import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sightline.core.errors import RowRefused
from sightline.work.adopt import adopt
from sightline.work.case import Case
from sightline.work.disclose import disclose
from sightline.work.export import export_statements
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, open_case
from sightline.work.rebuild import rebuild
from sightline.work.releasing import release
from sightline.work.safety.sources import protect_source
from sightline.work.sheet import export_sheet

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
Lines = Callable[..., Path]
ROWS = (
    {"entity": "source/s", "kind": "Source", "property": "name", "value": "Quixenby"},
    {"entity": "source/t", "kind": "Source", "property": "name", "value": "Marzipan Post"},
    {"entity": "incident/i", "kind": "Incident", "property": "title", "value": "Fire"},
    {"entity": "incident/i", "property": "means", "value": "a bomb", "source": "source/s"},
    {"entity": "incident/i", "property": "outcome", "value": "a hole", "source": "source/t"},
)


def let_out(case: Case, folder: Path) -> str:
    """Give everything that leaves: the release, the copy of the statements, the sheets."""
    for code in ("SRC-2", "INC-1"):
        release(case, code, to="public", reason="ready", by="editor")
    export_statements(case, folder / "out.jsonl")
    export_sheet(case, folder / "out.csv", kind="Source")
    files = "".join((folder / name).read_text(encoding="utf-8") for name in ("out.jsonl", "out.csv"))
    return repr(disclose(case, audience="public")) + files


def safe(case: Case, folder: Path) -> bool:
    return not any(name in let_out(case, folder) for name in ("Quixenby", "Marzipan", "Blue heron"))


def told(case: Case) -> bool:
    return any("stands together with a protected source" in todo.text for todo in disclose(case).todos)


@pytest.mark.parametrize("chain", [("source/s", "source/t"), ("source/t", "source/new", "source/s")])
def test_a_file_that_would_join_them_is_refused(case: Case, lines: Lines, chain: tuple[str, ...]) -> None:
    import_statements(case, lines(*ROWS))
    protect_source(case, "SRC-1", pseudonym="Blue heron", authority="editor", reason="asked for it")
    new = {"entity": "source/new", "kind": "Source", "property": "name", "value": "A third"}
    pairs = [{"identity": "same", "entities": list(pair)} for pair in pairwise(chain)]
    with pytest.raises(RowRefused, match="protected"):
        import_statements(case, lines(new, *pairs))
    assert not told(case)


@pytest.fixture
def copy(case: Case, lines: Lines, tmp_path: Path) -> Iterator[Case]:
    import_statements(case, lines(*ROWS))
    close_case(case)
    shutil.copytree(case.folder, tmp_path / "copy")
    other = open_case(tmp_path / "copy", by="other")
    yield other
    close_case(other)


def test_a_copy_that_joins_them_is_named_and_lets_nothing_out(copy: Case, case: Case, tmp_path: Path) -> None:
    here = open_case(case.folder, by="tester")
    protect_source(here, "SRC-1", pseudonym="Blue heron", authority="editor", reason="asked for it")
    judge_identity(copy, "same", ["SRC-1", "SRC-2"])
    done = adopt(here, copy.folder)
    assert ["SRC-2"] == [one.code for one in done.joined]
    assert told(here)
    assert safe(here, tmp_path)
    rebuild(here)
    assert safe(here, tmp_path)
    assert () == adopt(here, copy.folder).joined
    close_case(here)
