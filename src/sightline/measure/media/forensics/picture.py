"""The forensic measures of pictures in one list, and what they say together: never a score.

Methods look at different traces, so what counts is where several of them point to one place; what each says stays
readable beside it.
"""

from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

from sightline.measure.media import pictures
from sightline.measure.media.forensics import (
    copy_move,
    ghost,
    grid,
    levels,
    noise,
    quantisation,
    thumbnail,
)
from sightline.measure.media.sniff import Sniffed
from sightline.measure.media.subject import Subject
from sightline.model.finding import Finding, Json

MEASURES: Final[tuple[tuple[str, int, Callable[[Subject], Finding]], ...]] = (
    (thumbnail.NAME, thumbnail.VERSION, thumbnail.measure_thumbnail),
    (quantisation.NAME, quantisation.VERSION, quantisation.measure_quantisation),
    (grid.NAME, grid.VERSION, grid.measure_grid),
    (ghost.NAME, ghost.VERSION, ghost.measure_ghost),
    (copy_move.NAME, copy_move.VERSION, copy_move.measure_copy_move),
    (levels.NAME, levels.VERSION, levels.measure_levels),
    (noise.NAME, noise.VERSION, noise.measure_noise),
)
"""Name, version and function, the least ambiguous first."""

PREFIX: Final = "media.forensics."
_ORDER: Final = ("found", "inconclusive", "against", "nothing", "failed")


@frozen(slots=True)
class Overview:
    """What all methods say of one picture."""

    sentences: tuple[str, ...]
    """What each says, traces first."""
    agreeing: tuple[tuple[str, str], ...]
    """Pairs of methods whose largest parts lie on each other."""
    summary: str
    """One sentence that counts and does not judge."""


def accepts(media_type: str) -> bool:
    """Tell whether the methods say anything about a media type."""
    return media_type in pictures.FORMATS


def warm(sniffed: Sniffed) -> None:
    """Import the readers a picture of this type needs, and what the methods compute with."""
    from importlib import import_module

    pictures.warm(sniffed)
    import_module("cv2")
    import_module("PIL.ImageFont")


def overview(findings: Sequence[Finding]) -> Overview:
    """Set the findings of these methods side by side.

    :param findings: of one picture or film; those of other measures are left out.
    """
    ours = sorted(
        (one for one in findings if one.measure.startswith(PREFIX)), key=lambda one: _ORDER.index(one.outcome)
    )
    places = [(one.measure, box) for one in ours if (box := _largest(one)) is not None]
    agreeing = tuple(
        (name, other)
        for at, (name, box) in enumerate(places)
        for other, second in places[at + 1 :]
        if _overlap(box, second) >= 0.3
    )
    told = sum(1 for one in ours if one.outcome == "found")
    unsure = sum(1 for one in ours if one.outcome == "inconclusive")
    together = "no two point to one place"
    if len(agreeing) > 0:
        words = {one.rpartition(".")[2] for pair in agreeing for one in pair}
        together = f"{', '.join(sorted(words))} point to one place"
    summary = (
        f"Of {len(ours)} methods {told} saw a trace and {unsure} could not tell; {together}. A trace is not a "
        "manipulation, and no trace is no proof that there was none."
    )
    return Overview(tuple(one.sentence for one in ours), agreeing, summary)


def _largest(finding: Finding) -> tuple[int, int, int, int] | None:
    regions = finding.values.get("regions")
    if not isinstance(regions, list) or len(regions) == 0 or not isinstance(regions[0], dict):
        return None
    sides: list[Json] = [regions[0].get(key) for key in ("x", "y", "width", "height")]
    whole = [one for one in sides if isinstance(one, int)]
    return (whole[0], whole[1], whole[2], whole[3]) if len(whole) == 4 else None


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """Return the common area over the area of both, 0 to 1."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    common = across * down
    return common / (one[2] * one[3] + other[2] * other[3] - common)
