"""Tells where an answer is only possible because a case has no zone: a day is then as wide as zones differ."""

from collections.abc import Iterable
from typing import Final

from sightline.model.span_order import Answer as Held
from sightline.work.asking.records import Answer
from sightline.work.case import Case
from sightline.work.view import Times

NOTE: Final = (
    "this case names no zone, so a day reaches into its neighbours and their statements are only possibly of it; "
    'in what is recorded from now on such days are told apart if you set zone = "Asia/Damascus", or another, under '
    "[case] in sightline.toml"
)
_DAY: Final = len("2014-04-12")


def neighbour_note(case: Case, answers: Iterable[Answer], times: Times) -> list[str]:
    """Say how to tell neighbouring days apart, where that would make an answer surer."""
    if case.settings.case_zone:
        return []
    for one in answers:
        for told in one.told:
            if told.later and _are_two_days(told.said, times.said_by):
                return [NOTE]
            if one.held == Held.POSSIBLY.value and _are_two_days(told.valid, times.held_at):
                return [NOTE]
    return []


def _are_two_days(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and len(one) == len(other) == _DAY and one != other
