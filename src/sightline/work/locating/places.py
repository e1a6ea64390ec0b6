"""Argue where footage was recorded: landmarks, candidates, matches, sightlines, and where the camera stood."""

from collections.abc import Mapping, Sequence

from attrs import frozen
from sqlalchemy import Connection

from sightline.core.errors import WrongUse
from sightline.model.coordinates import read_coordinates
from sightline.model.finding import Json
from sightline.model.place import Position, distance_m, position, reach
from sightline.model.view import Named, Statement
from sightline.store.read import statements_of
from sightline.work.act import Act, last_number
from sightline.work.case import Case
from sightline.work.citing import read_moment
from sightline.work.locating.analysis import (
    Step,
    compared_with,
    given_only,
    record_steps,
    take_step,
    take_steps,
)
from sightline.work.locating.blind import NOT_BLIND, refuse_others, seen_before
from sightline.work.locating.reading import newest
from sightline.work.pointing import point_at
from sightline.work.write import writing

KIND = ("Geolocation",)
VERDICTS = ("open", "kept", "rejected")


@frozen(slots=True)
class Candidate:
    """A place that was considered."""

    where: str
    """As a person types it: ``35.3742, 36.6033 ± 50 m``."""
    verdict: str = "open"
    reason: str | None = None
    """Why it was kept or rejected; a rejected one has one."""
    name: str | None = None
    found_by: str | None = None
    data: str | None = None
    """What was searched, and of what date."""
    satisfied_by: str | None = None


@frozen(slots=True)
class Answer:
    """Where the camera stood, where it looked, and where the thing it shows lies; at least one place."""

    camera: str | None = None
    """As a person types it, with its error: ``35.3742, 36.6033 ± 20 m``."""
    shown: str | None = None
    view: str | None = None
    """Direction of view [degrees from true north], ``120`` or ``120 ± 3``."""
    angle: str | None = None
    """Angle of view [degrees]."""
    method: str | None = None
    ellipse: str | None = None
    """95 % ellipse in words: ``12 by 5 m, long axis towards 30 degrees``."""
    would_change: str | None = None


def landmark(
    case: Case, code: str, text: str, *, seen: str | None = None, region: str | None = None,
    sort: str | None = None, relation: str | None = None, distinctive: str | None = None,
) -> Act:  # fmt: skip
    """List a fixed thing that is seen; it gets the next number, by which matches and sightlines name it.

    Parameters
    ----------
    seen : str, optional
        The item it is seen in, with the moment: ``ITM-3@0:12``.
    region : str, optional
        ``x,y,w,h`` in thousandths of the picture.

    Raises
    ------
    WrongUse
        The analysis is somebody else's.
    UnknownName, BadValue
        The item or moment cannot be read.
    """
    with case.catalogue.reading() as connection:
        number = 1 + len(_of(connection, point_at(connection, code, kinds=KIND), "landmark"))
    evidence: tuple[str, ...] = ()
    moment: int | None = None
    if seen is not None:
        item, moment = read_moment(seen)
        evidence = (item if moment is None else seen,)
    told: dict[str, Json | None] = {
        "order": number, "at": moment, "region": region, "sort": sort, "relation": relation,
        "distinctive": distinctive,
    }  # fmt: skip
    return take_step(case, code, Step("landmark", text, given_only(told), evidence), act="landmark")


def candidates(case: Case, code: str, every: Sequence[Candidate]) -> Act:
    """Put places on record that were considered, each kept, rejected with its reason, or not decided.

    Raises
    ------
    WrongUse
        A rejected one has no reason, or a verdict is none; or the analysis is somebody else's.
    BadValue
        A place cannot be read.
    """
    steps = []
    for one in every:
        if one.verdict not in VERDICTS:
            raise WrongUse(f"{one.verdict!r} is no verdict", item=one.where, todo=", ".join(VERDICTS))
        if one.verdict == "rejected" and not (one.reason or "").strip():
            raise WrongUse("is rejected without a reason", item=one.where, todo='say why: --reject "…"')
        side = "against" if one.verdict == "rejected" else "basis"
        told: dict[str, Json | None] = {
            "verdict": one.verdict, side: one.reason, "name": one.name, "found_by": one.found_by,
            "data": one.data, "satisfied_by": one.satisfied_by,
        }  # fmt: skip
        steps.append(Step("candidate", one.where, given_only(told), negated=one.verdict == "rejected"))
    if not steps:
        raise WrongUse("there is no candidate to put on record", item=code)
    return take_steps(case, code, steps, act="candidate")


def match(
    case: Case, code: str, text: str, *, landmark: int, point: str, imagery: str,
    imagery_date: str | None = None, differs: str | None = None,
) -> Act:  # fmt: skip
    """Say which point of a map or image a landmark is taken for, and of what date that image is.

    Raises
    ------
    WrongUse
        There is no landmark of that number, or the analysis is somebody else's.
    BadValue, BadTime
        The point or the date cannot be read.
    """
    _refuse_unknown(case, code, landmark)
    told: dict[str, Json | None] = {
        "landmark": landmark, "point": point, "imagery": imagery, "imagery_date": imagery_date,
        "differs": differs,
    }  # fmt: skip
    return take_step(case, code, Step("match", text, given_only(told)), act="match")


def sightline(
    case: Case,
    code: str,
    text: str,
    *,
    bearing: str,
    landmark: int | None = None,
    residual: str | None = None,
) -> Act:
    """Record a line of sight: its bearing from true north [degrees], ``54`` or ``54 ± 2``.

    Raises
    ------
    WrongUse
        There is no landmark of that number, or the analysis is somebody else's.
    BadValue
        The bearing cannot be read.
    """
    if landmark is not None:
        _refuse_unknown(case, code, landmark)
    value, error = part_error(bearing)
    told: dict[str, Json | None] = {
        "bearing": value, "error": error, "landmark": landmark, "residual": residual,
    }  # fmt: skip
    return take_step(case, code, Step("sightline", text, given_only(told)), act="sightline")


def answer(case: Case, code: str, given: Answer) -> Act:
    """Give the answer. Where it is a second look, the distance to the first answer is measured and recorded.

    Raises
    ------
    WrongUse
        Neither place is given, one has no error, or the analysis is somebody else's.
    BadValue
        A place or direction cannot be read.
    """
    steps = _answer_steps(given)
    with writing(case) as writer:
        before = last_number(writer)
        connection = writer.connection
        subject = point_at(connection, code, kinds=KIND)
        said = refuse_others(connection, subject, case.by)
        told: list[str] = []
        again = NOT_BLIND if seen_before(connection, subject) else ""
        for other in compared_with(connection, subject, said):
            sentence, apart = compare(given, statements_of(connection, [other.id]), other.code)
            sentence += again
            told.append(sentence)
            quals: dict[str, Json | None] = {"first": other.code, "apart_m": apart}
            steps.append(Step("agreement", sentence, given_only(quals)))
        return record_steps(case, writer, subject, steps, before=before, act="answer", told=told)


def compare(given: Answer, said: Sequence[Statement], code: str) -> tuple[str, int | None]:
    """Tell how far an answer lies from another one, and whether their errors explain that; (sentence, metres)."""
    for prop, mine, what in (
        ("camera_position", given.camera, "camera"),
        ("shown_position", given.shown, "what is shown"),
    ):
        theirs = newest(said, prop)
        if mine is None or not isinstance(theirs, dict):
            continue
        here, there = read_coordinates(mine), _position(theirs)
        apart = round(distance_m(here, there))
        room = (reach(here) or 0) + (reach(there) or 0)
        explained = "their errors explain that" if apart <= room else "more than their errors explain"
        return f"{apart} m from the answer of {code} ({what}); {explained}", apart
    return (
        (f"{code} came to no answer", None)
        if newest(said, "outcome") == "unresolved"
        else (f"{code} has no place to compare this with", None)
    )


def part_error(text: str) -> tuple[str, str | None]:
    """Part ``120 ± 3`` (also ``120+-3``) into value and error, as they were typed."""
    for sign in ("±", "+-", "+/-"):
        value, found, error = text.partition(sign)
        if found:
            return value.strip(), error.strip()
    return text.strip(), None


def _answer_steps(given: Answer) -> list[Step]:
    if given.camera is None and given.shown is None:
        raise WrongUse(
            "no place is given",
            item="answer",
            todo='give --camera "LAT, LON ± METRES", --shown, or both; or end it with: unresolved',
        )
    steps = []
    for prop, where in (("camera_position", given.camera), ("shown_position", given.shown)):
        if where is None:
            continue
        if reach(read_coordinates(where)) is None:
            raise WrongUse("has no error", item=where, todo="say how well it is known: ± 20 m, or (street)")
        told: dict[str, Json | None] = {"method": given.method}
        if prop == "camera_position":
            told["ellipse"] = given.ellipse
        steps.append(Step(prop, where, given_only(told)))
    if given.view is not None:
        value, error = part_error(given.view)
        steps.append(Step("view", value, given_only({"error": error, "angle": given.angle})))
    if given.would_change is not None:
        steps.append(Step("would_change", given.would_change))
    return [*steps, Step("outcome", "answered")]


def _of(connection: Connection, subject: Named, prop: str) -> list[Statement]:
    said = statements_of(connection, [subject.id], closed=True)
    return [s for s in said if s.property == prop]


def _refuse_unknown(case: Case, code: str, number: int) -> None:
    with case.catalogue.reading() as connection:
        subject = point_at(connection, code, kinds=KIND)
        refuse_others(connection, subject, case.by)  # before the numbers of somebody else's are told
        every = _of(connection, subject, "landmark")
    known = sorted(n for s in every if s.closed is None and isinstance(n := s.qualifiers.get("order"), int))
    if number not in known:
        raise WrongUse(
            f"there is no landmark {number}",
            item=code,
            todo=f"one of {', '.join(map(str, known))}"
            if known
            else "list one first: sightline locate landmark",
        )


def _position(value: Mapping[str, Json]) -> Position:
    lat, lon, radius = value.get("lat"), value.get("lon"), value.get("radius_m")
    precision = value.get("precision")
    return position(
        str(lat),
        str(lon),
        radius_m=radius if isinstance(radius, int) else None,
        precision=precision if isinstance(precision, str) else None,
    )
