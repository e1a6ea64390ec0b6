"""Says which relations were over at the time asked about, and by which statement: what superseded what.

A relation is over when a source that affirmed it denies it later; when anybody denies it for a time after the last
one it is attested at; when its own source says later that it ended; when a split ends the membership it split from;
and when one of its ends was dissolved, merged into another or succeeded. Events (a split, a merger) are never over.
A denial is over when its own source says later that it was so then after all.
What another source has there at that very time is not over but contradicted.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from sightline.model.span_order import Answer
from sightline.work.relating.meanings import meaning_of
from sightline.work.relating.records import Edge


@frozen(slots=True)
class Ending:
    """One statement by which an entity was no longer a thing of its own."""

    statement: str
    entity: bytes
    begin: int
    """Not before then [ms]."""
    sure: int
    """Surely by then [ms]."""
    source: bytes | None
    words: str


@frozen(slots=True)
class Over:
    """One statement that a relation had ended before the window, read apart."""

    statement: str
    key: tuple[bytes, str, bytes]
    source: bytes | None
    spoken: int


def endings_of(edges: Iterable[Edge]) -> list[Ending]:
    """Gather from relations what ends a thing: it merged into another, or another succeeded it."""
    out = []
    for edge in edges:
        if meaning_of(edge.relation).ends_subject and not edge.negated and not edge.hedged:
            begin, sure = edge.limits[0], edge.limits[1] + 1
            words = edge.relation.replace("_", " ")
            out.append(Ending(edge.statement, edge.subject, begin, sure, edge.source, words))
    return out


def over(
    edges: Sequence[Edge], ended: Iterable[Over], endings: Iterable[Ending]
) -> dict[int, tuple[str, ...]]:
    """Say which edges were over, by the number of the edge: ids of the statements that say so."""
    out: dict[int, tuple[str, ...]] = {}
    denials: dict[tuple[bytes, str, bytes], list[Edge]] = defaultdict(list)
    splits: dict[frozenset[bytes], list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.negated:
            denials[edge.key].append(edge)
        elif meaning_of(edge.relation).ends:
            splits[frozenset((edge.subject, edge.value))].append(edge)
    stopped: Mapping[tuple[bytes, str, bytes], list[Over]] = _by_key(ended)
    gone: dict[bytes, list[Ending]] = defaultdict(list)
    for ending in sorted(endings, key=lambda e: e.sure):
        gone[ending.entity].append(ending)
    sure = {entity: [e.sure for e in every] for entity, every in gone.items()}
    for edge in edges:
        if edge.negated or edge.event:
            continue
        mine: list[str] = []
        if denials or stopped:
            key = edge.key
            mine += [d.statement for d in denials.get(key, ()) if _takes_back(d, edge)]
            mine += [o.statement for o in stopped.get(key, ()) if _stopped(o, edge)]
        if splits:
            pair = frozenset((edge.subject, edge.value))
            mine += [s.statement for s in splits.get(pair, ()) if _split(s, edge)]
        if gone and edge.held is Answer.LAST_ATTESTED:
            for entity in (edge.subject, edge.value):
                if entity in gone:
                    # the first that came after it was last attested
                    mine += [
                        e.statement for e in gone[entity][bisect_left(sure[entity], edge.limits[2]) :][:1]
                    ]
        if mine:
            out[edge.n] = tuple(dict.fromkeys(mine))
    return out | _after_all(edges, denials) if denials else out


def _after_all(
    edges: Sequence[Edge], denials: Mapping[tuple[bytes, str, bytes], Sequence[Edge]]
) -> dict[int, tuple[str, ...]]:
    """Say which denials their own source gave up: it says later that it was so then after all."""
    out: dict[int, list[str]] = defaultdict(list)
    for yes in edges:
        if not yes.negated and not yes.event:
            for denial in denials.get(yes.key, ()):
                if _withdrawn(denial, yes):
                    out[denial.n].append(yes.statement)
    return {n: tuple(dict.fromkeys(ids)) for n, ids in out.items()}


def overlap(one: Edge, other: Edge) -> bool:
    """Tell whether some choice within their bounds lets two relations hold at one moment."""
    return one.limits[0] < other.limits[3] and other.limits[0] < one.limits[3]


def said_after(later: Edge, earlier: Edge) -> bool:
    """Tell whether one was surely said after the other."""
    return later.spoken[0] >= earlier.spoken[1]


def _by_key(ended: Iterable[Over]) -> dict[tuple[bytes, str, bytes], list[Over]]:
    out: dict[tuple[bytes, str, bytes], list[Over]] = defaultdict(list)
    for one in ended:
        out[one.key].append(one)
    return out


def _takes_back(denial: Edge, edge: Edge) -> bool:
    later = denial.limits[2] > edge.limits[2]
    if denial.source == edge.source and said_after(denial, edge):
        # asked of a span of time, what held at its beginning is not undone by what was so at its end
        return overlap(denial, edge) or (later and edge.held not in (Answer.HELD, Answer.POSSIBLY))
    return edge.held is Answer.LAST_ATTESTED and denial.limits[2] > edge.limits[2] and not denial.hedged


def _withdrawn(denial: Edge, yes: Edge) -> bool:
    """Tell whether a source that denied a relation says later that it was so at that time."""
    if denial.source != yes.source or yes.hedged or yes.held is Answer.LAST_ATTESTED:
        return False
    return said_after(yes, denial) and overlap(yes, denial)


def _stopped(one: Over, edge: Edge) -> bool:
    return edge.held is Answer.LAST_ATTESTED and one.source == edge.source and one.spoken >= edge.spoken[1]


def _split(split: Edge, edge: Edge) -> bool:
    over_now = edge.held is Answer.LAST_ATTESTED and edge.limits[2] <= split.limits[2]
    surely = not split.hedged and split.held is not Answer.POSSIBLY
    return edge.relation in meaning_of(split.relation).ends and over_now and surely
