"""From when to when a film has which borders: as values, and as a sentence."""

from typing import Final

from attrs import frozen

from sightline.measure.media.drawing import timecode
from sightline.model.finding import Json

MOST: Final = 100
"""Stretches told one by one; a film that changes more often is told to do so."""
_APART_MS: Final = 1_000
"""A flash or a black frame between does not make two stretches."""


@frozen(slots=True)
class Stretch:
    """A stretch of film with one border."""

    start_ms: int
    end_ms: int
    left: int
    """In thousandths of the width of the picture as shown; the others likewise."""
    top: int
    right: int
    bottom: int

    @property
    def sides(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom


class Stretches:
    """The stretches, told frame by frame."""

    def __init__(self) -> None:
        self._done: list[Stretch] = []
        self._now: tuple[int, int, int, int] | None = None
        self._since = 0
        self.left_out = 0

    def add(self, at: int, sides: tuple[int, int, int, int] | None) -> None:
        """Tell the borders from this time on.

        :param sides: left, top, right, bottom in thousandths; None for none.
        """
        if sides != self._now:
            self.finish(at)
            self._now, self._since = sides, at

    def finish(self, at: int) -> None:
        """End the stretch that is open."""
        if self._now is None:
            return
        last = self._done[-1] if len(self._done) > 0 else None
        same = last is not None and last.sides == self._now
        if last is not None and same and self._since - last.end_ms <= _APART_MS:
            self._done[-1] = Stretch(last.start_ms, at, *self._now)
        elif len(self._done) < MOST:
            self._done.append(Stretch(self._since, at, *self._now))
        else:
            self.left_out += 1
        self._now = None

    def all(self) -> tuple[Stretch, ...]:
        """Return them in order of time."""
        return tuple(self._done)

    def values(self) -> list[Json]:
        """Return them as values of a finding."""
        return [
            {
                "from_ms": one.start_ms,
                "to_ms": one.end_ms,
                "left": one.left,
                "top": one.top,
                "right": one.right,
                "bottom": one.bottom,
            }
            for one in self._done
        ]

    def sentence(self) -> str:
        """Say the longest of them in plain words; nothing where there are none."""
        if len(self._done) == 0:
            return ""
        longest = sorted(self._done, key=lambda one: one.start_ms - one.end_ms)[:3]
        told = [
            f"{sides_in_words(*one.sides)} from {timecode(one.start_ms)} to {timecode(one.end_ms)}"
            for one in sorted(longest, key=lambda one: one.start_ms)
        ]
        more = len(self._done) + self.left_out - len(longest)
        others = "" if more == 0 else f", and {more} more"
        return f" It has a flat border: {'; '.join(told)}{others}."


def sides_in_words(left: int, top: int, right: int, bottom: int) -> str:
    """Say how thick a border is [thousandths]: ``12 % above and below, 5 % at the left``."""
    down = _pair(top, bottom, "above", "below")
    across = _pair(left, right, "at the left", "at the right")
    return ", ".join(words for words in (down, across) if words != "")


def _pair(first: int, second: int, here: str, there: str) -> str:
    if first > 0 and abs(first - second) <= 5:
        return f"{_percent((first + second) // 2)} {here} and {there.removeprefix('at ')}"
    words = [f"{_percent(size)} {where}" for size, where in ((first, here), (second, there)) if size > 0]
    return ", ".join(words)


def _percent(size: int) -> str:
    return f"{size / 10:.0f} %" if size >= 10 else f"{size / 10:.1f} %"
