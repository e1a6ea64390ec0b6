"""Put on record what another command found: its --json document, with the places it rejected and their reasons.

What a search proposes stays undecided until the analyst keeps or rejects it; what it rejected itself is recorded as
rejected, with its reason. Only the places are taken, never an answer: that is the analyst's.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import evolve

from sightline.core.errors import BadValue, OverLimit, Unreadable
from sightline.model.finding import Json
from sightline.work.act import Act
from sightline.work.case import Case
from sightline.work.locating.places import Candidate, candidates

LARGEST: Final = 64 << 20
"""Of a document [bytes]."""
MOST: Final = 200
"""Candidates of one document that are put on record, the best first; the rest is told."""

Told = Mapping[str, Json]


def take(case: Case, code: str, path: Path) -> Act:
    """Record the candidates of a document that landmarks, place, skyline or resect wrote with --json.

    Raises
    ------
    Unreadable, OverLimit, BadValue
        The file cannot be read, is too large, or is no such document; names the field.
    WrongUse
        It holds no place, or the analysis is somebody else's.
    """
    document, digest = _read(path)
    schema = str(document.get("schema", ""))
    sort = schema.split("/")[1] if schema.startswith("sightline/") and schema.count("/") == 2 else ""
    reader = _READERS.get(sort)
    if reader is None:
        raise BadValue(
            f"is no document of {', '.join(_READERS)}",
            item=str(path),
            todo="write one with, for example: sightline landmarks … --json > found.json",
        )
    try:
        every = list(reader(document))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadValue(f"its places cannot be read: {error!r}"[:300], item=str(path)) from error
    source = f"{path.name}, sha256 {digest[:12]}"
    chosen = [_sourced(one, f"sightline {sort}", source) for one in every[:MOST]]
    done = candidates(case, code, chosen)
    if len(every) <= MOST:
        return done
    return evolve(done, told=(*done.told, f"the first {MOST} of {len(every)} were put on record"))


def _read(path: Path) -> tuple[Told, str]:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}", item=str(path)) from error
    if len(data) > LARGEST:
        raise OverLimit(f"is larger than {LARGEST >> 20} MiB", item=str(path))
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadValue(f"is no JSON: {error}"[:200], item=str(path)) from error
    if not isinstance(whole, dict):
        raise BadValue("is no document of Sightline", item=str(path))
    return whole, hashlib.sha256(data).hexdigest()


def _sourced(one: Candidate, found_by: str, source: str) -> Candidate:
    data = source if one.data is None else f"{one.data}; {source}"
    return evolve(one, found_by=f"{found_by}: {one.found_by}" if one.found_by else found_by, data=data)


def _landmarks(document: Told) -> Iterator[Candidate]:
    outcome = _table(document["outcome"])
    query, dated = str(outcome["query"]), outcome.get("data_time")
    data = str(document.get("map_name", "")) + (f" of {dated}" if dated else "")
    for name, verdict in (("places", "open"), ("rejected", "rejected")):
        for one in _tables(outcome[name]):
            things = [f"{t.get('role')} {t.get('title') or t.get('id')}" for t in _tables(one["objects"])]
            held = "; ".join(f"{r['words']}: {r['measured']}" for r in _tables(one.get("relations", [])))
            yield Candidate(
                f"{_whole(one['lat_e7']) / 1e7:.7f}, {_whole(one['lon_e7']) / 1e7:.7f}",
                verdict,
                str(one["against"]) if verdict == "rejected" else held or None,
                found_by=query,
                data=data or None,
                satisfied_by=", ".join(things) or None,
            )


def _place(document: Told) -> Iterator[Candidate]:
    for one in _tables(document["candidates"]):
        yield Candidate(
            f"{_number(one['lat']):.7f}, {_number(one['lon']):.7f}",
            "open",
            str(one["why"]),
            name=str(one["name"]),
            found_by=str(document["query"]),
        )


def _resect(document: Told) -> Iterator[Candidate]:
    for camera in _tables(document["cameras"]):
        for one in _tables(camera["solutions"]):
            shape = _table(one["ellipse"])
            reach = max(1, round(_number(shape["semi_major_m"])))
            yield Candidate(
                f"{_number(one['lat']):.7f}, {_number(one['lon']):.7f} ± {reach} m",
                "open",
                str(one["why"]),
                name=str(camera["name"]),
                satisfied_by=", ".join(str(m["name"]) for m in _tables(one["residuals"])) or None,
            )


def _skyline(document: Told) -> Iterator[Candidate]:
    for one in _tables(document["candidates"]):
        reach = one.get("radius_m")
        yield Candidate(
            f"{_number(one['lat']):.7f}, {_number(one['lon']):.7f}"
            + ("" if reach is None else f" ± {round(_number(reach))} m"),
            "open",
            str(one["why"]),
        )


_READERS: Final[Mapping[str, Callable[[Told], Iterator[Candidate]]]] = {
    "landmarks": _landmarks,
    "place": _place,
    "resect": _resect,
    "skyline": _skyline,
}


def _table(value: Json) -> Told:
    if not isinstance(value, dict):
        raise TypeError("a table was expected")
    return value


def _tables(value: Json) -> list[Told]:
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return [_table(one) for one in value]


def _whole(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a whole number was expected")
    return value


def _number(value: Json) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number was expected")
    return float(value)
