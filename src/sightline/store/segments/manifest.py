"""What an index consists of at this moment: its sealed segments, its tail, and what is hidden. Replaced as a whole."""

from pathlib import Path
from typing import Final

from attrs import frozen

from sightline.core.errors import Damaged
from sightline.store.segments.columns import AGAIN, open_columns, verify, write_columns
from sightline.store.segments.marks import MARKS
from sightline.store.segments.table import Table

NAME: Final = "manifest"
_KIND: Final = "manifest"


@frozen(slots=True, eq=False)
class Manifest:
    """The state that the last sealing, merging or erasing left; the tail goes on from there."""

    number: int
    """Rises with every new state, and names the files made for it."""
    position: int
    """Ledger position up to which the segments have read."""
    segments: tuple[str, ...]
    tail: str
    marks: Table


def write_manifest(folder: Path, manifest: Manifest, kind: str, version: int) -> None:
    """Make a state the current one, at once and for good."""
    facts = {
        "of": kind,
        "of_version": version,
        "number": manifest.number,
        "position": manifest.position,
        "segments": list(manifest.segments),
        "tail": manifest.tail,
    }
    columns = [(column.name, manifest.marks[column.name]) for column in MARKS]
    write_columns(folder / NAME, _KIND, 1, columns, facts)


def read_manifest(folder: Path, kind: str, version: int) -> Manifest:
    """Read the current state.

    :raises Damaged: when it is not what was written, or of another kind or version.
    :raises FileNotFoundError: when there is none yet.
    """
    path = folder / NAME
    file = open_columns(path, _KIND, 1)
    verify(file)
    if (file.facts.get("of"), file.facts.get("of_version")) != (kind, version):
        found = f"{file.facts.get('of')} {file.facts.get('of_version')}"
        raise Damaged(f"is an index of {found} and not of {kind} {version}", item=str(path), todo=AGAIN)
    names = (*file.facts["segments"], file.facts["tail"])
    if any(Path(name).name != name for name in names):
        raise Damaged("names a file outside its folder", item=str(path), todo=AGAIN)
    marks = Table({column.name: file[column.name] for column in MARKS})
    return Manifest(
        file.fact("number"), file.fact("position"), tuple(file.facts["segments"]), file.facts["tail"], marks
    )
