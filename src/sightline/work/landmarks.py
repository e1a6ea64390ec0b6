"""Search a local map extract for the place that a picture shows; what was rejected stays on record with its reason.

The map file is read and searched in the sandbox, under limits and without a network: nobody learns what was asked.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from sightline.core.clock import Clock, SystemClock
from sightline.core.errors import BadValue, Damaged, OverLimit, SightlineError, Unreadable, WrongUse
from sightline.core.sandbox import Examiner, Fault, Job, Limits
from sightline.core.sandbox_records import NotARecord, from_json, to_json
from sightline.measure.geo.landmarks.asking import read_query
from sightline.measure.geo.landmarks.child import Refusal, Told, parameters
from sightline.measure.geo.landmarks.outcome import NAME, Held, Outcome, Place, Seen
from sightline.model.position import Position

__all__ = [
    "Around",
    "Held",
    "LandmarkSearch",
    "Outcome",
    "Place",
    "Seen",
    "find_landmarks",
    "kept",
    "read_kept",
]

LIMITS: Final = Limits(memory_bytes=6 << 30, wall_s=300, wall_s_per_mib=10, reply_bytes=1 << 30)
MOST_LISTED: Final = 10_000
_MODULE: Final = "sightline.measure.geo.landmarks.child"
_FILES: Final = (".yaml", ".yml", ".json", ".txt")
_LONGEST_QUERY: Final = 100_000
_KINDS: Final[Mapping[str, type[SightlineError]]] = {
    "Damaged": Damaged,
    "OverLimit": OverLimit,
    "Unreadable": Unreadable,
    "BadValue": BadValue,
}
_SMALLER: Final = "search around a place (--around LAT,LON,KM), or cut the region out of the map file first"
_LIMITED: Final = frozenset({"time", "cpu", "memory", "size"})


@frozen
class Around:
    """A circle that candidates must lie in."""

    lat_e7: int
    lon_e7: int
    radius_mm: int


@frozen
class LandmarkSearch:
    """One search as it can be kept: what was asked, of which map, and everything that came of it."""

    query: str
    map_name: str
    map_sha256: str
    map_bytes: int
    around: Around | None
    at_ms: int
    """When the search was made [ms since the epoch, UTC]."""
    sandbox: str
    outcome: Outcome


def find_landmarks(
    query: str,
    osm: Path,
    *,
    around: tuple[Position, float] | None = None,
    limit: int = 100,
    clock: Clock | None = None,
    limits: Limits = LIMITS,
) -> LandmarkSearch:
    """Search a map extract for the places that a query describes.

    :param query: a sentence, YAML or JSON, or the name of a file that holds one (.yaml, .yml, .json, .txt)
    :param osm: .osm.pbf, .osm, .geojson or .geojsonseq
    :param around: a place and how far candidates may be from it [m]
    :param limit: how many places and how many near misses are listed, 1 to 10,000; all are counted
    :raises BadValue: when the query cannot be read: it names the character or the line
    :raises WrongUse: when ``limit`` or ``around`` cannot be meant
    :raises Unreadable: when a file cannot be opened
    :raises Damaged: when the map is cut short or is no map
    :raises OverLimit: when the search costs more than it may, naming what is too much
    """
    if not 1 <= limit <= MOST_LISTED:
        raise WrongUse(f"--limit {limit} cannot be listed", todo=f"a number from 1 to {MOST_LISTED:,}")
    if around is not None and not 0 < around[1] <= 5_000_000:
        raise WrongUse(
            f"a circle of {around[1] / 1000:g} km cannot be searched", todo="more than 0, at most 5000 km"
        )
    text, name = _query_text(query)
    read_query(text, name=name)
    digest, size = _digest(osm)
    given = parameters(text, name=name, around=around, limit=limit)
    told, sandbox = _run(osm, given, limits)
    circle = None if around is None else Around(around[0].lat_e7, around[0].lon_e7, round(around[1] * 1000))
    now = (SystemClock() if clock is None else clock).now_ms()
    return LandmarkSearch(text, osm.name, digest, size, circle, now, sandbox, told)


def kept(search: LandmarkSearch) -> dict[str, Any]:
    """Write a search as plain JSON values (no floats), as it is kept and shown."""
    values: dict[str, Any] = to_json(search)
    return values


def read_kept(values: object) -> LandmarkSearch:
    """Read a search that was kept; BadValue names the field that does not fit."""
    try:
        return from_json(LandmarkSearch, values)
    except NotARecord as fault:
        raise BadValue(f"this is no search for landmarks: {fault}") from fault


def _query_text(query: str) -> tuple[str, str]:
    """Take the query from a file where it names one."""
    path = Path(query) if len(query) < 1_000 and query.lower().endswith(_FILES) else None
    if path is None:
        return query, "query"
    refuse_special(path, "query")
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_QUERY + 1)
    except (OSError, ValueError) as fault:
        raise Unreadable(
            "the query file cannot be opened", item=query, todo="check its name, or give the query itself"
        ) from fault
    if len(data) > _LONGEST_QUERY:
        raise OverLimit(f"a query of more than {_LONGEST_QUERY:,} bytes", item=query)
    try:
        return data.decode("utf-8-sig"), path.name
    except UnicodeDecodeError as fault:
        raise BadValue("is not UTF-8", item=query, todo="save the file as UTF-8") from fault


def refuse_special(path: Path, what: str) -> None:
    """Refuse a pipe, a device or a folder: opening one may wait for ever."""
    if what == "map" and not path.exists():
        raise Unreadable("there is no such map file", item=str(path)[:500], todo="check its name")
    if path.exists() and not path.is_file():
        raise Unreadable(f"the {what} is no ordinary file", item=str(path)[:500], todo=f"name a {what} file")


def _digest(path: Path) -> tuple[str, int]:
    refuse_special(path, "map")
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
    except OSError as fault:
        raise Unreadable(
            f"the map file cannot be opened: {fault.strerror}", item=str(path), todo="check its name"
        ) from fault


def _run(osm: Path, given: dict[str, Any], limits: Limits) -> tuple[Outcome, str]:
    job = Job(osm.resolve(), osm.name, "", (NAME,), {NAME: given})
    with Examiner(_MODULE, Told, _failed, read_only=[osm.resolve()], limits=limits) as examiner:
        reply = examiner.run(job)
    refuse_stopped(reply.faults, osm.name, "searching the map", _SMALLER)
    told = reply.findings[0]
    if told.refused is not None:
        raise refused(told.refused, osm.name)
    if told.outcome is None:
        raise Damaged("its reader gave no answer", item=osm.name)
    return told.outcome, reply.sandbox


def refuse_stopped(faults: Iterable[tuple[str | None, Fault]], name: str, doing: str, todo: str) -> None:
    """Raise OverLimit or Damaged for what ended the reading of a map in the sandbox."""
    for _, fault in faults:
        kind = OverLimit if fault.kind in _LIMITED else Damaged
        sentence = fault.sentence[:1].lower() + fault.sentence[1:].rstrip(".")
        raise kind(f"{doing} was stopped: {sentence}", item=name, todo=todo)


def refused(told: Refusal, name: str) -> SightlineError:
    """Give the error that a reader in the sandbox told of."""
    return _KINDS[told.kind](told.fault[:500], item=told.item or name, todo=told.todo)


def _failed(measure: str, fault: Fault, _parameters: object) -> Told:
    return Told(measure, refused=Refusal("Damaged", fault.sentence, todo=fault.todo))
