"""Answers questions about who held, governed, contested or besieged a place, and what an actor held: by source."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sightline.model.view import Named
from sightline.store.read import cluster_of, mentions_of, names_of, statement_with_id, statements_of
from sightline.store.relations import canonical_of
from sightline.work.asking.records import Also, Answer, Part, Told, beside
from sightline.work.asking.setting import Setting
from sightline.work.asking.words import reason, who
from sightline.work.control import Control, Holding, PlaceControl, control, said_of
from sightline.work.controlling.records import ROLES
from sightline.work.identifying.finding import called
from sightline.work.names_then import named_then
from sightline.work.relating.records import Said

ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "governing": ("governs",),
    "controlled": ("controls", "contests"),
    "contested": ("contests",),
    "besieged": ("besieges",),
    "holdings": ("controls", "governs", "contests", "besieges"),
}
PICTURES: Final = {"controls": 0, "contests": 0, "governs": 1, "besieges": 2}
MOST_INSIDE: Final = 40
_RANK: Final = {"held": 3, "possibly": 2, None: 1, "last attested": 0, "no": -1}


def of_place(setting: Setting, form: str) -> Part:
    """Answer who did it to a place; what lies in the place stands beside."""
    found, said = _map(setting, within=setting.about.id.hex())
    answers: list[Answer] = []
    also: list[Also] = []
    for place in found.places:
        if place.place.id == setting.about.id:
            made, more = _one_place(setting, found, said, place, ANSWERS[form])
            answers += made
            also += more
        elif sum(one.kind == "inside" for one in also) < MOST_INSIDE:
            also += _inside(setting, found, said, place, ANSWERS[form])
    for dispute in found.contradictions:
        here = {h.id.hex() for p in found.places if p.place.id == setting.about.id for h in p.holdings}
        if here & set(dispute.statements):
            also.append(
                beside("disputed", setting.about, (), dispute.sentence, statements=dispute.statements)
            )
    return Part(tuple(answers), tuple(also))


def of_actor(setting: Setting) -> Part:
    """Answer what places an actor held, governed, contested or besieged."""
    found, said = _map(setting, within=None)
    own = _own(setting)
    answers: list[Answer] = []
    also: list[Also] = []
    for place in found.places:
        mine = [h for h in place.holdings if h.actor == setting.about.id]
        for role in ANSWERS["holdings"]:
            yes = [h for h in mine if h.role == role and not h.negated]
            no = [h for h in mine if h.role == role and h.negated]
            what = f"{called(setting.about)} {role} {called(place.place)}"
            if yes:
                answers.append(_answer(setting, found, said, place.place, what, yes, no))
            elif no:
                also.append(_denied(found, said, place.place, what, no, others=False))
        ids = {h.id.hex() for h in mine}
        also += [
            beside("disputed", place.place, (), dispute.sentence, statements=dispute.statements)
            for dispute in found.contradictions
            if ids & set(dispute.statements)
        ]
        also += _replaced(setting, found, place, only=own)
    return Part(tuple(answers), tuple(also))


def _map(setting: Setting, *, within: str | None) -> tuple[Control, Mapping[int, Said]]:
    times = setting.times
    found = control(
        setting.case, at=times.held_at, within=within, said_by=times.said_by, known_at=times.known_at
    )
    every = [h for p in found.places for h in p.holdings]
    if within is None:
        every = [h for h in every if h.actor == setting.about.id]
    return found, said_of(setting.case, every, at=times.held_at, said_by=times.said_by)


def _one_place(
    setting: Setting, found: Control, said: Mapping[int, Said], place: PlaceControl, roles: Sequence[str]
) -> tuple[list[Answer], list[Also]]:
    answers: list[Answer] = []
    also: list[Also] = []
    gathered: dict[tuple[str, bytes], list[Holding]] = defaultdict(list)
    for one in place.holdings:
        gathered[(one.role, one.actor)].append(one)
    for (role, actor), mine in gathered.items():
        yes, no = [h for h in mine if not h.negated], [h for h in mine if h.negated]
        what = f"{called(found.names[actor])} {role} {called(place.place)}"
        name = found.names[actor]
        if yes and role in roles:
            answers.append(_answer(setting, found, said, name, what, yes, no))
        elif yes:
            made = _answer(setting, found, said, name, what, yes, no)
            also.append(beside("related", name, made.told, made.why, hedged=made.hedged))
        if no and (role in roles or yes):
            also.append(_denied(found, said, name, what, no, others=bool(yes)))
    answers.sort(key=lambda a: (-_RANK[a.held], a.role, a.entity.title, a.entity.code))
    # who held it is told beside who governed it
    beside_it = (*roles, "controls") if "governs" in roles else roles
    return answers, [*also, *_replaced(setting, found, place, roles=beside_it)]


def _answer(
    setting: Setting,
    found: Control,
    said: Mapping[int, Said],
    name: Named,
    what: str,
    yes: Sequence[Holding],
    no: Sequence[Holding],
) -> Answer:
    ordered = sorted(yes, key=lambda h: (-_RANK[_held(h)], h.n))
    told = tuple(_told(found, said, h) for h in ordered)
    hedged = all(h.hedged for h in yes)
    why = reason(what, told, _held(ordered[0]), setting.at, hedged=hedged)
    if no:
        why += f"; denied by {who([_told(found, said, h) for h in no])}"
    return Answer(name, what, _held(ordered[0]), told[0].valid, told[0].said, told, why, hedged=hedged)


def _denied(
    found: Control, said: Mapping[int, Said], name: Named, what: str, no: Sequence[Holding], *, others: bool
) -> Also:
    told = tuple(_told(found, said, h) for h in no)
    when = "" if told[0].valid is None else f", for {told[0].valid}"
    why = f"not so: {what}{when}, says {who(told)}"
    kind = "disputed" if others else "denied"
    return beside(kind, name, told, why, hedged=all(h.hedged for h in no), negated=True)


def _inside(
    setting: Setting, found: Control, said: Mapping[int, Said], place: PlaceControl, roles: Sequence[str]
) -> list[Also]:
    out = []
    for one in place.holdings:
        if one.role in roles and not one.negated:
            told = (_told(found, said, one),)
            what = f"{called(found.names[one.actor])} {one.role} {called(place.place)}, which lies in it"
            why = reason(what, told, _held(one), setting.at, hedged=one.hedged)
            out.append(beside("inside", found.names[one.actor], told, why, hedged=one.hedged))
    return out


def _replaced(
    setting: Setting,
    found: Control,
    place: PlaceControl,
    *,
    roles: Sequence[str] | None = None,
    only: Collection[bytes] | None = None,
) -> list[Also]:
    """Tell what a source had said of the place and has replaced or seen end since; not its older words for the same."""
    stands = {(h.source, h.role, h.actor) for h in place.holdings if not h.negated}
    out = []
    asked = -1 if setting.moments.known_at is None else setting.moments.known_at
    with setting.case.catalogue.reading() as connection:
        for identifier in place.superseded:
            if only is not None and identifier not in only:
                continue
            one = statement_with_id(connection, identifier)
            if one is None or one.hidden or one.target is None or one.negated:
                continue
            role = ROLES.get(one.property, one.property)
            holder = one.entity if one.property == "controls" else one.target
            if roles is not None and role not in roles:
                continue
            heads = canonical_of(connection, {holder, one.source or holder}, known=asked)
            holder = heads.get(holder, holder)
            voice = None if one.source is None else heads.get(one.source, one.source)
            if (voice, role, holder) in stands and identifier not in found.ended:
                continue
            by = found.ended.get(identifier) or _by(place, voice, role, holder)
            now = names_of(connection, {holder, *(i for i in (voice, one.via) if i is not None)})
            names = named_then(setting.case.schema, connection, now, asked)
            source = None if voice is None else names[voice]
            told = (
                Told(source, None if one.via is None else names[one.via], one.valid,
                     one.said or one.said_default, one.id.hex()),
            )  # fmt: skip
            when = "" if one.valid is None else f", for {one.valid}"
            if identifier in found.ended:
                kind, tail = "over", f"{called(names[holder])} itself had ended by then"
            elif by:
                later = "an analyst" if source is None else called(source)
                kind, tail = "superseded", f"superseded by a later word of {later}"
            else:
                kind, tail = "over", "it was over by then, by its own source"
            why = f"{called(names[holder])} {role} {called(place.place)}{when} ({who(told)}): {tail}"
            out.append(beside(kind, names[holder], told, why, statements=by, hedged=one.hedged))
    return out


def _own(setting: Setting) -> set[bytes]:
    """List the ids of all statements about the actor, so that only its own are looked up among what was replaced."""
    known = setting.moments.known_at
    with setting.case.catalogue.reading() as connection:
        ids = cluster_of(connection, setting.about.id, known_at=known)
        said = statements_of(connection, ids, known_at=known)
        return {s.id for s in (*said, *mentions_of(connection, ids, known_at=known))}


def _by(place: PlaceControl, source: bytes | None, role: str, holder: bytes) -> tuple[str, ...]:
    """List what the source has in the place of an earlier word: its denial of the holder, else its newer picture."""
    mine = [h for h in place.holdings if h.source == source and PICTURES.get(h.role) == PICTURES.get(role)]
    denials = [h.id.hex() for h in mine if h.negated and h.actor == holder]
    return tuple(denials or [h.id.hex() for h in mine if not h.negated])


def _told(found: Control, said: Mapping[int, Said], one: Holding) -> Told:
    known = said.get(one.n)
    return Told(
        None if one.source is None else found.names.get(one.source),
        None if known is None else known.via,
        None if known is None else known.valid,
        None if known is None else known.said,
        one.id.hex(),
        known is not None and known.later,
    )


def _held(one: Holding) -> str | None:
    return None if one.held is None else one.held.value
