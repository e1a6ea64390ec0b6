"""Shows what was verified of an item, an incident or another thing: five questions, each with its own answer.

None makes up for another: 100 % the original and 60 % sure when is a legitimate state, so nothing is averaged.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve
from sqlalchemy import Connection

from sightline.core.errors import UnknownName
from sightline.model.view import Moments, Named, Statement, weigh
from sightline.store.read import cluster_of, mentions_of, names_of, statements_of
from sightline.work.assessing.citations import cited_of
from sightline.work.assessing.concluded import label_of, reviews_of
from sightline.work.assessing.reading import author, text_of, whole, word
from sightline.work.assessing.records import Cited, is_sound
from sightline.work.case import Case
from sightline.work.locating.blind import kept_from, open_only, refuse_blind
from sightline.work.locating.reading import SORTS
from sightline.work.names_then import named_then
from sightline.work.pointing import SHORT, point_at
from sightline.work.verifying.approval import unapproved
from sightline.work.verifying.found import KIND, verifications_of
from sightline.work.verifying.records import Answered, Author, Beside, ClaimGraded, Verified
from sightline.work.verifying.track import track_record
from sightline.work.view import NOW, Times, moments_of, quiet


def verification(case: Case, code: str, *, times: Times = NOW) -> Verified:
    """Look at the five questions of a thing.

    Parameters
    ----------
    code : str
        Code, id or external key of the thing, or of its verification record.
    times : Times
        ``known_at``: as they stood then.

    Raises
    ------
    UnknownName
        There is no such thing.
    BadTime
        A time is not EDTF.
    WrongUse
        It is an answer that is kept from whoever is repeating it.
    """
    with case.catalogue.reading() as connection:
        subject = _subject(connection, code)
        refuse_blind(connection, subject, case.by)
        moments = moments_of(case, connection, times)
        subject = _then(case, connection, [subject], moments)[subject.id]
        ids = cluster_of(connection, subject.id, known_at=moments.known_at)
        every = verifications_of(connection, ids, known_at=moments.known_at)
        found = {one.id: one for some in every.values() for one in some}
        then = _then(case, connection, found.values(), moments)
        records = [then[one] for one in sorted(found)]
        raw = _standing(connection, [one.id for one in records], moments)
        said = [one for one in raw if not one.hidden and not one.negated and one.rank != "deprecated"]
        closed = _earlier(connection, [one.id for one in records], moments)
        cites = cited_of(case, connection, [s for s in said if s.property == "cites"], moments)
        own = [s for s in _standing(connection, ids, moments) if not s.hidden and not s.negated]
        claims = _claims(case, connection, said, ids, moments)
        beside = _beside(case, connection, ids, moments)
        by = names_of(connection, {s.target for s in own if s.property == "author" and s.target is not None})
    questions = tuple(_questions(case, said, cites, closed))
    return Verified(
        subject=subject,
        records=tuple(records),
        questions=questions,
        authors=tuple(_author(case, by[one], times) for one in sorted(by)),
        beside=beside,
        claims=claims,
        consent=_labels(case, own, "consent", "consent"),
        sensitivity=_labels(case, own, "sensitivity", "sensitivity_class"),
        released=tuple(text_of(s.value) for s in own if s.property == "release"),
        notices=tuple(_notices(questions, own)),
        withheld=sum(1 for one in raw if one.hidden),
    )


def _subject(connection: Connection, code: str) -> Named:
    """Give the thing that is verified, also where its record is named."""
    found = point_at(connection, code)
    if found.kind != KIND:
        head = cluster_of(connection, found.id)[0]
        return names_of(connection, [head])[head]
    said = statements_of(connection, cluster_of(connection, found.id))
    target = next((s.target for s in said if s.property == "of" and s.target is not None), None)
    if target is None:
        raise UnknownName("does not say what it verifies", item=found.code, todo="sightline say … of ITM-3")
    return names_of(connection, [target])[target]


def _then(case: Case, connection: Connection, every: Iterable[Named], moments: Moments) -> dict[bytes, Named]:
    return named_then(case.schema, connection, {one.id: one for one in every}, moments.known_at)


def _standing(connection: Connection, ids: Sequence[bytes], moments: Moments) -> list[Statement]:
    if not ids:
        return []
    every = statements_of(connection, ids, known_at=moments.known_at)
    shown = (weigh(quiet(one), moments) for one in every)
    return [one.statement for one in shown if one is not None]


def _earlier(connection: Connection, ids: Sequence[bytes], moments: Moments) -> dict[str, int]:
    """Count the answers to each question that gave way to others."""
    out: dict[str, int] = {}
    for one in statements_of(connection, ids, closed=True) if ids else ():
        then = moments.known_at is None or (one.closed is not None and one.closed <= moments.known_at)
        if one.property == "conclusion" and one.closing == "superseded" and then:
            asked = word(one, "question") or ""
            out[asked] = out.get(asked, 0) + 1
    return out


def _questions(
    case: Case, said: Sequence[Statement], cites: Mapping[int, tuple[Cited, ...]], closed: Mapping[str, int]
) -> list[Answered]:
    schema = case.schema
    out = []
    for term in sorted(schema.vocabulary("verification_question").terms.values(), key=lambda t: t.order):
        mine = [one for one in said if one.property == "conclusion" and word(one, "question") == term.id]
        one = mine[-1] if mine else None
        state = "open" if one is None else word(one, "state") or "open"
        out.append(
            Answered(
                question=term.id,
                label=term.label,
                gloss=term.gloss,
                state=state,
                state_label=label_of(schema, "verification_state", state),
                answer="" if one is None else text_of(one.value),
                confidence=None if one is None else word(one, "confidence"),
                percent=None if one is None else whole(one, "percent"),
                basis="" if one is None else word(one, "basis") or "",
                against="" if one is None else word(one, "against") or "",
                cites=tuple(
                    c
                    for s in said
                    if s.property == "cites" and word(s, "question") == term.id
                    for c in cites.get(s.n, ())
                ),
                by="" if one is None else author(one),
                at=None if one is None else one.recorded,
                statement=None if one is None else one.id.hex(),
                reviews=() if one is None else reviews_of(said, one, question=term.id),
                earlier=closed.get(term.id, 0),
                others=tuple(
                    f"“{text_of(o.value)}” ({word(o, 'state') or 'open'}, {author(o)}, {o.id.hex()[:SHORT]})"
                    for o in mine[:-1]
                ),
            )
        )
    return out


def _claims(
    case: Case, connection: Connection, said: Sequence[Statement], ids: Sequence[bytes], moments: Moments
) -> tuple[ClaimGraded, ...]:
    """List the grades of single statements about the thing; they point at it as a citation does."""
    pointing = [_pointing(s, ids[0]) for s in said if s.property == "claim_credibility"]
    found = cited_of(case, connection, pointing, moments)
    return tuple(
        ClaimGraded(
            grade=text_of(one.value),
            label=label_of(case.schema, "admiralty_credibility", text_of(one.value)),
            why=word(one, "basis") or "",
            by=author(one),
            at=one.recorded,
            claim=found.get(one.n, ()),
            statement=one.id.hex(),
        )
        for one in said
        if one.property == "claim_credibility"
    )


def _pointing(one: Statement, about: bytes) -> Statement:
    return evolve(one, target=about)


def _beside(case: Case, connection: Connection, ids: Sequence[bytes], moments: Moments) -> tuple[Beside, ...]:
    """List how sure geolocations and chronolocations of the thing are, save those kept from whoever asks."""
    about = [s for s in mentions_of(connection, ids, known_at=moments.known_at) if s.property == "of"]
    names = _then(case, connection, names_of(connection, {s.entity for s in about}).values(), moments)
    analyses = sorted({n.id for n in names.values() if n.kind in SORTS})
    said = open_only(_standing(connection, analyses, moments), kept_from(connection, case.by))
    return tuple(
        Beside(
            names[one.entity],
            word(one, "question") or "",
            text_of(one.value),
            word(one, "basis") or "",
            one.by or "",
        )
        for one in said
        if one.property == "confidence" and not one.hidden
    )


def _author(case: Case, source: Named, times: Times) -> Author:
    found = track_record(case, source.code, times=Times(known_at=times.known_at))
    return Author(found.source, tuple(g.letter for g in found.grades), found.sentence)


def _labels(case: Case, said: Sequence[Statement], prop: str, vocabulary: str) -> tuple[str, ...]:
    return tuple(label_of(case.schema, vocabulary, text_of(s.value)) for s in said if s.property == prop)


def _notices(questions: Sequence[Answered], own: Sequence[Statement]) -> list[str]:
    out = []
    for one in questions:
        for cited in one.cites:
            if not is_sound(cited):
                why = cited.judged or f"is {cited.state}"
                out.append(f"{one.question} rests on {cited.text or cited.entity.code}: {why}")
        out += [f"{one.question}: another answer stands too: {other}" for other in one.others]
        against = [r for r in one.reviews if r.verdict == "disagrees"]
        out += [f"{one.question}: {r.reviewer} disagrees ({r.why})" for r in against]
        if one.statement is not None and one.state in ("answered", "refuted") and not one.reviews:
            out.append(f"{one.question}: no second person has looked at it")
    consent = {text_of(s.value) for s in own if s.property == "consent"}
    released = [text_of(s.value) for s in own if s.property == "release"]
    if consent & {"refused", "withdrawn"} and released:
        out.append(f"consent is refused or withdrawn, and a release to {', '.join(released)} still stands")
    left = unapproved(own)
    if left and released:
        out.append(
            f"its class of sensitivity ({', '.join(left)}) keeps it in: no release was approved after it was set"
        )
    return out
