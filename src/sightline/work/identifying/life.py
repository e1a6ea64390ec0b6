"""Lays out the life of an actor: what happened to it and held of it, each event once with every source's word on it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sightline.model.schema import Kind, Schema
from sightline.model.span_order import held_at
from sightline.model.values import show
from sightline.model.view import EntityView, Moments, Named, Shown, Statement
from sightline.work.identifying.records import LifeEvent, NameLine, Voice
from sightline.work.statement_json import evidence_json

NAMES: Final = ("name", "alias", "renamed")
EVENTS: Final = ("founded", "exists", "renamed", "dissolved")
"""Of the actor itself; all relations of the schema come beside them."""
LOCAL: Final = ("part_of", "member_of", "affiliated_with")
MOST: Final = 2_000
_LAST: Final = 2**62


def name_lines(
    view: EntityView, moments: Moments, judged: Mapping[str, str] | None = None
) -> tuple[NameLine, ...]:
    """Gather the names, each with everybody who uses or denies it; names nobody denies first."""
    gathered: dict[tuple[str, str], list[Shown]] = {}
    for shown in view.statements:
        one = shown.statement
        if one.property in NAMES and not one.hidden and isinstance(one.value, str):
            gathered.setdefault((one.value, one.property), []).append(shown)
    lines = [
        NameLine(
            text,
            mine[0].statement.lang,
            sort,
            tuple(voice(view.names, s, moments, judged=judged) for s in mine),
        )
        for (text, sort), mine in gathered.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.denied, NAMES.index(line.sort))))


def life_of(
    schema: Schema,
    view: EntityView,
    moments: Moments,
    stopped: Mapping[str, tuple[str, ...]],
    judged: Mapping[str, str] | None = None,
) -> tuple[tuple[LifeEvent, ...], int]:
    """Gather the events of a life in the order they may have begun; the number is of statements left out.

    ``stopped``: by id of a statement, the ids of those by which it was over at the date asked for; ``judged``: who
    judged it right or wrong.
    """
    inside = {view.id, *(m.id for m in view.members)}
    gathered: dict[tuple[str, bool, object], list[Shown]] = {}
    count = 0
    for shown in _telling(schema, view):
        one = shown.statement
        count += 1
        if count > MOST:
            continue
        inward = one.entity not in inside
        other = one.entity if inward else (one.target if one.target is not None else str(one.value))
        gathered.setdefault((one.property, inward, other), []).append(shown)
    events = [
        _event(schema, view, mine, inward=inward, prop=prop, moments=moments, stopped=stopped, judged=judged)
        for (prop, inward, _), mine in gathered.items()
    ]
    events.sort(key=lambda e: (_LAST if e.begin is None else e.begin, e.what))
    return tuple(events), max(0, count - MOST)


def local_parts(view: EntityView, life: Iterable[LifeEvent]) -> tuple[LifeEvent, ...]:
    """Pick the events by which one is a part of another at a place, or a local one in so many words."""
    local = {
        s.statement.id.hex()
        for s in (*view.statements, *view.mentions)
        if s.statement.property in LOCAL
        and (
            "place" in s.statement.qualifiers
            or "local" in str(s.statement.qualifiers.get("role", "")).lower()
        )
    }
    return tuple(e for e in life if any(v.statement in local for v in e.voices))


def voice(
    names: Mapping[bytes, Named],
    shown: Shown,
    moments: Moments,
    stopped: Mapping[str, tuple[str, ...]] | None = None,
    judged: Mapping[str, str] | None = None,
) -> Voice:
    """Write one statement as somebody's word."""
    one = shown.statement
    identifier = one.id.hex()
    return Voice(
        statement=identifier,
        source=None if one.source is None else names.get(one.source),
        origin=one.origin,
        via=None if one.via is None else names.get(one.via),
        valid=one.valid,
        said=one.said if one.said is not None else one.said_default,
        negated=one.negated,
        hedged=one.hedged,
        held=_held(one, moments),
        evidence=tuple(evidence_json(ref, names) for ref in one.evidence),
        note=one.note,
        superseded_by=() if stopped is None else stopped.get(identifier, ()),
        judged="" if judged is None else judged.get(identifier, ""),
    )


def _telling(schema: Schema, view: EntityView) -> Iterable[Shown]:
    for shown in view.statements:
        prop = shown.statement.property
        if not shown.statement.hidden and (prop in EVENTS or prop in schema.related):
            yield shown
    for shown in view.mentions:
        if not shown.statement.hidden and shown.statement.property in schema.related:
            yield shown


def _event(
    schema: Schema,
    view: EntityView,
    mine: Sequence[Shown],
    *,
    inward: bool,
    prop: str,
    moments: Moments,
    stopped: Mapping[str, tuple[str, ...]],
    judged: Mapping[str, str] | None,
) -> LifeEvent:
    first = mine[0].statement
    far = first.entity if inward else first.target
    other = None if far is None else view.names.get(far)
    place = _place(view, mine)
    begins = [b for s in mine if not s.statement.negated and (b := _begin(s.statement)) is not None]
    if not begins:
        begins = [b for s in mine if (b := _begin(s.statement)) is not None]
    kind = schema.kinds.get(other.kind if inward and other is not None else view.kind)
    what = _words(kind, first, other, inward=inward)
    if place is not None and (other is None or place.id != other.id):
        what += f", in {place.title}"
    return LifeEvent(
        what, prop, inward, other, place, min(begins, default=None),
        tuple(voice(view.names, s, moments, stopped, judged) for s in _by_said(mine)),
    )  # fmt: skip


def _words(kind: Kind | None, one: Statement, other: Named | None, *, inward: bool) -> str:
    declared = None if kind is None else kind.properties.get(one.property)
    label = one.property.replace("_", " ") if declared is None else declared.label.lower()
    if inward and declared is not None and declared.inverse:
        label = declared.inverse
    elif inward:
        label = f"{label} (of another)"
    return f"{label} {show(declared, one.value) if other is None else other.title}"


def _place(view: EntityView, mine: Sequence[Shown]) -> Named | None:
    for shown in mine:
        found = shown.statement.qualifiers.get("place")
        if isinstance(found, dict) and "entity" in found:
            return view.names.get(bytes.fromhex(str(found["entity"])))
    return None


def _begin(one: Statement) -> int | None:
    span = one.valid_span()
    if span is None:
        span = one.said_span()
        return None if span is None or one.property not in EVENTS else span.begin_earliest
    return span.begin_earliest


def _by_said(mine: Sequence[Shown]) -> list[Shown]:
    def when(shown: Shown) -> tuple[int, int]:
        span = shown.statement.said_span()
        first = None if span is None else span.begin_earliest
        return (-_LAST if first is None else first, shown.statement.n)

    return sorted(mine, key=when)


def _held(one: Statement, moments: Moments) -> str | None:
    if moments.held_at is None or one.valid is None:
        return None
    return held_at(one.valid_span(), moments.held_at, said=one.said_span()).value
