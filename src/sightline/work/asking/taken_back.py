"""Tells what a source had said in answer to a question and took back since: an answer that is gone is not silence."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve

from sightline.model.view import Named, Statement, weigh
from sightline.store.read import cluster_of, mentions_of, names_of, statements_of
from sightline.store.relations import canonical_of
from sightline.work.asking.records import Also, Told, beside
from sightline.work.asking.setting import Setting
from sightline.work.asking.words import who
from sightline.work.identifying.finding import called
from sightline.work.names_then import named_then
from sightline.work.view import named_in

CLOSINGS: Final[Mapping[str, str]] = {
    "retracted": "taken back by its source since",
    "superseded": "given up for a later statement",
}
"""A statement that this case had written down wrongly was never said, and is not told."""
TERRITORY: Final[Mapping[str, tuple[str, ...]]] = {
    "governing": ("governed_by",),
    "controlled": ("controls", "contested_by"),
    "contested": ("contested_by",),
    "besieged": ("besieged_by",),
    "holdings": ("controls", "governed_by", "contested_by", "besieged_by"),
}
MOST: Final = 20


def taken_back(setting: Setting, props: Sequence[str]) -> list[Also]:
    """List the statements about the one asked of, of these properties, that stand no more at what is known."""
    known = setting.moments.known_at
    moments = evolve(setting.moments, known_at=None)
    with setting.case.catalogue.reading() as connection:
        ids = cluster_of(connection, setting.about.id, known_at=known)
        every = [
            *statements_of(connection, ids, known_at=known, closed=True),
            *mentions_of(connection, ids, known_at=known, closed=True),
        ]
        every = [one for one in every if one.property in props]
        last = {
            one.id: one for one in sorted(every, key=lambda one: one.n)
        }  # one said again stands, or ended otherwise
        gone = {
            one.id: one
            for one in last.values()
            if _closed(one, known)
            and one.closing in CLOSINGS
            and not one.hidden
            and not one.negated
            and weigh(one, moments) is not None
        }
        ends = {i for one in gone.values() for i in named_in(one)}
        heads = canonical_of(connection, ends, known=-1 if known is None else known)
        now = names_of(connection, ends | set(heads.values()))
        names = named_then(setting.case.schema, connection, now, known)
    inside = set(ids)
    return [_told(one, inside, names, heads) for one in list(gone.values())[:MOST]]


def _closed(one: Statement, known: int | None) -> bool:
    return one.closed is not None and (known is None or one.closed <= known)


def _told(
    one: Statement, inside: set[bytes], names: Mapping[bytes, Named], heads: Mapping[bytes, bytes]
) -> Also:
    subject = names[heads.get(one.entity, one.entity)]
    value = None if one.target is None else names.get(heads.get(one.target, one.target))
    other = value if one.entity in inside else subject
    by = Told(
        None if one.source is None else names.get(one.source),
        None if one.via is None else names.get(one.via),
        one.valid,
        one.said or one.said_default,
        one.id.hex(),
    )
    what = f"{called(subject)} {one.property.replace('_', ' ')} {'' if value is None else called(value)}".rstrip()
    when = "" if one.valid is None else f", for {one.valid}"
    why = f"{what}{when} ({who([by])}): {CLOSINGS[one.closing or '']}"
    return beside("retracted", other, [by], why, hedged=one.hedged)
