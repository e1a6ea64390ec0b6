"""Tells what speaks against a group: what is not known of its members, and what they say differently."""

from collections.abc import Callable, Sequence
from typing import Final

from sightline.work.grouping_items.facts import DAY_MS, Facts
from sightline.work.grouping_items.records import Reason

MOST_TOLD: Final = 12
"""Items that a reason names; the rest is counted."""
LOOK_BACK_MS: Final = 30 * DAY_MS
FAR: Final = 3
"""Counts that differ by more than this many times are told."""

Test = Callable[[Facts], bool]

_UNKNOWN: Final[tuple[tuple[str, str, Test], ...]] = (
    (
        "no date of its own; only when it was published is known",
        "no date of their own; only when they were published is known",
        lambda one: not one.windows and one.posted is not None,
    ),
    ("no date at all", "no date at all", lambda one: not one.windows and one.posted is None),
    (
        "a date only in its own words",
        "a date only in their own words",
        lambda one: one.when == "words",
    ),
    (
        "a time only from what bounds it; see: sightline bounds",
        "a time only from what bounds them; see: sightline bounds",
        lambda one: one.when == "bounds",
    ),
    (
        "reasons for its time that cannot all be true; see: sightline bounds",
        "reasons for their times that cannot all be true; see: sightline bounds",
        lambda one: one.is_torn,
    ),
    (
        "a date only from its camera",
        "a date only from their cameras",
        lambda one: one.when == "camera",
    ),
    ("no place at all", "no place at all", lambda one: not one.places and not one.spots),
    ("a place only in its words", "a place only in their words", lambda one: one.where == "words"),
    (
        "a time longer than a day and a half",
        "a time longer than a day and a half",
        lambda one: len(one.windows) > 0 and not one.day_known,
    ),
)


def against_it(facts: Sequence[Facts]) -> list[Reason]:
    """List what speaks against a group."""
    out = _counts(facts)
    members = [one for one in facts if not one.is_incident]
    for of_one, of_many, test in _UNKNOWN:
        some = [one for one in members if test(one)]
        if some:
            told = f"{listing(some)} have {of_many}" if len(some) > 1 else f"{some[0].code} has {of_one}"
            out.append(Reason("unknown", told, codes_of(some)))
    old = [one for one in members if _long_after(one)]
    if old:
        told = f"{listing(old)}: published more than 30 days after, so perhaps a look back"
        out.append(Reason("time", told, codes_of(old)))
    return out


def codes_of(facts: Sequence[Facts]) -> tuple[str, ...]:
    """List codes, the shorter first."""
    return tuple(sorted((one.code for one in facts), key=lambda code: (len(code), code)))


def listing(facts: Sequence[Facts]) -> str:
    """Write codes in a row, the first few by name."""
    codes = codes_of(facts)
    more = len(codes) - MOST_TOLD
    return ", ".join(codes[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")


def _counts(facts: Sequence[Facts]) -> list[Reason]:
    out = []
    for state in sorted({state for one in facts for state, _, _ in one.figures}):
        numbers = sorted({low for one in facts for s, low, _ in one.figures if s == state})
        if numbers[-1] > FAR * max(1, numbers[0]):
            who = [one for one in facts if any(s == state for s, _, _ in one.figures)]
            out.append(
                Reason("figures", f"they count from {numbers[0]} to {numbers[-1]} {state}", codes_of(who))
            )
    return out


def _long_after(one: Facts) -> bool:
    ends = [window.end for window in one.windows if window.end is not None]
    begin = None if one.posted is None else one.posted.begin
    return bool(ends) and begin is not None and begin - max(ends) > LOOK_BACK_MS
