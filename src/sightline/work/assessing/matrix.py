"""Begin an assessment and fill its matrix: explanations, pieces of evidence, cells. What changes stays readable."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.draft import Draft
from sightline.model.finding import Json
from sightline.model.view import Named, Statement
from sightline.store.read import names_of
from sightline.work.act import Act, event_after, last_number, reason_given, sentences
from sightline.work.assessing.citations import citation_draft, read_citation
from sightline.work.assessing.letters import MOST, letter, marks, number_of
from sightline.work.assessing.reading import text_of, whole
from sightline.work.assessing.taking import Taken, drafted, giving_way, taken, written
from sightline.work.case import Case
from sightline.work.new import begin_entity
from sightline.work.pointing import point_at
from sightline.work.resolve import Resolver
from sightline.work.say import record_drafts
from sightline.work.write import Writer, writing

KIND: Final = "Assessment"
EXAMPLE: Final = "A=C B=II C=N"


@frozen(slots=True)
class Weighing:
    """What one piece of evidence is, and what it rests on."""

    text: str
    cites: Sequence[str] = ()
    """Ids of statements, ``INC-1.attributed_to``, or codes; none: it is assumed."""
    credibility: str | None = None
    """Grade of the Admiralty scale, 1 to 6."""
    relevance: str | None = None
    """high, medium or low."""


def new_assessment(
    case: Case,
    question: str,
    *,
    of: str | None = None,
    explanations: Sequence[str] = (),
    supersedes: str | None = None,
) -> Act:
    """Begin an assessment of a question.

    Parameters
    ----------
    of : str, optional
        The incident, aggregate, item or actor it is about.
    explanations : sequence of str
        The competing explanations; they get the letters A, B, … in this order.
    supersedes : str, optional
        The assessment whose place it takes; that one stays readable.

    Raises
    ------
    WrongUse
        The question is empty, or an explanation is given twice.
    UnknownName, AmbiguousName
        There is no such thing, or several.
    """
    if question.strip() == "":
        raise WrongUse(
            "asks nothing", item="assess new", todo='for example: sightline assess new "Who did it?"'
        )
    with writing(case) as writer:
        before = last_number(writer)
        resolver = Resolver(case)
        made, drafts = begin_entity(resolver, case.schema.kind(KIND), title=question)
        named = Named(made, "", KIND, question)
        drafts.append(drafted(case, writer, named, "question", question.strip()))
        if of is not None:
            about = point_at(writer.connection, of, kinds=case.schema.kinds[KIND].properties["of"].kinds)
            drafts.append(drafted(case, writer, named, "of", about.code))
        if supersedes is not None:
            older = point_at(writer.connection, supersedes, kinds=(KIND,))
            drafts.append(drafted(case, writer, named, "supersedes", older.code))
        drafts += _explanations(case, writer, Taken(named), explanations)
        record_drafts(writer, drafts, resolver=resolver, why="new assessment")
        writer.batch.flush()
        code = names_of(writer.connection, [made])[made].code
        told = [f"{letter(n)}: {text.strip()}" for n, text in enumerate(explanations, start=1)]
        if len(explanations) < 2:
            told.append(f'put the explanations that compete on record: sightline assess explain {code} "…"')
        return Act("assess new", event_after(writer, before), code=code, id=made.hex(), told=sentences(told))


def explain(case: Case, code: str, texts: Sequence[str]) -> Act:
    """Put explanations on record; each gets the next letter.

    Raises
    ------
    WrongUse
        None is given, it is there already, or there are too many for letters.
    UnknownName
        There is no such assessment.
    """
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        drafts = _explanations(case, writer, open_, texts)
        if not drafts:
            raise WrongUse("there is no explanation to put on record", item=code)
        told = [f"{letter(int(str(d.qualifiers['order'])))}: {d.value}" for d in drafts]
        return written(writer, open_.subject, drafts, before=before, act="assess explain", told=told)


def weigh(
    case: Case, code: str, piece: Weighing, *, cells: Sequence[str] = (), why: str | None = None
) -> Act:
    """Put a piece of evidence on record, with what it rests on and, where given, its row of cells.

    Parameters
    ----------
    cells : sequence of str
        ``A=C``, ``B=II``: how it fits each explanation; the rest can follow later.

    Raises
    ------
    WrongUse, BadValue
        It says nothing, or a grade or cell is none.
    UnknownName, AmbiguousName
        What is cited, or an explanation, is not there, or several are.
    """
    if piece.text.strip() == "":
        raise WrongUse("says nothing", item="assess piece", todo="say in one sentence what is weighed")
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        number = open_.next_number("piece", also=("piece",))
        told: dict[str, Json | None] = {
            "order": number, "credibility": piece.credibility, "relevance": piece.relevance,
            "analyst": case.by,
        }  # fmt: skip
        drafts = [drafted(case, writer, open_.subject, "piece", piece.text.strip(), told)]
        for one in piece.cites:
            cited = read_citation(case, writer.connection, one)
            drafts.append(citation_draft(open_.subject.id, cited, {"piece": number}))
        if cells:
            given = marks(cells, explanations_of(open_), example=EXAMPLE)
            drafts += [_cell(case, writer, open_.subject, number, e, v, why) for e, v in given.items()]
        assumed = None if piece.cites else "it cites nothing, so it counts as assumed; cite with --cite"
        said = (f"piece {number}", assumed)
        return written(writer, open_.subject, drafts, before=before, act="assess piece", why=why, told=said)


def fill(case: Case, code: str, piece: int, cells: Sequence[str], *, why: str | None = None) -> Act:
    """Judge how one piece fits explanations; an earlier cell gives way, and a change of mind needs its reason.

    Parameters
    ----------
    cells : sequence of str
        ``A=C``, ``B=II``: CC, C, N, I, II or NA for each explanation.

    Raises
    ------
    WrongUse
        There is no such piece or explanation, or a cell changes without a reason.
    BadValue
        A cell is none of the six.
    """
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        row(open_, piece)
        given = marks(cells, explanations_of(open_), example=EXAMPLE)
        drafts = [_cell(case, writer, open_.subject, piece, e, v, why) for e, v in given.items()]
        old, same = [], []
        for draft, explanation in zip(drafts, given, strict=True):
            here = [
                c
                for c in open_.of("cell")
                if (whole(c, "piece"), whole(c, "explanation")) == (piece, explanation)
            ]
            if any(c.value == draft.value for c in here) and why is None:
                same.append(draft)
            else:
                old += here
        changed = [d for d in drafts if d not in same]
        reason = reason_given(why, act=f"{code} piece {piece}, which was judged before") if old else why
        told = [f"{letter(e)}: {d.value}" for e, d in zip(given, drafts, strict=True)]
        if not changed:
            return Act("assess cell", None, code=open_.subject.code, known=True, told=tuple(told))
        return written(
            writer, open_.subject, changed, before=before, act="assess cell", why=reason, old=old, told=told
        )


def reweigh(
    case: Case,
    code: str,
    piece: int,
    *,
    why: str | None,
    text: str | None = None,
    credibility: str | None = None,
    relevance: str | None = None,
    cites: Sequence[str] = (),
) -> Act:
    """Grade or word a piece anew, or cite more for it; the older words stay readable.

    Raises
    ------
    WrongUse
        No reason, no such piece, or nothing changes.
    BadValue
        A grade is none.
    """
    reason = reason_given(why, act="assess weigh")
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        old = row(open_, piece)
        told = dict(old.qualifiers) | {
            name: one for name, one in (("credibility", credibility), ("relevance", relevance)) if one is not None
        }  # fmt: skip
        drafts: list[Draft] = []
        if text is not None or credibility is not None or relevance is not None:
            words = text_of(old.value) if text is None else text.strip()
            again = {**told, "analyst": case.by, "basis": reason}
            drafts.append(drafted(case, writer, open_.subject, "piece", words, again))
        for one in cites:
            cited = read_citation(case, writer.connection, one)
            drafts.append(citation_draft(open_.subject.id, cited, {"piece": piece}))
        if not drafts:
            raise WrongUse(
                "changes nothing",
                item="assess weigh",
                todo="give --credibility, --relevance, --text or --cite",
            )
        worded = [old] if drafts[0].property == "piece" else []
        return written(
            writer, open_.subject, drafts, before=before, act="assess weigh", why=reason, old=worded
        )


def drop(case: Case, code: str, what: str, *, why: str | None) -> Act:
    """Take a piece (its number) or an explanation (its letter) out of the matrix, with its cells and citations.

    Its number or letter is not given again, and the earlier state stays readable.

    Raises
    ------
    WrongUse
        No reason, or there is no such piece or explanation.
    """
    reason = reason_given(why, act="assess drop")
    with writing(case) as writer:
        before = last_number(writer)
        open_ = taken(writer, code, KIND)
        if what.strip().isdecimal():
            number, name, prop, found = int(what), f"piece {int(what)}", "piece", row(open_, int(what))
        else:
            number = number_of(what, explanations_of(open_))
            name, prop = letter(number), "explanation"
            found = next(o for o in open_.of("explanation") if whole(o, "order") == number)
        with_it = [o for o in open_.said if whole(o, prop) == number]
        record_drafts(writer, [], why=reason, closings=giving_way([found, *with_it], reason))
        left = f"{name} is dropped, with {len(with_it)} cells and citations; nothing of it is lost"
        return Act("assess drop", event_after(writer, before), code=open_.subject.code, told=(left,))


def explanations_of(open_: Taken) -> dict[int, str]:
    """Give the explanations that stand, by number."""
    return {
        n: text_of(o.value) for o in open_.of("explanation") if (n := whole(o, "order")) is not None and n > 0
    }


def row(open_: Taken, piece: int) -> Statement:
    """Give the statement of a piece that stands.

    Raises
    ------
    WrongUse
        There is none of this number.
    """
    rows: Mapping[int, Statement] = {n: o for o in open_.of("piece") if (n := whole(o, "order")) is not None}
    if piece not in rows:
        have = ", ".join(map(str, sorted(rows)))
        raise WrongUse(
            f"has no piece {piece}",
            item=open_.subject.code,
            todo=f"there are {have}" if have else "put one on record first: sightline assess piece",
        )
    return rows[piece]


def _explanations(case: Case, writer: Writer, open_: Taken, texts: Sequence[str]) -> list[Draft]:
    first = open_.next_number("explanation", also=("explanation",))
    known = {text.casefold() for text in explanations_of(open_).values()}
    drafts = []
    for number, text in enumerate((t.strip() for t in texts), start=first):
        if text == "" or text.casefold() in known:
            raise WrongUse(
                "is there already" if text else "an explanation says nothing",
                item=text or "assess explain",
                todo="say in one sentence what would be the case",
            )
        if number > MOST:
            raise WrongUse(f"there are more than {MOST} explanations", item=open_.subject.code)
        known.add(text.casefold())
        told: dict[str, Json | None] = {"order": number, "analyst": case.by}
        drafts.append(drafted(case, writer, open_.subject, "explanation", text, told))
    return drafts


def _cell(
    case: Case, writer: Writer, subject: Named, piece: int, explanation: int, value: str, why: str | None
) -> Draft:
    told: dict[str, Json | None] = {
        "piece": piece, "explanation": explanation, "basis": why, "analyst": case.by,
    }  # fmt: skip
    try:
        return drafted(case, writer, subject, "cell", value.upper(), told)
    except UnknownName as error:
        raise WrongUse(error.fault, item=value, todo=error.todo) from error
