"""Where and when something was."""

from collections.abc import Sequence
from pathlib import Path

from sightline.calls.opened import Opened
from sightline.work.bounds import Bounds
from sightline.work.bounds import bounds as _bounds
from sightline.work.mentions import Mentions, mentions_of_item
from sightline.work.place import Resolution
from sightline.work.place import place as _place


class LocatingCalls(Opened):
    """Resolve places, find what a text names, bound a time from both ends."""

    __slots__ = ()

    def place(
        self,
        text: str,
        *,
        context: str | None = None,
        near: str | None = None,
        inside: str | None = None,
        country: str | None = None,
        gazetteers: Sequence[Path] = (),
        countries: Sequence[str] = (),
    ) -> Resolution:
        """Find out which place a text means; the places of the case take part, ``context`` is the passage around it."""
        return _place(
            text, case=self.inside, context=context, near=near, inside=inside, country=country,
            gazetteers=gazetteers, countries=countries,
        )  # fmt: skip

    def mentions(
        self,
        code: str,
        *,
        written: str | None = None,
        gazetteers: Sequence[Path] = (),
        country: str | None = None,
    ) -> Mentions:
        """Find the places and dates that the text of an item names; ``written`` is when it was posted, unless given."""
        return mentions_of_item(self.inside, code, written=written, gazetteers=gazetteers, country=country)

    def bounds(self, code: str, *, given: Sequence[str] = ()) -> Bounds:
        """Say when something was, with the reasons for both ends; ``given`` adds some: "after INC-3: the crater"."""
        return _bounds(self.inside, code, given=given)
