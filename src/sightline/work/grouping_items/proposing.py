"""Puts a proposal together: facts, links, what was decided before, and the groups that follow; changes nothing."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Final

from attrs import evolve, frozen
from sqlalchemy import Connection

from sightline.core.clock import from_rfc3339
from sightline.core.errors import BadTime
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.model.time import read
from sightline.model.view import Named
from sightline.store.ledger import next_place, position_at
from sightline.store.read import cluster_of, names_of
from sightline.work.case import Case
from sightline.work.gazetteers.gathering import Tell, gather
from sightline.work.grouping_items.alarms import alarms
from sightline.work.grouping_items.candidates import edges
from sightline.work.grouping_items.collecting import collect
from sightline.work.grouping_items.facts import Facts, Link
from sightline.work.grouping_items.joining import Joined, Mark, join
from sightline.work.grouping_items.links import by_pair, links_of, with_ties
from sightline.work.grouping_items.narrowing import narrowed
from sightline.work.grouping_items.records import Grouping, LeftAlone
from sightline.work.grouping_items.refusing import marks_of, taken_apart
from sightline.work.grouping_items.spellings import Places
from sightline.work.grouping_items.telling import Around, group_of
from sightline.work.pointing import point_at

METHOD: Final = "grouping"
VERSION: Final = 3


@frozen(slots=True, eq=False)
class Proposed:
    """Groups, and the facts they rest on by id."""

    grouping: Grouping
    facts: Mapping[bytes, Facts]
    places: Places
    seen: int
    """Position of the ledger at which it was looked at."""


def propose(case: Case, codes: Sequence[str], *, since: str | None, tell: Tell) -> Proposed:
    """Propose groups; arguments and errors as of ``work.group.group``."""
    gazetteer = gather(case=case, tell=tell)
    with case.catalogue.reading() as connection:
        pointed = [point_at(connection, code, kinds=("Item", "Incident")).id for code in codes]
        wanted = {cluster_of(connection, one)[0] for one in pointed}
        after = None if since is None else _position(case, connection, since)
        found = _found(case, connection, gazetteer, tell)
    groups = [
        one
        for one in found.grouping.groups
        if (not wanted or wanted & {n.id for n in (*one.items, *one.members, *listed(one.incident))})
        and (after is None or any(found.facts[n.id].opened > after for n in one.items))
    ]
    left = [one for one in found.grouping.left_alone if not wanted or one.item.id in wanted]
    noted = [
        one
        for one in found.grouping.alarms
        if not wanted or wanted & {n.id for n in (*one.items, *one.incidents)}
    ]
    return evolve(
        found,
        grouping=evolve(
            found.grouping,
            groups=tuple(evolve(one, number=at) for at, one in zip(count(1), groups, strict=False)),
            left_alone=tuple(left),
            alarms=tuple(noted),
        ),
    )


def _position(case: Case, connection: Connection, since: str) -> int:
    """Give the last position of the ledger before a written time begins."""
    try:
        return position_at(connection, from_rfc3339(since))
    except ValueError:
        begin = read(since, zone=case.settings.case_zone or "Z").begin_earliest
    if begin is None:
        raise BadTime("this time has no begin", item=since, todo="give a day or a moment")
    return position_at(connection, begin - 1)


def listed(one: Named | None) -> tuple[Named, ...]:
    """Give one as a row, or an empty row for none."""
    return () if one is None else (one,)


def _found(case: Case, connection: Connection, gazetteer: Gazetteer, tell: Tell) -> Proposed:
    seen = next_place(connection)[0] - 1
    collected = collect(case, connection, gazetteer)
    links = links_of(connection, collected)
    facts = narrowed(case, connection, with_ties(collected.facts, links), tell=tell)
    places = collected.places
    pairs = by_pair(links)
    names = names_of(connection, [*(one.id for one in facts), *collected.of_many])
    by_id = {one.id: one for one in facts}
    noted = alarms(by_id, places, links, collected.ties, names.get)
    settled, fixed = _settled(facts, by_id)
    open_ones = {at for at in range(len(facts)) if at not in settled or at in {one for one, _ in fixed}}
    marks = marks_of(connection, facts)
    joined = join(
        facts,
        [edge for edge in edges(facts, places, pairs) if edge.one in open_ones and edge.other in open_ones],
        places,
        fixed=fixed,
        marks=marks,
    )
    around = Around(
        facts,
        places,
        {**pairs, **_by_one(links)},
        names,
        frozenset(settled),
        {named.id: one.why for one in reversed(noted) for named in one.items},
    )
    groups = [
        group_of(around, members)
        for members in joined.groups
        if any(_is_new(facts[at], settled, at) for at in members)
    ]
    groups.sort(
        key=lambda one: (one.alarm is None, one.incident is None, -len(one.items), one.when or "~", one.id)
    )
    return Proposed(
        Grouping(
            tuple(groups),
            noted,
            _left_alone(facts, joined, settled, names, collected.of_many, marks),
            considered=sum(not one.is_incident for one in facts),
            settled=len(settled),
            version=VERSION,
            method=METHOD,
        ),
        by_id,
        places,
        seen,
    )


def _is_new(one: Facts, settled: frozenset[int] | set[int], at: int) -> bool:
    return not one.is_incident and at not in settled


def _settled(facts: Sequence[Facts], by_id: Mapping[bytes, Facts]) -> tuple[set[int], list[tuple[int, int]]]:
    """List the items under an incident already, and tie those of one incident to it."""
    place = {one.id: at for at, one in enumerate(facts)}
    settled: set[int] = set()
    fixed = []
    for at, one in enumerate(facts):
        mine = [incident for incident in one.incidents if incident in by_id]
        if one.is_incident or not mine:
            continue
        settled.add(at)
        if len(mine) == 1:
            fixed.append((at, place[mine[0]]))
    return settled, fixed


def _by_one(links: Sequence[Link]) -> dict[tuple[bytes, bytes], list[Link]]:
    """Gather links by each of the two that they tie."""
    out: dict[tuple[bytes, bytes], list[Link]] = {}
    for link in links:
        for end in (link.one, link.other):
            out.setdefault((end, b""), []).append(link)
    return out


def _called(one: Facts, names: Mapping[bytes, Named]) -> str:
    """Name a member of a group by the incident it is under, where there is one."""
    incident = names.get(one.incidents[0]) if len(one.incidents) == 1 else None
    return one.code if incident is None else incident.code


def _left_alone(
    facts: Sequence[Facts],
    joined: Joined,
    settled: set[int],
    names: Mapping[bytes, Named],
    of_many: Sequence[bytes],
    marks: Mapping[bytes, Sequence[Mark]],
) -> tuple[LeftAlone, ...]:
    apart = taken_apart(facts, marks)
    grouped = {at for members in joined.groups for at in members}
    out = [LeftAlone(names[one], "", "a list is about many events") for one in of_many if one in names]
    for at, one in enumerate(facts):
        if one.is_incident or at in settled or at in grouped or one.id not in names:
            continue
        if at in joined.torn:
            fitting = dict.fromkeys(_called(facts[other], names) for other in joined.torn[at])
            others = ", ".join(list(fitting)[:4])
            why = f"it fits several equally well: with {others}"
        elif one.id in apart:
            from_these = dict.fromkeys(_called(other, names) for other in apart[one.id])
            why = f"a person took it apart from what it fits: with {', '.join(list(from_these)[:4])}"
        elif one.lacks:
            why = f"no {one.lacks.replace(' and ', ' and no ')} is known of it"
        else:
            why = "nothing else of this time and place is known"
        out.append(LeftAlone(names[one.id], one.lacks, why))
    return tuple(sorted(out, key=lambda left: (len(left.item.code), left.item.code)))
