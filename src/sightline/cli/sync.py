"""Put several clips of one event on one clock: by what is heard in them and by flashes, each with its error.

The clock is that of the first clip. Where only sound tells, the same sound is at the same time in all clips, and the
cameras are known no better than the way that sound had to go between them; flashes tell more. A clip that nothing in
common was found for is left alone, never guessed.
"""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line, table
from sightline.work.clocks.line import Away
from sightline.work.sync import Line, Synced, sync


def verb(
    codes: Annotated[list[str], typer.Argument(help="Two items or more.", metavar="CODE...")],
    apart: Annotated[
        float, typer.Option("--apart", help="How far apart the cameras may have stood [m].", metavar="M")
    ] = 500.0,
    temperature: Annotated[
        tuple[float, float],
        typer.Option("--temperature", help="Of the air, and how far it may be off [°C].", metavar="C ERROR"),
    ] = (15.0, 10.0),
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Put clips on one clock."""
    with opened(workspace, by=by) as case:
        found = sync(
            case, codes, apart_m=apart, temperature_c=temperature[0], temperature_error_c=temperature[1]
        )
    if as_json:
        document("sync", _document(found))
    else:
        _print(found)


def _print(found: Synced) -> None:
    for group in found.lines:
        line(group.why)
        table(
            ["clip", "its 0:00 is at", "error", "of the sound", "drift", "title"],
            (
                [
                    named.code,
                    f"{one.offset_ms / 1000:+.3f} s",
                    f"± {one.error_ms / 1000:.3f} s",
                    f"{one.sound_offset_ms / 1000:+.3f} ± {one.sound_error_ms / 1000:.3f} s",
                    f"{one.drift_ppb / 1000:+.1f} ppm" if one.drift_ppb else "",
                    named.title,
                ]
                for named, one in group.clips
            ),
        )
        for doubt in group.doubts:
            line(f"  {doubt}")
        for outlier in group.outliers:
            line(f"  contradicts the others and was not used: {outlier}")
        if group.moments:
            line("on the common clock:")
        for moment in group.moments:
            line(
                f"  {moment.at_ms / 1000:9.3f} s ± {moment.error_ms / 1000:.3f}  {moment.kind:5} in {moment.item.code} "
                f"at {moment.clip_ms / 1000:.3f} s"
            )
        for away in group.away:
            line(f"  {_away_text(away)}")
        line()
    if found.alone:
        codes = ", ".join(named.code for named in found.alone)
        line(f"on no clock with the others: {codes} (nothing in common was found, which proves nothing)")
    if found.finding is not None:
        line(f"kept as a finding: {found.finding[:12]}")


def _away_text(away: Away) -> str:
    whose = "" if away.seen_in.id == away.item.id else f" (seen in {away.seen_in.code})"
    distance = away.distance
    return (
        f"if the flash at {away.flash_ms / 1000:.3f} s{whose} and the bang at {away.bang_ms / 1000:.3f} s of "
        f"{away.item.code} are one event, it was {distance.metres} ± {distance.error_m} m from its camera"
    )


def _document(found: Synced) -> dict[str, object]:
    return {
        "groups": [_group(one) for one in found.lines],
        "alone": [named.code for named in found.alone],
        "finding": found.finding,
    }


def _group(one: Line) -> dict[str, object]:
    return {
        "why": one.why,
        "clips": [
            {
                "code": named.code,
                "offset": clip.offset_ms / 1000,
                "error": clip.error_ms / 1000,
                "sound_offset": clip.sound_offset_ms / 1000,
                "sound_error": clip.sound_error_ms / 1000,
                "drift_ppm": clip.drift_ppb / 1000,
                "drift_error_ppm": clip.drift_error_ppb / 1000,
                "farther_m": clip.farther_m,
                "farther_error_m": clip.farther_error_m,
            }
            for named, clip in one.clips
        ],
        "timeline": [
            {
                "at": moment.at_ms / 1000,
                "error": moment.error_ms / 1000,
                "kind": moment.kind,
                "code": moment.item.code,
                "clip_at": moment.clip_ms / 1000,
            }
            for moment in one.moments
        ],
        "distances": [
            {
                "code": away.item.code,
                "flash": away.flash_ms / 1000,
                "bang": away.bang_ms / 1000,
                "seen_in": away.seen_in.code,
                "metres": away.distance.metres,
                "error_m": away.distance.error_m,
                "assumed": away.distance.assumed,
            }
            for away in one.away
        ],
        "doubts": list(one.doubts),
        "outliers": list(one.outliers),
    }
