"""Comparing footage and what is seen in it."""

from pathlib import Path

from sightline.calls.opened import Opened
from sightline.work.features import Features, Markings, markings
from sightline.work.features import features as _features
from sightline.work.like import Likeness, find_like
from sightline.work.matches import Matches
from sightline.work.matches import matches as _matches
from sightline.work.sync import Synced
from sightline.work.sync import sync as _sync


class ComparingCalls(Opened):
    """Find copies, put clips on one clock, set features and markings side by side."""

    __slots__ = ()

    def matches(self, code: str | None = None) -> Matches:
        """List copies with their offsets, families of one footage, and footage older than its claim."""
        return _matches(self.inside, code)

    def like(self, file: str | Path) -> Likeness:
        """Tell what a file that is not in the case has in common with it; nothing of it is kept."""
        return find_like(self.inside, Path(file))

    def sync(self, *codes: str, apart_m: float = 500.0) -> Synced:
        """Put clips of one event on one clock, by sound and flashes."""
        return _sync(self.inside, codes, apart_m=apart_m)

    def features(self, code: str | None = None) -> Features:
        """Set what is seen against incidents; with a code, rank what else shows the same."""
        return _features(self.inside, code)

    def markings(self, text: str) -> Markings:
        """Find a marking or serial number, letters that are taken for each other tolerated."""
        return markings(self.inside, text)
