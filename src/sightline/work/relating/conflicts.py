"""Finds what cannot all be true among relations, and names it with its sources instead of choosing."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Final

from sightline.work.relating.endings import Ending, overlap
from sightline.work.relating.meanings import meaning_of
from sightline.work.relating.records import Contradiction, Edge

Call = Callable[[bytes | None], str]
"""Gives what an entity is called."""
Tell = Callable[[], Contradiction]
"""Writes a contradiction that was found: only those that are returned are written."""
MOST: Final = 500
MOST_NAMED: Final = 6


def conflicts(
    edges: Sequence[Edge], endings: Iterable[Ending], call: Call
) -> tuple[tuple[Contradiction, ...], int]:
    """Name the contradictions among edges that stand, :data:`MOST` at most, and count those left out."""
    standing = [e for e in edges if e.stands]
    affirmed = [e for e in standing if not e.negated and e.subject != e.value]
    found: Iterator[Tell] = chain(
        (partial(_itself, e, call) for e in edges if e.subject == e.value and not e.negated),
        _denied(standing, call),
        (partial(_as_is, one) for one in circles(affirmed, call)),
        _opposed(affirmed, call),
        _rivals(affirmed, call),
        _after(affirmed, endings, call),
    )
    told = tuple([tell() for tell in islice(found, MOST)])
    return told, sum(1 for _ in found)


def circles(edges: Sequence[Edge], call: Call) -> list[Contradiction]:
    """Name the circles of relations that may have none, such as part_of; a walk ends where it meets itself."""
    out = []
    ways: dict[str, dict[bytes, dict[bytes, Edge]]] = defaultdict(lambda: defaultdict(dict))
    for edge in edges:
        if meaning_of(edge.relation).no_circle:
            ways[edge.relation][edge.subject].setdefault(edge.value, edge)
    for relation in sorted(ways):
        for path in _circles(ways[relation]):
            steps = [ways[relation][a][b] for a, b in zip(path, [*path[1:], path[0]], strict=True)]
            names = [call(entity) for entity in (*path, path[0])][: MOST_NAMED + 1]
            words = f" {relation.replace('_', ' ')} ".join(names)
            sentence = f"goes in a circle: {words}" + ("" if len(path) < MOST_NAMED else " …")
            out.append(Contradiction("circle", sentence, tuple(e.statement for e in steps)))
    return out


def ways_in_circles(ways: Iterable[tuple[bytes, bytes, bytes]], call: Call) -> list[Contradiction]:
    """Name the circles in steps (statement id, part, whole)."""
    steps: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for identifier, part, whole in ways:
        steps[part].setdefault(whole, identifier)
    out = []
    for path in _circles(steps):
        names = [call(entity) for entity in (*path, path[0])][: MOST_NAMED + 1]
        ids = tuple(steps[a][b].hex() for a, b in zip(path, [*path[1:], path[0]], strict=True))
        out.append(Contradiction("circle", f"goes in a circle: {' part of '.join(names)}", ids))
    return out


def _circles(ways: Mapping[bytes, Mapping[bytes, object]]) -> list[list[bytes]]:
    """Find one circle through every place where a walk meets itself; each entity is walked once."""
    found: list[list[bytes]] = []
    done: set[bytes] = set()
    for start in sorted(ways):
        if start in done:
            continue
        path: list[bytes] = []
        on: dict[bytes, int] = {}
        stack: list[tuple[bytes, bool]] = [(start, False)]
        while stack:
            here, leaving = stack.pop()
            if leaving:
                path.pop()
                del on[here]
                done.add(here)
                continue
            if here in on:
                found.append(path[on[here] :])
                continue
            if here in done:
                continue
            on[here] = len(path)
            path.append(here)
            stack.append((here, True))
            # what nothing leads on from is in no circle
            stack += [(to, False) for to in sorted([to for to in ways[here] if to in ways], reverse=True)]
    return found


def _as_is(one: Contradiction) -> Contradiction:
    return one


def _itself(edge: Edge, call: Call) -> Contradiction:
    words = edge.relation.replace("_", " ")
    sentence = f"{call(edge.subject)} {words} itself, after two records were judged the same"
    return Contradiction("itself", sentence, (edge.statement,))


def _denied(edges: Sequence[Edge], call: Call) -> Iterator[Tell]:
    by_key: dict[tuple[bytes, str, bytes], list[Edge]] = {}
    denied = {e.key for e in edges if e.negated}
    ends = {end for a, _, b in denied for end in (a, b)}
    for edge in edges if denied else ():
        if edge.subject in ends and (key := edge.key) in denied:
            by_key.setdefault(key, []).append(edge)
    for mine in by_key.values():
        no = [e for e in mine if e.negated]
        yes = [e for e in mine if not e.negated and any(_clash(e, d) for d in no)]
        if yes:
            yield partial(_tell_denied, yes, [d for d in no if any(_clash(e, d) for e in yes)], call)


def _clash(yes: Edge, denial: Edge) -> bool:
    """Tell whether a relation is affirmed and denied of one time.

    "Until 20 June it was in, and since then it is not", said by one source at once, meets on a day and is no clash.
    """
    if yes.source == denial.source and yes.spoken == denial.spoken:
        return yes.limits[1] < denial.limits[2] and denial.limits[1] < yes.limits[2]
    return overlap(yes, denial)


def _tell_denied(yes: Sequence[Edge], no: Sequence[Edge], call: Call) -> Contradiction:
    sentence = f"{_words(yes[0], call)}: affirmed by {_who(yes, call)}; denied by {_who(no, call)}"
    return Contradiction("denied", sentence, _ids([*yes, *no]))


def _opposed(edges: Sequence[Edge], call: Call) -> Iterator[Tell]:
    against = {relation: meaning_of(relation).against for relation in {e.relation for e in edges}}
    pairs: dict[tuple[bytes, bytes], list[Edge]] = {}
    for edge in edges:
        if against[edge.relation]:
            a, b = edge.subject, edge.value
            pairs.setdefault((a, b) if a < b else (b, a), []).append(edge)
    out: dict[tuple[tuple[bytes, bytes], str, str], list[Edge]] = {}
    for pair, mine in pairs.items():
        for at, one in enumerate(mine[:-1]):
            for other in mine[at + 1 :]:
                if other.relation in against[one.relation] and overlap(one, other):
                    low, high = sorted((one.relation, other.relation))
                    out.setdefault((pair, low, high), []).extend((one, other))
    return (partial(_tell_opposed, every, call) for every in out.values())


def _tell_opposed(every: Sequence[Edge], call: Call) -> Contradiction:
    first = every[0]
    second = next(e for e in every if e.relation != first.relation)
    sides = [[e for e in every if e.relation == relation] for relation in (first.relation, second.relation)]
    whole = "; ".join(f"{_words(s[0], call)} (says {_who(s, call)})" for s in sides)
    return Contradiction("opposed", f"cannot both hold at one time: {whole}", _ids(every))


def _rivals(edges: Sequence[Edge], call: Call) -> Iterator[Tell]:
    one_holder = {r for r in {e.relation for e in edges} if meaning_of(r).one_holder}
    held: dict[tuple[str, bytes], list[Edge]] = {}
    for edge in edges if one_holder else ():
        if edge.relation in one_holder:
            held.setdefault((edge.relation, edge.value), []).append(edge)
    for mine in held.values():
        rivals = [
            e
            for e in mine
            if any(o.subject != e.subject and o.source != e.source and overlap(o, e) for o in mine)
        ]
        if rivals:
            yield partial(_tell_rivals, rivals, call)


def _tell_rivals(rivals: Sequence[Edge], call: Call) -> Contradiction:
    named = rivals[:MOST_NAMED]
    who = "; ".join(f"{call(e.subject)} (says {_who([e], call)})" for e in named)
    relation, value = rivals[0].relation.replace("_", " "), call(rivals[0].value)
    sentence = f"{relation} {value} at one time, by different sources: {who}"
    return Contradiction("rivals", sentence, _ids(rivals))


def _after(edges: Sequence[Edge], endings: Iterable[Ending], call: Call) -> Iterator[Tell]:
    """Go through what holds of something after the earliest word that it had ended."""
    gone: dict[bytes, Ending] = {}
    for ending in endings:
        if ending.entity not in gone or ending.sure < gone[ending.entity].sure:
            gone[ending.entity] = ending
    for edge in edges if gone else ():
        for entity in (edge.subject, edge.value):
            first = gone.get(entity)
            if first is None or edge.event or first.statement == edge.statement:
                continue
            if edge.limits[2] > first.sure:
                yield partial(_tell_after, edge, entity, first, call)


def _tell_after(edge: Edge, entity: bytes, first: Ending, call: Call) -> Contradiction:
    sentence = f"{_words(edge, call)}, after {call(entity)} {first.words}"
    sentence += f" (says {call(first.source) or 'an analyst'})"
    return Contradiction("after_its_end", sentence, (edge.statement, first.statement))


def _words(edge: Edge, call: Call) -> str:
    return f"{call(edge.subject)} {edge.relation.replace('_', ' ')} {call(edge.value)}"


def _who(edges: Sequence[Edge], call: Call) -> str:
    sure = {(e.source, e.via) for e in edges if not e.hedged}
    names = list(dict.fromkeys(_voice(e, call, sure) for e in edges))
    more = "" if len(names) <= MOST_NAMED else f" and {len(names) - MOST_NAMED} more"
    return ", ".join(names[:MOST_NAMED]) + more


def _voice(edge: Edge, call: Call, sure: Collection[tuple[bytes | None, bytes | None]]) -> str:
    """Name who says it and whom they quote, and that they are not sure where they say it in no other way."""
    quoting = "" if edge.via is None else f" quoting {call(edge.via)}"
    unsure = "" if (edge.source, edge.via) in sure else " (unsure)"
    return f"{call(edge.source) or 'an analyst'}{quoting}{unsure}"


def _ids(edges: Iterable[Edge]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.statement for e in edges))
