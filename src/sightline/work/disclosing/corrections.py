"""Dated changes of what sources say and of what this case holds, and the dates from which a look back differs."""

from collections import defaultdict
from collections.abc import Iterable

from sightline.core.errors import BadTime
from sightline.model.disclosed import Correction, TimeOffered
from sightline.model.shown import Axis
from sightline.model.shown_time import ShownTime
from sightline.model.time import could_overlap, read
from sightline.model.view import Statement
from sightline.work.disclosing.held import Held, Said
from sightline.work.disclosing.statements import Showing, later, said_time
from sightline.work.disclosing.words import (
    day_text,
    entity_in,
    link,
    property_label,
    property_of,
    said_text,
    shown_time,
)

_OURS = frozenset({"state", "fitness", "release"})
"""Properties whose change is our own work going on, no correction."""
_ONE_ANSWER = frozenset({"range", "date", "term", "integer", "decimal"})
_MOST_TIMES = 24


def corrections_of(showing: Showing) -> tuple[Correction, ...]:
    """List dated changes: what a source denied or gave otherwise later, what updates what, what we took back."""
    held = showing.held
    out: list[Correction] = []
    for head, members in showing.members.items():
        every = [s for m in members for s in held.said.get(m, ()) if not s.one.hidden]
        out += _denials(held, head, every)
        out += _revisions(held, head, every)
        out += _updates(held, head, every)
        if showing.internal:
            out += _closings(held, head, every)
    return tuple(sorted(dict.fromkeys(out), key=lambda c: (c.at_ms, c.text)))


def _phrase(held: Held, one: Statement) -> str:
    text = said_text(held, property_of(held, one.entity, one.property), one)
    return f"{property_label(held, one.entity, one.property).lower()} {text}"


def _on(held: Held, one: Statement, head: bytes, text: str) -> list[Correction]:
    time = said_time(one)
    if time is None or time.begin_max is None or time.end_max is None:
        return []
    return [Correction(time.text, time.end_max, "said", text, held.entities[head].code)]


def _denials(held: Held, head: bytes, every: list[Said]) -> list[Correction]:
    """Find what a source affirmed and later denied: of another time the world changed, of the same it was wrong."""
    out = []
    title = held.entities[head].title
    for denial in (s.one for s in every if s.stands and s.one.negated and s.one.source is not None):
        for one in (s.one for s in every if not s.one.negated and _of_one(held, s.one, denial)):
            if (one.property, one.value) != (denial.property, denial.value) or not later(one, denial):
                continue
            before = said_time(one)
            when = "" if before is None or before.begin_min is None else f", said {_at(before.text)},"
            who = link(held, denial.source).title  # type: ignore[arg-type]
            changed = denial.valid is not None and denial.valid != one.valid
            valid = shown_time(denial.valid, denial.valid_zone)
            of = f" {_at(valid.text)}" if changed and valid is not None else ""
            told = (
                f"is no longer so{of}, says {who}." if changed else f"was wrong, says its own source: {who}."
            )
            out += _on(held, denial, head, f"{title}: {_phrase(held, one)}{when} {told}")
            break
    return out


def _of_one(held: Held, one: Statement, other: Statement) -> bool:
    """Tell whether both are of one source, also where a person recorded only later that two names are of one."""
    return (
        one.source is not None
        and other.source is not None
        and held.head(one.source) == held.head(other.source)
    )


def _at(text: str) -> str:
    return f"on {text}" if text[:1].isdigit() else text


def _revisions(held: Held, head: bytes, every: list[Said]) -> list[Correction]:
    """Find where one source gives another figure, date or term than it gave before, about the same."""
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for said in every:
        one = said.one
        declared = property_of(held, one.entity, one.property)
        fits = declared is not None and (declared.type in _ONE_ANSWER or declared.single)
        if fits and said.stands and not one.negated and one.source is not None and one.property not in _OURS:
            same = {
                k: str(v) for k, v in one.qualifiers.items() if k not in ("basis", "against", "assumption")
            }
            via = None if one.via is None else held.head(one.via)
            groups[(one.property, held.head(one.source), via, tuple(sorted(same.items())))].append(one)
    out = []
    for mine in groups.values():
        for one in mine:
            for two in mine:
                if one.value != two.value and later(one, two) and not _agree(one, two):
                    who = link(held, two.source).title  # type: ignore[arg-type]
                    before = said_time(one)
                    text = f"{held.entities[head].title}: {_phrase(held, two)}, where {who} had said {_only(held, one)}"
                    out += _on(held, two, head, f"{text}{'' if before is None else f' {_at(before.text)}'}.")
    return out


def _only(held: Held, one: Statement) -> str:
    return said_text(held, property_of(held, one.entity, one.property), one)


def _agree(one: Statement, two: Statement) -> bool:
    """Tell whether two dates may both be right, or two things each held at a time of its own."""
    first, second = one.valid_span(), two.valid_span()
    if first is not None and second is not None and not could_overlap(first, second):
        return True
    if isinstance(one.value, str) and isinstance(two.value, str):
        try:
            return could_overlap(read(one.value), read(two.value))
        except BadTime:
            return False
    return False


def _updates(held: Held, head: bytes, every: list[Said]) -> list[Correction]:
    """Find published things that update or correct earlier ones, on the day they were published."""
    out = []
    posted = [s.one for s in every if s.one.property in ("posted_at", "published_at") and s.stands]
    for said in every:
        target = entity_in(said.one.value)
        if (
            said.one.property not in ("updates", "corrects")
            or target is None
            or not said.stands
            or said.one.negated
        ):
            continue
        time = said_time(said.one) or (shown_time(str(posted[0].value), None) if posted else None)
        if time is None or time.end_max is None:
            continue
        text = f"{held.entities[head].title} {said.one.property} {link(held, target).title}."
        out.append(Correction(time.text, time.end_max, "said", text, held.entities[head].code))
    return out


def _closings(held: Held, head: bytes, every: list[Said]) -> list[Correction]:
    """Find what this case took back or replaced, with the reason."""
    words = {
        "superseded": "replaced",
        "retracted": "withdrawn by its source",
        "mistranscribed": "we had recorded it wrongly",
    }
    out = []
    for said in every:
        if said.closed is None or said.one.property in _OURS:
            continue
        how = words.get(said.closed.deed, said.closed.deed)
        reason = f" ({said.closed.reason})" if said.closed.reason else ""
        text = f"{held.entities[head].title}: {_phrase(held, said.one)}: {how}{reason}."
        out.append(
            Correction(day_text(said.closed.at), said.closed.at, "known", text, held.entities[head].code)
        )
    return out


def times_of(showing: Showing, corrections: Iterable[Correction]) -> tuple[TimeOffered, ...]:
    """Offer the dates from which a look back differs: before and after each correction, each on its own axis."""
    offered: dict[TimeOffered, int] = {}
    for one in corrections:
        if one.axis == "known":
            offered[TimeOffered("known", one.at, str(one.at_ms))] = one.at_ms
            offered[TimeOffered("known", f"{one.at}, before a correction", str(one.at_ms - 1))] = (
                one.at_ms - 1
            )
    for axis, time in (*_said_days(showing), *_held_days(showing)):
        if time.begin_min is not None and time.end_max is not None:
            offered.setdefault(TimeOffered(axis, time.text, time.edtf, time.zone), time.end_max)
    kept: dict[Axis, list[TimeOffered]] = defaultdict(list)
    for one_time in sorted(offered, key=lambda t: (t.axis, -offered[t], t.label)):
        kept[one_time.axis].append(one_time)
    return tuple(one for mine in kept.values() for one in mine[:_MOST_TIMES])


def _said_days(showing: Showing) -> Iterable[tuple[Axis, ShownTime]]:
    """Give the days on which something was said that its source denied later, and the days it did so."""
    for every in showing.held.said.values():
        for denial in (s.one for s in every if s.stands and s.one.negated and s.one.source is not None):
            for one in (s.one for s in every if s.one.source == denial.source and not s.one.negated):
                if (one.property, one.value) == (denial.property, denial.value) and later(one, denial):
                    yield from (
                        ("said", time) for time in (said_time(one), said_time(denial)) if time is not None
                    )


def _held_days(showing: Showing) -> Iterable[tuple[Axis, ShownTime]]:
    """Give the days for which one property of one entity has different answers."""
    for every in showing.held.said.values():
        days: dict[str, dict[str, ShownTime]] = defaultdict(dict)
        for said in every:
            time = shown_time(said.one.valid, said.one.valid_zone) if said.stands else None
            if time is not None:
                days[said.one.property][time.edtf] = time
        for mine in days.values():
            if len(mine) > 1:
                yield from (("held", time) for time in mine.values())
