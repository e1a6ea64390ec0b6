"""Writes verification records, track records and plans as JSON documents."""

from collections.abc import Sequence

from sightline.core.clock import rfc3339
from sightline.work.assessing.assess_json import cited_json, named_json, reviews_json
from sightline.work.plan import Planned
from sightline.work.verifying.listing import Verifications
from sightline.work.verifying.plans import PlanRow
from sightline.work.verifying.records import Verified
from sightline.work.verifying.track import OUTCOMES, Track


def verify_json(found: Verified) -> dict[str, object]:
    """Write a verification record."""
    return {
        "subject": named_json(found.subject),
        "records": [named_json(one) for one in found.records],
        "questions": [
            {
                "question": q.question,
                "state": q.state,
                "answer": q.answer,
                "confidence": q.confidence,
                "percent": q.percent,
                "why": q.basis,
                "against": q.against,
                "cites": cited_json(q.cites),
                "analyst": q.by,
                "at": None if q.at is None else rfc3339(q.at),
                "statement": q.statement,
                "reviews": reviews_json(q.reviews),
                "earlier": q.earlier,
            }
            for q in found.questions
        ],
        "authors": [
            {"source": named_json(a.source), "reliability": list(a.reliability), "record": a.record}
            for a in found.authors
        ],
        "analyses": [
            {
                "analysis": b.analysis.code,
                "question": b.question,
                "confidence": b.confidence,
                "why": b.basis,
                "by": b.by,
            }
            for b in found.beside
        ],
        "claims": [
            {
                "credibility": c.grade,
                "why": c.why,
                "by": c.by,
                "at": rfc3339(c.at),
                "claim": cited_json(c.claim),
                "statement": c.statement,
            }
            for c in found.claims
        ],
        "consent": list(found.consent),
        "sensitivity": list(found.sensitivity),
        "released": list(found.released),
        "notices": list(found.notices),
        "withheld": found.withheld,
    }


def track_json(found: Track) -> dict[str, object]:
    """Write a track record."""
    return {
        "source": named_json(found.source),
        "reliability": [
            {"grade": g.letter, "label": g.label, "by": g.by, "why": g.why} for g in found.grades
        ],
        "claims": found.claims,
        "counts": {name: found.counts.get(name, 0) for name in OUTCOMES},
        "passed_on": {name: found.passed_on.get(name, 0) for name in OUTCOMES},
        "judged": [
            {
                "statement": j.statement,
                "text": j.text,
                "outcomes": list(j.outcomes),
                "why": j.why,
                "own": j.own,
            }
            for j in found.judged
        ],
        "sentence": found.sentence,
        "left_out": found.left_out,
    }


def verifications_json(found: Verifications) -> dict[str, object]:
    """Write what was verified and what was not."""
    return {
        "verified": [
            {
                "subject": named_json(one.subject),
                "records": [named_json(r) for r in one.records],
                "questions": [
                    {
                        "question": q.question,
                        "state": q.state,
                        "confidence": q.confidence,
                        "percent": q.percent,
                        "reviews": list(q.reviews),
                    }
                    for q in one.questions
                ],
            }
            for one in found.rows
        ],
        "not_verified": [named_json(one) for one in found.waiting],
        "not_verified_total": [{"kind": kind, "count": count} for kind, count in found.waiting_of],
    }


def plans_json(rows: Sequence[PlanRow]) -> dict[str, object]:
    """Write a list of plans."""
    return {
        "plans": [
            {
                "plan": named_json(one.entity),
                "question": one.question,
                "of": [named_json(o) for o in one.of],
                "steps": one.steps,
                "open": one.open,
                "searches": one.searches,
                "not_found": one.not_found,
            }
            for one in rows
        ]
    }


def plan_json(made: Planned) -> dict[str, object]:
    """Write a plan with its search log."""
    return {
        "plan": named_json(made.entity),
        "question": made.question,
        "of": [named_json(one) for one in made.of],
        "steps": [
            {
                "number": s.number,
                "text": s.text,
                "state": s.state,
                "phase": s.phase,
                "why": s.why,
                "by": s.by,
                "statement": s.statement,
            }
            for s in made.steps
        ],
        "searches": [
            {
                "number": e.number,
                "text": e.text,
                "where": e.where,
                "query": e.query,
                "when": e.when,
                "how": e.how,
                "result": e.result,
                "found": [named_json(n) for n in e.found],
                "note": e.note,
                "by": e.by,
                "at": rfc3339(e.at),
                "statement": e.statement,
            }
            for e in made.searches
        ],
        "risks": list(made.risks),
        "limits": list(made.limits),
        "withheld": made.withheld,
    }
