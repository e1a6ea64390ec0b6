"""The library's public names: what ``import sightline`` gives.

``sightline.open("my-case")`` gives a :class:`Case`, whose methods are one line each and call the verbs in ``work``.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

from attrs import frozen

from sightline.core.errors import SightlineError
from sightline.model.finding import Json
from sightline.model.place import position
from sightline.model.view import EntityView, Shown, Statement
from sightline.work import case as handle
from sightline.work import undoing
from sightline.work.act import Act
from sightline.work.add import Summary, summary
from sightline.work.add import add as _add
from sightline.work.adopt import Adopted
from sightline.work.adopt import adopt as _adopt
from sightline.work.ask import ask as _ask
from sightline.work.asking.records import Answered
from sightline.work.assess import assessment as _assessment
from sightline.work.assessing.records import Assessed
from sightline.work.bounds import Bounds
from sightline.work.bounds import bounds as _bounds
from sightline.work.closing import retract as _retract
from sightline.work.control import Control
from sightline.work.control import control as _control
from sightline.work.corroborate import Independence
from sightline.work.corroborate import claims as _claims
from sightline.work.corroborate import independence as _independence
from sightline.work.corroborating.judged_ties import judge_tie
from sightline.work.corroborating.records import Claims
from sightline.work.data_frame import frame as _frame
from sightline.work.export import Exported, export_statements
from sightline.work.features import Features, Marked, markings
from sightline.work.features import features as _features
from sightline.work.group import group as _group
from sightline.work.grouping import group_into as _group_into
from sightline.work.grouping_items.records import Grouping
from sightline.work.identify import actor as _actor
from sightline.work.identify import alike as _alike
from sightline.work.identifying.records import ActorSheet, Alikes
from sightline.work.identities import Identified, judge_identity
from sightline.work.importing import Imported, import_statements
from sightline.work.judging import judge_finding, judge_statement
from sightline.work.like import Likeness, find_like
from sightline.work.matches import Matches
from sightline.work.matches import matches as _matches
from sightline.work.mentions import Mentions, mentions_of_item
from sightline.work.network import open_door
from sightline.work.new import new as _new
from sightline.work.opening import close_case, make_case, open_case
from sightline.work.place import Resolution
from sightline.work.place import place as _place
from sightline.work.proposals import Proposed, open_proposals
from sightline.work.relations import Relations
from sightline.work.relations import relations as _relations
from sightline.work.releasing import release as _release
from sightline.work.say import Saying
from sightline.work.say import note as _note
from sightline.work.say import say as _say
from sightline.work.search import find as _find
from sightline.work.searching.query import Found, Hit, Near, Query
from sightline.work.sheet import SheetExported, export_sheet
from sightline.work.sheets.edits import SheetImported, import_sheet
from sightline.work.suggest import suggest_of_item
from sightline.work.suggesting.offer import Suggested
from sightline.work.sync import Synced
from sightline.work.sync import sync as _sync
from sightline.work.taking.intake import Wish
from sightline.work.verify import verification as _verification
from sightline.work.verifying.records import Verified
from sightline.work.view import Times
from sightline.work.view import entity as _entity

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
    "Matches",
    "Mentions",
    "Proposed",
    "Relations",
    "Resolution",
    "Saying",
    "SheetExported",
    "SheetImported",
    "Shown",
    "SightlineError",
    "Statement",
    "Suggested",
    "Summary",
    "Synced",
    "Verified",
    "make",
    "open",
]

SHEETS = (".xlsx", ".csv")


class Said(TypedDict, total=False):
    """What may be said of a statement beside its value: the fields of :class:`Saying`."""

    source: str | None
    evidence: Sequence[str]
    quotes: Sequence[str]
    valid: str | None
    said: str | None
    via: str | None
    lang: str | None
    qualifiers: Mapping[str, Json]
    hedged: bool
    negated: bool
    rank: str
    note: str | None
    origin: str | None
    succeeds: str | None
    how: str
    reason: str | None


def open(folder: str | Path, *, by: str | None = None) -> "Case":
    """Open a workspace; ``by`` is who works here, recorded with every act."""
    return Case(open_case(Path(folder), by=by))


def make(folder: str | Path, *, title: str = "", by: str | None = None) -> "Case":
    """Make a workspace and open it."""
    return Case(make_case(Path(folder), title=title, by=by))


@frozen(slots=True)
class Case:
    """One open workspace; ``with sightline.open(…) as case`` closes it after."""

    inside: handle.Case
    """The handle that the functions of ``sightline.work`` take."""

    def add(
        self,
        *addresses: str | Path,
        fetch: bool = False,
        mapping: Mapping[str, str] | None = None,
        via: str | None = None,
        why: str | None = None,
        look: bool = True,
    ) -> Summary:
        """Take in files, folders, lists, saved pages and addresses; ``fetch`` allows the network, ``look`` examines."""
        door = open_door(self.inside) if fetch else None
        wish = Wish(door=door, mapping=mapping or {}, via=via, why=why)
        return summary(list(_add(self.inside, [str(a) for a in addresses], wish, look=look)))

    def find(
        self,
        text: str = "",
        *,
        kinds: Sequence[str] = (),
        field: str | None = None,
        near: tuple[float, float, float] | None = None,
        between: tuple[str, str] | None = None,
        limit: int = 50,
    ) -> Found:
        """Search; ``near`` is latitude, longitude [degrees] and distance [km], ``between`` two dates (EDTF)."""
        around = None if near is None else Near(position(near[0], near[1]), near[2])
        return _find(self.inside, Query(text, tuple(kinds), field, around, between, limit))

    def entity(
        self,
        name: str,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> EntityView:
        """Look at one entity: what held then, what sources had said by then, what this case knew by then."""
        return _entity(self.inside, name, times=Times(held_at, said_by, known_at))

    def frame(self, kind: str, *, rows: str = "entities", library: str | None = None) -> Any:
        """Make a pandas or polars frame of one kind; ``rows="statements"`` gives one row for each thing said."""
        return _frame(self.inside, kind, rows=rows, library=library)

    def new(
        self, kind: str, *, title: str | None = None, name: str | None = None, key: str | None = None
    ) -> Act:
        """Make an entity; its code is ``.code``."""
        return _new(self.inside, kind, title=title, name=name, key=key)

    def say(self, code: str, prop: str, value: Json, **words: Unpack[Said]) -> Act:
        """Record a statement, with its source and evidence."""
        return _say(self.inside, code, prop, value, saying=Saying(**words))

    def note(self, where: str, text: str, *, region: str | None = None) -> Act:
        """Write a note on an entity; ``ITM-3@0:41`` puts it at a media time."""
        return _note(self.inside, where, text, region=region)

    def proposals(self, code: str) -> tuple[Proposed, ...]:
        """List what measures propose of an item and nobody judged; ``judge("finding", …)`` accepts or rejects."""
        return open_proposals(self.inside, code)

    def judge(self, what: str, *words: str, verdict: str, reason: str | None = None) -> Act:
        """Decide about a ``statement`` (its id, or code and property) or a ``finding`` (its id)."""
        if what == "finding":
            return judge_finding(self.inside, *words, verdict=verdict, reason=reason)
        return judge_statement(self.inside, *words, verdict=verdict, reason=reason)

    def identify(self, verdict: str, *codes: str, reason: str | None = None) -> Identified:
        """Say that entities are ``same``, ``different``, or ``unsure``."""
        return judge_identity(self.inside, verdict, codes, reason=reason)

    def group_into(self, incident: str, *codes: str, title: str | None = None) -> Act:
        """Put items under an incident; ``INC-new`` with a title makes it."""
        return _group_into(self.inside, incident, codes, title=title)

    def release(
        self, code: str, *, to: str | None = None, fit: str | None = None, reason: str, by: str
    ) -> Act:
        """Release an entity to an audience, or say how fit it is to be shown."""
        return _release(self.inside, code, to=to, fit=fit, reason=reason, by=by)

    def retract(self, *words: str, how: str, reason: str, successor: str | None = None) -> Act:
        """Close a statement: ``retracted`` by its source, ``mistranscribed`` by us, or ``superseded``."""
        return _retract(self.inside, *words, how=how, reason=reason, successor=successor)

    def undo(self, what: str = "last", *, reason: str | None = None) -> Act:
        """Take back an act: your last, an id, or the number of an event."""
        return undoing.undo(self.inside, what, reason=reason)

    def load(self, file: str | Path) -> Imported | SheetImported:
        """Import statements (``.jsonl``), or the edits of an exported sheet (``.xlsx``, ``.csv``)."""
        take = import_sheet if Path(file).suffix.lower() in SHEETS else import_statements
        return take(self.inside, Path(file))

    def export(self, file: str | Path, *, kind: str = "Item") -> Exported | SheetExported:
        """Write all statements (``.jsonl``), or a sheet of one kind (``.xlsx``, ``.csv``)."""
        if Path(file).suffix.lower() in SHEETS:
            return export_sheet(self.inside, Path(file), kind=kind)
        return export_statements(self.inside, Path(file))

    def adopt(self, folder: str | Path) -> Adopted:
        """Take in what another copy of this case holds and this one does not, as it is."""
        return _adopt(self.inside, Path(folder))

    def matches(self, code: str | None = None) -> Matches:
        """List copies with their offsets, families of one footage, and footage older than its claim."""
        return _matches(self.inside, code)

    def like(self, file: str | Path) -> Likeness:
        """Tell what a file that is not in the case has in common with it; nothing of it is kept."""
        return find_like(self.inside, Path(file))

    def sync(self, *codes: str, apart_m: float = 500.0) -> Synced:
        """Put clips of one event on one clock, by sound and flashes."""
        return _sync(self.inside, codes, apart_m=apart_m)

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

    def claims(
        self,
        code: str,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> Claims:
        """Set what every source says of an incident side by side: agreement, contradiction, figures, independence."""
        return _claims(self.inside, code, times=Times(held_at, said_by, known_at))

    def independence(self, *codes: str) -> tuple[Independence, ...]:
        """Count how many sources of each incident stand alone, as far as anything here ties them."""
        return _independence(self.inside, codes or None)

    def judge_tie(self, code: str, one: str, other: str, *, verdict: str, reason: str | None = None) -> Act:
        """Accept or refuse that two sources share an origin in one incident."""
        return judge_tie(self.inside, code, one, other, verdict=verdict, reason=reason)

    def relations(
        self,
        code: str | None = None,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
        hops: int = 2,
        kinds: Sequence[str] = (),
    ) -> Relations:
        """Walk who was part of, allied with or fighting whom, as of a date."""
        return _relations(
            self.inside, code, times=Times(held_at, said_by, known_at), hops=hops, kinds=tuple(kinds)
        )

    def control(self, at: str | None = None, *, by: str | None = None, within: str | None = None) -> Control:
        """Say who held which place on a date, source by source; ``by`` is one source's map alone."""
        return _control(self.inside, at=at, by_source=by, within=within)

    def actor(
        self,
        code: str,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> ActorSheet:
        """Look at an actor: names with dates and evidence, its life, local parts, and whom it is confused with."""
        return _actor(self.inside, code, Times(held_at, said_by, known_at))

    def alike(self) -> Alikes:
        """List the pairs of actors whose names may be one, or are easily taken for one; a person judges."""
        return _alike(self.inside)

    def ask(
        self,
        question: str,
        *,
        held_at: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> Answered:
        """Ask a question of a small fixed grammar: "factions governing Albukamal on 2014-04-12"."""
        return _ask(self.inside, question, Times(held_at, said_by, known_at))

    def suggest(self, code: str, *, written: str | None = None, country: str | None = None) -> Suggested:
        """Propose claims from the text of an item, each with its quote and a reason; a person says yes or no."""
        return suggest_of_item(self.inside, code, written=written, country=country)

    def group(self, *codes: str, since: str | None = None) -> Grouping:
        """Propose items as one incident each, with what speaks for and against it; a person accepts or refuses."""
        return _group(self.inside, codes, since=since)

    def assessment(self, code: str) -> Assessed:
        """Look at an assessment: explanations ranked by what speaks against them, and what would turn the order."""
        return _assessment(self.inside, code)

    def verification(self, code: str) -> Verified:
        """Look at the five questions of an item or incident: provenance, source, date, place, motive."""
        return _verification(self.inside, code)

    def features(self, code: str | None = None) -> Features:
        """Set what is seen against incidents; with a code, rank what else shows the same."""
        return _features(self.inside, code)

    def markings(self, text: str) -> tuple[Marked, ...]:
        """Find a marking or serial number, letters that are taken for each other tolerated."""
        return markings(self.inside, text)

    def close(self) -> None:
        """Let go of the case."""
        close_case(self.inside)

    def __enter__(self) -> Self:
        """Give the case itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the case."""
        self.close()
