"""List copies: which items share footage, stretch by stretch, in families, and where footage is older than its claim.

What is listed is suggested by a measure until a person judged it:
sightline judge finding ID same|different|unsure
"""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.model.match import Segment
from sightline.work.match import match
from sightline.work.matches import Alarm, Matches, Matching, ShownFamily, matches
from sightline.work.matching.telling import stretch_text

SHORT = 12
_SAID = {"same": "the same footage", "different": "not the same", "unsure": "unsure"}


def verb(
    code: Annotated[
        str | None, typer.Argument(help="An item; the whole case by default.", metavar="[CODE]")
    ] = None,
    again: Annotated[
        bool, typer.Option("--look", help="First compare what has not been compared yet.")
    ] = False,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """List copies."""
    with opened(workspace) as case:
        if again:
            for one in match(case):
                tell(f"  {one.sha256.hex()[:SHORT]}  {len(one.found)} share something with it, {one.new} new")
        found = matches(case, code)
    if as_json:
        document("matches", as_document(found))
    else:
        _print(found)


def as_document(found: Matches) -> dict[str, object]:
    """Give the JSON document of matches."""
    return {
        "segments": [_segment(one, part) for one in found.matches for part in one.segments],
        "same_bytes": [{"a": m.a.code, "b": m.b.code} for m in found.matches if m.finding is None],
        "families": [_family(one) for one in found.families],
        "recycled": [_alarm(one) for one in found.recycled],
    }


def segment_json(part: Segment) -> dict[str, object]:
    """Give one segment: times in seconds, speed of B relative to A, score 0 to 1."""
    crop = part.crop
    return {
        "a_start": part.a_start_ms / 1000,
        "a_end": part.a_end_ms / 1000,
        "b_start": part.b_start_ms / 1000,
        "b_end": part.b_end_ms / 1000,
        "offset_error": part.offset_error_ms / 1000,
        "speed": part.speed / 1000,
        "mirrored": part.mirrored,
        "score": part.score / 1000,
        "signal": part.signal,
        "frames_a": part.frames_a,
        "frames_b": part.frames_b,
        "edits": list(part.edits),
        "crop": None
        if crop is None
        else {"of": crop.of, "left": crop.left, "top": crop.top, "right": crop.right, "bottom": crop.bottom},
        "why": part.why,
    }


def _segment(one: Matching, part: Segment) -> dict[str, object]:
    return {
        "a": one.a.code,
        "b": one.b.code,
        **segment_json(part),
        "finding": one.finding,
        "judged": one.judged,
        "verdicts": [{"by": v.by, "verdict": v.verdict, "reason": v.reason} for v in one.verdicts],
    }


def _family(one: ShownFamily) -> dict[str, object]:
    first = one.earliest
    named = None if first is None else next((n.code for n in one.items if n.id == first.item), None)
    return {
        "items": [named.code for named in one.items],
        "earliest": None
        if first is None
        else {"item": named, "public_by": first.text, "by_capture": first.by_capture},
    }


def _alarm(one: Alarm) -> dict[str, object]:
    return {
        "item": one.item.code,
        "claimed": one.claimed,
        "incident": None if one.incident is None else one.incident.code,
        "older": one.older.code,
        "public_by": one.public_by,
        "why": one.why,
    }


def _judged(one: Matching) -> str:
    """Say how a match was judged; where people disagree, what each of them says."""
    if one.finding is None or not one.verdicts:
        return ""
    if one.judged is not None:
        return f"  [judged {_SAID[one.judged]}]"
    said = "; ".join(f"{v.by}: {_SAID[v.verdict]}" for v in one.verdicts)
    return f"  [judged differently: {said}]"


def _print(found: Matches) -> None:
    for alarm in found.recycled:
        line(f"OLDER THAN ITS CLAIM  {alarm.why}")
    if found.recycled:
        line()
    if not found.matches:
        line("nothing in this case shares footage with anything else, as far as it was compared")
        return
    for one in found.matches:
        line(f"{one.a.code}  {one.b.code}  {one.why}{_judged(one)}")
        for part in one.segments:
            line(f"    {stretch_text(part)}")
        if one.finding is not None and not one.verdicts:
            line(f"    to judge: sightline judge finding {one.finding[:SHORT]} same|different|unsure")
    line()
    for family in found.families:
        codes = ", ".join(named.code for named in family.items)
        first = family.earliest
        known = ""
        if first is not None:
            name = next((n.code for n in family.items if n.id == first.item), "?")
            how = "in this case" if first.by_capture else "public"
            known = f"; {name} was {how} by {first.text}, so what they share was recorded no later"
        line(f"one footage: {codes}{known}")
