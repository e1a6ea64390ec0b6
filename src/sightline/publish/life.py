"""Lays out the life of an actor: what it was called, joined, led, split from and became, as bars through time.

Each bar is one statement of one source and leads to it. What is denied or disputed is drawn as that, never left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.core.errors import BadTime
from sightline.model.shown import Link, ShownEntity, ShownJudgement, ShownStatement
from sightline.model.shown_time import ShownTime, shown_time
from sightline.model.time import read
from sightline.publish.timeline import Entry, Row, Tick, axis_of, timeline_of

ITSELF: Final = (
    "name", "renamed", "founded", "exists", "split_from", "merged_into", "succeeded_by", "dissolved",
)  # fmt: skip
WITHIN: Final = ("part_of", "member_of", "affiliated_with", "pledged_to")
BESIDE: Final = ("allied_with", "fights", "members_went_to", "signed")
TERRITORY: Final = ("controls", "governed_by", "contested_by", "besieged_by", "operates_in", "active_in")
INWARD: Final[Mapping[str, str]] = {
    "part_of": "has as a part",
    "member_of": "has as a member",
    "affiliated_with": "has as an affiliate",
    "pledged_to": "took the pledge of",
    "leader_of": "led by",
    "split_from": "lost",
    "merged_into": "took in",
    "succeeded_by": "came after",
    "allied_with": "allied with",
    "fights": "fights",
    "members_went_to": "took members of",
    "governed_by": "governs",
    "contested_by": "contests",
    "besieged_by": "besieges",
}
MOST_LANE: Final = 60
"""Rows of one lane that are drawn; the others stand in the statements below."""


@frozen(slots=True)
class Word:
    """One source's word, with its bar."""

    statement: ShownStatement
    bar: Row | None
    """None where it has no date."""
    when: str
    """What the bar says, or when it was said where nothing dates it."""


@frozen(slots=True)
class LifeRow:
    """One thing that is said of the actor, by everybody who says it."""

    label: str
    other: Link | None
    value: str
    """What it says where that is no other record: a name, a day."""
    place: str
    state: str
    """affirmed, hedged, disputed, denied, or past."""
    words: tuple[Word, ...]


@frozen(slots=True)
class Lane:
    """Rows of one sort."""

    title: str
    rows: tuple[LifeRow, ...]
    left_out: int = 0


@frozen(slots=True)
class Life:
    """All of it, over one axis."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    confusable: tuple[ShownJudgement, ...]
    """Judgements that it is, or may be, another than one that is easily taken for it."""
    local_parts: tuple[ShownStatement, ...]


def life_of(entity: ShownEntity, pointing: Sequence[ShownStatement]) -> Life | None:
    """Lay out an actor's life; None for other kinds, and where nothing is told.

    Parameters
    ----------
    pointing : sequence of ShownStatement
        What others' records say of it.
    """
    if entity.kind != "Actor":
        return None
    gathered: dict[tuple[str, str, bool, str], list[ShownStatement]] = defaultdict(list)
    for one in entity.statements:
        lane = _lane(one, inward=False)
        if lane and one.status not in ("withheld", "erased"):
            gathered[lane, one.property, False, one.code or one.value].append(one)
    for one in pointing:
        lane = _lane(one, inward=True) if one.code == entity.code else ""
        if lane and one.status not in ("withheld", "erased"):
            gathered[lane, one.property, True, one.subject.code or one.subject.title].append(one)
    times = [t for many in gathered.values() for one in many if (t := _when(one)) is not None]
    axis = axis_of(times)
    rows: dict[str, list[LifeRow]] = defaultdict(list)
    for (lane, _, inward, _), many in gathered.items():
        rows[lane].append(_row(many, axis, inward=inward))
    local = tuple(one for one in (*entity.statements, *pointing) if _is_local(one))
    confusable = tuple(j for j in entity.judgements if j.verdict in ("different", "unsure") and j.others)
    if not confusable and not local and sum(len(many) for many in gathered.values()) < 2:
        return None
    lanes = tuple(
        Lane(title, tuple(sorted(rows[title], key=_order)[:MOST_LANE]), max(0, len(rows[title]) - MOST_LANE))
        for title in ("Itself", "Stands under", "Members and parts", "Led by", "Leads", "Beside and against", "Where")
        if rows[title]
    )  # fmt: skip
    drawn = timeline_of([Entry(t, "", None, "") for t in times], axis=axis)
    return Life(lanes, () if drawn is None else drawn.ticks, confusable, local)


def _lane(one: ShownStatement, *, inward: bool) -> str:
    prop = one.property
    if prop == "leader_of":
        return "Led by" if inward else "Leads"
    if prop in WITHIN:
        return "Members and parts" if inward else "Stands under"
    if prop in ITSELF and (not inward or prop in INWARD):
        return "Itself"
    if prop in BESIDE:
        return "Beside and against"
    return "Where" if prop in TERRITORY else ""


def _when(one: ShownStatement) -> ShownTime | None:
    """Give when it held; of an event whose value is its date, that date."""
    if one.valid is not None:
        return one.valid
    if one.property not in ("dissolved", "founded"):
        return None
    try:
        return shown_time(read(one.raw or one.value))
    except BadTime:
        return None


def _row(many: Sequence[ShownStatement], axis: tuple[int, int] | None, *, inward: bool) -> LifeRow:
    first = many[0]
    other: Link | None = None
    if inward:
        other = first.subject
    elif first.code is not None:
        other = Link(first.value, first.code)
    label = INWARD.get(first.property, first.label.lower()) if inward else first.label.lower()
    words = tuple(_word(one, axis) for one in sorted(many, key=_said))
    places = dict.fromkeys(q.text for one in many for q in one.qualifiers if q.id == "place")
    return LifeRow(label, other, first.value if other is None else "", ", ".join(places), _state(many), words)


def _word(one: ShownStatement, axis: tuple[int, int] | None) -> Word:
    when = _when(one)
    if when is None or axis is None:
        return Word(one, None, "no date given" if one.property != "name" else "")
    attested = None if one.said is None else one.said.end_max
    entry = Entry(when, "", None, "", denied=one.polarity == "negated", attested_ms=attested)
    drawn = timeline_of([entry], axis=axis)
    return Word(one, None if drawn is None else drawn.rows[0], when.text)


def _state(many: Iterable[ShownStatement]) -> str:
    """Say how a row stands: a denial by the same source speaks of its own time, one by another disputes it."""
    current = [one for one in many if one.status == "current" and one.withdrawn_ms is None]
    if not current:
        return "past"
    yes = [one for one in current if one.polarity == "affirmed"]
    no = [one for one in current if one.polarity == "negated"]
    if not yes:
        return "denied"
    if any(_who(a) != _who(b) and _meet(a.valid, b.valid) for a in yes for b in no):
        return "disputed"
    return "hedged" if all(one.certainty == "hedged" for one in yes) else "affirmed"


def _who(one: ShownStatement) -> str:
    link = one.via or one.source
    return "" if link is None else link.code or link.title


def _meet(a: ShownTime | None, b: ShownTime | None) -> bool:
    """Tell whether two times may share a moment; what has no date may be any."""
    if a is None or b is None:
        return True
    apart = a.end_max is not None and b.begin_min is not None and a.end_max <= b.begin_min
    return not apart and not (b.end_max is not None and a.begin_min is not None and b.end_max <= a.begin_min)


def _is_local(one: ShownStatement) -> bool:
    """Tell whether it says that one is part of another at a place, or a local one in so many words."""
    if one.status != "current" or one.property not in WITHIN:
        return False
    return any(q.id == "place" or (q.id == "role" and "local" in q.text.lower()) for q in one.qualifiers)


def _said(one: ShownStatement) -> tuple[int, str]:
    begin = None if one.said is None else one.said.begin_min
    return (2**62 if begin is None else begin, one.id)


def _order(row: LifeRow) -> tuple[int, str]:
    begins = [
        t.begin_min
        for word in row.words
        if (t := _when(word.statement)) is not None and t.begin_min is not None
    ]
    return (min(begins, default=-(2**62) if row.label.startswith("name") else 2**62), row.label)
