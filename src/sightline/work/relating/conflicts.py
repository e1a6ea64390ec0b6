"""Finds what cannot all be true among relations, and names it with its sources instead of choosing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final

from sightline.work.relating.endings import Ending, overlap
from sightline.work.relating.meanings import meaning_of
from sightline.work.relating.records import Contradiction, Edge

Call = Callable[[bytes | None], str]
"""Gives what an entity is called."""
MOST: Final = 500
MOST_NAMED: Final = 6


def conflicts(edges: Sequence[Edge], endings: Iterable[Ending], call: Call) -> tuple[Contradiction, ...]:
    """Name every contradiction among edges that stand; at most :data:`MOST`."""
    standing = [e for e in edges if e.stands]
    affirmed = [e for e in standing if not e.negated and e.subject != e.value]
    found = chain(
        (_itself(e, call) for e in edges if e.subject == e.value and not e.negated),
        _denied(standing, call),
        circles(affirmed, call),
        _opposed(affirmed, call),
        _rivals(affirmed, call),
        _after(affirmed, endings, call),
    )
    return tuple(islice(found, MOST))


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
            stack += [(to, False) for to in sorted(ways.get(here, {}), reverse=True)]
    return found


def _itself(edge: Edge, call: Call) -> Contradiction:
    words = edge.relation.replace("_", " ")
    sentence = f"{call(edge.subject)} {words} itself, after two records were judged the same"
    return Contradiction("itself", sentence, (edge.statement,))


def _denied(edges: Sequence[Edge], call: Call) -> list[Contradiction]:
    by_key: dict[tuple[bytes, str, bytes], list[Edge]] = defaultdict(list)
    denied = {e.key for e in edges if e.negated}
    for edge in edges:
        if edge.key in denied:
            by_key[edge.key].append(edge)
    out = []
    for mine in by_key.values():
        no = [e for e in mine if e.negated]
        yes = [e for e in mine if not e.negated and any(overlap(e, d) for d in no)]
        if yes:
            against = [d for d in no if any(overlap(d, e) for e in yes)]
            sentence = f"{_words(yes[0], call)}: {_who(yes, call)} affirm it, {_who(against, call)} deny it"
            out.append(Contradiction("denied", sentence, _ids([*yes, *against])))
    return out


def _opposed(edges: Sequence[Edge], call: Call) -> list[Contradiction]:
    pairs: dict[frozenset[bytes], list[Edge]] = defaultdict(list)
    for edge in edges:
        if meaning_of(edge.relation).against:
            pairs[frozenset((edge.subject, edge.value))].append(edge)
    out: dict[tuple[frozenset[bytes], str, str], list[Edge]] = {}
    for pair, mine in pairs.items():
        for at, one in enumerate(mine):
            for other in mine[at + 1 :]:
                if other.relation in meaning_of(one.relation).against and overlap(one, other):
                    low, high = sorted((one.relation, other.relation))
                    out.setdefault((pair, low, high), []).extend((one, other))
    told = []
    for every in out.values():
        first = every[0]
        second = next(e for e in every if e.relation != first.relation)
        sides = [
            [e for e in every if e.relation == relation] for relation in (first.relation, second.relation)
        ]
        whole = "; ".join(f"{_words(s[0], call)} (says {_who(s, call)})" for s in sides)
        told.append(Contradiction("opposed", f"cannot both hold at one time: {whole}", _ids(every)))
    return told


def _rivals(edges: Sequence[Edge], call: Call) -> list[Contradiction]:
    held: dict[tuple[str, bytes], list[Edge]] = defaultdict(list)
    for edge in edges:
        if meaning_of(edge.relation).one_holder:
            held[(edge.relation, edge.value)].append(edge)
    out = []
    for (relation, value), mine in held.items():
        rivals = [
            e
            for e in mine
            if any(o.subject != e.subject and o.source != e.source and overlap(o, e) for o in mine)
        ]
        if rivals:
            who = "; ".join(
                f"{call(e.subject)} (says {call(e.source) or 'an analyst'})" for e in rivals[:MOST_NAMED]
            )
            sentence = f"{relation.replace('_', ' ')} {call(value)} at one time, by different sources: {who}"
            out.append(Contradiction("rivals", sentence, _ids(rivals)))
    return out


def _after(edges: Sequence[Edge], endings: Iterable[Ending], call: Call) -> Iterator[Contradiction]:
    """Go through what holds of something after the earliest word that it had ended."""
    gone: dict[bytes, Ending] = {}
    for ending in endings:
        if ending.entity not in gone or ending.sure < gone[ending.entity].sure:
            gone[ending.entity] = ending
    for edge in edges if gone else ():
        for entity in (edge.subject, edge.value):
            first = gone.get(entity)
            if (
                first is None
                or edge.event
                or first.statement == edge.statement
                or edge.limits[2] <= first.sure
            ):
                continue
            sentence = f"{_words(edge, call)}, after {call(entity)} {first.words}"
            sentence += f" (says {call(first.source) or 'an analyst'})"
            yield Contradiction("after_its_end", sentence, (edge.statement, first.statement))


def _words(edge: Edge, call: Call) -> str:
    return f"{call(edge.subject)} {edge.relation.replace('_', ' ')} {call(edge.value)}"


def _who(edges: Sequence[Edge], call: Call) -> str:
    names = list(dict.fromkeys(call(e.source) or "an analyst" for e in edges))
    more = "" if len(names) <= MOST_NAMED else f" and {len(names) - MOST_NAMED} more"
    return ", ".join(names[:MOST_NAMED]) + more


def _ids(edges: Iterable[Edge]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.statement for e in edges))
