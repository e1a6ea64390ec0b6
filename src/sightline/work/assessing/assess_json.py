"""Writes an assessment as one JSON document; sums are in units of a piece that is confirmed and highly relevant."""

from collections.abc import Sequence

from sightline.core.clock import rfc3339
from sightline.model.ach import Ranked
from sightline.model.view import Named
from sightline.work.assessing.letters import letter
from sightline.work.assessing.listing import AssessmentRow
from sightline.work.assessing.records import Assessed, Cited, Conclusion, PieceShown, Review
from sightline.work.assessing.weights import UNIT


def assess_json(found: Assessed) -> dict[str, object]:
    """Write an assessment."""
    return {
        "assessment": named_json(found.entity),
        "question": found.question,
        "of": [named_json(one) for one in found.of],
        "published_by": [named_json(one) for one in found.published_by],
        "levels": list(found.levels),
        "explanations": [
            {"letter": e.letter, "text": e.text, "statement": e.statement, "by": e.by, "at": rfc3339(e.at)}
            for e in found.explanations
        ],
        "pieces": [_piece(one) for one in found.pieces],
        "cells": [
            {
                "piece": c.piece, "explanation": letter(c.explanation), "value": c.value, "why": c.basis,
                "statement": c.statement, "by": c.by, "at": rfc3339(c.at),
            }
            for c in found.cells
        ],
        "ranking": [_ranked(one, unit=UNIT) for one in found.ranking],
        "ranking_without_weights": [_ranked(one, unit=1) for one in found.plain_ranking],
        "turns": [list(some) for some in found.turns],
        "sources": [
            {
                "source": named_json(s.source), "pieces": list(s.pieces), "changes": s.changes.value,
                "leaders_without": [letter(e) for e in s.leaders],
            }
            for s in found.sources
        ],
        "conclusion": None if found.conclusion is None else _conclusion(found.conclusion),
        "supersedes": [named_json(one) for one in found.supersedes],
        "superseded_by": [named_json(one) for one in found.superseded_by],
        "notices": list(found.notices),
        "withheld": found.withheld,
    }  # fmt: skip


def assessments_json(rows: Sequence[AssessmentRow]) -> dict[str, object]:
    """Write a list of assessments."""
    return {
        "assessments": [
            {
                "assessment": named_json(one.entity),
                "of": [named_json(o) for o in one.of],
                "published_by": [named_json(o) for o in one.published_by],
                "explanations": one.explanations,
                "pieces": one.pieces,
                "cells": one.cells,
                "conclusion": None if one.conclusion is None else _concluded(one.conclusion),
                "superseded_by": [named_json(o) for o in one.superseded_by],
            }
            for one in rows
        ]
    }


def named_json(one: Named) -> dict[str, object]:
    """Write another entity by code and title."""
    return {"code": one.code, "kind": one.kind, "title": one.title}


def cited_json(every: Sequence[Cited]) -> list[object]:
    """Write what something rests on."""
    return [
        {
            "entity": c.entity.code,
            "property": c.property,
            "source": None if c.source is None else c.source.code,
            "through": None if c.through is None else c.through.code,
            "one_of": c.one_of,
            "statement": c.statement,
            "text": c.text,
            "state": c.state,
            "judged": c.judged,
            "reliability": list(c.reliability),
        }
        for c in every
    ]


def reviews_json(every: Sequence[Review]) -> list[object]:
    """Write what second people said."""
    return [
        {
            "verdict": r.verdict,
            "reviewer": r.reviewer,
            "why": r.why,
            "at": rfc3339(r.at),
            "statement": r.statement,
        }
        for r in every
    ]


def _piece(one: PieceShown) -> object:
    return {
        "number": one.number,
        "text": one.text,
        "credibility": one.credibility.term,
        "credibility_why": one.credibility.why,
        "relevance": one.relevance,
        "weight": round(one.weight / UNIT, 3),
        "assumed": not one.cites,
        "cites": cited_json(one.cites),
        "statement": one.statement,
        "by": one.by,
        "at": rfc3339(one.at),
        "tells": one.tells.tells.value,
        "spread": one.tells.spread,
        "diagnosticity": round(one.tells.amount / UNIT, 3),
        "against": [letter(e) for e in one.tells.against],
        "why": one.why,
        "without": {"changes": one.falls.value, "leaders": [letter(e) for e in one.leaders_without]},
    }


def _ranked(one: Ranked, *, unit: int) -> object:
    return {
        "explanation": letter(one.explanation),
        "rank": one.rank,
        "against": round(one.against / unit, 3),
        "fits": one.fits,
        "open": one.open,
        "by_piece": [{"piece": s.piece, "amount": round(s.amount / unit, 3)} for s in one.shares],
    }


def _concluded(one: Conclusion) -> object:
    return {
        "scale": one.scale,
        "likelihoods": [
            {"explanation": None if w.explanation is None else letter(w.explanation), "term": w.term}
            for w in one.likelihoods
        ],
        "confidence": one.confidence,
        "by": one.by,
        "at": rfc3339(one.at),
        "reviews": [r.verdict for r in one.reviews],
    }


def _conclusion(one: Conclusion) -> object:
    return {
        "scale": one.scale,
        "likelihoods": [
            {
                "explanation": None if w.explanation is None else letter(w.explanation),
                "term": w.term,
                "label": w.label,
                "interval_percent": None if w.interval is None else list(w.interval),
                "why": w.basis,
                "by": w.by,
                "at": rfc3339(w.at),
                "statement": w.statement,
            }
            for w in one.likelihoods
        ],
        "confidence": one.confidence,
        "confidence_why": one.confidence_why,
        "finding": one.finding,
        "would_change": list(one.would_change),
        "limits": list(one.limits),
        "cites": cited_json(one.cites),
        "by": one.by,
        "at": rfc3339(one.at),
        "made": one.made,
        "reviews": reviews_json(one.reviews),
    }
