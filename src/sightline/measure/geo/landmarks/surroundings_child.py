"""What is served inside the sandbox for the ground of a picture: a map file is read there, only outlines come out."""

from pathlib import Path
from typing import Any, Final

from attrs import frozen

from sightline.core.errors import SkipItem, WrongUse
from sightline.core.sandbox_companion import CompanionSpec
from sightline.core.sandbox_worker import Emit, Task
from sightline.measure.geo.landmarks.child import Refusal, refusal
from sightline.measure.geo.landmarks.surroundings import NAME, Surroundings, surroundings
from sightline.model.position import Position

COMPANIONS: Final[tuple[CompanionSpec, ...]] = ()


@frozen(slots=True)
class Drawn:
    """What stands about the point, or why that is not known."""

    measure: str
    surroundings: Surroundings | None = None
    refused: Refusal | None = None


def warm(_path: str, _measures: tuple[str, ...]) -> None:
    """Import what reading will need, before the fork."""
    import osmium  # noqa: F401


def examine(task: Task, emit: Emit) -> None:
    """Read the file of a task and tell what stands about the point."""
    emit("begin", NAME)
    emit("finding", _answer(Path(task.path), task.parameters[NAME]))
    emit("done", NAME)


def _answer(path: Path, given: dict[str, Any]) -> Drawn:
    lat, lon, radius = given["around"]
    try:
        return Drawn(NAME, surroundings(path, Position(lat, lon), radius / 1000))
    except (SkipItem, WrongUse, MemoryError) as fault:
        return Drawn(NAME, refused=refusal(fault))
