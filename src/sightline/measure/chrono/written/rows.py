"""Read dates that stand in a row: "9, 10 and 12 April 2014", "9/10 April", "28 December 2013 - 3 January 2014".

A day without its month takes that of its neighbour; clock and part of the day are read with the date they belong to.
"""

from attrs import evolve

from sightline.measure.chrono.written.elements import element
from sightline.measure.chrono.written.lexicon import Lexicon
from sightline.measure.chrono.written.said import Said
from sightline.measure.chrono.written.taking import Words, clock, ends_here, has, name, skip

MOST = 12
Row = tuple[tuple[Said, ...], tuple[str, ...], int]
_ABLATIVE = frozenset({"dan", "den", "tan", "ten"})


def row(
    words: Words, i: int, lexicon: Lexicon, *, bare: bool = False, ranged: bool = False, context: bool = False
) -> Row | None:
    """Read the dates from ``i`` on: (dates, what joins them, next).

    ``ranged``: something before says that two dates are the ends of one stretch, so "and" or "to" joins them.
    """
    first = _dressed(words, i, lexicon, context=context, bare=True)
    if first is None:
        return None
    dates, joints, at = [first[0]], [], first[1]
    ordinals = [_ordinal(words, i, first[1])]
    ends = [at]
    while len(dates) < MOST:
        joint = _joint(words, at, dates[-1], lexicon, ranged=ranged)
        if joint is None:
            break
        inner = context or ranged or not dates[0].bare_day
        following = _dressed(words, joint[1], lexicon, context=inner, bare=True)
        if following is None or not _goes_with(
            dates, following[0], joint[0], words, following[1], ranged=ranged
        ):
            break
        ordinals.append(_ordinal(words, joint[1], following[1]))
        dates.append(following[0])
        joints.append(joint[0])
        at = following[1]
        ends.append(at)
    if "comma" in joints and joints[-1] not in (
        "and",
        "or",
    ):  # an enumeration ends with "and"; else only its first
        k = joints.index("comma")
        return _settled(dates[: k + 1], joints[:k], ends[k], words, i, bare=bare, ordinals=ordinals[: k + 1])
    return _settled(dates, joints, at, words, i, bare=bare, ordinals=ordinals)


def _ordinal(words: Words, i: int, j: int) -> bool:
    return any(has(words, k, "ordinal_suffixes", "ordinal") for k in range(i, j))


def _settled(
    dates: list[Said], joints: list[str], at: int, words: Words, i: int, *, bare: bool, ordinals: list[bool]
) -> Row | None:
    filled = _filled(dates)
    if any(date.bare_day for date in filled):
        # "the 12th/13th", "on the 9th": ordinals all through, and nothing behind them that they could count
        if len(dates) == 1 and not (bare and _ordinal(words, i, at)) and not _on_the(words, i, at):
            return None
        if not all(ordinals) or has(words, at, "unit", "of", "half", "part"):
            return None
        if not ends_here(words, at) and (
            len(dates) == 1 or words[at].text[0].isupper()
        ):  # the 11th/12th Division
            return None
        if any(has(words, k, "ordinal") for k in range(i, at)):
            return None
    return tuple(filled), tuple(joints), at


def _on_the(words: Words, i: int, at: int) -> bool:
    led = has(words, i, "on") and has(words, i + 1, "the")
    return (led or has(words, i - 1, "on", "of")) and _ordinal(words, i, at)


def _filled(dates: list[Said]) -> list[Said]:
    """Give bare days the month, and all the year, of the dates beside them."""
    filled = list(dates)
    for k in range(len(filled) - 2, -1, -1):
        nxt = filled[k + 1]
        if filled[k].bare_day and (nxt.month is not None or nxt.numbers is not None):
            if nxt.numbers is not None:
                continue
            filled[k] = evolve(filled[k], month=nxt.month, hijri=nxt.hijri, other_month=nxt.other_month)
    for k in range(1, len(filled)):
        before = filled[k - 1]
        if filled[k].bare_day and before.month is not None:
            filled[k] = evolve(filled[k], month=before.month, hijri=before.hijri, year=before.year)
    return filled


def _joint(words: Words, i: int, before: Said, lexicon: Lexicon, *, ranged: bool) -> tuple[str, int] | None:
    if lexicon.language == "tr" and i > 0 and words[i - 1].suffix in _ABLATIVE and has(words, i, "number"):
        return "to", i
    for kind in ("dash", "slash", "to", "and", "or", "comma"):
        if not has(words, i, kind):
            continue
        at = i + 1
        if kind == "to" and not ranged and before.bare_day and not has(words, at, "number"):
            return None
        if kind == "comma" and has(words, at, "and", "or"):
            return ("and" if has(words, at, "and") else "or"), at + 1
        return kind, at
    if ranged and has(words, i, "until"):
        return "to", i + 1
    return None


def _goes_with(
    dates: list[Said], following: Said, joint: str, words: Words, at: int, *, ranged: bool
) -> bool:
    """Say whether a date belongs to the row, or only happens to stand behind it."""
    before = dates[-1]
    if following.bare_day and not before.bare_day:
        if before.day is None or not ends_here(words, at):  # "April 9 and 12 people"
            return False
        if before.month is not None and joint in ("and", "or", "comma") and not _month_first(words, at):
            return ranged
        return not has(words, at, "unit")
    if before.numbers is not None or following.numbers is not None:
        return ranged or joint == "dash"
    if (
        joint in ("slash", "comma")
        and not before.bare_day
        and not _both_in(before, following, "month", "season", "year")
    ):
        return False
    if joint in ("and", "comma") and not ranged and before.year is not None and before.day is not None:
        return following.bare_day
    kinds = [_kind(before), _kind(following)]
    return kinds[0] == kinds[1] or (joint in ("dash", "to") and "unit" not in kinds)


def _both_in(a: Said, b: Said, *kinds: str) -> bool:
    return _kind(a) == _kind(b) and _kind(a) in kinds


def _month_first(words: Words, at: int) -> bool:
    """Say whether the row is of the kind "April 9 and 12", where a day may follow without its month."""
    for k in range(at - 1, max(-1, at - 12), -1):
        if has(words, k, "month"):
            return has(words, k + 1, "number") and not has(words, k - 1, "number", "ordinal_suffixes")
    return False


def _kind(said: Said) -> str:
    if said.unit is not None:
        return "unit"
    if said.season is not None:
        return "season"
    if (
        said.day is not None
        or said.weekday is not None
        or said.day_on is not None
        or said.numbers is not None
    ):
        return "day"
    return "month" if said.month is not None else "year"


def _dressed(words: Words, i: int, lexicon: Lexicon, *, context: bool, bare: bool) -> tuple[Said, int] | None:
    """Read one date with the clock and the part of the day that stand before or behind it."""
    language = lexicon.language
    part, _, at = _part(words, i)
    timed = None
    if part is None:
        timed = clock(words, i)
        if timed is not None:
            again = skip(words, timed[3], "comma", "of", "on", "from", "the", "in", most=3)
            more, _, dated_at = _part(words, again)
            at = dated_at if more is not None else again
    found = element(words, at, language=language, context=context, bare=bare and timed is None)
    if found is None:
        return None
    said, at = found
    if (timed is not None or part is not None) and not _can_have_hours(said):
        return None
    if timed is not None:
        return evolve(said, clock=timed[0], mark=timed[1] or said.mark), at
    if not _can_have_hours(said):
        return said, at
    said = evolve(said, part=part)
    for _ in range(2):
        behind, end, after = _part(words, skip(words, at, "comma", "in", "at", "the", most=2))
        if behind is None or behind == "night" or has(words, after, "weekday", "day_on", "number", "month"):
            break
        said, at = evolve(said, part=behind if said.part is None else said.part), end
    later = clock(words, skip(words, at, "comma", most=1), led=True)
    if later is not None and not (later[0].midnight and said.part == "small hours"):
        said, at = evolve(said, clock=later[0], mark=later[1] or said.mark, part=None), later[3]
    return said, at


def _can_have_hours(said: Said) -> bool:
    return any(x is not None for x in (said.day, said.weekday, said.day_on, said.numbers))


def _part(words: Words, i: int) -> tuple[str | None, int, int]:
    """Take "the morning of", "at dawn on", "مساء": (part, where it ends, where its date would begin).

    "This morning" as a day of its own is left to the caller.
    """
    at = skip(words, i, "in", "the", "at", "on", "early", "late", "during", "comma", most=4)
    if not has(words, at, "part"):
        return None, i, i
    part = name(words, at, "part")
    if part == "night" and has(words, at + 1, "of"):
        return None, i, i
    end = at + 1
    at = skip(words, end, "of", "on", "in", "the", "comma", most=3)
    if has(words, at, "part"):
        end = at + 1
        at = skip(words, end, "of", "on", "in", "the", most=3)
    return part, end, at
