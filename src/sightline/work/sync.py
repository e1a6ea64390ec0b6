"""Puts several clips of one event on one clock: by what is heard in them and by flashes, with errors; a suggestion.

Each clip is measured in the sandbox; what is compared here are only levels, bangs and flashes. The result is a finding
over all the clips, offered as a group with a common time line; it changes nothing of what the case holds.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from attrs import frozen
from sqlalchemy import select

from sightline.core.errors import BadValue, WrongUse
from sightline.measure.media.synchrony.align import APART_M, align_onsets
from sightline.measure.media.synchrony.flash_align import align_flashes
from sightline.measure.media.synchrony.solve import solve_clock
from sightline.model.clock_group import ClipClock, Clock, Tie
from sightline.model.evidence_record import finding, finding_id
from sightline.model.finding import Finding, Json
from sightline.model.view import Named
from sightline.store.tables import findings
from sightline.work.case import Case
from sightline.work.clocks.clips import Clip, measured
from sightline.work.clocks.line import Away, Moment, distances, moments
from sightline.work.write import writing

NAME: Final = "media.clock"
VERSION: Final = 1
MOST: Final = 24
"""Clips put on one clock at once: every two are compared."""


@frozen(slots=True)
class Line:
    """One group of clips on one clock."""

    clips: tuple[tuple[Named, ClipClock], ...]
    moments: tuple[Moment, ...]
    away: tuple[Away, ...]
    outliers: tuple[str, ...]
    doubts: tuple[str, ...]
    why: str


@frozen(slots=True)
class Synced:
    """What came of putting clips on one clock."""

    lines: tuple[Line, ...]
    alone: tuple[Named, ...]
    """Clips that nothing in common was found for; that proves nothing."""
    finding: str | None
    """Id (hex) of the finding; None where no two clips are on one clock."""


def sync(
    case: Case,
    codes: Sequence[str],
    *,
    apart_m: float = APART_M,
    temperature_c: float = 15.0,
    temperature_error_c: float = 10.0,
) -> Synced:
    """Put the clips of items on one clock.

    Parameters
    ----------
    codes : sequence of str
        Two to 24 items.
    apart_m : float
        How far apart the cameras may have stood [m], 0 and more.
    temperature_c, temperature_error_c : float
        Of the air, for distances by sound [degrees Celsius].

    Raises
    ------
    UnknownName
        There is no such item.
    WrongUse
        Fewer than two items, or one without bytes.
    BadValue
        A number cannot be meant.
    """
    if not 2 <= len(set(codes)) <= MOST:
        raise WrongUse(f"takes 2 to {MOST} items, not {len(set(codes))}", item="sync")
    if apart_m < 0:
        raise BadValue(f"cameras cannot be {apart_m:g} m apart", todo="give metres, 0 or more")
    clips = measured(case, list(dict.fromkeys(codes)))
    by_name = {clip.item.code: clip for clip in clips}
    ties = [tie for one, other in combinations(clips, 2) for tie in _ties(one, other, apart_m)]
    clock = solve_clock(ties, clips=list(by_name), apart_m=apart_m)
    air = (temperature_c, temperature_error_c)
    lines = tuple(
        Line(
            tuple((by_name[one.clip].item, one) for one in group.clips),
            moments(by_name, group.clips),
            distances(by_name, group.clips, air),
            tuple(_outlier(by_name, tie) for tie in group.outliers),
            group.doubts,
            group.why,
        )
        for group in clock.groups
    )
    known = None if not lines else _record(case, clips, clock, {"apart_m": round(apart_m)})
    return Synced(lines, tuple(by_name[name].item for name in clock.alone), known)


def _ties(one: Clip, other: Clip, apart_m: float) -> list[Tie]:
    heard = None
    if one.onsets is not None and other.onsets is not None:
        heard = align_onsets(one.onsets, other.onsets, apart_m=apart_m)
    seen = align_flashes(one.flashes, other.flashes, sound=heard)
    names = one.item.code, other.item.code
    return [Tie(*names, clock) for clock in (heard, seen) if clock is not None]


def _outlier(by_name: Mapping[str, Clip], tie: Tie) -> str:
    return f"{by_name[tie.a].item.code} and {by_name[tie.b].item.code} by {tie.clock.signal}: {tie.clock.why}"


def _record(case: Case, clips: Sequence[Clip], clock: Clock, parameters: Mapping[str, Json]) -> str:
    """Record the result as a finding over all clips; gives its id."""
    inputs = tuple(clip.sha256 for clip in sorted(clips, key=lambda clip: clip.sha256))
    digest = {clip.item.code: clip.sha256.hex() for clip in clips}  # codes are only names of this copy
    groups: list[Json] = [
        {
            "clips": [_values(one, digest[one.clip]) for one in group.clips],
            "outliers": [[digest[tie.a], digest[tie.b], tie.clock.signal] for tie in group.outliers],
        }
        for group in clock.groups
    ]
    sizes = " and ".join(str(len(group.clips)) for group in clock.groups)
    sentence = f"Of {len(clips)} clips {sizes} are on one clock."
    doubt = "Sound is heard later the farther away it was made; so the clock is that of the sound unless flashes tell."
    values: dict[str, Json] = {"groups": groups, "alone": [digest[name] for name in clock.alone]}
    found = Finding(NAME, VERSION, "found", sentence, values, uncertainty=doubt, parameters=parameters)
    identifier = finding_id(inputs, found)
    with writing(case) as writer:
        query = select(findings.c.id).where(findings.c.id == identifier)
        if writer.connection.execute(query).first() is None:
            body = finding(
                identifier, inputs[0], found, products=(), prints=None, sandbox="", ms=0, further=inputs[1:]
            )
            writer.append("media.synchronised", [body])
    return identifier.hex()


def _values(one: ClipClock, digest: str) -> Json:
    return {
        "clip": digest,
        "offset_ms": one.offset_ms,
        "error_ms": one.error_ms,
        "sound_offset_ms": one.sound_offset_ms,
        "sound_error_ms": one.sound_error_ms,
        "drift_ppb": one.drift_ppb,
        "drift_error_ppb": one.drift_error_ppb,
        "farther_m": one.farther_m,
        "farther_error_m": one.farther_error_m,
        "ties": one.ties,
    }
