"""Conclude an assessment, and let a second person review it. A new conclusion takes the place of the old as a whole."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sightline.core.clock import rfc3339
from sightline.core.errors import WrongUse
from sightline.model.ach import Piece, leaders, rank
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.work.act import Act, last_number, reason_given
from sightline.work.assessing.citations import citation_draft, read_citation
from sightline.work.assessing.concluded import SCALES, is_part
from sightline.work.assessing.intervals import at_odds
from sightline.work.assessing.letters import letter, marks
from sightline.work.assessing.matrix import KIND, explanations_of
from sightline.work.assessing.reading import author, text_of, whole
from sightline.work.assessing.taking import Taken, drafted, taken, written
from sightline.work.case import Case
from sightline.work.people import same_person
from sightline.work.write import Writer, writing

EXAMPLE: Final = "A=likely B=very_unlikely"


@frozen(slots=True)
class Judging:
    """What is concluded."""

    likelihoods: Sequence[str]
    """``A=likely``: a word of the scale for each explanation."""
    confidence: str
    """low, moderate or high: how good the ground is."""
    why: str
    scale: str = "icd203"
    sure_why: str | None = None
    """Why this sure; by default the reason of the whole."""
    cites: Sequence[str] = ()
    finding: str | None = None
    would_change: Sequence[str] = ()
    limits: Sequence[str] = ()


def conclude(case: Case, code: str, judging: Judging) -> Act:
    """Say how likely each explanation is, how sure that is and why, and what would change it.

    An earlier conclusion gives way as a whole, so that words of two scales never stand beside each other.

    Raises
    ------
    WrongUse
        No reason, an unknown scale, an explanation that is not there; nothing that it could rest on; or it is the
        judgement of a source.
    BadValue
        A word is none of the scale.
    UnknownName, AmbiguousName
        What is cited is not there, or several are.
    """
    why = reason_given(judging.why, act="assess conclude", option="--why")
    if judging.scale not in SCALES:
        raise WrongUse(
            f"{judging.scale!r} is no scale of likelihood", item="--scale", todo=f"one of {', '.join(SCALES)}"
        )
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        _refuse_published(open_)
        given = marks(judging.likelihoods, explanations_of(open_), example=EXAMPLE)
        if not judging.cites and not open_.of("piece"):
            raise WrongUse(
                "rests on nothing: no evidence was weighed and nothing is cited",
                item=open_.subject.code,
                todo="weigh evidence with: sightline assess piece, or cite with --cite",
            )
        drafts = [_sure(case, writer, open_, judging, why)]
        prop = SCALES[judging.scale]
        for explanation, term in given.items():
            about: dict[str, Json | None] = {"explanation": explanation, "basis": why, "analyst": case.by}
            drafts.append(drafted(case, writer, open_.subject, prop, term, about))
        drafts += _rest(case, writer, open_, judging)
        old = [one for one in open_.said if is_part(one)]
        return written(
            writer,
            open_.subject,
            drafts,
            before=before,
            act="assess conclude",
            why=why,
            old=old,
            told=(
                _against_ranking(case, open_, drafts, prop),
                _at_odds(open_, drafts, judging.scale),
                _left_out(open_, set(given)),
            ),
            replaced="the earlier conclusion stays readable, superseded",
        )


def review(case: Case, code: str, verdict: str, *, why: str | None) -> Act:
    """Say, as a second person, whether the reasons carry the conclusion that stands; it changes nothing else.

    Raises
    ------
    WrongUse
        No reason, nothing was concluded, or it is one's own conclusion.
    BadValue
        It is no verdict.
    """
    reason = reason_given(why, act="assess review", option="--why")
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        sure = next((one for one in reversed(open_.of("confidence")) if is_part(one)), None)
        if sure is None:
            raise WrongUse("has no conclusion yet", item=open_.subject.code, todo="sightline assess conclude")
        if any(same_person(name, case.by) for name in {author(sure), sure.by or ""}):
            raise WrongUse("is your own conclusion: a review is somebody else's", item=open_.subject.code)
        old = [one for one in open_.of("review") if same_person(author(one, "reviewer"), case.by)]
        told: dict[str, Json | None] = {
            "basis": reason,
            "reviewer": case.by,
            "statement": sure.id.hex(),
        }
        drafts = [drafted(case, writer, open_.subject, "review", verdict, told)]
        return written(writer, open_.subject, drafts, before=before, act="assess review", why=reason, old=old)


def _refuse_published(open_: Taken) -> None:
    if open_.of("by"):
        raise WrongUse(
            "is the judgement of a source, kept in its own words",
            item=open_.subject.code,
            todo="make one of your own: sightline assess new",
        )


def _sure(case: Case, writer: Writer, open_: Taken, judging: Judging, why: str) -> Draft:
    about: dict[str, Json | None] = {"basis": judging.sure_why or why, "analyst": case.by}
    return drafted(case, writer, open_.subject, "confidence", judging.confidence, about)


def _rest(case: Case, writer: Writer, open_: Taken, judging: Judging) -> list[Draft]:
    subject = open_.subject
    drafts = [drafted(case, writer, subject, "made_at", rfc3339(case.clock.now_ms())[:10])]
    if judging.finding is not None:
        drafts.append(drafted(case, writer, subject, "finding", judging.finding))
    for prop, texts in (("would_change", judging.would_change), ("limits", judging.limits)):
        drafts += [drafted(case, writer, subject, prop, text) for text in texts]
    for one in judging.cites:
        drafts.append(citation_draft(subject.id, read_citation(case, writer.connection, one), {}))
    return drafts


def _against_ranking(case: Case, open_: Taken, drafts: Sequence[Draft], prop: str) -> str | None:
    """Say where the likeliest explanation is not among those with the least against them, before any weights."""
    order = list(case.schema.vocabulary(f"{'icd203' if prop == 'likelihood' else 'phia'}_likelihood").terms)
    words = {
        int(str(d.qualifiers["explanation"])): order.index(str(d.value)) for d in drafts if d.property == prop
    }
    likeliest = {n for n, step in words.items() if step == max(words.values())}
    cells: dict[int, dict[int, str]] = {}
    for one in open_.of("cell"):
        piece, explanation = whole(one, "piece"), whole(one, "explanation")
        if piece is not None and explanation is not None:
            cells.setdefault(piece, {})[explanation] = text_of(one.value)
    rows = [n for o in open_.of("piece") if (n := whole(o, "order")) is not None]
    if not rows or not cells:
        return None
    first = leaders(rank(sorted(explanations_of(open_)), [Piece(n, cells.get(n, {})) for n in rows]))
    if likeliest & set(first):
        return None
    return (
        f"with all weights alike, {' and '.join(letter(n) for n in first)} has the least against it, and "
        f"{' and '.join(letter(n) for n in sorted(likeliest))} is called likeliest: let the reason say why"
    )


def _at_odds(open_: Taken, drafts: Sequence[Draft], scale: str) -> str | None:
    words = {
        int(str(d.qualifiers["explanation"])): str(d.value) for d in drafts if d.property == SCALES[scale]
    }
    return at_odds(scale, words, all_given=set(words) == set(explanations_of(open_)))


def _left_out(open_: Taken, given: set[int]) -> str | None:
    left = [letter(n) for n in sorted(explanations_of(open_)) if n not in given]
    return f"nothing is said of how likely {' and '.join(left)} is" if left else None
