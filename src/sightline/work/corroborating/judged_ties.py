"""Keeps what a person says of two sources in one incident: that they are tied there, or independent of each other.

Each is a statement about the incident, so it has its author, reason and time, can be taken back, and travels with the
case. What was found stays as it was; a judgement decides whether it counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from sightline.core.errors import BadValue, WrongUse
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.record import Record, closing
from sightline.store.read import cluster_of, statements_of
from sightline.work.act import Act, event_after, last_number, reason_given
from sightline.work.case import Case
from sightline.work.corroborating.counting import JudgedTie
from sightline.work.corroborating.heard import Ground, Heard
from sightline.work.people import same_person
from sightline.work.pointing import point_at
from sightline.work.say import record_drafts
from sightline.work.write import writing

PROPERTY: Final = "tie"
WORDS: Final = {"accept": "tied", "refuse": "independent"}
"""What is typed, and the term that is recorded."""
NOTED: Final = 500
"""Letters of a reason that are kept with the statement."""


def judge_tie(case: Case, code: str, one: str, other: str, *, verdict: str, reason: str | None = None) -> Act:
    """Accept or refuse that two sources are tied in one incident.

    Parameters
    ----------
    code : str
        The incident or aggregate; a tie is judged where it matters.
    one, other : str
        The two sources, in any order.
    verdict : str
        ``accept``: they are one witness here, also where nothing was found. ``refuse``: they are independent here.
    reason : str
        Why; it stays readable with the judgement.

    Raises
    ------
    WrongUse
        No such verdict, no reason, or it is no incident.
    BadValue
        Both are one source.
    UnknownName, AmbiguousName
        A code that is not there, or several.
    """
    if verdict not in WORDS:
        raise WrongUse(f"{verdict!r} is no verdict on a tie", item="--tie", todo="say accept or refuse")
    why = reason_given(reason, act="claims --tie")[:NOTED]
    with writing(case) as writer:
        before = last_number(writer)
        connection = writer.connection
        about = point_at(connection, code)
        if PROPERTY not in case.schema.kinds[about.kind].properties:
            raise WrongUse(
                f"is {about.kind}; ties are judged at an incident or aggregate",
                item=about.code,
                todo="give the code of the incident",
            )
        left, right = sorted(
            (point_at(connection, name, kinds=("Source",)) for name in (one, other)), key=lambda n: n.id
        )
        if left.id == right.id or right.id in cluster_of(connection, left.id):
            raise BadValue("both are one source", item=f"{left.code} {right.code}", todo="give two sources")
        qualifiers: dict[str, Json] = {
            "one": {"entity": left.id.hex()},
            "other": {"entity": right.id.hex()},
        }
        draft = Draft(
            about.id.hex(), PROPERTY, WORDS[verdict], qualifiers=qualifiers, note=why, origin="analyst"
        )
        mine = [
            s
            for s in statements_of(connection, cluster_of(connection, about.id))
            if s.property == PROPERTY
            and not s.hidden
            and same_person(s.by or "", case.by)
            and _pair(s.qualifiers) == frozenset((left.id, right.id))
        ]

        def close(ids: Iterable[bytes]) -> list[Record]:
            """Let one's own earlier word on the same two give way."""
            new = next(iter(ids))
            return [
                closing(s.id, "superseded", reason="judged again", successor=new) for s in mine if s.id != new
            ]

        done = record_drafts(writer, [draft], why=why, closings=close)
        told = {"accept": "are tied here", "refuse": "are independent of each other here"}[verdict]
        return Act(
            act="judge",
            event=event_after(writer, before),
            code=about.code,
            id=done.ids[0].hex(),
            known=done.new == 0,
            told=(f"{left.code} {left.title} and {right.code} {right.title} {told}",),
        )


def judged_of(ground: Ground, heard: Iterable[Heard]) -> Mapping[frozenset[bytes], tuple[JudgedTie, ...]]:
    """Read the judgements that stand, by pair of sources; of each person the last word."""
    out: dict[frozenset[bytes], dict[str, JudgedTie]] = defaultdict(dict)
    for one in sorted(heard, key=lambda h: h.one.n):
        said = one.one
        if said.property != PROPERTY or not one.stands or said.negated:
            continue
        raw = _pair(said.qualifiers)
        pair = frozenset(ground.head(source) for source in raw)
        if len(pair) != 2:
            continue
        by = said.by or ""
        out[pair].pop(by, None)
        out[pair][by] = JudgedTie(pair, said.value == "tied", by, said.note or "", said.id)
    return {pair: tuple(said.values()) for pair, said in out.items()}


def _pair(qualifiers: Mapping[str, Json]) -> frozenset[bytes]:
    found = (qualifiers.get("one"), qualifiers.get("other"))
    return frozenset(
        bytes.fromhex(str(value["entity"]))
        for value in found
        if isinstance(value, dict) and "entity" in value
    )
