"""Tells beside an answer what became of those it names: ended, renamed, split, merged; and what a source corrected.

A thing that ended in the world and a source that had been wrong are kept apart: they are different kinds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from attrs import evolve

from sightline.core.errors import BadTime
from sightline.model.span import Span
from sightline.model.time import read
from sightline.model.values import show
from sightline.model.view import Named, Statement, weigh
from sightline.store.read import mentions_of, names_of, statements_of
from sightline.store.relations import canonical_of, members_of
from sightline.work.asking.records import Also, Told, beside
from sightline.work.asking.setting import Setting
from sightline.work.asking.words import who
from sightline.work.identifying.finding import called
from sightline.work.names_then import named_then
from sightline.work.view import named_in

OF_ITSELF: Final = (
    "dissolved", "renamed", "merged_into", "succeeded_by", "split_from", "members_went_to"
)  # fmt: skip
ENDING: Final = ("dissolved", "merged_into", "succeeded_by")
DATED: Final = ("dissolved",)
"""Those whose value is the date."""
NAMES: Final = ("name", "alias")
MOST: Final = 60
MOST_ACTORS: Final = 200


def corrections(setting: Setting, actors: Collection[bytes], taken: Collection[str]) -> list[Also]:
    """Gather what had been said by then of these actors that ends or corrects something; ``taken`` is told already."""
    case, known = setting.case, setting.moments.known_at
    moments = evolve(setting.moments, held_at=None)
    with case.catalogue.reading() as connection:
        number = -1 if known is None else known
        heads = sorted(actors)[:MOST_ACTORS]
        under = members_of(connection, heads, known=number)
        ids = [*heads, *sorted(under)]
        said = [
            *statements_of(connection, ids, known_at=known),
            *mentions_of(connection, ids, known_at=known),
        ]
        open_now = {s.n: s for s in said if not s.hidden and weigh(s, moments) is not None}
        every = [open_now[n] for n in sorted(open_now)]
        ends = {i for s in every for i in named_in(s)}
        canonical = {**canonical_of(connection, ends, known=number), **under}
        now = names_of(connection, ends | set(canonical.values()))
        names = named_then(case.schema, connection, now, known)
    inside = set(ids)
    out = [
        *_ended(setting, every, inside, names, canonical),
        *_corrected(setting, every, names, canonical),
    ]
    return [one for one in out if not set(one.statements) <= set(taken)][:MOST]


def _ended(
    setting: Setting,
    every: Iterable[Statement],
    inside: Collection[bytes],
    names: Mapping[bytes, Named],
    canonical: Mapping[bytes, bytes],
) -> Iterable[Also]:
    for one in every:
        if one.entity not in inside:
            continue
        gone = one.property == "exists" and one.negated
        if not gone and (one.property not in OF_ITSELF or one.negated):
            continue
        name = names[canonical.get(one.entity, one.entity)]
        told = (_told(names, one),)
        words = "no longer exists" if gone else _words(setting, one, names, canonical)
        sure = "perhaps " if one.hedged else ""
        when = "" if one.valid is None else f", for {one.valid}"
        after = _after(setting, one)
        why = f"{sure}{called(name)} {words}{when}, says {who(told)}{after}"
        made = beside("event", name, told, why, hedged=one.hedged, negated=one.negated)
        ends = (gone or one.property in ENDING) and not one.hedged and _surely_by(setting, one)
        yield evolve(made, ends=ends)


def _corrected(
    setting: Setting,
    every: Sequence[Statement],
    names: Mapping[bytes, Named],
    canonical: Mapping[bytes, bytes],
) -> Iterable[Also]:
    """Tell of what its own source took back without a date: it had been wrong, the world did not change."""
    said: dict[tuple[object, ...], list[Statement]] = {}
    for one in every:
        if one.source is not None and not one.negated:
            said.setdefault(_key(one, canonical), []).append(one)
    for one in every:
        if not one.negated or one.valid is not None or one.source is None:
            continue
        if one.property not in (*NAMES, *setting.case.schema.related):
            continue
        before = [s for s in said.get(_key(one, canonical), ()) if s.n != one.n]
        if not before:
            continue
        name = names[canonical.get(one.entity, one.entity)]
        told = (_told(names, one), *(_told(names, s) for s in before))
        words = _words(setting, one, names, canonical)
        why = (
            f"{called(name)} {words} ({who(told[1:])}): corrected by {who(told[:1])}; "
            "the source had been wrong, the world did not change"
        )
        yield beside("corrected", name, told, why, hedged=one.hedged, negated=True)


def _key(one: Statement, canonical: Mapping[bytes, bytes]) -> tuple[object, ...]:
    value: object = str(one.value) if one.target is None else canonical.get(one.target, one.target)
    return canonical.get(one.entity, one.entity), one.property, value, one.source


def _words(
    setting: Setting, one: Statement, names: Mapping[bytes, Named], canonical: Mapping[bytes, bytes]
) -> str:
    label = {"dissolved": "was dissolved", "renamed": "was renamed", "alias": "also called"}.get(
        one.property, one.property.replace("_", " ")
    )
    if one.target is not None:
        return f"{label} {called(names[canonical.get(one.target, one.target)])}"
    kind = setting.case.schema.kinds.get(names[one.entity].kind)
    declared = None if kind is None else kind.properties.get(one.property)
    value = show(declared, one.value)
    return f"{label} “{value}”" if one.property in ("renamed", "alias", "name") else f"{label} {value}"


def _after(setting: Setting, one: Statement) -> str:
    """Say so where it came only after the day that is asked about."""
    at, span = setting.moments.held_at, _when(setting, one)
    if at is None or span is None or at.end_latest is None or span.begin_earliest is None:
        return ""
    return f" (after {setting.at})" if span.begin_earliest >= at.end_latest else ""


def _surely_by(setting: Setting, one: Statement) -> bool:
    """Tell whether it had surely happened by the end of the day that is asked about; undated, by when it was said."""
    at = setting.moments.held_at
    span = _when(setting, one) or one.said_span()
    if at is None or at.end_latest is None:
        return True
    return span is not None and span.end_latest is not None and span.end_latest <= at.end_latest


def _when(setting: Setting, one: Statement) -> Span | None:
    """Give when an event happened: as its value says where that is a date, else as it is said to have held."""
    if one.property in DATED and isinstance(one.value, str):
        try:
            return read(one.value, zone=one.valid_zone or setting.case.settings.case_zone or None)
        except BadTime:  # written by a version that read more
            return None
    return one.valid_span()


def _told(names: Mapping[bytes, Named], one: Statement) -> Told:
    return Told(
        None if one.source is None else names.get(one.source),
        None if one.via is None else names.get(one.via),
        one.valid,
        one.said or one.said_default,
        one.id.hex(),
    )
