"""Read the dates that a text names, as EDTF with the reason: the one name that everything else uses.

How: the stretches where dates may stand (``written/stretches``) are cut once into words, numbers and signs
(``cutting``); each language gives words their meanings and the islands worth reading (``lexing``); a small grammar
reads them (``phrases``, ``rows``, ``elements``); what was said is placed in the calendar (``placing``, ``composing``).
Nothing is truncated: a range, a night, "late spring" stay what they are. Nothing is guessed to the minute. A day that
no calendar has is told as such.

Sources:
[1] Library of Congress, Extended Date/Time Format (EDTF) Specification, https://www.loc.gov/standards/datetime/
"""

from collections.abc import Sequence
from itertools import chain

from sightline.core.errors import BadTime
from sightline.measure.chrono.written.anchoring import anchor
from sightline.measure.chrono.written.composing import compose
from sightline.measure.chrono.written.cutting import Cut
from sightline.measure.chrono.written.languages import languages_of
from sightline.measure.chrono.written.lexicon import lexicon
from sightline.measure.chrono.written.lexing import Lex, islands
from sightline.measure.chrono.written.orders import Orders, settle
from sightline.measure.chrono.written.phrases import phrase
from sightline.measure.chrono.written.placing import Setting
from sightline.measure.chrono.written.said import Phrase, WrittenDate
from sightline.measure.chrono.written.stretches import stretches
from sightline.measure.chrono.written.texts import Composed
from sightline.model.time import Span, read

__all__ = ["VERSION", "WrittenDate", "read_dates"]

VERSION = 2


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
    asked = None if languages is None else tuple(lexicon(name).language for name in languages)
    standing = stretches(text, asked)
    chosen = languages_of(standing.words, text) if asked is None else asked
    at = anchor(written, zone)
    found: list[tuple[Phrase, str]] = []
    known: Known = {}
    for language in chosen:
        words = lexicon(language)
        for island in chain.from_iterable(islands(pieces, words) for pieces in standing.pieces):
            found += [(one, language) for one in _read_island(island, language, known)]
    orders = _orders(standing.pieces, chosen, day_first=day_first)
    dates: list[WrittenDate] = []
    named: int | None = None
    same: dict[object, tuple[Composed, Span | None, str]] = {}
    for said, language in _apart(found):
        clocked = named if said.form == "clock" else None
        key = (said.form, said.dates, said.amount, said.mark, said.night_on, language, clocked)
        if key not in same:
            setting = Setting(at, orders, lexicon(language).week_begins)
            made = compose(said, setting, named_before=named)
            same[key] = (made, *_spanned(made, zone))
        made, span, why = same[key]
        named = made.day if made.day is not None else named
        dates.append(_written(text, said, language, made, span, why))
    return tuple(dates)


Known = dict[tuple[object, ...], tuple[Phrase, ...]]
"""What an island of these words says, its places counted from its beginning."""

MOST_KNOWN = 4096


def _read_island(island: list[Lex], language: str, known: Known) -> list[Phrase]:
    """Read the expressions of an island; one of the very same words is read once."""
    at = island[0].start
    key = (language, *[(lex.start - at, lex.end - at, *lex.looks) for lex in island])
    if key not in known:
        if len(known) >= MOST_KNOWN:
            known.clear()
        known[key] = tuple(_moved(one, -at) for one in _expressions(island, language))
    return [_moved(one, at) for one in known[key]]


def _moved(one: Phrase, by: int) -> Phrase:
    return Phrase(one.form, one.dates, one.start + by, one.end + by, one.amount, one.mark, one.night_on)


def _expressions(island: list[Lex], language: str) -> list[Phrase]:
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


def _orders(stretched: Sequence[list[Cut]], chosen: Sequence[str], *, day_first: bool | None) -> Orders:
    numbers = [
        (piece.parts[0], piece.parts[1], piece.parts[2], piece.parts[3])
        for pieces in stretched
        for piece in pieces
        if piece.kind == "date" and len(piece.parts) == 4
    ]
    first = lexicon(chosen[0]) if chosen else None
    names = {"ar": "Arabic", "fr": "French", "ru": "Russian", "uk": "Ukrainian", "tr": "Turkish"}
    custom = names.get(first.language) if first is not None and first.day_first else None
    return settle(numbers, day_first=day_first, custom=custom)


def _spanned(made: Composed, zone: str | None) -> tuple[Span | None, str]:
    """Read back what was composed: its span, and the reason, with what is wrong where it has none."""
    if made.edtf is None:
        return None, made.why
    try:
        return read(made.edtf, zone=zone), made.why
    except BadTime as fault:  # a day that the zone left out, a range the wrong way round
        return None, f"{made.why} But {fault.fault}."


def _written(
    text: str, said: Phrase, language: str, made: Composed, span: Span | None, why: str
) -> WrittenDate:
    return WrittenDate(
        text[said.start : said.end],
        said.start,
        said.end,
        None if span is None else span.text,
        span,
        why,
        made.relative,
        language,
        made.part,
        version=VERSION,
    )
