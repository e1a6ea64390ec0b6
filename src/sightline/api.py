"""The library's public names: what ``import sightline`` gives.

``sightline.open("my-case")`` gives a :class:`Case`. Its methods are one line each and call the verbs in ``work``; they
stand by area in ``calls``, one file for each row of the list of what :class:`Case` is made of.
"""

from pathlib import Path

from attrs import frozen

from sightline.calls.assessing import AssessingCalls
from sightline.calls.comparing import ComparingCalls
from sightline.calls.exchanging import ExchangingCalls
from sightline.calls.following import FollowingCalls
from sightline.calls.grouping import GroupingCalls
from sightline.calls.hearing import HearingCalls
from sightline.calls.locating import LocatingCalls
from sightline.calls.looking import LookingCalls
from sightline.calls.protecting import ProtectingCalls
from sightline.calls.verifying import VerifyingCalls
from sightline.calls.writing import Said, WritingCalls
from sightline.core.errors import SightlineError
from sightline.model.view import EntityView, Shown, Statement
from sightline.publish.dossier import Published
from sightline.work.act import Act
from sightline.work.add import Summary
from sightline.work.adopt import Adopted
from sightline.work.asking.records import Answered
from sightline.work.assessing.records import Assessed
from sightline.work.bounds import Bounds
from sightline.work.control import Control
from sightline.work.corroborate import Independence
from sightline.work.corroborating.records import Claims
from sightline.work.export import Exported
from sightline.work.features import Features, Marked, Markings
from sightline.work.grouping_items.records import Grouping
from sightline.work.identifying.records import ActorSheet, Alikes
from sightline.work.identities import Identified
from sightline.work.importing import Imported
from sightline.work.like import Likeness
from sightline.work.matches import Matches
from sightline.work.mentions import Mentions
from sightline.work.opening import make_case, open_case
from sightline.work.place import Resolution
from sightline.work.plan import Planned
from sightline.work.proposals import Proposed
from sightline.work.relations import Relations
from sightline.work.safety.names import NameFound
from sightline.work.safety.sources import ProtectedSource
from sightline.work.say import Saying
from sightline.work.searching.query import Found, Hit
from sightline.work.sheet import SheetExported
from sightline.work.sheets.edits import SheetImported
from sightline.work.suggesting.offer import Suggested
from sightline.work.sync import Synced
from sightline.work.verifying.records import Verified
from sightline.work.verifying.track import Track

__all__ = [
    "Act",
    "ActorSheet",
    "Adopted",
    "Alikes",
    "Answered",
    "Assessed",
    "Bounds",
    "Case",
    "Claims",
    "Control",
    "EntityView",
    "Exported",
    "Features",
    "Found",
    "Grouping",
    "Hit",
    "Identified",
    "Imported",
    "Independence",
    "Likeness",
    "Marked",
    "Markings",
    "Matches",
    "Mentions",
    "NameFound",
    "Planned",
    "Proposed",
    "ProtectedSource",
    "Published",
    "Relations",
    "Resolution",
    "Said",
    "Saying",
    "SheetExported",
    "SheetImported",
    "Shown",
    "SightlineError",
    "Statement",
    "Suggested",
    "Summary",
    "Synced",
    "Track",
    "Verified",
    "make",
    "open",
]


@frozen(slots=True)
class Case(
    ExchangingCalls,
    LookingCalls,
    WritingCalls,
    ComparingCalls,
    LocatingCalls,
    HearingCalls,
    GroupingCalls,
    FollowingCalls,
    AssessingCalls,
    VerifyingCalls,
    ProtectingCalls,
):
    """One open workspace; ``with sightline.open(…) as case`` closes it after."""


def open(folder: str | Path, *, by: str | None = None) -> Case:
    """Open a workspace; ``by`` is who works here, recorded with every act."""
    return Case(open_case(Path(folder), by=by))


def make(folder: str | Path, *, title: str = "", by: str | None = None) -> Case:
    """Make a workspace and open it."""
    return Case(make_case(Path(folder), title=title, by=by))
