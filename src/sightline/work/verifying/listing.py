"""Lists what was verified, question by question, and what nobody has begun to verify."""

from collections.abc import Collection, Sequence
from typing import Final

from attrs import frozen

from sightline.model.view import Named, Statement
from sightline.store.read import names_of
from sightline.store.relations import canonical_of
from sightline.work.assessing.concluded import label_of, reviews_of
from sightline.work.assessing.listing import standing_of
from sightline.work.assessing.reading import whole, word
from sightline.work.case import Case
from sightline.work.listing import listing
from sightline.work.locating.blind import kept_from
from sightline.work.names_then import named_then
from sightline.work.verifying.found import KIND
from sightline.work.view import NOW, Times, moments_of, plain_names

WANTED: Final = ("Incident", "Item")
"""Kinds of which every one waits to be verified; anything else is when somebody begins."""
MOST: Final = 20


@frozen(slots=True)
class QuestionRow:
    """How far one of the five questions is."""

    question: str
    label: str
    state: str
    state_label: str
    confidence: str | None
    percent: int | None
    reviews: tuple[str, ...]
    """Verdicts of second people."""


@frozen(slots=True)
class VerifiedRow:
    """One thing that was verified, or is being."""

    subject: Named
    records: tuple[Named, ...]
    questions: tuple[QuestionRow, ...]


@frozen(slots=True)
class Verifications:
    """What was verified and what was not."""

    rows: tuple[VerifiedRow, ...]
    waiting: tuple[Named, ...]
    """Incidents and items that have no verification, the first of them."""
    waiting_of: tuple[tuple[str, int], ...]
    """How many wait in all, by kind."""


def verifications(case: Case, *, times: Times = NOW, most: int = MOST) -> Verifications:
    """List what has a verification record, and the incidents and items that have none.

    Parameters
    ----------
    times : Times
        ``known_at``: the answers as they stood then.
    most : int
        Of those that wait, so many are listed; all are counted.

    Raises
    ------
    BadTime
        A time is not EDTF.
    """
    records = [Named(one.id, one.code, one.kind, one.title) for one in listing(case, (KIND,)).rows]
    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, times)
        said = standing_of(connection, records, moments)
        targets = {s.target for mine in said.values() for s in mine if s.property == "of" and s.target}
        known = -1 if moments.known_at is None else moments.known_at
        heads = canonical_of(connection, targets, known=known)
        subjects = {heads.get(one, one) for one in targets}
        called = {one.id: one for one in records} | names_of(connection, subjects)
        names = plain_names(named_then(case.schema, connection, called, moments.known_at))
        kept = kept_from(connection, case.by)
    of: dict[bytes, list[Named]] = {}
    for record in records:
        for one in said.get(record.id, ()):
            if one.property == "of" and one.target is not None:
                here = of.setdefault(heads.get(one.target, one.target), [])
                here += [names[record.id]] if names[record.id] not in here else []
    rows = [
        VerifiedRow(
            names[subject],
            tuple(mine),
            _questions(case, [s for record in mine for s in said[record.id]]),
        )
        for subject, mine in of.items()
        if subject not in kept
    ]
    waiting, counts = _waiting(case, [names[subject] for subject in of], most)
    with case.catalogue.reading() as connection:
        then = named_then(case.schema, connection, {one.id: one for one in waiting}, moments.known_at)
    waiting = tuple(then[one.id] for one in waiting)
    return Verifications(tuple(rows), waiting, counts)


def _questions(case: Case, said: Sequence[Statement]) -> tuple[QuestionRow, ...]:
    schema = case.schema
    out = []
    for term in sorted(schema.vocabulary("verification_question").terms.values(), key=lambda t: t.order):
        mine = [one for one in said if one.property == "conclusion" and word(one, "question") == term.id]
        one = max(mine, key=lambda s: s.n, default=None)
        state = "open" if one is None else word(one, "state") or "open"
        out.append(
            QuestionRow(
                question=term.id,
                label=term.label,
                state=state,
                state_label=label_of(schema, "verification_state", state),
                confidence=None if one is None else word(one, "confidence"),
                percent=None if one is None else whole(one, "percent"),
                reviews=()
                if one is None
                else tuple(r.verdict for r in reviews_of(said, one, question=term.id)),
            )
        )
    return tuple(out)


def _waiting(
    case: Case, begun: Collection[Named], most: int
) -> tuple[tuple[Named, ...], tuple[tuple[str, int], ...]]:
    """List the incidents and items without a verification, incidents first, and count them by kind."""
    done = {one.id for one in begun}
    out: list[Named] = []
    counts = []
    for kind in WANTED:
        found = listing(case, (kind,), limit=most + len(done))
        counts.append((kind, found.total - sum(1 for one in begun if one.kind == kind)))
        out += [Named(r.id, r.code, r.kind, r.title) for r in found.rows if r.id not in done]
    return tuple(out[:most]), tuple(counts)
