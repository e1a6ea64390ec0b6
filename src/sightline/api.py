"""The library's public names: what ``import sightline`` gives.

``sightline.open("my-case")`` gives a :class:`Case`, whose methods are one line each and call the verbs in ``work``.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

from attrs import frozen

from sightline.core.errors import SightlineError
from sightline.model.disclosed import INTERNAL
from sightline.model.finding import Json
from sightline.model.place import position
from sightline.model.view import EntityView, Shown, Statement
from sightline.publish.dossier import Published
from sightline.publish.dossier import publish as _publish
from sightline.publish.exporters import choose_exporter, export_dossier
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
from sightline.work.assessing import beginning, concluding, matrix
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
from sightline.work.disclose import disclose as _disclose
from sightline.work.export import Exported, export_statements
from sightline.work.features import Features, Marked, markings
from sightline.work.features import features as _features
from sightline.work.group import accept as _accept_group
from sightline.work.group import group as _group
from sightline.work.group import refuse as _refuse_group
from sightline.work.group import split as _split_group
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
from sightline.work.others.importing import import_other
from sightline.work.place import Resolution
from sightline.work.place import place as _place
from sightline.work.plan import Planned
from sightline.work.plan import plan as _plan
from sightline.work.proposals import Proposed, open_proposals
from sightline.work.relations import Relations
from sightline.work.relations import relations as _relations
from sightline.work.releasing import release as _release
from sightline.work.safety.confirm import ALL, confirm_publishable
from sightline.work.safety.marking import mark_hazardous
from sightline.work.safety.names import NameFound, names_in_release
from sightline.work.safety.sources import ProtectedSource, protect_source, unprotect_source
from sightline.work.say import Saying
from sightline.work.say import note as _note
from sightline.work.say import say as _say
from sightline.work.search import find as _find
from sightline.work.searching.query import Found, Hit, Near, Query
from sightline.work.sheet import SheetExported, export_sheet
from sightline.work.sheets.edits import SheetImported, import_sheet
from sightline.work.suggest import suggest_in, suggest_of_item
from sightline.work.suggesting import deciding
from sightline.work.suggesting.offer import Suggested
from sightline.work.suggesting.reading import read_item
from sightline.work.sync import Synced
from sightline.work.sync import sync as _sync
from sightline.work.taking.intake import Wish
from sightline.work.verify import verification as _verification
from sightline.work.verifying import answering, planning, ratings, sensitive
from sightline.work.verifying.consent import consent as _consent
from sightline.work.verifying.records import Verified
from sightline.work.verifying.track import Track, track_record
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
    "NameFound",
    "Planned",
    "Proposed",
    "ProtectedSource",
    "Published",
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
    "Track",
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
        self,
        code: str,
        *,
        to: str | None = None,
        fit: str | None = None,
        reason: str,
        by: str,
        approved_by: str | None = None,
    ) -> Act:
        """Release an entity to an audience, or say how fit it is to be shown; what is sensitive needs two persons."""
        return _release(self.inside, code, to=to, fit=fit, reason=reason, by=by, approved_by=approved_by)

    def names_in_release(self, audience: str) -> tuple[NameFound, ...]:
        """List names of known persons in the texts that an audience would get; read the texts all the same."""
        return names_in_release(self.inside, audience)

    def protect_source(
        self, code: str, *, pseudonym: str, authority: str, reason: str, words: Sequence[str] = ()
    ) -> ProtectedSource:
        """Protect a source: its names are encrypted here and wherever else they stand, and it leaves in nothing."""
        return protect_source(
            self.inside, code, pseudonym=pseudonym, authority=authority, reason=reason, words=words
        )

    def unprotect_source(self, code: str, *, authority: str, reason: str) -> ProtectedSource:
        """Open a protected source again, with the keys."""
        return unprotect_source(self.inside, code, authority=authority, reason=reason)

    def confirm_publishable(
        self, code: str, what: str = ALL, *, checked: Sequence[str], reason: str, by: str
    ) -> Act:
        """Say that what a protected source said tells nobody who it is, after looking through it."""
        return confirm_publishable(self.inside, code, what, checked=checked, reason=reason, by=by)

    def mark_hazardous(self, where: str, *, authority: str, reason: str, harmless: bool = False) -> Act:
        """Mark a passage (``ITM-3@120-800:extraction``) as telling how harm is done, or as harmless."""
        return mark_hazardous(self.inside, where, authority=authority, reason=reason, harmless=harmless)

    def publish(self, folder: str | Path, *, audience: str = INTERNAL) -> Published:
        """Write a dossier that works from a folder: the team's, or only what was released to an audience."""
        return _publish(_disclose(self.inside, audience=audience), Path(folder))

    def retract(self, *words: str, how: str, reason: str, successor: str | None = None) -> Act:
        """Close a statement: ``retracted`` by its source, ``mistranscribed`` by us, or ``superseded``."""
        return _retract(self.inside, *words, how=how, reason=reason, successor=successor)

    def undo(self, what: str = "last", *, reason: str | None = None) -> Act:
        """Take back an act: your last, an id, or the number of an event."""
        return undoing.undo(self.inside, what, reason=reason)

    def load(
        self, file: str | Path, *, form: str | None = None, source: str | None = None
    ) -> Imported | SheetImported:
        """Import statements (``.jsonl``), a sheet (``.xlsx``, ``.csv``), or with ``form`` ftm, acled or ucdp."""
        if form is not None:
            return import_other(self.inside, Path(file), form, source=source)
        take = import_sheet if Path(file).suffix.lower() in SHEETS else import_statements
        return take(self.inside, Path(file))

    def export(self, file: str | Path, *, kind: str = "Item") -> Exported | SheetExported:
        """Write all statements (``.jsonl``), or a sheet of one kind (``.xlsx``, ``.csv``)."""
        if Path(file).suffix.lower() in SHEETS:
            return export_sheet(self.inside, Path(file), kind=kind)
        return export_statements(self.inside, Path(file))

    def export_as(self, form: str, file: str | Path, *, audience: str = INTERNAL) -> Published:
        """Write what an audience may have as ``ftm``, ``geojson``, ``acled`` or ``ucdp``; never a protected source."""
        chosen = choose_exporter(form)
        return export_dossier(
            _disclose(self.inside, audience=audience, copied=form != "site"), Path(file), chosen
        )

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

    def control(
        self,
        at: str | None = None,
        *,
        by: str | None = None,
        within: str | None = None,
        said_by: str | None = None,
        known_at: str | None = None,
    ) -> Control:
        """Say who held which place on a date, source by source; ``by`` is one source's map alone."""
        return _control(self.inside, at=at, by_source=by, within=within, said_by=said_by, known_at=known_at)

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

    def suggest_text(self, text: str, *, written: str | None = None, country: str | None = None) -> Suggested:
        """Propose claims from any text; the actors, places and incidents of the case take part."""
        return suggest_in(text, case=self.inside, written=written, country=country)

    def answer_suggestion(
        self,
        code: str,
        which: str,
        *,
        verdict: str,
        value: Any = None,
        incident: str | None = None,
        source: str | None = None,
        reason: str | None = None,
        written: str | None = None,
    ) -> Act:
        """Accept, correct or refuse a suggestion by its id; ``written`` as it was given to ``suggest``."""
        found = suggest_of_item(self.inside, code, written=written)
        said = deciding.Said(verdict, value, incident, source, reason)
        read = read_item(self.inside, code, layer=None, written=written)
        return deciding.decide(self.inside, read, deciding.offer_named(found, which), said)

    def accept_group(self, which: str, *codes: str, title: str | None = None, into: str | None = None) -> Act:
        """Put the items of a proposed group under its incident, or under a new one."""
        return _accept_group(self.inside, which, codes, title=title, into=into)

    def refuse_group(self, which: str, *, reason: str | None = None) -> Act:
        """Say that no two items of a proposed group are of one event."""
        return _refuse_group(self.inside, which, reason=reason)

    def split_group(self, which: str, *codes: str, reason: str | None = None) -> Act:
        """Take items off a proposed group."""
        return _split_group(self.inside, which, codes, reason=reason)

    def group(self, *codes: str, since: str | None = None) -> Grouping:
        """Propose items as one incident each, with what speaks for and against it; a person accepts or refuses."""
        return _group(self.inside, codes, since=since)

    def assess(self, question: str, *, of: str | None = None, explanations: Sequence[str] = ()) -> Act:
        """Begin an assessment; the explanations get the letters A, B, …"""
        return beginning.new_assessment(self.inside, question, of=of, explanations=explanations)

    def assess_piece(
        self,
        code: str,
        text: str,
        *cells: str,
        cites: Sequence[str] = (),
        credibility: str | None = None,
        relevance: str | None = None,
        why: str | None = None,
    ) -> Act:
        """Weigh a piece of evidence; each of ``cells`` says how it fits an explanation: ``A=C``, ``B=II``."""
        piece = matrix.Weighing(text, cites, credibility, relevance)
        return matrix.weigh(self.inside, code, piece, cells=cells, why=why)

    def assess_cell(self, code: str, piece: int, *cells: str, why: str | None = None) -> Act:
        """Judge how a piece fits explanations; a change of mind needs its reason."""
        return matrix.fill(self.inside, code, piece, cells, why=why)

    def conclude(
        self,
        code: str,
        *likelihoods: str,
        confidence: str,
        why: str,
        scale: str = "icd203",
        would_change: Sequence[str] = (),
        limits: Sequence[str] = (),
        cites: Sequence[str] = (),
    ) -> Act:
        """Say how likely each explanation is (``A=likely``), how sure that is and why, and what would change it."""
        judging = concluding.Judging(
            likelihoods, confidence, why, scale, cites=cites, would_change=would_change, limits=limits
        )
        return concluding.conclude(self.inside, code, judging)

    def assessment(self, code: str) -> Assessed:
        """Look at an assessment: explanations ranked by what speaks against them, and what would turn the order."""
        return _assessment(self.inside, code)

    def verification(self, code: str) -> Verified:
        """Look at the five questions of an item or incident: provenance, source, date, place, motive."""
        return _verification(self.inside, code)

    def verify(
        self,
        code: str,
        question: str,
        text: str,
        *,
        state: str = "answered",
        sure: str | None = None,
        percent: int | None = None,
        why: str | None = None,
        against: str | None = None,
        cites: Sequence[str] = (),
    ) -> Act:
        """Answer one of the five questions of an item or incident; an earlier answer gives way, readable."""
        told = answering.Answering(text, state, sure, percent, why, against, cites)
        return answering.answer(self.inside, code, question, told)

    def rate(self, what: str, grade: str, *, why: str | None = None) -> Act:
        """Rate a source by a letter (A to F), or what is said by a figure (1 to 6)."""
        return ratings.rate(self.inside, what, grade, why=why)

    def track(self, code: str) -> Track:
        """Count how often what a source said was later judged right or wrong, or taken back."""
        return track_record(self.inside, code)

    def consent(self, code: str, given: str, *, terms: str | None = None, why: str | None = None) -> Act:
        """Write down a consent, or its refusal or withdrawal, which closes every release."""
        return _consent(self.inside, code, given, terms=terms, why=why)

    def set_sensitive(self, code: str, term: str, *, why: str | None = None) -> Act:
        """Put a thing into a class of sensitivity: from then on a release needs a second person."""
        return sensitive.set_class(self.inside, code, term, why=why)

    def begin_plan(
        self, title: str, *, of: str | None = None, question: str | None = None, steps: Sequence[str] = ()
    ) -> Act:
        """Begin the plan of an investigation."""
        return planning.new_plan(self.inside, title, of=of, question=question, steps=steps)

    def log_search(
        self,
        code: str,
        text: str,
        *,
        where: str,
        result: str,
        query: str | None = None,
        when: str | None = None,
        found: Sequence[str] = (),
    ) -> Act:
        """Write a search into the log of a plan, also and above all where nothing was found."""
        made = planning.Search(text, where, result, query, when, None, found)
        return planning.search(self.inside, code, made)

    def plan(self, code: str) -> Planned:
        """Look at a plan with its steps and its log of searches."""
        return _plan(self.inside, code)

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
