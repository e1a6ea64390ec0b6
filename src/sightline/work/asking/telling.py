"""Answers which incidents there were in a place, and what a source said of somebody."""

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from sightline.core.errors import BadTime
from sightline.model.span import Span
from sightline.model.span_order import Answer as Held
from sightline.model.span_order import could_overlap
from sightline.model.time import read
from sightline.model.values import show
from sightline.model.view import EntityView, Moments, Named, Shown, Statement, weigh
from sightline.store.read import cluster_of, mentions_of, names_of, statements_of
from sightline.store.relations import canonical_of, members_of
from sightline.work.asking.records import Also, Answer, Part, Told, beside
from sightline.work.asking.setting import Setting
from sightline.work.asking.words import who
from sightline.work.controlling.inside import inside_of
from sightline.work.identifying.finding import called
from sightline.work.names_then import named_then
from sightline.work.relating.asking import asked_of
from sightline.work.view import Times, entity, quiet

MOST: Final = 2_000
NOT_SAID: Final = frozenset({"name", "alias"})


def incidents_in(setting: Setting, *, dated: bool) -> Part:
    """List the incidents of a place and of what lies in it; with a date, those that may have happened then."""
    case = setting.case
    answers: list[Answer] = []
    also: list[Also] = []
    with case.catalogue.reading() as connection:
        places, circles = inside_of(connection, setting.about, asked_of(case, connection, setting.times))
        known = setting.moments.known_at
        placed = [
            s
            for s in mentions_of(connection, places, known_at=known)
            if s.property == "place" and not s.hidden and weigh(s, _saying(setting)) is not None
        ]
        heads = canonical_of(connection, {s.entity for s in placed}, known=-1 if known is None else known)
        every = {i for s in placed for i in (s.entity, s.target, s.source, s.via) if i} | set(heads.values())
        names = named_then(case.schema, connection, names_of(connection, every), known)
        where: dict[bytes, list[Statement]] = {}
        for one in placed:
            if names[one.entity].kind == "Incident":
                where.setdefault(heads.get(one.entity, one.entity), []).append(one)
        under = members_of(connection, where, known=-1 if known is None else known)
        said = statements_of(connection, sorted({*where, *under}), known_at=known)
        when: dict[bytes, list[Statement]] = {}
        for one in said:
            if one.property == "occurred" and not one.hidden and weigh(one, _saying(setting)) is not None:
                when.setdefault(under.get(one.entity, one.entity), []).append(one)
        voices = names_of(connection, {i for s in said for i in (s.source, s.via) if i})
        names |= named_then(case.schema, connection, voices, known)
    for incident, mine in where.items():
        made = _incident(setting, names, names[incident], mine, when.get(incident, []), dated=dated)
        if made is not None:
            answers.append(made)
    answers.sort(key=lambda a: (a.valid or "~", a.entity.code))
    also += [beside("disputed", setting.about, (), c.sentence, statements=c.statements) for c in circles]
    return Part(tuple(answers[:MOST]), tuple(also), max(0, len(answers) - MOST))


def said_of_one(setting: Setting, *, dated: bool) -> Part:
    """List what a source said of an actor, place or incident; what it took back or denies stands with its polarity."""
    if setting.second is None:
        return Part()
    times = Times(setting.times.held_at if dated else None, setting.times.said_by, setting.times.known_at)
    view = entity(setting.case, setting.second.id.hex(), times=times)
    with setting.case.catalogue.reading() as connection:
        sources = set(cluster_of(connection, setting.about.id, known_at=setting.moments.known_at))
    mine = [
        s
        for s in (*view.statements, *view.mentions)
        if (s.statement.source in sources or s.statement.via in sources) and not s.statement.hidden
    ]
    answers = [_statement(setting, view, shown) for shown in mine if shown.statement.property not in NOT_SAID]
    answers += [_statement(setting, view, shown) for shown in mine if shown.statement.property in NOT_SAID]
    answers.sort(key=lambda a: (a.said or "~", a.role))
    return Part(tuple(answers[:MOST]), (), max(0, len(answers) - MOST))


def _saying(setting: Setting) -> Moments:
    return evolve(setting.moments, held_at=None)


def _incident(
    setting: Setting,
    names: dict[bytes, Named],
    name: Named,
    placed: list[Statement],
    dates: list[Statement],
    *,
    dated: bool,
) -> Answer | None:
    zone = setting.case.settings.case_zone or "Z"  # days without a zone on both sides are compared as days
    at = None if setting.times.held_at is None else read(setting.times.held_at, zone=zone)
    yes = [s for s in dates if not s.negated and isinstance(s.value, str)]
    spans = [(s, s_span) for s in yes if (s_span := _occurred(s, zone)) is not None]
    if dated and at is not None:
        spans = [(s, span) for s, span in spans if could_overlap(span, at)]
        if not spans:
            return None
    ordered = [s for s, _ in spans] or yes
    best = ordered[0] if ordered else None
    where = [s for s in placed if not s.negated]
    if not where:
        return None
    place = where[0]
    told = tuple(_told(setting, names, s) for s in (*ordered, *where))
    target = names.get(place.target or b"")
    spot = called(setting.about) if target is None else called(target)
    when = (
        "no date is stated" if best is None else f"dated {best.value} by {who([_told(setting, names, best)])}"
    )
    why = f"{called(name)} is placed at {spot} by {who([_told(setting, names, s) for s in where])}; {when}"
    hedged = all(s.hedged for s in where)
    return Answer(
        name, f"incident in {spot}", None, None if best is None else str(best.value),
        None if best is None else best.said or best.said_default, told, why, hedged=hedged,
    )  # fmt: skip


def _statement(setting: Setting, view: EntityView, shown: Shown) -> Answer:
    one = quiet(shown.statement)
    subject = view.names[one.entity]
    inside = {view.id, *(m.id for m in view.members)}
    other = subject if one.entity not in inside else view.names.get(one.target or b"", subject)
    kind = setting.case.schema.kinds.get(subject.kind)
    declared = None if kind is None else kind.properties.get(one.property)
    label = one.property.replace("_", " ") if declared is None else declared.label.lower()
    target = None if one.target is None else view.names.get(one.target)
    value = show(declared, one.value) if target is None else called(target)
    sign = ("not: " if one.negated else "") + ("perhaps: " if one.hedged else "")
    what = f"{sign}{called(subject)} {label} {value}"
    told = (_told(setting, view.names, one),)
    when = "" if one.valid is None else f", for {one.valid}"
    why = f"{what}{when}, says {who(told)}"
    held = None if shown.held is None else shown.held.value
    return Answer(
        other, what, held, one.valid, told[0].said, told, why, hedged=one.hedged, negated=one.negated
    )


def _occurred(one: Statement, zone: str) -> Span | None:
    try:
        return read(str(one.value), zone=one.valid_zone or zone)
    except BadTime:  # written by a version that read more
        return None


def _told(setting: Setting, names: Mapping[bytes, Named], one: Statement) -> Told:
    shown = weigh(one, _saying(setting))
    return Told(
        None if one.source is None else names.get(one.source),
        None if one.via is None else names.get(one.via),
        one.valid,
        one.said or one.said_default,
        one.id.hex(),
        shown is not None and shown.said is Held.POSSIBLY,
    )
