"""Writes what matched on one line: where, how much, and what was done to it."""

from collections.abc import Iterable

from sightline.measure.media.drawing import timecode
from sightline.model.match import EDITS, Segment


def stretch_text(part: Segment) -> str:
    """Write one segment on one line."""
    if part.a_end_ms == part.a_start_ms and part.b_end_ms == part.b_start_ms:
        where = "picture and picture"
    else:
        where = f"{_from_to(part.a_start_ms, part.a_end_ms)} = {_from_to(part.b_start_ms, part.b_end_ms)}"
    edits = edits_text(part.edits)
    more = [f"score {part.score / 10:.0f} %", *([] if part.signal == "frames" else [f"by {part.signal}"])]
    return f"{where}  ({', '.join(more)}{'; ' + edits if edits else ''})"


def _from_to(start_ms: int, end_ms: int) -> str:
    return f"{timecode(start_ms)} to {timecode(end_ms)}" if end_ms > start_ms else timecode(start_ms)


def edits_text(edits: Iterable[str]) -> str:
    """Write what was done to a copy, in the order of the list of edits."""
    return ", ".join(sorted(edits, key=EDITS.index))
