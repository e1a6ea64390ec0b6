"""Proposes items as one incident: from time, place, copies, common sound, wording and figures; a person decides.

What is accepted is recorded as `group-into` records it, a new incident with the time and place that fit its items.
What is refused or split is kept as judgements and is not proposed again, unless more becomes known of one of them.
Each can be taken back.
"""

from collections.abc import Sequence

from sightline.core.errors import UnknownName, WrongUse
from sightline.work.act import Act
from sightline.work.case import Case
from sightline.work.gazetteers.gathering import Tell, log
from sightline.work.grouping import NEW, group_into
from sightline.work.grouping_items.proposing import Proposed, listed, propose
from sightline.work.grouping_items.recording import known_of
from sightline.work.grouping_items.records import Group, Grouping
from sightline.work.grouping_items.refusing import keep_apart


def group(
    case: Case, codes: Sequence[str] = (), *, since: str | None = None, tell: Tell = log.info
) -> Grouping:
    """Propose groups of items that may be about one event.

    Parameters
    ----------
    codes : sequence of str
        Only groups that one of these items or incidents would be in.
    since : str, optional
        EDTF or a clock time: only groups with an item that was taken in after it.
    tell : callable, optional
        Is told when something takes long.

    Returns
    -------
    Grouping
        Groups with an alarm first, then the largest; what is left alone, and why. Nothing is recorded.

    Raises
    ------
    UnknownName, AmbiguousName
        A code that is not there, or several.
    BadTime
        ``since`` is no time.
    """
    return propose(case, codes, since=since, tell=tell).grouping


def accept_all(
    case: Case,
    which: Sequence[str],
    codes: Sequence[str] = (),
    *,
    title: str | None = None,
    into: str | None = None,
    tell: Tell = log.info,
) -> tuple[Act, ...]:
    """Put the items of groups under their incidents, or each group under a new one.

    Parameters
    ----------
    which : sequence of str
        Their numbers in the list as it is now, or their ids; all are found in one list, before anything is recorded.
    codes : sequence of str
        Of one group only these items; all by default.
    title : str, optional
        Title of a new incident; by default its place and time.
    into : str, optional
        Another incident than the one proposed.

    Raises
    ------
    UnknownName
        There is no such group.
    WrongUse
        No group is named, an item that is not in it, or several groups with what fits one.
    """
    _refuse_none(which, "--accept")
    if len(which) != 1 and (codes or title is not None or into is not None):
        raise WrongUse(
            "items, a title or an incident are given for several groups, each of which goes under its own",
            item="--accept",
            todo="accept one at a time; or add --together, where all of them are one event",
        )
    found = propose(case, (), since=None, tell=tell)
    chosen = [(one, _chosen(one, codes)) for one in _picked(found.grouping, which)]
    return tuple(_accepted(case, found, [one], items, title=title, into=into) for one, items in chosen)


def accept_together(
    case: Case,
    which: Sequence[str],
    *,
    title: str | None = None,
    into: str | None = None,
    tell: Tell = log.info,
) -> Act:
    """Put the items of several groups under one incident: theirs where one of them has one, else a new one.

    Parameters
    ----------
    which, title, into :
        As :func:`accept_all` takes them; a title and an incident are for all of them.

    Raises
    ------
    UnknownName
        There is no such group.
    WrongUse
        Fewer than two groups are named, or they belong to several incidents.
    """
    found = propose(case, (), since=None, tell=tell)
    many = _picked(found.grouping, which)
    if len(many) < 2:
        raise WrongUse(
            "joins several groups, and one is named" if many else "names no group",
            item="--together",
            todo="sightline group --accept 1,2 --together; leave it out for one group",
        )
    incidents = {one.incident.code for one in many if one.incident is not None}
    if into is None and len(incidents) > 1:
        both = " ".join(sorted(incidents))
        raise WrongUse(
            f"the groups belong to several incidents: {both}",
            item="--together",
            todo=f"say which with --into; if they are one: sightline judge same {both}",
        )
    items = [named.code for one in many for named in one.items]
    return _accepted(case, found, many, list(dict.fromkeys(items)), title=title, into=into)


def _accepted(
    case: Case,
    found: Proposed,
    many: Sequence[Group],
    items: Sequence[str],
    *,
    title: str | None,
    into: str | None,
) -> Act:
    """Put items of one or more groups under one incident."""
    theirs = next((one.incident.code for one in many if one.incident is not None), NEW)
    incident = theirs if into is None else into
    if title is not None and incident.upper() != NEW:
        raise WrongUse(
            f"the group goes to {incident}, which has a title",
            item="--title",
            todo=f"leave it out, or make a new incident with --into {NEW}",
        )
    if incident.upper() != NEW:
        return group_into(case, incident, items, seen=found.seen)
    named = [", ".join(part for part in (one.place, one.when) if part) for one in many]
    called = title if title is not None else "; ".join(dict.fromkeys(filter(None, named))) or "An event"
    facts = {n.id: found.facts[n.id] for one in many for n in one.items if n.code in items}
    known = known_of(list(facts.values()), found.places)
    if len({one.place for one in many}) > 1:  # which of their places is its own is not known
        known = tuple(one for one in known if one.prop not in ("place_name", "position"))
    return group_into(case, incident, items, title=called, known=known, seen=found.seen)


def accept(
    case: Case,
    which: str,
    codes: Sequence[str] = (),
    *,
    title: str | None = None,
    into: str | None = None,
    tell: Tell = log.info,
) -> Act:
    """Put the items of one group under its incident, or under a new one; as :func:`accept_all`."""
    return accept_all(case, [which], codes, title=title, into=into, tell=tell)[0]


def refuse_all(
    case: Case, which: Sequence[str], *, reason: str | None = None, tell: Tell = log.info
) -> tuple[Act, ...]:
    """Say of groups that no two of their items are of one event; with an incident, that none belongs to it.

    Raises
    ------
    UnknownName
        There is no such group.
    WrongUse
        No group is named.
    """
    _refuse_none(which, "--refuse")
    found = propose(case, (), since=None, tell=tell)
    acts = []
    for one in _picked(found.grouping, which):
        off = (
            frozenset[bytes]()
            if one.incident is None
            else frozenset(found.facts[n.id].mark for n in one.items)
        )
        acts.append(
            keep_apart(case, _marks(found, one), off=off, reason=reason, what=f"refuse group {one.id}")
        )
    return tuple(acts)


def refuse(case: Case, which: str, *, reason: str | None = None, tell: Tell = log.info) -> Act:
    """Say that no two of a group are of one event; as :func:`refuse_all`."""
    return refuse_all(case, [which], reason=reason, tell=tell)[0]


def split(
    case: Case, which: str, codes: Sequence[str], *, reason: str | None = None, tell: Tell = log.info
) -> Act:
    """Take items off a group: they are not proposed with the rest of it again.

    Raises
    ------
    UnknownName
        There is no such group.
    WrongUse
        No item is named, one that is not in the group, or all of them.
    """
    found = propose(case, (), since=None, tell=tell)
    one = _pick(found.grouping, which)
    if len(codes) == 0:
        raise WrongUse(
            "names no item to take off", item="--split", todo="sightline group --split N ITM-3 ITM-7"
        )
    chosen = set(_chosen(one, codes))
    if len(chosen) == len(one.items) and one.incident is None:
        raise WrongUse("names all items of the group", item="--split", todo="refuse it instead: --refuse N")
    off = frozenset(found.facts[n.id].mark for n in one.items if n.code in chosen)
    return keep_apart(case, _marks(found, one), off=off, reason=reason, what=f"split group {one.id}")


def _refuse_none(which: Sequence[str], flag: str) -> None:
    if len(which) == 0:
        raise WrongUse("names no group", item=flag, todo="give its number or id; see: sightline group")


def _marks(found: Proposed, one: Group) -> list[tuple[str, bytes]]:
    return [(n.code, found.facts[n.id].mark) for n in (*one.items, *listed(one.incident))]


def _picked(grouping: Grouping, which: Sequence[str]) -> list[Group]:
    """Find groups, each once however often it is named."""
    found = [_pick(grouping, name) for name in which]
    return list({one.id: one for one in found}.values())


def _pick(grouping: Grouping, which: str) -> Group:
    for one in grouping.groups:
        if which.lower() == one.id or (which.isdecimal() and len(which) < 8 and int(which) == one.number):
            return one
    raise UnknownName(
        "there is no such group",
        item=which,
        todo="see numbers and ids with: sightline group; they change as groups are accepted, ids stay",
    )


def _chosen(one: Group, codes: Sequence[str]) -> list[str]:
    have = [n.code for n in one.items]
    for code in codes:
        if code.upper() not in have:
            raise WrongUse(f"is not in group {one.id}", item=code, todo=f"one of {', '.join(have[:12])}")
    return [code for code in have if not codes or code in {c.upper() for c in codes}]
