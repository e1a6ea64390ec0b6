"""Prints an assessment for a person: matrix, ranking, what would turn it, conclusion, and what to look at."""

from sightline.cli.out import line, table
from sightline.core.clock import rfc3339
from sightline.model.ach import Changes
from sightline.work.assessing.letters import letter
from sightline.work.assessing.listing import AssessmentRow
from sightline.work.assessing.records import Assessed, Cited, Conclusion, PieceShown, Review
from sightline.work.assessing.weights import UNIT

SHORT = 12


def print_assessment(found: Assessed) -> None:
    """Print an assessment."""
    line(f"{found.entity.code}  {found.question}")
    for one in found.of:
        line(f"  of {one.code} {one.title}")
    for one in found.supersedes:
        line(f"  takes the place of {one.code} {one.title}")
    for one in found.superseded_by:
        line(f"  its place was taken by {one.code} {one.title}")
    for one in found.published_by:
        line(f"  the judgement of {one.title} ({one.code}), in its own words")
    for words in found.levels:
        line(f"    {words}")
    if found.question == found.entity.code and not found.explanations and not found.published_by:
        line("  nothing was known of it at that time")
        return
    if not found.explanations and not found.published_by:
        line(f'  no explanation yet: sightline assess explain {found.entity.code} "…"')
    for e in found.explanations:
        line(f"  {e.letter}  {e.text}")
    if found.pieces:
        _matrix(found)
        _ranking(found)
        _turning(found)
    if found.conclusion is not None:
        _conclusion(found.conclusion)
    if found.notices or found.withheld:
        line()
        line("Look at:")
        for notice in found.notices:
            line(f"  {notice}")
        if found.withheld:
            line(f"  {found.withheld} statements of it are withheld or erased, and not counted")


def print_assessments(rows: tuple[AssessmentRow, ...]) -> None:
    """Print a list of assessments, one with its conclusion on two lines."""
    if not rows:
        line('nothing was assessed yet: sightline assess new "…"')
    for one in rows:
        line(f"{one.entity.code}  {one.entity.title}")
        told = [f"of {o.code} {o.title}" for o in one.of]
        told += [f"the judgement of {o.title} ({o.code})" for o in one.published_by]
        if not one.published_by:
            told.append(", ".join(_counted(one)))
        told += [f"its place was taken by {o.code}" for o in one.superseded_by]
        line(f"  {'; '.join(told)}")
        if one.conclusion is not None:
            line(f"  {_in_short(one.conclusion)}")
        elif not one.published_by:
            line("  nothing was concluded yet")


def _counted(one: AssessmentRow) -> tuple[str, ...]:
    every = ((one.explanations, "explanation"), (one.pieces, "piece"), (one.cells, "cell"))
    return tuple(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in every)


def _in_short(one: Conclusion) -> str:
    scale = "ICD 203" if one.scale == "icd203" else "PHIA"
    words = [
        f"{'' if w.explanation is None else f'{letter(w.explanation)} '}{w.label.lower()}"
        for w in one.likelihoods
    ]
    seen = f"reviewed: {', '.join(r.verdict.replace('_', ' ') for r in one.reviews)}"
    return "; ".join(
        (
            f"{', '.join(words)} ({scale})" if words else "no word of likelihood",
            one.confidence_label.lower(),
            f"{one.by} on {one.made or rfc3339(one.at)[:10]}",
            seen if one.reviews else "not reviewed",
        )
    )


def print_cited(every: tuple[Cited, ...], *, indent: str = "     ") -> None:
    """Print what something rests on."""
    for c in every:
        parts = [c.text or f"{c.entity.code} [{c.state}]"]
        if c.source is not None:
            graded = f", graded {' and '.join(c.reliability)}" if c.reliability else ""
            told = "" if c.through is None else f", as told by {c.through.title} ({c.through.code})"
            parts.append(f"{c.source.title} ({c.source.code}{graded}){told}")
        if c.state not in ("stands", "withheld"):
            parts.append(c.state.upper())
        if c.judged:
            parts.append(c.judged)
        if c.statement is not None:
            parts.append(c.statement[:SHORT])
        line(f"{indent}rests on {'; '.join(parts)}")


def print_reviews(every: tuple[Review, ...]) -> None:
    """Print what second people said."""
    for r in every:
        line(f"  reviewed by {r.reviewer} on {rfc3339(r.at)[:10]}: {r.verdict.replace('_', ' ')}; {r.why}")


def _matrix(found: Assessed) -> None:
    line()
    letters = [e.letter for e in found.explanations]
    rows = []
    for p in found.pieces:
        cells = [found.cell(p.number, e.number) for e in found.explanations]
        marks = ["?" if c is None else c.value for c in cells]
        rows.append((str(p.number), p.text, *marks, _graded(p), f"{p.weight / UNIT:.2f}"))
    table(("", "evidence", *letters, "grade", "weight"), rows, widest=56)
    for p in found.pieces:
        line(f"  {p.number}  {p.why}" + ("" if p.cites else " (assumed: it cites nothing)"))
        print_cited(p.cites)
        for e in found.explanations:
            cell = found.cell(p.number, e.number)
            if cell is not None and cell.basis:
                line(f"     {e.letter} {cell.value}: {cell.basis} ({cell.by})")


def _graded(piece: PieceShown) -> str:
    return f"{piece.credibility.term or '?'}, {piece.relevance or '?'}"


def _ranking(found: Assessed) -> None:
    line()
    line("Ranked by what does not fit, the least first (this is no likelihood):")
    texts = {e.number: e.text for e in found.explanations}
    for r in found.ranking:
        shares = ", ".join(f"{s.piece}: {s.amount / UNIT:.2f}" for s in r.shares)
        against = f"{r.against / UNIT:.2f} against it ({shares})" if r.shares else "nothing against it"
        missing = f"; {r.open} not judged" if r.open else ""
        line(f"  {r.rank}. {letter(r.explanation)} {texts[r.explanation]}: {against}{missing}")


def _turning(found: Assessed) -> None:
    if len(found.explanations) < 2:
        return
    line()
    line("What changes if a piece falls away:")
    alone = [p for p in found.pieces if p.falls is not Changes.NOTHING]
    for p in alone:
        leads = p.falls is Changes.LEADER
        what = f"then {_first(p.leaders_without)}" if leads else "the order further down changes"
        line(f"  {p.number}  {what}")
    if not alone:
        line("  no single piece changes the order")
    if found.turns and len(found.turns[0]) > 1:
        sets = "; ".join(" and ".join(map(str, some)) for some in found.turns[:5])
        line(f"  together these change which comes first: {sets}")
    for s in found.sources:
        if s.changes is Changes.LEADER:
            which = ", ".join(map(str, s.pieces))
            line(
                f"  all that comes through {s.source.title} ({s.source.code}) alone, {which}: then {_first(s.leaders)}"
            )


def _first(leaders: tuple[int, ...]) -> str:
    return f"{' and '.join(letter(e) for e in leaders)} {'comes' if len(leaders) == 1 else 'come'} first"


def _conclusion(one: Conclusion) -> None:
    line()
    line(f"Concluded by {one.by} on {one.made or rfc3339(one.at)[:10]}")
    if one.finding:
        line(f"  {one.finding}")
    for w in one.likelihoods:
        about = "" if w.explanation is None else f"{letter(w.explanation)} is "
        span = "" if w.interval is None else f", {w.interval[0]} to {w.interval[1]} %"
        line(f"  {about}{w.label.lower()} ({'ICD 203' if one.scale == 'icd203' else 'PHIA'}{span})")
    line(f"  {one.confidence_label}: {one.confidence_why}")
    if one.likelihoods and one.likelihoods[0].basis not in ("", one.confidence_why):
        line(f"  because {one.likelihoods[0].basis}")
    print_cited(one.cites, indent="  ")
    for text in one.would_change:
        line(f"  would change it: {text}")
    for text in one.limits:
        line(f"  could not be verified: {text}")
    print_reviews(one.reviews)
