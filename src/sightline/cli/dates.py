"""Read the dates and ranges that a text names, as EDTF, relative to when the text was written.

TEXT is the text itself, @FILE a file of UTF-8 text, or - for standard input. "Last night", "9-10 April", "late spring
and summer last year" stay what they are: nothing is cut short, nothing is guessed to the minute. A date that can be
read two ways comes out as both; a day that no calendar has is told as such.
"""

from typing import Annotated

import typer

from sightline.cli.options import Json
from sightline.cli.out import document, line, table
from sightline.work.dates import WrittenDate, dates_in, text_from


def verb(
    text: Annotated[str, typer.Argument(help="The text, @FILE, or - for standard input.", metavar="TEXT")],
    written: Annotated[
        str | None,
        typer.Option("--written", help="When the text was written or published (EDTF).", metavar="DATE"),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option("--zone", help="Where the events are: Asia/Damascus, Z, +03:00.", metavar="ZONE"),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", help="en, ar, fr, ru, uk, tr; may be given again. Else seen in the text."),
    ] = None,
    day_first: Annotated[
        bool | None,
        typer.Option("--day-first/--month-first", help="How to read 11/04/14. Else settled from the text."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read the dates of a text."""
    found = dates_in(
        text_from(text), written=written, languages=language or (), zone=zone, day_first=day_first
    )
    if as_json:
        document("dates", {"written": written, "zone": zone, "dates": [_document(date) for date in found]})
    elif not found:
        line("no date is named in this text")
    else:
        table(
            ["at", "as written", "EDTF", "why"],
            ([str(date.start), date.text, date.edtf or "cannot be told", date.why] for date in found),
            widest=110,
        )


def _document(date: WrittenDate) -> dict[str, object]:
    span = date.span
    return {
        "text": date.text,
        "start": date.start,
        "end": date.end,
        "edtf": date.edtf,
        "begin_earliest": None if span is None else span.begin_earliest,
        "end_latest": None if span is None else span.end_latest,
        "why": date.why,
        "relative": date.relative,
        "part": date.part,
        "language": date.language,
        "method": date.method,
        "version": date.version,
    }
