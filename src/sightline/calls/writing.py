"""What a person writes into a case, and takes back."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, Unpack

from sightline.calls.opened import Opened
from sightline.model.finding import Json
from sightline.work import undoing
from sightline.work.act import Act
from sightline.work.closing import retract as _retract
from sightline.work.identities import Identified, judge_identity
from sightline.work.judging import judge_finding, judge_statement
from sightline.work.new import new as _new
from sightline.work.proposals import Proposed, open_proposals
from sightline.work.say import Saying
from sightline.work.say import note as _note
from sightline.work.say import say as _say


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


class WritingCalls(Opened):
    """Make entities, say and note things, judge, and undo."""

    __slots__ = ()

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

    def retract(self, *words: str, how: str, reason: str, successor: str | None = None) -> Act:
        """Close a statement: ``retracted`` by its source, ``mistranscribed`` by us, or ``superseded``."""
        return _retract(self.inside, *words, how=how, reason=reason, successor=successor)

    def undo(self, what: str = "last", *, reason: str | None = None) -> Act:
        """Take back an act: your last, an id, or the number of an event."""
        return undoing.undo(self.inside, what, reason=reason)
