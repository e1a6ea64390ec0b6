"""Which items show one incident."""

from sightline.calls.opened import Opened
from sightline.work.act import Act
from sightline.work.group import accept as _accept_group
from sightline.work.group import group as _group
from sightline.work.group import refuse as _refuse_group
from sightline.work.group import split as _split_group
from sightline.work.grouping import group_into as _group_into
from sightline.work.grouping_items.records import Grouping


class GroupingCalls(Opened):
    """Propose groups of items; accept, split or refuse them."""

    __slots__ = ()

    def group(self, *codes: str, since: str | None = None) -> Grouping:
        """Propose items as one incident each, with what speaks for and against it; a person accepts or refuses."""
        return _group(self.inside, codes, since=since)

    def accept_group(self, which: str, *codes: str, title: str | None = None, into: str | None = None) -> Act:
        """Put the items of a proposed group under its incident, or under a new one."""
        return _accept_group(self.inside, which, codes, title=title, into=into)

    def refuse_group(self, which: str, *, reason: str | None = None) -> Act:
        """Say that no two items of a proposed group are of one event."""
        return _refuse_group(self.inside, which, reason=reason)

    def split_group(self, which: str, *codes: str, reason: str | None = None) -> Act:
        """Take items off a proposed group."""
        return _split_group(self.inside, which, codes, reason=reason)

    def group_into(self, incident: str, *codes: str, title: str | None = None) -> Act:
        """Put items under an incident; ``INC-new`` with a title makes it."""
        return _group_into(self.inside, incident, codes, title=title)
