"""Put two recordings on one clock by what both heard; or say that they have nothing in common.

What is aligned is the sound. A bang 500 m nearer to one camera is heard there 1.5 s earlier, so the clocks of the
cameras are known only as well as the way between them; flashes know them better.

Measured on films of made-up events (three clips each, 20 to 500 m from the source, own noise at 0.25 to 0.6 of the
event) and on pairs from different events; guarded by tests/measure/media/synchrony/test_align.py:

    =====================================================  ===================================
    pairs of one event put on one clock                    132 of 135
    of these, the bangs lie within ``error_ms``            127 (median 44 and 127 ms)
    clock of cameras by flashes within ``error_ms``        78 of 78 pairs (21 to 41 ms)
    clock of cameras solved by flashes and sound           61 of 62 clips
    pairs of different events put on one clock             0 of 1,458
    =====================================================  ===================================
"""

import math
from typing import Final

import numpy as np
from attrs import evolve

from sightline.measure.media.synchrony.bang_pairs import BangPairs, pair_bangs
from sightline.measure.media.synchrony.bangs import bangs_of
from sightline.measure.media.synchrony.correlating import LEAST_ROWS, Peak, best_lag, is_steady
from sightline.measure.media.synchrony.drifting import Line, follow
from sightline.measure.media.synchrony.moments import Offset, moments_of, offset_of
from sightline.measure.media.synchrony.novelty import Rises, rises
from sightline.measure.media.synchrony.onsets import STEP_MS, Onsets
from sightline.model.clock_group import OnClock

APART_M: Final = 500.0
"""How far apart the cameras may have stood, where nobody knows better [m]."""
SLOWEST_SOUND: Final = 320.0
"""Metres a second at -18 degrees Celsius."""
MOST_LEANING: Final = 0.85
LEAST_SPEAKING: Final = 3
UNMEASURED_DRIFT_PPB: Final = 50_000
"""What the clocks of two telephones or cameras may differ by, where it was not measured."""
OTHER_PLACES_MS: Final = 120.0
"""By how much other sources than the loudest may be heard apart from it: 41 m of way, as measured."""
BLOCK: Final = 60_000
"""Rows of B searched for at once: five minutes, in which clocks do not part by much."""
_BLOCKS: Final = 8
_POOL: Final = 4
_POOL_FROM: Final = 260_000


def align_onsets(a: Onsets, b: Onsets, *, apart_m: float = APART_M) -> OnClock | None:
    """Return where two recordings lie on one clock by their sound, or None where nothing in common stands out.

    Music, a broadcast or a siren heard in two films at different times is common sound as well: look at both.

    :param apart_m: how far apart the cameras may have stood [m], 0 and more; sources of sound at different places
        are then looked for within the time that sound needs for it, and the clocks are known no better than that.
    :returns: an offset whose ``error_ms`` is that of the sound and ``clock_error_ms`` that of the cameras.
    """
    if min(len(a), len(b)) < LEAST_ROWS:
        return None
    if len(b) > len(a):
        turned = align_onsets(b, a, apart_m=apart_m)
        return None if turned is None else _turned(turned)
    rise_a, rise_b = rises(a.levels), rises(b.levels)
    reach = max(20, math.ceil(apart_m / SLOWEST_SOUND * 1000 / STEP_MS))
    found = _search(rise_a, rise_b)
    if found is None:
        return None
    peak, block = found
    offset = offset_of(moments_of(rise_a, rise_b, peak.lag, reach=reach, rows=block))
    if offset is None or offset.leaning > MOST_LEANING or offset.speak < LEAST_SPEAKING:
        return None
    line = follow(rise_a, rise_b, offset)
    return _told((a, b), peak, offset, line, apart_m=apart_m)


def _search(a: Rises, b: Rises) -> tuple[Peak, tuple[int, int]] | None:
    """Return the best lag over blocks of B and its block; None where none stands out."""
    begins = range(0, len(b), BLOCK) if len(b) > BLOCK else range(1)
    chosen = sorted({begins[round(at)] for at in np.linspace(0, len(begins) - 1, _BLOCKS)})
    pool = _POOL if len(a) > _POOL_FROM else 1
    pooled = _pooled(a, pool)
    best: tuple[Peak, tuple[int, int]] | None = None
    for begin in chosen:
        block = (begin, min(len(b), begin + BLOCK))
        peak = best_lag(pooled, _pooled(b[slice(*block)], pool))
        if peak is None or not peak.stands_out:
            continue
        if best is None or peak.deviations > best[0].deviations:
            best = evolve(peak, lag=peak.lag * pool - begin), block
    if best is None:
        return None
    begin, end = best[1]
    in_a = slice(max(0, begin + best[0].lag), max(0, end + best[0].lag))
    return None if is_steady(b[begin:end]) and is_steady(a[in_a]) else best


def _pooled(rise: Rises, pool: int) -> Rises:
    whole = rise[: len(rise) // pool * pool]
    mean: Rises = whole.reshape(-1, pool, rise.shape[1]).mean(axis=1)
    return mean


def _told(of: tuple[Onsets, Onsets], peak: Peak, offset: Offset, line: Line, *, apart_m: float) -> OnClock:
    way = math.ceil(apart_m / SLOWEST_SOUND * 1000)
    bangs = pair_bangs(bangs_of(of[0]), bangs_of(of[1]), line, reach_ms=way + line.error_ms)
    if bangs is None:
        beside = offset.ms - offset.best_ms
        error = line.error_ms + (offset.error_ms - offset.best_error_ms) + min(OTHER_PLACES_MS, way)
    else:
        beside, error = bangs.beside_ms, bangs.error_ms
    b_ms = line.middle_ms
    a_ms = b_ms + line.offset_ms + beside
    common = min(of[0].duration_ms - a_ms, of[1].duration_ms - b_ms) + min(a_ms, b_ms)
    if line.drift_ppb is None:
        error += UNMEASURED_DRIFT_PPB * 1e-9 * common / 2
    error = math.ceil(error + 0.5)
    return OnClock(
        signal="sound",
        a_ms=round(a_ms),
        b_ms=round(b_ms),
        error_ms=error,
        clock_error_ms=error + way,
        common_ms=round(common),
        moments=offset.speak,
        of_moments=offset.of,
        strength=round(10 * peak.deviations),
        drift_ppb=line.drift_ppb,
        drift_error_ppb=line.drift_error_ppb,
        in_common=() if bangs is None else bangs.pairs,
        why=_why(peak, offset, bangs, error=error, way=way, apart_m=apart_m),
    )


def _why(peak: Peak, offset: Offset, bangs: BangPairs | None, *, error: int, way: int, apart_m: float) -> str:
    agree = (
        f"{offset.speak} of {offset.of} s of sound begin and swell together, {peak.deviations:.0f} deviations above "
        f"chance and {peak.over_next:.1f} times the next best place"
    )
    if bangs is not None:
        timed = (
            f"the one bang that each heard lies there too and times it to {error} ms"
            if len(bangs.pairs) == 1
            else f"{len(bangs.pairs)} bangs in common time it to {error} ms"
        )
    elif offset.sources > 1:
        timed = f"{offset.sources} sources or echoes are heard apart, so it is known to {error} ms"
    else:
        timed = f"its loudest source times it to {error} ms"
    return (
        f"{agree}; {timed}. It is the sound that is aligned: cameras {apart_m:.0f} m apart may hear the same "
        f"{way} ms apart."
    )


def _turned(one: OnClock) -> OnClock:
    return evolve(
        one,
        a_ms=one.b_ms,
        b_ms=one.a_ms,
        drift_ppb=None if one.drift_ppb is None else -one.drift_ppb,
        in_common=tuple((b, a) for a, b in one.in_common),
    )
