"""Counts how often a source's claims were later judged right or wrong, or taken back: its track record, with the list.

It stands beside the grade that people gave the source and makes none: a record of few judgements says little, and what
nobody judged says nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.model.finding import Json
from sightline.model.view import Moments, Named, Statement
from sightline.store.claims import Verdict, verdicts_of
from sightline.store.read import cluster_of, names_of, statements_of
from sightline.store.track import said_ever_by, saying_the_same
from sightline.work.assessing.reading import author
from sightline.work.case import Case
from sightline.work.locating.blind import kept_from, open_only
from sightline.work.names_then import named_then
from sightline.work.pointing import describe, point_at
from sightline.work.verifying.taken_back import taken_back_later
from sightline.work.view import NOW, Times, moments_of, quiet

FEW: Final = 5
"""With fewer judged claims than this, the record says little, and says so."""
OUTCOMES: Final[Mapping[str, str]] = {
    "right": "judged right",
    "wrong": "judged wrong",
    "disputed": "judged right by some and wrong by others",
    "retracted": "taken back by the source",
    "superseded": "replaced by a later word",
    "right_elsewhere": "not judged itself; another source's same claim was judged right",
    "wrong_elsewhere": "not judged itself; another source's same claim was judged wrong",
    "open": "not judged",
    "withheld": "withheld",
}
NOT_JUDGED: Final = ("open",)


@frozen(slots=True)
class Judged:
    """One claim of the source, and what became of it."""

    statement: str
    text: str
    outcomes: tuple[str, ...]
    """Of :data:`OUTCOMES`; a claim may be judged wrong and taken back."""
    why: str
    own: bool
    """Its own word; else it passed on what another said."""


@frozen(slots=True)
class Grade:
    """How reliable a person called the source."""

    letter: str
    label: str
    by: str
    why: str


@frozen(slots=True)
class Track:
    """What became of everything that a source ever said here."""

    source: Named
    grades: tuple[Grade, ...]
    """Reliability as people graded it, each on its own; the record changes none."""
    claims: int
    counts: Mapping[str, int]
    """Of its own claims, by outcome."""
    passed_on: Mapping[str, int]
    """Of what it told of others, by outcome."""
    judged: tuple[Judged, ...]
    """Every claim that something became of, own ones first."""
    sentence: str
    left_out: int


def track_record(case: Case, code: str, *, times: Times = NOW) -> Track:
    """Count what became of everything that a source said.

    A judgement of a person counts (verified, refuted), and the source's own retraction, be it recorded as such or its
    own later statement; what we wrote down wrongly is
    no claim of it. A claim that it only passes on counts for whom it quotes, and is counted apart here.

    Parameters
    ----------
    times : Times
        ``known_at``: the record as it was known then.

    Raises
    ------
    UnknownName, AmbiguousName
        There is no such source, or several.
    BadTime
        A time is not EDTF.
    """
    with case.catalogue.reading() as connection:
        source = point_at(connection, code, kinds=("Source",))
        moments = moments_of(case, connection, times)
        ids = cluster_of(connection, source.id, known_at=moments.known_at)
        rows, left_out = said_ever_by(connection, ids, known_at=moments.known_at)
        said = _once(open_only(rows, kept_from(connection, case.by)), moments)
        groups = saying_the_same(
            connection, {s.group for s in said if s.group is not None}, known_at=moments.known_at
        )
        every = {s.id for s in said} | {one for some in groups.values() for one in some}
        verdicts = verdicts_of(connection, every, known_at=moments.known_at)
        back = taken_back_later([one for one in said if not _ended(one, moments)], records=ids)
        judged = []
        for one in said:
            others = groups.get(one.group or b"", set()) - {one.id}
            outcomes, why = _outcomes(one, verdicts, others, moments, back.get(one.id, ""))
            own = (one.via if one.via is not None else one.source) in ids
            text = "" if outcomes == NOT_JUDGED else describe(connection, case.schema, quiet(one))
            judged.append(Judged(one.id.hex(), text, outcomes, why, own))
        grades = [
            Grade(str(s.value), _label(case, s.value), author(s), s.note or "")
            for s in statements_of(connection, ids, known_at=moments.known_at)
            if s.property == "reliability" and not s.hidden and not s.negated
        ]
        called = names_of(connection, [ids[0]])
        head = named_then(case.schema, connection, called, moments.known_at)[ids[0]]
    counts, passed = _counted([j for j in judged if j.own]), _counted([j for j in judged if not j.own])
    claims = sum(1 for j in judged if j.own)
    shown = sorted((j for j in judged if j.outcomes != NOT_JUDGED), key=lambda j: not j.own)
    return Track(
        head, tuple(grades), claims, counts, passed, tuple(shown), _sentence(claims, counts), left_out
    )


def _once(rows: Sequence[Statement], moments: Moments) -> list[Statement]:
    """Take each claim once, in its last row; none that we wrote down wrongly."""
    last = {one.id: one for one in rows}
    return [one for one in last.values() if not (_ended(one, moments) and one.closing == "mistranscribed")]


def _ended(one: Statement, moments: Moments) -> bool:
    return one.closed is not None and (moments.known_at is None or one.closed <= moments.known_at)


def _outcomes(
    one: Statement,
    verdicts: Mapping[bytes, Sequence[Verdict]],
    others: set[bytes],
    moments: Moments,
    back: str,
) -> tuple[tuple[str, ...], str]:
    """Say what became of one claim, and by whom."""
    out: list[str] = []
    why: list[str] = []
    mine = [v for v in verdicts.get(one.id, ()) if v.verdict in ("verified", "refuted")]
    if mine:
        words = {v.verdict for v in mine}
        out.append("disputed" if len(words) > 1 else "right" if words == {"verified"} else "wrong")
        why += [f"{v.verdict} by {v.by}" + (f" ({v.reason})" if v.reason else "") for v in mine]
    if _ended(one, moments) and one.closing in ("retracted", "superseded"):
        out.append(one.closing)
    if back:
        out.append("retracted")
        why.append(back)
    if one.hidden:
        return (("withheld", *out), "")
    if not mine:
        same = {v.verdict for other in others for v in verdicts.get(other, ())} & {"verified", "refuted"}
        if len(same) == 1:
            out.append("right_elsewhere" if same == {"verified"} else "wrong_elsewhere")
    return tuple(out) or NOT_JUDGED, "; ".join(why)


def _counted(judged: Sequence[Judged]) -> dict[str, int]:
    return {name: n for name in OUTCOMES if (n := sum(1 for j in judged if name in j.outcomes))}


def _sentence(claims: int, counts: Mapping[str, int]) -> str:
    if claims == 0:
        return "this case holds no claim of its own words"
    judged = sum(counts.get(name, 0) for name in ("right", "wrong", "disputed"))
    parts = [
        f"{counts[name]} {OUTCOMES[name]}"
        for name in ("right", "wrong", "disputed", "retracted")
        if name in counts
    ]
    noun = "claim" if claims == 1 else "claims"
    if not parts:
        return f"{claims} {noun}, none judged: this says nothing of the source"
    few = "; so few judgements say little" if judged < FEW else ""
    return f"{claims} {noun}: {', '.join(parts)}{few}"


def _label(case: Case, value: Json) -> str:
    found = case.schema.vocabulary("admiralty_reliability").terms.get(str(value))
    return str(value) if found is None else found.label
