"""Bangs and flashes of several clips on their common clock, and how far away they were by light and sound."""

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Final, TypeVar

from attrs import frozen

from sightline.measure.media.synchrony.distance import flash_to_bang
from sightline.model.clock_group import Bang, ClipClock, Distance, Flash
from sightline.model.view import Named
from sightline.work.clocks.clips import Clip

M = TypeVar("M", Bang, Flash)
_FARTHEST_MS: Final = 6_000
"""A bang later than this after a flash is not taken for the same event: two kilometres."""
_MOST_MOMENTS: Final = 60


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


def on_line(clip: ClipClock, at_ms: int) -> int:
    """Give the common time of a time of a clip [ms]."""
    return round(at_ms * (1 - clip.drift_ppb / 1e9) + clip.offset_ms)


def moments(by_name: Mapping[str, Clip], clips: Sequence[ClipClock]) -> tuple[Moment, ...]:
    """List the strongest bangs and flashes of all clips by the common clock."""
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


def distances(
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
