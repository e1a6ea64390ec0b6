"""Compare two media by their local details: what is turned, strongly cropped, inset, stacked or filmed off a screen.

It says which key frames agree and how the one lies over the other. Key frames lie seconds apart, so the offset of two
films is known to within that only.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from sightline.measure.media.aligning.describing import clock
from sightline.measure.media.details.describing import manner_of
from sightline.measure.media.details.fitting import FEWEST, Fit, lay_over
from sightline.measure.media.details.lines import Agreed, Line, lines_of
from sightline.measure.media.details.proposing import Proposal, propose
from sightline.measure.media.details.records import Details
from sightline.model.match import Pair, Segment

VERSION: Final = 1
_MOST_FITS: Final = 60
_MOST_SEGMENTS: Final = 6
_FEWEST_IN_FILM: Final = 8
_ENOUGH: Final = 24
"""Details that agree in a stretch of two films."""
_GAP_MS: Final = 12_000
_LONGEST_GAP_MS: Final = 6_000
_SHOWN_MS: Final = 1_000
_PAIRS: Final = 6


def align_details(a: Details, b: Details) -> tuple[Segment, ...]:
    """Compare the details of two pictures, two films, or a picture and a film.

    :returns: one segment for two pictures, one for each place of a picture in a film or stretch of two films; none
        where too little agrees, or only in a caption, a logo or a banner. The score is the share of the fields of what
        they have in common in which a detail agrees, and for films of the key frames between first and last that do.
    """
    if len(a) < FEWEST or len(b) < FEWEST:
        return ()
    stills = a.duration_ms == 0, b.duration_ms == 0
    agreed = _agreed(a, b, fewest=FEWEST if any(stills) else _FEWEST_IN_FILM)
    if any(stills):
        agreed = [one for one in agreed if one.fit.holds]
    if len(agreed) == 0:
        return ()
    if all(stills):
        best = max(agreed, key=lambda one: one.fit.agreeing)
        return (_segment((best,), a, b, 1.0, 0),)
    if any(stills):
        lines = [(Line(1.0, group), 0) for group in _places(agreed, picture_is_a=stills[0])]
    else:
        tolerance = max(1_000, _gap(a), _gap(b))
        error = (_gap(a) + _gap(b)) // 2
        found = lines_of(agreed, tolerance_ms=tolerance, most=_MOST_SEGMENTS)
        # frames that agree in what is laid over them speak for an offset, and are no evidence alone
        lines = [
            (line, error)
            for line in found
            if sum(one.fit.agreeing for one in line.held) >= _ENOUGH
            and any(one.fit.holds for one in line.held)
        ]
    segments = [_segment(line.held, a, b, line.speed, error) for line, error in lines[:_MOST_SEGMENTS]]
    return tuple(sorted(segments, key=lambda one: (one.a_start_ms, one.b_start_ms)))


def _agreed(a: Details, b: Details, *, fewest: int) -> list[Agreed]:
    frames: dict[tuple[int, int], Agreed] = {}
    for one in propose(a, b, most=_MOST_FITS):
        fit = _fit(a, b, one, fewest)
        if fit is None:
            continue
        held = frames.get((one.a, one.b))
        if held is None or held.fit.agreeing < fit.agreeing:
            frames[one.a, one.b] = Agreed(int(a.at_ms[one.a]), int(b.at_ms[one.b]), fit)
    return list(frames.values())


def _fit(a: Details, b: Details, proposal: Proposal, fewest: int) -> Fit | None:
    fit = lay_over(a.frame(proposal.a), b.frame(proposal.b), mirrored=proposal.mirrored, fewest=fewest)
    return fit if fit is not None and fit.covers else None


def _places(agreed: Sequence[Agreed], *, picture_is_a: bool) -> list[tuple[Agreed, ...]]:
    """Gather the frames of a film that agree with a picture into stretches, the best first."""
    groups: list[list[Agreed]] = []
    ordered = sorted(agreed, key=lambda one: one.b_ms if picture_is_a else one.a_ms)
    last = 0
    for one in ordered:
        at = one.b_ms if picture_is_a else one.a_ms
        if len(groups) == 0 or at - last > _GAP_MS:
            groups.append([])
        groups[-1].append(one)
        last = at
    return [tuple(group) for group in sorted(groups, key=lambda g: -max(one.fit.agreeing for one in g))]


def _gap(details: Details) -> int:
    """Return how far apart key frames lie in the middle [ms]."""
    if details.frames < 2:
        return min(_LONGEST_GAP_MS, max(1, details.duration_ms))
    return min(_LONGEST_GAP_MS, int(np.median(np.diff(details.at_ms))))


def _segment(held: Sequence[Agreed], a: Details, b: Details, speed: float, error: int) -> Segment:
    best = max(held, key=lambda one: (one.fit.agreeing, -one.a_ms))
    manner = manner_of(best.fit, moving=a.duration_ms > 0 and b.duration_ms > 0)
    spans = [
        _span([getattr(one, f"{side}_ms") for one in held], details) for side, details in (("a", a), ("b", b))
    ]
    edits = list(manner.edits)
    if speed != 1.0:
        edits = [one for one in edits if one != "re-encoded"] + ["speed"]
    frames_a, frames_b = len({one.a_ms for one in held}), len({one.b_ms for one in held})
    shared = min(frames_a / _within(a, spans[0]), frames_b / _within(b, spans[1]), 1.0)
    filled = float(np.mean([one.fit.filled for one in held]))
    steps = np.linspace(0, len(held) - 1, min(_PAIRS, len(held)))
    shown = [held[at] for at in sorted({round(float(step)) for step in steps})]
    return Segment(
        *spans[0],
        *spans[1],
        speed=round(1000 * speed),
        mirrored=best.fit.mirrored,
        score=max(1, round(1000 * filled * shared)),
        frames_a=frames_a,
        frames_b=frames_b,
        signal="details",
        edits=tuple(edits),
        crop=manner.crop,
        pairs=tuple(Pair(one.a_ms, one.b_ms, one.fit.bits) for one in shown),
        offset_error_ms=error,
        why=_sentence(held, manner.words, a, b, error),
    )


def _span(times: Sequence[int], details: Details) -> tuple[int, int]:
    """Return the stretch that key frames stand for: from the first to the last, which is seen for a while."""
    if details.duration_ms == 0:
        return 0, 0
    return min(times), max(min(times), min(max(times) + _SHOWN_MS, details.duration_ms))


def _within(details: Details, span: tuple[int, int]) -> int:
    return max(1, int(((details.at_ms >= span[0]) & (details.at_ms <= span[1])).sum()))


def _sentence(held: Sequence[Agreed], words: Sequence[str], a: Details, b: Details, error: int) -> str:
    manner = "" if len(words) == 0 else f", {' and '.join(words)}"
    count = sum(one.fit.agreeing for one in held)
    if a.duration_ms == 0 and b.duration_ms == 0:
        return f"The two pictures show the same{manner}; {count} details agree."
    if a.duration_ms == 0 or b.duration_ms == 0:
        which = "one" if b.duration_ms == 0 else "other"
        at = [one.a_ms if b.duration_ms == 0 else one.b_ms for one in held]
        when = f"at {clock(at[0])}" if len(set(at)) == 1 else f"from {clock(min(at))} to {clock(max(at))}"
        return f"The picture stands in the {which} {when}{manner}; {count} details agree."
    frames = "one key frame" if len(held) == 1 else f"{len(held)} key frames"
    verb = "shows" if len(held) == 1 else "show"
    sure = f"the offset is known to within {max(1, round(error / 1000))} s"
    both = f"{frames[0].upper()}{frames[1:]} of the two films {verb} the same{manner}"
    return f"{both}; {count} details agree, and {sure}."
