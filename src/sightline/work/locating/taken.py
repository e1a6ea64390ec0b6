"""Put on record what another command found: its --json document, with the places it rejected and their reasons.

What a search proposes stays undecided until the analyst keeps or rejects it; what it rejected itself is recorded as
rejected, with its reason. Only the places are taken, never an answer: that is the analyst's.
"""

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import evolve

from sightline.core.errors import BadValue, OverLimit, Unreadable, WrongUse
from sightline.model.finding import Json
from sightline.work.act import Act
from sightline.work.case import Case
from sightline.work.locating.places import Candidate, candidates

LARGEST: Final = 64 << 20
"""Of a document [bytes]."""
MOST: Final = 200
"""Candidates of one document that are put on record, the best first; the rest is told."""

LONGEST: Final = 2_000
"""Characters of one text that are put on record; what is longer is cut."""
FARTHEST: Final = 2e9
"""Of a number in such a document: no coordinate or distance on the Earth is larger."""

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
    sort, reader = _reader(document, path)
    try:
        every = list(reader(document))
    except _Odd as fault:
        raise BadValue(
            f"its places cannot be read: {fault}", item=str(path), todo="write it again, with --json alone"
        ) from fault
    source = f"{path.name}, sha256 {digest[:12]}"
    chosen = [_sourced(one, f"sightline {sort}", source) for one in every[:MOST]]
    if not chosen:
        raise WrongUse(
            "holds no place to put on record",
            item=str(path),
            todo="a search that found nothing is told in words: sightline locate unresolved, or note",
        )
    done = candidates(case, code, chosen)
    if len(every) <= MOST:
        return done
    return evolve(done, told=(*done.told, f"the first {MOST} of {len(every)} were put on record"))


class _Odd(Exception):
    """A field that is not what it should be; says which."""


def _reader(document: Told, path: Path) -> tuple[str, Callable[[Told], Iterator[Candidate]]]:
    """Find out which command wrote a document, by its schema: ``sightline/NAME/VERSION``."""
    name, _, version = str(document.get("schema", "")).removeprefix("sightline/").partition("/")
    reader = _READERS.get(name)
    if reader is None:
        raise BadValue(
            f"is no document of {', '.join(_READERS)}",
            item=str(path),
            todo="write one with, for example: sightline landmarks … --json > found.json",
        )
    if version != VERSION:
        raise BadValue(
            f"is version {version or 'none'} of that document, and this Sightline reads version {VERSION}",
            item=str(path),
            todo="write it again with this Sightline",
        )
    return name, reader


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
        raise BadValue(
            f"is no JSON: {error}"[:200], item=str(path), todo="write it with --json > FILE"
        ) from error
    if not isinstance(whole, dict):
        raise BadValue("is no document of Sightline", item=str(path), todo="write it with --json > FILE")
    return whole, hashlib.sha256(data).hexdigest()


def _sourced(one: Candidate, found_by: str, source: str) -> Candidate:
    data = source if one.data is None else f"{one.data}; {source}"
    return evolve(one, found_by=f"{found_by}: {one.found_by}" if one.found_by else found_by, data=data)


def _landmarks(document: Told) -> Iterator[Candidate]:
    outcome = _table(document, "outcome")
    query, dated = _text(outcome, "query"), outcome.get("data_time")
    data = str(document.get("map_name", "")) + (f" of {dated}" if dated else "")
    for name, verdict in (("places", "open"), ("rejected", "rejected")):
        for one in _tables(outcome, name):
            things = [f"{t.get('role')} {t.get('title') or t.get('id')}" for t in _tables(one, "objects")]
            relations = _tables(one, "relations") if "relations" in one else []
            held = "; ".join(f"{_text(r, 'words')}: {_text(r, 'measured')}" for r in relations)
            yield Candidate(
                _point(_number(one, "lat_e7") / 1e7, _number(one, "lon_e7") / 1e7),
                verdict,
                _text(one, "against") if verdict == "rejected" else _cut(held) or None,
                found_by=query,
                data=_cut(data) or None,
                satisfied_by=_cut(", ".join(things)) or None,
            )


def _place(document: Told) -> Iterator[Candidate]:
    for name, verdict in (("candidates", "open"), ("rejected", "rejected")):
        for one in _tables(document, name) if name in document or verdict == "open" else ():
            reach = None if one.get("radius_m") is None else _number(one, "radius_m")
            yield Candidate(
                _point(_number(one, "lat"), _number(one, "lon"), reach),
                verdict,
                _text(one, "why"),
                name=_text(one, "name"),
                found_by=_text(document, "query"),
            )


def _resect(document: Told) -> Iterator[Candidate]:
    for camera in _tables(document, "cameras"):
        for one in _tables(camera, "solutions"):
            reach = _number(_table(one, "ellipse"), "semi_major_m")
            named = [_text(m, "name") for m in _tables(one, "residuals")]
            yield Candidate(
                _point(_number(one, "lat"), _number(one, "lon"), reach),
                "open",
                _text(one, "why"),
                name=_text(camera, "name"),
                satisfied_by=_cut(", ".join(dict.fromkeys(named))) or None,
            )


def _skyline(document: Told) -> Iterator[Candidate]:
    if document.get("kind") != "match":
        raise _Odd("it tells a skyline that is seen, and no camera was looked for (--around)")
    for one in _tables(document, "cameras"):
        reach = _number(_table(one, "ellipse"), "major_m")
        yield Candidate(_point(_number(one, "lat"), _number(one, "lon"), reach), "open", _text(one, "why"))


VERSION: Final = "1"
"""Of the documents that are read."""
_READERS: Final[Mapping[str, Callable[[Told], Iterator[Candidate]]]] = {
    "landmarks": _landmarks,
    "place": _place,
    "skyline": _skyline,
    "resect": _resect,
}


def _field(table: Told, name: str) -> Json:
    if name not in table:
        raise _Odd(f"there is no {name!r} where one belongs")
    return table[name]


def _table(table: Told, name: str) -> Told:
    value = _field(table, name)
    if not isinstance(value, dict):
        raise _Odd(f"{name!r} is no table")
    return value


def _tables(table: Told, name: str) -> list[Told]:
    value = _field(table, name)
    if not isinstance(value, list):
        raise _Odd(f"{name!r} is no list")
    out: list[Told] = []
    for one in value:
        if not isinstance(one, dict):
            raise _Odd(f"{name!r} holds something that is no table")
        out.append(one)
    return out


def _text(table: Told, name: str) -> str:
    value = _field(table, name)
    if not isinstance(value, str):
        raise _Odd(f"{name!r} is no text")
    return _cut(value)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _number(table: Told, name: str) -> float:
    value = _field(table, name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Odd(f"{name!r} is no number")
    if not abs(value) <= FARTHEST:  # neither what is no number at all, nor what is without end
        raise _Odd(f"{name!r} is no number that a place can have")
    return float(value)


def _point(lat: float, lon: float, reach_m: float | None = None) -> str:
    if abs(lat) > 90 or abs(lon) > 180:
        raise _Odd(f"{lat:.7f}, {lon:.7f} is no place on the Earth")
    return f"{lat:.7f}, {lon:.7f}" + ("" if reach_m is None else f" ± {max(1, math.ceil(reach_m))} m")
