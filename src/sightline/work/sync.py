"""Puts several clips of one event on one clock: by what is heard in them and by flashes, with errors; a suggestion.

Each clip is measured in the sandbox; what is compared here are only levels, bangs and flashes. The result is a finding
over all the clips, offered as a group with a common time line; it changes nothing of what the case holds.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import hypot
from typing import Any, Final, TypeVar

from attrs import frozen
from sqlalchemy import Connection, select

from sightline.core.errors import BadValue, UnknownName, WrongUse
from sightline.measure.media.synchrony.align import APART_M, align_onsets
from sightline.measure.media.synchrony.distance import flash_to_bang
from sightline.measure.media.synchrony.flash_align import align_flashes
from sightline.measure.media.synchrony.measure import NAME as ONSETS
from sightline.measure.media.synchrony.onsets import Onsets
from sightline.measure.media.synchrony.pack import ROLE, unpack
from sightline.measure.media.synchrony.solve import solve_clock
from sightline.model.clock_group import Bang, ClipClock, Clock, Distance, Flash, Tie
from sightline.model.evidence_record import finding, finding_id
from sightline.model.finding import Finding, Json
from sightline.model.view import Named
from sightline.store.tables import findings, products
from sightline.work.case import Case
from sightline.work.examine import examine
from sightline.work.pointing import point_at
from sightline.work.targets import Target, targets_of
from sightline.work.write import writing

NAME: Final = "media.clock"
VERSION: Final = 1
MOST: Final = 24
"""Clips put on one clock at once: every two are compared."""
M = TypeVar("M", Bang, Flash)
_FARTHEST_MS: Final = 6_000
"""A bang later than this after a flash is not taken for the same event: two kilometres."""
_MOST_MOMENTS: Final = 60


@frozen(slots=True)
class Clip:
    """One clip that was asked for, with what was measured in it."""

    item: Named
    sha256: bytes
    onsets: Onsets | None
    bangs: tuple[Bang, ...]
    flashes: tuple[Flash, ...]


@frozen(slots=True)
class Moment:
    """A bang or flash on the common time line."""

    at_ms: int
    """From the start of the group's first clip."""
    kind: str
    """bang or flash"""
    item: Named
    clip_ms: int
    error_ms: int


@frozen(slots=True)
class Away:
    """How far from a clip's camera something was, if flash and bang are of one event."""

    item: Named
    flash_ms: int
    bang_ms: int
    seen_in: Named
    """The clip the flash is seen in, when it is another one on the same clock."""
    distance: Distance


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
    clips = _measured(case, list(dict.fromkeys(codes)))
    by_name = {clip.item.code: clip for clip in clips}
    ties = [tie for one, other in combinations(clips, 2) for tie in _ties(one, other, apart_m)]
    clock = solve_clock(ties, clips=list(by_name), apart_m=apart_m)
    air = (temperature_c, temperature_error_c)
    lines = tuple(
        Line(
            tuple((by_name[one.clip].item, one) for one in group.clips),
            _moments(by_name, group.clips),
            _away(by_name, group.clips, air),
            tuple(_outlier(by_name, tie) for tie in group.outliers),
            group.doubts,
            group.why,
        )
        for group in clock.groups
    )
    known = None if not lines else _record(case, clips, clock, {"apart_m": round(apart_m)})
    return Synced(lines, tuple(by_name[name].item for name in clock.alone), known)


def _measured(case: Case, codes: Sequence[str]) -> list[Clip]:
    wanted: list[tuple[Named, Target]] = []
    for code in codes:
        with case.catalogue.reading() as connection:
            item = point_at(connection, code, kinds=("Item",))
        targets = targets_of(case, items=[item.id], also=(ONSETS,))
        if not targets:
            raise WrongUse("has no bytes in this case", item=item.code, todo="add its file first")
        wanted.append((item, targets[0]))
    for _ in examine(case, [target for _, target in wanted]):
        pass
    with case.catalogue.reading() as connection:
        return [_clip(case, connection, item, target.sha256) for item, target in wanted]


def _clip(case: Case, connection: Connection, item: Named, sha256: bytes) -> Clip:
    query = select(findings).where(
        findings.c.input == sha256, findings.c.measure == ONSETS, findings.c.hidden == 0
    )
    row = connection.execute(query.order_by(findings.c.version.desc(), findings.c.n.desc())).first()
    if row is None:
        raise UnknownName("holds neither sound nor moving pictures", item=item.code, todo="leave it out")
    values: Mapping[str, Any] = json.loads(row.body or "{}").get("values", {})
    made = select(products.c.sha256).where(products.c.finding == row.id, products.c.role == ROLE)
    packed = connection.execute(made).scalar()
    return Clip(
        item,
        sha256,
        None if packed is None else unpack(case.vault.read(bytes(packed))),
        tuple(Bang(b["at_ms"], b["strength_db"], b["error_ms"]) for b in values.get("bangs", ())),
        tuple(
            Flash(f["at_ms"], f["strength"], f["error_ms"], f["area_thousandths"])
            for f in values.get("flashes", ())
        ),
    )


def _ties(one: Clip, other: Clip, apart_m: float) -> list[Tie]:
    heard = None
    if one.onsets is not None and other.onsets is not None:
        heard = align_onsets(one.onsets, other.onsets, apart_m=apart_m)
    seen = align_flashes(one.flashes, other.flashes, sound=heard)
    names = one.item.code, other.item.code
    return [Tie(*names, clock) for clock in (heard, seen) if clock is not None]


def on_line(clip: ClipClock, at_ms: int) -> int:
    """Give the common time of a time of a clip [ms]."""
    return round(at_ms * (1 - clip.drift_ppb / 1e9) + clip.offset_ms)


def _moments(by_name: Mapping[str, Clip], clips: Sequence[ClipClock]) -> tuple[Moment, ...]:
    out = []
    for one in clips:
        clip = by_name[one.clip]
        out += [_moment(clip.item, one, "bang", bang.at_ms, bang.error_ms) for bang in _strongest(clip.bangs)]
        out += [
            _moment(clip.item, one, "flash", flash.at_ms, flash.error_ms)
            for flash in _strongest(clip.flashes)
        ]
    return tuple(sorted(out, key=lambda moment: (moment.at_ms, moment.kind, moment.item.code)))


def _moment(item: Named, clock: ClipClock, kind: str, at_ms: int, error_ms: int) -> Moment:
    return Moment(on_line(clock, at_ms), kind, item, at_ms, error_ms + clock.error_ms)


def _strongest(every: Sequence[M]) -> list[M]:
    return sorted(every, key=lambda one: -one.strength)[:_MOST_MOMENTS]


def _away(
    by_name: Mapping[str, Clip], clips: Sequence[ClipClock], air: tuple[float, float]
) -> tuple[Away, ...]:
    """Reckon for each clip how far away each flash was, by the first bang heard after it and before the next."""
    out = []
    for one in clips:
        clip = by_name[one.clip]
        flashes = _flashes_on(by_name, clips, one)
        for number, (at_ms, error, seen_in) in enumerate(flashes):
            until = flashes[number + 1][0] if number + 1 < len(flashes) else at_ms + _FARTHEST_MS
            later = [
                bang for bang in clip.bangs if 0 <= bang.at_ms - at_ms <= min(_FARTHEST_MS, until - at_ms)
            ]
            if not later:
                continue
            bang = min(later, key=lambda b: b.at_ms)
            if _others_hear_more(by_name, clips, one, on_line(one, at_ms), on_line(one, bang.at_ms)):
                continue
            # the light came at some time in the step before the frame that shows it
            distance = flash_to_bang(
                min(at_ms - error / 2, bang.at_ms),
                bang.at_ms,
                error_ms=hypot(error / 2, bang.error_ms),
                temperature_c=air[0],
                temperature_error_c=air[1],
            )
            out.append(Away(clip.item, at_ms, bang.at_ms, seen_in, distance))
    return tuple(sorted(out, key=lambda away: (away.item.code, away.flash_ms)))


def _others_hear_more(
    by_name: Mapping[str, Clip], clips: Sequence[ClipClock], one: ClipClock, begin_ms: int, end_ms: int
) -> bool:
    """Tell whether another clip hears two bangs in that time: then the first may have gone unheard in this one."""
    return any(
        sum(begin_ms <= on_line(other, bang.at_ms) <= end_ms for bang in by_name[other.clip].bangs) > 1
        for other in clips
        if other is not one
    )


def _flashes_on(
    by_name: Mapping[str, Clip], clips: Sequence[ClipClock], one: ClipClock
) -> list[tuple[int, int, Named]]:
    """Give the flashes seen in any clip by the time of one of them: (when [ms], error [ms], seen in), each once."""
    every: list[tuple[int, int, Named]] = []
    for seen in clips:
        item = by_name[seen.clip].item
        for flash in by_name[seen.clip].flashes:
            if seen is one:
                every.append((flash.at_ms, flash.error_ms, item))
            else:
                at_ms = round((on_line(seen, flash.at_ms) - one.offset_ms) / (1 - one.drift_ppb / 1e9))
                every.append((at_ms, flash.error_ms + seen.error_ms + one.error_ms, item))
    kept: list[tuple[int, int, Named]] = []
    for flash_at in sorted(every, key=lambda one: one[1]):  # the surest first
        if all(abs(flash_at[0] - other[0]) > flash_at[1] + other[1] for other in kept):
            kept.append(flash_at)
    return sorted(kept, key=lambda one: one[0])


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
