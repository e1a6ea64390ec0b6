"""Read the dates that a text names, as EDTF with the reason: the one name that everything else uses.

How: the text is cut once into words, numbers and signs (``written/cutting``); each language gives words their
meanings and the islands worth reading (``lexing``); a small grammar reads them (``phrases``, ``rows``, ``elements``);
what was said is placed in the calendar (``placing``, ``composing``). Nothing is truncated: a range, a night, "late
spring" stay what they are. Nothing is guessed to the minute. A day that no calendar has is told as such.

Sources:
[1] Library of Congress, Extended Date/Time Format (EDTF) Specification, https://www.loc.gov/standards/datetime/
"""

from collections.abc import Sequence

from attrs import evolve

from sightline.core.errors import BadTime
from sightline.measure.chrono.written.anchoring import anchor
from sightline.measure.chrono.written.composing import compose
from sightline.measure.chrono.written.cutting import Cut, cut
from sightline.measure.chrono.written.languages import languages_of
from sightline.measure.chrono.written.lexicon import lexicon
from sightline.measure.chrono.written.lexing import Lex, islands
from sightline.measure.chrono.written.orders import Orders, settle
from sightline.measure.chrono.written.phrases import phrase
from sightline.measure.chrono.written.placing import Setting
from sightline.measure.chrono.written.said import Phrase, WrittenDate
from sightline.measure.chrono.written.texts import Composed
from sightline.model.time import Span, read

__all__ = ["VERSION", "WrittenDate", "read_dates"]

VERSION = 1


def read_dates(
    text: str,
    written: Span | None,
    *,
    languages: Sequence[str] | None = None,
    zone: str | None = None,
    day_first: bool | None = None,
) -> tuple[WrittenDate, ...]:
    """Read every date and range of a text, in the order of the text.

    :param text: any text, of any length, in one or several of the languages
    :param written: when the text was written or published, which "yesterday" and dates without a year are told
        relative to; None when it is not known: such dates then say that they cannot be told, or have no year (XXXX)
    :param languages: of ``en``, ``ar``, ``fr``, ``ru``, ``uk``, ``tr``; None: those that letters and words show
    :param zone: where the events are (IANA name, ``Z`` or ``+03:00``): applied to days and clock times that name none
    :param day_first: whether 11/04/14 is 11 April; None: settled from the text where it can be, else both are given
    :returns: each with its place in the text, EDTF, the span in UTC, one sentence of reason
    :raises UnknownName: for a language that dates are not read in
    :raises BadTime: for a zone that does not exist
    """
    pieces = list(cut(text))
    asked = None if languages is None else tuple(lexicon(name).language for name in languages)
    chosen = languages_of(pieces, text) if asked is None else asked
    at = anchor(written, zone)
    found: list[tuple[Phrase, str]] = []
    for language in chosen:
        words = lexicon(language)
        for island in islands(pieces, words):
            found += [(one, language) for one in _read_island(island, language)]
    orders = _orders(pieces, chosen, day_first=day_first)
    dates: list[WrittenDate] = []
    named: int | None = None
    same: dict[object, Composed] = {}
    for said, language in _apart(found):
        setting = Setting(at, orders, lexicon(language).week_begins)
        key = (evolve(said, start=0, end=0), language, named if said.form == "clock" else None)
        if key not in same:
            same[key] = compose(said, setting, named_before=named)
        made = same[key]
        named = made.day if made.day is not None else named
        dates.append(_written(text, said, made, language, zone))
    return tuple(dates)


def _read_island(island: list[Lex], language: str) -> list[Phrase]:
    words = lexicon(language)
    found: list[Phrase] = []
    i = 0
    while i < len(island):
        if "blockers" in island[i].kinds:
            i += 2
            continue
        one = phrase(island, i, words) if island[i].kinds else None
        if one is None:
            i += 1
        else:
            found.append(one[0])
            i = max(one[1], i + 1)
    return found


def _apart(found: list[tuple[Phrase, str]]) -> list[tuple[Phrase, str]]:
    """Keep, where readings of several languages overlap, the longest; of equals, the first language's."""
    kept: list[tuple[Phrase, str]] = []
    for one in sorted(found, key=lambda each: (each[0].start, -each[0].end)):
        if kept and one[0].start < kept[-1][0].end:
            if one[0].end - one[0].start > kept[-1][0].end - kept[-1][0].start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _orders(pieces: list[Cut], chosen: Sequence[str], *, day_first: bool | None) -> Orders:
    numbers = [
        (piece.parts[0], piece.parts[1], piece.parts[2], piece.parts[3])
        for piece in pieces
        if piece.kind == "date" and len(piece.parts) == 4
    ]
    first = lexicon(chosen[0]) if chosen else None
    names = {"ar": "Arabic", "fr": "French", "ru": "Russian", "uk": "Ukrainian", "tr": "Turkish"}
    custom = names.get(first.language) if first is not None and first.day_first else None
    return settle(numbers, day_first=day_first, custom=custom)


def _written(text: str, said: Phrase, made: Composed, language: str, zone: str | None) -> WrittenDate:
    edtf, span, why = made.edtf, None, made.why
    if edtf is not None:
        try:
            span = read(edtf, zone=zone)
        except BadTime as fault:  # a day that the zone left out, a range the wrong way round
            edtf, why = None, f"{made.why} But {fault.fault}."
    return WrittenDate(
        text[said.start : said.end],
        said.start,
        said.end,
        edtf if span is None else span.text,
        span,
        why,
        made.relative,
        language,
        made.part,
        version=VERSION,
    )
