"""How relations are printed: one line a statement with its source and times, or one JSON document."""

from collections.abc import Iterable, Mapping

from sightline.cli.out import line
from sightline.model.span_order import Answer
from sightline.work.relating.changes import Change, Compared
from sightline.work.relating.records import Contradiction, Edge, Relations
from sightline.work.view import Times


def edge_words(found: Relations, edge: Edge) -> str:
    """Write what a relation says, without who says it."""
    words = edge.relation.replace("_", " ")
    both = " (each the other)" if edge.mutual else ""
    return f"{found.name(edge.subject)} {words} {found.name(edge.value)}{both}"


def told(found: Relations, edge: Edge, judged: Mapping[str, str]) -> str:
    """Write who says it, when it held and was said, and what became of it."""
    parts = [("not: " if edge.negated else "") + ("perhaps: " if edge.hedged else "")]
    parts[0] += found.name(edge.source) or f"{edge.origin}"
    if edge.via is not None:
        parts.append(f"quoting {found.name(edge.via)}")
    if edge.valid is not None:
        parts.append(f"held {edge.valid}")
    if edge.said is not None:
        parts.append(f"said {edge.said}")
    if edge.place is not None:
        parts.append(f"in {found.name(edge.place)}")
    if edge.held is not None:
        parts.append("before then" if edge.event and edge.held is Answer.LAST_ATTESTED else edge.held.value)
    if edge.told is Answer.POSSIBLY:
        parts.append("perhaps said later")
    if edge.rank != "normal":
        parts.append(edge.rank)
    if edge.ended_by:
        parts.append(f"superseded by {', '.join(i[:12] for i in edge.ended_by)}")
    if edge.statement in judged:
        parts.append(judged[edge.statement])
    return f"{'; '.join(parts)}; id {edge.statement[:12]}"


def print_contradictions(every: Iterable[Contradiction]) -> None:
    """Print contradictions, each with its statements."""
    for one in every:
        line(f"contradiction: {one.sentence}")
        line(f"    {', '.join(i[:12] for i in one.statements)}")


def print_compared(both: Compared) -> None:
    """Print what changed between two times."""
    if not both.changes:
        line("nothing changed")
    for change in both.changes:
        line(f"{change.what}: {change.sentence}")
        line(f"    because of {', '.join(i[:12] for i in change.because)}")
    for one in both.superseded:
        line(f"{one.statement[:12]} is superseded by {', '.join(i[:12] for i in one.by)}")
    for note in both.notes:
        line(f"note: {note}")


def relations_json(found: Relations, times: Times, judged: Mapping[str, str]) -> dict[str, object]:
    """Give the JSON document of an answer."""
    return {
        "centre": None if found.centre is None else found.centre.code,
        "held_at": times.held_at,
        "said_by": times.said_by,
        "known_at": times.known_at,
        "nodes": [
            {
                "code": node.named.code,
                "name": node.named.title,
                "kind": node.named.kind,
                "hop": node.hop,
                "same_as": list(node.members),
                "ended_by": list(node.ended_by),
            }
            for node in found.nodes
        ],
        "edges": [{**_edge(found, edge), "judged": judged.get(edge.statement, "")} for edge in found.edges],
        "left_out": found.left_out,
        "not_followed": found.not_followed,
        "contradictions": contradictions_json(found.contradictions),
        "contradictions_left_out": found.contradictions_left_out,
    }


def compared_json(both: Compared, times: Times, then: str, judged: Mapping[str, str]) -> dict[str, object]:
    """Give the JSON document of a comparison: the later answer, with what changed."""
    return {
        **relations_json(both.after, times, judged),
        "and": then,
        "changes": [_change(both, change) for change in both.changes],
        "superseded": [{"statement": s.statement, "by": list(s.by)} for s in both.superseded],
        "notes": list(both.notes),
    }


def contradictions_json(every: Iterable[Contradiction]) -> list[dict[str, object]]:
    """Write contradictions with the ids of their statements."""
    return [{"kind": c.kind, "why": c.sentence, "statements": list(c.statements)} for c in every]


def _edge(found: Relations, edge: Edge) -> dict[str, object]:
    return {
        "statement": edge.statement,
        "from": _code(found, edge.subject),
        "relation": edge.relation,
        "to": _code(found, edge.value),
        "mutual": edge.mutual,
        "polarity": "negated" if edge.negated else "affirmed",
        "certainty": "hedged" if edge.hedged else "asserted",
        "held": None if edge.held is None else edge.held.value,
        "said_by": None if edge.told is None else edge.told.value,
        "valid": edge.valid,
        "said": edge.said,
        "source": _code(found, edge.source),
        "via": _code(found, edge.via),
        "place": _code(found, edge.place),
        "rank": edge.rank,
        "hop": edge.hop,
        "superseded_by": list(edge.ended_by),
    }


def _change(both: Compared, change: Change) -> dict[str, object]:
    names = both.after if change.key[0] in both.after.names else both.before
    return {
        "what": change.what,
        "from": _code(names, change.key[0]),
        "relation": change.key[1],
        "to": _code(names, change.key[2]),
        "before": change.before,
        "after": change.after,
        "because": list(change.because),
        "why": change.sentence,
    }


def _code(found: Relations, entity: bytes | None) -> str | None:
    if entity is None:
        return None
    known = found.names.get(entity)
    return entity.hex() if known is None else known.code
