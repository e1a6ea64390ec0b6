"""Checks the lines of an import against the schema and against what the case holds, before anything is written.

Beside the shape of each value it is looked at whether a quote and a span stand in their item, whether a line would add
to somebody else's analysis, and whether it says in passing what has a verb of its own.
"""

from attrs import define, field

from sightline.core.errors import BadTime, BadValue, UnknownName, WrongUse
from sightline.model.draft import Draft
from sightline.model.record import Record, statement_ids
from sightline.work.case import Case
from sightline.work.draft_body import batch_names, body_of, identity_of
from sightline.work.imports.analyses import steps_of_others
from sightline.work.imports.lines import AnyDraft, Fault
from sightline.work.imports.references import References
from sightline.work.imports.spool import Checked
from sightline.work.locating.reading import SORTS
from sightline.work.quotes import QuoteLook, items_quoted
from sightline.work.record import secret_of
from sightline.work.resolve import Resolver
from sightline.work.safety.confirm import protected_sources, refuse_joining
from sightline.work.safety.guard import RELEASE, refuse_in_passing

FAULTS_SHOWN = 20


@define(slots=True)
class Faults:
    """The first wrong lines, and how many there are in all."""

    count: int = 0
    shown: list[Fault] = field(factory=list)

    def add(self, fault: Fault) -> None:
        self.count += 1
        if self.count <= FAULTS_SHOWN:
            self.shown.append(fault)


@define(slots=True)
class Checking:
    """What the check of one file needs from batch to batch."""

    case: Case
    resolver: Resolver
    refs: References
    look: QuoteLook
    after: int
    """Lines up to here were recorded by an import that was interrupted."""
    faults: Faults = field(factory=Faults)
    releases: int = 0
    quoting: list[tuple[int, Record]] = field(factory=list)
    """Of this batch: what quotes or names a span, and what is a step of an analysis."""
    steps: list[tuple[int, Record]] = field(factory=list)

    def row(self, written: Draft) -> tuple[Record, bool]:
        """Check one line and give its body, and whether its value is to be sealed."""
        draft, line = self.refs.resolved(written), written.line or 0
        row = body_of(self.case, self.resolver, draft)
        refuse_in_passing(draft.property, note=draft.note)
        self.releases += draft.property == RELEASE
        if line in self.refs.wanted:
            self.refs.ids[line] = statement_ids(secret_of(self.case), row[0])[0].hex()
        if self.resolver.known[draft.entity][1] in SORTS and self.after == 0:
            self.steps.append((line, row[0]))  # what goes on was looked at when it was begun
        if any(ref.quote is not None or ref.start is not None for ref in draft.evidence):
            self.quoting.append((line, row[0]))
        return row


def check_batch(work: Checking, batch: list[AnyDraft]) -> Checked:
    """Check some lines and give their bodies; what is wrong goes to the faults."""
    case, resolver = work.case, work.resolver
    with case.catalogue.reading() as connection:
        resolver.learn(connection, batch_names(batch))
        protected = protected_sources(connection)
    checked = Checked(batch[-1].line or 0 if batch else 0, [], [], [])
    for draft in batch:
        try:
            if isinstance(draft, Draft):
                row = work.row(draft)
                if draft.line is None or draft.line > work.after:
                    checked.rows.append(row)
            else:
                pairs = identity_of(resolver, draft)
                refuse_joining(draft.identity, {one for _, *both in pairs for one in both}, protected)
                checked.judged.extend((*pair, draft.reason) for pair in pairs)
        except (BadValue, BadTime, UnknownName, WrongUse) as error:
            work.faults.add((draft.line or 0, str(error)))
    checked.fresh.extend(resolver.take())
    _check_held(work)
    return checked


def _check_held(work: Checking) -> None:
    """Name the lines that go against what the case holds: quotes and spans that stand nowhere, and steps of another."""
    quoting, steps = work.quoting, work.steps
    work.quoting, work.steps = [], []
    if not quoting and not steps:
        return
    with work.case.catalogue.reading() as connection:
        for line, fault in steps_of_others(work.case, connection, steps):
            work.faults.add((line, str(fault)))
        work.look.learn(
            connection, (item for _, body in quoting for item in items_quoted(body.get("evidence")))
        )
        for line, body in quoting:
            try:
                work.look.refuse_in(connection, body.get("evidence"))
                work.look.refuse_spans(connection, body.get("evidence"))
            except BadValue as error:
                work.faults.add((line, str(error)))
