"""Record what a person says of a suggestion: yes makes statements of it, no keeps it from being offered again.

Each answer is one event: the judgement, the statements, and what was made for them; ``sightline undo`` takes it back.
"""

from attrs import evolve, frozen
from sqlalchemy import Connection

from sightline.core.errors import SightlineError, WrongUse
from sightline.measure.text.claims.record import Suggestion, Value
from sightline.model.draft import Draft
from sightline.model.figures import figure_of, told
from sightline.store.read import names_of
from sightline.work.act import Act, event_after, last_number, own_error
from sightline.work.case import Case
from sightline.work.given_text import Read
from sightline.work.new import introduce
from sightline.work.pointing import point_at
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.suggesting.answers import answer_body, answers_in
from sightline.work.suggesting.drafting import OF_INCIDENT, Making, drafts_of, source_of
from sightline.work.suggesting.offer import ACCEPTED, VERDICTS, Answer, Offer, Suggested
from sightline.work.write import writing

INCIDENTS = ("Incident", "Aggregate")


@frozen(slots=True)
class Said:
    """What a person says of one suggestion."""

    verdict: str
    value: Value = None
    """The value as corrected; None: as suggested."""
    incident: str | None = None
    """Code of an incident that the case holds and this is, or belongs to; None: a new one, or the one accepted."""
    source: str | None = None
    """Code of who published the item; None: its author."""
    reason: str | None = None


def decide(case: Case, read: Read, offer: Offer, said: Said, *, of: str | None = None) -> Act:
    """Record an answer.

    :param read: the text that the suggestion was made of, of an item of the case
    :param of: code of the incident that was accepted for the one which the suggestion belongs to
    :raises WrongUse: no such verdict; the text is no item's; a claim of an incident that nobody accepted; it was
        accepted already, and what came of it stands
    :raises UnknownName, AmbiguousName: a code that is not there; a name that several actors have
    :raises BadValue, BadTime: a corrected value that cannot be read
    """
    if said.verdict not in VERDICTS:
        raise WrongUse(f"{said.verdict!r} is no answer", item="suggest", todo=f"one of {', '.join(VERDICTS)}")
    if read.item is None:
        raise WrongUse(
            "only what an item says is recorded", item="suggest", todo="add the text first: sightline add"
        )
    with writing(case) as writer:
        before = last_number(writer)
        one = offer.suggestion
        _refuse_twice(writer.connection, offer)
        if said.verdict != ACCEPTED:
            body = answer_body(case, offer.id, said.verdict, made=None, reason=said.reason)
            writer.append("judgement.made", [body], why=said.reason)
            return Act(
                "suggest", event_after(writer, before), told=(f"{said.verdict}: {one.kind} {one.quote!r}",)
            )
        resolver = Resolver(case)
        source = source_of(writer.connection, read.item, said.source)
        making = Making(case, writer.connection, resolver, read, source)
        named = said.incident or (of if one.kind in OF_INCIDENT else None)
        incident = None if named is None else point_at(writer.connection, named, kinds=INCIDENTS).id
        if one.kind == "incident" and incident is None:
            kind = "Aggregate" if one.property == "aggregate" else "Incident"
            incident = introduce(resolver, case.schema.kind(kind))
        try:
            drafts = drafts_of(making, one, incident, one.value if said.value is None else said.value)
            made = resolver_code(incident, named)
            done = record_drafts(
                writer,
                [*making.named, *drafts],
                resolver=resolver,
                why=said.reason or f"suggested from {read.item.code}",
                closings=lambda _: [answer_body(case, offer.id, ACCEPTED, made=made, reason=said.reason)],
            )
        except SightlineError as error:
            raise own_error(error) from error
        writer.batch.flush()
        about = bytes.fromhex(drafts[-1].entity)
        code = names_of(writer.connection, [about])[about].code
        return Act(
            "suggest",
            event_after(writer, before),
            code=code,
            id=done.ids[-1].hex(),
            ids=tuple(i.hex() for i in done.ids),
            known=done.new == 0,
            told=tuple(f"{code} {d.property}: {_recorded(d, one)}" for d in drafts),
        )


def _recorded(draft: Draft, one: Suggestion) -> str:
    """Write what was recorded, which may not be what the text says where a person corrected it."""
    figure = figure_of(draft.value) if draft.property == "casualties" else None
    if figure is not None:
        words = draft.qualifiers.get("approximate")
        return f"{words if isinstance(words, str) else told(figure)} ({one.quote!r})"
    if isinstance(draft.value, dict) and "lat" in draft.value:
        return f"{draft.value['lat']}, {draft.value['lon']} ({one.quote!r})"
    return repr(draft.value if isinstance(draft.value, str) else one.quote)


def _refuse_twice(connection: Connection, offer: Offer) -> None:
    """A second answer would leave standing what the first made, or make it twice."""
    answer = answers_in(connection, [offer.id]).get(offer.id)
    if answer is not None and answer.verdict == ACCEPTED:
        raise WrongUse(
            f"was accepted by {answer.by} already, and what it made stands",
            item=offer.id[:8],
            todo=f"take that back first: sightline undo {answer.judgement[:12]}",
        )


def resolver_code(incident: bytes | None, named: str | None) -> str | None:
    """Tell under which name an answer keeps its incident: the code, or the id of one that has no code yet."""
    return named if named is not None else None if incident is None else incident.hex()


def offer_named(found: Suggested, digits: str) -> Offer:
    """Find an offer by the first digits of its id.

    :raises WrongUse: none or several begin so
    """
    fits = [one for one in found.offers if one.id.startswith(digits.lower())]
    if len(fits) != 1 or len(digits) < 4:
        many = "no suggestion begins" if not fits else f"{len(fits)} suggestions begin"
        raise WrongUse(f"{many} so", item=digits, todo="ids are in the list: sightline suggest CODE")
    return fits[0]


def event_of(found: Suggested, one: Suggestion) -> Offer | None:
    """Give the suggested incident which a claim belongs to; of several in the same words the nearest."""
    if one.subject is None or one.kind not in OF_INCIDENT:
        return None
    fits = [o for o in found.offers if o.suggestion.kind == "incident" and o.suggestion.quote == one.subject]
    return min(fits, key=lambda o: (_apart(o.suggestion, one), o.suggestion.start), default=None)


def _apart(event: Suggestion, one: Suggestion) -> int:
    """Measure how far a claim stands from an incident [characters]; before it is a little farther than behind it."""
    if one.start >= event.start:
        return max(0, one.start - event.end)
    return event.start - one.end + 1


def incident_for(found: Suggested, one: Suggestion) -> str | None:
    """Give the incident (code or id) that was accepted for the one which a claim belongs to."""
    event = event_of(found, one)
    if event is None or event.answer is None:
        return None
    return event.answer.made if event.answer.verdict == ACCEPTED else None


def answered(found: Suggested, offer: Offer, *, verdict: str, by: str, made: str | None) -> Suggested:
    """Give the suggestions with one more answered, so that a walk need not read the text again."""
    done = evolve(offer, answer=Answer(verdict, by, made))
    return evolve(found, offers=tuple(done if one.id == offer.id else one for one in found.offers))
