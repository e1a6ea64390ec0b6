"""Read nights: "last night", "the night of 9/10 April", "в ночь на 12 апреля", "ليلة 12 نيسان", "overnight"."""

from sightline.measure.chrono.written.lexicon import Lexicon
from sightline.measure.chrono.written.rows import row
from sightline.measure.chrono.written.said import Amount, Phrase, Said
from sightline.measure.chrono.written.taking import Words, clock, has, name, skip, value

Found = tuple[Phrase, int] | None

FILLERS = ("in", "the", "on", "at", "of")

_SIGNS = frozenset({"comma", "dash", "open", "point"})
_TRAILS = _SIGNS | {"colon", "slash", "plus"}
_LEADS = _SIGNS | {"in", "on", "the", "at", "of"}


def whole_phrase(
    words: Words,
    i: int,
    j: int,
    form: str,
    *dates: Said,
    amount: Amount | None = None,
    mark: str = "",
    night_on: int = 0,
) -> tuple[Phrase, int]:
    """Make an expression of the words from ``i`` to ``j``: its place in the text has neither the small words it
    begins with nor a sign it ends with, such as the point behind "9 Apr."."""
    first, last = i, j - 1
    leads = _SIGNS if form == "past" else _LEADS if form == "ahead" else _LEADS | {"after_future"}
    while first < last and words[first].kinds.keys() <= leads:
        first += 1
    while last > first and words[last].kinds.keys() <= _TRAILS:
        last -= 1
    return Phrase(form, dates, words[first].start, words[last].end, amount, mark, night_on), j


def night(words: Words, i: int, lexicon: Lexicon) -> Found:
    """Read an expression that names a night."""
    at = skip(words, i, *FILLERS)
    if has(words, at, "night_on"):
        return _last_night(words, i, at)
    if has(words, at, "night_into"):
        found = row(words, at + 1, lexicon, bare=True)
        if found is None:
            return None
        dates, _, after = found
        return whole_phrase(words, i, after, "night_into" if len(dates) == 1 else "night_range", *dates)
    older = has(words, at, "night_before") and lexicon.night_either
    if older or is_night(words, at) or has(words, at, "overnight"):
        named = _night_of(words, i, at, lexicon, older=older)
        if named is not None:
            return named
        if has(words, at, "overnight"):
            return whole_phrase(words, i, at + 1, "last_night", night_on=-1)
    return None


def is_night(words: Words, i: int) -> bool:
    """Say whether the word at ``i`` is "night"."""
    return has(words, i, "part") and name(words, i, "part") == "night"


def _last_night(words: Words, i: int, at: int) -> Found:
    on = words[at].kinds["night_on"]
    after = at + 1
    timed = clock(words, skip(words, after, "comma"), led=True)
    dates: tuple[Said, ...] = ()
    if timed is not None:
        dates, after = (Said(clock=timed[0], mark=timed[1]),), timed[3]
    return whole_phrase(words, i, after, "last_night", *dates, night_on=on if isinstance(on, int) else -1)


def _night_of(words: Words, i: int, at: int, lexicon: Lexicon, *, older: bool) -> Found:
    """Read "the night of 9/10 April", "nuit du 9 au 10 avril", "overnight 9-10 April", "ليلة 12 نيسان"."""
    begin = skip(words, at + 1, "of", "in", "on", "the", "between", "from", "last", "to", most=3)
    if has(words, at + 1, "last") and begin == at + 2:
        begin = at + 1
    found = row(words, begin, lexicon, bare=False, ranged=True)
    if found is None:
        return None
    dates, joints, after = found
    if len(dates) > 2 or any(
        not (date.day or date.weekday or date.numbers or date.day_on is not None) for date in dates
    ):
        return None
    if (
        len(dates) == 1
        and dates[0].weekday is not None
        and dates[0].day is None
        and has(words, after, "weekday")
    ):
        following = Said(weekday=value(words, after, "weekday"))  # ليل الخميس الجمعة
        return whole_phrase(words, i, after + 1, "night_range", dates[0], following)
    if len(dates) == 1 and has(words, begin - 1, "to") and begin > at + 1 and lexicon.language == "en":
        return whole_phrase(words, i, after, "night_into", *dates)  # "in the night to Monday"
    if len(dates) == 2:
        del joints
        return whole_phrase(words, i, after, "night_range", *dates)
    return whole_phrase(words, i, after, "night_either" if older else "night", *dates)
