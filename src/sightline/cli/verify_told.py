"""Prints the five questions of a thing, and the track record of a source, for a person."""

from sightline.cli.assess_told import SHORT, print_cited, print_reviews
from sightline.cli.out import line, table
from sightline.core.clock import rfc3339
from sightline.work.verifying.listing import QuestionRow, Verifications
from sightline.work.verifying.records import Answered, Verified
from sightline.work.verifying.track import OUTCOMES, Track


def print_verified(found: Verified) -> None:
    """Print the five questions."""
    records = ", ".join(one.code for one in found.records)
    line(f"{found.subject.code}  {found.subject.title}" + (f"  ({records})" if records else ""))
    for question in found.questions:
        _question(question)
    for a in found.authors:
        line()
        grades = f"graded {' and '.join(a.reliability)}" if a.reliability else "not graded"
        line(f"By {a.source.title} ({a.source.code}): {grades}; {a.record}")
    if found.beside:
        line()
        line("What analyses of it say:")
        for b in found.beside:
            line(f"  {b.question}: {b.confidence.replace('_', ' ')} in {b.analysis.code} ({b.by}); {b.basis}")
    if found.claims:
        line()
        line("How credible single claims are (of what is said, never of who says it):")
        for c in found.claims:
            line(f"  {c.grade}  {c.label}; {c.by} on {rfc3339(c.at)[:10]}: {c.why}")
            print_cited(c.claim)
    for label, words in (
        ("Consent", found.consent),
        ("Sensitive", found.sensitivity),
        ("Released to", found.released),
    ):
        if words:
            line(f"{label}: {', '.join(words)}")
    if found.notices or found.withheld:
        line()
        line("Look at:")
        for notice in found.notices:
            line(f"  {notice}")
        if found.withheld:
            line(f"  {found.withheld} statements of it are withheld or erased")


def print_verifications(found: Verifications) -> None:
    """Print what was verified, question by question, and what nobody has begun."""
    if not found.rows:
        line("nothing was verified yet")
    else:
        heads = ["", "", *(q.label for q in found.rows[0].questions)]
        table(
            heads,
            [(r.subject.code, r.subject.title, *map(_cell, r.questions)) for r in found.rows],
            widest=44,
        )
        if any(_alone(q) for r in found.rows for q in r.questions):
            line("* no second person has looked at it")
    total = sum(count for _, count in found.waiting_of)
    if total:
        counts = " and ".join(
            f"{count} {kind.lower()}{'' if count == 1 else 's'}" for kind, count in found.waiting_of
        )
        line()
        line(f"Not begun: {counts}")
        for one in found.waiting:
            line(f"  {one.code}  {one.title}")
        if len(found.waiting) < total:
            line(f"  and {total - len(found.waiting)} more; --most N shows them")


def _cell(one: QuestionRow) -> str:
    sure = f" {one.percent} %" if one.percent is not None else ""
    against = " (disagreed)" if "disagrees" in one.reviews else ""
    return f"{one.state_label.lower()}{sure}{against}{'*' if _alone(one) else ''}"


def _alone(one: QuestionRow) -> bool:
    return one.state in ("answered", "refuted") and not one.reviews


def _question(one: Answered) -> None:
    line()
    if one.statement is None:
        line(f"{one.label}: open. {one.gloss}")
        return
    sure = [one.confidence.replace("_", " ")] if one.confidence else []
    sure += [f"{one.percent} % sure"] if one.percent is not None else []
    line(f"{one.label}: {one.answer}")
    line(f"  {'; '.join([one.state_label.lower(), *sure])}")
    if one.basis:
        line(f"  because {one.basis}")
    if one.against:
        line(f"  against it: {one.against}")
    print_cited(one.cites, indent="  ")
    earlier = f"; {one.earlier} earlier" if one.earlier else ""
    line(f"  {one.by} on {rfc3339(one.at or 0)[:10]}; {one.statement[:SHORT]}{earlier}")
    print_reviews(one.reviews)


def print_track(found: Track) -> None:
    """Print a track record, with its list."""
    line(f"{found.source.code}  {found.source.title}")
    if not found.grades:
        line("  nobody graded its reliability")
    for g in found.grades:
        line(f"  {g.letter}  {g.label}; {g.by}" + (f": {g.why}" if g.why else ""))
    line(f"  {found.sentence}")
    for name, number in found.counts.items():
        line(f"    {number:>4}  {OUTCOMES[name]}")
    if found.passed_on:
        told = ", ".join(f"{number} {OUTCOMES[name]}" for name, number in found.passed_on.items())
        line(f"  passed on from others (counts for whom it quotes): {told}")
    for j in found.judged:
        mark = "" if j.own else " (passed on)"
        why = f"; {j.why}" if j.why else ""
        line(f"  {j.statement[:SHORT]}  {j.text}{mark}: {', '.join(OUTCOMES[o] for o in j.outcomes)}{why}")
    if found.left_out:
        line(f"  {found.left_out} older claims were left out")
