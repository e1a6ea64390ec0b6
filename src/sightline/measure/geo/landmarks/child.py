"""What is served inside the sandbox: a map extract is read and searched there, and only the answer comes out.

Map files are parsed by C++ libraries and come from strangers; whoever is outside trusts none of the answer's text.
"""

from pathlib import Path
from typing import Any, Final, Literal

from attrs import frozen

from sightline.core.errors import Damaged, OverLimit, SkipItem, Unreadable, WrongUse
from sightline.core.sandbox_companion import CompanionSpec
from sightline.core.sandbox_worker import Emit, Task
from sightline.measure.geo.landmarks.asking import read_query
from sightline.measure.geo.landmarks.outcome import NAME, Outcome
from sightline.measure.geo.landmarks.reading import read_extract
from sightline.measure.geo.landmarks.searching import search
from sightline.model.position import Position

COMPANIONS: Final[tuple[CompanionSpec, ...]] = ()
Kind = Literal["Damaged", "OverLimit", "Unreadable", "BadValue"]


@frozen(slots=True)
class Refusal:
    """Why there is no answer."""

    kind: Kind
    fault: str
    item: str | None = None
    todo: str | None = None


@frozen(slots=True)
class Told:
    """The answer, or why there is none."""

    measure: str
    outcome: Outcome | None = None
    refused: Refusal | None = None


def parameters(query: str, *, name: str, around: tuple[Position, float] | None, limit: int) -> dict[str, Any]:
    """Write what a search needs as JSON without floats."""
    given: dict[str, Any] = {"query": query, "name": name, "limit": limit}
    if around is not None:
        place, radius_m = around
        given["around"] = [place.lat_e7, place.lon_e7, round(radius_m * 1000)]
    return given


def warm(_path: str, _measures: tuple[str, ...]) -> None:
    """Import what a search will need, before the fork."""
    import osmium  # noqa: F401


def examine(task: Task, emit: Emit) -> None:
    """Search the file of a task and tell the outcome."""
    given = task.parameters[NAME]
    emit("begin", NAME)
    emit("finding", _answer(Path(task.path), given))
    emit("done", NAME)


def _answer(path: Path, given: dict[str, Any]) -> Told:
    around = None
    if "around" in given:
        lat, lon, radius = given["around"]
        around = (Position(lat, lon), radius / 1000)
    try:
        query = read_query(given["query"], name=given["name"])
        extract = read_extract(path, query, around=around)
        return Told(NAME, search(extract, query, around=around, limit=given["limit"]))
    except (SkipItem, WrongUse, MemoryError) as fault:
        return Told(NAME, refused=refusal(fault))


def refusal(fault: SkipItem | WrongUse | MemoryError) -> Refusal:
    """Write down why a map gave no answer, so that it can leave the sandbox."""
    if isinstance(fault, MemoryError):
        return Refusal(
            "OverLimit",
            "the search needs more memory than it may take",
            todo="search around a place (--around LAT,LON,KM), or cut the region out of the map file first",
        )
    return Refusal(_kind(fault), fault.fault, fault.item, fault.todo)


def _kind(fault: SkipItem | WrongUse) -> Kind:
    if isinstance(fault, OverLimit):
        return "OverLimit"
    if isinstance(fault, Unreadable):
        return "Unreadable"
    return "Damaged" if isinstance(fault, Damaged) else "BadValue"
