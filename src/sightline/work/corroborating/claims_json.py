"""Writes a table of claims as one JSON document: codes for entities, ids for statements, bounds for figures."""

from collections.abc import Callable, Mapping

from sightline.model.figures import Figure, Summary
from sightline.model.finding import Json
from sightline.model.view import Named
from sightline.work.corroborating.records import (
    Beside,
    Cell,
    Claims,
    Contradiction,
    Counted,
    FigureRow,
    Row,
    Story,
    TieShown,
)
from sightline.work.statement_json import coded, evidence_json

Code = Callable[[bytes], str]


def claims_json(claims: Claims) -> dict[str, Json]:
    """Write the whole table."""
    code = _coder(claims.names)
    return {
        "entity": _named(claims.entity),
        "same_as": [named.code for named in claims.members],
        **counted_json(claims.counted, code),
        "rows": [_row(row, code, claims.names) for row in claims.rows],
        "figures": [_figures(row, code) for row in claims.figures],
        "stories": [_story(story) for story in claims.stories],
        "ties": [tie_json(tie, code) for tie in claims.ties],
        "beside": [_beside(one, code) for one in claims.beside],
        "left_out": claims.left_out,
    }


def counted_json(counted: Counted, code: Code) -> dict[str, Json]:
    """Write the three counts; those under seal are a number and nothing else."""
    return {
        "n_sources": counted.sources,
        "n_untied": counted.untied,
        "n_judged_independent": counted.independent,
        "n_sealed": counted.sealed,
        "sources": [code(voice) for voice in counted.voices],
    }


def _row(row: Row, code: Code, names: Mapping[bytes, Named]) -> dict[str, Json]:
    return {
        "property": row.property,
        "label": row.label,
        "type": row.type,
        **counted_json(row.counted, code),
        "claims": [_cell(cell, code, names) for cell in row.cells],
        "agreements": [
            {
                "text": one.text,
                "statements": list(one.statements),
                "hedged": one.hedged,
                **counted_json(one.counted, code),
            }
            for one in row.agreements
        ],
        "contradictions": [_contradiction(one) for one in row.contradictions],
        "not_compared": row.not_compared,
        "not_listed": row.not_listed,
    }


def _cell(cell: Cell, code: Code, names: Mapping[bytes, Named]) -> dict[str, Json]:
    out: dict[str, Json] = {
        "statement": cell.statement,
        "value": coded(cell.value, names),
        "text": cell.text,
        "words": cell.words,
        "source": None if cell.source is None else cell.source.code,
        "via": None if cell.via is None else cell.via.code,
        "voice": None if cell.voice is None else code(cell.voice),
        "polarity": "negated" if cell.negated else "affirmed",
        "certainty": "hedged" if cell.hedged else "asserted",
        "state": cell.state,
        "states": list(cell.states),
        "why": cell.why,
        "because_of": list(cell.by),
        "counts": cell.counts,
        "origin": cell.origin,
        "rank": cell.rank,
        "lang": cell.lang,
        "valid": cell.valid,
        "said": cell.said,
        "said_is_default": cell.said_is_default,
        "conditions": [{"label": label, "text": text} for label, text in cell.conditions],
        "evidence": [evidence_json(ref, names) for ref in cell.evidence],
        "note": cell.note,
        "withheld": cell.withheld,
    }
    if cell.held is not None:
        out["held"] = cell.held.value
    if cell.said_by is not None:
        out["said_by"] = cell.said_by.value
    return out


def _contradiction(one: Contradiction) -> dict[str, Json]:
    return {
        "one": one.one,
        "other": one.other,
        "also": list(one.also),
        "why": one.why,
        "sure": one.sure,
        "todo": one.todo,
    }


def bounds_json(figure: Figure | Summary) -> dict[str, Json]:
    """Write the bounds of a figure; ``best`` is null where no one number is the best."""
    return {"low": figure.low, "best": figure.best, "high": figure.high}


def _figures(row: FigureRow, code: Code) -> dict[str, Json]:
    conditions = dict(row.conditions)
    return {
        "property": row.property,
        "label": row.label,
        "state": conditions.get("state"),
        "group": conditions.get("group"),
        "qualifiers": {name: value for name, value in conditions.items() if name not in ("state", "group")},
        **bounds_json(row.summary),
        "best_low": row.summary.best_low,
        "best_high": row.summary.best_high,
        "why": row.summary.why,
        **counted_json(row.counted, code),
        "voices": [
            {
                "voice": one.voice.code,
                **bounds_json(one.figure),
                "words": one.figure.words,
                "told_by": [named.code for named in one.told_by],
                "statements": list(one.statements),
                "earlier": list(one.earlier),
                "said": one.said,
                "hedged": one.hedged,
            }
            for one in row.voices
        ],
        "contradictions": [_contradiction(one) for one in row.contradictions],
    }


def _story(story: Story) -> dict[str, Json]:
    return {
        "source": story.voice.code,
        "property": story.property,
        "why": story.why,
        "steps": [
            {
                "said": step.said,
                "text": step.text,
                "statement": step.statement,
                "polarity": "negated" if step.negated else "affirmed",
                "certainty": "hedged" if step.hedged else "asserted",
            }
            for step in story.steps
        ],
    }


def tie_json(shown: TieShown, code: Code) -> dict[str, Json]:
    """Write one tie with what people said of it."""
    tie = shown.tie
    return {
        "one": shown.one.code,
        "other": shown.other.code,
        "kind": tie.kind,
        "why": shown.why,
        "through": None if tie.through is None else code(tie.through),
        "items": [code(item) for item in tie.items],
        "statements": [one.hex() for one in tie.statements if one],
        "share_permille": tie.score_permille,
        "verdict": shown.verdict,
        "by": list(shown.by),
    }


def _beside(one: Beside, code: Code) -> dict[str, Json]:
    return {
        **_named(one.entity),
        "role": one.role,
        "hedged": one.hedged,
        "claimed": one.claimed,
        "figures": [_figures(row, code) for row in one.figures],
    }


def _named(named: Named) -> dict[str, Json]:
    return {"code": named.code, "id": named.id.hex(), "kind": named.kind, "title": named.title}


def _coder(names: Mapping[bytes, Named]) -> Code:
    def code(entity: bytes) -> str:
        found = names.get(entity)
        return entity.hex() if found is None else found.code

    return code
