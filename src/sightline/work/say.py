"""Records one statement that a person writes, with its source and evidence; and notes, which are statements too.

What is typed is read by the type of the property. Every name must exist: nothing is made in passing.
"""

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, field, frozen
from sqlalchemy import Connection

from sightline.core.errors import BadTime, BadValue, WrongUse
from sightline.model.draft import Draft, EvidenceRef
from sightline.model.finding import Json
from sightline.model.record import Record, closing, statement_ids
from sightline.model.schema import Schema
from sightline.model.time import read
from sightline.model.view import Named, Statement
from sightline.work.act import (
    Act,
    event_after,
    judgements_offered,
    last_number,
    reason_given,
    sentences,
)
from sightline.work.case import Case
from sightline.work.citing import read_evidence, read_moment
from sightline.work.closing import HOW
from sightline.work.draft_body import body_of, names_in
from sightline.work.figure_words import read_figure
from sightline.work.locating.blind import refuse_closing, refuse_saying
from sightline.work.pointing import point_at, statement_at
from sightline.work.quotes import QuoteLook, quote_told
from sightline.work.record import Recorded, record_bodies
from sightline.work.resolve import Resolver
from sightline.work.safety.guard import refuse_in_passing, refuse_unshielding, said_in_clear
from sightline.work.value_text import EXAMPLES, Find, read_value
from sightline.work.write import Writer, writing

ITEM_KINDS = ("Item", "Post")


@frozen(slots=True)
class Saying:
    """Everything that can be said about a statement beside its subject, property and value."""

    source: str | None = None
    evidence: Sequence[str | EvidenceRef] = ()
    quotes: Sequence[str] = ()
    """The words of each evidence, in the same order."""
    valid: str | None = None
    said: str | None = None
    via: str | None = None
    lang: str | None = None
    qualifiers: Mapping[str, Json] = field(factory=dict)
    hedged: bool = False
    negated: bool = False
    rank: str = "normal"
    note: str | None = None
    origin: str | None = None
    """source or analyst; by default source where there is one, else analyst."""
    succeeds: str | None = None
    """Id of the statement that this one takes the place of."""
    how: str = "superseded"
    """Why the other one gives way: superseded, mistranscribed or retracted."""
    reason: str | None = None


PLAIN = Saying()


def say(case: Case, code: str, prop: str, value: Json, *, saying: Saying = PLAIN) -> Act:
    """Record one statement.

    Parameters
    ----------
    code : str
        Code, id, key or whole title of the entity it is about.
    prop : str
        A property of its kind.
    value : text or Json
        As a person types it (see :data:`EXAMPLES`), or in the shape of the import format.
    saying : Saying
        Source, evidence, times and the rest.

    Raises
    ------
    UnknownName, AmbiguousName
        A code, key, property or term that is not there, or several.
    BadValue, BadTime
        A field that cannot be read; ``item`` names the field and ``todo`` gives an example.
    """
    with writing(case) as writer:
        before = last_number(writer)
        subject = point_at(writer.connection, code)
        refuse_saying(writer.connection, subject, prop, case.by)
        refuse_in_passing(prop)
        old = _old(case, writer.connection, saying)
        draft = draft_of(case, writer.connection, subject, prop, value, saying)
        closes = None if old is None else _succeeding(old, saying)
        done = record_drafts(writer, [draft], why=saying.reason, closings=closes)
        offered = () if old is None else judgements_offered(writer, old, done.ids[0])
        return Act(
            act="say",
            event=event_after(writer, before),
            code=subject.code,
            id=done.ids[0].hex(),
            known=done.new == 0,
            told=(
                *_told(draft, done, old),
                *_quotes(case, writer.connection, draft),
                *said_in_clear(writer.connection, subject),
            ),
            offered=offered,
        )


def note(case: Case, where: str, text: str, *, lang: str | None = None, region: str | None = None) -> Act:
    """Write a note of one's own on an entity; ``ITM-3@0:41`` puts it at a media time.

    ``region`` is ``x,y,w,h`` in thousandths of the picture.

    Raises
    ------
    UnknownName, BadValue
        There is no such thing, or the moment cannot be read.
    """
    code, moment = read_moment(where)
    if region is not None:
        read_evidence(code, region=region)
    qualifiers: dict[str, Json] = {}
    if moment is not None:
        qualifiers["at"] = moment
    if region is not None:
        qualifiers["region"] = region
    done = say(case, code, "note", text, saying=Saying(lang=lang, qualifiers=qualifiers, origin="analyst"))
    return evolve(done, act="note")


def _old(case: Case, connection: Connection, saying: Saying) -> Statement | None:
    """Find the statement that gives way; none of somebody else's analysis does."""
    if saying.succeeds is None:
        return None
    old = statement_at(connection, case.schema, [saying.succeeds], by=case.by)
    refuse_closing(connection, [old], case.by)
    refuse_unshielding([old])
    return old


Closings = Callable[[Sequence[bytes]], Sequence[Record]]
"""Gives what the new statements close, once their ids are known."""


def record_drafts(
    writer: Writer,
    drafts: Sequence[Draft],
    *,
    resolver: Resolver | None = None,
    why: str | None = None,
    closings: Closings | None = None,
) -> Recorded:
    """Record drafts of a person, and what they close, as one event: so it can be taken back as one."""
    names = resolver or Resolver(writer.case)
    names.learn(writer.connection, (name for draft in drafts for name in names_in(draft)))
    rows = [body_of(writer.case, names, draft) for draft in drafts]
    look = QuoteLook(writer.case)
    for body, _ in rows:
        look.refuse_in(writer.connection, body.get("evidence"))
        look.refuse_spans(writer.connection, body.get("evidence"))
    ids = [statement_ids(writer.ledger.keyring.secret, body)[0] for body, _ in rows]
    extra = () if closings is None else closings(ids)
    return record_bodies(writer, names.take(), rows, (), kind="statements.recorded", why=why, extra=extra)


def typed(schema: Schema, connection: Connection, subject: Named, name: str, value: Json) -> Json:
    """Read the value of a property of an entity, as it is typed; ids stand for entities in what is given back."""
    return read_value(schema, schema.property(subject.kind, name), value, find=finder(connection))


def draft_of(
    case: Case, connection: Connection, subject: Named, name: str, value: Json, saying: Saying
) -> Draft:
    """Read one statement as a person says it, ready to be recorded.

    Raises
    ------
    UnknownName, AmbiguousName
        A code, key, property or term that is not there, or several.
    BadValue, BadTime
        A field that cannot be read.
    """
    prop = case.schema.property(subject.kind, name)
    find = finder(connection)
    qualifiers = {
        q: read_value(case.schema, case.schema.qualifier(subject.kind, prop, q), v, find=find)
        for q, v in saying.qualifiers.items()
    }
    if prop.type == "range" and isinstance(value, str) and "approximate" not in qualifiers:
        worded = read_figure(value)
        if worded is not None and worded.keep:  # what the source wrote stays beside the range it was read as
            qualifiers["approximate"] = value.strip()
    origin = saying.origin or ("analyst" if saying.source is None else "source")
    if origin == "source" and saying.source is None:
        raise BadValue("a statement of a source names it", item="--source", todo="for example --source SRC-1")
    if len(saying.quotes) > len(saying.evidence):
        raise BadValue(
            "there are more quotes than evidence", item="--quote", todo="give --evidence for each quote"
        )
    for flag, written in (("--valid", saying.valid), ("--said", saying.said)):
        _readable(flag, written, case.settings.case_zone)
    return Draft(
        entity=subject.id.hex(),
        property=prop.id,
        value=read_value(case.schema, prop, value, find=find),
        lang=saying.lang,
        qualifiers=qualifiers,
        valid=saying.valid,
        said=saying.said,
        polarity="negated" if saying.negated else "affirmed",
        certainty="hedged" if saying.hedged else "asserted",
        via=None if saying.via is None else point_at(connection, saying.via, kinds=("Source",)).id.hex(),
        source=None
        if saying.source is None
        else point_at(connection, saying.source, kinds=("Source",)).id.hex(),
        evidence=_evidence(connection, saying),
        rank=saying.rank,
        note=saying.note,
        origin=origin,
    )


def _evidence(connection: Connection, saying: Saying) -> tuple[EvidenceRef, ...]:
    out = []
    for place, one in enumerate(saying.evidence):
        ref = read_evidence(one) if isinstance(one, str) else one
        if place < len(saying.quotes):
            ref = evolve(ref, quote=saying.quotes[place])
        out.append(evolve(ref, item=point_at(connection, ref.item, kinds=ITEM_KINDS).id.hex()))
    return tuple(out)


def _readable(flag: str, written: str | None, zone: str) -> None:
    if written is None:
        return
    try:
        read(written, zone=zone or None)
    except BadTime as error:
        raise BadTime(error.fault, item=flag, todo=error.todo or f"for example {EXAMPLES['date']}") from error


def finder(connection: Connection) -> Find:
    """Give the reader of values a way to find entities in this case."""

    def find(word: str, kinds: tuple[str, ...]) -> str:
        return point_at(connection, word, kinds=kinds).id.hex()

    return find


def _succeeding(old: Statement, saying: Saying) -> Closings:
    """Give what closes a statement in favour of the one that is being said."""
    reason = reason_given(saying.reason, act="--succeeds")
    if saying.how not in HOW:
        raise WrongUse(f"{saying.how!r} is no way to close a statement", item="--how", todo=", ".join(HOW))

    def close(ids: Sequence[bytes]) -> list[Record]:
        if old.id == ids[0]:
            raise WrongUse("the new statement says exactly what the old one says", item=old.id.hex()[:12])
        return (
            [] if old.closed is not None else [closing(old.id, saying.how, reason=reason, successor=ids[0])]
        )

    return close


def _quotes(case: Case, connection: Connection, draft: Draft) -> tuple[str, ...]:
    return sentences(quote_told(case, connection, ref) for ref in draft.evidence)


def _told(draft: Draft, done: Recorded, old: Statement | None) -> tuple[str, ...]:
    return sentences(
        (
            "this was said already, with the same source and evidence; nothing was recorded"
            if done.new == 0
            else None,
            "no evidence is given; add it with --evidence ITEM"
            if draft.origin == "source" and not draft.evidence
            else None,
            None if old is None else f"the statement {old.id.hex()[:12]} stays readable, closed",
        )
    )
